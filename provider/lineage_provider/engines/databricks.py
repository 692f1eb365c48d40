"""Databricks SQL.

In: a ``databricks`` connection. Out: namespace ``databricks://host``, name ``catalog.schema.table``, as the
official hook and dbt-ol write them. Without a catalog in the connection the workspace decides: the catalog
query tells it at completion. The old Hive metastore has no information_schema; there the query fails, and
that is reported.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines.catalog_query import (
    CatalogQuery,
    information_schema,
    information_schema_views,
    values_of,
)
from lineage_provider.engines.rule import SCHEMA, Rule, always, extra, of_hook
from lineage_provider.engines.statistics import RowCounts


def namespace(rule: Rule, connection: Any) -> str:
    """``databricks://host``, of a host or a URL."""
    host = connection.extra_dejson.get("host") or connection.host or ""
    return f"databricks://{host.partition('://')[2].partition('/')[0] or host}"


RULE = Rule(
    "databricks", "databricks", "databricks", None, 3,
    database=(of_hook("catalog"), extra("catalog")), schema=(of_hook("schema"), SCHEMA),
    usual_schema=always("default"), argument="schema",
    namespace=namespace, pattern="databricks://{{host}}",
    # https://docs.databricks.com/en/sql/language-manual/information-schema/columns.html
    catalog=CatalogQuery(
        information_schema("comment"), bind=values_of("?"), quotes="``", current="current_schema()",
        views=information_schema_views("c.comment"),
    ),
    # databricks-sql-connector: num_modified_rows of INSERT, UPDATE, DELETE and MERGE, else -1.
    row_counts=RowCounts(),
    source="official hook, dbt-ol", tested="hook's class",
    note="Without a catalog in the connection its name is known at completion only.",
)  # fmt: skip
