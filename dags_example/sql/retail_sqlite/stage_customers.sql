-- One row a customer; a customer who is exported again replaces the row of the last run.
INSERT INTO stg_customers (customer_key, full_name, mail_domain, country_code, signup_day)
SELECT
    id,
    first_name || ' ' || last_name,
    lower(substr(email, instr(email, '@') + 1)),
    upper(trim(country)),
    date(created_at)
FROM raw_customers
WHERE id IS NOT NULL
ON CONFLICT (customer_key) DO UPDATE SET
    full_name = excluded.full_name,
    mail_domain = excluded.mail_domain,
    country_code = excluded.country_code,
    signup_day = excluded.signup_day;
