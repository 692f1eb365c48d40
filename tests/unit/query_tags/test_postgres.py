"""PostgreSQL's hook, the real class with connecting replaced: application_name and the user's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.query_tags import applied, dbapi, postgres
from lineage_provider.query_tags.tag import TaskTag
from tests.unit.query_tags.conftest import RUN, SHORT, TAG, FakeCursor

pytest.importorskip("airflow.providers.postgres.hooks.postgres")

from airflow.providers.common.sql.hooks import sql as common
from airflow.providers.postgres.hooks import postgres as hooks


@pytest.fixture(autouse=True)
def connects(monkeypatch: pytest.MonkeyPatch, task: Callable[[TaskTag | None], None]) -> list[Any]:
    """The arguments of every connection that a wrapped hook makes."""
    made: list[dict[str, Any]] = []
    monkeypatch.delenv("PGAPPNAME", raising=False)
    monkeypatch.setattr(
        hooks.PostgresHook, "_create_connection", lambda self, arguments: made.append(arguments)
    )
    monkeypatch.setattr(hooks.PostgresHook, "get_sqlalchemy_engine", common.DbApiHook.get_sqlalchemy_engine)
    monkeypatch.setattr(common.DbApiHook, "_run_command", common.DbApiHook._run_command)
    postgres.tag_connections(hooks)
    dbapi.merge_tags(common)
    return made


def hook(monkeypatch: pytest.MonkeyPatch, extra: dict[str, Any] | None = None, **arguments: Any) -> Any:
    connection = {"conn_type": "postgres", "host": "db", "login": "u", "schema": "test", "extra": extra or {}}
    monkeypatch.setenv("AIRFLOW_CONN_POSTGRES_DEFAULT", json.dumps(connection))
    return hooks.PostgresHook(**arguments)


def test_a_connection_without_a_name_gets_the_tag(connects: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(monkeypatch).get_conn()
    (made,) = connects
    assert made["fallback_application_name"] == SHORT
    assert "application_name" not in made
    assert made["dbname"] == "test"


@pytest.mark.parametrize("place", ["extra", "options", "environment"])
def test_a_name_of_the_user_stays_in_front(
    place: str, connects: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place == "environment":
        monkeypatch.setenv("PGAPPNAME", "my etl")
    options = "-c search_path=x -c application_name=my\\ etl" if place == "options" else None
    hook(
        monkeypatch, {"application_name": "my etl"} if place == "extra" else None, options=options
    ).get_conn()
    assert connects[0]["application_name"] == f"my etl {RUN}"


def test_outside_a_task_nothing_changes(
    connects: Any, monkeypatch: pytest.MonkeyPatch, task: Callable[[TaskTag | None], None]
) -> None:
    task(None)
    hook(monkeypatch).get_conn()
    assert not {"application_name", "fallback_application_name"} & set(connects[0])


def test_connections_of_engines_are_tagged_when_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = hook(monkeypatch).get_sqlalchemy_engine()
    made: list[dict[str, Any]] = []

    def connect(*args: Any, **parameters: Any) -> Any:
        made.append(parameters)
        raise ConnectionError("no server")

    monkeypatch.setattr(engine.dialect, "connect", connect)
    with pytest.raises(ConnectionError):
        engine.connect()
    assert made[0]["fallback_application_name"] == SHORT


def test_a_name_set_by_the_users_sql_is_merged_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = FakeCursor()
    hook(monkeypatch)._run_command(cursor, "SET application_name = 'etl'", None)
    assert cursor.executed == [(f"SET application_name = 'etl {RUN}'",)]
    assert [entry.text for entry in applied.of(TAG)] == [f"etl {RUN}"]


def test_a_name_bound_as_a_parameter_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = FakeCursor()
    hook(monkeypatch)._run_command(cursor, "SET application_name = 'etl'; SELECT %s", ["x"])
    assert cursor.executed == [("SET application_name = 'etl'; SELECT %s", ["x"])]
