"""Tasks that run one statement each by another path, and where the server can say so, write down its tag."""

from __future__ import annotations

import os
from typing import Any

import pendulum
from airflow.providers.common.sql.operators.sql import SQLCheckOperator, SQLExecuteQueryOperator
from airflow.sdk import DAG, task

ARGUMENTS: dict[str, Any] = {
    "schedule": None,
    "start_date": pendulum.datetime(2026, 1, 1),
    "catchup": False,
}


def hook_of(connection: str) -> Any:
    from airflow.sdk import BaseHook

    return BaseHook.get_connection(connection).get_hook()


def note(path: str) -> str:
    """PostgreSQL writes down which name its session has."""
    return (
        f"INSERT INTO query_tags.seen SELECT '{path}', application_name "
        "FROM pg_stat_activity WHERE pid = pg_backend_pid()"
    )


with DAG("query_tags_postgres_paths", **ARGUMENTS):
    SQLExecuteQueryOperator(task_id="operator", conn_id="tags_postgres", sql=note("operator"))
    SQLExecuteQueryOperator.partial(task_id="mapped", conn_id="tags_postgres").expand(
        sql=[note("mapped 0"), note("mapped 1")]
    )
    SQLExecuteQueryOperator(task_id="user_extra", conn_id="tags_postgres_user", sql=note("user_extra"))
    SQLExecuteQueryOperator(
        task_id="user_sql", conn_id="tags_postgres", sql=["SET application_name = 'my job'", note("user_sql")]
    )

    @task
    def hook_run() -> None:
        hook_of("tags_postgres").run(note("hook_run"))

    @task
    def raw_cursor() -> None:
        with hook_of("tags_postgres").get_conn() as connection, connection.cursor() as cursor:
            cursor.execute(note("raw_cursor"))

    @task
    def engine() -> None:
        with hook_of("tags_postgres").get_sqlalchemy_engine().begin() as connection:
            connection.exec_driver_sql(note("engine"))

    hook_run()
    raw_cursor()
    engine()


with DAG("query_tags_duckdb", **ARGUMENTS):
    SQLExecuteQueryOperator(
        task_id="duckdb",
        conn_id="tags_duckdb",
        sql="CREATE OR REPLACE TABLE seen AS SELECT current_query() AS q",
    )

with DAG("query_tags_comments", **ARGUMENTS):
    # Every statement writes down itself as the server was given it.
    seen = "INSERT INTO seen SELECT {}, INFO FROM information_schema.processlist WHERE ID = CONNECTION_ID()"
    SQLExecuteQueryOperator(task_id="mariadb", conn_id="tags_mariadb", sql=seen.format("'operator'"))
    SQLExecuteQueryOperator(
        task_id="mariadb_bound",
        conn_id="tags_mariadb",
        sql=seen.format("%(path)s"),
        parameters={"path": "bound"},
    )

    @task
    def mariadb_engine() -> None:
        with hook_of("tags_mariadb").get_sqlalchemy_engine().begin() as connection:
            connection.exec_driver_sql(seen.format("'engine'"))

    @task
    def mariadb_data_frame() -> None:
        frame = hook_of("tags_mariadb").get_df(
            "SELECT INFO AS q FROM information_schema.processlist WHERE ID = CONNECTION_ID()"
        )
        hook_of("tags_mariadb").run(
            "INSERT INTO seen VALUES ('data_frame', %s)", parameters=[str(frame["q"][0])]
        )

    mariadb_engine()
    mariadb_data_frame()


if "FAKESNOW_SQL_API" in os.environ:
    from airflow.providers.snowflake.hooks.snowflake import SnowflakeHook
    from airflow.providers.snowflake.operators.snowflake import SnowflakeSqlApiOperator

    SNOW: dict[str, Any] = {"conn_id": "tags_snowflake"}
    API: dict[str, Any] = {
        "snowflake_conn_id": "tags_snowflake_api",
        "statement_count": 1,
        "poll_interval": 1,
    }

    with DAG("query_tags_snowflake_paths", **ARGUMENTS):
        SQLExecuteQueryOperator(task_id="operator", sql="SELECT 'operator'", **SNOW)
        SQLCheckOperator(task_id="check", sql="SELECT 'check'", **SNOW)
        SQLExecuteQueryOperator.partial(task_id="mapped", **SNOW).expand(
            sql=["SELECT 'mapped 0'", "SELECT 'mapped 1'"]
        )
        SnowflakeSqlApiOperator(task_id="sql_api", sql="SELECT 'sql_api'", **API)
        SnowflakeSqlApiOperator(task_id="deferred", sql="SELECT 'deferred'", deferrable=True, **API)
        SQLExecuteQueryOperator(
            task_id="user_connection", conn_id="tags_snowflake_user", sql="SELECT 'user_connection'"
        )
        SQLExecuteQueryOperator(
            task_id="user_hook_params",
            sql="SELECT 'user_hook_params'",
            hook_params={"session_parameters": {"QUERY_TAG": "nightly"}},
            **SNOW,
        )
        SQLExecuteQueryOperator(
            task_id="user_sql",
            sql=["ALTER SESSION SET QUERY_TAG = 'from sql'", "SELECT 'user_sql'"],
            **SNOW,
        )

        @task
        def snow_hook_run() -> None:
            SnowflakeHook("tags_snowflake").run("SELECT 'snow_hook_run'")

        @task
        def snow_raw_cursor() -> None:
            with SnowflakeHook("tags_snowflake").get_conn() as connection:
                connection.cursor().execute("SELECT 'snow_raw_cursor'")

        @task
        def snow_engine() -> None:
            with SnowflakeHook("tags_snowflake").get_sqlalchemy_engine().connect() as connection:
                connection.exec_driver_sql("SELECT 'snow_engine'")

        @task
        def snow_api_hook() -> None:
            from airflow.providers.snowflake.hooks.sql_api import SnowflakeSqlApiHook

            SnowflakeSqlApiHook("tags_snowflake_api").execute_query("SELECT 'snow_api_hook'", 1)

        snow_hook_run()
        snow_raw_cursor()
        snow_engine()
        snow_api_hook()
