"""Redshift: query_group, in stl_query, sys_query_history and the WLM rules.

In: the hook's module. Out: every new connection has its query_group set, by one statement more on it. A
group that the user's database user already has is kept and merged. Note that workload rules may choose a
queue by query_group: that is why engines can be left out one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.cursors import Rewrite
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.statements import REDSHIFT, with_merged_tags
from lineage_provider.query_tags.tag import Limit, TaskTag, merged
from lineage_provider.query_tags.wrapping import guarded, wrap

HOOK_MODULE = "airflow.providers.amazon.aws.hooks.redshift_sql"

ENGINE = "redshift"
MECHANISM = "query_group"
LIMIT = Limit(320, "bytes", ascii=True)

# What SHOW query_group answers where none is set.
_UNSET = ("", "default", "unset")


def tag_connections(module: ModuleType) -> None:
    """Wrap what opens connections: the hook's own and those of its SQLAlchemy engines."""
    wrap(module.RedshiftSQLHook, "get_conn", _get_conn)
    wrap(module.RedshiftSQLHook, "get_sqlalchemy_engine", _engine)


def set_query_group(connection: Any) -> None:
    """Set the group of a session, in a transaction of its own: a rollback of the task must not undo it."""
    tag = current_task()
    if tag is None:
        return
    cursor = connection.cursor()
    try:
        cursor.execute("SELECT current_setting('query_group')")
        row = cursor.fetchone()
        present = str(row[0]) if row and row[0] is not None else ""
        text = merged("" if present in _UNSET else present, tag, LIMIT)
        if text != present:
            cursor.execute("SELECT set_config('query_group', %s, false)", (text,))
        connection.commit()
    except Exception:
        connection.rollback()
        raise
    finally:
        cursor.close()
    applied.remember(tag, ENGINE, MECHANISM, text)


def merging(hook: Any, cursor: Any) -> Rewrite | None:
    """SQL in which a group that the user sets by SET query_group is merged with the task's."""
    tag = current_task()
    return None if tag is None else lambda sql, bound: sql if bound else _rewritten(sql, tag)


def _rewritten(sql: str, tag: TaskTag) -> str:
    def merge(user: str) -> str:
        if not user:
            return user  # the user takes the tag off
        text = merged(user, tag, LIMIT)
        applied.remember(tag, ENGINE, MECHANISM, text)
        return text

    return with_merged_tags(sql, REDSHIFT, merge)


def _get_conn(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_conn(self: Any, *args: Any, **kwargs: Any) -> Any:
        connection = original(self, *args, **kwargs)
        guarded("Redshift", None, lambda: set_query_group(connection))
        return connection

    return get_conn


def _engine(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_sqlalchemy_engine(self: Any, *args: Any, **kwargs: Any) -> Any:
        engine = original(self, *args, **kwargs)
        guarded("Redshift", None, lambda: _listen(engine))
        return engine

    return get_sqlalchemy_engine


def _listen(engine: Any) -> None:
    from sqlalchemy import event

    def connected(connection: Any, record: Any) -> None:
        guarded("Redshift", None, lambda: set_query_group(connection))

    event.listen(engine, "connect", connected)
