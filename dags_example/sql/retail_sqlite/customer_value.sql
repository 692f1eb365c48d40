-- Customers by what they have bought, with their rank and a band of a quarter of all customers each.
INSERT OR REPLACE INTO mart_customer_value
    (customer_key, customer_name, lifetime_revenue, value_rank, value_band)
WITH bought AS (
    SELECT o.customer_key, sum(l.net_amount) AS revenue
    FROM stg_orders AS o
    JOIN stg_order_lines AS l ON l.order_number = o.order_number
    GROUP BY o.customer_key
)
SELECT
    c.customer_key,
    c.full_name,
    b.revenue,
    rank() OVER (ORDER BY b.revenue DESC),
    CASE ntile(4) OVER (ORDER BY b.revenue DESC) WHEN 1 THEN 'gold' WHEN 2 THEN 'silver' ELSE 'standard' END
FROM bought AS b
JOIN stg_customers AS c ON c.customer_key = b.customer_key;
