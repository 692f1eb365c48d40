"""The example project dags_example/dbt_shop, built three ways: by dbt, by dbt-ol and by Cosmos.

Its source is loaded first; the project has a test that fails, so every one of the three tasks does.
"""

from __future__ import annotations

import os
from pathlib import Path

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, TriggerRule
from cosmos import ProfileConfig
from cosmos.constants import InvocationMode
from cosmos.operators.local import DbtBuildLocalOperator

PROJECT = Path(__file__).parents[3] / "dags_example" / "dbt_shop"
DBT = Path(os.environ["DBT_EXECUTABLE"])
DATABASE = os.environ["DBT_SHOP_DATABASE"]
TARGET = Path(DATABASE).parent / "target"
CUSTOMERS = """
CREATE SCHEMA IF NOT EXISTS crm;
CREATE OR REPLACE TABLE crm.customers AS
SELECT * FROM (VALUES (1, 'Ann', 'ann@example.com', 'DE'), (2, 'Bob', 'bob@example.com', 'FR'))
    AS t (id, name, email, country_code)
"""
PARENT = {
    "OPENLINEAGE_PARENT_ID": "{{ macros.OpenLineageProviderPlugin.lineage_parent_id(task_instance) }}",
    "OPENLINEAGE_ROOT_PARENT_ID": (
        "{{ macros.OpenLineageProviderPlugin.lineage_root_parent_id(task_instance) }}"
    ),
    "OPENLINEAGE_NAMESPACE": "{{ macros.OpenLineageProviderPlugin.lineage_job_namespace() }}",
    "OPENLINEAGE__TRANSPORT": os.environ["AIRFLOW__OPENLINEAGE__TRANSPORT"],
}


def shell(task_id: str, program: str, **more: str) -> BashOperator:
    return BashOperator(
        task_id=task_id,
        bash_command=f"{program} build --target-path {TARGET / task_id}",
        cwd=str(PROJECT),
        env={
            "PATH": f"{DBT.parent}:{os.environ['PATH']}",
            "DBT_PROFILES_DIR": str(PROJECT),
            "DBT_LOG_PATH": str(TARGET),
            "DBT_SHOP_DATABASE": DATABASE,
            **more,
        },
        trigger_rule=TriggerRule.ALL_DONE,
    )


with DAG("dbt_ways", schedule=None, catchup=False, max_active_tasks=1):
    load = SQLExecuteQueryOperator(task_id="load", conn_id="dbt_ways", sql=CUSTOMERS, split_statements=True)
    cosmos = DbtBuildLocalOperator(
        task_id="cosmos",
        project_dir=str(PROJECT),
        profile_config=ProfileConfig("shop", "dev", profiles_yml_filepath=PROJECT / "profiles.yml"),
        dbt_executable_path=str(DBT),
        invocation_mode=InvocationMode.SUBPROCESS,
        install_deps=False,
        append_env=True,
        trigger_rule=TriggerRule.ALL_DONE,
    )
    # One after the other: DuckDB has one writer.
    load >> shell("dbt", "dbt") >> shell("dbt_ol", "dbt-ol", **PARENT) >> cosmos
