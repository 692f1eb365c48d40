"""The listener's starts: no second START, no leftovers of other tasks, imports before the fork."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.extractors import collected, listener
from lineage_provider.extractors.listener import resumes, wrap


class Listener:
    """The two methods of the official listener that are wrapped."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def _on_task_instance_running(self, task_instance: Any, dag: Any = None, **more: Any) -> str:
        self.done.append(f"start {task_instance.task_id}")
        self._fork_execute(lambda: None, "on_running")
        return "started"

    def _fork_execute(self, callable: Any, callable_name: str) -> None:
        self.done.append(f"fork {callable_name}")


def instance(task_id: str = "load", next_method: str | None = None, **more: Any) -> SimpleNamespace:
    task = SimpleNamespace(task_id=task_id, start_from_trigger=more.pop("start_from_trigger", False))
    return SimpleNamespace(
        dag_id="shop",
        run_id="r1",
        task_id=task_id,
        map_index=-1,
        try_number=more.pop("try_number", 1),
        task=task,
        _ti_context_from_server=SimpleNamespace(next_method=next_method),
    )


@pytest.fixture(autouse=True)
def _no_task_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_last", [None])


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(collected, "forget", lambda: found.append("forgotten"))
    return found


def test_a_task_that_starts_is_reported() -> None:
    official = Listener()
    wrap(official, lambda task: None)
    assert official._on_task_instance_running(instance(), dag="d") == "started"
    assert official.done == ["start load", "fork on_running"]


def test_a_task_that_resumes_is_not_reported_again() -> None:
    official = Listener()
    wrap(official, lambda task: None)
    official._on_task_instance_running(instance(next_method="execute_complete"))
    assert official.done == []


def test_a_task_that_began_in_the_triggerer_is_reported_when_it_first_runs() -> None:
    assert not resumes(instance(next_method="execute_complete", start_from_trigger=True))
    assert resumes(instance(next_method="execute_complete"))


def test_a_task_instance_without_context_starts() -> None:
    assert not resumes(SimpleNamespace(task_id="load"))


def test_wrapping_twice_changes_nothing() -> None:
    official = Listener()
    wrap(official, lambda task: None)
    first = official._on_task_instance_running
    wrap(official, lambda task: None)
    assert official._on_task_instance_running is first


def test_what_a_task_needs_is_imported_before_its_first_fork_only() -> None:
    official = Listener()
    wrap(official, lambda task: official.done.append(f"import for {task.task_id}"))
    official._on_task_instance_running(instance())
    official._fork_execute(lambda: None, "on_success")
    assert official.done == ["start load", "import for load", "fork on_running", "fork on_success"]


def test_a_failing_import_does_not_keep_the_fork() -> None:
    official = Listener()

    def fail(task: Any) -> None:
        raise ImportError("no sqlglot")

    wrap(official, fail)
    official._on_task_instance_running(instance())
    assert official.done == ["start load", "fork on_running"]


def test_another_release_without_the_method_is_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        wrap(SimpleNamespace(), lambda task: None)
    (record,) = caplog.records
    assert "will be reported as started twice" in record.getMessage()


def test_the_first_task_of_a_process_keeps_what_its_templates_collected(forgotten: list[str]) -> None:
    listener.forget_other_tasks(instance("first"))
    assert forgotten == []


def test_the_next_task_starts_with_an_empty_collection(forgotten: list[str]) -> None:
    listener.forget_other_tasks(instance("first"))
    listener.forget_other_tasks(instance("second"))
    assert forgotten == ["forgotten"]


def test_a_task_that_resumes_in_the_same_process_keeps_its_collection(forgotten: list[str]) -> None:
    listener.forget_other_tasks(instance("first"))
    listener.forget_other_tasks(instance("first", next_method="execute_complete"))
    assert forgotten == []


def test_another_try_starts_with_an_empty_collection(forgotten: list[str]) -> None:
    listener.forget_other_tasks(instance("first"))
    listener.forget_other_tasks(instance("first", try_number=2))
    assert forgotten == ["forgotten"]
