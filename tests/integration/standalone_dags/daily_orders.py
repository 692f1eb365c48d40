"""A DAG that tests of the lineage page run on `airflow standalone`, twice: the second run sums up otherwise.

In: a connection `standalone_shop` of type SQLite; `{"how": "SUM"}` or another aggregate as the run's
configuration. Out: tables `raw_orders` and `daily_revenue`, and a check.
"""

from __future__ import annotations

from airflow.providers.common.sql.operators.sql import SQLColumnCheckOperator, SQLExecuteQueryOperator
from airflow.sdk import DAG, chain

CONNECTION = "standalone_shop"

with DAG("daily_orders", schedule=None, params={"how": "SUM"}):
    chain(
        SQLExecuteQueryOperator(
            task_id="load",
            conn_id=CONNECTION,
            sql=[
                "CREATE TABLE IF NOT EXISTS raw_orders (order_day TEXT, state TEXT, amount NUMERIC)",
                "DELETE FROM raw_orders",
                "INSERT INTO raw_orders VALUES ('2026-01-01', 'paid', 7), ('2026-01-01', 'open', 5)",
            ],
        ),
        SQLExecuteQueryOperator(
            task_id="daily",
            conn_id=CONNECTION,
            sql=[
                "CREATE TABLE IF NOT EXISTS daily_revenue (revenue_day TEXT, revenue NUMERIC)",
                "DELETE FROM daily_revenue",
                """
                INSERT INTO daily_revenue (revenue_day, revenue)
                SELECT order_day, {{ params.how }}(amount) FROM raw_orders
                WHERE state = 'paid' GROUP BY order_day
                """,
            ],
        ),
        SQLColumnCheckOperator(
            task_id="check",
            conn_id=CONNECTION,
            table="daily_revenue",
            column_mapping={"revenue": {"null_check": {"equal_to": 0}}},
        ),
    )
