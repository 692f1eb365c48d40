"""ClickHouse.

In: a ``clickhouse`` connection, of the official provider (HTTP) or of airflow-clickhouse-plugin (native
protocol; its hook names its own port). Out: namespace ``clickhouse://host:port``, name ``database.table``.
Names are told apart by case. Values are written into the catalog query: the two drivers bind by different
rules.
"""

from __future__ import annotations

from lineage_provider.engines.catalog_query import CatalogQuery, inlined
from lineage_provider.engines.rule import SCHEMA, Rule, always, of_hook

RULE = Rule(
    "clickhouse", "clickhouse", "clickhouse", 8123, 2,
    # `database` is the official hook's, `_schema` the plugin's.
    schema=(of_hook("database"), of_hook("_schema"), SCHEMA, always("default")),
    # https://clickhouse.com/docs/operations/system-tables/columns
    catalog=CatalogQuery(
        "SELECT NULL, database, table, name, type, comment, {session}, position\n"
        "FROM system.columns\nWHERE {where}",
        schema="database", table="table", bind=inlined(backslash=True),
        # https://clickhouse.com/docs/operations/system-tables/tables
        views="SELECT NULL, c.database, c.table, c.name, c.type, c.comment, {session}, c.position,\n"
        "       if(c.position = 1, t.as_select, NULL)\nFROM system.columns AS c\n"
        "LEFT JOIN system.tables AS t ON t.database = c.database AND t.name = c.table\nWHERE {where}",
    ),
    # Neither driver counts: the HTTP one gives the length of its own answer, 1.
    source="dbt-ol", tested="hook's class; catalog query on ClickHouse itself (chdb)",
)  # fmt: skip
