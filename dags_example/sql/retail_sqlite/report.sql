DROP TABLE IF EXISTS report_monthly;

CREATE TABLE report_monthly AS
SELECT
    substr(revenue_day, 1, 7) AS report_month,
    market AS country,
    sum(gross_revenue) - sum(refunded) AS net_revenue,
    sum(sum(gross_revenue) - sum(refunded)) OVER (
        PARTITION BY market ORDER BY substr(revenue_day, 1, 7)
    ) AS revenue_to_date
FROM mart_daily_revenue
GROUP BY substr(revenue_day, 1, 7), market;
