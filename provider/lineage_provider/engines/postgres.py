"""PostgreSQL, and what speaks its language under the same connection type: Greenplum, pgvector, Aurora.

In: a ``postgres`` connection. Out: namespace ``postgres://host:port``, name ``database.schema.table``:
OpenLineage's naming rule, and what the official hook, dbt-ol and Spark (``PostgresJdbcExtractor``) write.

The default schema is the first one of ``search_path`` in the connection's or hook's ``options``, else
``public``. The official provider asks the server (``SELECT CURRENT_SCHEMA``) instead; that would open a
connection at START. A role or database with a search path of its own is found out at completion: the
catalog query also looks along the server's path, and the answer's ``names`` say where a table really is.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, ClassVar

from lineage_provider.engines.base import ConnectedEngine
from lineage_provider.engines.catalog_query import Bound, CatalogRow, fetch, is_one_of, own_copy
from lineage_provider.engines.deadline import Deadline
from lineage_provider.engines.official import authority, official_names
from lineage_provider.engines.statistics import CHANGES, RowCounts
from lineage_provider.sql.model import TableName

DEFAULT_PORT = 5432
DEFAULT_SCHEMA = "public"
_SEARCH_PATH = re.compile(r"(?:-c\s*|--)search_path\s*=\s*((?:\\.|[^\s\\])+)")

# pg_catalog, not information_schema: that one hides materialized views and whatever the role may read
# but owns no grant for. The type is information_schema's udt_name (a domain's base type); the remark
# says whether the server finds the table without its schema.
_COLUMNS = """
SELECT current_database(), n.nspname, c.relname, a.attname,
       CASE WHEN t.typtype = 'd' THEN b.typname ELSE t.typname END,
       col_description(c.oid, a.attnum), pg_table_is_visible(c.oid)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND ({tables})
ORDER BY n.nspname, c.relname, a.attnum
"""

# The same with the tables behind views. The server writes names of a definition without their schema where
# its search path finds them, so the path is emptied in between: `quiet` needs all of `found`, and every row
# of the result needs `quiet`. True: until the end of this statement's transaction.
_COLUMNS_AND_VIEWS = """
WITH RECURSIVE reached (oid) AS (
  SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND ({tables})
  UNION
  SELECT d.refobjid FROM reached r
  JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid AND w.ev_type = '1'
  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_catalog.pg_class'::regclass
), found AS (
  SELECT c.oid, current_database() AS base, n.nspname, c.relname, a.attname, a.attnum, c.relkind,
         CASE WHEN t.typtype = 'd' THEN b.typname ELSE t.typname END AS type,
         col_description(c.oid, a.attnum) AS note, pg_table_is_visible(c.oid) AS visible
  FROM reached r JOIN pg_catalog.pg_class c ON c.oid = r.oid AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
), quiet AS (
  SELECT set_config('search_path', '', true) AS path, count(*) AS columns FROM found
)
SELECT f.base, f.nspname, f.relname, f.attname, f.type, f.note, f.visible, f.attnum,
       CASE WHEN f.relkind IN ('v', 'm') AND f.attnum = 1 THEN pg_get_viewdef(f.oid) END
FROM quiet CROSS JOIN found f
ORDER BY f.nspname, f.relname, f.attnum
"""


@dataclass(frozen=True)
class PostgresEngine(ConnectedEngine):
    """One PostgreSQL database."""

    conn_types: ClassVar[tuple[str, ...]] = ("postgres", "postgresql", "greenplum", "pgvector")
    row_counts: ClassVar[RowCounts] = RowCounts(
        kinds=CHANGES | {"CREATE TABLE AS", "SELECT INTO", "CREATE VIEW AS", "COPY"}
    )
    """psycopg counts by the command tag; a plain view has none. Of several statements sent at once psycopg
    3 gives the first one's count, psycopg2 the last one's."""

    schema_is_assumed: bool = True
    """``default_schema`` is PostgreSQL's default, not something the connection says."""

    @classmethod
    def of(
        cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None
    ) -> PostgresEngine:
        official = official_names(hook, connection)
        options = (getattr(hook, "options", None), connection.extra_dejson.get("options"))
        schema = next(filter(None, (search_path_schema(text) for text in options)), None)
        return cls(
            namespace=official.namespace or f"postgres://{authority(connection, DEFAULT_PORT)}",
            dialect="postgres",
            default_database=database or official.database or connection.schema or connection.login,
            default_schema=schema or DEFAULT_SCHEMA,
            name="postgres",
            schema_is_assumed=schema is None,
        )

    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        names = [self.qualified(table) for table in tables]
        bound = Bound("%s")
        wanted = is_one_of(names, "n.nspname", "c.relname", bound)
        unqualified = [name.parts[-1] for name in names if name.parts[-2] == self.default_schema]
        if self.schema_is_assumed and unqualified:
            wanted += f" OR (c.relname IN ({bound.many(unqualified)}) AND pg_table_is_visible(c.oid))"
        with closing(_impatient(hook, deadline).get_conn()) as connection:
            # LOCAL: behind a connection pooler the session goes on to serve others.
            limit = f"SET LOCAL statement_timeout = {deadline.milliseconds}"
            query = _COLUMNS_AND_VIEWS if views else _COLUMNS
            return fetch(connection, (limit, ()), (query.format(tables=wanted), bound.values))

    def _stored_parts(
        self, asked: tuple[str, ...], stored: Mapping[tuple[str, ...], Sequence[CatalogRow]]
    ) -> tuple[str, ...] | None:
        found = super()._stored_parts(asked, stored)
        if found or not self.schema_is_assumed or asked[-2] != self.default_schema:
            return found
        on_path = [parts for parts, rows in stored.items() if rows[0].remark and parts[-1] == asked[-1]]
        return on_path[0] if len(on_path) == 1 and on_path[0][0] == asked[0] else None


def search_path_schema(options: str | None) -> str | None:
    r"""Return the first schema of ``search_path`` in libpq options; None where they have none.

    >>> search_path_schema("-c statement_timeout=5s -c search_path=Sales,public")
    'sales'
    >>> search_path_schema('-c search_path="$user",\\ "Sales"')
    'Sales'
    """
    found = _SEARCH_PATH.search(options or "")
    if not found:
        return None
    path = (entry.strip() for entry in re.sub(r"\\(.)", r"\1", found[1]).split(","))
    schemas = (entry[1:-1] if entry[:1] in "\"'" else entry.lower() for entry in path if entry)
    # "$user" is a schema only where the role has one of its name: not known here.
    return next((schema for schema in schemas if schema != "$user"), None)


def _impatient(hook: Any, deadline: Deadline) -> Any:
    """Return a copy of ``hook`` whose connection gives up connecting when time is up.

    The limit goes into the connection's extra, which the hook hands to the driver as it is.
    """
    mine = own_copy(hook)
    connection = copy.deepcopy(getattr(hook, "connection", None))
    if connection is None:
        return mine
    extra = {"connect_timeout": deadline.whole_seconds, **connection.extra_dejson}
    connection.extra = json.dumps(extra)
    mine._connection = connection
    return mine
