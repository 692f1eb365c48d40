INSERT INTO marts.quality_log (checked_at, measure, measured, allowed)
SELECT current_timestamp, 'return rate', sum(refunded) / sum(gross_revenue), {{ params.allowed_return_rate }}
FROM marts.daily_revenue;
