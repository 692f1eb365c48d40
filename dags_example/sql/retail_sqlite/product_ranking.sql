DROP VIEW IF EXISTS product_ranking;

CREATE VIEW product_ranking AS
SELECT
    p.category AS product_group,
    p.title AS product_name,
    sum(l.units) AS units_sold,
    sum(l.margin_amount) AS margin,
    rank() OVER (PARTITION BY p.category ORDER BY sum(l.margin_amount) DESC) AS place_in_group
FROM stg_order_lines AS l
JOIN raw_products AS p ON p.sku = l.product_sku
GROUP BY p.category, p.title;
