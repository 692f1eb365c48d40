-- Revenue and refunds a day and country; days that are calculated again replace their row.
WITH refunds AS (
    SELECT order_id, line_no, sum(refund) AS refund
    FROM raw_returns
    GROUP BY order_id, line_no
),
sold AS (
    SELECT
        o.order_number,
        o.order_day,
        c.country_code,
        l.net_amount,
        coalesce(r.refund, 0) AS refund
    FROM stg_order_lines AS l
    JOIN stg_orders AS o ON o.order_number = l.order_number
    JOIN stg_customers AS c ON c.customer_key = o.customer_key
    LEFT JOIN refunds AS r ON r.order_id = l.order_number AND r.line_no = l.line_number
    WHERE o.order_state IN ('completed', 'shipped')
)
INSERT INTO mart_daily_revenue (revenue_day, market, order_count, gross_revenue, refunded)
SELECT order_day, country_code, count(DISTINCT order_number), sum(net_amount), sum(refund)
FROM sold
WHERE true
GROUP BY order_day, country_code
ON CONFLICT (revenue_day, market) DO UPDATE SET
    order_count = excluded.order_count,
    gross_revenue = excluded.gross_revenue,
    refunded = excluded.refunded;
