"""
### Checks, and a transfer between two databases

Orders are checked in one database and copied to another one; the copy is made only when the checks pass.

- `check_columns` and `check_rows` put their results on the dataset `orders`: one assertion a check, and as
  metrics what they measured (nulls, smallest and greatest amount, number of rows).
- `check_total` names no table: its SQL does.
- `copy_orders` is one event with both sides: the source's columns lead to those of the other database.

**To use it**: create the connections `shop` and `mart`, of any SQL databases, and run the DAG. It makes its
tables itself.
"""

from __future__ import annotations

from airflow.providers.common.sql.operators.generic_transfer import GenericTransfer
from airflow.providers.common.sql.operators.sql import (
    SQLColumnCheckOperator,
    SQLExecuteQueryOperator,
    SQLInsertRowsOperator,
    SQLTableCheckOperator,
    SQLValueCheckOperator,
)
from airflow.sdk import chain, dag

SHOP, MART = "shop", "mart"


@dag(schedule=None, catchup=False, max_active_tasks=1, doc_md=__doc__, tags=["example", "checks"])
def checks_and_transfer():
    create_orders = SQLExecuteQueryOperator(
        task_id="create_orders",
        conn_id=SHOP,
        sql=[
            "DROP TABLE IF EXISTS orders",
            "CREATE TABLE orders (order_id INTEGER, order_day VARCHAR(10), amount NUMERIC(10, 2))",
        ],
    )
    insert_orders = SQLInsertRowsOperator(
        task_id="insert_orders",
        conn_id=SHOP,
        table_name="orders",
        columns=["order_id", "order_day", "amount"],
        rows=[(1, "2026-01-01", 10), (2, "2026-01-01", 20), (3, "2026-01-02", 30)],
    )
    check_columns = SQLColumnCheckOperator(
        task_id="check_columns",
        conn_id=SHOP,
        table="orders",
        column_mapping={
            "order_id": {"null_check": {"equal_to": 0}, "unique_check": {"equal_to": 0}},
            "amount": {"min": {"greater_than": 0}, "max": {"less_than": 1000}},
        },
    )
    check_rows = SQLTableCheckOperator(
        task_id="check_rows",
        conn_id=SHOP,
        table="orders",
        checks={
            "three_orders": {"check_statement": "COUNT(*) = 3"},
            "days_are_dates": {"check_statement": "order_day LIKE '____-__-__'"},
        },
    )
    check_total = SQLValueCheckOperator(
        task_id="check_total",
        conn_id=SHOP,
        sql="SELECT SUM(amount) FROM orders",
        pass_value=60,
        tolerance=0.05,
    )
    copy_orders = GenericTransfer(
        task_id="copy_orders",
        source_conn_id=SHOP,
        sql="SELECT order_day, SUM(amount) FROM orders GROUP BY order_day",
        destination_conn_id=MART,
        destination_table="daily_revenue",
        preoperator=[
            "DROP TABLE IF EXISTS daily_revenue",
            "CREATE TABLE daily_revenue (revenue_day VARCHAR(10), revenue NUMERIC(12, 2))",
        ],
        insert_args={"target_fields": ["revenue_day", "revenue"]},
    )
    chain(create_orders, insert_orders, [check_columns, check_rows, check_total], copy_orders)


checks_and_transfer()
