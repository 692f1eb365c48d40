"""Many short tasks for workers of Celery: mapped Python functions, and queries of SQLite."""

from __future__ import annotations

import os

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG, task

TASKS = int(os.environ.get("LINEAGE_CELERY_TASKS", "200"))

with DAG("celery_tasks", schedule=None, max_active_tasks=8) as dag:

    @task
    def count(number: int) -> int:
        return number

    count.expand(number=list(range(TASKS // 2)))
    SQLExecuteQueryOperator.partial(task_id="query", conn_id="celery_sqlite").expand(
        sql=[f"SELECT id, amount FROM orders WHERE id = {number}" for number in range(TASKS - TASKS // 2)]
    )
