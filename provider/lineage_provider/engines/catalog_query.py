"""The parts that all catalog queries share: bound values, the WHERE clause, one round trip, rows.

In: an open DB-API connection, a query, values. Out: :class:`CatalogRow`. A module of its own because
each engine's file then holds nothing but its own query. A hook's ``get_records`` is not used: it would
enter our query in the hook lineage collector, and so in the task's own lineage.

The queries of engines that are described by a :class:`~lineage_provider.engines.rule.Rule` are
:class:`CatalogQuery` values: each selects (database, schema, table, column, type, comment, whether the
schema is the session's own, position) and ends in the columns' order.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from lineage_provider.sql.model import TableName


class CatalogRow(NamedTuple):
    """One column as a catalog query returns it; rows of a table come in the columns' order."""

    database: str | None
    schema: str | None
    table: str
    column: str
    type: str
    description: str | None = None
    remark: Any = None
    """What else an engine's query says of the table; its file says what."""
    position: Any = None
    """Place of the column in its table, where the query needs it for its order."""
    definition: str | None = None
    """Of the first column of a view, where it was asked for: what the view is made of, as SQL."""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in (self.database, self.schema, self.table) if part)


class Bound:
    """Collects values and gives back the placeholder that stands for each in the text.

    ``mark`` is the driver's placeholder: ``?``, ``%s``, or ``:#`` where values are numbered.

    >>> bound = Bound(":#")
    >>> bound("orders"), bound("items"), bound.values
    (':1', ':2', ['orders', 'items'])
    """

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.values: list[Any] = []

    def __call__(self, value: Any) -> str:
        self.values.append(value)
        return self.mark.replace("#", str(len(self.values)))

    def many(self, values: Iterable[Any]) -> str:
        return ", ".join(self(value) for value in values)


class Inlined(Bound):
    r"""Values as literals in the text, for drivers that bind none, or each in another way.

    ``backslash``: the engine reads ``\\`` in a string as the start of an escape.

    >>> Inlined()("O'Neil"), Inlined(backslash=True)("a\\'b")
    ("'O''Neil'", "'a\\\\''b'")
    """

    def __init__(self, *, backslash: bool = False) -> None:
        super().__init__("")
        self.backslash = backslash

    def __call__(self, value: Any) -> str:
        text = str(value).replace("'", "''")
        return "'" + (text.replace("\\", "\\\\") if self.backslash else text) + "'"


def is_one_of(tables: Sequence[TableName], schema: str, table: str, bound: Bound) -> str:
    """Return the condition that a catalog row belongs to one of ``tables``.

    ``schema`` and ``table`` are the catalog's columns (or expressions of them). Tables whose schema
    is not known are looked for in all of them.

    >>> bound = Bound("?")
    >>> is_one_of([TableName(("s", "a")), TableName(("s", "b"))], "table_schema", "table_name", bound)
    '((table_schema = ? AND table_name IN (?, ?)))'
    """
    by_schema: dict[str | None, list[str]] = {}
    for name in tables:
        by_schema.setdefault(name.parts[-2] if len(name.parts) > 1 else None, []).append(name.parts[-1])
    alternatives = []
    for owner, names in by_schema.items():
        there = f"{schema} = {bound(owner)} AND " if owner is not None else ""
        alternatives.append(f"({there}{table} IN ({bound.many(names)}))")
    return f"({' OR '.join(alternatives)})"


def quoted(identifier: str, marks: str = '""') -> str:
    """Return ``identifier`` quoted for places where no value can be bound (the name of a catalog).

    >>> quoted('my"shop'), quoted("a]b", "[]"), quoted("main", "``")
    ('"my""shop"', '[a]]b]', '`main`')
    """
    return marks[0] + identifier.replace(marks[1], marks[1] * 2) + marks[1]


def values_of(mark: str) -> Callable[[], Bound]:
    """Values bound by the driver's placeholder: ``?``, ``%s`` or ``:#``."""
    return lambda: Bound(mark)


def inlined(*, backslash: bool = False) -> Callable[[], Bound]:
    """Values written into the text: see :class:`Inlined`."""
    return lambda: Inlined(backslash=backslash)


_PERCENT_S = values_of("%s")

Statement = tuple[str, Sequence[Any]]
Read = Callable[[Any, Statement, float], "list[CatalogRow]"]
"""Runs (text, values) through a hook, with so many seconds left."""


@dataclass(frozen=True)
class CatalogQuery:
    """How one engine is asked for columns.

    ``{catalog}`` in ``text`` stands where a database's own information schema has to be named: one part
    a database then, joined by UNION ALL into one query. ``{name}`` is that database's name as a value,
    ``{owner}`` the name of a schema that has a catalog of its own.
    """

    text: str
    schema: str = "table_schema"
    table: str = "table_name"
    database: str | None = None
    """The column to filter by database, where one catalog covers them all."""
    bind: Callable[[], Bound] = _PERCENT_S
    quotes: str = '""'
    spell: Callable[[str], str] = str
    """Spelling of the values to compare with: str.lower where the columns are folded, too."""
    current: str | None = None
    """What the server calls the session's own schema, spelled as ``schema`` is."""
    per_schema: bool = False
    """Each schema has a catalog of its own."""
    types: tuple[tuple[str, str], ...] = ()
    """The catalog's code of a type, and the type's name."""
    read: Read | None = None
    """Where the hook's connection is none of the DB-API."""
    views: str | None = None
    """``text`` with a ninth column, what a view is made of on its first column, of a catalog called ``c``."""

    def with_views(self) -> CatalogQuery:
        """The query that tells what views are made of, too; this one where the engine has none."""
        if self.views is None:
            return self
        schema, table = (name if "." in name else f"c.{name}" for name in (self.schema, self.table))
        return replace(self, text=self.views, schema=schema, table=table)

    def ask(self, tables: Sequence[TableName], assumed: str | None = None) -> tuple[str, list[Any]]:
        """Return the query for ``tables`` (qualified) and its values.

        Tables of the schema ``assumed`` are looked for in the session's own schema, too.
        """
        bound = self.bind()
        parts = "\nUNION ALL\n".join(self._parts(tables, bound, assumed and self.spell(assumed)))
        return f"{parts}\nORDER BY 1, 2, 3, 8", bound.values

    def rows(self, hook: Any, statement: Statement, seconds: float) -> list[CatalogRow]:
        """Run the query through a copy of ``hook``; no rows where it has no connection to give."""
        if self.read is not None:
            found = self.read(own_copy(hook), statement, seconds)
        else:
            connection = own_copy(hook).get_conn()
            if not hasattr(connection, "cursor"):
                return []  # hooks of an engine's other interfaces, such as Databricks' REST API
            with closing(connection):
                found = fetch(connection, statement)
        names = dict(self.types)
        return [row._replace(type=self._type(names, row.type)) for row in found] if names else found

    @staticmethod
    def _type(names: Mapping[str, str], code: Any) -> str:
        text = str(code or "").strip()
        return names.get(text, text)

    def _parts(self, tables: Sequence[TableName], bound: Bound, assumed: str | None) -> Iterator[str]:
        groups: dict[tuple[str | None, str | None], list[TableName]] = {}
        for table in tables:
            spelled = TableName(self.spell(part) for part in table.parts[-2:])
            database = table.parts[-3] if len(table.parts) > 2 else None
            schema = spelled.parts[0] if self.per_schema else None
            groups.setdefault((database, schema), []).append(spelled)
        for (database, schema), names in groups.items():
            yield self._part(database, schema, names, bound, assumed)

    def _part(
        self,
        database: str | None,
        schema: str | None,
        names: Sequence[TableName],
        bound: Bound,
        assumed: str | None,
    ) -> str:
        own = [name.parts[-1] for name in names if assumed and name.parts[-2:-1] == (assumed,)]
        also = bool(self.current and own)
        name = bound(database) if "{name}" in self.text and database else "NULL"
        here = f"{self.database} = {bound(database)} AND " if self.database and database else ""
        where = is_one_of(names, self.schema, self.table, bound)
        if also:
            where = f"({where} OR ({self.schema} = {self.current} AND {self.table} IN ({bound.many(own)})))"
        return self.text.format(
            catalog=f"{quoted(database, self.quotes)}." if database else "",
            owner=f"{quoted(schema, self.quotes)}." if schema else "",
            name=name,
            session=f"CASE WHEN {self.schema} = {self.current} THEN 1 ELSE 0 END" if also else "0",
            where=here + where,
        )


def information_schema(comment: str = "NULL") -> str:
    """The query of engines whose databases have an information_schema of the standard's form."""
    return (
        "SELECT table_catalog, table_schema, table_name, column_name, data_type, "
        f"{comment}, {{session}}, ordinal_position\n"
        "FROM {catalog}information_schema.columns\nWHERE {where}"
    )


def information_schema_views(comment: str = "NULL") -> str:
    """As :func:`information_schema`, with what views are made of: see :attr:`CatalogQuery.views`."""
    return (
        "SELECT c.table_catalog, c.table_schema, c.table_name, c.column_name, c.data_type, "
        f"{comment}, {{session}}, c.ordinal_position,\n"
        "       CASE WHEN c.ordinal_position = 1 THEN v.view_definition END\n"
        "FROM {catalog}information_schema.columns AS c\n"
        "LEFT JOIN {catalog}information_schema.views AS v\n"
        "  ON v.table_schema = c.table_schema AND v.table_name = c.table_name\nWHERE {where}"
    )


def own_copy(hook: Any) -> Any:
    """Return a copy of ``hook`` to connect with: some keep their last connection in an attribute.

    The task's own hook, and what it holds open, stay as they are.
    """
    mine = copy.copy(hook)
    if getattr(mine, "_sql_conn", None) is not None:  # Databricks' hook gives out its open connection
        mine._sql_conn = None
    return mine


def fetch(connection: Any, *statements: tuple[str, Sequence[Any]], **execute: Any) -> list[CatalogRow]:
    """Run ``statements`` on one cursor and return the rows of the last one; ``execute`` goes with each."""
    with closing(connection.cursor()) as cursor:
        for text, values in statements:
            # Without values, drivers leave % and ? in the text alone.
            cursor.execute(text, *([values] if values else []), **execute)
        return [_row(row) for row in cursor.fetchall()]


def _row(row: Any) -> CatalogRow:
    # A connection may be set up for dictionary cursors; the order of their values is the query's.
    values = row.values() if isinstance(row, Mapping) else row
    return CatalogRow(*(bytes(v).decode() if isinstance(v, (bytes, bytearray)) else v for v in values))
