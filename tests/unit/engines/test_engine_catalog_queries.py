"""The catalog query of every engine, to the letter: one statement, values bound, the connection closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.engines import Engine, engine_for
from lineage_provider.engines.generic_catalogs import CATALOGS
from lineage_provider.engines.rules import RULES
from lineage_provider.sql.model import TableName
from tests.unit.engines.conftest import RecordingDriver

ORDERS, ITEMS = TableName(("lake", "core", "orders")), TableName(("lake", "core", "items"))
ARCHIVED = TableName(("archive", "core", "orders"))

# conn_type, connection fields and extra, asked tables -> query, values
QUERIES: list[tuple[str, dict[str, Any], list[TableName], str, list[str]]] = [
    (
        "trino", {"host": "db"}, [ORDERS, ITEMS, ARCHIVED],
        """SELECT table_catalog, table_schema, table_name, column_name, data_type,
       NULL, ordinal_position
FROM "lake".information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?, ?)))
UNION ALL
SELECT table_catalog, table_schema, table_name, column_name, data_type,
       NULL, ordinal_position
FROM "archive".information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
ORDER BY 1, 2, 3, 7""",
        ["core", "orders", "items", "core", "orders"],
    ),
    (
        "databricks", {"host": "db"}, [ORDERS, TableName(("logs",))],
        """SELECT table_catalog, table_schema, table_name, column_name, data_type,
       comment, ordinal_position
FROM `lake`.information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
UNION ALL
SELECT table_catalog, table_schema, table_name, column_name, data_type,
       comment, ordinal_position
FROM information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
ORDER BY 1, 2, 3, 7""",
        ["core", "orders", "default", "logs"],
    ),
    (
        "mssql", {"host": "db", "schema": "Shop]x"}, [TableName(("Orders",))],
        """SELECT TABLE_CATALOG, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, NULL, ORDINAL_POSITION
FROM [shop]]x].INFORMATION_SCHEMA.COLUMNS
WHERE ((LOWER(TABLE_SCHEMA) = %s AND LOWER(TABLE_NAME) IN (%s)))
ORDER BY 1, 2, 3, 7""",
        ["dbo", "orders"],
    ),
    (
        "redshift", {"host": "db", "schema": "shop"}, [TableName(("orders",))],
        """SELECT database_name, schema_name, table_name, column_name, data_type, remarks, ordinal_position
FROM svv_redshift_columns
WHERE database_name = %s AND ((schema_name = %s AND table_name IN (%s)))
ORDER BY 1, 2, 3, 7""",
        ["shop", "public", "orders"],
    ),
    (
        "oracle", {"host": "db", "login": "scott", "extra": {"service_name": "XE"}},
        [TableName(("ORDERS",)), TableName(("SALES", "ITEMS"))],
        """SELECT NULL, c.owner, c.table_name, c.column_name, c.data_type, m.comments, c.column_id
FROM all_tab_columns c LEFT JOIN all_col_comments m ON m.owner = c.owner
  AND m.table_name = c.table_name AND m.column_name = c.column_name
WHERE ((c.owner = :1 AND c.table_name IN (:2)) OR (c.owner = :3 AND c.table_name IN (:4)))
ORDER BY 1, 2, 3, 7""",
        ["SCOTT", "ORDERS", "SALES", "ITEMS"],
    ),
    (
        "clickhouse", {"host": "db", "schema": "shop"}, [TableName(("Orders",))],
        """SELECT NULL, database, table, name, type, comment, position
FROM system.columns
WHERE ((database = %s AND table IN (%s)))
ORDER BY 1, 2, 3, 7""",
        ["shop", "Orders"],
    ),
    (
        "vertica", {"host": "db", "schema": "shop"}, [TableName(("orders",))],
        """SELECT NULL, table_schema, table_name, column_name, data_type, NULL, ordinal_position
FROM (SELECT table_schema, table_name, column_name, data_type, ordinal_position FROM v_catalog.columns
      UNION ALL SELECT table_schema, table_name, column_name, data_type, ordinal_position \
FROM v_catalog.view_columns) AS c
WHERE ((LOWER(table_schema) = %s AND LOWER(table_name) IN (%s)))
ORDER BY 1, 2, 3, 7""",
        ["public", "orders"],
    ),
    (
        "snowflake", {"extra": {"account": "org-acc", "database": "shop"}},
        [TableName(("ORDERS",)), TableName(('my"db', "CORE", "x"))],
        """
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, ordinal_position
FROM "SHOP".information_schema.columns
WHERE ((table_schema = %s AND table_name IN (%s)))
UNION ALL
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, ordinal_position
FROM "my""db".information_schema.columns
WHERE ((table_schema = %s AND table_name IN (%s)))
ORDER BY table_catalog, table_schema, table_name, ordinal_position""",
        ["PUBLIC", "ORDERS", "CORE", "x"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("conn_type", "fields", "tables", "text", "values"), QUERIES)
def test_the_catalog_is_asked_once_with_bound_values(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    driver: RecordingDriver,
    conn_type: str,
    fields: dict[str, Any],
    tables: list[TableName],
    text: str,
    values: list[str],
) -> None:
    hook = bare_hook(conn_type, get_conn=lambda: driver)
    engine_for(hook, connection(conn_type, **fields)).columns(hook, tables, timeout=5)
    assert driver.asked == [(text, values)]
    assert driver.closed == 2  # the cursor and the connection


def test_every_catalog_of_the_rules_has_its_query_tested() -> None:
    tested = {RULES[conn_type].catalog for conn_type, *_ in QUERIES if conn_type in RULES}
    assert tested == set(CATALOGS) == {rule.catalog for rule in RULES.values() if rule.catalog}


@pytest.fixture
def postgres(connection: Callable[..., Any], bare_hook: Callable[..., Any]) -> Callable[..., Engine]:
    return lambda: engine_for(bare_hook("postgres"), connection("postgres", host="db", schema="shop"))


def test_postgres_limits_the_time_of_its_own_transaction_first(
    postgres: Callable[..., Engine], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    hook = bare_hook("postgres", get_conn=lambda: driver)
    postgres().columns(hook, [TableName(("orders",)), TableName(("sales", "x"))], timeout=5)
    (limit,), (_, values) = driver.asked
    assert limit.startswith("SET LOCAL statement_timeout = ")
    assert 0 < int(limit.rpartition(" ")[2]) <= 5000
    assert values == ["public", "orders", "sales", "x", "orders"]


def test_postgres_gives_up_connecting_in_time(
    connection: Callable[..., Any], official_hook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres")
    of = connection("postgres", host="db", schema="shop", extra={"sslmode": "require"})
    hook = official_hook(hooks.PostgresHook, of)
    opened: list[dict[str, Any]] = []

    def connect(self: Any, settings: dict[str, Any]) -> RecordingDriver:
        opened.append(settings)
        return RecordingDriver()

    monkeypatch.setattr(hooks.PostgresHook, "_create_connection", connect)
    engine_for(hook, of).columns(hook, [TableName(("orders",))], timeout=5)
    assert [(args["connect_timeout"], args["sslmode"]) for args in opened] == [(5, "require")]
    assert hook.conn is None  # the task's own hook has not been touched
    assert "connect_timeout" not in of.extra_dejson


def test_snowflake_gives_up_signing_in_and_asking_in_time(
    connection: Callable[..., Any], official_hook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = pytest.importorskip("snowflake.connector", reason="no Snowflake driver")
    hooks = pytest.importorskip("airflow.providers.snowflake.hooks.snowflake", reason="no Snowflake provider")
    of = connection("snowflake", login="me", password="secret", extra={"account": "org-acc", "database": "s"})
    hook = official_hook(hooks.SnowflakeHook, of)
    driver = RecordingDriver()
    opened: list[dict[str, Any]] = []

    def connect(**settings: Any) -> RecordingDriver:
        opened.append(settings)
        return driver

    monkeypatch.setattr(connector, "connect", connect)
    engine_for(hook, of).columns(hook, [TableName(("ORDERS",))], timeout=5)
    assert [(settings["login_timeout"], settings["network_timeout"]) for settings in opened] == [(5, 5)]
    assert driver.options == [{"timeout": 5}]


def test_mysql_and_mariadb_limit_the_query_in_one_text(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    hook = bare_hook("mysql", get_conn=lambda: driver)
    engine = engine_for(hook, connection("mysql", host="db", schema="shop"))
    engine.columns(hook, [TableName(("Orders",))], timeout=5)
    [(text, values)] = driver.asked
    assert text.splitlines()[1].startswith("/*M!100101 SET STATEMENT max_statement_time=")
    assert text.splitlines()[2].startswith("SELECT /*+ MAX_EXECUTION_TIME(")
    assert "WHERE ((LOWER(c.TABLE_SCHEMA) = %s AND LOWER(c.TABLE_NAME) IN (%s)))" in text
    assert values == ["shop", "orders"]


def test_databricks_open_connection_is_not_used_and_not_closed(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    opened: list[object] = []

    class Hook:
        conn_type = "databricks"
        _sql_conn: object | None = object()

        def get_conn(self) -> RecordingDriver:
            opened.append(self._sql_conn)
            return driver

    hook: Any = Hook()
    engine_for(hook, connection("databricks", host="db")).columns(hook, [ORDERS], timeout=5)
    assert opened == [None]
    assert hook._sql_conn is Hook._sql_conn


def test_a_name_made_to_break_out_stays_a_value(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    evil = TableName(("lake", "core", "x'); DROP TABLE orders; --"))
    hook = bare_hook("trino", get_conn=lambda: driver)
    engine_for(hook, connection("trino", host="db")).columns(hook, [evil], timeout=5)
    [(text, values)] = driver.asked
    assert "DROP" not in text
    assert values == ["core", "x'); DROP TABLE orders; --"]
