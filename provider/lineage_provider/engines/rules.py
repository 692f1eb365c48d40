"""The engines that a description is enough for, by Airflow connection type.

In: the rules of the engines' own files, and those that are one line. Out: :data:`RULES`. A module of its own
so that adding an engine is adding a row; :mod:`lineage_provider.engines.generic` reads it.

Namespaces and levels follow, in this order: the official hook, OpenLineage's naming rules
(https://openlineage.io/docs/spec/naming), dbt-ol, Spark's JDBC extractors. Where none of them has a rule
it is ``scheme://host:port`` (``source="own"``), with the port the hook uses when the connection has none.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines import (
    athena,
    bigquery,
    clickhouse,
    databricks,
    exasol,
    hive,
    mssql,
    oracle,
    redshift,
    teradata,
    trino,
    vertica,
)
from lineage_provider.engines.catalog_query import CatalogQuery, information_schema, inlined
from lineage_provider.engines.rule import Rule, always, extra


def _spanner(rule: Rule, connection: Any) -> str:
    settings = connection.extra_dejson
    project, instance = settings.get("project_id"), settings.get("instance_id")
    return f"spanner://{project}/{instance}" if project and instance else "spanner"


RULES: dict[str, Rule] = {
    "gcpbigquery": bigquery.RULE,
    "redshift": redshift.RULE,
    "databricks": databricks.RULE,
    "trino": trino.RULE,
    "presto": trino.PRESTO,
    "athena": athena.RULE,
    "mssql": mssql.RULE,
    "oracle": oracle.RULE,
    "clickhouse": clickhouse.RULE,
    "teradata": teradata.RULE,
    "vertica": vertica.RULE,
    "exasol": exasol.RULE,
    "hiveserver2": hive.RULE,
    "hive_cli": hive.RULE,
    "impala": hive.IMPALA,
    "gcpspanner": Rule(
        "spanner", "bigquery", "spanner", None, 3,
        database=(extra("database_id"),), namespace=_spanner, pattern="spanner://{{project}}/{{instance}}",
        source="official hook", tested="hook's class",
        note="Tables without a named schema are `database.table`.",
    ),
    "drill": Rule(
        "drill", "drill", "drill", 8047, 3, database=(extra("storage_plugin"), always("dfs")),
        note="Names are storage plugin, workspace, table.",
    ),
    "druid": Rule(
        "druid", "druid", "druid", 8082, 2, schema=(always("druid"),), tested="hook's class",
        # https://druid.apache.org/docs/latest/querying/sql-metadata-tables: the driver writes values into
        # the text, too.
        catalog=CatalogQuery(information_schema().replace("table_catalog", "NULL"), bind=inlined()),
    ),
    "pinot": Rule("pinot", None, "pinot", 8099, 1),
    "elasticsearch": Rule("elasticsearch", None, "elasticsearch", 9200, 1, note="A table is an index."),
    "ydb": Rule("ydb", None, "ydb", 2136, 1, note="A table is named by its path, as written."),
}  # fmt: skip

OTHER = Rule(
    "generic", None, "", None, 3, argument="database",
    note="Any other hook: the scheme is the connection type, the SQL is read without a dialect.",
)  # fmt: skip
