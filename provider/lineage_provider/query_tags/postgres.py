"""PostgreSQL and Greenplum: application_name, in pg_stat_activity and the server's log.

In: the hook's module. Out: connections and SQLAlchemy engines name the task's run. 63 bytes are the
server's limit (NAMEDATALEN - 1), enough for the key ``openlineage_run_id``. A name of the user, in the
connection's extra, in ``options`` or in PGAPPNAME, stays in front. Where the user has none it is set as
``fallback_application_name``, so that one in a service file, which only libpq sees, wins as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.cursors import Rewrite
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.statements import POSTGRES, with_merged_tags
from lineage_provider.query_tags.tag import Limit, TaskTag, merged_plain, tag_text
from lineage_provider.query_tags.wrapping import guarded, warn_once, wrap

HOOK_MODULE = "airflow.providers.postgres.hooks.postgres"

ENGINE = "postgres"
MECHANISM = "application_name"
LIMIT = Limit(63, "bytes", ascii=True)

_OPTION = re.compile(r"(?:-c\s*|--)application[_-]name=((?:\\.|[^\s\\])+)")


def tag_connections(module: ModuleType) -> None:
    """Wrap what opens connections: the hook's own and those of its SQLAlchemy engines."""
    hook = module.PostgresHook
    if not wrap(hook, "_create_connection", _create_connection):
        warn_once("PostgreSQL", "this release of the Postgres provider connects in another way")
    wrap(hook, "get_sqlalchemy_engine", _engine)


def with_application_name(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of a connection with the tag; the given ones stay unchanged."""
    tag = current_task()
    if tag is None:
        return dict(arguments)
    user = _users_name(arguments)
    text = merged_plain(user, tag, LIMIT) if user else tag_text(tag, LIMIT)
    applied.remember(tag, ENGINE, MECHANISM, text)
    return {**arguments, MECHANISM if user else f"fallback_{MECHANISM}": text}


def merging(hook: Any, cursor: Any) -> Rewrite | None:
    """SQL in which a name that the user sets by SET application_name is merged with the task's."""
    tag = current_task()
    return None if tag is None else lambda sql, bound: sql if bound else _rewritten(sql, tag)


def _rewritten(sql: str, tag: TaskTag) -> str:
    def merge(user: str) -> str:
        if not user:
            return user  # the user takes the tag off
        text = merged_plain(user, tag, LIMIT)
        applied.remember(tag, ENGINE, MECHANISM, text)
        return text

    return with_merged_tags(sql, POSTGRES, merge)


def _users_name(arguments: Mapping[str, Any]) -> str:
    """The name the user gave, by the order in which libpq looks for it."""
    option = _OPTION.search(str(arguments.get("options") or ""))
    candidates = (
        arguments.get(MECHANISM),
        re.sub(r"\\(.)", r"\1", option.group(1)) if option else None,
        os.environ.get("PGAPPNAME"),
        arguments.get(f"fallback_{MECHANISM}"),
    )
    return next((str(name) for name in candidates if name), "")


def _create_connection(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_connection(self: Any, conn_args: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        tagged = guarded("PostgreSQL", conn_args, lambda: with_application_name(conn_args))
        return original(self, tagged, *args, **kwargs)

    return create_connection


def _engine(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_sqlalchemy_engine(self: Any, *args: Any, **kwargs: Any) -> Any:
        engine = original(self, *args, **kwargs)
        guarded("PostgreSQL", None, lambda: _listen(engine))
        return engine

    return get_sqlalchemy_engine


def _listen(engine: Any) -> None:
    from sqlalchemy import event

    def connecting(dialect: Any, record: Any, args: Any, parameters: dict[str, Any]) -> None:
        parameters.update(guarded("PostgreSQL", parameters, lambda: with_application_name(parameters)))

    event.listen(engine, "do_connect", connecting)
