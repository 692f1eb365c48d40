"""
### Retail pipeline on SQLite

CSV exports of a shop are loaded into raw tables, cleaned into staging tables, and summed up in marts:

```
data/*.csv -> raw_* -> stg_customers, stg_orders, stg_order_lines -> mart_*, product_ranking -> report_monthly
```

Every statement writes columns under names of its own, so the lineage shows which raw column each one really
came from. The checks stop the report when data is missing; the return rate is only watched: its check fails
(the example data has too many returns), the measured rate is noted in `quality_log`, and the report is made
all the same.

**To use it**: copy `retail_sqlite.py`, `sql/` and `data/` into your DAG folder and create a connection
`retail_sqlite` of type *SQLite* whose host is the path of a database file. The DAG can be run again at any
time: raw tables are loaded anew, staging and marts are upserts.
"""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from airflow.providers.common.sql.operators.sql import (
    SQLCheckOperator,
    SQLColumnCheckOperator,
    SQLExecuteQueryOperator,
    SQLTableCheckOperator,
)
from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from airflow.sdk import chain, dag, task

HERE = Path(__file__).parent
CONNECTION = "retail_sqlite"
FILES = ["customers", "products", "orders", "order_items", "returns"]


def sql_task(task_id: str, **arguments) -> SQLExecuteQueryOperator:
    """A task that runs the file of its name; SQLite takes one statement a call, so files are split."""
    return SQLExecuteQueryOperator(
        task_id=task_id, conn_id=CONNECTION, sql=f"{task_id}.sql", split_statements=True, **arguments
    )


@dag(
    dag_id="retail_sqlite",
    schedule=None,
    catchup=False,
    template_searchpath=[str(HERE / "sql" / "retail_sqlite")],
    params={"first_day": "2026-01-01", "allowed_return_rate": 0.04},
    default_args={"retries": 1, "retry_delay": timedelta(seconds=5)},
    doc_md=__doc__,
    tags=["example", "retail"],
)
def retail_sqlite():
    @task(map_index_template="{{ name }}")
    def load_file(name: str) -> int:
        """Replace the rows of raw_<name> by those of data/<name>.csv; the number of rows."""
        with (HERE / "data" / f"{name}.csv").open(newline="") as file:
            columns, *rows = csv.reader(file)
        hook = SqliteHook(CONNECTION)
        hook.run(f"DELETE FROM raw_{name}")
        hook.insert_rows(f"raw_{name}", rows, target_fields=columns)
        return len(rows)

    check_order_lines = SQLColumnCheckOperator(
        task_id="check_order_lines",
        conn_id=CONNECTION,
        table="stg_order_lines",
        column_mapping={
            "product_sku": {"null_check": {"equal_to": 0}},
            "units": {"min": {"geq_to": 1}, "max": {"leq_to": 20}},
            "net_amount": {"min": {"greater_than": 0}},
        },
    )
    check_daily_revenue = SQLTableCheckOperator(
        task_id="check_daily_revenue",
        conn_id=CONNECTION,
        table="mart_daily_revenue",
        checks={
            "has_rows": {"check_statement": "count(*) > 0"},
            "refunds_within_revenue": {"check_statement": "sum(refunded) <= sum(gross_revenue)"},
        },
    )
    # Fails on the example data, and on purpose: see the DAG's documentation.
    check_return_rate = SQLCheckOperator(
        task_id="check_return_rate",
        conn_id=CONNECTION,
        sql="check_return_rate.sql",
        retries=0,
    )

    stage_customers = sql_task("stage_customers")
    stage_orders = sql_task("stage_orders")
    stage_order_lines = sql_task("stage_order_lines")
    daily_revenue = sql_task("daily_revenue")
    # Runs whether the watched check passed or not; this is what keeps its failure out of the DAG's result.
    record_return_rate = sql_task("record_return_rate", trigger_rule="all_done")
    report = sql_task("report")

    loaded = load_file.expand(name=FILES)
    chain(sql_task("create_tables"), loaded, [stage_customers, stage_orders])
    chain(stage_orders, stage_order_lines, check_order_lines)
    chain([stage_customers, check_order_lines], daily_revenue)
    chain([stage_customers, check_order_lines], sql_task("customer_value"), report)
    chain(check_order_lines, sql_task("product_ranking"), report)
    chain(daily_revenue, check_daily_revenue, report)
    chain(daily_revenue, check_return_rate, record_return_rate, report)


retail_sqlite()
