"""Namespace and dataset name of the same table, `orders`, on every engine, written out in full."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.engines import engine_for
from lineage_provider.sql.model import TableName

ORDERS = TableName(("orders",))

# conn_type, connection fields, extra -> namespace, dataset name of a bare `orders`
BY_HOST = [
    ("postgres", {"host": "db", "schema": "shop"}, {}, "postgres://db:5432", "shop.public.orders"),
    ("postgres", {"host": "DB.Example", "port": 6432, "schema": "shop"}, {},
     "postgres://db.example:6432", "shop.public.orders"),
    ("postgres", {"schema": "shop"}, {}, "postgres://localhost:5432", "shop.public.orders"),
    ("postgres", {"host": "db", "schema": "shop"}, {"options": "-c search_path=sales,public"},
     "postgres://db:5432", "shop.sales.orders"),
    ("postgres", {"host": "c1.abc.eu-west-1.redshift.amazonaws.com", "schema": "shop"}, {"redshift": True},
     "redshift://c1.eu-west-1:5439", "shop.public.orders"),
    ("mysql", {"host": "db", "schema": "shop"}, {}, "mysql://db:3306", "shop.orders"),
    ("snowflake", {"schema": "core"}, {"account": "org-acc", "database": "shop"},
     "snowflake://org-acc", "SHOP.CORE.orders"),
    ("snowflake", {}, {"account": "xy12345", "region": "eu-west-1", "database": "shop"},
     "snowflake://xy12345.eu-west-1.aws", "SHOP.PUBLIC.orders"),
    ("snowflake", {}, {"extra__snowflake__account": "org-acc", "extra__snowflake__database": '"shop"'},
     "snowflake://org-acc", "shop.PUBLIC.orders"),
    ("redshift", {"host": "c1.abc.eu-west-1.redshift.amazonaws.com", "schema": "shop"}, {},
     "redshift://c1.eu-west-1:5439", "shop.public.orders"),
    ("redshift", {"host": "10.0.0.1", "port": 5440, "schema": "shop"}, {},
     "redshift://10.0.0.1:5440", "shop.public.orders"),
    ("gcpbigquery", {}, {"project": "shop-prod"}, "bigquery", "shop-prod.orders"),
    ("databricks", {"host": "adb-1.azuredatabricks.net", "schema": "core"}, {"catalog": "lake"},
     "databricks://adb-1.azuredatabricks.net", "lake.core.orders"),
    ("databricks", {"host": "https://adb-1.azuredatabricks.net/"}, {},
     "databricks://adb-1.azuredatabricks.net", "default.orders"),
    ("trino", {"host": "trino", "schema": "core"}, {"catalog": "lake"}, "trino://trino:8080",
     "lake.core.orders"),
    ("presto", {"host": "presto", "schema": "core"}, {}, "presto://presto:8080", "hive.core.orders"),
    ("athena", {"schema": "core"}, {"region_name": "eu-west-1"},
     "awsathena://athena.eu-west-1.amazonaws.com", "AwsDataCatalog.core.orders"),
    ("athena", {}, {"region_name": "cn-north-1", "aws_domain": "amazonaws.com.cn", "catalog": "lake"},
     "awsathena://athena.cn-north-1.amazonaws.com.cn", "lake.default.orders"),
    ("mssql", {"host": "db", "schema": "shop"}, {}, "mssql://db:1433", "shop.dbo.orders"),
    ("oracle", {"host": "db", "login": "scott"}, {"service_name": "XEPDB1"}, "oracle://db:1521",
     "XEPDB1.SCOTT.orders"),
    ("oracle", {"host": "db", "login": "scott", "schema": "sales"}, {"service_name": "XE"},
     "oracle://db:1521", "XE.SALES.orders"),
    # Beside a SID the hook leaves the session in the user's own schema.
    ("oracle", {"host": "db", "login": "scott", "schema": "sales"}, {"sid": "XE"}, "oracle://db:1521",
     "XE.SCOTT.orders"),
    ("oracle", {"host": "db", "login": "scott", "schema": "XEPDB1"}, {}, "oracle://db:1521",
     "XEPDB1.SCOTT.orders"),
    ("gcpspanner", {}, {"project_id": "p", "instance_id": "i", "database_id": "shop"}, "spanner://p/i",
     "shop.orders"),
    ("clickhouse", {"host": "ch", "schema": "shop"}, {}, "clickhouse://ch:8123", "shop.orders"),
    ("clickhouse", {"host": "ch"}, {}, "clickhouse://ch:8123", "default.orders"),
    ("drill", {"host": "drill"}, {}, "drill://drill:8047", "dfs.orders"),
    ("druid", {"host": "broker"}, {}, "druid://broker:8082", "druid.orders"),
    ("elasticsearch", {"host": "es", "schema": "https"}, {}, "elasticsearch://es:9200", "orders"),
    ("exasol", {"host": "exa", "schema": "SHOP"}, {}, "exasol://exa:8563", "SHOP.orders"),
    ("hiveserver2", {"host": "hive", "schema": "shop"}, {}, "hive://hive:10000", "shop.orders"),
    ("hive_cli", {"host": "hive", "schema": "shop"}, {}, "hive://hive:10000", "shop.orders"),
    ("impala", {"host": "impala"}, {}, "impala://impala:21050", "default.orders"),
    ("pinot", {"host": "broker"}, {}, "pinot://broker:8099", "orders"),
    ("teradata", {"host": "td", "login": "etl"}, {}, "teradata://td:1025", "etl.orders"),
    ("vertica", {"host": "v", "schema": "shop"}, {}, "vertica://v:5433", "shop.public.orders"),
    ("ydb", {"host": "grpc://ydb", "port": 2136}, {"database": "/local"}, "ydb://ydb:2136", "orders"),
    ("odbc", {"host": "db", "schema": "shop"}, {"driver": "ODBC Driver 18 for SQL Server"},
     "mssql://db:1433", "shop.dbo.orders"),
    ("odbc", {"host": "db", "port": 1000}, {"dsn": "warehouse"}, "odbc://db:1000", "orders"),
    ("jdbc", {"host": "jdbc:postgresql://db:5432/shop?ssl=true"}, {}, "postgres://db:5432",
     "shop.public.orders"),
    ("jdbc", {"host": "jdbc:oracle:thin:@//db:1521/XEPDB1"}, {}, "oracle://db:1521", "XEPDB1.orders"),
    ("jdbc", {"host": "jdbc:sqlserver://db:1433;databaseName=shop", "schema": "shop"}, {},
     "mssql://db:1433", "shop.dbo.orders"),
    ("jdbc", {"host": "jdbc:mysql://db:3306/shop"}, {}, "mysql://db:3306", "shop.orders"),
    ("jdbc", {"host": "jdbc:informix-sqli://db:9088/shop"}, {}, "informix-sqli://db:9088", "orders"),
    ("jdbc", {"host": "jdbc:sqlite:/data/shop.db"}, {}, "sqlite", "main.orders"),
    ("newsql", {"host": "db", "port": 4000}, {}, "newsql://db:4000", "orders"),
]  # fmt: skip


@pytest.mark.parametrize(("conn_type", "fields", "extra", "namespace", "name"), BY_HOST)
def test_orders_is_named(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    conn_type: str,
    fields: dict[str, Any],
    extra: dict[str, Any],
    namespace: str,
    name: str,
) -> None:
    engine = engine_for(bare_hook(conn_type), connection(conn_type, extra=extra, **fields))
    assert engine.dataset(ORDERS) == (namespace, name)


# conn_type, what the connection says, operator's database -> dataset name
BY_ARGUMENT = [
    ("postgres", {"host": "db", "schema": "shop"}, "archive.public.orders"),
    ("mysql", {"host": "db", "schema": "shop"}, "archive.orders"),
    ("mssql", {"host": "db", "schema": "shop"}, "archive.dbo.orders"),
    ("databricks", {"host": "db"}, "archive.orders"),
    ("exasol", {"host": "db", "schema": "shop"}, "archive.orders"),
]


@pytest.mark.parametrize(("conn_type", "fields", "name"), BY_ARGUMENT)
def test_the_operators_database_wins(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    conn_type: str,
    fields: dict[str, Any],
    name: str,
) -> None:
    engine = engine_for(bare_hook(conn_type), connection(conn_type, **fields), database="archive")
    assert engine.dataset(ORDERS)[1] == name


# Hooks that connect to what the connection says, whatever the operator's `database` is
BY_CONNECTION = [
    ("trino", {"host": "db", "schema": "core"}, "hive.core.orders"),
    ("presto", {"host": "db", "schema": "core"}, "hive.core.orders"),
    ("redshift", {"host": "db", "schema": "shop"}, "shop.public.orders"),
    ("athena", {"schema": "core"}, "AwsDataCatalog.core.orders"),
    ("oracle", {"host": "db", "schema": "XE", "login": "scott"}, "XE.SCOTT.orders"),
    ("clickhouse", {"host": "db", "schema": "shop"}, "shop.orders"),
    ("vertica", {"host": "db", "schema": "shop"}, "shop.public.orders"),
    ("teradata", {"host": "db", "schema": "shop"}, "shop.orders"),
    ("hiveserver2", {"host": "db", "schema": "shop"}, "shop.orders"),
]


@pytest.mark.parametrize(("conn_type", "fields", "name"), BY_CONNECTION)
def test_the_operators_database_changes_nothing_where_the_hook_ignores_it(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    conn_type: str,
    fields: dict[str, Any],
    name: str,
) -> None:
    engine = engine_for(bare_hook(conn_type), connection(conn_type, **fields), database="archive")
    assert engine.dataset(ORDERS)[1] == name


def test_snowflakes_hook_takes_the_operators_database_for_its_schema(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    # What BaseSQLOperator does with database="sales".
    hook = bare_hook("snowflake", schema="sales")
    settings = connection("snowflake", schema="core", extra={"account": "org-acc", "database": "shop"})
    engine = engine_for(hook, settings, database="sales")
    assert (engine.default_database, engine.default_schema) == ("SHOP", "SALES")


def test_names_that_are_full_already_stay(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    engine = engine_for(bare_hook("postgres"), connection("postgres", host="db", schema="shop"))
    assert engine.dataset(TableName(("other", "sales", "orders"))) == (
        "postgres://db:5432",
        "other.sales.orders",
    )
    assert engine.dataset(TableName(("sales", "orders")))[1] == "shop.sales.orders"


def test_a_snowflake_connection_without_an_account_is_refused(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    with pytest.raises(ValueError, match="names no account"):
        engine_for(bare_hook("snowflake"), connection("snowflake"))


# What a file connection holds -> namespace; {here} is the working directory, {home} the home directory.
SQLITE_PATHS = [
    ("/data/shop.db", "sqlite:///data/shop.db"),
    ("/data/../data/./shop.db", "sqlite:///data/shop.db"),
    ("/data/shop.db?mode=ro", "sqlite:///data/shop.db"),
    ("file:/data/shop.db?mode=ro", "sqlite:///data/shop.db"),
    ("file:///data/my%20shop.db", "sqlite:///data/my shop.db"),
    ("shop.db", "sqlite://{here}/shop.db"),
    ("file:shop.db", "sqlite://{here}/shop.db"),
    ("~/shop.db", "sqlite://{home}/shop.db"),
    (":memory:", "sqlite://:memory:/shop.load"),
    ("", "sqlite://:memory:/shop.load"),
    ("file::memory:?cache=shared", "sqlite://:memory:/shop.load"),
    ("file:shop?mode=memory&cache=shared", "sqlite://:memory:/shop.load"),
]


@pytest.mark.parametrize(("host", "namespace"), SQLITE_PATHS)
def test_a_sqlite_database_is_named_by_its_absolute_path(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    host: str,
    namespace: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/me")
    engine = engine_for(bare_hook("sqlite"), connection("sqlite", host=host), task="shop.load")
    assert engine.namespace == namespace.format(here=tmp_path, home="/home/me")


def test_plain_and_main_are_one_sqlite_table_and_attached_ones_keep_their_name(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    engine = engine_for(bare_hook("sqlite"), connection("sqlite", host="/data/shop.db"))
    assert engine.dataset(ORDERS) == ("sqlite:///data/shop.db", "main.orders")
    assert engine.dataset(TableName(("main", "orders"))) == ("sqlite:///data/shop.db", "main.orders")
    assert engine.dataset(TableName(("archive", "orders"))) == ("sqlite:///data/shop.db", "archive.orders")


# What a DuckDB hook opens -> namespace, dataset name
DUCKDB_PLACES = [
    ("/data/shop.duckdb", "duckdb:///data/shop.duckdb", "shop.main.orders"),
    ("/data/../data/shop.v2.duckdb", "duckdb:///data/shop.v2.duckdb", "shop.main.orders"),
    ("/data/main.duckdb", "duckdb:///data/main.duckdb", "main_db.main.orders"),
    ("~/shop.duckdb", "duckdb:///home/me/shop.duckdb", "shop.main.orders"),
    ("md:shop?motherduck_token=secret", "duckdb://md:shop", "shop.main.orders"),
    ("md:", "duckdb://md:", "my_db.main.orders"),
    ("s3://lake/shop.duckdb", "duckdb://s3://lake/shop.duckdb", "shop.main.orders"),
    (":memory:", "duckdb://:memory:/shop.load", "memory.main.orders"),
]


@pytest.mark.parametrize(("place", "namespace", "name"), DUCKDB_PLACES)
def test_a_duckdb_database_is_named_as_dbt_ol_names_it(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    namespace: str,
    name: str,
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    hook = bare_hook("duckdb", get_database=lambda: place)
    engine = engine_for(hook, connection("duckdb"), task="shop.load")
    assert engine.dataset(ORDERS) == (namespace, name)


def test_duckdb_works_without_a_connection(bare_hook: Callable[..., Any]) -> None:
    engine = engine_for(bare_hook("duckdb", get_database=lambda: ":memory:"), None, task="shop.load")
    assert engine.namespace == "duckdb://:memory:/shop.load"


def test_two_tasks_do_not_share_memory(bare_hook: Callable[..., Any]) -> None:
    hook = bare_hook("duckdb", get_database=lambda: ":memory:")
    namespaces = {engine_for(hook, None, task=task).namespace for task in ("shop.load", "shop.clean")}
    assert namespaces == {"duckdb://:memory:/shop.load", "duckdb://:memory:/shop.clean"}


# A file in SQL -> (namespace, name) by OpenLineage's naming rules
FILES = [
    ("s3://lake/2026/orders.csv", ("s3://lake", "2026/orders.csv")),
    ("s3a://lake/orders.csv", ("s3://lake", "orders.csv")),
    ("gcs://lake/orders.csv", ("gs://lake", "orders.csv")),
    ("abfss://raw@acc.dfs.core.windows.net/o.csv", ("abfss://raw@acc.dfs.core.windows.net", "/o.csv")),
    ("hdfs://namenode:8020/data/orders", ("hdfs://namenode:8020", "/data/orders")),
    ("https://me:secret@example.com/o.csv", ("https://example.com", "/o.csv")),
    ("/data/orders.csv", ("file", "/data/orders.csv")),
    ("file:///data/orders.csv", ("file", "/data/orders.csv")),
]


@pytest.mark.parametrize(("path", "dataset"), FILES)
def test_a_file_is_a_dataset_of_its_store(
    bare_hook: Callable[..., Any], path: str, dataset: tuple[str, str]
) -> None:
    engine = engine_for(bare_hook("duckdb", get_database=lambda: "/data/shop.duckdb"), None)
    assert engine.dataset(TableName((path,), kind="file")) == dataset
