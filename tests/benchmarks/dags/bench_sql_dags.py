"""Two DAGs of equal tasks, to be timed: SQLite and PostgreSQL."""

from __future__ import annotations

import os

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG

TASKS = int(os.environ.get("LINEAGE_BENCH_TASKS", "5"))
SQL = """
INSERT INTO bench_daily (day, revenue, buyers)
WITH paid AS (SELECT ds, customer_id, amount FROM bench_orders WHERE status = 'paid')
SELECT p.ds, SUM(p.amount), COUNT(DISTINCT c.name)
FROM paid p JOIN bench_customers c ON c.id = p.customer_id
GROUP BY p.ds
"""

for database in ("sqlite", "postgres"):
    with DAG(f"bench_{database}", schedule=None) as dag:
        for number in range(TASKS):
            SQLExecuteQueryOperator(task_id=f"task_{number}", conn_id=f"bench_{database}", sql=SQL)
    globals()[dag.dag_id] = dag
