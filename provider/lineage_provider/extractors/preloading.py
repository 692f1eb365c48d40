"""Imports made once for many tasks: in a process whose forks run them.

In: the start of a scheduler with LocalExecutor, or of a Celery worker. Out: the modules that lineage needs,
in memory before the first fork. A module of its own because the plugin itself must stay cheap: in every
other process nothing is imported ahead, and a SQL task imports what it needs when it starts.

The parser and our own modules take longer to import than most texts take to analyse, and a task's process
lives for one task. The same is true of the modules of Airflow that lineage looks into; nearly every task
imports them, some 0.1 s.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
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
    "lineage_provider.sql.analysis",
)
"""All of ours; with them comes sqlglot."""

DIALECTS = ("sqlite", "duckdb", "postgres", "mysql", "snowflake")
"""Dialects of the engines that have a file of their own; others are imported by the task that needs them."""

AIRFLOW = (
    "airflow.providers.common.sql.operators.sql",
    "airflow.providers.openlineage.sqlparser",
    "airflow.providers.standard.operators.python",
)
"""What lineage asks about SQL and Python tasks; with them come SQL hooks and sqlparse."""

_SCHEDULER = "airflow.jobs.scheduler_job_runner"


def load() -> None:
    """Import what a SQL task needs; the second call costs nothing."""
    for module in MODULES:
        importlib.import_module(module)


def load_ahead() -> None:
    """Import what tasks of all kinds need, before they are forked."""
    load()
    for dialect in DIALECTS:
        importlib.import_module(f"sqlglot.dialects.{dialect}")
    for module in AIRFLOW:
        with contextlib.suppress(ImportError):  # the standard provider need not be installed
            importlib.import_module(module)
    with contextlib.suppress(OSError):  # an installation without sources
        inspect.getsource(load)  # compiles the patterns that finding a Python task's source takes


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
            load_ahead()
        except Exception as error:
            log.warning("Tasks will import what lineage needs themselves: %s", error)
