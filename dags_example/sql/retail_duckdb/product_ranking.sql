CREATE OR REPLACE VIEW marts.product_ranking AS
SELECT
    p.category AS product_group,
    p.title AS product_name,
    sum(l.units) AS units_sold,
    sum(l.margin_amount) AS margin
FROM staging.order_lines AS l
JOIN raw.products AS p ON p.sku = l.product_sku
GROUP BY p.category, p.title
QUALIFY rank() OVER (PARTITION BY p.category ORDER BY sum(l.margin_amount) DESC) <= 3;
