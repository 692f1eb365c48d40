"""The project dags_example/dbt_shop by Cosmos: a task a node, in its ways to run dbt near Airflow's worker.

COSMOS_TEST_DIRECTORY holds the manifest that the tasks are made of, and the virtual environment of the task
that has one; DBT_EXECUTABLE is dbt, DBT_SHOP_DATABASE the database file that all tasks share.
"""

from __future__ import annotations

import os
from pathlib import Path

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG
from cosmos import DbtTaskGroup, ExecutionConfig, ProfileConfig, ProjectConfig, RenderConfig
from cosmos.constants import ExecutionMode, InvocationMode, LoadMode, TestBehavior
from cosmos.operators.virtualenv import DbtBuildVirtualenvOperator

PROJECT = Path(__file__).parents[3] / "dags_example" / "dbt_shop"
DIRECTORY = Path(os.environ["COSMOS_TEST_DIRECTORY"])
DBT = os.environ["DBT_EXECUTABLE"]
REQUIREMENTS = ["dbt-core==1.11.16", "dbt-duckdb==1.11.1"]
CUSTOMERS = """
CREATE SCHEMA IF NOT EXISTS crm;
CREATE OR REPLACE TABLE crm.customers AS
SELECT * FROM (VALUES (1, 'Ann', 'ann@example.com', 'DE'), (2, 'Bob', 'bob@example.com', 'FR'))
    AS t (id, name, email, country_code)
"""
PROFILE = ProfileConfig("shop", "dev", profiles_yml_filepath=PROJECT / "profiles.yml")


def group(
    name: str, mode: ExecutionMode, select: list[str], tests: TestBehavior, **operators: object
) -> DbtTaskGroup:
    return DbtTaskGroup(
        group_id=name,
        project_config=ProjectConfig(
            manifest_path=DIRECTORY / "manifest" / "manifest.json", project_name="shop"
        ),
        profile_config=PROFILE,
        execution_config=ExecutionConfig(
            execution_mode=mode,
            invocation_mode=InvocationMode.SUBPROCESS,
            dbt_executable_path=DBT,
            dbt_project_path=PROJECT,
        ),
        render_config=RenderConfig(load_method=LoadMode.DBT_MANIFEST, select=select, test_behavior=tests),
        operator_args={"install_deps": False, "append_env": True, **operators},
    )


def load(task_id: str) -> SQLExecuteQueryOperator:
    return SQLExecuteQueryOperator(
        task_id=task_id, conn_id="cosmos_duckdb", sql=CUSTOMERS, split_statements=True
    )


# DuckDB has one writer.
with DAG("cosmos_local", schedule=None, catchup=False, max_active_tasks=1):
    nodes = group(
        "nodes",
        ExecutionMode.LOCAL,
        ["path:models/staging", "path:models/audit", "path:seeds"],
        # Those of a model read another one, which may not be there yet right after it.
        TestBehavior.AFTER_ALL,
    )
    load("load") >> nodes

with DAG("cosmos_virtualenv", schedule=None, catchup=False, max_active_tasks=1):
    build = DbtBuildVirtualenvOperator(
        task_id="build",
        project_dir=str(PROJECT),
        profile_config=PROFILE,
        select=["path:seeds"],
        py_requirements=REQUIREMENTS,
        virtualenv_dir=DIRECTORY / "virtualenv",
        install_deps=False,
        append_env=True,
    )

with DAG("cosmos_watcher", schedule=None, catchup=False, max_active_tasks=4):
    watched = group(
        "watched",
        ExecutionMode.WATCHER,
        ["path:models/staging", "path:seeds"],
        TestBehavior.AFTER_EACH,
        poke_interval=2,
    )
    load("load") >> watched
