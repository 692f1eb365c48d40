"""UPDATE: assignments are DIRECT edges, conditions and joins decide the rows.

In: the tree, in any dialect's shape (FROM, JOIN in the target, alias of a FROM item as target). Out: the
written columns. A target that is only matched on is no input; one whose own columns are read is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.dynamic import key as key_of_variable
from lineage_provider.sql.expressions import steering, value
from lineage_provider.sql.model import TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.relations import BaseTable, Derived, Relation, Written, add_steers
from lineage_provider.sql.scope import STRUCT_DOTS, Scope
from lineage_provider.sql.sources import add_source
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.insert import mapped, returning
from lineage_provider.sql.statements.values import assign

_FIELDS_WRITTEN = STRUCT_DOTS | {"postgres"}
"""Dialects in which ``SET a.b = 1`` writes the field b of the column a."""


def update(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle UPDATE of one or (MySQL) several tables."""
    reader, names = statement.reader, statement.names
    with_ = tree.args.get("with_")
    if with_ is not None:
        ctes = reader.ctes(with_, None, ctes)
    scope = Scope(reader, None, ctes)
    node = tree.args.get("this")
    if not isinstance(node, exp.Table):
        statement.problem("unsupported", "the target of UPDATE is no table", tree)
        return None
    reader.sources(tree.args, scope)
    view = written_view(statement, node, scope)
    if view is not None:
        return _through(statement, tree, scope, *view)
    target = _target(statement, node, scope)
    _add_target(node, target, scope, statement)
    if len(scope.sources) > 1:
        surely_written(scope, target, tree.args.get("expressions") or ())
    statement.beside = scope.sources
    steering(tree.args.get("where"), scope, "FILTER")
    reader.order(tree, statement.nothing(), scope)
    by_table: dict[TableName, list[Target]] = {}
    own = next(iter(scope.sources.values()))
    in_turn = len(scope.sources) == 1
    for each in tree.args.get("expressions") or ():
        table, found = target, _whole_row(each, statement, scope, target)
        if found is None:
            table, found = assigned(each, scope, target)
        by_table.setdefault(table, []).extend(found)
        if in_turn:
            given(own, found, names)
        _into_variable(statement, each, scope)
    for table, targets in by_table.items():
        statement.write(table, targets, scope.rows)
    _own_inputs(statement, by_table)
    if not by_table:
        statement.touch(target)
    elif target not in by_table:
        statement.read(target)  # MySQL: UPDATE a, b SET b.x = a.x
    return returning(statement, tree, target)


def given(own: Relation, targets: Sequence[Target], names: NameRules) -> None:
    """MySQL assigns from left to right: what comes behind an assignment sees the new value.

    Of several tables it promises no order, and a temporary one of the text keeps what it held.
    """
    if names.name == "mysql" and isinstance(own, BaseTable):
        for target in targets:
            own.give(names.fold(target.name), target.column)


def _into_variable(statement: Statement, node: Any, scope: Scope) -> None:
    """T-SQL's ``SET @x = a`` and ``SET @x = a = b``: a variable gets a value of the rows that are written."""
    if isinstance(node, exp.EQ) and isinstance(node.this, exp.Parameter):
        right = node.expression.expression if isinstance(node.expression, exp.EQ) else node.expression
        assign(statement, [node.this.name], [value(right, scope, node.this.name)], scope.rows)
        statement.script.told.add(key_of_variable(node.this.name))


def _whole_row(node: Any, statement: Statement, scope: Scope, target: TableName) -> list[Target] | None:
    """PL/SQL's ``SET ROW = r``: all columns of the table, by position; None for an assignment of a column."""
    if statement.names.name != "oracle" or not isinstance(node, exp.EQ) or node.this.name.upper() != "ROW":
        return None
    record = statement.reader.record(node.expression)
    if record is None:
        return None
    add_steers(scope.rows, record.rows)
    return mapped(statement, target, (), record)


def written_view(
    statement: Statement, node: exp.Table, scope: Scope
) -> tuple[TableName | None, Derived] | None:
    """T-SQL writes a table through a CTE or derived table: the one table it is made of, and its columns."""
    if node.args.get("db") is not None or not isinstance(node.this, exp.Identifier):
        return None
    alias = statement.names.fold_alias(node.this)
    named = scope.sources.get(alias) or scope.ctes.get(alias)
    if not isinstance(named, Derived) or temporary_target(statement, node) is not None:
        return None
    tables = {table for column in named.columns for table, _ in column.direct}
    tables |= {base.table for base in named.unknown() if isinstance(base, BaseTable)}
    return (tables.pop() if len(tables) == 1 else None), named


def _through(
    statement: Statement, tree: Any, scope: Scope, table: TableName | None, view: Derived
) -> Relation | None:
    """UPDATE of a CTE: each column of it is a column of the table behind."""
    names, node = statement.names, tree.args["this"]
    for alias in (names.fold_alias(node.this), names.alias_of(node)):
        if scope.sources.get(alias) is not view:
            scope.add(alias, view)
    for key, masked in view.rows.items():
        scope.rows.setdefault(key, masked)
    steering(tree.args.get("where"), scope, "FILTER")
    targets = []
    tables = {table} - {None}
    for each in tree.args.get("expressions") or ():
        for target in assigned(each, scope, table or statement.table(tree.args["this"]))[1]:
            behind = view.get(statement.names.fold(target.name), target.name)
            bases = list(behind.direct) if behind is not None else []
            if len(bases) == 1 and table is None:
                tables.add(bases[0][0])  # a view of several tables: the one whose columns are changed
            targets.append(Target(bases[0][1] if len(bases) == 1 else target.name, target.column))
    if len(tables) != 1:
        statement.problem("unsupported", "the table behind the updated query is not known", tree)
        return None
    table = next(iter(tables))
    assert table is not None
    statement.write(table, targets, scope.rows)
    return returning(statement, tree, table)


def temporary_target(statement: Statement, node: exp.Table) -> TableName | None:
    """The temporary table that is written, under its own name or the alias of a FROM item."""
    ephemeral, names = statement.script.ephemeral, statement.names
    if statement.table(node) in ephemeral:
        return statement.table(node)
    alias = names.fold_alias(node.this)
    for each in node.root().find_all(exp.Table) if ephemeral else ():
        if each.alias and isinstance(each.this, exp.Identifier) and names.alias_of(each) == alias:
            table = statement.table(each)
            return table if table in ephemeral else None
    return None


def _target(statement: Statement, node: exp.Table, scope: Scope) -> TableName:
    """The written table: T-SQL names it by the alias of a FROM item."""
    plain = node.args.get("db") is None and isinstance(node.this, exp.Identifier)
    temporary = temporary_target(statement, node) if plain else None
    if temporary is not None:
        return temporary
    if node.args.get("db") is None and isinstance(node.this, exp.Identifier):
        named = scope.sources.get(statement.names.fold_alias(node.this))
        if isinstance(named, BaseTable):
            return named.table
    return statement.table(node)


def _add_target(node: exp.Table, target: TableName, scope: Scope, statement: Statement) -> None:
    """Make the target's own columns visible, and the joins that MySQL puts behind it."""
    alias = statement.names.alias_of(node)
    existing = scope.sources.get(alias)
    if not (isinstance(existing, BaseTable) and existing.table == target):
        own = statement.script.content.get(target) or BaseTable(target, statement.script.known(target))
        scope.sources = {alias: own, **scope.sources}
    before = len(scope.sources)
    for join in node.args.get("joins") or ():
        scope.reader.join(join, scope)
    for relation in list(scope.sources.values())[before:]:
        add_steers(scope.rows, relation.rows)
    for lateral in node.args.get("laterals") or ():
        add_source(lateral, scope)


def surely_written(scope: Scope, target: TableName, assignments: Sequence[Any]) -> None:
    """Let the target be known to have the columns that are assigned: a bare name of one is its own."""
    fold = scope.names.fold
    for alias, relation in scope.sources.items():
        if relation.__class__ is not BaseTable or relation.table != target or relation.known is not None:
            continue
        lefts = [each.this for each in assignments if isinstance(each, exp.EQ)]
        columns = [c for left in lefts for c in (left.expressions if isinstance(left, exp.Tuple) else [left])]
        sure = {
            fold(scope.names.column(column.this))
            for column in columns
            if isinstance(column, exp.Column)
            and isinstance(column.this, exp.Identifier)
            and (column.args.get("table") is None or scope.names.fold_alias(column.args["table"]) == alias)
        }
        parts = [each.this for each in assignments if isinstance(each, exp.Dot)]  # SET doc.WRITE(...)
        sure |= {fold(scope.names.column(part)) for part in parts if isinstance(part, exp.Identifier)}
        scope.sources[alias] = Written(target, None, sure)


def assigned(node: Any, scope: Scope, target: TableName) -> tuple[TableName, list[Target]]:
    """One assignment: the table it writes (MySQL may write several) and the columns."""
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Anonymous):
        return _written_part(node, scope, target)
    if not isinstance(node, exp.EQ):
        return target, []
    left, right = node.this, node.expression
    if isinstance(left, exp.Parameter) and isinstance(right, exp.EQ):
        left, right = right.this, right.expression  # T-SQL: SET @x = a = b
    if isinstance(left, (exp.Tuple, exp.Paren)):
        columns = left.expressions if isinstance(left, exp.Tuple) else [left.this]
        return target, assigned_row(columns, right, scope)
    written = written_column(left, scope, target)
    if written is None:
        return target, []
    table, name = written
    return table, [Target(_spelled(scope, table, name), value(right, scope, name))]


def _written_part(node: exp.Dot, scope: Scope, target: TableName) -> tuple[TableName, list[Target]]:
    """T-SQL's ``SET doc.WRITE(text, at, length)``: the column is made of what it held and of the text."""
    if node.expression.name.upper() != "WRITE" or not node.expression.expressions:
        return target, []
    parts = list(node.this.find_all(exp.Identifier, bfs=False))
    if not parts:
        return target, []
    # The column's own value is read by the alias that the SET names it by, or by its bare name.
    qualifiers = dict(zip(("table", "db", "catalog"), reversed(parts[:-1]), strict=False))
    column = exp.Column(this=parts[-1].copy(), **{key: each.copy() for key, each in qualifiers.items()})
    written = written_column(column, scope, target)
    made = exp.DPipe(this=column, expression=node.expression.expressions[0].copy())
    table, name = written if written is not None else (target, parts[-1].name)
    return table, [Target(_spelled(scope, table, name), value(made, scope, name))]


def written_column(left: Any, scope: Scope, target: TableName) -> tuple[TableName, str] | None:
    """The table and column that ``a``, ``t.a``, ``a.field`` or ``t.a.field`` on the left writes."""
    while isinstance(left, (exp.Dot, exp.Bracket)):
        left = left.this  # a field of a struct: the column is written
    if not isinstance(left, exp.Column) or not isinstance(left.this, exp.Identifier):
        return None
    parts = [p for p in (left.args.get(k) for k in ("catalog", "db", "table", "this")) if p is not None]
    if len(parts) == 1:
        return target, scope.names.column(left.this)
    relation, used = scope.source_of(parts)
    if isinstance(relation, BaseTable):
        return relation.table, scope.names.column(parts[used])
    own = scope.names.fold_alias(parts[0]) in (target.parts[0].lower(), target.parts[-1].lower())
    if relation is None and not own and scope.names.name in _FIELDS_WRITTEN:
        return target, scope.names.column(parts[0])
    return target, scope.names.column(left.this)


def _spelled(scope: Scope, table: TableName, name: str) -> str:
    """The column's stored spelling, where the table's columns are known."""
    for relation in scope.sources.values():
        if isinstance(relation, BaseTable) and relation.table == table and relation.known:
            return str(relation.known.get(scope.names.fold(name), name))
    return name


def assigned_row(columns: list[Any], right: Any, scope: Scope) -> list[Target]:
    """``SET (a, b) = (SELECT x, y ...)`` and ``SET (a, b) = (x, y)``."""
    names = [scope.names.column(c.this) for c in columns if isinstance(c, exp.Column)]
    while isinstance(right, exp.Paren):
        right = right.this
    if isinstance(right, exp.Query):
        result = scope.reader.query(right, scope)
        for key, masked in result.rows.items():
            scope.rows.setdefault(key, masked)
        return [Target(n, c) for n, c in zip(names, result.columns, strict=False)]
    cells = right.expressions if isinstance(right, exp.Tuple) else [right]
    return [Target(n, value(c, scope, n)) for n, c in zip(names, cells, strict=False)]


def _own_inputs(statement: Statement, by_table: dict[TableName, list[Target]]) -> None:
    """A written table is an input too when a value is made of its columns."""
    for targets in by_table.values():
        for target in targets:
            for base, _ in target.column.direct:
                if base in by_table:
                    statement.inputs[base] = None
