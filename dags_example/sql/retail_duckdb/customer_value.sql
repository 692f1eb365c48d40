-- Customers by what they have bought, with their rank, and a band of a quarter of all customers each.
CREATE OR REPLACE TABLE marts.customer_value AS
WITH bought AS (
    SELECT o.customer_key, sum(l.net_amount) AS revenue, max(o.order_day) AS last_day
    FROM staging.orders AS o
    JOIN staging.order_lines AS l USING (order_number)
    GROUP BY o.customer_key
)
SELECT
    c.full_name AS customer_name,
    b.revenue AS lifetime_revenue,
    b.last_day AS last_order_on,
    rank() OVER (ORDER BY b.revenue DESC) AS value_rank,
    CASE ntile(4) OVER (ORDER BY b.revenue DESC)
        WHEN 1 THEN 'gold' WHEN 2 THEN 'silver' ELSE 'standard'
    END AS value_band
FROM bought AS b
JOIN staging.customers AS c USING (customer_key);
