"""Vertica.

In: a ``vertica`` connection. Out: namespace ``vertica://host:port``, name ``database.schema.table``. Names
keep their spelling and are compared without regard to case.
"""

from __future__ import annotations

from lineage_provider.engines.catalog_query import CatalogQuery
from lineage_provider.engines.rule import SCHEMA, Rule, always

# Tables and views have a catalog each.
_COLUMNS = (
    "SELECT NULL, table_schema, table_name, column_name, data_type, NULL, {session}, ordinal_position\n"
    "FROM (SELECT table_schema, table_name, column_name, data_type, ordinal_position"
    " FROM v_catalog.columns\n      UNION ALL SELECT table_schema, table_name, column_name, data_type,"
    " ordinal_position FROM v_catalog.view_columns) AS c\nWHERE {where}"
)

RULE = Rule(
    "vertica", "postgres", "vertica", 5433, 3,
    database=(SCHEMA,), usual_schema=always("public"),
    # https://docs.vertica.com/latest/en/sql-reference/system-tables/v-catalog-schema/columns/
    catalog=CatalogQuery(
        _COLUMNS, schema="LOWER(table_schema)", table="LOWER(table_name)", spell=str.lower,
        current="LOWER(CURRENT_SCHEMA())",
    ),
    # The driver counts the rows that were fetched: 1 for an INSERT, whose answer is one row.
    tested="hook's class",
)  # fmt: skip
