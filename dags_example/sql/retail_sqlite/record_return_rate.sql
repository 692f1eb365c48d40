INSERT INTO quality_log (checked_at, measure, measured, allowed)
SELECT datetime('now'), 'return rate', sum(refunded) / sum(gross_revenue), {{ params.allowed_return_rate }}
FROM mart_daily_revenue;
