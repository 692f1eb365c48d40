"""One task that does nothing: the smallest DAG whose events can be looked at."""

from airflow.sdk import dag, task


@dag(dag_id="plain_dag", schedule=None)
def plain_dag():
    @task
    def only():
        return None

    only()


plain_dag()
