"""Views looked through on real databases: one catalog query, views in views, names as they are stored.

The hooks are the providers' own (for MariaDB a small one over pymysql, for machines without its C driver); no
Airflow is started, `lineage_of` is what the extractors call for a SQL task.
"""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.engines import engine_for
from lineage_provider.extractors.sql_task import SqlLineage, lineage_of
from lineage_provider.settings import Settings
from tests.integration.pymysql_hook import MYSQL, PyMySQLHook
from tests.integration.pymysql_hook import mysql_database as new_mysql_database

POSTGRES = os.environ.get("POSTGRES_HOST", "127.0.0.1")

TABLES = """
CREATE TABLE orders (id INTEGER, amount INTEGER, state VARCHAR(9));
CREATE VIEW paid AS SELECT id, amount * 2 AS doubled FROM orders WHERE state = 'paid';
CREATE VIEW big AS SELECT doubled AS value FROM paid AS p;
CREATE TABLE report (value INTEGER);
"""
SQL = "INSERT INTO report (value) SELECT b.value FROM big AS b"


@pytest.fixture
def lineage(monkeypatch: pytest.MonkeyPatch) -> Callable[..., SqlLineage]:
    """The lineage of SQL at the end of a task; the hook may open one connection."""
    from airflow.sdk import Connection

    def find(hook_class: type, conn_type: str, sql: str = SQL, *, through: bool = True, **fields: Any) -> Any:
        connection = Connection(conn_id="shop", conn_type=conn_type, **fields)
        monkeypatch.setattr(hook_class, "get_connection", classmethod(lambda cls, conn_id: connection))
        opened = hook_class.get_conn  # type: ignore[attr-defined]
        calls: list[int] = []

        def counted(self: Any) -> Any:
            calls.append(1)
            return opened(self)

        monkeypatch.setattr(hook_class, "get_conn", counted)
        hook = hook_class("shop")
        settings = Settings(look_through_views=through, catalog_timeout=10)
        found = lineage_of(sql, engine_for(hook, connection, task="dag.task"), hook, settings, "complete")
        assert len(calls) <= 1
        return found

    return find


def names(found: SqlLineage) -> list[str]:
    return [dataset.name for dataset in found.datasets.inputs]


def columns(found: SqlLineage) -> dict[str, set[tuple[str, str, str]]]:
    """Output column ("" for all rows) -> (input table, its column, subtype)."""
    (output,) = found.datasets.outputs
    facet = output.facets["columnLineage"]  # type: ignore[index]
    listed = {name: field.inputFields for name, field in facet.fields.items()} | {"": facet.dataset}
    return {
        name: {(each.name, each.field, each.transformations[0].subtype) for each in fields}
        for name, fields in listed.items()
    }


def types(found: SqlLineage, name: str) -> dict[str, str]:
    (dataset,) = (each for each in found.datasets.inputs if each.name == name)
    return {field.name: field.type for field in dataset.facets["schema"].fields}  # type: ignore[index]


def assert_orders_are_behind_it(found: SqlLineage, prefix: str) -> None:
    assert found.problems == ()
    assert names(found) == [f"{prefix}big", f"{prefix}paid", f"{prefix}orders"]
    assert columns(found) == {
        "value": {(f"{prefix}orders", "amount", "TRANSFORMATION")},
        "": {(f"{prefix}orders", "state", "FILTER")},
    }
    assert list(types(found, f"{prefix}orders")) == ["id", "amount", "state"]


@pytest.fixture
def sqlite_file(tmp_path: Path) -> str:
    file = tmp_path / "shop.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(TABLES)
        connection.execute("CREATE VIEW odd AS SELECT Id FROM ORDERS")
    connection.close()
    return str(file)


@pytest.fixture
def sqlite_hook() -> type:
    return pytest.importorskip("airflow.providers.sqlite.hooks.sqlite", reason="no provider").SqliteHook  # type: ignore[no-any-return]


def test_sqlite(lineage: Callable[..., SqlLineage], sqlite_hook: type, sqlite_file: str) -> None:
    assert_orders_are_behind_it(lineage(sqlite_hook, "sqlite", host=sqlite_file), "main.")


def test_names_in_a_definition_become_those_the_database_stores(
    lineage: Callable[..., SqlLineage], sqlite_hook: type, sqlite_file: str
) -> None:
    found = lineage(sqlite_hook, "sqlite", "INSERT INTO report SELECT id FROM odd", host=sqlite_file)
    assert names(found) == ["main.odd", "main.orders"]
    assert columns(found)["value"] == {("main.orders", "id", "IDENTITY")}


def test_by_default_a_view_is_a_table(
    lineage: Callable[..., SqlLineage], sqlite_hook: type, sqlite_file: str
) -> None:
    found = lineage(sqlite_hook, "sqlite", through=False, host=sqlite_file)
    assert names(found) == ["main.big"]
    assert columns(found)["value"] == {("main.big", "value", "IDENTITY")}


def test_duckdb(lineage: Callable[..., SqlLineage], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    hooks = pytest.importorskip("airflow.providers.duckdb.hooks.duckdb", reason="no DuckDB provider")
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as connection:
        connection.execute(TABLES)
    assert_orders_are_behind_it(
        lineage(hooks.DuckDBHook, "duckdb", host=str(tmp_path / "shop.duckdb")), "shop.main."
    )


@pytest.fixture
def postgres_schema() -> Iterator[str]:
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    schema = f"views_{uuid.uuid4().hex[:8]}"
    try:
        connection = psycopg.connect(
            host=POSTGRES, user="postgres", dbname="postgres", autocommit=True, connect_timeout=5
        )
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL server at {POSTGRES}: {error}")
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}_base; CREATE SCHEMA {schema}; SET search_path = {schema}")
        connection.execute(TABLES)
        connection.execute(f"CREATE TABLE {schema}_base.items (id int)")
        connection.execute(f"CREATE VIEW items AS SELECT id FROM {schema}_base.items")
        connection.execute("CREATE MATERIALIZED VIEW total AS SELECT sum(doubled) AS total FROM paid")
        yield schema
        connection.execute(f"DROP SCHEMA {schema} CASCADE; DROP SCHEMA {schema}_base CASCADE")
    connection.close()


@pytest.fixture
def on_postgres(lineage: Callable[..., SqlLineage], postgres_schema: str) -> Callable[..., SqlLineage]:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres", reason="no Postgres provider")

    def find(sql: str = SQL, path: str = "") -> SqlLineage:
        extra = json.dumps({"options": f"-c search_path={path or postgres_schema}"})
        where = {"host": POSTGRES, "login": "postgres", "schema": "postgres", "extra": extra}
        return lineage(hooks.PostgresHook, "postgres", sql, **where)

    return find


@pytest.mark.postgres
def test_postgres(on_postgres: Callable[..., SqlLineage], postgres_schema: str) -> None:
    assert_orders_are_behind_it(on_postgres(), f"postgres.{postgres_schema}.")


@pytest.mark.postgres
def test_postgres_tables_that_the_search_path_would_take_for_others(
    on_postgres: Callable[..., SqlLineage], postgres_schema: str
) -> None:
    found = on_postgres(
        f"INSERT INTO report SELECT id FROM {postgres_schema}.items", f"{postgres_schema}_base"
    )
    assert names(found) == [f"postgres.{postgres_schema}.items", f"postgres.{postgres_schema}_base.items"]


@pytest.mark.postgres
def test_postgres_materialized_views(on_postgres: Callable[..., SqlLineage], postgres_schema: str) -> None:
    found = on_postgres("INSERT INTO report SELECT total FROM total")
    assert columns(found)["value"] == {(f"postgres.{postgres_schema}.orders", "amount", "AGGREGATION")}


@pytest.fixture
def mysql_database() -> Iterator[str]:
    with new_mysql_database("views", TABLES.split(";")[:-1]) as database:
        yield database


@pytest.mark.mariadb
def test_mariadb(lineage: Callable[..., SqlLineage], mysql_database: str) -> None:
    found = lineage(PyMySQLHook, "mysql", host=MYSQL, login="root", schema=mysql_database)
    assert_orders_are_behind_it(found, f"{mysql_database}.")
