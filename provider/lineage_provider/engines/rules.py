"""The table of engines that need no code of their own: one row each.

In: nothing. Out: :data:`RULES`, by Airflow connection type. A module of its own so that adding an engine
is adding a row; :mod:`lineage_provider.engines.generic` reads it.

Namespaces and levels follow, in this order: the official hook, OpenLineage's naming rules
(https://openlineage.io/docs/spec/naming), dbt-ol, Spark's JDBC extractors. Where none of them has a rule
it is ``scheme://host:port`` (``source="own"``), with the port the hook uses when the connection has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Place = Callable[[Any, Any], object]
"""Reads one value from (hook, connection)."""


def attribute(name: str) -> Place:
    """The connection's own field: ``schema``, ``login``, ``host``."""
    return lambda hook, connection: getattr(connection, name, None)


def extra(name: str) -> Place:
    """A key of the connection's extra."""
    return lambda hook, connection: connection.extra_dejson.get(name)


def of_hook(name: str) -> Place:
    """An attribute of the hook: what the operator's ``hook_params`` say."""
    return lambda hook, connection: getattr(hook, name, None)


def always(value: str) -> Place:
    """The engine's own default."""
    return lambda hook, connection: value


def oracle_schema(hook: Any, connection: Any) -> str | None:
    """Oracle: the hook makes ``schema`` the current one, unless it is all that names the service.

    Otherwise a user's schema has the user's name.
    """
    names_service = not (connection.extra_dejson.get("service_name") or connection.extra_dejson.get("sid"))
    name = connection.login if names_service else connection.schema or connection.login
    return name.upper() if name else None


def bigquery_project(hook: Any, connection: Any) -> object:
    """The project of the connection; asking the hook's credentials is the last resort."""
    settings = connection.extra_dejson
    named = settings.get("project") or settings.get("extra__google_cloud_platform__project")
    return named or getattr(hook, "project_id", None)


@dataclass(frozen=True)
class Rule:
    """What a connection type means.

    ``database`` and ``schema`` are the places where the defaults stand, first one wins. ``argument``
    says which of the two an SQL operator's ``database=`` sets (it arrives in the hook's ``schema``).
    ``catalog`` names a query of :mod:`lineage_provider.engines.generic_catalogs`.
    """

    name: str
    dialect: str | None
    scheme: str
    port: int | None
    levels: int
    database: tuple[Place, ...] = ()
    schema: tuple[Place, ...] = ()
    argument: Literal["database", "schema"] = "database"
    namespace: Literal["host", "scheme", "athena", "redshift", "spanner", "databricks"] = "host"
    catalog: str | None = None
    source: str = "own"
    note: str = ""


_SCHEMA = attribute("schema")

RULES: dict[str, Rule] = {
    "gcpbigquery": Rule(
        "bigquery", "bigquery", "bigquery", None, 3,
        database=(bigquery_project,), namespace="scheme", source="official hook, OpenLineage rule",
        note="A dataset name without its project gets the connection's.",
    ),
    "redshift": Rule(
        "redshift", "redshift", "redshift", 5439, 3,
        database=(_SCHEMA,), schema=(always("public"),), namespace="redshift", catalog="redshift",
        source="official hook, OpenLineage rule",
        note="Also a postgres connection with extra `redshift`.",
    ),
    "databricks": Rule(
        "databricks", "databricks", "databricks", None, 3,
        database=(of_hook("catalog"), extra("catalog")),
        schema=(of_hook("schema"), _SCHEMA, always("default")), argument="schema",
        namespace="databricks", catalog="databricks", source="official hook, dbt-ol",
        note="Without a catalog in the connection its name is known at completion only.",
    ),
    "trino": Rule(
        "trino", "trino", "trino", 8080, 3,
        database=(extra("catalog"), always("hive")), schema=(_SCHEMA,), catalog="trino",
        source="official hook, OpenLineage rule",
    ),
    "presto": Rule(
        "presto", "presto", "presto", 8080, 3,
        database=(extra("catalog"), always("hive")), schema=(_SCHEMA,), source="dbt-ol",
    ),
    "athena": Rule(
        "athena", "athena", "awsathena", None, 3,
        database=(extra("catalog"), always("AwsDataCatalog")), schema=(_SCHEMA, always("default")),
        argument="schema", namespace="athena", source="official hook, OpenLineage rule",
    ),
    "mssql": Rule(
        "mssql", "tsql", "mssql", 1433, 3,
        database=(of_hook("schema"), _SCHEMA), schema=(always("dbo"),), catalog="mssql",
        source="official hook, dbt-ol",
        note="A user whose default schema is not dbo has to write it in the SQL.",
    ),
    "oracle": Rule(
        "oracle", "oracle", "oracle", 1521, 3,
        database=(extra("service_name"), extra("sid"), _SCHEMA), schema=(oracle_schema,),
        argument="schema", catalog="oracle", source="official hook, OpenLineage rule",
    ),
    "gcpspanner": Rule(
        "spanner", "bigquery", "spanner", None, 3,
        database=(extra("database_id"),), namespace="spanner", source="official hook",
        note="Tables without a named schema are `database.table`.",
    ),
    "clickhouse": Rule(
        "clickhouse", "clickhouse", "clickhouse", 8123, 2,
        schema=(of_hook("database"), _SCHEMA, always("default")), argument="schema",
        catalog="clickhouse", source="dbt-ol",
    ),
    "drill": Rule(
        "drill", "drill", "drill", 8047, 3,
        database=(extra("storage_plugin"), always("dfs")),
        note="Names are storage plugin, workspace, table.",
    ),
    "druid": Rule("druid", "druid", "druid", 8082, 2, schema=(always("druid"),)),
    "elasticsearch": Rule("elasticsearch", None, "elasticsearch", 9200, 1, note="A table is an index."),
    "exasol": Rule(
        "exasol", "exasol", "exasol", 8563, 2, schema=(of_hook("schema"), _SCHEMA), argument="schema",
    ),
    "hiveserver2": Rule(
        "hive", "hive", "hive", 10000, 2, schema=(_SCHEMA, always("default")), argument="schema",
        source="OpenLineage rule",
        note="Spark names the same table by its location or its metastore.",
    ),
    "impala": Rule(
        "impala", "hive", "impala", 21050, 2, schema=(_SCHEMA, always("default")), argument="schema",
    ),
    "pinot": Rule("pinot", None, "pinot", 8099, 1),
    "teradata": Rule(
        "teradata", "teradata", "teradata", 1025, 2, schema=(_SCHEMA, attribute("login")),
        argument="schema", source="OpenLineage rule",
    ),
    "vertica": Rule(
        "vertica", "postgres", "vertica", 5433, 3, database=(_SCHEMA,), schema=(always("public"),),
        catalog="vertica",
    ),
    "ydb": Rule("ydb", None, "ydb", 2136, 1, note="A table is named by its path, as written."),
}  # fmt: skip

OTHER = Rule(
    "generic", None, "", None, 3,
    note="Any other hook: the scheme is the connection type, the SQL is read without a dialect.",
)  # fmt: skip
