"""Tasks whose events are delivered: Python, SQL through an operator, one that defers, one that fails."""

from __future__ import annotations

from datetime import timedelta

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.sensors.time_delta import TimeDeltaSensor
from airflow.sdk import DAG, task

with DAG("delivery_dag", schedule=None):
    create = SQLExecuteQueryOperator(
        task_id="create", conn_id="delivery_sqlite", sql="CREATE TABLE IF NOT EXISTS orders (id INTEGER)"
    )
    copy = SQLExecuteQueryOperator(
        task_id="copy",
        conn_id="delivery_sqlite",
        sql="CREATE TABLE IF NOT EXISTS copies AS SELECT id FROM orders",
    )
    wait = TimeDeltaSensor(task_id="wait", delta=timedelta(seconds=1), deferrable=True)

    @task
    def count() -> int:
        return 1

    @task(trigger_rule="all_done")
    def fail() -> None:
        raise ValueError("on purpose")

    create >> [copy, wait] >> count() >> fail()
