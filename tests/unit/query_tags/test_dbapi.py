"""SQL comments by real hooks on real databases in memory: what is executed, and what stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.query_tags import dbapi
from lineage_provider.query_tags.cursors import RewritingCursor
from lineage_provider.query_tags.tag import TaskTag
from tests.unit.query_tags.conftest import FakeCursor
from tests.unit.query_tags.test_comment import COMMENT

pytest.importorskip("airflow.providers.sqlite.hooks.sqlite")

from airflow.providers.common.sql.hooks import sql as common
from airflow.providers.sqlite.hooks.sqlite import SqliteHook

NAMES = ("_run_command", "_get_pandas_df", "_get_pandas_df_by_chunks", "get_sqlalchemy_engine")


@pytest.fixture(autouse=True)
def _wrapped(monkeypatch: pytest.MonkeyPatch, task: Callable[[TaskTag | None], None]) -> None:
    for name in NAMES:
        monkeypatch.setattr(common.DbApiHook, name, vars(common.DbApiHook)[name])
    dbapi.add_comments(frozenset({"sqlite", "mysql", "duckdb"}), True)(common)


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Every statement that SQLite executes, as SQLite saw it."""
    seen: list[str] = []
    connection = {"conn_type": "sqlite", "host": str(tmp_path / "db.sqlite")}
    monkeypatch.setenv("AIRFLOW_CONN_SQLITE_DEFAULT", json.dumps(connection))
    original = SqliteHook.get_conn

    def get_conn(self: Any) -> Any:
        found = original(self)
        found.set_trace_callback(seen.append)
        return found

    monkeypatch.setattr(SqliteHook, "get_conn", get_conn)
    return seen


def test_statements_of_run_are_commented(executed: list[str]) -> None:
    SqliteHook().run(["CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"], autocommit=True)
    assert f"{COMMENT} CREATE TABLE t (x)" in executed
    assert f"{COMMENT} INSERT INTO t VALUES (1)" in executed


def test_a_commented_insert_is_still_a_transaction_with_a_row_count(executed: list[str]) -> None:
    hook = SqliteHook()
    hook.run("CREATE TABLE t (x)")
    counts = hook.run("INSERT INTO t VALUES (1), (2)", handler=lambda cursor: cursor.rowcount)
    assert counts == 2
    assert executed.index("BEGIN ") < executed.index(f"{COMMENT} INSERT INTO t VALUES (1), (2)")
    assert hook.get_records("SELECT x FROM t") == [(1,), (2,)]


def test_bound_parameters_are_bound(executed: list[str]) -> None:
    assert SqliteHook().get_first("SELECT ? + 1", parameters=(41,)) == (42,)
    assert executed == [f"{COMMENT} SELECT 41 + 1"]


def test_the_handler_gets_the_real_cursor(executed: list[str]) -> None:
    kinds = SqliteHook().run("SELECT 1", handler=lambda cursor: [type(cursor).__name__])
    assert kinds == ["Cursor"]


def test_data_frames_are_commented(executed: list[str]) -> None:
    pytest.importorskip("pandas")
    assert SqliteHook().get_df("SELECT 1 AS x")["x"].tolist() == [1]
    assert executed == [f"{COMMENT} SELECT 1 AS x"]


def test_engines_are_commented(executed: list[str]) -> None:
    engine = SqliteHook().get_sqlalchemy_engine()
    from sqlalchemy import event, text

    seen: list[str] = []
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.set_trace_callback(seen.append)
        assert connection.execute(text("SELECT :x + 1"), {"x": 1}).scalar() == 2
    assert seen[-1].startswith(COMMENT)
    assert event.contains(engine, "before_cursor_execute", lambda: None) is False


def test_many_rows_through_one_statement_are_not_commented(executed: list[str]) -> None:
    hook = SqliteHook()
    hook.run("CREATE TABLE t (x)")
    executed.clear()
    hook.insert_rows("t", [(1,), (2,)])
    assert not [sql for sql in executed if "/*" in sql]


def test_raw_cursors_are_not_commented(executed: list[str]) -> None:
    SqliteHook().get_conn().execute("SELECT 1")
    assert executed == ["SELECT 1"]


def test_lineage_reports_the_users_text(executed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[str] = []
    monkeypatch.setattr(common, "send_sql_hook_lineage", lambda **values: reported.append(values["sql"]))
    SqliteHook().run("SELECT 1")
    assert reported == ["SELECT 1"]


def test_outside_a_task_there_is_no_comment(
    executed: list[str], task: Callable[[TaskTag | None], None]
) -> None:
    task(None)
    SqliteHook().run("SELECT 1")
    assert executed == ["SELECT 1"]


def test_other_engines_are_not_commented(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = SimpleNamespace(conn_type="hive", log_sql=False)
    cursor = FakeCursor()
    monkeypatch.setattr(common, "send_sql_hook_lineage", lambda **values: None)
    hook.log = SimpleNamespace(info=lambda *texts: None)
    common.DbApiHook._run_command(hook, cursor, "SELECT 1", None)  # type: ignore[arg-type]
    assert cursor.executed == [("SELECT 1",)]


def test_duckdb_executes_the_comment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("airflow.providers.duckdb.hooks.duckdb")
    from airflow.providers.duckdb.hooks.duckdb import DuckDBHook

    log = tmp_path / "log"
    connection = {"conn_type": "duckdb", "host": str(tmp_path / "db.duckdb")}
    monkeypatch.setenv("AIRFLOW_CONN_DUCKDB_DEFAULT", json.dumps(connection))
    # What DuckDB is given it writes down itself, without what stands in front of a statement.
    DuckDBHook().run(
        [f"SET log_query_path = '{log}'", "CREATE TABLE t AS SELECT 1 AS x", "SELECT * FROM t WHERE x = 1"]
    )
    lines = log.read_text()
    assert f"CREATE TABLE t AS SELECT 1 AS x {COMMENT}" in lines
    assert f"SELECT * FROM t WHERE x = 1 {COMMENT}" in lines


class MySQLCursor(FakeCursor):
    __module__ = "MySQLdb.cursors"


class UnknownCursor(FakeCursor):
    __module__ = "some_driver.cursors"


@pytest.mark.parametrize(
    ("cursor", "run_id", "expected"),
    [
        (MySQLCursor(), "a%%3Ab", "SELECT %s"),
        (UnknownCursor(), None, "SELECT %s"),
    ],
)
def test_bound_parameters_and_percent_signs(
    cursor: FakeCursor,
    run_id: str | None,
    expected: str,
    task: Callable[[TaskTag | None], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task(TaskTag("shop", "load", "a:b"))
    monkeypatch.setattr(common, "send_sql_hook_lineage", lambda **values: None)
    hook = SimpleNamespace(conn_type="mysql", log_sql=False, log=SimpleNamespace(info=lambda *texts: None))
    common.DbApiHook._run_command(hook, cursor, "SELECT %s", (1,))  # type: ignore[arg-type]
    ((sql, bound),) = cursor.executed
    assert bound == (1,)
    assert sql.endswith(expected)
    assert (f"run_id='{run_id}'" in sql) is (run_id is not None)
    assert ("/*" in sql) is (run_id is not None)


def test_the_rewriting_cursor_passes_everything_else_on() -> None:
    cursor = FakeCursor()
    passing = RewritingCursor(cursor, lambda sql, bound: sql.upper())
    passing.arraysize = 7
    passing.execute("select 1")
    passing.execute(b"select 2")
    assert (passing.rowcount, vars(cursor)["arraysize"]) == (3, 7)
    assert cursor.executed == [("SELECT 1",), (b"select 2",)]
    assert passing.__module__ == "tests.unit.query_tags.conftest"
