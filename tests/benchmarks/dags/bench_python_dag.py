"""A DAG of equal Python tasks, to be timed; a file of its own, since each task imports all of its file."""

from __future__ import annotations

import os

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def nothing() -> None:
    """A task that does no work, so that all time is Airflow's and lineage's."""


with DAG("bench_python", schedule=None):
    for number in range(int(os.environ.get("LINEAGE_BENCH_TASKS", "5"))):
        PythonOperator(task_id=f"task_{number}", python_callable=nothing)
