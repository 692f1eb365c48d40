"""Exasol.

In: an ``exasol`` connection. Out: namespace ``exasol://host:port``, name ``SCHEMA.TABLE``, upper case unless
quoted; the connection's schema is opened as it is written. The driver's connection is none of the DB-API:
it runs statements itself, and binds by names of its own, so values are written into the catalog query.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from lineage_provider.engines.catalog_query import CatalogQuery, CatalogRow, Statement, inlined
from lineage_provider.engines.rule import SCHEMA, Rule, of_hook
from lineage_provider.engines.statistics import RowCounts


def by_connection(hook: Any, statement: Statement, seconds: float) -> list[CatalogRow]:
    """Run a statement on the hook's connection."""
    with closing(hook.get_conn()) as connection, closing(connection.execute(statement[0])) as found:
        return [CatalogRow(*row) for row in found.fetchall()]


RULE = Rule(
    "exasol", "exasol", "exasol", 8563, 2,
    schema=(of_hook("schema"), SCHEMA), argument="schema",
    # https://docs.exasol.com/db/latest/sql_references/system_tables/metadata/exa_all_columns.htm
    catalog=CatalogQuery(
        "SELECT NULL, column_schema, column_table, column_name, column_type, column_comment, {session},"
        " column_ordinal_position\nFROM sys.exa_all_columns\nWHERE {where}",
        schema="column_schema", table="column_table", bind=inlined(), read=by_connection,
    ),
    # The server's rowCount of statements without a result set.
    row_counts=RowCounts(),
    tested="hook's class",
)  # fmt: skip
