"""Columns of tables by name: a mapping given by the caller, or an answer of a catalog.

In: the ``schema`` argument of :func:`analyze`. Out: ordered columns of one table. A module of its own
because callers name tables in one to four parts and in any case, and the match must be made in one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from lineage_provider.sql.model import TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.structs import has_parts

Name = tuple[str, ...] | str
"""A table's name: its parts, or a text that has dots between them."""


class Columns:
    """Known columns: :meth:`of` gives folded name to spelling, in order, or None."""

    def __init__(
        self,
        names: NameRules,
        tables: Iterable[tuple[tuple[str, ...], Iterable[str]]] = (),
    ) -> None:
        """``tables``: parts of names and columns, both as they are stored, the columns with their types in
        a mapping or without; of a view they may be ``{"columns": ..., "view": "SELECT ..."}``."""
        self._names = names
        self._as_stored = True
        self._by_last: dict[str, list[tuple[Name, Iterable[str]]]] = {}
        self._found: dict[TableName, Mapping[str, str] | None] = {}
        self._structs: dict[TableName, dict[str, str]] = {}
        for parts, columns in tables:
            self._by_last.setdefault(parts[-1].lower(), []).append((parts, columns))

    @classmethod
    def of_mapping(cls, names: NameRules, schema: Mapping[str, Any]) -> Columns:
        """``{"db.schema.table" | "schema.table" | "table": {column: type} or [column, ...]}``.

        A view may have its definition: ``{"columns": {column: type}, "view": "SELECT ..."}``.
        Names are read like unquoted SQL names, unless they mix cases: then they are taken as they are. Only
        what is looked up is read further than its last part: a mapping may hold a whole warehouse.
        """
        made = cls(names)
        made._as_stored = False
        by_last = made._by_last
        for name, columns in schema.items():
            text = str(name)
            by_last.setdefault(_last_part(text), []).append((text, columns))
        return made

    def of(self, table: TableName) -> Mapping[str, str] | None:
        """The columns of ``table``; parts that only one side has are not compared."""
        if table not in self._found:
            self._found[table] = self._look_up(table)
        return self._found[table]

    def structs(self, table: TableName) -> dict[str, str]:
        """The types of its columns that are structs or maps, by folded name."""
        self.of(table)
        return self._structs.get(table, {})

    def definition(self, table: TableName) -> str | None:
        """The defining text of ``table``; None where it is no view, or its definition is not known."""
        return _view(self._entry(table))[1]

    def _look_up(self, table: TableName) -> Mapping[str, str] | None:
        columns = _view(self._entry(table))[0]
        if columns is None:
            return None
        names = self._names
        change = None if self._as_stored else names.column_case
        kinds = tuple(columns.values()) if isinstance(columns, _MAPPING) else ()
        try:
            read = _described if len(kinds) <= _MOST_KEPT else _described.__wrapped__
            found, structs = read(tuple(columns), kinds, change, names.fold)
        except TypeError:  # a type that is no text, and cannot be remembered
            found, structs = _described.__wrapped__(tuple(columns), kinds, change, names.fold)
        if structs:
            self._structs[table] = structs
        return found

    def _entry(self, table: TableName) -> Iterable[str] | None:
        wanted = _folded(table.parts)
        best: Iterable[str] | None = None
        length, exact = 0, False
        for name, columns in self._by_last.get(wanted[-1], ()):
            parts = _folded(name)
            shared = min(len(parts), len(wanted))
            if parts[-shared:] != wanted[-shared:] or shared < length:
                continue
            same = _parts(name)[-shared:] == tuple(table.parts)[-shared:]
            if shared == length and exact > same:
                continue  # names that differ in case only: the other is spelled as this table is
            # Two tables that fit equally well are no answer.
            best = columns if shared > length or same > exact else None
            length, exact = shared, same
        return best


def _view(columns: Any) -> tuple[Any, str | None]:
    """The columns of what a table has in a mapping (None: not known), and its definition if it is a view."""
    view = columns.get("view") if isinstance(columns, _MAPPING) else None
    # A table may have columns of these names: then they have types, and a type is no query.
    if not isinstance(view, str) or " " not in view.strip() or not set(columns) <= {"columns", "view"}:
        return columns, None
    inner = columns.get("columns")
    return (columns, None) if isinstance(inner, str) else (inner, view)


# A plain one is told at once; to ask for any Mapping takes longer than the look-up.
_MAPPING = (dict, Mapping)
_QUOTES = '"`[]'
_MOST_KEPT = 300
"""Columns of a table beyond which they are not remembered from one text to the next."""


@lru_cache(maxsize=5_000)
def _last_part(name: str) -> str:
    return name.rstrip(".").rpartition(".")[2].strip(_QUOTES).lower()


@lru_cache(maxsize=5_000)
def _folded(name: Name) -> tuple[str, ...]:
    return tuple([p.lower() for p in _parts(name)])


def _parts(name: Name) -> tuple[str, ...]:
    return tuple([p.strip(_QUOTES) for p in name.split(".") if p]) if isinstance(name, str) else tuple(name)


@lru_cache(maxsize=200)
def _described(
    columns: tuple[Any, ...],
    kinds: tuple[Any, ...],
    change: Callable[[str], str] | None,
    fold: Callable[[str], str],
) -> tuple[Mapping[str, str], dict[str, str]]:
    """The names in the engine's own case by how they are compared, and the types of structs and maps.

    Names in one case are given the engine's by ``change``, those that mix cases stay as they are.
    """
    names = [str(column) for column in columns]
    if change is not None:
        names = [change(name) if name in (name.lower(), name.upper()) else name for name in names]
    folded = [fold(name) for name in names]
    structs = {name: kind for name, kind in zip(folded, kinds, strict=False) if has_parts(kind)}
    return dict(zip(folded, names, strict=True)), structs
