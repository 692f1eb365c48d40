-- Two statements of one task: what was sold, then without the lines of cancelled orders.
INSERT OR REPLACE INTO stg_order_lines
    (order_number, line_number, product_sku, units, net_amount, margin_amount)
SELECT
    i.order_id,
    i.line_no,
    p.sku,
    i.quantity,
    round(i.quantity * i.unit_price * (1 - i.discount_pct / 100.0), 2),
    round(i.quantity * (i.unit_price * (1 - i.discount_pct / 100.0) - p.unit_cost), 2)
FROM raw_order_items AS i
JOIN raw_products AS p ON p.sku = i.sku
JOIN stg_orders AS o ON o.order_number = i.order_id;

DELETE FROM stg_order_lines
WHERE order_number IN (SELECT order_number FROM stg_orders WHERE order_state = 'cancelled');
