"""Imports made once for many tasks: in the scheduler whose executor forks the tasks' processes.

In: the start of an Airflow component. Out: the modules that SQL tasks need, in memory before the first
fork. A module of its own because the plugin itself must stay cheap: in every other process nothing is
imported ahead, and a SQL task imports what it needs when it starts.

The parser and our own modules take longer to import than most texts take to analyse, and a task's process
lives for one task.
"""

from __future__ import annotations

import importlib
import logging
import sys
from typing import Any

from airflow.listeners import hookimpl

log = logging.getLogger("lineage_provider")

MODULES = (
    "lineage_provider.extractors.sql_task",
    "lineage_provider.extractors.hook_task",
    "lineage_provider.extractors.checks",
    "lineage_provider.extractors.task_queries",
    "lineage_provider.sql.statements",
)
"""All of ours; with them comes sqlglot."""

DIALECTS = ("sqlite", "duckdb", "postgres", "mysql", "snowflake")
"""Dialects of the engines that have a file of their own; others are imported by the task that needs them."""

_SCHEDULER = "airflow.jobs.scheduler_job_runner"


def load(dialects: tuple[str, ...] = ()) -> None:
    """Import what a SQL task needs; the second call costs nothing."""
    for module in (*MODULES, *(f"sqlglot.dialects.{dialect}" for dialect in dialects)):
        importlib.import_module(module)


class SchedulerStart:
    """A listener that imports ahead in the scheduler, and nowhere else.

    For executors that run tasks in forks of the scheduler (LocalExecutor) only.
    """

    @hookimpl
    def on_starting(self, component: Any) -> None:
        """Called by Airflow when a job starts, which in the scheduler is before its executor starts."""
        if _SCHEDULER not in sys.modules or type(component).__name__ != "Job":
            return
        try:
            load(DIALECTS)
        except Exception as error:
            log.warning("SQL tasks will import their parser themselves: %s", error)
