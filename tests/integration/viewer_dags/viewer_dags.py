"""Two DAGs that the tests of the viewer need Airflow to know; they never run."""

from __future__ import annotations

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

for name in ("shop", "finance"):
    with DAG(name, schedule=None):
        EmptyOperator(task_id="load") >> EmptyOperator(task_id="daily")
