"""What goes with a Celery worker. Celery's signal is a stand-in here: it is no dependency of this project;
tests/benchmarks/celery_delivery.py runs real workers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from lineage_provider import routing, settings
from lineage_provider.cli import celery_worker
from lineage_provider.extractors import preloading
from lineage_provider.settings import Settings


class Signal:
    def __init__(self) -> None:
        self.handlers: list[Callable[..., Any]] = []

    def connect(self, handler: Callable[..., Any], weak: bool) -> None:
        assert not weak
        self.handlers.append(handler)

    def send(self) -> None:
        for handler in self.handlers:
            handler(sender="worker@host", instance=None)


@pytest.fixture
def worker_init(monkeypatch: pytest.MonkeyPatch) -> Signal:
    signals: Any = ModuleType("celery.signals")
    signals.worker_init = Signal()
    monkeypatch.setitem(sys.modules, "celery", ModuleType("celery"))
    monkeypatch.setitem(sys.modules, "celery.signals", signals)
    return signals.worker_init


@pytest.fixture
def began(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was begun, by name."""
    found: list[str] = []
    monkeypatch.setattr(routing, "start_sender", lambda make: found.append("sender"))
    monkeypatch.setattr(preloading, "load_ahead", lambda: found.append("imports"))
    return found


@pytest.mark.parametrize(
    "arguments", [["airflow", "scheduler"], ["airflow", "celery", "flower"], ["airflow", "lineage", "doctor"]]
)
def test_other_commands_are_left_alone(worker_init: Signal, arguments: list[str]) -> None:
    celery_worker.accompany(arguments)
    assert worker_init.handlers == []


def test_nothing_happens_where_celery_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "celery.signals", None)
    celery_worker.accompany(["airflow", "celery", "worker"])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Settings(spool="/spool"), ["imports", "sender"]),
        (Settings(destinations="marquez"), ["imports", "sender"]),
        (Settings(spool="/spool", background_delivery=False), ["imports"]),
        (Settings(enabled=False, spool="/spool"), []),
    ],
)
def test_a_worker_imports_ahead_and_has_a_sender_where_events_can_wait(
    worker_init: Signal,
    began: list[str],
    monkeypatch: pytest.MonkeyPatch,
    options: Settings,
    expected: list[str],
) -> None:
    monkeypatch.setattr(settings, "current", lambda: options)
    celery_worker.accompany(["airflow", "celery", "worker", "--concurrency", "2"])
    worker_init.send()
    assert began == expected


def test_a_worker_goes_on_when_the_sender_cannot_start(
    worker_init: Signal, began: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(make: Any) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(settings, "current", lambda: Settings(spool="/spool"))
    monkeypatch.setattr(routing, "start_sender", broken)
    celery_worker.accompany(["airflow", "celery", "worker"])
    worker_init.send()
    assert began == ["imports"]
    assert "no more processes" in caplog.text
