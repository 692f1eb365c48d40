"""Comments on engines that no server is here for, by their hooks' real classes; ClickHouse by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.common.sql.hooks import sql as common

from lineage_provider.query_tags import dbapi, exasol
from lineage_provider.query_tags.tag import TaskTag
from tests.clickhouse_http import serving
from tests.unit.query_tags.conftest import FakeCursor
from tests.unit.query_tags.test_comment import COMMENT

ENGINES = frozenset({"athena", "clickhouse", "teradata", "vertica"})


@pytest.fixture(autouse=True)
def _wrapped(monkeypatch: pytest.MonkeyPatch, task: Callable[[TaskTag | None], None]) -> None:
    for name in ("_run_command", "_get_pandas_df", "_get_pandas_df_by_chunks", "get_sqlalchemy_engine"):
        monkeypatch.setattr(common.DbApiHook, name, vars(common.DbApiHook)[name])
    monkeypatch.setattr(common, "send_sql_hook_lineage", lambda **values: None)
    dbapi.add_comments(ENGINES, False)(common)


def executed(conn_type: str, driver: str, sql: str, *parameters: Any) -> str:
    """What a cursor of ``driver`` is given where a hook runs ``sql``."""
    cursor = type("Cursor", (FakeCursor,), {"__module__": f"{driver}.cursor"})()
    log = SimpleNamespace(info=lambda *texts: None)
    hook: Any = SimpleNamespace(conn_type=conn_type, log_sql=False, log=log)
    common.DbApiHook._run_command(hook, cursor, sql, *(parameters or (None,)))
    return str(cursor.executed[0][0])


@pytest.mark.parametrize(
    ("conn_type", "driver"),
    [("teradata", "teradatasql"), ("vertica", "vertica_python"), ("clickhouse", "clickhouse_connect")],
)
def test_any_statement_is_commented(conn_type: str, driver: str) -> None:
    assert executed(conn_type, driver, "CREATE TABLE t (x INT)") == f"{COMMENT} CREATE TABLE t (x INT)"


@pytest.mark.parametrize(
    "sql", ["SELECT 1", " with a as (select 1) select * from a", "INSERT INTO t SELECT 1"]
)
def test_athenas_queries_are_commented(sql: str) -> None:
    assert executed("athena", "pyathena", sql) == f"{COMMENT} {sql}"


@pytest.mark.parametrize("sql", ["CREATE EXTERNAL TABLE t (x int)", "DROP TABLE t", "MSCK REPAIR TABLE t"])
def test_athenas_ddl_goes_to_hive_without_a_comment(sql: str) -> None:
    assert executed("athena", "pyathena", sql) == sql


@pytest.mark.parametrize(
    ("conn_type", "driver", "module"),
    [
        ("vertica", "vertica_python", "vertica_python"),
        ("clickhouse", "clickhouse_connect", "clickhouse_connect.dbapi"),
    ],
)
def test_drivers_that_format_by_percent_get_no_comment_with_parameters(
    conn_type: str, driver: str, module: str
) -> None:
    pytest.importorskip(module, reason="no driver")
    assert executed(conn_type, driver, "SELECT %s", [1]) == "SELECT %s"


def test_verticas_own_formatting_would_not_take_it() -> None:
    """Why: the driver says that it binds by names, and formats lists by %."""
    driver = pytest.importorskip("vertica_python", reason="no driver")
    cursor = object.__new__(driver.vertica.cursor.Cursor)
    cursor._sql_literal_adapters = {}
    assert cursor.format_operation_with_parameters("SELECT %s", [1]) == "SELECT 1"
    with pytest.raises((ValueError, TypeError)):
        cursor.format_operation_with_parameters("/*run_id='a%2Bb'*/ SELECT %s", [1])
    assert driver.paramstyle == "named"


@pytest.fixture
def exasol_hook(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[tuple[Any, ...]]]:
    """The hook's real class; its connection notes what it executes."""
    hooks = pytest.importorskip(f"{exasol.HOOK_MODULE}", reason="no Exasol provider")
    seen: list[tuple[Any, ...]] = []

    class Connection:
        def execute(self, *arguments: Any) -> Any:
            seen.append(arguments)
            return SimpleNamespace(
                rowcount=lambda: 1, fetchall=lambda: [(1,)], fetchone=lambda: (1,), close=lambda: None
            )

        def close(self) -> None: ...
        def commit(self) -> None: ...
        def set_autocommit(self, on: bool) -> None: ...

    connection = {"conn_type": "exasol", "host": "exa", "port": 8563, "login": "sys"}
    monkeypatch.setenv("AIRFLOW_CONN_EXASOL_DEFAULT", json.dumps(connection))
    monkeypatch.setattr(hooks.pyexasol, "connect", lambda **settings: Connection())
    monkeypatch.setattr(hooks.ExasolHook, "get_conn", hooks.ExasolHook.get_conn)
    monkeypatch.setattr(hooks.ExasolHook, "get_autocommit", lambda self, conn: False)
    exasol.comment_statements(hooks)
    return hooks.ExasolHook(), seen


def test_exasol_executes_the_comment(exasol_hook: tuple[Any, list[tuple[Any, ...]]]) -> None:
    hook, seen = exasol_hook
    hook.run(["INSERT INTO t VALUES (1)", "DELETE FROM t WHERE x = {x}"], parameters={"x": 1})
    hook.get_records("SELECT 1")
    assert seen == [
        (f"{COMMENT} INSERT INTO t VALUES (1)", {"x": 1}),
        (f"{COMMENT} DELETE FROM t WHERE x = {{x}}", {"x": 1}),
        (f"{COMMENT} SELECT 1", None),
    ]


def test_exasol_reports_the_users_text(
    exasol_hook: tuple[Any, list[tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hook, _ = exasol_hook
    reported: list[str] = []
    module = __import__(exasol.HOOK_MODULE, fromlist=["ExasolHook"])
    monkeypatch.setattr(module, "send_sql_hook_lineage", lambda **values: reported.append(values["sql"]))
    hook.run("SELECT 1")
    assert reported == ["SELECT 1"]


def test_exasol_outside_a_task_is_as_it_was(
    exasol_hook: tuple[Any, list[tuple[Any, ...]]], task: Callable[[TaskTag | None], None]
) -> None:
    task(None)
    hook, seen = exasol_hook
    hook.run("SELECT 1")
    assert seen == [("SELECT 1", None)]


def test_clickhouse_itself_sees_the_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("chdb", reason="chdb is not installed: make test-engines")
    hooks = pytest.importorskip("airflow.providers.clickhousedb.hooks.clickhouse")
    with serving() as port:
        connection = {"conn_type": "clickhouse", "host": "127.0.0.1", "port": port}
        monkeypatch.setenv("AIRFLOW_CONN_CLICKHOUSE_DEFAULT", json.dumps(connection))
        hook = hooks.ClickHouseHook()
        hook.run(["CREATE TABLE t (x Int64) ENGINE = Memory", "INSERT INTO t VALUES (1), (2)"])
        [(count, running)] = hook.get_records("SELECT count(), any(query) FROM t, system.processes")
    assert count == 2
    assert running.startswith(f"{COMMENT} SELECT count()")
