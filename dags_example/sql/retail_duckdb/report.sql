CREATE OR REPLACE TABLE marts.report_monthly AS
SELECT
    date_trunc('month', revenue_day) AS report_month,
    market AS country,
    sum(gross_revenue) - sum(refunded) AS net_revenue,
    sum(net_revenue) OVER (PARTITION BY market ORDER BY report_month) AS revenue_to_date
FROM marts.daily_revenue
GROUP BY report_month, country;
