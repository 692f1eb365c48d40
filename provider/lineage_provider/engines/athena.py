"""Amazon Athena.

In: an ``athena`` connection. Out: namespace ``awsathena://athena.region.amazonaws.com``, name
``catalog.database.table``. What Athena calls a database is the schema here.

Values are written into the catalog query: its driver binds by other rules than the DB-API's. The query
runs as every Athena query does (queued, its result in S3), so ``catalog_timeout`` may be too short for it.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines.catalog_query import (
    CatalogQuery,
    information_schema,
    information_schema_views,
    inlined,
)
from lineage_provider.engines.rule import SCHEMA, Rule, always, extra
from lineage_provider.engines.statistics import CHANGES, RowCounts

CATALOG = "AwsDataCatalog"


def namespace(rule: Rule, connection: Any) -> str:
    """``awsathena://athena.region.amazonaws.com``; without the region where none is known."""
    settings = connection.extra_dejson
    domain = settings.get("aws_domain", "amazonaws.com")
    region = settings.get("region_name")
    return f"awsathena://athena.{region}.{domain}" if region else f"awsathena://athena.{domain}"


RULE = Rule(
    "athena", "athena", "awsathena", None, 3,
    database=(extra("catalog"), always(CATALOG)), schema=(SCHEMA, always("default")),
    namespace=namespace, pattern="awsathena://athena.{{region}}.amazonaws.com",
    # https://docs.aws.amazon.com/athena/latest/ug/querying-glue-catalog.html: names are lower case there.
    # The catalog is named as it was asked for: it calls itself by another spelling there.
    catalog=CatalogQuery(
        information_schema().replace("table_catalog", "{name}"), bind=inlined(),
        views=information_schema_views().replace("c.table_catalog", "{name}"),
    ),
    # PyAthena: UpdateCount of INSERT, UPDATE, DELETE, MERGE and CREATE TABLE AS, else -1.
    row_counts=RowCounts(kinds=CHANGES | {"CREATE TABLE AS"}),
    source="official hook, OpenLineage rule", tested="hook's class",
    note="`AthenaOperator` keeps its own datasets; columns are added.",
)  # fmt: skip
