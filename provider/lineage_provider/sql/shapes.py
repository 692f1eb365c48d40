"""The fields of the struct that an expression gives: ``ARRAY_AGG(STRUCT(a AS x))[0].x`` is made of a.

In: an expression and its scope. Out: the fields by folded name, or None where the expression is no struct
that the text itself puts together. A module of its own because a value is walked for all that reaches it, and
a field is looked up for one part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.model import Subtype
from lineage_provider.sql.relations import (
    AGGREGATION,
    IDENTITY,
    TRANSFORMATION,
    Column,
    Entries,
    OpenFields,
    Steer,
    add_steers,
)
from lineage_provider.sql.row_values import open_row

if TYPE_CHECKING:
    from lineage_provider.sql.scope import Scope

Fields = dict[str, Column]
Shape = Callable[[Any, "Scope", int], "Fields | None"]
_DEEPEST = 30
"""Calls around a struct beyond which its fields are not looked for."""


def fields_of(node: Any, scope: Scope, depth: int = 0) -> Fields | None:
    """The fields of the struct, or of each struct of the array, that ``node`` gives."""
    shape = SHAPES.get(node.__class__)
    return shape(node, scope, depth + 1) if shape is not None and depth < _DEEPEST else None


def _column(node: exp.Column, scope: Scope, depth: int) -> Fields | None:
    row = open_row(scope, node)
    if row is not None:
        return OpenFields(row, scope.names.fold)
    found = scope.column(node)
    return None if found is None or found[1] else found[0].fields


def _struct(node: exp.Struct, scope: Scope, depth: int) -> Fields | None:
    """``STRUCT(a AS x)``, ``named_struct('x', a)``, ``{'x': a}``."""
    if scope.names.name == "clickhouse":
        return _tuple(node, scope, depth)
    found: Fields = {}
    for each in node.expressions:
        if each.is_star:
            return _row(each, scope) if len(node.expressions) == 1 else None
        named = isinstance(each, exp.PropertyEQ)
        key = each.this.name if named else each.alias_or_name
        made = _value(each.expression if named else each.unalias(), scope, key)
        found.setdefault(scope.names.fold(key), made)
    return found


def _row(star: Any, scope: Scope) -> Fields | None:
    """``STRUCT(t.*)``"""
    alias = star.args.get("table") if isinstance(star, exp.Column) else None
    row = scope.sources.get(scope.names.fold_alias(alias)) if alias is not None else None
    columns = row.all() if row is not None else None
    if row is None or columns is None:
        return None if row is None else OpenFields(row, scope.names.fold)
    return {scope.names.fold(column.name): column for column in columns}


def _tuple(node: Any, scope: Scope, depth: int) -> Fields:
    """``(a, b)``: its parts are called 1 and 2."""
    places = enumerate(node.expressions, 1)
    return {str(place): _value(each.unalias(), scope, str(place)) for place, each in places}


def _value(node: Any, scope: Scope, name: str) -> Column:
    from lineage_provider.sql.expressions import value

    return value(node, scope, name)


def _inside(rank: int) -> Shape:
    """Of a call that hands its first argument on."""

    def shape(node: Any, scope: Scope, depth: int) -> Fields | None:
        inner = node.args.get("this")
        if inner.__class__ is exp.Distinct:
            inner = next(iter(inner.expressions), None)
        return _steered(node, fields_of(inner, scope, depth), rank, scope)

    return shape


def _bracket(node: Any, scope: Scope, depth: int) -> Fields | None:
    """``array[1]``, and ``object['x']``."""
    key = node.expressions[0] if len(node.expressions) == 1 else None
    fields = fields_of(node.this, scope, depth)
    if isinstance(key, exp.Literal) and key.is_string and fields is not None:
        field = fields.get(scope.names.fold(key.name))
        return None if field is None else field.fields
    return _ranked(fields, TRANSFORMATION)


def _extreme(node: Any, scope: Scope, depth: int) -> Fields | None:
    """``MAX(STRUCT(ts, v))``: most extremes are those of plain columns, which need no second look."""
    inner = node.args.get("this")
    if inner.__class__ is not exp.Struct and inner.__class__ is not exp.Tuple:
        return None
    return _steered(node, fields_of(inner, scope, depth), AGGREGATION, scope)


def _window(node: Any, scope: Scope, depth: int) -> Fields | None:
    inner = node.args["this"]
    while isinstance(inner, (exp.IgnoreNulls, exp.RespectNulls)):
        inner = inner.this
    if getattr(inner, "this", None).__class__ not in (exp.Struct, exp.Tuple, exp.Order):
        return None
    return _steered(node, fields_of(inner, scope, depth), TRANSFORMATION, scope)


_STEERING: Mapping[type[Any], tuple[str, Subtype]] = {
    exp.Order: ("expressions", "WINDOW"),
    exp.HavingMax: ("expression", "CONDITIONAL"),
    exp.Filter: ("expression", "CONDITIONAL"),
    exp.ArrayFilter: ("expression", "CONDITIONAL"),
    exp.ArgMax: ("expression", "CONDITIONAL"),
    exp.ArgMin: ("expression", "CONDITIONAL"),
}
"""The argument of a call that decides which of the structs there are, or which comes first."""


def _steered(node: Any, fields: Fields | None, rank: int, scope: Scope) -> Fields | None:
    """The fields behind a call, with what decides in it which struct they are of."""
    if fields is None:
        return None
    from lineage_provider.sql.expressions import steers, window_steers

    sink = Column("")
    if isinstance(node, exp.Window):
        window_steers(node, scope, sink)
    elif node.__class__ in _STEERING:
        key, subtype = _STEERING[node.__class__]
        steers(node.args.get(key), scope, subtype, sink)
    return _ranked(fields, rank, sink.indirect)


def _ranked(fields: Fields | None, rank: int, steers: Mapping[Steer, bool] | None = None) -> Fields | None:
    if fields is None or isinstance(fields, Entries):
        return None
    if isinstance(fields, OpenFields):
        return OpenFields(
            fields.row, fields.fold, max(rank, fields.rank), {**fields.steers, **(steers or {})}
        )
    found = {}
    for key, field in fields.items():
        made = found[key] = Column(field.name)
        made.add(field, rank)
        add_steers(made.indirect, steers or {})
        made.fields = field.fields
    return found


def _array(node: Any, scope: Scope, depth: int) -> Fields | None:
    """``[STRUCT(a AS x), (b)]``, ``ARRAY(SELECT AS STRUCT ...)``: what may be at one place, put together."""
    parts = node.expressions
    if len(parts) == 1 and isinstance(parts[0], (exp.Query, exp.Subquery)):
        return _query(parts[0], scope, depth)
    return _either(parts, scope, depth)


def _either(parts: Sequence[Any], scope: Scope, depth: int) -> Fields | None:
    """The fields of what may be any of several structs, by place; those of the first give the names."""
    first = fields_of(parts[0], scope, depth) if parts and parts[0].__class__ is exp.Struct else None
    if first is None or isinstance(first, OpenFields):
        return None
    found = {key: Column(field.name) for key, field in first.items()}
    for part in parts:
        fields = fields_of(part, scope, depth)
        if fields is None or len(fields) != len(first):
            return None
        for made, field in zip(found.values(), fields.values(), strict=True):
            made.add(field, TRANSFORMATION)
    return found


def _case(node: Any, scope: Scope, depth: int) -> Fields | None:
    """``CASE WHEN c THEN STRUCT(a AS x) ELSE STRUCT(b) END``, and IF: the conditions steer every field."""
    if isinstance(node, exp.Case):
        ifs = node.args.get("ifs") or ()
        results = [*(each.args.get("true") for each in ifs), node.args.get("default")]
        conditions = [node.this, *(each.this for each in ifs)]
    else:
        results, conditions = [node.args.get("true"), node.args.get("false")], [node.this]
    found = _either(_no_nulls(results), scope, depth)
    if found is None:
        return None
    from lineage_provider.sql.expressions import steers

    for field in found.values():
        for each in conditions:
            if each is not None:
                steers(each, scope, "CONDITIONAL", field)
    return found


def _coalesced(node: Any, scope: Scope, depth: int) -> Fields | None:
    return _either(_no_nulls([node.this, *node.expressions]), scope, depth)


def _no_nulls(nodes: Iterable[Any]) -> list[Any]:
    return [node for node in nodes if node is not None and not isinstance(node, exp.Null)]


def _query(node: Any, scope: Scope, depth: int) -> Fields | None:
    """``(SELECT AS STRUCT a, b FROM t)``; a query of one column gives what that column is."""
    select = node.unnest() if isinstance(node, exp.Subquery) else node
    result = scope.resolve(node)
    if result.open:
        return None
    if select.args.get("kind") != "STRUCT" and len(result.columns) == 1:
        return result.columns[0].fields
    fields = {scope.names.fold(column.name): column for column in result.columns}
    return _ranked(fields, IDENTITY, result.rows) if result.rows else fields


def _dot(node: exp.Dot, scope: Scope, depth: int) -> Fields | None:
    fields = fields_of(node.this, scope, depth)
    if fields is None or not isinstance(node.expression, exp.Identifier):
        return None
    field = fields.get(scope.names.fold(node.expression.name))
    return None if field is None else field.fields


def _cast(node: Any, scope: Scope, depth: int) -> Fields | None:
    """``CAST(ROW(a, b) AS ROW(x INT, y INT))``: the type gives the names, by place."""
    inner, kind = node.this, node.args.get("to")
    parts = inner.expressions if _is_row(inner) else ()
    names = [each.name for each in kind.expressions if isinstance(each, exp.ColumnDef)] if kind else []
    if not names or len(names) != len(parts):
        return fields_of(inner, scope, depth) if not names else None
    return {
        scope.names.fold(name): _value(part.unalias(), scope, name)
        for name, part in zip(names, parts, strict=True)
    }


def _is_row(node: Any) -> bool:
    if isinstance(node, exp.Anonymous):
        return str(node.name).lower() == "row"
    return isinstance(node, (exp.Struct, exp.Tuple))


def _called(node: Any, scope: Scope, depth: int) -> Fields | None:
    name = node.name.lower()
    if name in _EXTENDING:
        return _extended(node, scope, depth)
    return _tuple(node, scope, depth) if name == "tuple" else None  # ClickHouse's tuple(a, b)


def _extended(node: exp.Anonymous, scope: Scope, depth: int) -> Fields:
    """DuckDB's ``struct_insert(s, d := x)``; of an ``s`` without known fields, only those that are set."""
    first, *given = node.expressions or (None,)
    known = fields_of(first, scope, depth)
    found: Fields = {} if known is None or isinstance(known, OpenFields) else dict(known)
    for each in given:
        if isinstance(each, exp.PropertyEQ):
            found[scope.names.fold(each.this.name)] = _value(each.expression, scope, each.this.name)
    return found


_EXTENDING = frozenset(("struct_insert", "struct_update"))
_SAME = (exp.Limit, exp.Order, exp.Paren, exp.IgnoreNulls, exp.RespectNulls, exp.HavingMax, exp.Filter)
_ELEMENTS = (
    *(exp.Explode, exp.ExplodeOuter, exp.Inline, exp.ArrayFilter, exp.ArraySort, exp.ArraySlice),
    *(exp.First, exp.Last, exp.FirstValue, exp.LastValue, exp.Lag, exp.Lead),
)
SHAPES: Mapping[type[Any], Shape] = {
    exp.Column: _column,
    exp.Struct: _struct,
    exp.Tuple: _tuple,
    exp.Anonymous: _called,
    exp.Array: _array,
    exp.Subquery: _query,
    exp.Dot: _dot,
    exp.Bracket: _bracket,
    exp.Cast: _cast,
    exp.Window: _window,
    exp.Case: _case,
    exp.If: _case,
    exp.Coalesce: _coalesced,
    **dict.fromkeys(_SAME, _inside(TRANSFORMATION)),
    **dict.fromkeys(_ELEMENTS, _inside(TRANSFORMATION)),
    **dict.fromkeys((exp.ArrayAgg, exp.AnyValue), _inside(AGGREGATION)),
    **dict.fromkeys((exp.Max, exp.Min, exp.ArgMax, exp.ArgMin), _extreme),
}
"""What gives the fields, by the kind of a node."""
