"""What each kind of node does to the columns inside it, in one table.

In: a :class:`Walk` that stands at a node. Out: what to visit next, and how: as a value that flows or as
something that steers. A module of its own because DIRECT and INDIRECT are told apart here, for every
clause of every statement; calls of functions by their name are in :mod:`lineage_provider.sql.calls`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql import calls
from lineage_provider.sql.functions import is_aggregate, is_masking
from lineage_provider.sql.modes import Mode, narrowed
from lineage_provider.sql.relations import (
    AGGREGATION,
    MASKED,
    RANK,
    TRANSFORMATION,
    Column,
    Formula,
    Steer,
    add_steers,
    compose,
)
from lineage_provider.sql.table_arguments import read_argument, table_of

if TYPE_CHECKING:
    from lineage_provider.sql.expressions import Walk

Visit = Callable[["Walk", Any, Mode, int], None]


def _column(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    if node.args["this"].__class__ is exp.Star:
        _star(walk, node, mode, rank)
        return
    found = walk.scope.column(node)
    if found is not None:
        column, fields = found
        walk.use(column, mode, max(rank & RANK, TRANSFORMATION) | (rank & MASKED) if fields else rank)


def _same(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, rank)


def _changed(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, rank if rank & RANK else rank | TRANSFORMATION)


def _aggregated(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, AGGREGATION))


def _masked(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, TRANSFORMATION) | MASKED)


def _masked_aggregate(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, compose(rank, AGGREGATION) | MASKED)


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


def _filtered(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, rank)
    walk.push(node.args.get("expression"), narrowed(mode, "CONDITIONAL"), rank)


def _window(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    window_parts(walk, node, mode)
    walk.push(node.args.get("this"), mode, compose(rank, TRANSFORMATION))


def window_parts(walk: Walk, node: Any, mode: Mode) -> None:
    """What OVER says: partition and order, and those of named windows."""
    args = node.args
    steer = narrowed(mode, "WINDOW")
    walk.push(args.get("spec"), steer, TRANSFORMATION)
    walk.push(args.get("order"), steer, TRANSFORMATION)
    walk.push(args.get("partition_by"), steer, TRANSFORMATION)
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
    result = scope.resolve(node)
    if len(result.columns) > 1:
        rank = compose(rank, TRANSFORMATION)  # SELECT AS STRUCT
    for column in result.columns:
        walk.use(column, mode, rank)
    if result.open:
        scope.reader.problem("unresolved", "* in a subquery: its columns are not known", node)
    _decided_by(walk, result.rows, mode)


def _decided_by(walk: Walk, rows: dict[Steer, bool], mode: Mode) -> None:
    """What decides the rows of a subquery steers what the subquery is part of."""
    if mode == "CONDITIONAL":
        rows = {
            (t, c, "WINDOW" if kind == "WINDOW" else mode): masked for (t, c, kind), masked in rows.items()
        }
    add_steers(walk.sink.indirect, rows)


def _exists(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    inner = node.args.get("this")
    if isinstance(inner, exp.Query):
        _decided_by(walk, walk.scope.resolve(inner).rows, mode)
    else:
        _changed(walk, node, mode, rank)


def _in(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``x IN (SELECT y ...)``: x may show in the result, y only decides it."""
    rank = compose(rank, TRANSFORMATION)
    table = _set_of(node.args.get("field"), walk)
    walk.children(node, mode, rank, ("query", "field") if table is not None else ("query",))
    query = node.args.get("query")
    if table is not None:
        for column in walk.scope.reader.read(table).all() or ():
            walk.use(column, narrowed(mode, "CONDITIONAL"), rank)
    if query is not None:
        walk.push(query, narrowed(mode, "CONDITIONAL"), rank)


_SETS = frozenset(("clickhouse", "sqlite"))


def _set_of(node: Any, walk: Walk) -> Any:
    """ClickHouse, SQLite: ``x IN t`` reads the table t, unless the query makes something of that name."""
    scope = walk.scope
    if node.__class__ is not exp.Column or scope.names.name not in _SETS:
        return None
    alias = scope.names.fold_alias(node.this) if isinstance(node.this, exp.Identifier) else ""
    if node.args.get("table") is None:
        name = scope.names.fold(scope.names.column(node.this))
        inside = scope.ctes.get(alias)
        if name in scope.aliases or scope.candidates(name)[0] is not None or isinstance(inside, Formula):
            return None
        if inside is not None:
            walk.push(exp.select("*").from_(alias), "CONDITIONAL", TRANSFORMATION)
            return None
    elif scope.names.fold_alias(node.args["table"]) in scope.sources:
        return None
    return table_of(node)


def _table(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """A table as an argument of a function: ``f(TABLE t)``."""
    for column in read_argument(node, walk.scope.reader):
        walk.use(column, mode, compose(rank, TRANSFORMATION))


def _star(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """A star inside an expression, as OBJECT_CONSTRUCT(*) or row_to_json(t.*): every column it stands for."""
    scope = walk.scope
    relations = list(scope.sources.values())
    if isinstance(node, exp.Column):
        alias, outer = scope.names.fold_alias(node.args["table"]) if node.table else "", scope
        while alias not in outer.sources and outer.parent is not None:
            outer = outer.parent
        relations = [outer.sources[alias]] if alias and alias in outer.sources else []
    if not relations or any(relation.all() is None for relation in relations):
        scope.reader.problem("unresolved", "* inside an expression: its columns are not known", node)
    for relation in relations:
        for column in relation.all() or ():
            walk.use(column, mode, compose(rank, TRANSFORMATION))


def _count(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    if not isinstance(node.args.get("this"), exp.Star):
        _aggregated(walk, node, mode, rank)


def _property(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``name = value`` of a struct, ``name => value`` of a call: only the value is an expression."""
    walk.push(node.args.get("expression"), mode, rank)


def _cast(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.push(node.args.get("this"), mode, compose(rank, TRANSFORMATION))


def _variable(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``@x``, ``:x``, ``$x``: what the script put into the variable; nothing for a bind parameter."""
    this = node.args.get("this")
    name = this.name if isinstance(this, exp.Expr) else str(this or "")
    held = walk.scope.reader.tables.variable("@" + name)
    if held is None and name.isdigit():
        held = walk.scope.place(name)
    if held is not None:
        walk.use(held, mode, rank)


def _by_place(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """DuckDB's ``#1``: the first column of what is read."""
    scope, place = walk.scope, int(node.this.name) - 1
    known = [relation.all() for relation in scope.sources.values()]
    columns = [column for each in known for column in each or ()]
    if any(each is None for each in known) or place >= len(columns):
        scope.reader.problem("unresolved", f"#{place + 1}: the columns that are read are not known", node)
        return
    walk.use(columns[place], mode, rank)


def _next_value(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``NEXT VALUE FOR s.seq OVER (ORDER BY a)``: a sequence holds no rows."""
    walk.push(node.args.get("order"), narrowed(mode, "WINDOW"), TRANSFORMATION)


def _difference(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``TIMESTAMPDIFF(SECOND, a, b)``, where the parser takes the unit for a column."""
    unit = calls.is_unit(node.args.get("this")) and not isinstance(node.args.get("unit"), exp.Var)
    walk.children(node, mode, compose(rank, TRANSFORMATION), ("this",) if unit else ())


def _each(walk: Walk, node: list[Any], mode: Mode, rank: int) -> None:
    """The nodes of a list, in order."""
    for item in reversed(node):
        walk.push(item, mode, rank)


def _through(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    walk.children(node, mode, rank)


def _having_max(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``ANY_VALUE(a HAVING MAX b)``: b decides which a."""
    walk.push(node.args.get("this"), mode, rank)
    walk.push(node.args.get("expression"), narrowed(mode, "CONDITIONAL"), rank)


def _lambda(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``x -> x + k``: parameters are no columns, other names are."""
    rank = compose(rank, TRANSFORMATION)
    names = walk.scope.names
    bound = {names.fold(each.name): Column(each.name) for each in node.args.get("expressions") or ()}
    walk.within(bound, node.args.get("this"), mode, rank)


def _chosen_elements(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``FILTER(xs, x -> x > k)``: elements of xs, chosen by the rest."""
    rank = compose(rank, TRANSFORMATION)
    walk.push(node.args.get("this"), mode, rank)
    walk.push(node.args.get("expression"), narrowed(mode, "CONDITIONAL"), rank)


def _comprehension(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """DuckDB's ``[f(x) FOR x IN xs IF p(x)]``: x is an element of xs."""
    rank = compose(rank, TRANSFORMATION)
    names = walk.scope.names
    bound = {}
    for key in ("expression", "position"):
        for each in node.args[key].find_all(exp.Identifier) if node.args.get(key) else ():
            bound[names.fold(each.name)] = Column(each.name)
    walk.push(node.args.get("iterator"), mode, rank)
    walk.within(bound, node.args.get("this"), mode, rank)
    walk.within(bound, node.args.get("condition"), narrowed(mode, "CONDITIONAL"), rank)


_KNOWN: dict[type, Visit] = {
    list: _each,
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
    exp.Nullif: calls.compared,
    exp.ArgMax: calls.compared,
    exp.ArgMin: calls.compared,
    exp.Filter: _filtered,
    exp.Window: _window,
    exp.WithinGroup: _within_group,
    exp.Order: _ordered_argument,
    exp.Exists: _exists,
    exp.In: _in,
    exp.Star: _star,
    exp.Count: _count,
    exp.Cast: _cast,
    exp.TimestampDiff: _difference,
    exp.TryCast: _cast,
    exp.Dot: calls.dot,
    exp.Bracket: calls.field,
    exp.StructExtract: calls.field,
    exp.PropertyEQ: _property,
    exp.Kwarg: _property,
    exp.Anonymous: calls.anonymous,
    exp.AnonymousAggFunc: calls.aggregate,
    exp.CombinedAggFunc: calls.aggregate,
    exp.ParameterizedAgg: calls.aggregate,
    exp.CombinedParameterizedAgg: calls.aggregate,
    exp.DecodeCase: calls.decode,
    exp.HavingMax: _having_max,
    exp.Lambda: _lambda,
    exp.ArrayFilter: _chosen_elements,
    exp.Comprehension: _comprehension,
    exp.Distinct: _through,
    exp.Tuple: _through,
    exp.Parameter: _variable,
    exp.SessionParameter: _variable,
    exp.Placeholder: _variable,
    exp.Table: _table,
    exp.PositionalColumn: _by_place,
    exp.NextValueFor: _next_value,
}
_LEAVES = (
    exp.Literal,
    exp.DataType,
    exp.Identifier,
    exp.Var,
    exp.Null,
    exp.Boolean,
    exp.Placeholder,
    exp.JSONPath,
    # What rows are grouped by, not a value of theirs.
    exp.Grouping,
    exp.GroupingId,
)


def _visit_for(kind: type) -> Visit | None:
    if issubclass(kind, _LEAVES) or not issubclass(kind, exp.Expr):
        return None
    if issubclass(kind, exp.Query):
        return _subquery
    if is_masking(kind):
        return _masked_aggregate if is_aggregate(kind) else _masked
    if is_aggregate(kind):
        return _aggregated
    return _changed


class _Visits(dict[type, "Visit | None"]):
    """The table, filled in as kinds of nodes turn up; None for what holds no column and no expression.

    Literals, types, paths, names that are no columns, and arguments of nodes that are no nodes.
    """

    def __missing__(self, kind: type) -> Visit | None:
        found = self[kind] = _visit_for(kind)
        return found


VISITS = _Visits(_KNOWN)
