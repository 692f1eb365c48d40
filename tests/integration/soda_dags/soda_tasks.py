"""Soda scans in tasks, of a table that a SQL task makes: one passes, one fails, one warns."""

from __future__ import annotations

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Connection, task

LOAD = """
CREATE OR REPLACE TABLE orders AS
SELECT * FROM (VALUES (1, 5.5, 'new'), (2, NULL, 'a value of a row'), (2, 7, 'paid'))
    AS t (id, amount, status)
"""
PASSES = """
checks for orders:
  - row_count between 1 and 10
  - max(amount) < 100
"""
FAILS = """
checks for orders:
  - missing_count(amount) = 0
  - invalid_percent(status) < 5%:
      valid values: [new, paid]
"""
WARNS = """
checks for orders:
  - duplicate_count(id):
      warn: when > 0
      fail: when > 5
"""


def run_scan(checks: str) -> None:
    from soda.scan import Scan

    scan = Scan()
    scan.disable_telemetry()
    scan.set_data_source_name("shop")
    path = Connection.get("soda_duckdb").host
    scan.add_configuration_yaml_str(f"data_source shop:\n  type: duckdb\n  path: {path}\n")
    scan.add_sodacl_yaml_str(checks)
    scan.execute()
    scan.assert_no_checks_fail()


# DuckDB has one writer.
with DAG("soda", schedule=None, catchup=False, max_active_tasks=1):
    load = SQLExecuteQueryOperator(task_id="load", conn_id="soda_duckdb", sql=LOAD)

    @task
    def passes() -> None:
        run_scan(PASSES)

    @task
    def fails() -> None:
        run_scan(FAILS)

    load >> [
        passes(),
        fails(),
        PythonOperator(task_id="warns", python_callable=run_scan, op_args=[WARNS]),
    ]
