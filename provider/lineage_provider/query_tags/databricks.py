"""Databricks SQL: what the provider's own query tags lack.

In: the provider's modules. Out: operators keep the tags that the provider sets (``airflow_dag_id`` and
others) and gain ``openlineage_run_id`` and ``openlineage_job_namespace``; a hook in a ``@task``, which has
no tags at all, gets both kinds, under the same names. A user's tags win, and ``include_airflow_query_tags``
of an operator is respected. ``system.query.history`` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.identity import current_operator, current_task
from lineage_provider.query_tags.tag import TaskTag
from lineage_provider.query_tags.wrapping import guarded, wrap

TAGS_MODULE = "airflow.providers.databricks.utils.query_tags"
HOOK_MODULE = "airflow.providers.databricks.hooks.databricks_sql"

ENGINE = "databricks"
MECHANISM = "QUERY_TAGS"
MAX_TAGS = 20
MAX_VALUE = 128

_KEY = re.compile(r"(?:^|(?<!\\),)\s*([^:,\\]+)")


def tag_operators(module: ModuleType) -> None:
    """Wrap what makes the tags of operators and sensors."""
    wrap(module, "get_airflow_query_tags", _operator_tags)


def tag_connections(module: ModuleType) -> None:
    """Wrap what opens the connections of hooks."""
    wrap(module.DatabricksSqlHook, "get_conn", _get_conn)


def openlineage_tags(tag: TaskTag) -> dict[str, str]:
    """Tags the provider does not set; a value that Databricks would cut is left out."""
    found = {
        "openlineage_run_id": tag.openlineage_run_id,
        "openlineage_job_namespace": tag.openlineage_job_namespace,
    }
    return {key: value for key, value in found.items() if value and len(value) <= MAX_VALUE}


def all_tags(tag: TaskTag) -> dict[str, str]:
    """The tags of a hook that no operator has tagged, under the names that the provider uses."""
    found = {
        "airflow_dag_id": tag.dag_id,
        "airflow_task_id": tag.task_id,
        "airflow_run_id": tag.run_id,
        "airflow_try_number": str(tag.try_number),
        "airflow_map_index": str(tag.map_index),
    }
    return openlineage_tags(tag) | {key: value for key, value in found.items() if len(value) <= MAX_VALUE}


def _operator_tags(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_airflow_query_tags(*args: Any, **kwargs: Any) -> Any:
        present = original(*args, **kwargs)
        return guarded("Databricks", present, lambda: _completed(present))

    return get_airflow_query_tags


def _completed(present: dict[str, Any]) -> dict[str, Any]:
    tag = current_task()
    if tag is None:
        return present
    tags = openlineage_tags(tag) | present
    _remember(tag, tags)
    return tags


def _get_conn(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_conn(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not hasattr(self, "query_tags"):  # releases without query tags
            return original(self, *args, **kwargs)
        before = self.query_tags
        self.query_tags = guarded("Databricks", before, lambda: _hook_tags(self, before))
        try:
            return original(self, *args, **kwargs)
        finally:
            self.query_tags = before

    return get_conn


def _hook_tags(hook: Any, before: dict[str, Any] | None) -> dict[str, Any] | None:
    tag = current_task()
    if tag is None or getattr(current_operator(), "include_airflow_query_tags", True) is False:
        return before
    present = dict(before or {})
    named = set(present) | _configured(hook)
    room = MAX_TAGS - len(named)
    more = {key: value for key, value in all_tags(tag).items() if key not in named}
    added = dict(list(more.items())[: max(room, 0)])
    _remember(tag, present | added)
    return present | added or None


def _configured(hook: Any) -> set[str]:
    """Keys of tags that the user has set in the session configuration of hook or connection."""
    configured = getattr(hook, "session_config", None)
    if not configured:
        configured = hook.databricks_conn.extra_dejson.get("session_configuration")
    text = (configured or {}).get(MECHANISM) or ""
    return {key.strip() for key in _KEY.findall(str(text))}


def _remember(tag: TaskTag, tags: dict[str, Any]) -> None:
    text = ",".join(f"{key}:{value}" for key, value in tags.items() if value is not None)
    applied.remember(tag, ENGINE, MECHANISM, text)
