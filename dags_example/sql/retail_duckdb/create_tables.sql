CREATE SCHEMA IF NOT EXISTS raw;
CREATE SCHEMA IF NOT EXISTS staging;
CREATE SCHEMA IF NOT EXISTS marts;

CREATE TABLE IF NOT EXISTS staging.customers (
    customer_key INTEGER PRIMARY KEY, full_name VARCHAR, email_hash VARCHAR, country_code VARCHAR,
    signup_day DATE
);
CREATE TABLE IF NOT EXISTS staging.orders (
    order_number INTEGER PRIMARY KEY, customer_key INTEGER, order_day DATE, order_state VARCHAR,
    sales_channel VARCHAR
);
CREATE TABLE IF NOT EXISTS staging.order_lines (
    order_number INTEGER, line_number INTEGER, product_sku VARCHAR, units INTEGER, net_amount DECIMAL(12, 2),
    margin_amount DECIMAL(12, 2), PRIMARY KEY (order_number, line_number)
);
CREATE TABLE IF NOT EXISTS marts.daily_revenue (
    revenue_day DATE, market VARCHAR, order_count BIGINT, gross_revenue DECIMAL(12, 2),
    refunded DECIMAL(12, 2), PRIMARY KEY (revenue_day, market)
);
CREATE TABLE IF NOT EXISTS marts.quality_log (
    checked_at TIMESTAMP, measure VARCHAR, measured DOUBLE, allowed DOUBLE
);
