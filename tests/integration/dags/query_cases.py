"""Tasks with several statements, a DAG a database; what has to be in their events is in test_queries.py.

All tasks of a DAG run one after the other, also after one that fails on purpose: each finds the tables as the
one before left them.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG, chain, task
from airflow.sdk.bases.hook import BaseHook

DATABASES = ("sqlite", "duckdb", "postgres", "mysql")

SETUP = [
    "DROP TABLE IF EXISTS orders",
    "DROP TABLE IF EXISTS totals",
    "DROP TABLE IF EXISTS big",
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, amount INTEGER)",
    "CREATE TABLE totals (customer INTEGER, total INTEGER)",
    "INSERT INTO orders VALUES (1, 7, 10), (2, 7, 20), (3, 8, 30)",
]
LOAD = "INSERT INTO totals (customer, total) SELECT customer, SUM(amount) FROM orders GROUP BY customer"
CHANGES = [
    "DELETE FROM totals WHERE customer = 8",
    "INSERT INTO totals SELECT customer, amount FROM orders",
    "INSERT INTO totals SELECT customer, amount FROM orders WHERE customer = 8",
    "UPDATE totals SET total = 0",
]
TEMPORARY = [
    "CREATE TEMPORARY TABLE found AS SELECT id, amount FROM orders WHERE amount > 15",
    "INSERT INTO totals (customer, total) SELECT id, amount FROM found",
]
SECOND_FAILS = [
    "INSERT INTO totals SELECT customer, amount FROM orders",
    "INSERT INTO totals (customer) SELECT absent FROM orders",
    "DELETE FROM totals",
]
MERGE = (
    "MERGE INTO totals USING (SELECT 9 AS customer, 1 AS total UNION ALL SELECT 7, 2) AS s "
    "ON totals.customer = s.customer WHEN MATCHED THEN UPDATE SET total = s.total "
    "WHEN NOT MATCHED THEN INSERT (customer, total) VALUES (s.customer, s.total)"
)


@task
def by_hook(place):
    """Three statements, one hook object each; the second in two rows of parameters."""
    BaseHook.get_hook(place).run("DELETE FROM totals")
    BaseHook.get_hook(place).run(LOAD)
    BaseHook.get_hook(place).get_records("SELECT customer FROM totals")


@task
def one_by_hook(place):
    BaseHook.get_hook(place).run(LOAD)


@task
def second_fails_by_hook(place):
    hook = BaseHook.get_hook(place)
    hook.run(LOAD)
    hook.run("INSERT INTO totals (customer) SELECT absent FROM orders")


@task
def goes_on(place):
    """A statement fails and the task goes on."""
    hook = BaseHook.get_hook(place)
    try:
        hook.run("SELECT absent FROM orders")
    except Exception:
        hook.run(LOAD)


@task
def equal_statements(place):
    hook = BaseHook.get_hook(place)
    for _ in range(3):
        hook.run("INSERT INTO totals SELECT customer, amount FROM orders WHERE customer = 7")


@task
def inserts_rows(place):
    hook = BaseHook.get_hook(place)
    hook.insert_rows("totals", [(1, 1), (2, 2), (3, 3), (4, 4)], target_fields=["customer", "total"])
    hook.run("DELETE FROM totals WHERE customer = 4")


@task
def copies(place, folder):
    """A file of three rows, by the COPY of each database."""
    hook = BaseHook.get_hook(place)
    file = Path(folder) / f"{place}.csv"
    file.write_text("1,1\n2,2\n3,3\n")
    if hasattr(hook, "copy_expert"):
        hook.copy_expert("COPY totals FROM STDIN WITH (FORMAT csv)", str(file))
    else:
        hook.run(f"COPY totals FROM '{file}' (FORMAT csv)")


for database in DATABASES:
    conn_id = f"queries_{database}"
    with DAG(
        conn_id,
        schedule=None,
        max_active_tasks=1,
        default_args={"conn_id": conn_id, "trigger_rule": "all_done"},
        params={"folder": "/tmp"},
        tags=["tests"],
    ) as dag:
        tasks = [
            SQLExecuteQueryOperator(task_id="setup", sql=SETUP),
            SQLExecuteQueryOperator(task_id="one", sql=LOAD),
            SQLExecuteQueryOperator(task_id="split_text", sql=";\n".join(CHANGES), split_statements=True),
            SQLExecuteQueryOperator(task_id="temporary", sql=TEMPORARY),
            SQLExecuteQueryOperator(task_id="second_fails", sql=SECOND_FAILS),
            SQLExecuteQueryOperator(task_id="one_fails", sql=SECOND_FAILS[1]),
            SQLExecuteQueryOperator(task_id="table_as", sql="CREATE TABLE big AS SELECT id FROM orders"),
            by_hook(conn_id),
            second_fails_by_hook(conn_id),
        ]
        if database in ("duckdb", "postgres"):
            tasks += [
                SQLExecuteQueryOperator(task_id="whole_text", sql="; ".join(CHANGES[1:3]), autocommit=True),
                SQLExecuteQueryOperator(task_id="merge", sql=MERGE),
                copies(conn_id, "{{ params.folder }}"),
            ]
        if database == "postgres":
            tasks += [
                one_by_hook(conn_id),
                goes_on(conn_id),
                equal_statements(conn_id),
                inserts_rows(conn_id),
                SQLExecuteQueryOperator.partial(task_id="mapped").expand(
                    sql=[[LOAD, "DELETE FROM totals"], [LOAD, "UPDATE totals SET total = 1"]]
                ),
                SQLExecuteQueryOperator(
                    task_id="retried", sql=SECOND_FAILS, retries=1, retry_delay=timedelta(seconds=0)
                ),
            ]
        chain(*tasks)
    globals()[dag.dag_id] = dag
