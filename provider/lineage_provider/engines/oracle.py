"""Oracle.

In: an ``oracle`` connection. Out: namespace ``oracle://host:port``, name ``service.SCHEMA.TABLE`` (or the
SID in place of the service), upper case unless quoted.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines.catalog_query import CatalogQuery, values_of
from lineage_provider.engines.rule import SCHEMA, Rule, extra
from lineage_provider.engines.statistics import RowCounts


def current_schema(hook: Any, connection: Any) -> str | None:
    """The schema that the hook makes the current one: the connection's, beside a service."""
    if not connection.schema or not connection.extra_dejson.get("service_name"):
        return None
    return str(connection.schema).upper()


def users_schema(hook: Any, connection: Any) -> str | None:
    """A user's own schema has the user's name."""
    return str(connection.login).upper() if connection.login else None


RULE = Rule(
    "oracle", "oracle", "oracle", 1521, 3,
    database=(extra("service_name"), extra("sid"), SCHEMA),
    schema=(current_schema,), usual_schema=users_schema,
    # The database is the connection's: no column says so. ALL_TAB_COLUMNS has views, too.
    # https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/ALL_TAB_COLUMNS.html
    catalog=CatalogQuery(
        "SELECT NULL, c.owner, c.table_name, c.column_name, c.data_type, m.comments, {session}, c.column_id\n"
        "FROM all_tab_columns c LEFT JOIN all_col_comments m ON m.owner = c.owner\n"
        "  AND m.table_name = c.table_name AND m.column_name = c.column_name\nWHERE {where}",
        schema="c.owner", table="c.table_name", bind=values_of(":#"),
        current="SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')",
        # https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/ALL_VIEWS.html: TEXT is a LONG,
        # TEXT_VC its first 4,000 bytes, of which only a whole text is of use.
        views="SELECT NULL, c.owner, c.table_name, c.column_name, c.data_type, m.comments, {session},\n"
        "       c.column_id,"
        " CASE WHEN c.column_id = 1 AND v.text_length <= LENGTHB(v.text_vc) THEN v.text_vc END\n"
        "FROM all_tab_columns c LEFT JOIN all_col_comments m ON m.owner = c.owner\n"
        "  AND m.table_name = c.table_name AND m.column_name = c.column_name\n"
        "LEFT JOIN all_views v ON v.owner = c.owner AND v.view_name = c.table_name\nWHERE {where}",
    ),
    # An INSERT into several tables has one count for all of them.
    row_counts=RowCounts(not_counted=r"\binsert\s+(/\*.*?\*/\s*)?(all|first)\b"),
    source="official hook, OpenLineage rule", tested="hook's class",
)  # fmt: skip
