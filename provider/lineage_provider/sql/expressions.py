"""One walk over an expression: which columns reach its value, which only steer it.

In: an AST expression, the scope it stands in. Out: edges added to a :class:`Column` (a projection) or
to a relation's row edges (a predicate). A module of its own because DIRECT and INDIRECT are told
apart here, by one table of node kinds, for every clause of every statement.

The walk keeps its own stack, so that deep expressions cost memory and not recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from lineage_provider.sql.functions import (
    AGGREGATE_NAMES,
    MASKING_NAMES,
    is_aggregate,
    is_masking,
    named,
)
from lineage_provider.sql.model import Subtype
from lineage_provider.sql.relations import (
    AGGREGATION,
    IDENTITY,
    MASKED,
    TRANSFORMATION,
    Column,
    add_steers,
    compose,
    steer_rows,
)
from lineage_provider.sql.scope import Scope

Mode = Subtype | None
"""None: the value flows; otherwise how the expression steers."""
Stack = list[tuple[Any, Mode, int]]
Visit = Callable[["Walk", Any, Mode, int], None]


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
        return found
    found = Column(name, node=node)
    Walk(scope, found).run(node, None)
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
            kind = node.__class__
            visit = VISITS.get(kind)
            if visit is None:
                visit = VISITS[kind] = _visit_for(kind)
            visit(self, node, mode, rank)

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


def narrowed(mode: Mode, subtype: Subtype) -> Mode:
    """The mode of a clause inside an expression: it steers the value, or still what the whole steers."""
    return subtype if mode is None or subtype == "WINDOW" else mode


def _column(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    found = walk.scope.column(node)
    if found is not None:
        column, fields = found
        walk.use(column, mode, max(rank & 3, TRANSFORMATION) | (rank & MASKED) if fields else rank)


def _same(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, rank)


def _changed(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, TRANSFORMATION))


def _aggregated(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, AGGREGATION))


def _masked(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, TRANSFORMATION) | MASKED)


def _masked_aggregate(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, AGGREGATION) | MASKED)


def _anonymous(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    name = node.name.lower()
    rank = compose(rank, AGGREGATION if named(AGGREGATE_NAMES, name) else TRANSFORMATION)
    walk.children(node, mode, rank | MASKED if named(MASKING_NAMES, name) else rank)


def _case(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    steer, rank = narrowed(mode, "CONDITIONAL"), compose(rank, TRANSFORMATION)
    walk.push(node.args.get("this"), steer, rank)
    for branch in node.args.get("ifs") or ():
        walk.push(branch.args.get("this"), steer, rank)
        walk.push(branch.args.get("true"), mode, rank)
    walk.push(node.args.get("default"), mode, rank)


def _if(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    rank = compose(rank, TRANSFORMATION)
    walk.push(node.args.get("this"), narrowed(mode, "CONDITIONAL"), rank)
    walk.push(node.args.get("true"), mode, rank)
    walk.push(node.args.get("false"), mode, rank)


def _decode(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    steer, rank = narrowed(mode, "CONDITIONAL"), compose(rank, TRANSFORMATION)
    operands = node.args.get("expressions") or []
    last = len(operands) - 1
    for place, operand in enumerate(operands):
        # DECODE(value, search, result, search, result, ..., default)
        result = place > 0 and (place % 2 == 0 or place == last)
        walk.push(operand, mode if result else steer, rank)


def _compared(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """NULLIF(a, b), MAX_BY(a, b): the first argument flows, the others decide which."""
    rank = compose(rank, AGGREGATION if is_aggregate(node.__class__) else TRANSFORMATION)
    walk.push(node.args.get("this"), mode, rank)
    steer = narrowed(mode, "CONDITIONAL")
    for key, child in node.args.items():
        if key != "this" and child:
            walk.push(child, steer, rank)


def _filtered(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, rank)
    walk.push(node.args.get("expression"), narrowed(mode, "CONDITIONAL"), rank)


def _window(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    args = node.args
    steer = narrowed(mode, "WINDOW")
    walk.push(args.get("spec"), steer, TRANSFORMATION)
    walk.push(args.get("order"), steer, TRANSFORMATION)
    walk.push(args.get("partition_by"), steer, TRANSFORMATION)
    walk.push(args.get("this"), mode, compose(rank, TRANSFORMATION))
    alias = args.get("alias")
    seen: set[str] = set()
    while alias is not None and alias.name not in seen:
        # OVER w, and WINDOW v AS (w ORDER BY ...): follow the named definitions.
        seen.add(alias.name)
        definition = walk.scope.windows.get(walk.scope.names.fold(alias.name))
        if definition is None:
            break
        walk.children(definition, steer, TRANSFORMATION, ("this", "alias"))
        alias = definition.args.get("alias")


def _ordered_argument(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """ORDER BY inside an aggregate: the argument flows, the order only steers."""
    walk.push(node.args.get("this"), mode, rank)
    walk.push(node.args.get("expressions"), narrowed(mode, "WINDOW"), rank)


def _within_group(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    inner = node.args.get("this")
    walk.push(inner, mode, rank)
    ranked = isinstance(inner, (exp.PercentileCont, exp.PercentileDisc, exp.Mode, exp.Quantile))
    order = node.args.get("expression")
    if order is not None:
        flows = mode if ranked else narrowed(mode, "WINDOW")
        walk.push(order.args.get("expressions"), flows, compose(rank, AGGREGATION))


def _subquery(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    scope = walk.scope
    result = scope.resolve(node, scope)
    columns = result.columns
    if len(columns) > 1 and mode is None:
        columns = columns[:1]
    for column in columns:
        walk.use(column, mode, rank)
    add_steers(walk.sink.indirect, result.rows)


def _exists(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    inner = node.args.get("this")
    if isinstance(inner, exp.Query):
        add_steers(walk.sink.indirect, walk.scope.resolve(inner, walk.scope).rows)
    else:
        _changed(walk, node, mode, rank)


def _in(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``x IN (SELECT y ...)``: x may show in the result, y only decides it."""
    rank = compose(rank, TRANSFORMATION)
    walk.children(node, mode, rank, ("query",))
    query = node.args.get("query")
    if query is not None:
        walk.push(query, narrowed(mode, "CONDITIONAL"), rank)


def _star(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """A star inside an expression, as OBJECT_CONSTRUCT(*): every column of the FROM."""
    for relation in walk.scope.sources.values():
        for column in relation.all() or ():
            walk.use(column, mode, compose(rank, TRANSFORMATION))


def _count(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    if not isinstance(node.args.get("this"), exp.Star):
        _aggregated(walk, node, mode, rank)


def _property(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``name = value`` of a struct, ``name => value`` of a call: only the value is an expression."""
    walk.push(node.args.get("expression"), mode, rank)


def _dot(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, compose(rank, TRANSFORMATION))
    right = node.args.get("expression")
    if not isinstance(right, (exp.Identifier, exp.Star)):
        walk.push(right, mode, compose(rank, TRANSFORMATION))


def _cast(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, compose(rank, TRANSFORMATION))


def _nothing(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """A leaf: literals, types, paths and names that are no columns."""


VISITS: dict[type[exp.Expr], Visit] = {
    exp.Column: _column,
    exp.Alias: _same,
    exp.Aliases: _same,
    exp.Paren: _same,
    exp.Ordered: _same,
    exp.Where: _same,
    exp.Having: _same,
    exp.Qualify: _same,
    exp.IgnoreNulls: _same,
    exp.RespectNulls: _same,
    exp.Case: _case,
    exp.If: _if,
    exp.Nvl2: _if,
    exp.Nullif: _compared,
    exp.ArgMax: _compared,
    exp.ArgMin: _compared,
    exp.Filter: _filtered,
    exp.Window: _window,
    exp.WithinGroup: _within_group,
    exp.Order: _ordered_argument,
    exp.Exists: _exists,
    exp.In: _in,
    exp.Star: _star,
    exp.Count: _count,
    exp.Cast: _cast,
    exp.TryCast: _cast,
    exp.Dot: _dot,
    exp.PropertyEQ: _property,
    exp.Kwarg: _property,
    exp.Anonymous: _anonymous,
    exp.AnonymousAggFunc: _aggregated,
}
if hasattr(exp, "DecodeCase"):
    VISITS[exp.DecodeCase] = _decode

_LEAVES = (
    exp.Literal,
    exp.DataType,
    exp.Identifier,
    exp.Var,
    exp.Null,
    exp.Boolean,
    exp.Placeholder,
    exp.JSONPath,
)


def _through(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, rank)


VISITS[exp.Distinct] = _through
VISITS[exp.Tuple] = _through


def _visit_for(kind: type[exp.Expr]) -> Visit:
    if issubclass(kind, _LEAVES):
        return _nothing
    if issubclass(kind, exp.Query):
        return _subquery
    if is_masking(kind):
        return _masked_aggregate if is_aggregate(kind) else _masked
    if is_aggregate(kind):
        return _aggregated
    return _changed
