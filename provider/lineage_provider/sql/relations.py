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

from collections.abc import Callable, Iterable, Mapping, Sequence
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
        if not rank and not direct:
            direct.update(other.direct)
            add_steers(self.indirect, other.indirect)
            return
        for base, inner in other.direct.items():
            through = (compose(rank, inner) if inner else rank) if rank else inner
            known = direct.get(base)
            direct[base] = through if known is None else join_paths(known, through)
        add_steers(self.indirect, other.indirect)

    def steer(self, other: Column, subtype: Subtype) -> None:
        """Let ``other`` steer this column."""
        steer_rows(self.indirect, other, subtype)


def add_steers(into: dict[Steer, bool], more: Mapping[Steer, bool]) -> None:
    """Merge steering edges; an edge stays masked only if it is on every path."""
    if not into:
        into.update(more)
        return
    for key, masked in more.items():
        into[key] = masked and into.get(key, True)


def steer_rows(rows: dict[Steer, bool], column: Column, subtype: Subtype) -> None:
    """Record that ``column`` steers what ``rows`` stands for.

    A filter on a window function's result keeps WINDOW (the ranked column decides through its
    partition and order); every other inner edge takes the outer clause's subtype.
    """
    for (table, name), rank in column.direct.items():
        key = (table, name, subtype)
        rows[key] = rows.get(key, True) if rank & MASKED else False
    for (table, name, inner), masked in column.indirect.items():
        key = (table, name, inner if inner == "WINDOW" else subtype)
        rows[key] = masked and rows.get(key, True)


class Relation:
    """Something with columns, here: of which nothing is known but perhaps their names.

    ``rows`` are the edges that decide which of its rows there are.
    """

    __slots__ = ("known", "rows")

    known: Mapping[str, Any] | None
    """The folded names of all its columns; None where :meth:`has` must be asked."""

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self.rows: dict[Steer, bool] = {}
        self.known = known

    def has(self, folded: str) -> bool | None:
        """Whether it has the column: None when its columns are not (all) known."""
        return None if self.known is None else folded in self.known

    def get(self, folded: str, name: str) -> Column | None:
        """The column, made up for an unknown table; None where it cannot be told."""
        return None

    def all(self) -> Sequence[Column] | None:
        """All columns in order; None when not known."""
        return None

    def unknown(self) -> Iterable[Relation]:
        """The base tables whose unknown columns pass through."""
        return ()


Fields = Callable[[str, str], "dict[str, Column] | None"]


class BaseTable(Relation):
    """A table, view, file or stage of the warehouse."""

    __slots__ = ("_made", "structs", "table")

    def __init__(
        self, table: TableName, known: Mapping[str, str] | None, structs: Fields | None = None
    ) -> None:
        """``known``: folded column name to stored spelling, in order; None when not known. ``structs``: what
        gives the fields of a column by its folded name and spelling."""
        super().__init__(known)
        self.table = table
        self.structs = structs
        self._made: dict[str, Column] = {}

    def get(self, folded: str, name: str) -> Column:
        made = self._made.get(folded)
        if made is None:
            spelled = name if self.known is None else self.known.get(folded, name)
            made = self._made[folded] = Column(spelled, {(self.table, spelled): IDENTITY})
            if self.structs is not None:
                made.fields = self.structs(folded, spelled)
        return made

    def give(self, folded: str, column: Column) -> None:
        """Let a column hold, from here on, what the statement has just put into it."""
        self._made[folded] = column

    def all(self) -> Sequence[Column] | None:
        if self.known is None:
            return None
        return [self.get(folded, name) for folded, name in self.known.items()]

    def unknown(self) -> Iterable[Relation]:
        return (self,) if self.known is None else ()


class Written(BaseTable):
    """A written table: it surely has the columns that the statement names of it."""

    __slots__ = ("_sure",)

    def __init__(self, table: TableName, known: Mapping[str, str] | None, sure: set[str]) -> None:
        super().__init__(table, known)
        self._sure = sure

    def has(self, folded: str) -> bool | None:
        return True if folded in self._sure else super().has(folded)


class Empty(Relation):
    """A table that has columns, which are not known, and no rows."""

    __slots__ = ("table",)

    def __init__(self, like: Relation) -> None:
        super().__init__()
        self.table = getattr(like, "table", "a table")

    def get(self, folded: str, name: str) -> Column:
        return Column(name)

    def unknown(self) -> Iterable[Relation]:
        return (self,)


class View(BaseTable):
    """A view of the catalog with what is behind it; where a statement writes, it is a table as any other."""

    __slots__ = ("inside",)

    def __init__(self, table: TableName, known: Mapping[str, str] | None, inside: Derived) -> None:
        """``known`` are the view's columns in order, which may be named otherwise than its query's."""
        super().__init__(table, known)
        self.inside = inside
        self.rows = inside.rows
        columns = inside.all()
        if known is not None and columns is not None and len(columns) == len(known):
            made = zip(known.items(), columns, strict=True)
            self._made = {folded: column.renamed(name) for (folded, name), column in made}

    def has(self, folded: str) -> bool | None:
        return self.inside.has(folded) if self.known is None else folded in self.known

    def get(self, folded: str, name: str) -> Column:
        if folded not in self._made:
            found = self.inside.get(folded, name)
            if found is None:
                return super().get(folded, name)
            spelled = name if self.known is None else self.known.get(folded, name)
            self._made[folded] = found.renamed(spelled)
        return self._made[folded]

    def all(self) -> Sequence[Column] | None:
        return self.inside.all() if self.known is None else super().all()

    def unknown(self) -> Iterable[Relation]:
        return self.inside.unknown() if self.known is None else ()

    def lost(self) -> list[str]:
        """Columns of the view that cannot be found in its definition: they stay the view's own."""
        known = self.known or {}
        return [
            name
            for folded, name in known.items()
            if folded not in self._made and self.inside.get(folded, name) is None
        ]


def whole_row(name: str, columns: Sequence[Column], fold: Callable[[str], str]) -> Column:
    """A row as one value, with its fields."""
    row = Column(name)
    row.fields = {}
    for column in columns:
        row.add(column, TRANSFORMATION)
        row.fields.setdefault(fold(column.name), column)
    return row


class OpenFields(dict[str, Column]):
    """The fields of the row of a table whose columns are not known: every name is one of them."""

    __slots__ = ("fold", "rank", "row", "steers")

    def __init__(
        self,
        row: Relation,
        fold: Callable[[str], str],
        rank: int = TRANSFORMATION,
        steers: Mapping[Steer, bool] | None = None,
    ) -> None:
        super().__init__()
        self.row = row
        self.fold = fold
        self.rank = rank
        self.steers = steers or {}

    def get(self, folded: str, default: Any = None) -> Any:
        found = self.row.get(folded, folded)
        if found is None:
            return default
        made = Column(found.name)
        made.add(found, self.rank)
        add_steers(made.indirect, self.steers)
        return made


class Entries(dict[str, Column]):
    """Key and value of a map's entries, which stand where a struct has its fields."""

    __slots__ = ()


class OpenStar:
    """A star over a table whose columns are not known, less the columns it leaves out."""

    __slots__ = ("over", "place", "without")

    def __init__(self, over: Relation, without: frozenset[str], place: int = -1) -> None:
        self.over = over
        self.without = without
        self.place = place
        """How many of the query's other columns stand before it; -1: not known."""

    def like(self, other: OpenStar) -> bool:
        """Whether both surely stand for the same columns of the same table, at the same place."""
        one, two = self.over, other.over
        same = one is two or (
            isinstance(one, BaseTable) and isinstance(two, BaseTable) and one.table == two.table
        )
        return same and self.place == other.place >= 0 and self.without == other.without


class Derived(Relation):
    """A query's result. ``open`` are stars over tables whose columns are not known."""

    __slots__ = ("_by_name", "columns", "open", "ranges")

    def __init__(self, columns: list[Column], open_stars: tuple[OpenStar, ...] = ()) -> None:
        super().__init__()
        self.columns = columns
        self.open = open_stars
        self.ranges: Mapping[str, Relation] | None = None
        """What a step of a pipe lets the steps behind it reach by its alias."""
        self._by_name: dict[str, Column] | None = None

    def opened(self, open_stars: tuple[OpenStar, ...]) -> None:
        """Let stars over unknown tables in beside the columns."""
        self.open = open_stars
        self.known = None if open_stars else self._by_name

    def index(self, fold: Any) -> None:
        """Prepare look-ups by folded name; the first of two equal names wins, as in engines."""
        by_name: dict[str, Column] = {}
        for column in self.columns:
            by_name.setdefault(fold(column.name), column)
        self._by_name = by_name
        self.known = None if self.open else by_name

    def repeats(self) -> bool:
        """Whether two of its columns have the same name."""
        return self._by_name is not None and len(self._by_name) < len(self.columns)

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
        super().__init__(columns)
        self.source = source
        self.columns = columns
        self.anything = anything

    def has(self, folded: str) -> bool | None:
        return folded in self.columns

    def get(self, folded: str, name: str) -> Column | None:
        found = self.columns.get(folded)
        if found is None and self.anything:
            fields = self.source.fields
            field = fields.get(folded) if fields is not None else None
            return self.source.renamed(name) if field is None else field.renamed(name)
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
