"""Which stored table answers for which asked name, and under which spelling it is known from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.engines import CatalogAnswer, engine_for
from lineage_provider.sql.model import CatalogColumn, TableName
from tests.unit.engines.conftest import RecordingDriver


@pytest.fixture
def postgres(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> Callable[..., CatalogAnswer]:
    """Ask a Postgres whose catalog answers with the given rows: (schema, table, found without schema)."""

    def ask(
        rows: list[tuple[str, str, bool]], *asked: TableName, options: str | None = None
    ) -> CatalogAnswer:
        driver.rows = [("shop", schema, table, "id", "int4", None, seen) for schema, table, seen in rows]
        hook = bare_hook("postgres", get_conn=lambda: driver, options=options)
        return engine_for(hook, connection("postgres", host="db", schema="shop")).columns(
            hook, asked, timeout=5
        )

    return ask


def test_columns_come_under_the_name_that_was_asked_for(postgres: Callable[..., CatalogAnswer]) -> None:
    bare, full = TableName(("orders",)), TableName(("shop", "public", "orders"))
    answer = postgres([("public", "orders", True)], bare, full)
    assert answer.columns == {bare: (CatalogColumn("id", "int4"),), full: (CatalogColumn("id", "int4"),)}
    assert answer.names == {}


def test_a_table_that_does_not_exist_is_absent(postgres: Callable[..., CatalogAnswer]) -> None:
    assert postgres([], TableName(("shop", "public", "orders"))) == CatalogAnswer({}, {})


def test_another_databases_table_is_not_taken_for_ours(postgres: Callable[..., CatalogAnswer]) -> None:
    answer = postgres([("public", "orders", True)], TableName(("archive", "public", "orders")))
    assert answer.columns == {}


def test_postgres_tells_quoted_names_apart(postgres: Callable[..., CatalogAnswer]) -> None:
    answer = postgres([("public", "Orders", True)], TableName(("shop", "public", "orders")))
    assert answer.columns == {}


def test_the_servers_search_path_says_where_a_table_is(postgres: Callable[..., CatalogAnswer]) -> None:
    asked = TableName(("shop", "public", "orders"))
    answer = postgres([("sales", "orders", True)], asked)
    assert answer.names == {asked: TableName(("shop", "sales", "orders"))}
    assert answer.names[asked].parts == ("shop", "sales", "orders")


def test_a_table_in_the_default_schema_is_not_looked_for_elsewhere(
    postgres: Callable[..., CatalogAnswer],
) -> None:
    asked = TableName(("shop", "public", "orders"))
    answer = postgres([("public", "orders", False), ("sales", "orders", True)], asked)
    assert answer.names == {}


def test_a_table_off_the_search_path_stands_in_for_none(postgres: Callable[..., CatalogAnswer]) -> None:
    asked, other = TableName(("shop", "public", "orders")), TableName(("shop", "sales", "orders"))
    answer = postgres([("sales", "orders", False)], asked, other)
    assert list(answer.columns) == [other]


def test_a_search_path_of_the_connection_is_taken_at_its_word(
    postgres: Callable[..., CatalogAnswer],
) -> None:
    asked = TableName(("shop", "sales", "orders"))
    answer = postgres([("public", "orders", True)], asked, options="-c search_path=sales")
    assert answer.columns == {}


@pytest.fixture
def mysql(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> Callable[..., CatalogAnswer]:
    """Ask a MySQL that stores the given tables under its lower_case_table_names."""

    def ask(tables: list[str], asked: TableName, *, lower_case_table_names: int) -> CatalogAnswer:
        driver.rows = [(None, "shop", table, "id", "int(11)", "", lower_case_table_names) for table in tables]
        hook = bare_hook("mysql", get_conn=lambda: driver)
        return engine_for(hook, connection("mysql", host="db", schema="shop")).columns(
            hook, [asked], timeout=5
        )

    return ask


def test_mysql_that_tells_case_apart_answers_with_the_exact_table(
    mysql: Callable[..., CatalogAnswer],
) -> None:
    asked = TableName(("shop", "Orders"))
    assert list(mysql(["orders", "Orders"], asked, lower_case_table_names=0).columns) == [asked]
    assert mysql(["orders"], asked, lower_case_table_names=0).columns == {}


def test_mysql_that_folds_case_answers_with_the_stored_spelling(mysql: Callable[..., CatalogAnswer]) -> None:
    asked = TableName(("shop", "Orders"))
    answer = mysql(["orders"], asked, lower_case_table_names=1)
    assert answer.names == {asked: TableName(("shop", "orders"))}


def test_rows_of_dictionary_cursors_are_read_in_the_querys_order(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    driver.rows = [
        {"NULL": None, "s": "shop", "t": "orders", "c": "id", "ty": b"int(11)", "d": b"key", "l": 0}
    ]
    hook = bare_hook("mysql", get_conn=lambda: driver)
    engine = engine_for(hook, connection("mysql", host="db", schema="shop"))
    answer = engine.columns(hook, [TableName(("orders",))], timeout=5)
    assert answer.columns == {TableName(("orders",)): (CatalogColumn("id", "int(11)", "key"),)}


def test_files_and_stages_are_not_looked_up(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    hook = bare_hook("postgres")
    engine = engine_for(hook, connection("postgres", host="db", schema="shop"))
    tables = [TableName(("s3://lake/orders.csv",), "file"), TableName(("@load",), "stage")]
    assert engine.columns(hook, tables, timeout=5) == CatalogAnswer()


@pytest.mark.parametrize("conn_type", ["hiveserver2", "ydb", "newsql"])
def test_an_engine_without_a_catalog_opens_no_connection(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], conn_type: str
) -> None:
    hook = bare_hook(conn_type)
    engine = engine_for(hook, connection(conn_type, host="db"))
    assert engine.columns(hook, [TableName(("a", "b", "orders"))], timeout=5) == CatalogAnswer()


def test_memory_has_no_catalog(connection: Callable[..., Any], bare_hook: Callable[..., Any]) -> None:
    assert not engine_for(bare_hook("sqlite"), connection("sqlite", host=":memory:")).has_catalog
    assert not engine_for(bare_hook("duckdb"), connection("duckdb", host=":memory:")).has_catalog


@pytest.fixture
def mssql(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> Callable[..., CatalogAnswer]:
    """Ask an SQL Server that has the given tables, for a user whose default schema is sales."""

    def ask(stored: list[tuple[str, str]], *asked: TableName) -> CatalogAnswer:
        driver.rows = [
            ("Shop", schema, table, "id", "int", None, int(schema == "sales"), 1) for schema, table in stored
        ]
        hook = bare_hook("mssql", get_conn=lambda: driver)
        return engine_for(hook, connection("mssql", host="db", schema="Shop")).columns(hook, asked, timeout=5)

    return ask


def test_a_table_that_is_not_in_the_usual_schema_is_the_one_of_the_sessions_schema(
    mssql: Callable[..., CatalogAnswer],
) -> None:
    bare = TableName(("Shop", "dbo", "orders"))
    assert mssql([("sales", "Orders")], bare).names == {bare: TableName(("Shop", "sales", "Orders"))}


def test_the_usual_schema_wins_over_the_sessions(mssql: Callable[..., CatalogAnswer]) -> None:
    bare = TableName(("Shop", "dbo", "orders"))
    answer = mssql([("dbo", "orders"), ("sales", "orders")], bare)
    assert list(answer.columns) == [bare]
    assert answer.names == {}


def test_a_table_of_another_schema_is_not_taken_for_it(mssql: Callable[..., CatalogAnswer]) -> None:
    bare, archived = TableName(("Shop", "dbo", "orders")), TableName(("Shop", "archive", "orders"))
    assert list(mssql([("archive", "orders")], bare, archived).columns) == [archived]


def test_teradatas_codes_of_types_are_spelled_out(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    driver.rows = [
        (None, "etl", "orders", "id", "I8", None, 1, 1025),
        (None, "etl", "orders", "name", "CV", "who", 1, 1026),
        (None, "etl", "orders", "of_a_view", None, None, 1, 1027),
        (None, "etl", "orders", "day", "DA", None, 1, 1028),
        (None, "etl", "orders", "new", "QQ", None, 1, 1029),
    ]
    hook = bare_hook("teradata", get_conn=lambda: driver)
    engine = engine_for(hook, connection("teradata", host="td", login="etl"))
    answer = engine.columns(hook, [TableName(("orders",))], timeout=5)
    assert [(c.name, c.type) for c in answer.columns[TableName(("orders",))]] == [
        ("id", "BIGINT"), ("name", "VARCHAR"), ("of_a_view", ""), ("day", "DATE"), ("new", "QQ"),
    ]  # fmt: skip
