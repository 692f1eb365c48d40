"""Exasol: a comment in front of what the hook's connection executes.

In: the hook's module. Out: connections of the hook whose statements have the tag in front. A module of its
own because the hook runs statements by its connection's ``execute``, not by a cursor of the DB-API: what
works on every other hook does not reach it. Values are bound by names in braces, which no comment has.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.comment import comment, commented
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.wrapping import guarded, wrap

HOOK_MODULE = "airflow.providers.exasol.hooks.exasol"

ENGINE = "exasol"
MECHANISM = "comment"


def comment_statements(module: ModuleType) -> None:
    """Wrap what opens connections."""
    wrap(module.ExasolHook, "get_conn", _get_conn)


def _get_conn(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_conn(self: Any, *args: Any, **kwargs: Any) -> Any:
        connection = original(self, *args, **kwargs)
        guarded("Exasol", None, lambda: _extend(connection))
        return connection

    return get_conn


def _extend(connection: Any) -> None:
    execute = connection.execute

    def commenting(query: Any, *args: Any, **kwargs: Any) -> Any:
        return execute(guarded("Exasol", query, lambda: _commented(query)), *args, **kwargs)

    connection.execute = commenting


def _commented(query: Any) -> Any:
    tag = current_task()
    if tag is None or not isinstance(query, str):
        return query
    text = commented(query, tag)
    if text != query:
        applied.remember(tag, ENGINE, MECHANISM, comment(tag))
    return text
