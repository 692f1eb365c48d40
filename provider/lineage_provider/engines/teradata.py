"""Teradata.

In: a ``teradata`` connection. Out: namespace ``teradata://host:port``, name ``database.table``. Without a
database in the connection a session starts in the user's default one: the user's own, unless the catalog
query says otherwise. Names are stored as they were written and compared without regard to case.
"""

from __future__ import annotations

from lineage_provider.engines.catalog_query import CatalogQuery, values_of
from lineage_provider.engines.rule import SCHEMA, Rule, attribute
from lineage_provider.engines.statistics import RowCounts

# Data Dictionary, "ColumnType Column": the catalog keeps codes, not names. Views have none.
_TYPES = (
    ("CF", "CHAR"), ("CV", "VARCHAR"), ("CO", "CLOB"), ("BF", "BYTE"), ("BV", "VARBYTE"), ("BO", "BLOB"),
    ("I1", "BYTEINT"), ("I2", "SMALLINT"), ("I", "INTEGER"), ("I8", "BIGINT"), ("F", "FLOAT"),
    ("D", "DECIMAL"), ("N", "NUMBER"), ("DA", "DATE"), ("AT", "TIME"), ("TS", "TIMESTAMP"),
    ("TZ", "TIME WITH TIME ZONE"), ("SZ", "TIMESTAMP WITH TIME ZONE"), ("PD", "PERIOD(DATE)"),
    ("PT", "PERIOD(TIME)"), ("PS", "PERIOD(TIMESTAMP)"), ("YR", "INTERVAL YEAR"), ("MO", "INTERVAL MONTH"),
    ("DY", "INTERVAL DAY"), ("HR", "INTERVAL HOUR"), ("MI", "INTERVAL MINUTE"), ("SC", "INTERVAL SECOND"),
    ("JN", "JSON"), ("XM", "XML"),
)  # fmt: skip

RULE = Rule(
    "teradata", "teradata", "teradata", 1025, 2,
    schema=(SCHEMA,), usual_schema=attribute("login"),
    catalog=CatalogQuery(
        "SELECT NULL, DatabaseName, TableName, ColumnName, ColumnType, CommentString, {session}, ColumnId\n"
        "FROM DBC.ColumnsV\nWHERE {where}",
        schema="LOWER(DatabaseName)", table="LOWER(TableName)", bind=values_of("?"), spell=str.lower,
        current="LOWER(DATABASE)", types=_TYPES,
    ),
    # The server's activity count.
    row_counts=RowCounts(),
    source="OpenLineage rule", tested="hook's class",
    note="Columns of views have no types in the catalog.",
)  # fmt: skip
