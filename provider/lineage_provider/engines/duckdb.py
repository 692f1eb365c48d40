"""DuckDB and MotherDuck.

In: a ``duckdb`` connection, or none (the hook's default connection need not exist). Out: namespace
``duckdb:///absolute/path/shop.duckdb``, name ``shop.main.orders``. OpenLineage's naming rules have no
entry; this is what dbt-ol writes (``duckdb://{path of the profile}``, ``database.schema.table``), with
the path made absolute, so the graphs join where dbt's profile holds an absolute path. DuckDB names a
database after its file: ``shop.duckdb`` is ``shop``. MotherDuck's ``md:shop?motherduck_token=...`` is
``duckdb://md:shop`` without the token, as is every other query string.

``:memory:`` belongs to the task that opened it: ``duckdb://:memory:/dag.task`` with database ``memory``.
Its tables are gone with the connection, so there is no catalog to ask.

Names are compared without regard to case; sqlglot writes them in lower case, and the answer's ``names``
hold the stored spelling. A file is read without a lock (see ``duckdb_file``): a task that wants to write
to it in the meantime is not kept from it. MotherDuck is asked through the hook.
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
from lineage_provider.engines.duckdb_file import attached_for_reading
from lineage_provider.engines.files import database_file
from lineage_provider.engines.sqlite import MEMORY, memory_of
from lineage_provider.engines.statistics import CHANGES, RowCounts
from lineage_provider.sql.model import TableName

# DuckDB's own rule: these names are taken, so the database gets a suffix.
_TAKEN = frozenset({"main", "temp", "system"})
_MOTHERDUCK = ("md:", "motherduck:")

_COLUMNS = """
SELECT database_name, schema_name, table_name, column_name, data_type, comment
FROM duckdb_columns()
WHERE (lower(database_name), lower(schema_name), lower(table_name)) IN ({tables})
ORDER BY database_name, schema_name, table_name, column_index
"""

# The same with the tables whose names are in a view's text.
_COLUMNS_AND_VIEWS = """
WITH RECURSIVE named (base, place, name, sql) AS (
  SELECT database_name, schema_name, table_name, NULL::VARCHAR FROM duckdb_tables()
  UNION ALL
  SELECT database_name, schema_name, view_name, sql FROM duckdb_views() WHERE NOT internal
),
reached (base, place, name, sql) AS (
  SELECT * FROM named WHERE (lower(base), lower(place), lower(name)) IN ({tables})
  UNION
  SELECT t.* FROM reached AS v JOIN named AS t ON contains(lower(v.sql), lower(t.name))
)
SELECT c.database_name, c.schema_name, c.table_name, c.column_name, c.data_type, c.comment, NULL,
       c.column_index, CASE c.column_index WHEN 1 THEN r.sql END
FROM reached AS r
JOIN duckdb_columns() AS c
  ON c.database_name = r.base AND c.schema_name = r.place AND c.table_name = r.name
ORDER BY c.database_name, c.schema_name, c.table_name, c.column_index
"""


@dataclass(frozen=True)
class DuckDBEngine(ConnectedEngine):
    """One DuckDB file, one MotherDuck database, or the memory of one task."""

    conn_types: ClassVar[tuple[str, ...]] = ("duckdb", "duckdb_aws", "motherduck")
    ignores_case: ClassVar[bool] = True
    row_counts: ClassVar[RowCounts] = RowCounts(kinds=CHANGES | {"CREATE TABLE AS", "COPY"}, many="last")
    """Measured with DuckDB 2.0; releases that do not count say -1."""

    file: str | None = None
    """Absolute path; None in memory and at MotherDuck."""

    @classmethod
    def of(
        cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None
    ) -> DuckDBEngine:
        # The operator's `database` reaches no DuckDB hook: what the hook opens counts.
        location = _location(hook, connection)
        place, file = _place(location, task)
        return cls(
            namespace=f"duckdb://{place}",
            dialect="duckdb",
            default_database=database_name(place),
            default_schema="main",
            name="duckdb",
            file=file,
        )

    @property
    def has_catalog(self) -> bool:
        return not self.namespace.startswith(f"duckdb://{MEMORY}")

    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        if self.file and not os.path.exists(self.file):
            raise CatalogError(f"There is no file {self.file}")
        names = [[part.lower() for part in self.qualified(table).parts[-3:]] for table in tables]
        text = (_COLUMNS_AND_VIEWS if views else _COLUMNS).format(
            tables=", ".join("(?, ?, ?)" for _ in names)
        )
        with closing(self._open(hook)) as connection:
            deadline.interrupt = connection.interrupt
            return fetch(connection, (text, [part for name in names for part in name]))

    def _open(self, hook: Any) -> Any:
        if self.file and self.default_database:
            return attached_for_reading(self.file, self.default_database)
        return own_copy(hook).get_conn()


def database_name(place: str) -> str:
    """Return the name DuckDB gives to the database it opens at ``place``.

    >>> database_name("/data/shop.v2.duckdb"), database_name("/data/main.duckdb")
    ('shop', 'main_db')
    >>> database_name("md:shop"), database_name(":memory:/dag.task")
    ('shop', 'memory')
    """
    if place.startswith(MEMORY):
        return "memory"
    for prefix in _MOTHERDUCK:
        if place.startswith(prefix):
            return place.removeprefix(prefix) or "my_db"
    stem = next((part for part in place.rpartition("/")[2].split(".") if part), place)
    return f"{stem}_db" if stem in _TAKEN else stem


def _place(location: str, task: str | None) -> tuple[str, str | None]:
    """Return where the database is, as the namespace says it, and its file, if it is one."""
    plain = location.partition("?")[0]
    if not plain or plain.startswith(MEMORY):
        return memory_of(task), None
    if plain.startswith(_MOTHERDUCK):
        return plain, None
    if "://" in plain and not plain.startswith("file:"):
        return plain, None
    file = database_file(plain)
    return file, file


def _location(hook: Any, connection: Any) -> str:
    """Return what the hook opens; hooks other than the official one open the connection's host."""
    if hasattr(hook, "get_database"):
        return str(hook.get_database())
    return str(getattr(connection, "host", None) or MEMORY)
