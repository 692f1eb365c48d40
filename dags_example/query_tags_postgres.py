"""
### Query tags on PostgreSQL

Switch tags on (`[lineage_provider] query_tag = on`, or `AIRFLOW__LINEAGE_PROVIDER__QUERY_TAG=on`), create a
connection `warehouse` of type *Postgres*, and run this DAG. Each task prints the name that its own session
has in `pg_stat_activity`: the run id of the task's OpenLineage events.
"""

from __future__ import annotations

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import BaseHook, dag, task

CONNECTION = "warehouse"
MY_NAME = "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"


def first_row(cursor):
    """The first row of a statement that has rows."""
    return cursor.fetchone() if cursor.description else None


@dag(schedule=None, catchup=False, doc_md=__doc__, tags=["example", "query tags"])
def query_tags_postgres():
    SQLExecuteQueryOperator(
        task_id="operator", conn_id=CONNECTION, sql=MY_NAME, show_return_value_in_logs=True
    )

    @task
    def hook_in_a_task() -> str:
        (name,) = BaseHook.get_connection(CONNECTION).get_hook().get_first(MY_NAME)
        print(name)
        return name

    @task
    def with_a_name_of_your_own() -> list[str]:
        """Yours stays in front of the run id."""
        hook = BaseHook.get_connection(CONNECTION).get_hook()
        names = hook.run(["SET application_name = 'my etl'", MY_NAME], handler=first_row)
        print(names)
        return [name for row in names if row for name in row]

    hook_in_a_task()
    with_a_name_of_your_own()


query_tags_postgres()
