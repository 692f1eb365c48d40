"""Each engine against its hook's real class, with the driver's connect replaced, which no server is here for.

What is proved: our names are those of the hook's own OpenLineage answer, our defaults are what the hook
really connects to, and the catalog query goes through the hook as it is. Providers that are not installed
are skipped with a reason; `make test-engines` installs them all.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.engines import engine_for
from lineage_provider.sql.model import CatalogColumn, TableName
from tests.unit.engines.conftest import RecordingDriver
from tests.unit.engines.test_engine_official_agreement import official_dataset

P = "airflow.providers"


@dataclass(frozen=True)
class Hook:
    """A hook's class, a connection of it, and where its driver is replaced."""

    module: str
    name: str
    edge: str
    """``module:attribute`` of the driver's connect."""
    conn_type: str
    fields: Mapping[str, Any]
    namespace: str
    dataset: str
    """The name of a bare ``orders``."""
    connects: Mapping[str, Any] = field(default_factory=dict)
    """What the hook must hand to the driver for our defaults to be true."""
    row: tuple[Any, ...] = (None, "core", "orders", "id", "bigint", "key", 0, 1)
    """The catalog's answer; None: the engine has no catalog."""
    agrees: bool = True
    """Whether the hook names its database itself."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """What the hook is made with: SQL operators hand the connection's extra to it."""


HOOKS = [
    Hook(
        f"{P}.trino.hooks.trino", "TrinoHook", "trino.dbapi:connect", "trino",
        {"host": "Trino", "login": "me", "schema": "core", "extra": {"catalog": "lake"}},
        "trino://trino:8080", "lake.core.orders", {"catalog": "lake", "schema": "core"},
        ("lake", "core", "orders", "id", "bigint", None, 0, 1),
    ),
    Hook(
        f"{P}.trino.hooks.trino", "TrinoHook", "trino.dbapi:connect", "trino",
        {"host": "trino", "port": 443, "login": "me", "schema": "core"},
        "trino://trino:443", "hive.core.orders", {"catalog": "hive", "schema": "core"},
        ("hive", "core", "orders", "id", "bigint", None, 0, 1),
    ),
    Hook(
        f"{P}.presto.hooks.presto", "PrestoHook", "prestodb.dbapi:connect", "presto",
        {"host": "presto", "login": "me", "schema": "core"},
        "presto://presto:8080", "hive.core.orders", {"catalog": "hive", "schema": "core"},
        ("hive", "core", "orders", "id", "bigint", None, 0, 1), agrees=False,
    ),
    Hook(
        f"{P}.microsoft.mssql.hooks.mssql", "MsSqlHook", "pymssql:connect", "mssql",
        {"host": "DB", "login": "sa", "schema": "Shop"},
        "mssql://db:1433", "Shop.dbo.orders", {"database": "Shop"},
        ("Shop", "dbo", "orders", "id", "int", "key", 1, 1),
    ),
    Hook(
        f"{P}.oracle.hooks.oracle", "OracleHook", "oracledb:connect", "oracle",
        {"host": "DB", "login": "scott", "password": "x", "extra": {"service_name": "XEPDB1"}},
        "oracle://db:1521", "XEPDB1.SCOTT.orders", {"user": "scott"},
        (None, "SCOTT", "orders", "ID", "NUMBER", "key", 1, 1),
    ),
    Hook(
        f"{P}.vertica.hooks.vertica", "VerticaHook", f"{P}.vertica.hooks.vertica:connect", "vertica",
        {"host": "V", "login": "dbadmin", "schema": "shop"},
        "vertica://v:5433", "shop.public.orders", {"database": "shop", "port": 5433},
        (None, "public", "orders", "id", "int", None, 1, 1), agrees=False,
    ),
    Hook(
        f"{P}.exasol.hooks.exasol", "ExasolHook", "pyexasol:connect", "exasol",
        {"host": "exa", "port": 8563, "login": "sys", "schema": "SHOP"},
        "exasol://exa:8563", "SHOP.orders", {"schema": "SHOP", "dsn": "exa:8563"},
        (None, "SHOP", "orders", "ID", "DECIMAL(18,0)", "key", 0, 1), agrees=False,
    ),
    Hook(
        f"{P}.clickhousedb.hooks.clickhouse", "ClickHouseHook", "clickhouse_connect:get_client", "clickhouse",
        {"host": "CH", "schema": "shop"},
        "clickhouse://ch:8123", "shop.orders", {"database": "shop", "port": 8123},
        (None, "shop", "orders", "id", "Int64", "key", 0, 1), agrees=False,
    ),
    Hook(
        "airflow_clickhouse_plugin.hooks.clickhouse_dbapi", "ClickHouseDbApiHook",
        "clickhouse_driver.dbapi:connect", "clickhouse", {"host": "ch", "schema": "shop"},
        "clickhouse://ch:9000", "shop.orders", {"database": "shop"},
        (None, "shop", "orders", "id", "Int64", "key", 0, 1),
    ),
    Hook(
        f"{P}.databricks.hooks.databricks_sql", "DatabricksSqlHook", "databricks.sql:connect", "databricks",
        {"host": "https://adb-1.azuredatabricks.net/", "password": "t",
         "extra": {"http_path": "/sql/1", "catalog": "lake", "schema": "core"}},
        "databricks://adb-1.azuredatabricks.net", "lake.core.orders",
        {"catalog": "lake", "schema": "core"},
        ("lake", "core", "orders", "id", "BIGINT", "key", 0, 1),
        arguments={"http_path": "/sql/1", "catalog": "lake", "schema": "core"},
    ),
    Hook(
        f"{P}.amazon.aws.hooks.redshift_sql", "RedshiftSQLHook", "redshift_connector:connect", "redshift",
        {"host": "c1.abc.eu-west-1.redshift.amazonaws.com", "login": "me", "schema": "shop"},
        "redshift://c1.eu-west-1:5439", "shop.public.orders", {"database": "shop"},
        ("shop", "public", "orders", "id", "integer", "key", 0, 1),
    ),
    Hook(
        f"{P}.amazon.aws.hooks.athena_sql", "AthenaSQLHook", "pyathena:connect", "athena",
        {"schema": "core", "extra": {"region_name": "eu-west-1"}},
        "awsathena://athena.eu-west-1.amazonaws.com", "AwsDataCatalog.core.orders",
        {"schema_name": "core", "region_name": "eu-west-1"},
        ("AwsDataCatalog", "core", "orders", "id", "bigint", None, 0, 1),
    ),
    Hook(
        f"{P}.teradata.hooks.teradata", "TeradataHook", "teradatasql:connect", "teradata",
        {"host": "TD", "login": "etl", "schema": "shop"},
        "teradata://td:1025", "shop.orders", {"database": "shop", "dbs_port": 1025},
        (None, "shop", "orders", "id", "I8", "key", 0, 1025), agrees=False,
    ),
    Hook(
        f"{P}.apache.druid.hooks.druid", "DruidDbApiHook", f"{P}.apache.druid.hooks.druid:connect", "druid",
        {"host": "broker", "port": 8082},
        "druid://broker:8082", "druid.orders", {"host": "broker"},
        (None, "druid", "orders", "id", "BIGINT", None, 0, 1), agrees=False,
    ),
    Hook(
        f"{P}.apache.hive.hooks.hive", "HiveServer2Hook", "pyhive.hive:connect", "hiveserver2",
        {"host": "hive", "port": 10000, "schema": "shop"},
        "hive://hive:10000", "shop.orders", {"database": "shop"}, (), agrees=False,
    ),
    Hook(
        f"{P}.apache.impala.hooks.impala", "ImpalaHook", f"{P}.apache.impala.hooks.impala:connect", "impala",
        {"host": "impala", "port": 21050, "schema": "shop"},
        "impala://impala:21050", "shop.orders", {"database": "shop"}, (), agrees=False,
    ),
]  # fmt: skip

Opened = list[dict[str, Any]]


class Driver(RecordingDriver):
    """A driver's connection of any shape: DB-API, pyexasol's or clickhouse-connect's client."""

    def execute(self, *statement: Any, **options: Any) -> Any:
        super().execute(*statement, **options)
        return self

    def query(self, text: str, *values: Any, **options: Any) -> Any:
        super().execute(text)
        return SimpleNamespace(
            result_set=self.rows, summary={}, column_names=(), column_types=(), result_rows=self.rows
        )


@pytest.fixture(params=HOOKS, ids=lambda hook: f"{hook.name}-{hook.dataset}")
def of(request: pytest.FixtureRequest) -> Hook:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def opened(
    of: Hook,
    official_hook: Callable[..., Any],
    connection: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Any, Any, Driver, Opened]:
    """The hook, its connection, the driver behind it and what the driver was connected with."""
    package = of.module.removeprefix(f"{P}.").partition(".")[0]
    module = pytest.importorskip(of.module, reason=f"no provider for {package}", exc_type=ImportError)
    made = connection(of.conn_type, **of.fields)
    hook = official_hook(getattr(module, of.name), made, **of.arguments)
    driver = Driver(rows=[of.row])
    asked: Opened = []

    def connect(*args: Any, **kwargs: Any) -> Driver:
        asked.append(kwargs)
        return driver

    where, _, attribute = of.edge.partition(":")
    monkeypatch.setattr(importlib.import_module(where), attribute, connect)
    if of.conn_type == "athena":  # credentials of AWS
        monkeypatch.setattr(type(hook), "get_session", lambda self, **kwargs: None)
    return hook, made, driver, asked


def test_a_table_is_named_as_the_hook_names_it(of: Hook, opened: tuple[Any, Any, Driver, Opened]) -> None:
    hook, made, _, asked = opened
    engine = engine_for(hook, made)
    assert engine.dataset(TableName(("orders",))) == (of.namespace, of.dataset)
    if of.agrees and engine.levels > 2:
        schema = engine.default_schema
        assert engine.dataset(TableName(("orders",))) == official_dataset(hook, made, schema, "orders")
    elif of.agrees:
        info = hook.get_openlineage_database_info(made)
        assert engine.namespace == f"{info.scheme}://{info.authority}"
    assert asked == []  # nothing is opened to be named


def test_the_hook_connects_to_what_our_defaults_say(
    of: Hook, opened: tuple[Any, Any, Driver, Opened]
) -> None:
    hook, _, _, asked = opened
    hook.get_conn()
    assert {key: asked[0].get(key) for key in of.connects} == of.connects


def test_the_catalog_is_read_through_the_hook(of: Hook, opened: tuple[Any, Any, Driver, Opened]) -> None:
    hook, made, driver, asked = opened
    engine = engine_for(hook, made)
    answer = engine.columns(hook, [TableName(("orders",))], timeout=20)
    if not of.row:
        assert (answer.columns, asked) == ({}, [])
        return
    [column] = answer.columns[TableName(("orders",))]
    assert column.name.lower() == "id"
    assert column.description == of.row[5]
    queries = [statement[0] for statement in driver.asked if "QUERY_BAND" not in statement[0]]
    assert len(queries) == 1
    assert "orders" in f"{driver.asked[-1]}".lower()
    assert len(asked) == 1


ORACLE_SCHEMAS = [
    ({"service_name": "XEPDB1"}, None, None, "SCOTT"),
    ({"service_name": "XEPDB1"}, "sales", "sales", "SALES"),
    ({"sid": "XE"}, "sales", None, "SCOTT"),
]


@pytest.mark.parametrize(("extra", "schema", "set_to", "named"), ORACLE_SCHEMAS)
def test_oracles_schema_is_the_one_that_the_hook_sets(
    official_hook: Callable[..., Any],
    connection: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    extra: dict[str, str],
    schema: str | None,
    set_to: str | None,
    named: str,
) -> None:
    hooks = pytest.importorskip(f"{P}.oracle.hooks.oracle", reason="no Oracle provider")
    session = SimpleNamespace(current_schema=None)
    monkeypatch.setattr(hooks.oracledb, "connect", lambda **settings: session)
    of = connection("oracle", host="db", login="scott", password="x", schema=schema, extra=extra)
    hook = official_hook(hooks.OracleHook, of)
    hook.get_conn()
    assert session.current_schema == set_to
    assert engine_for(hook, of).default_schema == named


def test_bigquery_is_asked_by_its_client_in_one_job(
    official_hook: Callable[..., Any], connection: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = pytest.importorskip(f"{P}.google.cloud.hooks.bigquery", reason="no Google provider")
    jobs: list[tuple[str, Any]] = []
    row = ("shop-prod", "core", "Orders", "id", "INT64", "key", 0, 1)

    def query(text: str, job_config: Any, **options: Any) -> Any:
        jobs.append((text, job_config))
        return SimpleNamespace(result=lambda timeout: [SimpleNamespace(values=lambda: row)])

    monkeypatch.setattr(hooks, "Client", lambda **settings: SimpleNamespace(query=query))
    monkeypatch.setattr(
        hooks.BigQueryHook, "get_credentials_and_project_id", lambda self: (None, "shop-prod")
    )
    monkeypatch.setattr(hooks.BigQueryHook, "get_client_options", lambda self: None, raising=False)
    of = connection("google_cloud_platform", extra={"project": "shop-prod"})
    hook = official_hook(hooks.BigQueryHook, of)
    engine = engine_for(hook, of)
    orders, logs, bare = TableName(("core", "Orders")), TableName(("raw", "logs")), TableName(("orders",))
    answer = engine.columns(hook, [orders, logs, bare], timeout=20)
    assert engine.dataset(orders) == ("bigquery", "shop-prod.core.Orders")
    assert answer.columns == {orders: (CatalogColumn("id", "INT64", "key"),)}
    [(text, settings)] = jobs
    assert (
        text
        == """\
SELECT c.table_catalog AS a, c.table_schema AS b, c.table_name AS c, c.column_name AS d,
       c.data_type AS e, f.description AS f, 0 AS g, c.ordinal_position AS h
FROM `shop-prod`.`core`.INFORMATION_SCHEMA.COLUMNS AS c
LEFT JOIN `shop-prod`.`core`.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS AS f
  ON f.table_name = c.table_name AND f.field_path = c.column_name
WHERE ((c.table_schema = ? AND c.table_name IN (?)))
UNION ALL
SELECT c.table_catalog AS a, c.table_schema AS b, c.table_name AS c, c.column_name AS d,
       c.data_type AS e, f.description AS f, 0 AS g, c.ordinal_position AS h
FROM `shop-prod`.`raw`.INFORMATION_SCHEMA.COLUMNS AS c
LEFT JOIN `shop-prod`.`raw`.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS AS f
  ON f.table_name = c.table_name AND f.field_path = c.column_name
WHERE ((c.table_schema = ? AND c.table_name IN (?)))
ORDER BY 1, 2, 3, 8"""
    )
    assert [parameter.value for parameter in settings.query_parameters] == ["core", "Orders", "raw", "logs"]
    assert settings.use_legacy_sql is False


def test_bigquery_is_not_asked_for_tables_without_a_dataset(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    hook = bare_hook("gcpbigquery")
    engine = engine_for(hook, connection("gcpbigquery", extra={"project": "shop"}))
    assert engine.columns(hook, [TableName(("orders",))], timeout=5).columns == {}


def test_spanner_is_named_as_its_hook_names_it(
    official_hook: Callable[..., Any], connection: Callable[..., Any]
) -> None:
    hooks = pytest.importorskip(f"{P}.google.cloud.hooks.spanner", reason="no Google provider")
    of = connection("gcpspanner", extra={"project_id": "p", "instance_id": "i", "database_id": "shop"})
    hook = official_hook(hooks.SpannerHook, of)
    info = hook.get_openlineage_database_info(of)
    engine = engine_for(hook, of)
    assert engine.namespace == f"{info.scheme}://{info.authority}" == "spanner://p/i"
    assert engine.dataset(TableName(("orders",)))[1] == f"{info.database}.orders" == "shop.orders"


def test_databricks_rest_hook_is_named_and_has_no_catalog_to_ask(
    official_hook: Callable[..., Any], connection: Callable[..., Any]
) -> None:
    hooks = pytest.importorskip(f"{P}.databricks.hooks.databricks", reason="no Databricks provider")
    of = connection("databricks", host="adb-1.azuredatabricks.net", password="t")
    hook = official_hook(hooks.DatabricksHook, of)
    engine = engine_for(hook, of).in_session("lake", "core")
    orders = TableName(("orders",))
    assert engine.dataset(orders) == ("databricks://adb-1.azuredatabricks.net", "lake.core.orders")
    assert engine.columns(hook, [orders], timeout=20).columns == {}
