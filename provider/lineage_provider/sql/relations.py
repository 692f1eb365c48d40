"""What a FROM item or a query provides: columns with their base-table sources, and row-wide edges.

In: columns of catalogs and resolved projections. Out: :class:`Column` and the relations that hold
them. A module of its own because it is the algebra of the resolver: composing an edge with an edge
happens here and nowhere else.

Ranks: an edge's strength is a small integer, IDENTITY < TRANSFORMATION < AGGREGATION, with a bit for
masking. Composition takes the stronger rank (an identity of an aggregation is an aggregation) and
keeps the mask; two paths between the same columns keep the stronger rank, and stay masked only if
both are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lineage_provider.sql.model import Subtype, TableName

IDENTITY, TRANSFORMATION, AGGREGATION, MASKED = 0, 1, 2, 4
RANK = 3
SUBTYPE_OF_RANK: tuple[Subtype, ...] = ("IDENTITY", "TRANSFORMATION", "AGGREGATION")

Base = tuple[TableName, str]
"""A column of a base table."""
Steer = tuple[TableName, str, Subtype]
"""A column of a base table and how it steers rows or a value."""


def compose(outer: int, inner: int) -> int:
    """The rank of an edge that goes through both: stronger rank, either mask."""
    return max(outer & RANK, inner & RANK) | ((outer | inner) & MASKED)


def join_paths(one: int, other: int) -> int:
    """The rank of two paths between the same columns: stronger rank, mask only if both mask."""
    return max(one & RANK, other & RANK) | (one & other & MASKED)


class Column:
    """A column of a relation: the base columns whose value reaches it, and those that steer it."""

    __slots__ = ("direct", "fields", "indirect", "name", "node", "unnamed")

    def __init__(
        self,
        name: str,
        direct: dict[Base, int] | None = None,
        indirect: dict[Steer, bool] | None = None,
        node: Any = None,
    ) -> None:
        self.name = name
        self.direct: dict[Base, int] = {} if direct is None else direct
        self.indirect: dict[Steer, bool] = {} if indirect is None else indirect
        self.node = node
        """The AST node of the projection that made it; None for a base column."""
        self.fields: dict[str, Column] | None = None
        """The fields of a struct that the text itself puts together, by folded name."""
        self.unnamed = False
        """The text gives it no name; ``name`` is a guess at the engine's."""

    def renamed(self, name: str) -> Column:
        """The same sources under another name (they are shared, never changed afterwards)."""
        if name == self.name:
            return self
        made = Column(name, self.direct, self.indirect, self.node)
        made.fields = self.fields
        return made

    def add(self, other: Column, rank: int = IDENTITY) -> None:
        """Let everything that reaches ``other`` reach this column too, by an edge of ``rank``."""
        direct = self.direct
        for base, inner in other.direct.items():
            through = compose(rank, inner) if rank else inner
            known = direct.get(base)
            direct[base] = through if known is None else join_paths(known, through)
        add_steers(self.indirect, other.indirect)

    def steer(self, other: Column, subtype: Subtype) -> None:
        """Let ``other`` steer this column."""
        steer_rows(self.indirect, other, subtype)


def add_steers(into: dict[Steer, bool], more: Mapping[Steer, bool]) -> None:
    """Merge steering edges; an edge stays masked only if it is on every path."""
    for key, masked in more.items():
        into[key] = masked and into.get(key, True)


def steer_rows(rows: dict[Steer, bool], column: Column, subtype: Subtype) -> None:
    """Record that ``column`` steers what ``rows`` stands for.

    A filter on a window function's result keeps WINDOW (the ranked column decides through its
    partition and order); every other inner edge takes the outer clause's subtype.
    """
    for (table, name), rank in column.direct.items():
        key = (table, name, subtype)
        rows[key] = bool(rank & MASKED) and rows.get(key, True)
    for (table, name, inner), masked in column.indirect.items():
        key = (table, name, inner if inner == "WINDOW" else subtype)
        rows[key] = masked and rows.get(key, True)


class Relation:
    """Something with columns. ``rows`` are the edges that decide which of its rows there are."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: dict[Steer, bool] = {}

    def has(self, folded: str) -> bool | None:
        """Whether it has the column: None when its columns are not (all) known."""
        raise NotImplementedError

    def get(self, folded: str, name: str) -> Column | None:
        """The column, made up for an unknown table; None where it cannot be told."""
        raise NotImplementedError

    def all(self) -> Sequence[Column] | None:
        """All columns in order; None when not known."""
        raise NotImplementedError

    def unknown(self) -> Iterable[Relation]:
        """The base tables whose unknown columns pass through."""
        return ()


class BaseTable(Relation):
    """A table, view, file or stage of the warehouse."""

    __slots__ = ("_made", "known", "table")

    def __init__(self, table: TableName, known: Mapping[str, str] | None) -> None:
        super().__init__()
        self.table = table
        self.known = known
        """Folded column name to stored spelling, in order; None when not known."""
        self._made: dict[str, Column] = {}

    def has(self, folded: str) -> bool | None:
        return None if self.known is None else folded in self.known

    def get(self, folded: str, name: str) -> Column:
        made = self._made.get(folded)
        if made is None:
            spelled = name if self.known is None else self.known.get(folded, name)
            made = self._made[folded] = Column(spelled, {(self.table, spelled): IDENTITY})
        return made

    def all(self) -> Sequence[Column] | None:
        if self.known is None:
            return None
        return [self.get(folded, name) for folded, name in self.known.items()]

    def unknown(self) -> Iterable[Relation]:
        return (self,) if self.known is None else ()


class OpenStar:
    """A star over a table whose columns are not known, less the columns it leaves out."""

    __slots__ = ("over", "without")

    def __init__(self, over: Relation, without: frozenset[str]) -> None:
        self.over = over
        self.without = without


class Derived(Relation):
    """A query's result. ``open`` are stars over tables whose columns are not known."""

    __slots__ = ("_by_name", "columns", "open")

    def __init__(self, columns: list[Column], open_stars: tuple[OpenStar, ...] = ()) -> None:
        super().__init__()
        self.columns = columns
        self.open = open_stars
        self._by_name: dict[str, Column] | None = None

    def index(self, fold: Any) -> None:
        """Prepare look-ups by folded name; the first of two equal names wins, as in engines."""
        by_name: dict[str, Column] = {}
        for column in self.columns:
            by_name.setdefault(fold(column.name), column)
        self._by_name = by_name

    def has(self, folded: str) -> bool | None:
        assert self._by_name is not None
        if folded in self._by_name:
            return True
        return None if any(folded not in star.without for star in self.open) else False

    def get(self, folded: str, name: str) -> Column | None:
        assert self._by_name is not None
        found = self._by_name.get(folded)
        if found is None and self.open:
            able = [star for star in self.open if folded not in star.without]
            if len(able) == 1:
                return able[0].over.get(folded, name)
        return found

    def all(self) -> Sequence[Column] | None:
        return None if self.open else self.columns

    def unknown(self) -> Iterable[Relation]:
        return [star.over for star in self.open]


class Element(Relation):
    """Rows that a function or an array makes.

    ``columns`` are those it is known to have, by folded name; with ``anything`` any other name is a field
    of the element too (a struct's field, a JSON key) and comes from ``source``.
    """

    __slots__ = ("anything", "columns", "source")

    def __init__(self, source: Column, columns: Mapping[str, Column], *, anything: bool) -> None:
        super().__init__()
        self.source = source
        self.columns = columns
        self.anything = anything

    def has(self, folded: str) -> bool | None:
        return folded in self.columns

    def get(self, folded: str, name: str) -> Column | None:
        found = self.columns.get(folded)
        if found is None and self.anything:
            return self.source.renamed(name)
        return found

    def all(self) -> Sequence[Column] | None:
        return list(self.columns.values()) if self.columns else None


class Formula(Relation):
    """ClickHouse's ``WITH expression AS name``: no rows, but a value, worked out where it is used."""

    __slots__ = ("node",)

    def __init__(self, node: Any) -> None:
        super().__init__()
        self.node = node

    def has(self, folded: str) -> bool | None:
        return False

    def get(self, folded: str, name: str) -> Column | None:
        return None

    def all(self) -> Sequence[Column] | None:
        return ()
