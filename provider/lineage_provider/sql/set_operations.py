"""UNION, INTERSECT and EXCEPT: two relations into one.

In: resolved sides, or the tree of a chain of them. Out: the combined relation. A module of its own
because columns are paired by position or by name here, and CTEs need it beside plain queries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.relations import BaseTable, Column, Derived, Relation, add_steers, steer_rows

if TYPE_CHECKING:
    from lineage_provider.sql.queries import QueryReader
    from lineage_provider.sql.scope import Scope


# INTERSECT binds as UNION does (Oracle "The set operators", SQLite "Compound select statements"); elsewhere
# tighter, whichever way the parser's version has put the tree together.
_FROM_LEFT_TO_RIGHT = frozenset({"oracle", "sqlite"})


def set_operation(reader: QueryReader, node: Any, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
    """Resolve a chain of set operations; a long one is walked, not recursed into."""
    chain = []
    left: Any = node
    while isinstance(left, exp.SetOperation) and (left is node or not _is_closed(left)):
        chain.append(left)
        left = left.args["this"]
    operands = [reader.query(left, parent, ctes)]
    operations: list[Any] = []
    tighter = reader.names.name not in _FROM_LEFT_TO_RIGHT
    for operation in reversed(chain):
        right = reader.query(operation.args["expression"], parent, ctes)
        if tighter and isinstance(operation, exp.Intersect):
            operands[-1] = _decided(reader, operands[-1], right)
        else:
            operations.append(operation)
            operands.append(right)
    result = operands[0]
    for operation, right in zip(operations, operands[1:], strict=True):
        if isinstance(operation, exp.Union):
            result = union(reader, result, right, operation)
        else:
            result = _decided(reader, result, right)
    return result


def branches(node: Any) -> list[Any]:
    """The queries that a chain of UNIONs puts together, from left to right."""
    found = []
    left = node
    while isinstance(left, exp.Union) and (left is node or not _is_closed(left)):
        found.append(left.args["expression"])
        left = left.args["this"]
    return [left, *reversed(found)]


def _is_closed(node: Any) -> bool:
    """Whether a set operation inside another has clauses of its own."""
    return any(node.args.get(clause) for clause in ("with_", "order", "limit", "offset"))


def union(reader: QueryReader, left: Derived, right: Derived, node: Any) -> Derived:
    """Combine by position, or by name where BY NAME (or CORRESPONDING) is said."""
    rows = right.rows
    if node.args.get("by_name"):
        columns = _by_name(reader, left, right, node)
    else:
        columns = [
            _both(column, right.columns[place] if place < len(right.columns) else None)
            for place, column in enumerate(left.columns)
        ]
        if _alike(left, right):
            right = Derived(right.columns)
        elif left.open or right.open:
            _open_union(reader, left, right)
        elif len(left.columns) != len(right.columns):
            reader.problem("unresolved", "the sides of a UNION have different numbers of columns", node)
    reader.tables.hold(sum(len(column.direct) + len(column.indirect) for column in columns))
    result = Derived(columns, left.open + right.open)
    add_steers(result.rows, left.rows)
    add_steers(result.rows, rows)
    if node.args.get("distinct"):
        for column in columns:
            steer_rows(result.rows, column, "GROUP_BY")
    return reader.finished(result)


def _by_name(reader: QueryReader, left: Derived, right: Derived, node: Any) -> list[Column]:
    """BY NAME: all columns of both sides; INNER keeps the common ones, LEFT those of the left side."""
    fold = reader.names.fold
    on = {
        fold(reader.names.column(each.this))
        for each in node.args.get("on") or ()
        if isinstance(each, exp.Column)
    }
    others = {fold(c.name): c for c in right.columns if not on or fold(c.name) in on}
    columns = []
    for column in left.columns:
        if on and fold(column.name) not in on:
            continue
        other = others.pop(fold(column.name), None)
        if other is not None or str(node.args.get("kind") or "").upper() != "INNER":
            columns.append(_both(column, other))
    one_sided = str(node.args.get("kind") or "").upper() == "INNER" or node.args.get("side") == "LEFT"
    return columns if one_sided else [*columns, *others.values()]


def _alike(left: Derived, right: Derived) -> bool:
    """Whether positions agree although columns are not known: both have a star over the same table."""
    stars = list(zip(left.open, right.open, strict=False))
    return (
        bool(stars)
        and len(left.open) == len(right.open)
        and len(left.columns) == len(right.columns)
        and all(one.like(other) for one, other in stars)
    )


def _open_union(reader: QueryReader, left: Derived, right: Derived) -> None:
    tables = {str(r.table) for side in (left, right) for r in side.unknown() if isinstance(r, BaseTable)}
    reader.problem("unresolved", f"UNION of * over {', '.join(sorted(tables))}: its columns are not known")


def _decided(reader: QueryReader, left: Derived, right: Derived) -> Derived:
    """EXCEPT and INTERSECT: the right side only decides which rows of the left stay."""
    result = Derived(list(left.columns), left.open)
    add_steers(result.rows, left.rows)
    add_steers(result.rows, right.rows)
    for column in [*left.columns, *right.columns]:
        steer_rows(result.rows, column, "FILTER")
    return reader.finished(result)


def _both(left: Column, right: Column | None) -> Column:
    if right is None:
        return left
    merged = Column(left.name, node=left.node)
    merged.add(left)
    merged.add(right)
    merged.unnamed = left.unnamed
    return merged
