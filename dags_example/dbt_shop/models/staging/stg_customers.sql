select
    c.id as customer_id,
    c.name,
    md5(c.email) as email_hash,
    k.country
from {{ source('crm', 'customers') }} as c
left join {{ ref('countries') }} as k on k.code = c.country_code
