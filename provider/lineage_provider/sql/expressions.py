"""One walk over an expression: which columns reach its value, which only steer it.

In: an AST expression, the scope it stands in. Out: edges added to a :class:`Column` (a projection) or
to a relation's row edges (a predicate). A module of its own because DIRECT and INDIRECT are told
apart by it, for every clause of every statement.

The walk keeps its own stack, so that deep expressions cost memory and not recursion.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.model import Subtype
from lineage_provider.sql.modes import Mode
from lineage_provider.sql.relations import (
    IDENTITY,
    MASKED,
    TRANSFORMATION,
    Column,
    steer_rows,
)
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.shapes import SHAPES, fields_of
from lineage_provider.sql.visits import VISITS, Visit, window_parts

_MANY = 8
"""Sources of one column from which on they are counted."""
Stack = list[tuple[Visit, Any, Mode, int]]


def value(node: Any, scope: Scope, name: str) -> Column:
    """Return the column ``name`` that the expression ``node`` makes."""
    if node.__class__ is exp.Column:
        named = scope.column(node)
        if named is not None and not named[1]:
            # A bare column keeps its sources, and the expression that made it further in.
            return named[0].renamed(name)
        found = Column(name)
        if named is not None:
            found.node = node
            found.add(named[0], TRANSFORMATION)
            found.fields = named[0].fields
        return found
    found = Column(name, node=node)
    Walk(scope, found).run(node, None)
    if node.__class__ in SHAPES:
        found.fields = fields_of(node, scope)
    return found


def steering(node: Any, scope: Scope, subtype: Subtype) -> None:
    """Add the columns of a predicate, key or order to the rows of the scope's query."""
    if node is not None:
        Walk(scope, Column("", None, scope.rows)).run(node, subtype)


def steers(node: Any, scope: Scope, subtype: Subtype, column: Column) -> None:
    """Add the columns of an expression as steering one column only."""
    Walk(scope, column).run(node, subtype)


def window_steers(node: exp.Window, scope: Scope, column: Column) -> None:
    """Add the columns of OVER as steering one column only."""
    walk = Walk(scope, column)
    window_parts(walk, node, None)
    while walk.stack:
        visit, inner, mode, rank = walk.stack.pop()
        visit(walk, inner, mode, rank)


class Walk:
    """The state of one walk: where names resolve, where edges go, what is left to visit."""

    __slots__ = ("scope", "sink", "stack")

    def __init__(self, scope: Scope, sink: Column) -> None:
        self.scope = scope
        self.sink = sink
        self.stack: Stack = []

    def run(self, node: Any, mode: Mode, rank: int = IDENTITY) -> None:
        visit = VISITS[node.__class__]
        if visit is None:
            return
        self.scope.reader.tables.check_time()
        visit(self, node, mode, rank)
        stack = self.stack
        while stack:
            visit, node, mode, rank = stack.pop()
            visit(self, node, mode, rank)

    def within(self, bound: dict[str, Column], node: Any, mode: Mode, rank: int) -> None:
        """Walk a part in which more names are bound, as the parameters of a lambda are."""
        if node is not None:
            inner = Scope(self.scope.reader, self.scope)
            inner.merged = bound
            Walk(inner, self.sink).run(node, mode, rank)

    def push(self, node: Any, mode: Mode, rank: int) -> None:
        visit = VISITS[node.__class__]
        if visit is not None:
            self.stack.append((visit, node, mode, rank))

    def children(self, node: Any, mode: Mode, rank: int, skip: tuple[str, ...] = ()) -> None:
        later: Stack = []
        for key, child in node.args.items():
            visit = VISITS[child.__class__]
            if visit is None or key in skip:
                continue
            if not later and child.__class__ is exp.Column:
                visit(self, child, mode, rank)  # it is next, whatever else is left to visit
            else:
                later.append((visit, child, mode, rank))
        if later:
            later.reverse()
            self.stack += later

    def use(self, column: Column, mode: Mode, rank: int) -> None:
        if len(column.direct) + len(column.indirect) > _MANY:
            self.scope.reader.tables.hold(len(column.direct) + len(column.indirect))
        if mode is None:
            self.sink.add(column, rank)
        elif rank & MASKED:
            masked = Column("")
            masked.add(column, MASKED)
            steer_rows(self.sink.indirect, masked, mode)
        else:
            steer_rows(self.sink.indirect, column, mode)
