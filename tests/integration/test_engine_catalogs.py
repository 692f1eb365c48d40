"""Catalogs of real databases: columns, types, comments and stored names, and what happens when they fail.

SQLite and DuckDB are files; PostgreSQL (POSTGRES_HOST, default 127.0.0.1) and MariaDB or MySQL
(MYSQL_HOST) are servers, and their tests are skipped with a reason where there is none.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.engines import CatalogAnswer, CatalogError, CatalogTimeout, engine_for
from lineage_provider.sql.model import CatalogColumn, TableName
from tests.clickhouse_http import asked as clickhouse_statements
from tests.clickhouse_http import serving
from tests.integration.pymysql_hook import MYSQL, PyMySQLHook
from tests.integration.pymysql_hook import mysql_database as new_mysql_database

POSTGRES = os.environ.get("POSTGRES_HOST", "127.0.0.1")


@pytest.fixture
def hook_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Make a provider's hook for a connection: hook_of(SqliteHook, "sqlite", host=...)."""
    from airflow.sdk import Connection

    def make(hook_class: type, conn_type: str, *, extra: dict[str, Any] | None = None, **fields: Any) -> Any:
        connection = Connection(conn_id="shop", conn_type=conn_type, extra=json.dumps(extra or {}), **fields)
        monkeypatch.setattr(hook_class, "get_connection", classmethod(lambda cls, conn_id: connection))
        return hook_class("shop")

    return make


def look_up(hook: Any, *tables: TableName, timeout: float = 10) -> CatalogAnswer:
    return engine_for(hook, hook.get_connection("shop")).columns(hook, tables, timeout=timeout)


def table(*parts: str) -> TableName:
    return TableName(parts)


# SQLite


@pytest.fixture
def sqlite(hook_of: Callable[..., Any], tmp_path: Path) -> Any:
    hooks = pytest.importorskip("airflow.providers.sqlite.hooks.sqlite", reason="no SQLite provider")
    file = tmp_path / "my shop.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(
            """
            CREATE TABLE Orders (Id INTEGER PRIMARY KEY, amount NUMERIC(10, 2), note, c AS (amount * 100));
            CREATE TABLE "we ird" ("a b" TEXT);
            CREATE VIEW big AS SELECT Id, amount * 2 AS twice FROM Orders;
            """
        )
    connection.close()
    return hook_of(hooks.SqliteHook, "sqlite", host=str(file))


def test_sqlite_tables_and_views_of_one_query(sqlite: Any) -> None:
    orders, view, weird = table("main", "orders"), table("big"), table("main", "we ird")
    answer = look_up(sqlite, orders, view, weird, table("main", "nothing"), table("attached", "orders"))
    assert answer.columns == {
        orders: (
            CatalogColumn("Id", "INTEGER"),
            CatalogColumn("amount", "NUMERIC(10, 2)"),
            CatalogColumn("note", ""),
            CatalogColumn("c", ""),
        ),
        view: (CatalogColumn("Id", "INTEGER"), CatalogColumn("twice", "")),
        weird: (CatalogColumn("a b", "TEXT"),),
    }
    assert answer.names == {orders: table("main", "Orders")}


def test_sqlite_databases_that_the_hook_attaches_are_read(
    sqlite: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive.db"
    with sqlite3.connect(archive) as connection:
        connection.execute("CREATE TABLE orders (old INTEGER)")
    connection.close()
    opened = type(sqlite).get_conn

    def attached(self: Any) -> Any:
        connection = opened(self)
        connection.execute("ATTACH ? AS archive", (str(archive),))
        return connection

    monkeypatch.setattr(type(sqlite), "get_conn", attached)
    answer = look_up(sqlite, table("archive", "orders"), table("main", "Orders"))
    assert answer.columns[table("archive", "orders")] == (CatalogColumn("old", "INTEGER"),)
    assert len(answer.columns[table("main", "Orders")]) == 4


def test_a_missing_sqlite_file_is_an_error_and_is_not_made(
    hook_of: Callable[..., Any], tmp_path: Path
) -> None:
    hooks = pytest.importorskip("airflow.providers.sqlite.hooks.sqlite", reason="no SQLite provider")
    file = tmp_path / "nothing.db"
    with pytest.raises(CatalogError, match=f"There is no file {file}"):
        look_up(hook_of(hooks.SqliteHook, "sqlite", host=str(file)), table("main", "orders"))
    assert not file.exists()


def test_a_sqlite_file_that_stays_locked_is_an_error(sqlite: Any) -> None:
    writer = sqlite3.connect(sqlite.get_connection("shop").host, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CatalogError):
        look_up(sqlite, table("main", "orders"), timeout=0.5)
    writer.close()


# DuckDB


@pytest.fixture
def duckdb_file(tmp_path: Path) -> Path:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    file = tmp_path / "shop.duckdb"
    connection = duckdb.connect(str(file))
    connection.execute("CREATE SCHEMA Sales")
    connection.execute("CREATE TABLE Sales.Orders (Id INTEGER, amount DECIMAL(10, 2), tags VARCHAR[])")
    connection.execute("COMMENT ON COLUMN Sales.Orders.amount IS 'in euros'")
    connection.execute("CREATE VIEW big AS SELECT Id AS big_id FROM Sales.Orders")
    connection.close()
    return file


@pytest.fixture
def duckdb(hook_of: Callable[..., Any], duckdb_file: Path) -> Any:
    hooks = pytest.importorskip("airflow.providers.duckdb.hooks.duckdb", reason="no DuckDB provider")
    return hook_of(hooks.DuckDBHook, "duckdb", host=str(duckdb_file))


def test_duckdb_tables_and_views_of_one_query(duckdb: Any) -> None:
    orders, view = table("shop", "sales", "orders"), table("big")
    answer = look_up(duckdb, orders, view, table("shop", "main", "nothing"))
    assert answer.columns == {
        orders: (
            CatalogColumn("Id", "INTEGER"),
            CatalogColumn("amount", "DECIMAL(10,2)", "in euros"),
            CatalogColumn("tags", "VARCHAR[]"),
        ),
        view: (CatalogColumn("big_id", "INTEGER"),),
    }
    assert answer.names == {orders: table("shop", "Sales", "Orders")}


def test_looking_up_leaves_a_duckdb_file_as_it_is(duckdb: Any, duckdb_file: Path) -> None:
    before = duckdb_file.read_bytes()
    look_up(duckdb, table("big"))
    assert duckdb_file.read_bytes() == before
    assert not duckdb.read_only


def test_a_duckdb_file_that_another_process_writes_is_read_all_the_same(
    duckdb: Any, duckdb_file: Path
) -> None:
    writes = f"import duckdb; c = duckdb.connect({str(duckdb_file)!r}); print('open', flush=True); input()"
    writer = subprocess.Popen(
        [sys.executable, "-c", writes], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        answer = look_up(duckdb, table("big"))
    finally:
        writer.communicate("\n")
    assert answer.columns == {table("big"): (CatalogColumn("big_id", "INTEGER"),)}


def test_looking_up_keeps_nobody_from_writing_to_a_duckdb_file(duckdb_file: Path) -> None:
    from lineage_provider.engines.duckdb_file import attached_for_reading

    writes = f"import duckdb; duckdb.connect({str(duckdb_file)!r}).execute('CREATE TABLE new (a INTEGER)')"
    with closing(attached_for_reading(str(duckdb_file), "shop")) as reader:
        reader.execute("SELECT * FROM duckdb_columns()").fetchall()
        writer = subprocess.run([sys.executable, "-c", writes], capture_output=True, text=True)
    assert writer.returncode == 0, writer.stderr


def test_a_duckdb_file_with_any_name_is_read(hook_of: Callable[..., Any], tmp_path: Path) -> None:
    import duckdb as driver

    hooks = pytest.importorskip("airflow.providers.duckdb.hooks.duckdb", reason="no DuckDB provider")
    file = tmp_path / "Anna's 100% shop.duckdb"
    with closing(driver.connect(str(file))) as connection:
        connection.execute("CREATE TABLE orders (id INTEGER)")
    answer = look_up(hook_of(hooks.DuckDBHook, "duckdb", host=str(file)), table("orders"))
    assert answer.columns == {table("orders"): (CatalogColumn("id", "INTEGER"),)}


def test_duckdb_names_its_databases_as_the_engine_expects(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    from lineage_provider.engines.duckdb import database_name

    def real(name: str) -> str:
        connection = duckdb.connect(str(tmp_path / name))
        try:
            return str(connection.execute("SELECT current_database()").fetchone()[0])
        finally:
            connection.close()

    names = [
        "shop.duckdb",
        "a.b.duckdb",
        "main.duckdb",
        "temp.db",
        "My Shop.duckdb",
        ".hidden.duckdb",
        "noext",
    ]
    assert [database_name(f"{tmp_path}/{name}") for name in names] == [real(name) for name in names]


def test_the_catalog_is_read_in_a_forked_child_that_ends_at_once(duckdb: Any) -> None:
    """What the lineage listener does; the child reports through a pipe and ends by os._exit."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        answer = look_up(duckdb, table("big"))
        os.write(writes, answer.columns[table("big")][0].name.encode())
        os._exit(0)
    os.close(writes)
    assert os.read(reads, 100) == b"big_id"
    assert os.waitpid(child, 0)[1] == 0
    os.close(reads)


# PostgreSQL


@pytest.fixture(scope="module")
def postgres_schema() -> Iterator[str]:
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    try:
        connection = psycopg.connect(
            host=POSTGRES, user="postgres", dbname="postgres", autocommit=True, connect_timeout=5
        )
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL server at {POSTGRES}: {error}")
    schema = f"catalog_{uuid.uuid4().hex[:8]}"
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        connection.execute(f"SET search_path = {schema}")
        connection.execute("CREATE DOMAIN euros AS numeric(10, 2)")
        connection.execute(
            'CREATE TABLE orders (id serial, amount euros, tags text[], gone int, "Note" varchar(20))'
        )
        connection.execute("ALTER TABLE orders DROP COLUMN gone")
        connection.execute("COMMENT ON COLUMN orders.amount IS 'in euros'")
        connection.execute("CREATE VIEW big AS SELECT id AS big_id FROM orders")
        connection.execute("CREATE MATERIALIZED VIEW totals AS SELECT sum(amount) AS total FROM orders")
        connection.execute(f"CREATE ROLE {schema} LOGIN")
        connection.execute(f"ALTER ROLE {schema} SET search_path = {schema}")
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {schema}")
    connection.close()
    yield schema
    with psycopg.connect(host=POSTGRES, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
        connection.execute(f"DROP OWNED BY {schema}")
        connection.execute(f"DROP ROLE {schema}")
    connection.close()


@pytest.fixture
def postgres(hook_of: Callable[..., Any], postgres_schema: str) -> Callable[..., Any]:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres", reason="no Postgres provider")

    def make(login: str = "postgres", **fields: Any) -> Any:
        fields = {"host": POSTGRES, "schema": "postgres", **fields}
        return hook_of(hooks.PostgresHook, "postgres", login=login, **fields)

    return make


@pytest.mark.postgres
def test_postgres_tables_and_views_of_one_query(postgres: Callable[..., Any], postgres_schema: str) -> None:
    orders = table("postgres", postgres_schema, "orders")
    view, totals = table(postgres_schema, "big"), table("postgres", postgres_schema, "totals")
    answer = look_up(postgres(), orders, view, totals, table("postgres", postgres_schema, "nothing"))
    assert answer.columns == {
        orders: (
            CatalogColumn("id", "int4"),
            CatalogColumn("amount", "numeric", "in euros"),
            CatalogColumn("tags", "_text"),
            CatalogColumn("Note", "varchar"),
        ),
        view: (CatalogColumn("big_id", "int4"),),
        totals: (CatalogColumn("total", "numeric"),),
    }
    assert answer.names == {}


@pytest.mark.postgres
def test_postgres_types_are_those_of_the_official_provider(
    postgres: Callable[..., Any], postgres_schema: str
) -> None:
    hook = postgres()
    official = hook.get_records(
        "SELECT column_name, udt_name FROM information_schema.columns"
        " WHERE table_schema = %s AND table_name = 'orders' ORDER BY ordinal_position",
        parameters=[postgres_schema],
    )
    asked = table("postgres", postgres_schema, "orders")
    ours = look_up(hook, asked).columns[asked]
    assert [(column.name, column.type) for column in ours] == [tuple(row) for row in official]


@pytest.mark.postgres
def test_a_roles_own_search_path_is_found_out(postgres: Callable[..., Any], postgres_schema: str) -> None:
    asked = table("postgres", "public", "orders")
    answer = look_up(postgres(login=postgres_schema), asked)
    assert answer.names == {asked: table("postgres", postgres_schema, "orders")}
    assert [column.name for column in answer.columns[asked]] == ["id", "amount", "tags", "Note"]


@pytest.mark.postgres
def test_postgres_dictionary_cursors_are_read(postgres: Callable[..., Any], postgres_schema: str) -> None:
    asked = table("postgres", postgres_schema, "big")
    answer = look_up(postgres(extra={"cursor": "dictcursor"}), asked)
    assert answer.columns == {asked: (CatalogColumn("big_id", "int4"),)}


@pytest.mark.postgres
def test_a_query_that_takes_too_long_is_ended_on_the_server_too(
    postgres: Callable[..., Any], postgres_schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lineage_provider.engines import postgres as engine

    slow = f"SELECT pg_sleep(60) /* {postgres_schema} */ FROM pg_class c JOIN pg_namespace n"
    monkeypatch.setattr(engine, "_COLUMNS", slow + " ON n.oid = c.relnamespace WHERE {tables}")
    with pytest.raises(CatalogError):
        look_up(postgres(), table("postgres", postgres_schema, "orders"), timeout=1)
    running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE %s"
    marked = [f"SELECT pg_sleep(60) /* {postgres_schema} */%"]
    for _ in range(100):
        if postgres().get_first(running, parameters=marked)[0] == 0:
            return
        time.sleep(0.1)
    pytest.fail("the query is still running on the server")


@pytest.mark.postgres
def test_our_query_does_not_enter_the_hooks_own_lineage(
    postgres: Callable[..., Any], postgres_schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DbApiHook.run is where hooks report the SQL of a task."""
    from airflow.providers.common.sql.hooks.sql import DbApiHook

    def report(self: Any, *arguments: Any, **options: Any) -> None:
        raise AssertionError("the catalog query went through the hook")

    monkeypatch.setattr(DbApiHook, "run", report)
    asked = table("postgres", postgres_schema, "orders")
    assert list(look_up(postgres(), asked).columns) == [asked]


def test_a_server_that_accepts_and_never_answers_is_given_up(hook_of: Callable[..., Any]) -> None:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres", reason="no Postgres provider")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hook = hook_of(hooks.PostgresHook, "postgres", host="127.0.0.1", port=port, login="me", schema="shop")
        with pytest.raises(CatalogTimeout, match="did not answer within 1 s"):
            look_up(hook, table("shop", "public", "orders"), timeout=1)


def test_a_server_that_is_not_there_is_an_error(hook_of: Callable[..., Any]) -> None:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres", reason="no Postgres provider")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    hook = hook_of(hooks.PostgresHook, "postgres", host="127.0.0.1", port=port, login="me", schema="shop")
    with pytest.raises(CatalogError, match=r"OperationalError: .*(refused|failed)"):
        look_up(hook, table("shop", "public", "orders"), timeout=10)


# Redshift: its own view, on PostgreSQL


@pytest.mark.postgres
def test_redshifts_view_is_asked_as_its_manual_describes_it(
    postgres: Callable[..., Any], postgres_schema: str
) -> None:
    """PostgreSQL stands in for Redshift: the view has the columns and types of its manual."""
    hook = postgres(extra={"redshift": True, "options": f"-c search_path={postgres_schema}"})
    hook.run(
        f"""CREATE VIEW {postgres_schema}.svv_redshift_columns AS
        SELECT current_database()::varchar AS database_name, table_schema::varchar AS schema_name,
               table_name::varchar AS table_name, column_name::varchar AS column_name,
               ordinal_position::integer AS ordinal_position, data_type::varchar AS data_type,
               CASE WHEN column_name = 'amount' THEN 'in euros' END::varchar AS remarks
        FROM information_schema.columns"""
    )
    engine = engine_for(hook, hook.get_connection("shop"))
    orders, archived = table(postgres_schema, "orders"), table("archive", postgres_schema, "orders")
    answer = engine.columns(hook, [orders, archived], timeout=10)
    assert engine.name == "redshift"
    assert {name: [column.name for column in columns] for name, columns in answer.columns.items()} == {
        orders: ["id", "amount", "tags", "Note"]
    }
    assert answer.columns[orders][1] == CatalogColumn("amount", "numeric", "in euros")


# ClickHouse: the engine itself, in this process


@pytest.fixture(scope="module")
def clickhouse_port() -> Iterator[int]:
    pytest.importorskip("chdb", reason="chdb is not installed: make test-engines")
    with serving() as port:
        yield port


@pytest.fixture
def clickhouse(hook_of: Callable[..., Any], clickhouse_port: int) -> Any:
    hooks = pytest.importorskip(
        "airflow.providers.clickhousedb.hooks.clickhouse", reason="no ClickHouse provider"
    )
    bare = hook_of(hooks.ClickHouseHook, "clickhouse", host="127.0.0.1", port=clickhouse_port)
    bare.run(
        [
            "CREATE DATABASE IF NOT EXISTS shop",
            "CREATE OR REPLACE TABLE shop.Orders (Id Int64 COMMENT 'the key',"
            " amount Nullable(Decimal(10, 2)))"
            " ENGINE = Memory",
            "CREATE OR REPLACE VIEW shop.big AS SELECT Id AS big_id FROM shop.Orders",
            "CREATE OR REPLACE TABLE shop.`it's \\\\ odd` (`a b` String) ENGINE = Memory",
        ]
    )
    return hook_of(hooks.ClickHouseHook, "clickhouse", host="127.0.0.1", port=clickhouse_port, schema="shop")


def test_clickhouse_tables_and_views_of_one_query(clickhouse: Any) -> None:
    orders, view, odd = table("Orders"), table("shop", "big"), table("shop", "it's \\ odd")
    clickhouse_statements.clear()
    answer = look_up(clickhouse, orders, view, odd, table("shop", "orders"), table("system", "nothing"))
    assert answer.columns == {
        orders: (
            CatalogColumn("Id", "Int64", "the key"),
            CatalogColumn("amount", "Nullable(Decimal(10, 2))"),
        ),
        view: (CatalogColumn("big_id", "Int64"),),
        odd: (CatalogColumn("a b", "String"),),
    }
    assert len([text for text in clickhouse_statements if "system.columns" in text]) == 1


def test_clickhouses_views_come_with_the_same_query(clickhouse: Any) -> None:
    view, orders = table("shop", "big"), table("shop", "Orders")
    clickhouse_statements.clear()
    engine = engine_for(clickhouse, clickhouse.get_connection("shop"))
    answer = engine.columns(clickhouse, [view, orders], timeout=10, views=True)
    assert answer.definitions == {view: "SELECT Id AS big_id FROM shop.Orders"}
    assert list(answer.columns) == [view, orders]
    assert len([text for text in clickhouse_statements if "system.columns" in text]) == 1


def test_clickhouses_row_counts_are_not_rows_written(clickhouse: Any) -> None:
    """Why ClickHouse has no statistics: what the driver says of three inserted rows."""
    clickhouse.run("INSERT INTO Orders SELECT number, number FROM numbers(3)")
    counts = clickhouse.run("INSERT INTO Orders SELECT * FROM Orders", handler=lambda cursor: cursor.rowcount)
    assert clickhouse.get_first("SELECT count() FROM Orders") == (6,)
    assert counts != 3


# MariaDB and MySQL


@pytest.fixture(scope="module")
def mysql_database() -> Iterator[str]:
    made = (
        "CREATE TABLE orders"
        " (Id int NOT NULL, amount decimal(10,2) COMMENT 'in euros', state enum('new', 'paid'))",
        "CREATE VIEW big AS SELECT Id AS big_id FROM orders",
    )
    with new_mysql_database("catalog", made) as database:
        yield database


def mysql_hook(name: str) -> type:
    if name == "pymysql":
        return PyMySQLHook
    hooks = pytest.importorskip("airflow.providers.mysql.hooks.mysql", reason="no MySQL provider")
    pytest.importorskip("MySQLdb", reason="mysqlclient is not installed")
    return hooks.MySqlHook  # type: ignore[no-any-return]


@pytest.mark.mariadb
@pytest.mark.parametrize("driver", ["pymysql", "mysqlclient"])
def test_mysql_tables_and_views_of_one_query(
    hook_of: Callable[..., Any], mysql_database: str, driver: str
) -> None:
    hook = hook_of(mysql_hook(driver), "mysql", host=MYSQL, login="root", schema=mysql_database)
    orders, view = table(mysql_database, "orders"), table("big")
    answer = look_up(hook, orders, view, table(mysql_database, "nothing"))
    [(id_type, *_)] = [column.type.split("(") for column in answer.columns[orders][:1]]
    assert id_type == "int"
    assert answer.columns[orders][1:] == (
        CatalogColumn("amount", "decimal(10,2)", "in euros"),
        CatalogColumn("state", "enum('new','paid')"),
    )
    assert [column.name for column in answer.columns[view]] == ["big_id"]
    assert answer.names == {}


@pytest.mark.mariadb
def test_a_table_in_other_letters_is_another_table_where_the_server_says_so(
    hook_of: Callable[..., Any], mysql_database: str
) -> None:
    hook = hook_of(PyMySQLHook, "mysql", host=MYSQL, login="root", schema=mysql_database)
    with hook.get_conn() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT @@lower_case_table_names")
        folds = cursor.fetchone()[0] != 0
    asked = table(mysql_database, "Orders")
    answer = look_up(hook, asked)
    assert answer.names == ({asked: table(mysql_database, "orders")} if folds else {})
    assert (asked in answer.columns) is folds


@pytest.mark.mariadb
def test_a_mysql_server_that_never_answers_is_given_up(hook_of: Callable[..., Any]) -> None:
    pytest.importorskip("pymysql", reason="pymysql is not installed")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hook = hook_of(PyMySQLHook, "mysql", host="127.0.0.1", login="root", schema="shop")
        hook.get_conn = lambda: importlib.import_module("pymysql").connect(
            host="127.0.0.1", port=port, user="root"
        )
        with pytest.raises(CatalogTimeout):
            look_up(hook, table("shop", "orders"), timeout=0.5)
