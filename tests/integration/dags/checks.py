"""Every check operator, and SQL through hooks: a DAG a database; and transfers between the databases."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from airflow.sdk import DAG

sys.path.insert(0, str(Path(__file__).parent))
from check_cases import add_checks
from hook_cases import add_hooks, add_transfers

DATABASES = ["sqlite", "duckdb", "postgres"]
if importlib.util.find_spec("MySQLdb") and importlib.util.find_spec("airflow.providers.mysql"):
    DATABASES.append("mysql")

for database in DATABASES:
    with DAG(f"checks_{database}", schedule=None, max_active_tasks=1, tags=["tests"]) as dag:
        add_checks(f"checks_{database}")
    globals()[dag.dag_id] = dag
    with DAG(f"hooks_{database}", schedule=None, max_active_tasks=1, tags=["tests"]) as dag:
        add_hooks(f"hooks_{database}")
    globals()[dag.dag_id] = dag

with DAG("transfers", schedule=None, max_active_tasks=1, tags=["tests"]) as dag:
    add_transfers([f"hooks_{database}" for database in DATABASES])
