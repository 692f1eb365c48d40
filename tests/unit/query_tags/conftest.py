"""What the tests of query tags share: a task that runs, without an Airflow."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from lineage_provider.query_tags import (
    applied,
    bigquery,
    databricks,
    dbapi,
    exasol,
    postgres,
    redshift,
    snowflake,
    trino,
    wrapping,
)
from lineage_provider.query_tags.tag import TaskTag

RUN = "0192f6e7-3b1c-7a55-9d2e-5c8f1b7a4e60"
TAG = TaskTag(
    dag_id="shop",
    task_id="load",
    run_id="manual__1",
    try_number=2,
    map_index=-1,
    openlineage_run_id=RUN,
    openlineage_job_namespace="prod",
)
TEXT = (
    '{"app":"airflow","dag_id":"shop","task_id":"load","run_id":"manual__1","try_number":2,"map_index":-1,'
    f'"openlineage_run_id":"{RUN}","openlineage_job_namespace":"prod"}}'
)
SHORT = f'{{"openlineage_run_id":"{RUN}"}}'


@pytest.fixture(autouse=True)
def _forget() -> None:
    """Every test starts without noted tags and said warnings."""
    applied._last[0] = None
    applied._applied.clear()
    wrapping.warn_once.cache_clear()


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> Callable[[TaskTag | None], None]:
    """Call it with the tag of the task that runs; None: outside a task."""

    def runs(tag: TaskTag | None) -> None:
        engines: tuple[ModuleType, ...] = (
            snowflake, postgres, redshift, databricks, bigquery, trino, dbapi, exasol,
        )  # fmt: skip
        for engine in engines:
            monkeypatch.setattr(engine, "current_task", lambda: tag)

    runs(TAG)
    return runs


class FakeCursor:
    """A cursor that notes what it is asked to execute."""

    def __init__(self, answers: list[Any] | None = None) -> None:
        self.executed: list[tuple[Any, ...]] = []
        self.answers = answers or []
        self.rowcount = 3

    def execute(self, *arguments: Any) -> None:
        self.executed.append(arguments)

    def fetchone(self) -> Any:
        return self.answers.pop(0)

    def close(self) -> None:
        self.executed.append(("closed",))
