CREATE OR REPLACE TABLE raw.customers AS
SELECT id, first_name, last_name, email, phone, country, created_at
FROM read_csv('{{ params.data }}/customers.csv');

CREATE OR REPLACE TABLE raw.products AS
SELECT sku, title, category, unit_cost, list_price
FROM read_csv('{{ params.data }}/products.csv');

CREATE OR REPLACE TABLE raw.orders AS
SELECT order_id, customer_id, ordered_at, status, channel, updated_at
FROM read_csv('{{ params.data }}/orders.csv');

CREATE OR REPLACE TABLE raw.order_items AS
SELECT order_id, line_no, sku, quantity, unit_price, discount_pct
FROM read_csv('{{ params.data }}/order_items.csv');

CREATE OR REPLACE TABLE raw.returns AS
SELECT order_id, line_no, returned_at, reason, refund
FROM read_csv('{{ params.data }}/returns.csv');
