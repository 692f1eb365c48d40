-- What was sold at which margin, by way of a temporary table; then without the lines of cancelled orders.
CREATE TEMPORARY TABLE priced AS
SELECT
    i.order_id,
    i.line_no,
    i.quantity,
    p.sku,
    i.unit_price * (1 - i.discount_pct / 100.0) AS paid,
    p.unit_cost AS cost
FROM raw.order_items AS i
JOIN raw.products AS p USING (sku);

INSERT OR REPLACE INTO staging.order_lines
    (order_number, line_number, product_sku, units, net_amount, margin_amount)
SELECT q.order_id, q.line_no, q.sku, q.quantity, q.quantity * q.paid, q.quantity * (q.paid - q.cost)
FROM priced AS q
JOIN staging.orders AS o ON o.order_number = q.order_id;

DELETE FROM staging.order_lines
WHERE order_number IN (SELECT order_number FROM staging.orders WHERE order_state = 'cancelled');
