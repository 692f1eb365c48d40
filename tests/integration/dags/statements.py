"""One DAG a database; each task runs one of the statements of statement_cases.py.

SQLite and DuckDB let one process write at a time, so the tasks of a DAG run one after the other. The last
task fails on purpose.
"""

from __future__ import annotations

import sys
from pathlib import Path

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG

sys.path.insert(0, str(Path(__file__).parent))
from statement_cases import SCHEMAS, cases, setup_statements, sql_of

for database in SCHEMAS:
    with DAG(
        f"statements_{database}",
        schedule=None,
        max_active_tasks=1,
        default_args={"conn_id": f"statements_{database}"},
        tags=["tests"],
    ) as dag:
        previous = SQLExecuteQueryOperator(task_id="setup", sql=setup_statements())
        for case in cases(database):
            task = SQLExecuteQueryOperator(task_id=case.task_id, sql=sql_of(case, database))
            previous >> task
            previous = task
    globals()[dag.dag_id] = dag
