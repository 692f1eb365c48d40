-- The export holds earlier states of an order, too: only the last one counts. Test orders are left out.
INSERT OR REPLACE INTO stg_orders (order_number, customer_key, order_day, order_state, sales_channel)
WITH numbered AS (
    SELECT
        o.*,
        row_number() OVER (PARTITION BY o.order_id ORDER BY o.updated_at DESC) AS newest_first
    FROM raw_orders AS o
    WHERE o.channel <> 'test'
)
SELECT order_id, customer_id, date(ordered_at), status, channel
FROM numbered
WHERE newest_first = 1 AND date(ordered_at) >= '{{ params.first_day }}';
