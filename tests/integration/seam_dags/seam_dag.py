"""Every kind of task that the extractor manager tells apart, on one SQLite file (connection ``shop``)."""

from __future__ import annotations

from typing import Any

from airflow.providers.common.sql.operators.sql import SQLColumnCheckOperator, SQLExecuteQueryOperator
from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Asset, BaseOperator, chain, task
from lineage_provider_seam_extractor import UserOperator
from openlineage.client.event_v2 import Dataset
from openlineage.client.facet_v2 import sql_job


class OwnMethodsOperator(BaseOperator):
    """An operator that reports its datasets itself, without columns."""

    def execute(self, context: Any) -> None:
        pass

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> OperatorLineage:
        return OperatorLineage(
            inputs=[Dataset(namespace="bigquery", name="shop.sales.orders")],
            outputs=[Dataset(namespace="bigquery", name="shop.sales.daily")],
            job_facets={
                "sql": sql_job.SQLJobFacet(
                    query="INSERT INTO shop.sales.daily (total) SELECT amount FROM shop.sales.orders"
                )
            },
        )


with DAG("seam_dag", schedule=None):
    create = SQLExecuteQueryOperator(
        task_id="create",
        conn_id="shop",
        sql=[
            "DROP TABLE IF EXISTS orders",
            "CREATE TABLE orders (id INTEGER, ds TEXT, amount REAL)",
            "DROP TABLE IF EXISTS daily",
            "CREATE TABLE daily (d TEXT, revenue REAL)",
            "DROP TABLE IF EXISTS copies",
            "CREATE TABLE copies (n INTEGER)",
            "INSERT INTO orders VALUES (1, '2026-01-01', 10.0)",
        ],
    )
    load = SQLExecuteQueryOperator(
        task_id="load",
        conn_id="shop",
        sql="INSERT INTO daily SELECT ds, SUM(amount) FROM orders WHERE id > 0 GROUP BY ds",
    )
    check = SQLColumnCheckOperator(
        task_id="check",
        conn_id="shop",
        table="orders",
        column_mapping={"amount": {"null_check": {"equal_to": 0}}},
    )

    @task
    def hooks() -> None:
        hook = SqliteHook("shop")
        hook.run("INSERT INTO copies SELECT id FROM orders")
        hook.get_records("SELECT revenue FROM daily")

    empty = EmptyOperator(task_id="empty")
    declared = SQLExecuteQueryOperator(
        task_id="declared",
        conn_id="shop",
        sql="SELECT id FROM orders",
        outlets=[Asset("file:///lake/declared.csv")],
    )
    users = UserOperator(task_id="users", conn_id="shop", sql="SELECT id FROM orders")
    breaks = SQLExecuteQueryOperator(task_id="breaks", conn_id="shop", sql="INSERT INTO copies SELECT 7")
    own = OwnMethodsOperator(task_id="own")
    bash = BashOperator(task_id="bash", bash_command="echo source-of-bash")
    python = PythonOperator(task_id="python", python_callable=print)
    not_sql = SQLExecuteQueryOperator(
        task_id="not_sql", conn_id="shop", sql="SELEC nonsense FRM", trigger_rule="all_done"
    )
    chain(
        create,
        load,
        check,
        hooks(),
        empty,
        declared,
        users,
        breaks,
        own,
        bash,
        python,
        not_sql,
    )
