"""Trino and Presto.

In: a ``trino`` or ``presto`` connection. Out: namespace ``trino://host:port``, name
``catalog.schema.table``; names are lower case everywhere. The catalog is the extra's, else ``hive``, which
is what both hooks connect with. There is no default schema.
"""

from __future__ import annotations

from lineage_provider.engines.catalog_query import (
    CatalogQuery,
    information_schema,
    information_schema_views,
    values_of,
)
from lineage_provider.engines.rule import SCHEMA, Rule, always, extra
from lineage_provider.engines.statistics import CHANGES, RowCounts

RULE = Rule(
    "trino", "trino", "trino", 8080, 3,
    database=(extra("catalog"), always("hive")), schema=(SCHEMA,),
    # https://trino.io/docs/current/connector.html: each catalog has an information_schema. No comments:
    # releases differ in whether they tell them there.
    catalog=CatalogQuery(information_schema(), bind=values_of("?"), views=information_schema_views()),
    # The client's update_count: documented for INSERT, UPDATE, DELETE, MERGE and CREATE TABLE AS.
    row_counts=RowCounts(kinds=CHANGES | {"CREATE TABLE AS"}),
    source="official hook, OpenLineage rule", tested="hook's class",
)  # fmt: skip

PRESTO = Rule(
    "presto", "presto", "presto", 8080, 3,
    database=(extra("catalog"), always("hive")), schema=(SCHEMA,),
    # https://prestodb.io/docs/current/connector.html; the driver prepares statements with parameters.
    catalog=CatalogQuery(
        information_schema("comment"), bind=values_of("?"), views=information_schema_views("c.comment")
    ),
    # Its driver counts nothing.
    source="dbt-ol", tested="hook's class",
)  # fmt: skip
