"""A SQLite shop and operators on it, without an Airflow that runs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk.lineage import HookLineageCollector
from airflow.utils.state import TaskInstanceState

from lineage_provider.extractors import child_runs, collected, failing, noting
from lineage_provider.extractors.manager import LineageExtractorManager
from lineage_provider.extractors.query_events import TaskRun
from lineage_provider.settings import Settings


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file behind the connection ``shop``: orders(id, ds, amount), daily(d, revenue)."""
    file = tmp_path / "shop.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE orders (id INTEGER, ds TEXT, amount REAL)")
        connection.execute("CREATE TABLE daily (d TEXT, revenue REAL)")
    connection.close()
    monkeypatch.setenv("AIRFLOW_CONN_SHOP", json.dumps({"conn_type": "sqlite", "host": str(file)}))
    return file


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[HookLineageCollector]:
    """A collector of hook lineage as a task process has it."""
    from airflow.sdk import lineage, plugins_manager

    monkeypatch.setattr(plugins_manager, "get_hook_lineage_readers_plugins", lambda: [object])
    lineage.get_hook_lineage_collector.cache_clear()
    yield lineage.get_hook_lineage_collector()
    lineage.get_hook_lineage_collector.cache_clear()


def operator(sql: Any, **more: Any) -> SQLExecuteQueryOperator:
    return SQLExecuteQueryOperator(**{"task_id": "load", "conn_id": "shop", "sql": sql, **more})


TASK_RUN = TaskRun(
    run_id="01990a5b-5c00-7b3a-8f00-1234567890ab",
    job_name="dag.load",
    namespace="tests",
    root_run_id="01990a5b-5c00-7000-8f00-000000000001",
    root_job_name="outer_dag",
    root_namespace="outer",
    run_facets={},
)


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Events of single queries, which would go to the official adapter."""
    events: list[Any] = []
    monkeypatch.setattr(child_runs, "task_run", lambda event, settings: TASK_RUN)
    monkeypatch.setattr(child_runs, "emit", lambda: events.append)
    return events


@pytest.fixture(autouse=True)
def nothing_ran_before() -> None:
    collected.forget()
    noting.forget()
    failing.forget()


Extract = Callable[..., Any]


@pytest.fixture
def extract() -> Extract:
    """``extract(task, "success")``: what the manager answers; other settings and managers on request."""

    def answer(
        task: Any,
        state: str = "success",
        manager: LineageExtractorManager | None = None,
        controls: Any = None,
        **options: Any,
    ) -> Any:
        manager = manager or LineageExtractorManager(Settings(**options))
        instance = SimpleNamespace(dag_id=task.dag_id, task_id=task.task_id, task=task)
        return manager.extract_metadata(
            SimpleNamespace(run_id="r1"), task, TaskInstanceState(state), instance, controls=controls
        )

    return answer
