"""Where the parser is imported ahead: in a scheduler that forks its tasks, and nowhere else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lineage_provider.extractors import preloading


class Job:
    """As airflow.jobs.job.Job, whose start every scheduler, dag-processor and triggerer reports."""


class TaskRunnerMarker:
    """What a task's own process reports."""


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(preloading, "load_ahead", lambda: calls.append("all"))
    return calls


def test_the_start_of_a_scheduler_imports(loaded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "airflow.jobs.scheduler_job_runner", sys)
    preloading.SchedulerStart().on_starting(Job())
    assert loaded == ["all"]


def test_the_start_of_another_job_does_not(loaded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "airflow.jobs.scheduler_job_runner", raising=False)
    preloading.SchedulerStart().on_starting(Job())
    assert loaded == []


def test_the_start_of_a_task_does_not(loaded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "airflow.jobs.scheduler_job_runner", sys)
    preloading.SchedulerStart().on_starting(TaskRunnerMarker())
    assert loaded == []


def test_a_failing_import_does_not_keep_the_scheduler(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ImportError("no such dialect")

    monkeypatch.setattr(preloading, "load", broken)
    monkeypatch.setitem(sys.modules, "airflow.jobs.scheduler_job_runner", sys)
    preloading.SchedulerStart().on_starting(Job())
    assert [record.getMessage() for record in caplog.records if record.name == "lineage_provider"] == [
        "Tasks will import what lineage needs themselves: no such dialect"
    ]


def test_everything_is_there_before_the_first_fork() -> None:
    """In a process of its own: in this one most is imported already."""
    program = """
import sys
from lineage_provider.extractors import preloading
preloading.load_ahead()
dialects = [f"sqlglot.dialects.{dialect}" for dialect in preloading.DIALECTS]
print([name for name in (*preloading.MODULES, *dialects, *preloading.AIRFLOW) if name not in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_provider_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preloading, "AIRFLOW", ("airflow.providers.nowhere.operators", *preloading.AIRFLOW))
    preloading.load_ahead()
    assert preloading.AIRFLOW[-1] in sys.modules
