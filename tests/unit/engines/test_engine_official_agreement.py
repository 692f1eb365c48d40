"""Our names against those that the official provider, openlineage-sql's glue and dbt-ol really produce."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.engines import engine_for
from lineage_provider.engines.snowflake import account_name
from lineage_provider.sql.model import TableName

pytest.importorskip("airflow.providers.openlineage", reason="the OpenLineage provider is not installed")


def official_dataset(hook: Any, connection: Any, schema: str | None, table: str) -> tuple[str, str]:
    """What BaseSQLOperator's OpenLineage methods make of a table found in the catalog."""
    from airflow.providers.openlineage.sqlparser import SQLParser
    from airflow.providers.openlineage.utils.sql import TableSchema

    info = hook.get_openlineage_database_info(connection)
    namespace = SQLParser.create_namespace(info)
    found = TableSchema(table=table, schema=schema, database=None, fields=[])
    dataset = found.to_dataset(namespace, info.database, schema)
    return dataset.namespace, dataset.name


POSTGRES = [
    {"host": "db", "schema": "shop"},
    {"host": "DB.example.com", "port": 6432, "schema": "shop"},
    {"host": "10.0.0.1", "port": 5432, "login": "me", "password": "p@ss:w/rd?", "schema": "Shop"},
    {"host": "::1", "schema": "shop"},
]


@pytest.mark.parametrize("fields", POSTGRES)
def test_postgres_agrees(
    connection: Callable[..., Any], official_hook: Callable[..., Any], fields: dict[str, Any]
) -> None:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres")
    of = connection("postgres", **fields)
    hook = official_hook(hooks.PostgresHook, of)
    assert engine_for(hook, of).dataset(TableName(("orders",))) == official_dataset(
        hook, of, "public", "orders"
    )


@pytest.mark.parametrize("fields", POSTGRES[:3])
def test_postgres_agrees_without_asking_the_hook(
    connection: Callable[..., Any],
    official_hook: Callable[..., Any],
    bare_hook: Callable[..., Any],
    fields: dict[str, Any],
) -> None:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres")
    of = connection("postgres", **fields)
    official = official_dataset(official_hook(hooks.PostgresHook, of), of, "public", "orders")
    assert engine_for(bare_hook("postgres"), of).dataset(TableName(("orders",))) == official


def test_postgres_agrees_on_the_operators_database(
    connection: Callable[..., Any], official_hook: Callable[..., Any]
) -> None:
    hooks = pytest.importorskip("airflow.providers.postgres.hooks.postgres")
    of = connection("postgres", host="db", schema="shop")
    hook = official_hook(hooks.PostgresHook, of)
    hook.database = "archive"
    found = engine_for(hook, of, database="archive").dataset(TableName(("orders",)))
    assert (
        found
        == official_dataset(hook, of, "public", "orders")
        == (
            "postgres://db:5432",
            "archive.public.orders",
        )
    )


def test_mysql_agrees(connection: Callable[..., Any], official_hook: Callable[..., Any]) -> None:
    hooks = pytest.importorskip("airflow.providers.mysql.hooks.mysql", reason="no MySQL provider")
    of = connection("mysql", host="DB", schema="shop")
    hook = official_hook(hooks.MySqlHook, of)
    assert engine_for(hook, of).dataset(TableName(("orders",))) == official_dataset(
        hook, of, "shop", "orders"
    )


SNOWFLAKE = [
    {"account": "org-acc"},
    {"account": "ORG-Acc"},
    {"account": "xy12345"},
    {"account": "xy12345", "region": "eu-west-1"},
    {"account": "xy12345.eu-west-1"},
    {"account": "xy12345.us-east-2.aws"},
    {"account": "xy12345.east-us-2.azure"},
    {"account": "xy12345.europe-west3.gcp.europe-west3.gcp"},
    {"account": "xy12345-us-east-1-aws"},
    {"account": "acc_aws_us_east_1"},
    {"account": "org-acc", "host": "org-acc.snowflakecomputing.com"},
    {"account": "org-acc", "host": "org-acc.privatelink.snowflakecomputing.com", "port": "443"},
    {"account": "xy12345.eu-west-1.privatelink"},
    {"account": "my_org-my_acc"},
    {"account": "xy12345", "region": "us-gov-west-1.aws"},
]


@pytest.mark.parametrize("extra", SNOWFLAKE)
def test_snowflake_agrees(
    connection: Callable[..., Any], official_hook: Callable[..., Any], extra: dict[str, str]
) -> None:
    pytest.importorskip("snowflake.sqlalchemy", reason="no Snowflake driver")
    hooks = pytest.importorskip("airflow.providers.snowflake.hooks.snowflake", reason="no Snowflake provider")
    settings = {"database": "SHOP", **extra}
    of = connection("snowflake", login="me", password="secret", schema="CORE", extra=settings)
    hook = official_hook(hooks.SnowflakeHook, of)
    assert engine_for(hook, of).dataset(TableName(("ORDERS",))) == official_dataset(
        hook, of, "CORE", "ORDERS"
    )


def test_snowflake_agrees_on_every_form_of_an_account() -> None:
    theirs = pytest.importorskip("airflow.providers.snowflake.utils.openlineage", reason="no provider")
    names = ("xy12345", "org-acc", "org_acc", "ORG-Acc", "my_org-my_acc", "acc_aws", "aws-org", "azure-azure")
    regions = ("", "us-east-1", "eu_west_1", "west-europe", "us-west-2-aws", "us_east_1_gcp")
    clouds = ("", "aws", "gcp", "azure", "privatelink", "snowflakecomputing.com", "eu-west-1.aws")
    for parts in itertools.product(names, regions, clouds):
        for mark in (".", "-", "_"):
            account = mark.join(part for part in parts if part)
            assert account_name(account) == theirs.fix_account_name(account.lower()), account


@pytest.mark.parametrize("account", ["org-acc", "xy12345", "xy12345.us-east-2.aws"])
def test_snowflake_agrees_with_dbt_ol(account: str) -> None:
    theirs = pytest.importorskip("openlineage.common.provider.snowflake")
    assert account_name(account) == theirs.fix_account_name(account)


def dbt_namespace(adapter: str, profile: dict[str, Any]) -> str:
    """The namespace that dbt-ol writes for a profile."""
    processor = pytest.importorskip("openlineage.common.provider.dbt.processor")

    class Processor(processor.DbtArtifactProcessor):  # type: ignore[misc, name-defined]
        def get_dbt_metadata(self) -> Any:
            raise NotImplementedError

        def dbt_run_run_facet(self) -> Any:
            raise NotImplementedError

    made = Processor(producer="https://example.com", job_namespace="dbt")
    made.adapter_type = processor.Adapter[adapter]
    return str(made.extract_namespace(profile))


# dbt adapter, profile -> conn_type and connection of the same database
DBT = [
    ("POSTGRES", {"host": "db", "port": 5432}, "postgres", {"host": "db"}),
    ("REDSHIFT", {"host": "10.0.0.1", "port": 5439}, "redshift", {"host": "10.0.0.1"}),
    ("TRINO", {"host": "trino", "port": 8080}, "trino", {"host": "trino"}),
    ("PRESTO", {"host": "presto", "port": 8080}, "presto", {"host": "presto"}),
    ("CLICKHOUSE", {"host": "ch", "port": 8123}, "clickhouse", {"host": "ch"}),
    ("SQLSERVER", {"server": "db", "port": 1433}, "mssql", {"host": "db"}),
    ("DATABRICKS", {"host": "adb-1.net"}, "databricks", {"host": "adb-1.net"}),
    ("ATHENA", {"region_name": "eu-west-1"}, "athena", {"extra": {"region_name": "eu-west-1"}}),
    ("BIGQUERY", {}, "gcpbigquery", {"extra": {"project": "shop"}}),
    ("SNOWFLAKE", {"account": "org-acc"}, "snowflake", {"extra": {"account": "org-acc"}}),
    ("DUCKDB", {"path": "/data/shop.duckdb"}, "duckdb", {"host": "/data/shop.duckdb"}),
    ("DUCKDB", {"path": "md:shop"}, "duckdb", {"host": "md:shop"}),
]


@pytest.mark.parametrize(("adapter", "profile", "conn_type", "fields"), DBT)
def test_dbt_ol_agrees(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    adapter: str,
    profile: dict[str, Any],
    conn_type: str,
    fields: dict[str, Any],
) -> None:
    engine = engine_for(bare_hook(conn_type), connection(conn_type, **fields))
    assert engine.namespace == dbt_namespace(adapter, profile)


def test_the_hooks_own_answer_wins(connection: Callable[..., Any], bare_hook: Callable[..., Any]) -> None:
    from airflow.providers.openlineage.sqlparser import DatabaseInfo

    info = DatabaseInfo(scheme="trino", authority="gateway:443", database="lake")
    hook = bare_hook("trino", get_openlineage_database_info=lambda connection: info)
    engine = engine_for(hook, connection("trino", host="trino", schema="core"))
    assert engine.dataset(TableName(("orders",))) == ("trino://gateway:443", "lake.core.orders")


def test_a_hook_that_cannot_name_its_database_is_named_by_the_rule(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(connection: Any) -> Any:
        raise RuntimeError("no region")

    hook = bare_hook("trino", get_openlineage_database_info=fail)
    with caplog.at_level("INFO", logger="lineage_provider.engines.official"):
        engine = engine_for(hook, connection("trino", host="trino", schema="core"))
    assert engine.namespace == "trino://trino:8080"
    assert [record.getMessage() for record in caplog.records] == [
        "SimpleNamespace could not name its database for OpenLineage: no region"
    ]


# OpenLineage's own naming classes: class, its values, conn_type and connection of the same database
STANDARD = [
    ("Athena", {"region_name": "eu-west-1", "catalog": "AwsDataCatalog", "database": "core"},
     "athena", {"schema": "core", "extra": {"region_name": "eu-west-1"}}),
    ("Oracle", {"host": "db", "port": "1521", "service_name": "XE", "schema": "SCOTT"},
     "oracle", {"host": "db", "login": "scott", "extra": {"service_name": "XE"}}),
    ("Teradata", {"host": "td", "port": "1025", "database": "shop"},
     "teradata", {"host": "td", "schema": "shop"}),
    ("Redshift", {"cluster_identifier": "c1", "region": "eu-west-1", "port": "5439", "database": "shop",
                  "schema": "public"},
     "redshift", {"host": "c1.abc.eu-west-1.redshift.amazonaws.com", "schema": "shop"}),
    ("Trino", {"host": "trino", "port": "8080", "catalog": "lake", "schema": "core"},
     "trino", {"host": "trino", "schema": "core", "extra": {"catalog": "lake"}}),
    ("Hive", {"host": "hive", "port": "10000", "database": "shop"},
     "hiveserver2", {"host": "hive", "schema": "shop"}),
    ("Postgres", {"host": "db", "port": "5432", "database": "shop", "schema": "public"},
     "postgres", {"host": "db", "schema": "shop"}),
    ("MySQL", {"host": "db", "port": "3306", "database": "shop"}, "mysql", {"host": "db", "schema": "shop"}),
    ("Snowflake", {"organization_name": "org", "account_name": "acc", "database": "SHOP", "schema": "CORE"},
     "snowflake", {"schema": "core", "extra": {"account": "org-acc", "database": "shop"}}),
]  # fmt: skip


@pytest.mark.parametrize(("standard", "values", "conn_type", "fields"), STANDARD)
def test_openlineages_own_naming_agrees(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    standard: str,
    values: dict[str, Any],
    conn_type: str,
    fields: dict[str, Any],
) -> None:
    naming = pytest.importorskip("openlineage.client.naming.dataset", reason="an older OpenLineage client")
    named = getattr(naming, standard)(**values, table="orders")
    engine = engine_for(bare_hook(conn_type), connection(conn_type, **fields))
    assert engine.dataset(TableName(("orders",))) == (named.get_namespace(), named.get_name())
