"""The catalog query of every engine, to the letter: one statement, values bound, the connection closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.engines import Engine, engine_for
from lineage_provider.engines.rules import RULES
from lineage_provider.sql.model import TableName
from tests.unit.engines.conftest import RecordingDriver

ORDERS, ITEMS = TableName(("lake", "core", "orders")), TableName(("lake", "core", "items"))
ARCHIVED = TableName(("archive", "core", "orders"))

# conn_type, connection fields and extra, asked tables -> query, values
QUERIES: list[tuple[str, dict[str, Any], list[TableName], str, list[str]]] = [
    (
        "trino", {"host": "db"}, [ORDERS, ITEMS, ARCHIVED],
        """SELECT table_catalog, table_schema, table_name, column_name, data_type, NULL, 0, ordinal_position
FROM "lake".information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?, ?)))
UNION ALL
SELECT table_catalog, table_schema, table_name, column_name, data_type, NULL, 0, ordinal_position
FROM "archive".information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
ORDER BY 1, 2, 3, 8""",
        ["core", "orders", "items", "core", "orders"],
    ),
    (
        "presto", {"host": "db"}, [ORDERS],
        """SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, 0, \
ordinal_position
FROM "lake".information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
ORDER BY 1, 2, 3, 8""",
        ["core", "orders"],
    ),
    (
        "athena", {"schema": "core"}, [TableName(("it's",))],
        """SELECT 'AwsDataCatalog', table_schema, table_name, column_name, data_type, NULL, 0, \
ordinal_position
FROM "AwsDataCatalog".information_schema.columns
WHERE ((table_schema = 'core' AND table_name IN ('it''s')))
ORDER BY 1, 2, 3, 8""",
        [],
    ),
    (
        "databricks", {"host": "db"}, [ORDERS, TableName(("logs",))],
        """SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, 0, \
ordinal_position
FROM `lake`.information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
UNION ALL
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, \
CASE WHEN table_schema = current_schema() THEN 1 ELSE 0 END, ordinal_position
FROM information_schema.columns
WHERE (((table_schema = ? AND table_name IN (?))) OR (table_schema = current_schema() AND table_name IN (?)))
ORDER BY 1, 2, 3, 8""",
        ["core", "orders", "default", "logs", "logs"],
    ),
    (
        "mssql", {"host": "db", "schema": "Shop]x"}, [TableName(("Orders",)), TableName(("sales", "Items"))],
        """SELECT COALESCE(DB_NAME(DB_ID(%s)), DB_NAME()), s.name, o.name, c.name, t.name,
       CAST(p.value AS nvarchar(4000)), CASE WHEN LOWER(s.name) = LOWER(SCHEMA_NAME()) THEN 1 ELSE 0 END, \
c.column_id
FROM [Shop]]x].sys.columns AS c
JOIN [Shop]]x].sys.objects AS o ON o.object_id = c.object_id AND o.type IN ('U', 'V')
JOIN [Shop]]x].sys.schemas AS s ON s.schema_id = o.schema_id
JOIN [Shop]]x].sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN [Shop]]x].sys.extended_properties AS p ON p.class = 1 AND p.major_id = c.object_id
  AND p.minor_id = c.column_id AND p.name = 'MS_Description'
WHERE (((LOWER(s.name) = %s AND LOWER(o.name) IN (%s)) OR (LOWER(s.name) = %s AND LOWER(o.name) IN (%s))) OR \
(LOWER(s.name) = LOWER(SCHEMA_NAME()) AND LOWER(o.name) IN (%s)))
ORDER BY 1, 2, 3, 8""",
        ["Shop]x", "dbo", "orders", "sales", "items", "orders"],
    ),
    (
        "redshift", {"host": "db", "schema": "shop"}, [TableName(("orders",))],
        """SELECT database_name, schema_name, table_name, column_name, data_type, remarks, 0, ordinal_position
FROM svv_redshift_columns
WHERE database_name = %s AND ((schema_name = %s AND table_name IN (%s)))
ORDER BY 1, 2, 3, 8""",
        ["shop", "public", "orders"],
    ),
    (
        "oracle", {"host": "db", "login": "scott", "extra": {"service_name": "XE"}},
        [TableName(("ORDERS",)), TableName(("SALES", "ITEMS"))],
        """SELECT NULL, c.owner, c.table_name, c.column_name, c.data_type, m.comments, \
CASE WHEN c.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') THEN 1 ELSE 0 END, c.column_id
FROM all_tab_columns c LEFT JOIN all_col_comments m ON m.owner = c.owner
  AND m.table_name = c.table_name AND m.column_name = c.column_name
WHERE (((c.owner = :1 AND c.table_name IN (:2)) OR (c.owner = :3 AND c.table_name IN (:4))) OR \
(c.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND c.table_name IN (:5)))
ORDER BY 1, 2, 3, 8""",
        ["SCOTT", "ORDERS", "SALES", "ITEMS", "ORDERS"],
    ),
    (
        "clickhouse", {"host": "db", "schema": "shop"}, [TableName(("Or'ders\\",))],
        """SELECT NULL, database, table, name, type, comment, 0, position
FROM system.columns
WHERE ((database = 'shop' AND table IN ('Or''ders\\\\')))
ORDER BY 1, 2, 3, 8""",
        [],
    ),
    (
        "vertica", {"host": "db", "schema": "shop"}, [TableName(("sales", "orders"))],
        """SELECT NULL, table_schema, table_name, column_name, data_type, NULL, 0, ordinal_position
FROM (SELECT table_schema, table_name, column_name, data_type, ordinal_position FROM v_catalog.columns
      UNION ALL SELECT table_schema, table_name, column_name, data_type, ordinal_position \
FROM v_catalog.view_columns) AS c
WHERE ((LOWER(table_schema) = %s AND LOWER(table_name) IN (%s)))
ORDER BY 1, 2, 3, 8""",
        ["sales", "orders"],
    ),
    (
        "teradata", {"host": "td", "login": "ETL"}, [TableName(("Orders",))],
        """SELECT NULL, DatabaseName, TableName, ColumnName, ColumnType, CommentString, \
CASE WHEN LOWER(DatabaseName) = LOWER(DATABASE) THEN 1 ELSE 0 END, ColumnId
FROM DBC.ColumnsV
WHERE (((LOWER(DatabaseName) = ? AND LOWER(TableName) IN (?))) OR \
(LOWER(DatabaseName) = LOWER(DATABASE) AND LOWER(TableName) IN (?)))
ORDER BY 1, 2, 3, 8""",
        ["etl", "orders", "orders"],
    ),
    (
        "druid", {"host": "broker"}, [TableName(("orders",))],
        """SELECT NULL, table_schema, table_name, column_name, data_type, NULL, 0, ordinal_position
FROM information_schema.columns
WHERE ((table_schema = 'druid' AND table_name IN ('orders')))
ORDER BY 1, 2, 3, 8""",
        [],
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
ORDER BY 1, 2, 3, 7""",
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
    assert driver.asked == [(text, values) if values else (text,)]
    assert driver.closed == 2  # the cursor and the connection


def test_snowflake_gives_definitions_of_views_with_the_same_query(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    hook = bare_hook("snowflake", get_conn=lambda: driver)
    engine = engine_for(hook, connection("snowflake", extra={"account": "org-acc", "database": "shop"}))
    engine.columns(hook, [TableName(("V",))], timeout=5, views=True)
    expected = """
SELECT c.table_catalog, c.table_schema, c.table_name, c.column_name, c.data_type, c.comment,
       NULL, c.ordinal_position, IFF(c.ordinal_position = 1, v.view_definition, NULL)
FROM "SHOP".information_schema.columns AS c
LEFT JOIN "SHOP".information_schema.views AS v
  ON v.table_schema = c.table_schema AND v.table_name = c.table_name
WHERE ((c.table_schema = %s AND c.table_name IN (%s)))
ORDER BY 1, 2, 3, 8"""
    assert driver.asked == [(expected, ["PUBLIC", "V"])]


def test_every_catalog_of_the_rules_has_its_query_tested() -> None:
    # BigQuery and Exasol are asked in ways of their own, by the hooks' real classes: test_engine_hooks.py.
    tested = {conn_type for conn_type, *_ in QUERIES} | {"gcpbigquery", "exasol"}
    assert {conn_type for conn_type, rule in RULES.items() if rule.catalog} <= tested


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


VIEWS = [
    ("trino", {"host": "db"}, "v.view_definition", 'LEFT JOIN "lake".information_schema.views AS v'),
    ("athena", {"schema": "core"}, "v.view_definition", 'LEFT JOIN "lake".information_schema.views AS v'),
    ("databricks", {"host": "db"}, "v.view_definition", "LEFT JOIN `lake`.information_schema.views AS v"),
    ("oracle", {"host": "db", "login": "scott"}, "v.text_vc", "LEFT JOIN all_views v ON v.owner = c.owner"),
    ("clickhouse", {"host": "db"}, "t.as_select", "LEFT JOIN system.tables AS t ON t.database = c.database"),
]


@pytest.mark.parametrize(("conn_type", "fields", "definition", "join"), VIEWS)
def test_views_come_with_the_one_query(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    driver: RecordingDriver,
    conn_type: str,
    fields: dict[str, Any],
    definition: str,
    join: str,
) -> None:
    driver.rows = [("lake", "core", "orders", "id", "int", None, 0, 1, "SELECT id FROM core.raw")]
    hook = bare_hook(conn_type, get_conn=lambda: driver)
    engine = engine_for(hook, connection(conn_type, **fields))
    answer = engine.columns(hook, [ORDERS], timeout=5, views=True)
    [(text, *_)] = driver.asked
    assert definition in text
    assert join in text
    assert " = 1" in text  # on a view's first column only
    if engine.levels > 2 and conn_type != "oracle":
        assert answer.definitions == {ORDERS: "SELECT id FROM core.raw"}


def test_an_engine_that_does_not_tell_views_is_asked_as_without(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    hook = bare_hook("vertica", get_conn=lambda: driver)
    engine = engine_for(hook, connection("vertica", host="db"))
    engine.columns(hook, [ORDERS], timeout=5)
    engine.columns(hook, [ORDERS], timeout=5, views=True)
    assert driver.asked[0] == driver.asked[1]
