select sum(amount) as total from {{ ref('big_orders') }}
