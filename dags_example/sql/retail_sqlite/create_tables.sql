CREATE TABLE IF NOT EXISTS raw_customers (
    id INTEGER, first_name TEXT, last_name TEXT, email TEXT, phone TEXT, country TEXT, created_at TEXT
);
CREATE TABLE IF NOT EXISTS raw_products (sku TEXT, title TEXT, category TEXT, unit_cost REAL, list_price REAL);
CREATE TABLE IF NOT EXISTS raw_orders (
    order_id INTEGER, customer_id INTEGER, ordered_at TEXT, status TEXT, channel TEXT, updated_at TEXT
);
CREATE TABLE IF NOT EXISTS raw_order_items (
    order_id INTEGER, line_no INTEGER, sku TEXT, quantity INTEGER, unit_price REAL, discount_pct REAL
);
CREATE TABLE IF NOT EXISTS raw_returns (
    order_id INTEGER, line_no INTEGER, returned_at TEXT, reason TEXT, refund REAL
);
CREATE TABLE IF NOT EXISTS stg_customers (
    customer_key INTEGER PRIMARY KEY, full_name TEXT, mail_domain TEXT, country_code TEXT, signup_day TEXT
);
CREATE TABLE IF NOT EXISTS stg_orders (
    order_number INTEGER PRIMARY KEY, customer_key INTEGER, order_day TEXT, order_state TEXT, sales_channel TEXT
);
CREATE TABLE IF NOT EXISTS stg_order_lines (
    order_number INTEGER, line_number INTEGER, product_sku TEXT, units INTEGER, net_amount REAL,
    margin_amount REAL, PRIMARY KEY (order_number, line_number)
);
CREATE TABLE IF NOT EXISTS mart_daily_revenue (
    revenue_day TEXT, market TEXT, order_count INTEGER, gross_revenue REAL, refunded REAL,
    PRIMARY KEY (revenue_day, market)
);
CREATE TABLE IF NOT EXISTS mart_customer_value (
    customer_key INTEGER PRIMARY KEY, customer_name TEXT, lifetime_revenue REAL, value_rank INTEGER,
    value_band TEXT
);
CREATE TABLE IF NOT EXISTS quality_log (checked_at TEXT, measure TEXT, measured REAL, allowed REAL);
