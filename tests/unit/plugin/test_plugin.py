"""What the plugin puts in place, and when it touches nothing."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from airflow.providers.openlineage import conf
from airflow.providers.openlineage.extractors.manager import ExtractorManager
from airflow.providers.openlineage.plugins import listener as official

from lineage_provider import settings
from lineage_provider.extractors import noting
from lineage_provider.extractors.manager import LineageExtractorManager
from lineage_provider.plugin import LineageProviderPlugin
from lineage_provider.settings import Settings


class Listener:
    """The official listener, as far as the plugin looks at it."""

    def __init__(self) -> None:
        self.extractor_manager = ExtractorManager()

    def _on_task_instance_running(self, task_instance: Any) -> None: ...

    def _fork_execute(self, callable: Any, callable_name: str) -> None: ...


Load = Callable[..., Listener]


@pytest.fixture
def listener_notes() -> list[Any]:
    """Listeners whose tasks' hooks would note when statements begin and end."""
    return []


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, listener_notes: list[Any]) -> Load:
    """Load the plugin (``times``), with settings and with the OpenLineage provider active or not."""
    listener = Listener()
    monkeypatch.setattr(official, "get_openlineage_listener", lambda: listener)
    monkeypatch.setattr(noting, "put_in_place", lambda: listener_notes.append(listener))

    def loaded(active: bool = True, times: int = 1, **options: Any) -> Listener:
        monkeypatch.setattr(conf, "is_disabled", lambda: not active)
        monkeypatch.setattr(settings, "current", lambda: Settings(**options))
        for _ in range(times):
            LineageProviderPlugin.on_load()
        return listener

    return loaded


def untouched(listener: Listener) -> bool:
    return type(listener.extractor_manager) is ExtractorManager and list(vars(listener)) == [
        "extractor_manager"
    ]


def test_hooks_note_times_only_for_events_of_queries(load: Load, listener_notes: list[Any]) -> None:
    load(query_events="never")
    assert listener_notes == []
    listener = load()
    assert listener_notes == [listener]


def test_the_extractor_manager_is_replaced(load: Load) -> None:
    manager = load(catalog_timeout=1.5).extractor_manager
    assert isinstance(manager, LineageExtractorManager)
    assert manager.settings.catalog_timeout == 1.5


def test_starts_are_wrapped(load: Load) -> None:
    assert "_on_task_instance_running" in vars(load())


def test_loading_twice_puts_it_in_place_once(load: Load) -> None:
    first = load()
    manager, start = first.extractor_manager, first._on_task_instance_running
    again = load()
    assert again.extractor_manager is manager
    assert again._on_task_instance_running is start


def test_disabled_touches_nothing(load: Load) -> None:
    assert untouched(load(enabled=False))


def test_an_inactive_openlineage_provider_is_left_alone(load: Load) -> None:
    assert untouched(load(active=False))


def test_loading_never_raises(
    load: Load, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Any:
        raise RuntimeError("another release")

    monkeypatch.setattr(official, "get_openlineage_listener", broken)
    with caplog.at_level(logging.WARNING):
        load()
    (record,) = caplog.records
    assert "another release" in record.getMessage()


LOADED = """
import sys
from airflow.plugins_manager import ensure_plugins_loaded
ensure_plugins_loaded()
from lineage_provider.plugin import LineageProviderPlugin
LineageProviderPlugin.on_load()
"""
IN_PLACE = """
from airflow.providers.openlineage.plugins.listener import get_openlineage_listener
manager = get_openlineage_listener().extractor_manager
print(type(manager).__name__, "sqlglot" in sys.modules)
"""
PRELOADED = """
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.empty import EmptyOperator
manager.preload(EmptyOperator(task_id="e"))
print("sqlglot" in sys.modules)
manager.preload(SQLExecuteQueryOperator(task_id="s", conn_id="shop", sql="SELECT 1"))
print("sqlglot" in sys.modules)
"""
ACTIVE = {"AIRFLOW__OPENLINEAGE__TRANSPORT": '{"type": "console"}'}


def python(code: str, home: Path, **options: str) -> list[str]:
    """Run ``code`` in a process of its own; the lines it printed.

    Other tests of the same run load the plugin in this process, which may give it a transport: that of
    the environment is not passed on.
    """
    environment = {
        **{name: value for name, value in os.environ.items() if "OPENLINEAGE" not in name},
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        **options,
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_active_in_airflow_without_importing_sqlglot(tmp_path: Path) -> None:
    assert python(LOADED + IN_PLACE, tmp_path, **ACTIVE)[-1] == "LineageExtractorManager False"


def test_sqlglot_is_imported_for_sql_tasks_only(tmp_path: Path) -> None:
    assert python(LOADED + IN_PLACE + PRELOADED, tmp_path, **ACTIVE)[-2:] == ["False", "True"]


def test_without_transport_and_store_nothing_of_openlineage_is_imported(tmp_path: Path) -> None:
    code = (
        LOADED
        + "print('airflow.providers.openlineage.plugins.listener' in sys.modules, 'sqlglot' in sys.modules)"
    )
    assert python(code, tmp_path, AIRFLOW__LINEAGE_PROVIDER__STORE="off")[-1] == "False False"


def test_spark_jobs_are_told_by_ours_once(load: Load) -> None:
    from airflow.providers.openlineage.utils import spark

    load(times=2)
    function: Any = spark._get_transport_information_as_spark_properties
    assert function._lineage_provider_spark
    assert not getattr(function.__wrapped__, "_lineage_provider_spark", False)


def test_without_ours_spark_jobs_are_told_what_the_official_provider_tells(
    load: Load, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from lineage_provider.extractors.manager import LineageExtractorManager
    from lineage_provider.spark.injection import Injection

    def fail(self: Any) -> None:
        raise ImportError("moved")

    monkeypatch.setattr(Injection, "put_in_place", fail)
    with caplog.at_level(logging.WARNING):
        listener = load()
    assert isinstance(listener.extractor_manager, LineageExtractorManager)
    assert "Spark jobs are told what the official providers tell them: moved" in caplog.text
