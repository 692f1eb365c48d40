"""
### dbt on DuckDB, in the middle of a pipeline

A SQL task loads a table, dbt builds models on it (`dbt_shop/`), a SQL task reads what dbt made:

```
crm.customers -> dbt: seeds, stg_*, customer_revenue, daily_orders, a snapshot -> main.best_customers
```

Every model, seed, snapshot and test is a run of its own below the task that ran dbt, with its columns, types
and results, and dbt's tables are the same datasets as those of the SQL tasks. One test warns (an order
without a customer). The task `audit` fails on purpose: its model has a value that its test does not accept,
and dbt skips what comes after.

**To use it**: install dbt with its DuckDB adapter where Airflow's workers find it, in an environment of its
own (the parameter `dbt` names the program); copy `dbt_duckdb.py` and `dbt_shop/` into your DAG folder; create
a connection `dbt_duckdb` of type *DuckDB* whose host is the path of a database file.
"""

from __future__ import annotations

import os
from pathlib import Path

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import TriggerRule, dag, task

PROJECT = Path(__file__).parent / "dbt_shop"
CONNECTION = "dbt_duckdb"
# The artifacts of a run stay apart from those of other tasks and runs.
TARGET = "/tmp/dbt_shop/{{ run_id | replace(':', '_') }}/{{ task.task_id }}"
ENVIRONMENT = {
    "DBT": "{{ params.dbt }}",
    "DBT_PROFILES_DIR": str(PROJECT),
    "DBT_LOG_PATH": TARGET,
    "DBT_SHOP_DATABASE": "{{ conn.dbt_duckdb.host }}",
}

LOAD_CUSTOMERS = """
CREATE SCHEMA IF NOT EXISTS crm;
CREATE OR REPLACE TABLE crm.customers AS
SELECT * FROM (VALUES
    (1, 'Ann', 'ann@example.com', 'DE'),
    (2, 'Bob', 'bob@example.com', 'FR'),
    (3, 'Cy', 'cy@example.com', 'DE')
) AS t (id, name, email, country_code)
"""

BEST_CUSTOMERS = """
CREATE OR REPLACE TABLE best_customers AS
SELECT customer_id, revenue FROM customer_revenue ORDER BY revenue DESC LIMIT 10
"""


@dag(
    dag_id="dbt_duckdb",
    schedule=None,
    catchup=False,
    max_active_tasks=1,
    max_active_runs=1,
    params={"dbt": os.environ.get("DBT_EXECUTABLE", "dbt")},
    doc_md=__doc__,
    tags=["example", "dbt"],
)
def dbt_duckdb():
    load_customers = SQLExecuteQueryOperator(
        task_id="load_customers", conn_id=CONNECTION, sql=LOAD_CUSTOMERS, split_statements=True
    )
    build = BashOperator(
        task_id="build",
        bash_command=f'cd "{PROJECT}" && "$DBT" build --exclude tag:audit --target-path "$TARGET"',
        env={**ENVIRONMENT, "TARGET": TARGET},
        append_env=True,
    )
    best_customers = SQLExecuteQueryOperator(task_id="best_customers", conn_id=CONNECTION, sql=BEST_CUSTOMERS)

    @task.bash(env={**ENVIRONMENT, "DBT_TARGET_PATH": TARGET}, append_env=True, cwd=str(PROJECT))
    def audit() -> str:
        return '"$DBT" build --select tag:audit'

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def done() -> None:
        """The pipeline has succeeded though the audit has not."""

    load_customers >> build >> best_customers >> audit() >> done()


dbt_duckdb()
