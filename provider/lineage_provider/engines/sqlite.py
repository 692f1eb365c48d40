"""SQLite: a file is the database.

In: a ``sqlite`` connection. Out: namespace ``sqlite:///absolute/path/shop.db``, name ``main.orders``.
OpenLineage has no rule for SQLite, and no other producer a usable one (the Great Expectations action
writes ``sqlite`` for every file, Spark's extractor refuses a JDBC URL without a host). So the namespace
follows what dbt-ol writes for the other embedded database (``duckdb://<path>``), with the path made
absolute: ``file:`` URIs, relative paths, ``~``, ``..`` and query strings all end at the same dataset.
Names have two levels, because SQLite's own catalog has: ``main.orders`` and plain ``orders`` are one
table, and an attached database keeps the name it was attached under (``archive.orders``).

``:memory:`` belongs to the task that opened it and to nobody else: ``sqlite://:memory:/dag.task``. Its
tables are gone with the connection, so there is no catalog to ask.

Names are compared without regard to case; sqlglot writes them in lower case, and the answer's ``names``
hold the stored spelling. The catalog sees what the hook's connection sees: a database that the task
itself attached is absent.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, ClassVar

from lineage_provider.engines.base import ConnectedEngine
from lineage_provider.engines.catalog_query import CatalogRow, fetch, own_copy
from lineage_provider.engines.deadline import CatalogError, Deadline
from lineage_provider.engines.files import database_file
from lineage_provider.engines.statistics import RowCounts
from lineage_provider.sql.model import TableName

MEMORY = ":memory:"

# CROSS JOIN: SQLite then keeps this order, so that pragma_table_xinfo is only asked about databases that
# exist (it fails for others). hidden 1 are the columns of virtual tables that SELECT * leaves out.
_COLUMNS = """
WITH asked (schema, name) AS (VALUES {tables})
SELECT NULL, d.name, coalesce(m.name, asked.name), c.name, c.type
FROM asked
CROSS JOIN pragma_database_list AS d ON d.name = asked.schema COLLATE NOCASE
CROSS JOIN pragma_table_xinfo(asked.name, d.name) AS c
LEFT JOIN main.sqlite_master AS m
  ON d.name = 'main' AND m.type IN ('table', 'view') AND m.name = asked.name COLLATE NOCASE
WHERE c.hidden <> 1
ORDER BY d.name, asked.name, c.cid
"""

# The same with the tables whose names are in a view's text; definitions in attached databases are not read.
_COLUMNS_AND_VIEWS = """
WITH RECURSIVE asked (schema, name) AS (VALUES {tables}),
reached (schema, name) AS (
  SELECT schema, name FROM asked
  UNION
  SELECT 'main', t.name FROM reached AS r
  JOIN main.sqlite_master AS v ON r.schema = 'main' COLLATE NOCASE AND v.type = 'view'
    AND v.name = r.name COLLATE NOCASE
  JOIN main.sqlite_master AS t ON t.type IN ('table', 'view') AND instr(lower(v.sql), lower(t.name)) > 0
),
found (schema, name, sql) AS (
  SELECT DISTINCT d.name, coalesce(m.name, r.name), CASE m.type WHEN 'view' THEN m.sql END
  FROM reached AS r
  CROSS JOIN pragma_database_list AS d ON d.name = r.schema COLLATE NOCASE
  LEFT JOIN main.sqlite_master AS m
    ON d.name = 'main' AND m.type IN ('table', 'view') AND m.name = r.name COLLATE NOCASE
)
SELECT NULL, f.schema, f.name, c.name, c.type, NULL, NULL, c.cid, CASE c.cid WHEN 0 THEN f.sql END
FROM found AS f
CROSS JOIN pragma_table_xinfo(f.name, f.schema) AS c
WHERE c.hidden <> 1
ORDER BY f.schema, f.name, c.cid
"""


@dataclass(frozen=True)
class SQLiteEngine(ConnectedEngine):
    """One SQLite file, or the memory of one task."""

    conn_types: ClassVar[tuple[str, ...]] = ("sqlite",)
    ignores_case: ClassVar[bool] = True
    row_counts: ClassVar[RowCounts] = RowCounts(returning=False)
    """With RETURNING it counts the rows fetched so far: none yet."""

    levels: int = 2
    file: str | None = None
    """Absolute path; None for a database in memory."""

    @classmethod
    def of(
        cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None
    ) -> SQLiteEngine:
        # SqliteHook ignores the operator's `database`: the file is the connection's.
        location = _location(hook, connection)
        file = None if _is_memory(location) else database_file(location)
        return cls(
            namespace=f"sqlite://{file or memory_of(task)}",
            dialect="sqlite",
            default_schema="main",
            name="sqlite",
            file=file,
        )

    @property
    def has_catalog(self) -> bool:
        return self.file is not None

    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        if not os.path.exists(self.file or ""):
            # Opening would create it.
            raise CatalogError(f"There is no file {self.file}")
        names = [self.qualified(table).parts[-2:] for table in tables]
        text = (_COLUMNS_AND_VIEWS if views else _COLUMNS).format(tables=", ".join("(?, ?)" for _ in names))
        with closing(own_copy(hook).get_conn()) as connection:
            deadline.interrupt = connection.interrupt
            # A writer that holds the file makes SQLite wait; no longer than there is time.
            wait = (f"PRAGMA busy_timeout = {deadline.milliseconds}", ())
            return fetch(connection, wait, (text, [part for name in names for part in name]))


def memory_of(task: str | None) -> str:
    """Return the name of a task's own memory; without a task the bare ``:memory:``.

    >>> memory_of("shop.load"), memory_of(None)
    (':memory:/shop.load', ':memory:')
    """
    return f"{MEMORY}/{task}" if task else MEMORY


def _location(hook: Any, connection: Any) -> str:
    """Return what SqliteHook opens: its SQLAlchemy URL without the scheme, else the connection's host."""
    uri = hook.get_uri() if hasattr(hook, "get_uri") else ""
    if uri.startswith("sqlite:///"):
        return str(uri.removeprefix("sqlite:///"))
    return str(connection.host or connection.schema or MEMORY)


def _is_memory(location: str) -> bool:
    plain, _, query = location.partition("?")
    return plain.removeprefix("file:") in ("", "/", MEMORY) or "mode=memory" in query.split("&")
