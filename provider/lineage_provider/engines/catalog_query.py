"""The parts that all catalog queries share: bound values, the WHERE clause, one round trip, rows.

In: an open DB-API connection, a query, values. Out: :class:`CatalogRow`. A module of its own because
each engine's file then holds nothing but its own query. A hook's ``get_records`` is not used: it would
enter our query in the hook lineage collector, and so in the task's own lineage.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
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
