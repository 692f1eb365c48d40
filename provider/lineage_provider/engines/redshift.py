"""Amazon Redshift.

In: a ``redshift`` connection, or a ``postgres`` one with extra ``redshift``. Out: namespace
``redshift://cluster.region:port`` (the cluster's host name says both; other hosts stay as they are), name
``database.schema.table``.

The default schema is ``public``: functions that tell the session's own run on the leader node only and
cannot be used with SVV views.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines.catalog_query import CatalogQuery
from lineage_provider.engines.rule import SCHEMA, Rule, always
from lineage_provider.engines.statistics import RowCounts

_IN_AWS = {"amazonaws.com": 6, "amazonaws.com.cn": 7}


def namespace(rule: Rule, connection: Any) -> str:
    """``redshift://cluster.region:port``."""
    host = connection.host or ""
    parts = host.split(".")
    known = any(host.endswith(end) and len(parts) == count for end, count in _IN_AWS.items())
    return f"redshift://{f'{parts[0]}.{parts[2]}' if known else host}:{connection.port or rule.port}"


RULE = Rule(
    "redshift", "redshift", "redshift", 5439, 3,
    database=(SCHEMA,), usual_schema=always("public"),
    namespace=namespace, pattern="redshift://{{cluster}}.{{region}}:{{port}}",
    # https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_REDSHIFT_COLUMNS.html: all databases at once.
    catalog=CatalogQuery(
        "SELECT database_name, schema_name, table_name, column_name, data_type, remarks, {session}, "
        "ordinal_position\nFROM svv_redshift_columns\nWHERE {where}",
        schema="schema_name", table="table_name", database="database_name",
    ),
    # redshift_connector reads the server's command tag: INSERT, UPDATE and DELETE have a count in it.
    row_counts=RowCounts(),
    source="official hook, OpenLineage rule",
    tested="hook's class; catalog query on PostgreSQL with the view's columns",
    note="Also a postgres connection with extra `redshift`, and `RedshiftDataOperator`.",
)  # fmt: skip
