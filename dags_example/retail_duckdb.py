"""
### Retail pipeline on DuckDB

CSV exports of a shop are read by DuckDB itself, cleaned into a staging schema, and summed up in marts:

```
data/*.csv -> raw.* -> staging.customers, .orders, .order_lines -> marts.* -> marts.report_monthly
```

It shows what DuckDB adds to plain SQL: `CREATE OR REPLACE TABLE`, `MERGE`, `QUALIFY`, `GROUP BY ALL`,
temporary tables between the statements of one task, and a hash that keeps mail addresses out of the marts.
The checks stop the report when data is missing; the return rate is only watched: its check fails (the
example data has too many returns), the measured rate is noted in `marts.quality_log`, and the report is
made all the same.

**To use it**: copy `retail_duckdb.py`, `sql/` and `data/` into your DAG folder and create a connection
`retail_duckdb` of type *DuckDB* whose host is the path of a database file.

**One task at a time** (`max_active_tasks=1`, `max_active_runs=1`): a DuckDB file can be open for writing
in one process only, and every task is a process. A second task would fail with *Could not set lock on file*.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from airflow.providers.common.sql.operators.sql import (
    SQLCheckOperator,
    SQLColumnCheckOperator,
    SQLExecuteQueryOperator,
    SQLTableCheckOperator,
)
from airflow.sdk import chain, dag

HERE = Path(__file__).parent
CONNECTION = "retail_duckdb"


def sql_task(task_id: str, **arguments) -> SQLExecuteQueryOperator:
    """A task that runs the statements of the file of its name on one connection."""
    return SQLExecuteQueryOperator(
        task_id=task_id, conn_id=CONNECTION, sql=f"{task_id}.sql", split_statements=True, **arguments
    )


@dag(
    dag_id="retail_duckdb",
    schedule=None,
    catchup=False,
    max_active_tasks=1,
    max_active_runs=1,
    template_searchpath=[str(HERE / "sql" / "retail_duckdb")],
    params={"first_day": "2026-01-01", "allowed_return_rate": 0.04, "data": str(HERE / "data")},
    default_args={"retries": 1, "retry_delay": timedelta(seconds=5)},
    doc_md=__doc__,
    tags=["example", "retail"],
)
def retail_duckdb():
    check_order_lines = SQLColumnCheckOperator(
        task_id="check_order_lines",
        conn_id=CONNECTION,
        table="staging.order_lines",
        column_mapping={
            "product_sku": {"null_check": {"equal_to": 0}},
            "units": {"min": {"geq_to": 1}, "max": {"leq_to": 20}},
            "net_amount": {"min": {"greater_than": 0}},
        },
    )
    check_daily_revenue = SQLTableCheckOperator(
        task_id="check_daily_revenue",
        conn_id=CONNECTION,
        table="marts.daily_revenue",
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

    # Runs whether the watched check passed or not; this is what keeps its failure out of the DAG's result.
    record_return_rate = sql_task("record_return_rate", trigger_rule="all_done")
    daily_revenue = sql_task("daily_revenue")
    report = sql_task("report")

    chain(
        sql_task("create_tables"),
        sql_task("load_files"),
        [sql_task("stage_customers"), sql_task("stage_orders")],
        sql_task("stage_order_lines"),
        check_order_lines,
        [daily_revenue, sql_task("customer_value"), sql_task("product_ranking")],
    )
    chain(daily_revenue, [check_daily_revenue, check_return_rate])
    chain(check_return_rate, record_return_rate, report)
    chain(check_daily_revenue, report)


retail_duckdb()
