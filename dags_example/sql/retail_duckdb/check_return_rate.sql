SELECT sum(refunded) / sum(gross_revenue) <= {{ params.allowed_return_rate }}
FROM marts.daily_revenue;
