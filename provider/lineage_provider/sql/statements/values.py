"""What a script's variables, cursors and records get: conditions and assignments of a block.

In: a unit whose role is not ``run``. Out: tables that are read, and columns kept under the variable's
name, so that a value is followed from a SELECT INTO to the INSERT that uses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.dynamic import key
from lineage_provider.sql.relations import Column, Derived, Relation
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.function_alone import function_alone

_KINDS = {
    "read": "CONDITION",
    "perform": "SELECT",
    "assign": "SET",
    "row": "FOR",
    "cursor": "CURSOR",
    "fetch": "FETCH",
}


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
    result = _result(statement, unit.tree)
    if result is None:
        statement.problem("unsupported", "a condition or value of the block is not followed", unit.tree)
    elif unit.role == "perform":
        function_alone(statement, unit.tree)
    elif unit.role == "assign":
        assign(statement, unit.names, result.columns)
        if len(unit.names) == 1 and (len(result.columns) != 1 or result.open):
            script.records[key(unit.names[0])] = result
    elif unit.role in ("row", "cursor"):
        script.records[key(unit.names[0])] = result


def _result(statement: Statement, tree: Any) -> Derived | None:
    return statement.reader.query(tree, None, {}) if isinstance(tree, (exp.Query, exp.Table)) else None


def _from_cursor(statement: Statement) -> None:
    unit, script = statement.unit, statement.script
    cursor = script.records.get(key(unit.code.strip()))
    if cursor is None:
        return
    if unit.role == "row" or len(unit.names) == 1:
        script.records[key(unit.names[0])] = cursor
    if unit.role == "fetch":
        assign(statement, unit.names, cursor.all() or ())


def told(statement: Statement, result: Relation) -> None:
    """RETURNING a, b INTO x, y: what a change tells about the rows that it wrote."""
    assign(statement, statement.unit.names, result.all() or ())
    statement.script.told.update(key(name) for name in statement.unit.names)


def assign(statement: Statement, names: Sequence[str], columns: Sequence[Column]) -> None:
    """Let variables hold columns; beside what they held before, where it may not be executed."""
    values = statement.script.values
    for name, column in zip(names, columns, strict=False):
        held = Column(key(name), node=column.node)
        before = values.get(key(name))
        if statement.unit.branch and before is not None:
            held.add(before)
        held.add(column)
        values[key(name)] = held


def assigned_in_select(statement: Statement, tree: Any, result: Derived) -> bool:
    """T-SQL's ``SELECT @x = MAX(a) FROM t`` and MySQL's ``SELECT @x := a``; False for other queries."""
    found = False
    for place, node in enumerate(tree.args.get("expressions") or ()):
        target = node.args.get("this") if isinstance(node, (exp.EQ, exp.PropertyEQ)) else None
        if isinstance(target, exp.Parameter) and place < len(result.columns):
            assign(statement, [target.name], [result.columns[place]])
            found = True
    return found
