-- One row a customer. Addresses stay in the raw schema; from here on there is only their hash.
INSERT OR REPLACE INTO staging.customers (customer_key, full_name, email_hash, country_code, signup_day)
SELECT
    id,
    concat_ws(' ', first_name, last_name),
    md5(lower(email)),
    upper(trim(country)),
    created_at::DATE
FROM raw.customers;
