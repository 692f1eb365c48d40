"""Everything that runs SQL on Snowflake: operators, the SQL API, COPY, checks, hooks in @task."""

from __future__ import annotations

import sys
from pathlib import Path

from airflow.providers.common.sql.operators.sql import (
    SQLCheckOperator,
    SQLExecuteQueryOperator,
    SQLIntervalCheckOperator,
    SQLValueCheckOperator,
)
from airflow.providers.snowflake.hooks.snowflake import SnowflakeHook
from airflow.providers.snowflake.hooks.sql_api import SnowflakeSqlApiHook
from airflow.providers.snowflake.operators.snowflake import (
    SnowflakeCheckOperator,
    SnowflakeIntervalCheckOperator,
    SnowflakeSqlApiOperator,
    SnowflakeValueCheckOperator,
)
from airflow.providers.snowflake.transfers.copy_into_snowflake import CopyFromExternalStageToSnowflakeOperator
from airflow.sdk import DAG, TriggerRule, task

sys.path.insert(0, str(Path(__file__).parents[1] / "dags"))
from check_cases import add_checks
from hook_cases import add_hooks
from statement_cases import cases, setup_statements

SECRET = "Hunter2hunter"
ARGUMENTS = {"schedule": None, "max_active_tasks": 4, "tags": ["tests"]}
CHECKS = {
    SQLCheckOperator: SnowflakeCheckOperator,
    SQLValueCheckOperator: SnowflakeValueCheckOperator,
    SQLIntervalCheckOperator: SnowflakeIntervalCheckOperator,
}

with DAG("snowflake_statements", **{**ARGUMENTS, "max_active_tasks": 1}):
    previous = SQLExecuteQueryOperator(task_id="setup", conn_id="snowflake", sql=setup_statements())
    for case in cases("postgres"):
        texts = [case.sql] if isinstance(case.sql, str) else list(case.sql)
        current = SQLExecuteQueryOperator(
            task_id=case.task_id,
            conn_id="snowflake",
            sql=[text.replace("{s}", "public") for text in texts],
            trigger_rule=TriggerRule.ALL_DONE,
        )
        previous >> current
        previous = current

with DAG("snowflake_checks", **{**ARGUMENTS, "max_active_tasks": 1}):
    add_checks("snowflake", CHECKS)

with DAG("snowflake_hooks", **{**ARGUMENTS, "max_active_tasks": 1}):
    add_hooks("snowflake")

with DAG("snowflake_paths", **ARGUMENTS):
    setup = SQLExecuteQueryOperator(
        task_id="setup",
        conn_id="snowflake",
        sql=[
            "CREATE OR REPLACE TABLE src (id INT, name VARCHAR)",
            "INSERT INTO src VALUES (1, 'Ada'), (2, 'Emmy'), (3, 'Sofia')",
            *(f"CREATE OR REPLACE TABLE t{n} (k INT, label VARCHAR)" for n in range(1, 6)),
            'CREATE OR REPLACE TABLE "Mixed Case" ("Key" INT, "label" VARCHAR)',
            "CREATE STAGE lake URL='s3://lake/raw/'",
            "CREATE STAGE gcs_lake URL='gcs://lake/raw/'",
            "CREATE STAGE azure_lake URL='azure://acme.blob.core.windows.net/lake/raw/'",
        ],
    )
    insert = "INSERT INTO {0} (k, label) SELECT id, name FROM src WHERE id > 1"
    SQL = {"conn_id": "snowflake"}
    API = {"snowflake_conn_id": "snowflake_api", "poll_interval": 1}
    COPY = {"snowflake_conn_id": "snowflake", "table": "t3", "file_format": "(TYPE = CSV)"}

    several = SQLExecuteQueryOperator(
        task_id="several",
        sql=[
            "CREATE OR REPLACE TABLE made AS SELECT id AS k, UPPER(name) AS label FROM src",
            insert.format("t1"),
            "UPDATE t1 SET label = 'x' WHERE k = 2",
        ],
        **SQL,
    )
    third_fails = SQLExecuteQueryOperator(
        task_id="third_fails",
        sql=[insert.format("t2"), "SELECT 1", "INSERT INTO t2 SELECT nothing, name FROM src"],
        **SQL,
    )
    quoted = SQLExecuteQueryOperator(
        task_id="quoted",
        sql='INSERT INTO "Mixed Case" ("Key", "label") SELECT Id, shop.public.SRC.Name FROM Src',
        **SQL,
    )
    blind = SQLExecuteQueryOperator(task_id="blind", conn_id="snowflake_blind", sql=insert.format("t2"))
    api = SnowflakeSqlApiOperator(task_id="api", sql=insert.format("t4"), statement_count=1, **API)
    api_deferred = SnowflakeSqlApiOperator(
        task_id="api_deferred",
        sql="CREATE OR REPLACE TABLE deferred AS SELECT id AS k FROM src; " + insert.format("t4"),
        statement_count=2,
        deferrable=True,
        **API,
    )
    api_fails = SnowflakeSqlApiOperator(
        task_id="api_fails", sql="INSERT INTO t4 SELECT nothing FROM src", statement_count=1, **API
    )
    copy = CopyFromExternalStageToSnowflakeOperator(
        task_id="copy", stage="lake", prefix="orders", columns_array=["k", "label"], **COPY
    )
    copy_gcs = CopyFromExternalStageToSnowflakeOperator(
        task_id="copy_gcs", stage="gcs_lake", prefix="orders", **COPY
    )
    copy_azure = CopyFromExternalStageToSnowflakeOperator(
        task_id="copy_azure", stage="azure_lake", prefix="orders", **COPY
    )
    copy_fails = CopyFromExternalStageToSnowflakeOperator(
        task_id="copy_fails", stage="no_such_stage", prefix="orders", **COPY
    )
    copy_sql = SQLExecuteQueryOperator(task_id="copy_sql", sql="COPY INTO t3 FROM @lake/orders", **SQL)
    copy_secret = SQLExecuteQueryOperator(
        task_id="copy_secret",
        sql=f"COPY INTO t3 FROM 's3://lake/raw' FILE_FORMAT=(TYPE=CSV) "
        f"CREDENTIALS=(AWS_KEY_ID='{SECRET}' AWS_SECRET_KEY='{SECRET}')",
        **SQL,
    )
    secret_fails = SQLExecuteQueryOperator(
        task_id="secret_fails", sql=f"SELECT * FROM nowhere WHERE password = '{SECRET}'", **SQL
    )

    @task
    def hook_runs() -> None:
        hook = SnowflakeHook("snowflake")
        hook.run([insert.format("t5"), "DELETE FROM t5 WHERE k = 3"])
        hook.get_records("SELECT name FROM src")

    @task
    def api_hook() -> None:
        SnowflakeSqlApiHook("snowflake_api").execute_query(
            insert.format("t1") + "; " + insert.format("t2"), 2
        )

    ends = [several, third_fails, quoted, blind, api, api_deferred, api_fails]
    ends += [copy, copy_gcs, copy_azure, copy_fails, copy_sql, copy_secret, secret_fails]
    setup >> [*ends, hook_runs(), api_hook()]
