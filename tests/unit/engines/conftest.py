"""Connections, hooks without a provider behind them, and a driver that only writes down what it is asked."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

# Before the first import of Airflow, which would otherwise write to the home directory.
os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow_engines_"))


@dataclass
class RecordingDriver:
    """A DB-API connection and cursor in one: keeps every statement, answers with ``rows``."""

    rows: list[Any] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    options: list[dict[str, Any]] = field(default_factory=list)
    closed: int = 0
    description: ClassVar[Any] = None

    def cursor(self) -> RecordingDriver:
        return self

    def execute(self, *statement: Any, **options: Any) -> None:
        self.asked.append(statement)
        self.options.append(options)

    def fetchall(self) -> list[Any]:
        return self.rows

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def connection() -> Callable[..., Any]:
    """Make an Airflow connection: connection("trino", host="trino", extra={"catalog": "lake"})."""
    from airflow.sdk import Connection

    def make(conn_type: str, *, extra: dict[str, Any] | None = None, **fields: Any) -> Any:
        return Connection(conn_id="shop", conn_type=conn_type, extra=json.dumps(extra or {}), **fields)

    return make


@pytest.fixture
def bare_hook() -> Callable[..., Any]:
    """Make a hook that knows its connection type and the attributes given, and nothing of OpenLineage."""

    def make(conn_type: str, **attributes: Any) -> Any:
        def refuse() -> Any:
            raise AssertionError("a connection was opened")

        return SimpleNamespace(**{"conn_type": conn_type, "get_conn": refuse, **attributes})

    return make


@pytest.fixture
def official_hook(monkeypatch: pytest.MonkeyPatch, connection: Callable[..., Any]) -> Callable[..., Any]:
    """Make a provider's own hook for a connection: official_hook(PostgresHook, connection)."""

    def make(hook_class: type, of: Any, **arguments: Any) -> Any:
        monkeypatch.setattr(hook_class, "get_connection", classmethod(lambda cls, conn_id: of))
        return hook_class("shop", **arguments)

    return make


@pytest.fixture
def driver() -> RecordingDriver:
    return RecordingDriver()
