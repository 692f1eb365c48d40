"""Catalog queries of the engines in the rules table: one row each.

In: qualified table names. Out: query text and bound values. A module of its own because these are read
against a manual, not against code; engines whose catalog is not certain have no row here.

Every query selects (database, schema, table, column, type, comment, position) and ends in the columns'
order. ``{catalog}`` stands where a database's own information schema has to be named: one part a
database then, joined by UNION ALL into one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lineage_provider.engines.catalog_query import Bound, is_one_of, quoted
from lineage_provider.sql.model import TableName


@dataclass(frozen=True)
class CatalogQuery:
    """How one engine is asked for columns."""

    text: str
    schema: str = "table_schema"
    table: str = "table_name"
    database: str | None = None
    """The column to filter by database, where one catalog covers them all."""
    mark: str = "%s"
    quotes: str = '""'
    spell: Callable[[str], str] = str
    """Spelling of the values to compare with: str.lower where the columns are folded, too."""

    def ask(self, tables: Sequence[TableName]) -> tuple[str, list[str]]:
        """Return the query for ``tables`` (qualified) and its values."""
        bound = Bound(self.mark)
        parts = "\nUNION ALL\n".join(self._parts(tables, bound))
        return f"{parts}\nORDER BY 1, 2, 3, 7", bound.values

    def _parts(self, tables: Sequence[TableName], bound: Bound) -> Iterator[str]:
        groups: dict[str | None, list[TableName]] = {}
        for table in tables:
            spelled = TableName(self.spell(part) for part in table.parts)
            groups.setdefault(spelled.parts[-3] if len(spelled.parts) > 2 else None, []).append(spelled)
        for database, names in groups.items():
            prefix = f"{quoted(database, self.quotes)}." if database else ""
            here = f"{self.database} = {bound(database)} AND " if self.database and database else ""
            where = here + is_one_of(names, self.schema, self.table, bound)
            yield self.text.format(catalog=prefix, where=where)


_INFORMATION_SCHEMA = """SELECT table_catalog, table_schema, table_name, column_name, data_type,
       {comment}, ordinal_position
FROM {{catalog}}information_schema.columns
WHERE {{where}}"""

CATALOGS: dict[str, CatalogQuery] = {
    # https://trino.io/docs/current/connector.html: each catalog has an information_schema, all lower case.
    "trino": CatalogQuery(_INFORMATION_SCHEMA.format(comment="NULL"), mark="?"),
    # https://docs.databricks.com/en/sql/language-manual/information-schema/columns.html
    "databricks": CatalogQuery(_INFORMATION_SCHEMA.format(comment="comment"), mark="?", quotes="``"),
    # A database's collation decides about case; LOWER makes the answer the same for all of them.
    "mssql": CatalogQuery(
        "SELECT TABLE_CATALOG, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, NULL, ORDINAL_POSITION\n"
        "FROM {catalog}INFORMATION_SCHEMA.COLUMNS\nWHERE {where}",
        schema="LOWER(TABLE_SCHEMA)", table="LOWER(TABLE_NAME)", quotes="[]", spell=str.lower,
    ),
    # https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_REDSHIFT_COLUMNS.html: all databases at once.
    "redshift": CatalogQuery(
        "SELECT database_name, schema_name, table_name, column_name, data_type, remarks, ordinal_position\n"
        "FROM svv_redshift_columns\nWHERE {where}",
        schema="schema_name", table="table_name", database="database_name",
    ),
    # The database is the connection's: no column says so. Comments are on the owner's side of the join.
    "oracle": CatalogQuery(
        "SELECT NULL, c.owner, c.table_name, c.column_name, c.data_type, m.comments, c.column_id\n"
        "FROM all_tab_columns c LEFT JOIN all_col_comments m ON m.owner = c.owner\n"
        "  AND m.table_name = c.table_name AND m.column_name = c.column_name\nWHERE {where}",
        schema="c.owner", table="c.table_name", mark=":#",
    ),
    "clickhouse": CatalogQuery(
        "SELECT NULL, database, table, name, type, comment, position\nFROM system.columns\nWHERE {where}",
        schema="database", table="table",
    ),
    # Tables and views have a catalog each.
    "vertica": CatalogQuery(
        "SELECT NULL, table_schema, table_name, column_name, data_type, NULL, ordinal_position\n"
        "FROM (SELECT table_schema, table_name, column_name, data_type, ordinal_position"
        " FROM v_catalog.columns\n      UNION ALL SELECT table_schema, table_name, column_name, data_type,"
        " ordinal_position FROM v_catalog.view_columns) AS c\nWHERE {where}",
        schema="LOWER(table_schema)", table="LOWER(table_name)", spell=str.lower,
    ),
}  # fmt: skip
