"""SQL tasks that lineage cannot read, or not in time; what they do themselves is not affected by that."""

from __future__ import annotations

import sqlite3
from typing import Any

from airflow.providers.common.sql.hooks.sql import DbApiHook
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.sdk import DAG, Connection

COPY = "INSERT INTO copies (n) SELECT id FROM orders"


class RunsItself(SQLExecuteQueryOperator):
    """Does its work without its connection, as operators with a client of their own do."""

    def execute(self, context: Any) -> str:
        return f"{self.task_id} did its work"


class SilentServerHook(PostgresHook):
    """A server that accepts connections and never answers; its port is the hook's argument."""

    port = 0

    @classmethod
    def get_connection(cls, conn_id: str) -> Connection:
        return Connection(
            conn_id=conn_id, conn_type="postgres", host="127.0.0.1", port=cls.port, login="me", schema="shop"
        )


class SilentServer(RunsItself):
    template_fields = (*SQLExecuteQueryOperator.template_fields, "port")

    def __init__(self, *, port: str, **more: Any) -> None:
        super().__init__(**more)
        self.port = port

    def get_db_hook(self) -> SilentServerHook:
        SilentServerHook.port = int(self.port)
        return SilentServerHook(postgres_conn_id="silent")


class StrangeHook(DbApiHook):
    """A database that nobody has described; it works."""

    conn_name_attr = "strange_conn_id"
    conn_type = "strange"

    @classmethod
    def get_connection(cls, conn_id: str) -> Connection:
        return Connection(conn_id=conn_id, conn_type="strange", host="db.example.org", port=7)

    def get_conn(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE TABLE orders (id INTEGER)")
        connection.execute("CREATE TABLE copies (n INTEGER)")
        return connection


class Strange(SQLExecuteQueryOperator):
    def get_db_hook(self) -> StrangeHook:
        return StrangeHook(strange_conn_id="strange")


with DAG(
    "bad_input",
    schedule=None,
    default_args={"conn_id": "bad_input_sqlite"},
    max_active_tasks=2,
    tags=["tests"],
):
    setup = SQLExecuteQueryOperator(
        task_id="setup",
        sql=["CREATE TABLE orders (id INTEGER, ds TEXT)", "CREATE TABLE copies (n INTEGER)"],
    )
    setup >> [
        SQLExecuteQueryOperator(task_id="not_sql", sql="SELEC id FRM orders"),
        SQLExecuteQueryOperator(
            # Five million characters, made where the task runs.
            task_id="five_megabytes",
            sql=COPY + " WHERE ds <> '{{ 'x' * 5_000_000 }}'",
        ),
        RunsItself(task_id="a_number", sql=42),
        RunsItself(task_id="a_mapping", sql={"query": COPY}),
        SQLExecuteQueryOperator(task_id="empty_strings", sql=["", COPY, "  "]),
        SQLExecuteQueryOperator(task_id="only_spaces", sql=" \n "),
        RunsItself(task_id="no_connection", sql=COPY, conn_id="absent"),
        SilentServer(task_id="silent_server", sql=COPY, conn_id="silent", port="{{ dag_run.conf['port'] }}"),
        Strange(task_id="unknown_dialect", sql=COPY, conn_id="strange"),
    ]
