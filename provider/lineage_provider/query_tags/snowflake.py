"""Snowflake: the session parameter QUERY_TAG, and the same parameter of the SQL API.

In: the hooks' modules. Out: every connection's parameters carry the task's tag, whatever opens it:
operators, mapped ones too, ``hook.run``, cursors, SQLAlchemy engines and Snowpark sessions all ask
``SnowflakeHook._get_conn_params``; the SQL API posts the tag with each request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cached_property
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.cursors import Rewrite, running
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.statements import SNOWFLAKE, with_merged_tags
from lineage_provider.query_tags.tag import Limit, TaskTag, merged
from lineage_provider.query_tags.wrapping import guarded, warn_once, wrap

ENGINE = "snowflake"
MECHANISM = "QUERY_TAG"
MAX_CHARACTERS = 2000
# What the hook and SnowparkOperator add to a session's tag themselves: their versions, DAG, run and task.
SNOWPARK_ROOM = 900

_room: ContextVar[int] = ContextVar("room_for_snowpark", default=0)


def tag_sessions(module: ModuleType) -> None:
    """Wrap what opens sessions: connections, engines, Snowpark."""
    hook = module.SnowflakeHook
    parameters = vars(hook).get("_get_conn_params")
    if isinstance(parameters, (property, cached_property)):  # a cached property in some releases
        _wrap_property(hook, parameters)
    elif not wrap(hook, "_get_conn_params", _conn_params):
        warn_once("Snowflake", "this release of the Snowflake provider makes connections in another way")
    wrap(hook, "get_snowpark_session", _snowpark_session)
    wrap(hook, "_run_command", running(_merging))


def tag_sql_api(module: ModuleType) -> None:
    """Wrap the request that submits statements to the SQL API."""
    # Under its older name the module is a stand-in in newer releases, which warns when it is asked.
    hook = vars(module).get("SnowflakeSqlApiHook")
    if hook is not None:
        wrap(hook, "execute_query", _execute_query)


def with_query_tag(parameters: dict[str, Any]) -> dict[str, Any]:
    """Connection parameters with the tag among the session parameters; the given ones stay unchanged."""
    tag = current_task()
    if tag is None:
        return parameters
    session = parameters.get("session_parameters") or {}
    if not isinstance(session, Mapping):
        warn_once("Snowflake", "the connection's session_parameters are not a JSON object")
        return parameters
    key = next((name for name in session if str(name).upper() == MECHANISM), MECHANISM)
    return {**parameters, "session_parameters": {**session, key: _tagged(session.get(key), tag)}}


def _tagged(user: object, tag: TaskTag) -> str:
    text = merged(user, tag, Limit(MAX_CHARACTERS - _room.get()))
    applied.remember(tag, ENGINE, MECHANISM, text)
    return text


def _conn_params(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_conn_params(self: Any) -> Any:
        parameters = original(self)
        return guarded("Snowflake", parameters, lambda: with_query_tag(parameters))

    return get_conn_params


def _wrap_property(hook: Any, original: Any) -> None:
    if getattr(getattr(original, "fget", None), "_lineage_provider_query_tag", False):
        return

    def get_conn_params(self: Any) -> Any:
        parameters = original.__get__(self, type(self))
        return guarded("Snowflake", parameters, lambda: with_query_tag(parameters))

    get_conn_params._lineage_provider_query_tag = True  # type: ignore[attr-defined]
    hook._get_conn_params = property(get_conn_params)


def _snowpark_session(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_snowpark_session(self: Any, *args: Any, **kwargs: Any) -> Any:
        token = _room.set(SNOWPARK_ROOM)
        try:
            return original(self, *args, **kwargs)
        finally:
            _room.reset(token)

    return get_snowpark_session


def _execute_query(original: Callable[..., Any]) -> Callable[..., Any]:
    def execute_query(
        self: Any, sql: Any, statement_count: int, query_tag: str = "", *args: Any, **kwargs: Any
    ) -> Any:
        text = guarded("Snowflake", query_tag, lambda: _api_tag(self, query_tag))
        sql = guarded("Snowflake", sql, lambda: _merged_sql(sql))
        return original(self, sql, statement_count, text, *args, **kwargs)

    return execute_query


def _api_tag(hook: Any, query_tag: str) -> str:
    """The tag of a request: the SQL API itself takes nothing from the session parameters."""
    tag = current_task()
    return query_tag if tag is None else _tagged(query_tag or _session_tag(hook), tag)


def _session_tag(hook: Any) -> object:
    session = getattr(hook, "session_parameters", None)
    if not session:
        session = (getattr(hook, "_get_static_conn_params", None) or {}).get("session_parameters")
    if not isinstance(session, Mapping):
        return None
    return next((value for name, value in session.items() if str(name).upper() == MECHANISM), None)


def _merged_sql(sql: Any) -> Any:
    tag = current_task()
    return sql if tag is None or not isinstance(sql, str) else _rewritten(sql, tag)


def _merging(hook: Any, cursor: Any) -> Rewrite | None:
    tag = current_task()
    return None if tag is None else lambda sql, bound: sql if bound else _rewritten(sql, tag)


def _rewritten(sql: str, tag: TaskTag) -> str:
    """SQL in which a tag that the user sets by ALTER SESSION is merged with the task's."""
    return with_merged_tags(sql, SNOWFLAKE, lambda user: _tagged(user, tag) if user else user)
