-- Revenue and refunds a day and country; days that are calculated again replace their row.
INSERT INTO marts.daily_revenue (revenue_day, market, order_count, gross_revenue, refunded)
WITH refunds AS (
    SELECT order_id, line_no, sum(refund) AS refund
    FROM raw.returns
    GROUP BY ALL
),
sold AS (
    SELECT
        o.order_number,
        o.order_day,
        c.country_code,
        l.net_amount,
        coalesce(r.refund, 0) AS refund
    FROM staging.order_lines AS l
    JOIN staging.orders AS o ON o.order_number = l.order_number
    JOIN staging.customers AS c ON c.customer_key = o.customer_key
    LEFT JOIN refunds AS r ON r.order_id = l.order_number AND r.line_no = l.line_number
    WHERE o.order_state IN ('completed', 'shipped')
)
SELECT order_day, country_code, count(DISTINCT order_number), sum(net_amount), sum(refund)
FROM sold
GROUP BY order_day, country_code
ON CONFLICT (revenue_day, market) DO UPDATE SET
    order_count = excluded.order_count,
    gross_revenue = excluded.gross_revenue,
    refunded = excluded.refunded;
