"""Where the parser is imported ahead: in a scheduler that forks its tasks, and nowhere else."""

from __future__ import annotations

import sys

import pytest

from lineage_provider.extractors import preloading


class Job:
    """As airflow.jobs.job.Job, whose start every scheduler, dag-processor and triggerer reports."""


class TaskRunnerMarker:
    """What a task's own process reports."""


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(preloading, "load", calls.append)
    return calls


def test_the_start_of_a_scheduler_imports(
    loaded: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "airflow.jobs.scheduler_job_runner", sys)
    preloading.SchedulerStart().on_starting(Job())
    assert loaded == [("sqlite", "duckdb", "postgres", "mysql", "snowflake")]


def test_the_start_of_another_job_does_not(
    loaded: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "airflow.jobs.scheduler_job_runner", raising=False)
    preloading.SchedulerStart().on_starting(Job())
    assert loaded == []


def test_the_start_of_a_task_does_not(loaded: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "airflow.jobs.scheduler_job_runner", sys)
    preloading.SchedulerStart().on_starting(TaskRunnerMarker())
    assert loaded == []


def test_a_failing_import_does_not_keep_the_scheduler(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(dialects: tuple[str, ...]) -> None:
        raise ImportError("no such dialect")

    monkeypatch.setattr(preloading, "load", broken)
    monkeypatch.setitem(sys.modules, "airflow.jobs.scheduler_job_runner", sys)
    preloading.SchedulerStart().on_starting(Job())
    assert [record.getMessage() for record in caplog.records if record.name == "lineage_provider"] == [
        "SQL tasks will import their parser themselves: no such dialect"
    ]


def test_every_module_and_dialect_exists() -> None:
    preloading.load(preloading.DIALECTS)
    assert "sqlglot.dialects.snowflake" in sys.modules
