"""DAGs whose events show how runs are linked: one for every way a task can go."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.providers.standard.triggers.temporal import TimeDeltaTrigger
from airflow.sdk import BaseOperator, chain, dag, task
from airflow.sdk.exceptions import AirflowSkipException


def write_own_table(name: str) -> None:
    """Two statements on a table that only this task touches."""
    hook = SqliteHook("dag_side_sqlite")
    hook.run(f"CREATE TABLE IF NOT EXISTS only_{name} (source INTEGER)")
    hook.run(f"INSERT INTO only_{name} (source) SELECT 1")


@dag(schedule=None)
def plain():
    @task
    def first():
        write_own_table("first")

    @task
    def second():
        write_own_table("second")

    @task
    def third():
        write_own_table("third")

    chain(first(), [second(), third()])


@dag(schedule=None)
def retried():
    @task(retries=1, retry_delay=timedelta(seconds=1))
    def fails_once(ti=None):
        if ti.try_number == 1:
            raise RuntimeError("the first try fails")

    fails_once()


@dag(schedule=None)
def mapped():
    @task
    def one_of(number: int):
        return number

    one_of.expand(number=[10, 20, 30])


class DefersOnce(BaseOperator):
    """Defers for three seconds and notes the process of each half in the file that the run's conf names."""

    def execute(self, context):
        self.note_process(context)
        self.defer(trigger=TimeDeltaTrigger(timedelta(seconds=3)), method_name="resume")

    def resume(self, context, event=None):
        self.note_process(context)

    def note_process(self, context):
        with Path(context["dag_run"].conf["processes"]).open("a") as file:
            file.write(f"{os.getpid()}\n")


class FailsAfterDeferring(DefersOnce):
    def resume(self, context, event=None):
        raise RuntimeError("the second half fails")


@dag(schedule=None)
def deferred():
    DefersOnce(task_id="waits")


@dag(schedule=None)
def deferred_failing():
    FailsAfterDeferring(task_id="waits")


@dag(schedule=None)
def rescheduled():
    @task.sensor(mode="reschedule", poke_interval=2, timeout=60)
    def second_look(dag_run=None):
        """Not yet at the first look, yes at the second; the file remembers that there was a first one."""
        seen = Path(dag_run.conf["seen"])
        if seen.exists():
            return True
        seen.touch()
        return False

    second_look()


@dag(schedule=None)
def skipped():
    @task
    def skips():
        raise AirflowSkipException("nothing to do today")

    @task
    def after_skip():
        return None

    @task.branch
    def chooses():
        return "chosen"

    @task
    def chosen():
        return None

    @task
    def not_chosen():
        return None

    chain(skips(), after_skip())
    chain(chooses(), [chosen(), not_chosen()])


@dag(schedule=None)
def failing():
    @task
    def fails():
        raise RuntimeError("this task always fails")

    @task
    def never_runs():
        return None

    chain(fails(), never_runs())


@dag(schedule=None)
def own_job():
    @task
    def loads():
        from lineage_provider.api import Dataset, lineage_run

        with lineage_run("warehouse.load") as run:
            run.input(Dataset("s3://lake", "raw/orders.csv"))
            run.sql(
                "INSERT INTO daily (total) SELECT SUM(amount) FROM orders", namespace="postgres://db:5432"
            )

    loads()


@dag(schedule=None)
def outer():
    start = TriggerDagRunOperator(
        task_id="start_inner", trigger_dag_id="inner", wait_for_completion=True, poke_interval=1
    )
    chain(start, EmptyOperator(task_id="done"))


@dag(schedule=None)
def inner():
    @task
    def work():
        return None

    work()


for build in (
    plain,
    retried,
    mapped,
    deferred,
    deferred_failing,
    rescheduled,
    skipped,
    failing,
    own_job,
    outer,
    inner,
):
    build()
