SELECT sum(refunded) / sum(gross_revenue) <= {{ params.allowed_return_rate }}
FROM mart_daily_revenue;
