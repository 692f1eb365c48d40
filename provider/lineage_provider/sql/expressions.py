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
    AGGREGATION,
    IDENTITY,
    MASKED,
    TRANSFORMATION,
    Column,
    add_steers,
    steer_rows,
)
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.visits import VISITS

Stack = list[tuple[Any, Mode, int]]


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
    if node.__class__ is exp.Struct:
        return _struct(node, scope, found)
    Walk(scope, found).run(node, None)
    if node.__class__ in _KEEP_FIELDS:
        found.fields = _fields_through(node, scope)
    return found


_KEEP_FIELDS = frozenset(
    {exp.Bracket, exp.ArrayAgg, exp.AnyValue, exp.Order, exp.Limit, exp.IgnoreNulls, exp.Paren, exp.HavingMax}
)


def _fields_through(node: Any, scope: Scope) -> dict[str, Column] | None:
    """Fields of one of several structs: ``ARRAY_AGG(t ORDER BY ts LIMIT 1)[OFFSET(0)]``."""
    rank = TRANSFORMATION
    while node.__class__ in _KEEP_FIELDS:
        rank = AGGREGATION if isinstance(node, (exp.ArrayAgg, exp.AnyValue)) else rank
        node = node.args.get("this")
    named = scope.column(node) if node.__class__ is exp.Column else None
    if named is None or named[1] or named[0].fields is None:
        return None
    found = {}
    for key, field in named[0].fields.items():
        found[key] = Column(field.name)
        found[key].add(field, rank)
    return found


def _struct(node: exp.Struct, scope: Scope, found: Column) -> Column:
    """A struct of named values remembers them, so that ``s.x`` goes back to the one it was made of."""
    fields: dict[str, Column] = {}
    for each in node.expressions:
        inner = each.expression if isinstance(each, exp.PropertyEQ) else each.unalias()
        key = each.this.name if isinstance(each, exp.PropertyEQ) else each.alias_or_name
        field = value(inner, scope, key)
        fields.setdefault(scope.names.fold(key), field)
        found.add(field, TRANSFORMATION)
    found.fields = fields
    return found


def steering(node: Any, scope: Scope, subtype: Subtype) -> None:
    """Add the columns of a predicate, key or order to the rows of the scope's query."""
    if node is None:
        return
    sink = Column("")
    Walk(scope, sink).run(node, subtype)
    add_steers(scope.rows, sink.indirect)


def steers(node: Any, scope: Scope, subtype: Subtype, column: Column) -> None:
    """Add the columns of an expression as steering one column only."""
    Walk(scope, column).run(node, subtype)


class Walk:
    """The state of one walk: where names resolve, where edges go, what is left to visit."""

    __slots__ = ("scope", "sink", "stack")

    def __init__(self, scope: Scope, sink: Column) -> None:
        self.scope = scope
        self.sink = sink
        self.stack: Stack = []

    def run(self, node: Any, mode: Mode, rank: int = IDENTITY) -> None:
        stack = self.stack
        stack.append((node, mode, rank))
        while stack:
            node, mode, rank = stack.pop()
            VISITS[node.__class__](self, node, mode, rank)

    def within(self, bound: dict[str, Column], node: Any, mode: Mode, rank: int) -> None:
        """Walk a part in which more names are bound, as the parameters of a lambda are."""
        if node is not None:
            inner = Scope(self.scope.reader, self.scope)
            inner.merged = bound
            Walk(inner, self.sink).run(node, mode, rank)

    def push(self, node: Any, mode: Mode, rank: int) -> None:
        if isinstance(node, exp.Expr):
            self.stack.append((node, mode, rank))
        elif node.__class__ is list:
            for item in reversed(node):
                if isinstance(item, exp.Expr):
                    self.stack.append((item, mode, rank))

    def children(self, node: Any, mode: Mode, rank: int, skip: tuple[str, ...] = ()) -> None:
        push = self.push
        for key, child in reversed(node.args.items()):
            if child and key not in skip:
                push(child, mode, rank)

    def use(self, column: Column, mode: Mode, rank: int) -> None:
        if mode is None:
            self.sink.add(column, rank)
        elif rank & MASKED:
            masked = Column("")
            masked.add(column, MASKED)
            steer_rows(self.sink.indirect, masked, mode)
        else:
            steer_rows(self.sink.indirect, column, mode)
