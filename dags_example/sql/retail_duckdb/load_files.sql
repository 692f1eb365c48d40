CREATE OR REPLACE TABLE raw.customers AS SELECT * FROM read_csv('{{ params.data }}/customers.csv');
CREATE OR REPLACE TABLE raw.products AS SELECT * FROM read_csv('{{ params.data }}/products.csv');
CREATE OR REPLACE TABLE raw.orders AS SELECT * FROM read_csv('{{ params.data }}/orders.csv');
CREATE OR REPLACE TABLE raw.order_items AS SELECT * FROM read_csv('{{ params.data }}/order_items.csv');
CREATE OR REPLACE TABLE raw.returns AS SELECT * FROM read_csv('{{ params.data }}/returns.csv');
