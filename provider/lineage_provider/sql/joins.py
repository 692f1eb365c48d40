"""Joins: what they add to a scope, what steers them, and the columns that they merge.

In: a Join node and the scope of its SELECT. Out: the scope, changed. A module of its own because USING and
NATURAL make one column of two, by rules that depend on the side of an outer join.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.expressions import steering, value
from lineage_provider.sql.relations import TRANSFORMATION, Column, steer_rows
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.sources import add_source

if TYPE_CHECKING:
    from lineage_provider.sql.queries import QueryReader


def join(reader: QueryReader, node: exp.Join, scope: Scope) -> None:
    """One JOIN: its source, its condition, the columns it merges."""
    args = node.args
    before = list(scope.sources)
    if args.get("kind") == "ARRAY":
        _array_join(node, scope)
        return
    add_source(args["this"], scope)
    added = list(scope.sources)[len(before) :]
    reader.tables.check_time()
    steering(args.get("on"), scope, "JOIN")
    steering(args.get("match_condition"), scope, "JOIN")
    using, method, kind = args.get("using"), args.get("method"), args.get("kind")
    if using or method:
        names = _using(reader, using or ())
        if str(method or "").upper() == "NATURAL":
            names = _common(reader, scope, before, added, node)
        side = str(args.get("side") or "").upper()
        scope.merged = merged = dict(scope.merged)
        for name in names:
            merged[reader.names.fold(name)] = _merged(reader, name, scope, before, added, side)
    if kind and str(kind).upper() in ("SEMI", "ANTI") and reader.names.name != "clickhouse":
        # Only the condition sees the right side.
        scope.hidden |= frozenset(added)
        scope.named_only |= frozenset(added)


def _using(reader: QueryReader, nodes: Iterable[Any]) -> list[str]:
    """The columns of USING; what is no plain name there is reported."""
    found = []
    for node in nodes:
        identifier = node.args.get("this") if isinstance(node, exp.Column) else node
        if isinstance(identifier, exp.Identifier):
            found.append(reader.names.column(identifier))
        else:
            reader.problem("unsupported", f"USING ({node}) is no column", node)
    return found


def _array_join(node: exp.Join, scope: Scope) -> None:
    """ClickHouse ARRAY JOIN: each alias is an element of an array."""
    made = {}
    for each in [node.args.get("this"), *(node.args.get("expressions") or ())]:
        if each is None:
            continue
        inner = each.this if isinstance(each, (exp.Alias, exp.Table)) else each
        alias = each.args.get("alias") if isinstance(each, exp.Alias) else None
        name = each.this.name if isinstance(each, exp.Alias) else each.name
        name = scope.names.column(alias) if alias is not None else name
        element = Column(name)
        column = exp.column(inner) if isinstance(inner, exp.Identifier) else inner
        element.add(value(column, scope, name), TRANSFORMATION)
        made[scope.names.fold(name)] = element
    scope.merged = {**scope.merged, **made}


def _common(reader: QueryReader, scope: Scope, before: list[str], added: list[str], node: Any) -> list[str]:
    """The columns that both sides of a NATURAL JOIN have."""
    sides = [[scope.sources[key].all() for key in keys] for keys in (before, added)]
    if any(columns is None for side in sides for columns in side):
        reader.problem("unresolved", "NATURAL JOIN of a table whose columns are not known", node)
    left, right = ([c for columns in side for c in columns or ()] for side in sides)
    names = {reader.names.fold(c.name) for c in right}
    return list(dict.fromkeys(c.name for c in left if reader.names.fold(c.name) in names))


def _merged(
    reader: QueryReader, name: str, scope: Scope, before: list[str], added: list[str], side: str
) -> Column:
    """A column of USING: both sides steer the join, and the value comes from the side that is never NULL.

    SQL:2016 7.10 defines it as COALESCE(left, right): that is the left one, unless the join keeps rows of
    the right side that have no partner. Then it is the right one (RIGHT), or either (FULL).
    """
    folded = reader.names.fold(name)
    previous = scope.merged.get(folded)
    left = previous or _side(reader, scope, before, folded, name)
    right = _side(reader, scope, added, folded, name)
    for column in (left, right):
        if column is not None:
            steer_rows(scope.rows, column, "JOIN")
    merged = Column(name)
    chosen = {"RIGHT": (right,), "FULL": (left, right)}.get(side, (left,))
    for column in chosen:
        if column is not None:
            merged.add(column)
    return merged


def _side(reader: QueryReader, scope: Scope, keys: list[str], folded: str, name: str) -> Column | None:
    """The column of one side of a join; a problem where it may come from several tables."""
    sure = [scope.sources[k] for k in keys if scope.sources[k].has(folded)]
    maybe = [scope.sources[k] for k in keys if scope.sources[k].has(folded) is None]
    chosen = sure[:1] or (maybe if len(maybe) == 1 else [])
    if not chosen:
        kind, what = (
            ("ambiguous", "may come from several tables") if maybe else ("unresolved", "is not there")
        )
        reader.problem(kind, f"USING ({name}): the column {what} on one side of the join", None)
        return None
    return chosen[0].get(folded, name)
