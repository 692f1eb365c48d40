"""
### Orders on Snowflake

From a stage into a raw table, from there into a daily mart, with a check and SQL through a hook. To run it,
install the Snowflake provider (`pip install 'airflow-provider-lineage[snowflake]'`), create a connection
`snowflake` of type *Snowflake* with account, database, schema and warehouse, and change `STAGE_URL` to a
bucket of yours that has CSV files (id, customer, day, amount).

What its events say is in `docs/snowflake.md`: each statement has its query id, `load_raw` reads the stage and
names the bucket behind it, `daily_revenue` says which columns made which.
"""

from __future__ import annotations

from airflow.providers.common.sql.operators.sql import SQLColumnCheckOperator, SQLExecuteQueryOperator
from airflow.sdk import BaseHook, chain, dag, task

CONNECTION = "snowflake"
STAGE_URL = "s3://my-bucket/orders/"


@dag(
    schedule=None,
    catchup=False,
    doc_md=__doc__,
    default_args={"conn_id": CONNECTION},
    tags=["example", "snowflake"],
)
def orders_snowflake():
    prepare = SQLExecuteQueryOperator(
        task_id="prepare",
        sql=[
            f"CREATE STAGE IF NOT EXISTS order_files URL = '{STAGE_URL}'",
            "CREATE TABLE IF NOT EXISTS raw_orders "
            "(id INTEGER, customer VARCHAR, day DATE, amount NUMBER(12, 2))",
            "CREATE TABLE IF NOT EXISTS daily_revenue (day DATE, revenue NUMBER(14, 2), orders INTEGER)",
        ],
    )
    load_raw = SQLExecuteQueryOperator(
        task_id="load_raw",
        sql="COPY INTO raw_orders FROM @order_files/2026 FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1)",
    )
    daily_revenue = SQLExecuteQueryOperator(
        task_id="daily_revenue",
        sql="""
            MERGE INTO daily_revenue AS target
            USING (
                SELECT day, SUM(amount) AS total, COUNT(DISTINCT id) AS number_of_orders
                FROM raw_orders
                GROUP BY day
            ) AS source
            ON target.day = source.day
            WHEN MATCHED THEN UPDATE SET revenue = source.total, orders = source.number_of_orders
            WHEN NOT MATCHED THEN INSERT (day, revenue, orders)
                VALUES (source.day, source.total, source.number_of_orders)
        """,
    )
    check = SQLColumnCheckOperator(
        task_id="check",
        table="daily_revenue",
        column_mapping={"revenue": {"null_check": {"equal_to": 0}}},
    )

    @task
    def best_day() -> None:
        """SQL through a hook has lineage, too."""
        hook = BaseHook.get_connection(CONNECTION).get_hook()
        hook.run("CREATE OR REPLACE TABLE best_day AS SELECT MAX(revenue) AS most FROM daily_revenue")

    chain(prepare, load_raw, daily_revenue, check, best_day())


orders_snowflake()
