"""Microsoft SQL Server, and Azure SQL under the same connection type.

In: an ``mssql`` connection. Out: namespace ``mssql://host:port``, name ``database.schema.table``. The
default schema is ``dbo``; that of a user with another one is found out by the catalog query.
"""

from __future__ import annotations

from lineage_provider.engines.catalog_query import CatalogQuery
from lineage_provider.engines.rule import SCHEMA, Rule, always, of_hook
from lineage_provider.engines.statistics import RowCounts

# A database's collation decides about case; LOWER makes the answer the same for all of them. The stored
# spelling of the database is the server's. Comments are extended properties of this name.
_COLUMNS = """SELECT COALESCE(DB_NAME(DB_ID({name})), DB_NAME()), s.name, o.name, c.name, t.name,
       CAST(p.value AS nvarchar(4000)), {session}, c.column_id
FROM {catalog}sys.columns AS c
JOIN {catalog}sys.objects AS o ON o.object_id = c.object_id AND o.type IN ('U', 'V')
JOIN {catalog}sys.schemas AS s ON s.schema_id = o.schema_id
JOIN {catalog}sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN {catalog}sys.extended_properties AS p ON p.class = 1 AND p.major_id = c.object_id
  AND p.minor_id = c.column_id AND p.name = 'MS_Description'
WHERE {where}"""

RULE = Rule(
    "mssql", "tsql", "mssql", 1433, 3,
    database=(of_hook("schema"), SCHEMA), usual_schema=always("dbo"), argument="database",
    # https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-columns-transact-sql
    catalog=CatalogQuery(
        _COLUMNS, schema="LOWER(s.name)", table="LOWER(o.name)", quotes="[]", spell=str.lower,
        current="LOWER(SCHEMA_NAME())",
    ),
    # 0 is also what a batch leaves behind whose last part writes nothing.
    row_counts=RowCounts(zero=False),
    source="official hook, dbt-ol", tested="hook's class",
    note="The schema of a user whose default is not `dbo` is known at completion.",
)  # fmt: skip
