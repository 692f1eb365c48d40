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

from lineage_provider.engines.base import Engine
from lineage_provider.engines.catalog_query import Bound, CatalogRow, fetch, is_one_of, own_copy
from lineage_provider.engines.deadline import Deadline
from lineage_provider.engines.official import authority, official_names
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


@dataclass(frozen=True)
class PostgresEngine(Engine):
    """One PostgreSQL database."""

    conn_types: ClassVar[tuple[str, ...]] = ("postgres", "postgresql", "greenplum", "pgvector")

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

    def _rows(self, hook: Any, tables: Sequence[TableName], deadline: Deadline) -> list[CatalogRow]:
        names = [self.qualified(table) for table in tables]
        bound = Bound("%s")
        wanted = is_one_of(names, "n.nspname", "c.relname", bound)
        unqualified = [name.parts[-1] for name in names if name.parts[-2] == self.default_schema]
        if self.schema_is_assumed and unqualified:
            wanted += f" OR (c.relname IN ({bound.many(unqualified)}) AND pg_table_is_visible(c.oid))"
        with closing(_impatient(hook, deadline).get_conn()) as connection:
            # LOCAL: behind a connection pooler the session goes on to serve others.
            limit = f"SET LOCAL statement_timeout = {deadline.milliseconds}"
            return fetch(connection, (limit, ()), (_COLUMNS.format(tables=wanted), bound.values))

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
