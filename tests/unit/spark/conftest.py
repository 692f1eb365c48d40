"""A task that is about to submit a Spark job, with operators of the official providers' real classes."""

from __future__ import annotations

import contextlib
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.settings import Settings
from lineage_provider.spark import key_file
from lineage_provider.spark.injection import Injection

DATE = datetime(2026, 1, 1, tzinfo=UTC)
OUTER = "01990a5b-5c00-7000-8f00-000000000001"
ROOT = {"rootParentRunId": OUTER, "rootParentJobNamespace": "outer", "rootParentJobName": "outer_dag"}
KEYED = {
    "type": "http",
    "url": "https://lineage.example.com/",
    "auth": {"type": "api_key", "apiKey": "Bearer s3cr3t"},
}
PLAIN = {"type": "http", "url": "http://marquez:5000"}

Submit = Callable[..., Any]


@pytest.fixture(autouse=True)
def _official(monkeypatch: pytest.MonkeyPatch) -> None:
    """An OpenLineage provider that is active, and nothing left of another test."""
    monkeypatch.setenv("AIRFLOW__OPENLINEAGE__TRANSPORT", json.dumps({"type": "console"}))
    monkeypatch.setenv("AIRFLOW__OPENLINEAGE__NAMESPACE", "prod")
    from airflow.providers.openlineage import conf

    for name in ("transport", "is_disabled", "namespace", "spark_inject_parent_job_info"):
        getattr(getattr(conf, name), "cache_clear", lambda: None)()
    key_file.forget()


def instance(task: Any, dag_run_conf: Mapping[str, Any] | None = None) -> SimpleNamespace:
    run = SimpleNamespace(
        conf=dict(dag_run_conf or {}), logical_date=DATE, run_after=DATE, clear_number=0, run_id="r1"
    )
    return SimpleNamespace(
        dag_id="shop",
        task_id=task.task_id,
        run_id="r1",
        try_number=1,
        map_index=-1,
        logical_date=DATE,
        dag_run=run,
        task=task,
        state="running",
        stats_tags={},
        get_template_context=lambda: {"dag_run": run},
        xcom_push=lambda **more: None,
    )


@pytest.fixture
def inject(monkeypatch: pytest.MonkeyPatch) -> Iterator[Submit]:
    """``inject(task, backends)`` executes a task as a worker does: prepared, then in its own context."""
    from airflow.providers.openlineage.plugins import listener
    from airflow.providers.openlineage.utils import spark as official

    from lineage_provider.query_tags import wrapping

    monkeypatch.setattr(listener, "get_openlineage_listener", lambda: object(), raising=False)
    # Another test may have put the plugin in place.
    before = {
        name: inspect.unwrap(function)
        for name, function in vars(official).items()
        if name.startswith("_get_")
    }
    for name, function in before.items():
        monkeypatch.setattr(official, name, function)
    waiting = dict(wrapping._waiting.actions)

    def run(task: Any, backends: Any = (), *, conf: Any = None, **options: Any) -> Any:
        for name, function in before.items():
            setattr(official, name, function)
        injection = Injection(Settings(**{"spark_inject": "all", **options}), lambda: iter(backends))
        injection.put_in_place()
        ti = instance(task, conf)
        injection.prepare(task, ti)
        with in_context({"ti": ti, "task": task, "dag_run": ti.dag_run, "params": {}}) as context:
            return task.execute(context)

    yield run
    wrapping._waiting.actions.clear()
    wrapping._waiting.actions.update(waiting)


@contextlib.contextmanager
def in_context(context: dict[str, Any]) -> Iterator[Any]:
    from airflow.sdk.definitions._internal.contextmanager import _CURRENT_CONTEXT

    _CURRENT_CONTEXT.append(context)  # type: ignore[arg-type]
    try:
        yield context
    finally:
        _CURRENT_CONTEXT.pop()
