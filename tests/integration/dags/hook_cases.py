"""SQL that runs through hooks and through operators without OpenLineage methods of their own.

`add_hooks(connection)` puts the tasks into the current DAG; they run one after the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from airflow.providers.common.sql.operators.generic_transfer import GenericTransfer
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator, SQLInsertRowsOperator
from airflow.providers.common.sql.sensors.sql import SqlSensor
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import BaseHook, BaseOperator, TriggerRule, chain, task

SETUP = [
    statement
    for table, columns in {
        "hook_orders": "id INTEGER, ds VARCHAR(10), amount INTEGER",
        **{f"hook_{letter}": "day_of VARCHAR(10), total INTEGER" for letter in "abcdefgh"},
    }.items()
    for statement in (f"DROP TABLE IF EXISTS {table}", f"CREATE TABLE {table} ({columns})")
] + ["INSERT INTO hook_orders VALUES (1, '2026-01-01', 10), (2, '2026-01-02', 20)"]

SUM_UP = "INSERT INTO {} (day_of, total) SELECT ds, SUM(amount) FROM hook_orders GROUP BY ds"


def hook_of(connection: str) -> Any:
    return BaseHook.get_connection(connection).get_hook()


class SumsUp(BaseOperator):
    """As teams write them: an operator of their own around a hook."""

    def __init__(self, connection: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.connection = connection

    def execute(self, context: Any) -> None:
        hook_of(self.connection).run(SUM_UP.format("hook_c"))


def add_hooks(connection: str) -> None:
    @task
    def runs() -> None:
        hook_of(connection).run(SUM_UP.format("hook_a"))

    @task
    def gets_records() -> None:
        hook_of(connection).get_records("SELECT id FROM hook_orders WHERE amount > 5")

    @task
    def gets_first() -> None:
        hook_of(connection).get_first("SELECT COUNT(*) FROM hook_orders")

    @task
    def gets_df() -> None:
        hook_of(connection).get_df("SELECT ds, amount FROM hook_orders", df_type="pandas")

    @task
    def inserts_rows() -> None:
        hook_of(connection).insert_rows("hook_d", [("2026-01-01", 1)], target_fields=["day_of", "total"])

    @task
    def inserts_rows_without_columns() -> None:
        hook_of(connection).insert_rows("hook_e", [("2026-01-01", 1)])

    @task
    def fails_after_its_sql() -> None:
        hook_of(connection).run(SUM_UP.format("hook_f"))
        raise RuntimeError("after the SQL")

    tasks = [
        SQLExecuteQueryOperator(task_id="setup", sql=SETUP, split_statements=False, conn_id=connection),
        runs(),
        gets_records(),
        gets_first(),
        gets_df(),
        inserts_rows(),
        inserts_rows_without_columns(),
        fails_after_its_sql(),
        PythonOperator(
            task_id="python_operator",
            python_callable=lambda: hook_of(connection).run(SUM_UP.format("hook_b")),
        ),
        SumsUp(task_id="own_operator", connection=connection),
        SqlSensor(task_id="sensor", conn_id=connection, sql="SELECT COUNT(*) FROM hook_orders", timeout=60),
        SQLInsertRowsOperator(
            task_id="insert_rows",
            conn_id=connection,
            table_name="hook_g",
            columns=["day_of", "total"],
            rows=[("2026-01-01", 1)],
        ),
        SQLInsertRowsOperator(
            task_id="insert_rows_fails",
            conn_id=connection,
            table_name="hook_g",
            columns=["day_of", "missing"],
            rows=[("2026-01-01", 1)],
        ),
        GenericTransfer(
            task_id="transfer_in_pages",
            source_conn_id=connection,
            sql="SELECT ds, amount FROM hook_orders ORDER BY id",
            destination_conn_id=connection,
            destination_table="hook_h",
            page_size=1,
            deferrable=True,
            # A busy scheduler fails a task that resumes before it has seen the end of the process that
            # deferred it ("finished with state success, but the task instance's state attribute is queued").
            retries=5,
            retry_delay=timedelta(seconds=1),
        ),
    ]
    for before, after in itertools.pairwise(tasks):
        getattr(after, "operator", after).trigger_rule = TriggerRule.ALL_DONE
        chain(before, after)


def add_transfers(connections: Sequence[str]) -> None:
    """From each database to the next one, and from the first to a table that is not there."""
    previous: Any = None
    for source, target in zip(connections, [*connections[1:], connections[0]], strict=True):
        moved = GenericTransfer(
            task_id=f"{source}_to_{target}".replace("hooks_", ""),
            source_conn_id=source,
            sql="SELECT ds AS d, SUM(amount) AS s FROM hook_orders WHERE id > 0 GROUP BY ds",
            destination_conn_id=target,
            destination_table="hook_transferred",
            preoperator=[
                "DROP TABLE IF EXISTS hook_transferred",
                "CREATE TABLE hook_transferred (note VARCHAR(9), day_of VARCHAR(10), total INTEGER)",
            ],
            insert_args={"target_fields": ["day_of", "total"]},
            trigger_rule=TriggerRule.ALL_DONE,
        )
        if previous is not None:
            chain(previous, moved)
        previous = moved
    failing = GenericTransfer(
        task_id="to_nowhere",
        source_conn_id=connections[0],
        sql="SELECT ds FROM hook_orders",
        destination_conn_id=connections[-1],
        destination_table="hook_missing",
        trigger_rule=TriggerRule.ALL_DONE,
    )
    chain(previous, failing)
