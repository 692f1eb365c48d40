-- The export holds earlier states of an order, too: only the last one counts. Test orders are left out.
MERGE INTO staging.orders AS target
USING (
    SELECT order_id, customer_id, ordered_at::DATE AS day, status, channel
    FROM raw.orders
    WHERE channel <> 'test' AND ordered_at >= '{{ params.first_day }}'
    QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY updated_at DESC) = 1
) AS latest
ON target.order_number = latest.order_id
WHEN MATCHED THEN UPDATE SET
    customer_key = latest.customer_id,
    order_day = latest.day,
    order_state = latest.status,
    sales_channel = latest.channel
WHEN NOT MATCHED THEN INSERT (order_number, customer_key, order_day, order_state, sales_channel)
    VALUES (latest.order_id, latest.customer_id, latest.day, latest.status, latest.channel);
