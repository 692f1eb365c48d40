"""What a script's variables, cursors and records get: conditions and assignments of a block.

In: a unit whose role is not ``run``. Out: tables that are read, and columns kept under the variable's
name, so that a value is followed from a SELECT INTO to the INSERT that uses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlglot import exp

from lineage_provider.sql.dynamic import key
from lineage_provider.sql.relations import Column, Derived, Relation, Steer, add_steers
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.function_alone import function_alone
from lineage_provider.sql.statements.records import as_declared, fill_fields, is_record, put_together

_KINDS = {
    "read": "CONDITION",
    "perform": "SELECT",
    "assign": "SET",
    "row": "FOR",
    "cursor": "CURSOR",
    "fetch": "FETCH",
}


_ROWS = "rows of "
_NO_ROWS: Mapping[Steer, bool] = MappingProxyType({})


def bind(statement: Statement) -> None:
    """Read one unit that is a condition, an assignment, a loop's query or a cursor."""
    unit, script = statement.unit, statement.script
    statement.kind = _KINDS.get(unit.role, "")
    if unit.role == "fetch" or (unit.role == "row" and unit.tree is None and unit.problem is None):
        _from_cursor(statement)
        return
    if unit.role == "definition":
        statement.kind = unit.names[0]
        return
    if unit.tree is None:
        return
    result = _copied(statement, unit.tree) or _result(statement, unit.tree)
    if result is None:
        statement.problem("unsupported", "a condition or value of the block is not followed", unit.tree)
    elif unit.role == "perform":
        function_alone(statement, unit.tree)
    elif unit.role == "assign":
        assign(statement, unit.names, result.columns, result.rows)
        fill_fields(statement, unit.names, result.columns, result.rows)
        one = len(result.columns) == 1 and not result.open and not is_record(statement)
        if len(unit.names) == 1:
            # A value of one column is no record, but a cursor may run over it (Snowflake's RESULTSET).
            name = key(unit.names[0])
            script.records.pop(name, None)  # a variable of the same name in another block
            script.records[(_ROWS if one else "") + name] = as_declared(statement, result)
    elif unit.role in ("row", "cursor"):
        script.records[key(unit.names[0])] = result


def _result(statement: Statement, tree: Any) -> Derived | None:
    return statement.reader.query(tree, None, {}) if isinstance(tree, (exp.Query, exp.Table)) else None


def _copied(statement: Statement, tree: Any) -> Derived | None:
    """What ``a := b``, ``a := rows(i)`` and ``a := rec(1, 2)`` give, where it is a whole record."""
    if statement.unit.role != "assign" or not isinstance(tree, exp.Select) or tree.args.get("from_"):
        return None
    values: list[Any] = tree.args.get("expressions") or []
    if len(values) != 1:
        return None
    return put_together(statement, values[0]) or statement.reader.record(values[0])


def _from_cursor(statement: Statement) -> None:
    unit, script = statement.unit, statement.script
    name = key(unit.code.strip())
    cursor = script.records.get(name) or script.records.get(_ROWS + name)
    if cursor is None:
        return
    if unit.role == "row":
        script.records[key(unit.names[0])] = cursor
    elif len(unit.names) == 1:
        script.records[key(unit.names[0])] = as_declared(statement, cursor)
    if unit.role == "fetch":
        columns = cursor.all() or ()
        assign(statement, unit.names, columns, cursor.rows)
        fill_fields(statement, unit.names, columns, cursor.rows)


def told(statement: Statement, result: Relation) -> None:
    """RETURNING a, b INTO x, y: what a change tells about the rows that it wrote."""
    names, columns = statement.unit.names, result.all() or ()
    assign(statement, names, columns, result.rows)
    fill_fields(statement, names, columns, result.rows)
    if len(names) == 1 and (len(columns) > 1 or is_record(statement)):
        statement.script.records[key(names[0])] = as_declared(statement, result)
    statement.script.told.update(key(name) for name in statement.unit.names)


def assign(
    statement: Statement,
    names: Sequence[str],
    columns: Sequence[Column],
    rows: Mapping[Steer, bool] = _NO_ROWS,
) -> None:
    """Let variables hold columns; beside what they held before, where these are elements of a collection.

    ``rows`` decide which row it is whose values they hold, as those of a subquery in the variable's place do.
    """
    values = statement.script.values
    for name, column in zip(names, columns, strict=False):
        held = Column(key(name), node=column.node)
        held.add(column)
        before = values.get(key(name)) if statement.unit.adds else None
        if before is not None:
            held.add(before)
        add_steers(held.indirect, rows)
        values[key(name)] = held


def assigned_in_select(statement: Statement, tree: Any, result: Derived) -> bool:
    """T-SQL's ``SELECT @x = MAX(a) FROM t`` and MySQL's ``SELECT @x := a``; False for other queries."""
    found = False
    for place, node in enumerate(tree.args.get("expressions") or ()):
        target = node.args.get("this") if isinstance(node, (exp.EQ, exp.PropertyEQ)) else None
        if isinstance(target, exp.Parameter) and place < len(result.columns):
            assign(statement, [target.name], [result.columns[place]], result.rows)
            found = True
    return found
