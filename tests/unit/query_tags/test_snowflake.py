"""Snowflake's hooks, the real classes: parameters of connections, requests to the SQL API, user's tags."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.query_tags import applied, snowflake
from lineage_provider.query_tags.apply import WRAPPED
from lineage_provider.query_tags.tag import TaskTag
from tests.unit.query_tags.conftest import RUN, TAG, TEXT, FakeCursor

pytest.importorskip("airflow.providers.snowflake.hooks.snowflake")
pytest.importorskip("aiohttp")

from airflow.providers.snowflake.hooks import snowflake as hooks

try:
    from airflow.providers.snowflake.hooks import sql_api
except ImportError:
    from airflow.providers.snowflake.hooks import snowflake_sql_api as sql_api  # until 6.19


@pytest.fixture(autouse=True)
def _wrapped(monkeypatch: pytest.MonkeyPatch, task: Callable[[TaskTag | None], None]) -> None:
    """The hooks wrapped for a test, and as they were after it."""
    for name in ("_get_conn_params", "get_snowpark_session", "_run_command"):
        monkeypatch.setattr(hooks.SnowflakeHook, name, vars(hooks.SnowflakeHook)[name])
    monkeypatch.setattr(
        sql_api.SnowflakeSqlApiHook, "execute_query", sql_api.SnowflakeSqlApiHook.execute_query
    )
    snowflake.tag_sessions(hooks)
    snowflake.tag_sql_api(sql_api)


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], None]:
    def has(extra: dict[str, Any]) -> None:
        found = {"conn_type": "snowflake", "login": "u", "password": "p", "extra": {"account": "a", **extra}}
        monkeypatch.setenv("AIRFLOW_CONN_SNOWFLAKE_DEFAULT", json.dumps(found))

    has({})
    return has


def session(**arguments: Any) -> Any:
    return hooks.SnowflakeHook(**arguments)._get_conn_params()["session_parameters"]


def test_a_connection_without_session_parameters_gets_the_tag(connection: Any) -> None:
    assert session() == {"QUERY_TAG": TEXT}


def test_session_parameters_of_the_connection_stay(connection: Any) -> None:
    connection({"session_parameters": {"TIMEZONE": "UTC", "query_tag": '{"team":"dwh"}'}})
    found = session()
    assert found["TIMEZONE"] == "UTC"
    assert found["query_tag"] == '{"team":"dwh",' + TEXT[1:]
    assert set(found) == {"TIMEZONE", "query_tag"}


def test_session_parameters_of_the_hook_stay_and_are_not_changed(connection: Any) -> None:
    given = {"QUERY_TAG": "nightly"}
    assert session(session_parameters=given) == {"QUERY_TAG": '{"user_tag":"nightly",' + TEXT[1:]}
    assert given == {"QUERY_TAG": "nightly"}


def test_asking_twice_gives_the_same(connection: Any) -> None:
    hook = hooks.SnowflakeHook()
    assert hook._get_conn_params() == hook._get_conn_params()


def test_session_parameters_that_are_no_object_stay(
    connection: Any, caplog: pytest.LogCaptureFixture
) -> None:
    connection({"session_parameters": "QUERY_TAG=x"})
    assert session() == "QUERY_TAG=x"
    assert "session_parameters are not a JSON object" in caplog.text


def test_outside_a_task_nothing_changes(connection: Any, task: Callable[[TaskTag | None], None]) -> None:
    task(None)
    assert session() is None


def test_an_error_of_ours_leaves_the_connection_as_it_was(
    connection: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> TaskTag:
        raise KeyError("ti")

    monkeypatch.setattr(snowflake, "current_task", broken)
    assert session() is None
    assert "Queries of Snowflake are not tagged: KeyError" in caplog.text


def test_engines_carry_the_tag(connection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(hooks, "create_engine", lambda url, **more: made.append(more))
    hooks.SnowflakeHook().get_sqlalchemy_engine()
    assert made == [{"connect_args": {"session_parameters": {"QUERY_TAG": TEXT}}}]


def test_a_cached_property_of_other_releases_is_wrapped_too() -> None:
    from functools import cached_property
    from types import ModuleType

    class SnowflakeHook:
        @cached_property
        def _get_conn_params(self) -> dict[str, Any]:
            return {"session_parameters": {"A": 1}}

    module = ModuleType("hooks")
    module.SnowflakeHook = SnowflakeHook  # type: ignore[attr-defined]
    for _ in range(2):
        snowflake.tag_sessions(module)
    hook: Any = SnowflakeHook()
    assert hook._get_conn_params == {"session_parameters": {"A": 1, "QUERY_TAG": TEXT}}
    assert hook._get_conn_params == {"session_parameters": {"A": 1, "QUERY_TAG": TEXT}}


def test_snowpark_has_room_for_the_keys_it_adds(connection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    long = TaskTag(
        "d" * 250, "t" * 250, "r" * 250, openlineage_run_id=RUN, openlineage_job_namespace="n" * 500
    )
    monkeypatch.setattr(snowflake, "current_task", lambda: long)
    seen: list[int] = []

    class Hook(hooks.SnowflakeHook):
        def get_snowpark_session(self) -> Any:
            token = snowflake._room.set(snowflake.SNOWPARK_ROOM)
            seen.append(len(self._get_conn_params()["session_parameters"]["QUERY_TAG"]))
            snowflake._room.reset(token)

    Hook().get_snowpark_session()
    assert seen[0] <= 1100
    assert 1100 < len(session()["QUERY_TAG"]) <= 2000


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is posted to the SQL API."""
    bodies: list[dict[str, Any]] = []

    def post(self: Any, method: str, url: str, headers: Any, params: Any, json: Any) -> Any:
        bodies.append(json)
        return 200, {"statementHandle": "01b"}

    monkeypatch.setattr(sql_api.SnowflakeSqlApiHook, "_make_api_call_with_retries", post)
    monkeypatch.setattr(sql_api.SnowflakeSqlApiHook, "get_headers", lambda self: {})
    return bodies


def api(**arguments: Any) -> Any:
    return sql_api.SnowflakeSqlApiHook(snowflake_conn_id="snowflake_default", **arguments)


def test_the_sql_api_posts_the_tag(connection: Any, posted: list[dict[str, Any]]) -> None:
    assert api().execute_query("SELECT 1", 1) == ["01b"]
    assert posted[0]["parameters"] == {"MULTI_STATEMENT_COUNT": 1, "query_tag": TEXT}


def test_the_sql_api_is_tagged_under_both_names_of_its_module() -> None:
    waited_for = [wrapped.module for wrapped in WRAPPED if wrapped.action == "snowflake:tag_sql_api"]
    assert sql_api.SnowflakeSqlApiHook.__module__ in waited_for
    assert {name.rpartition(".")[2] for name in waited_for} == {"sql_api", "snowflake_sql_api"}


def test_a_stand_in_for_the_older_name_is_not_asked(recwarn: pytest.WarningsRecorder) -> None:
    older = sys.modules.get("airflow.providers.snowflake.hooks.snowflake_sql_api")
    if older is None or older is sql_api:
        pytest.skip("this release of the Snowflake provider has one name for it")
    snowflake.tag_sql_api(older)
    assert [str(warning.message) for warning in recwarn] == []


def test_a_tag_given_to_the_sql_api_is_merged(connection: Any, posted: list[dict[str, Any]]) -> None:
    api().execute_query("SELECT 1", statement_count=1, query_tag="mine")
    assert posted[0]["parameters"]["query_tag"] == '{"user_tag":"mine",' + TEXT[1:]


@pytest.mark.parametrize("where", ["connection", "hook"])
def test_the_sql_api_merges_the_tag_of_session_parameters(
    where: str, connection: Any, posted: list[dict[str, Any]]
) -> None:
    user = {"session_parameters": {"QUERY_TAG": '{"team":"dwh"}'}}
    if where == "connection":
        connection(user)
    api(**(user if where == "hook" else {})).execute_query("SELECT 1", 1, "", None, 5)
    assert posted[0]["parameters"]["query_tag"] == '{"team":"dwh",' + TEXT[1:]
    assert posted[0]["timeout"] == 5


def test_the_sql_api_outside_a_task_posts_what_it_is_given(
    connection: Any, posted: list[dict[str, Any]], task: Callable[[TaskTag | None], None]
) -> None:
    task(None)
    api().execute_query("SELECT 1", 1)
    assert posted[0]["parameters"]["query_tag"] == ""


def test_a_tag_set_by_the_users_sql_is_merged_where_it_runs(connection: Any) -> None:
    cursor = FakeCursor()
    hooks.SnowflakeHook()._run_command(cursor, "ALTER SESSION SET QUERY_TAG = 'etl'", None)
    merged = '{"user_tag":"etl",' + TEXT[1:]
    assert cursor.executed == [(f"ALTER SESSION SET QUERY_TAG = '{merged}'",)]


def test_unsetting_the_tag_is_left_to_the_user(connection: Any) -> None:
    cursor = FakeCursor()
    hooks.SnowflakeHook()._run_command(cursor, "ALTER SESSION SET QUERY_TAG = ''", None)
    assert cursor.executed == [("ALTER SESSION SET QUERY_TAG = ''",)]


def test_what_was_set_is_noted_for_events(connection: Any) -> None:
    session()
    assert applied.of(TAG) == (applied.AppliedTag("snowflake", "QUERY_TAG", TEXT),)
    assert applied.of(TaskTag("other", "load", "manual__1")) == ()
