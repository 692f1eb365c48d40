"""Columns of tables by name: a mapping given by the caller, or an answer of a catalog.

In: the ``schema`` argument of :func:`analyze`. Out: ordered columns of one table. A module of its own
because callers name tables in one to four parts and in any case, and the match must be made in one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lineage_provider.sql.model import TableName
from lineage_provider.sql.names import NameRules


class Columns:
    """Known columns: :meth:`of` gives folded name to spelling, in order, or None."""

    def __init__(
        self,
        names: NameRules,
        tables: Iterable[tuple[tuple[str, ...], Iterable[str]]] = (),
        spelled: Callable[[str], str] | None = None,
    ) -> None:
        """``spelled`` gives a column's name its case; it is called for tables that are looked up only."""
        self._fold = names.fold
        self._spelled = spelled
        self._by_last: dict[str, list[tuple[tuple[str, ...], Iterable[str]]]] = {}
        self._found: dict[TableName, dict[str, str] | None] = {}
        for parts, columns in tables:
            folded = tuple(p.lower() for p in parts)
            self._by_last.setdefault(folded[-1], []).append((folded, columns))

    @classmethod
    def of_mapping(cls, names: NameRules, schema: Mapping[str, Any]) -> Columns:
        """``{"db.schema.table" | "schema.table" | "table": {column: type} or [column, ...]}``.

        Names are read like unquoted SQL names, unless they mix cases: then they are taken as they are.
        """
        tables = []
        for name, columns in schema.items():
            parts = tuple(p.strip('"`[]') for p in str(name).split(".") if p)
            if parts:
                tables.append((parts, columns))
        return cls(names, tables, spelled=lambda column: _spelled(column, names))

    def of(self, table: TableName) -> dict[str, str] | None:
        """The columns of ``table``; parts that only one side has are not compared."""
        if table not in self._found:
            self._found[table] = self._look_up(table)
        return self._found[table]

    def _look_up(self, table: TableName) -> dict[str, str] | None:
        wanted = tuple(p.lower() for p in table.parts)
        best: Iterable[str] | None = None
        length = 0
        for parts, columns in self._by_last.get(wanted[-1], ()):
            shared = min(len(parts), len(wanted))
            if parts[-shared:] != wanted[-shared:] or shared < length:
                continue
            # Two tables that fit equally well are no answer.
            best = columns if shared > length else None
            length = shared
        if best is None:
            return None
        spelled = self._spelled
        found = [str(c) for c in best] if spelled is None else [spelled(str(c)) for c in best]
        return {self._fold(c): c for c in found}


def _spelled(column: str, names: NameRules) -> str:
    if column in (column.lower(), column.upper()):
        return names.column_text(column)
    return column
