"""MERGE: each branch's assignments are DIRECT edges, the join and the conditions decide the rows.

In: the tree. Out: the written columns of all branches together. ``UPDATE SET *`` and ``INSERT *`` pair
columns by name; ``INSERT ROW`` and an INSERT without a list pair them by position.
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from lineage_provider.sql.expressions import steering, value
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Relation
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.sources import source as read_source
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.insert import returning
from lineage_provider.sql.statements.update import assigned, surely_written

_EVOLUTION = late_pattern(r"\bmerge\s+with\s+schema\s+evolution\b", re.IGNORECASE)


def merge(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle MERGE INTO ... USING ... ON ... WHEN ..."""
    reader, names = statement.reader, statement.names
    with_ = tree.args.get("with_")
    if with_ is not None:
        ctes = reader.ctes(with_, None, ctes)
    node = tree.args.get("this")
    table = statement.table(node)
    scope = Scope(reader, None, ctes)
    own = statement.script.content.get(table) or BaseTable(table, statement.script.known(table))
    alias, new = read_source(tree.args["using"], scope)
    scope.add(names.alias_of(node), own)
    scope.add(alias, new)
    scope.rows.update(new.rows)
    statement.beside = scope.sources
    for column in tree.args.get("using_cond") or ():
        if isinstance(column, exp.Identifier):
            name = names.column(column)
            for relation in (own, new):
                found = relation.get(names.fold(name), name)
                if found is not None:
                    scope.rows.update({(t, c, "JOIN"): False for t, c in found.direct})
    steering(tree.args.get("on"), scope, "JOIN")
    whens = tree.args.get("whens")
    targets: list[Target] = []
    for when in whens.args.get("expressions") or () if whens is not None else ():
        steering(when.args.get("condition"), scope, "FILTER")
        targets += _branch(statement, table, when.args.get("then"), scope, new)
    statement.write(table, targets, scope.rows)
    if table not in statement.script.ephemeral and any(
        base == table for t in targets for base, _ in t.column.direct
    ):
        statement.inputs[table] = None
    return returning(statement, tree, table)


def _branch(statement: Statement, table: TableName, then: Any, scope: Scope, new: Relation) -> list[Target]:
    if isinstance(then, exp.Update):
        return _updated(statement, table, then, scope, new)
    if isinstance(then, exp.Insert):
        return _inserted(statement, table, then, scope, new)
    return []


def _updated(statement: Statement, table: TableName, then: Any, scope: Scope, new: Relation) -> list[Target]:
    targets = []
    given = then.args.get("expressions")
    surely_written(scope, table, given if isinstance(given, list) else ())
    assignments = then.args.get("expressions") or [exp.Star()]  # DuckDB: UPDATE alone takes all columns
    for each in assignments if isinstance(assignments, list) else [assignments]:
        if isinstance(each, exp.Star):
            targets += _all(statement, table, new)
        elif isinstance(each, exp.EQ):
            targets += [
                Target(_spelled(statement, table, target.name), target.column)
                for target in assigned(each, scope, table)[1]
            ]
    steering(then.args.get("where"), scope, "FILTER")
    return targets


def _inserted(statement: Statement, table: TableName, then: Any, scope: Scope, new: Relation) -> list[Target]:
    scope = _of_source(scope, new)
    steering(then.args.get("where"), scope, "FILTER")
    listed, body = then.args.get("this"), then.args.get("expression")
    listed = listed if isinstance(listed, exp.Expr) else None
    if isinstance(listed, exp.Star) or (isinstance(listed, exp.Var) and not isinstance(body, exp.Expr)):
        return _all(statement, table, new, by_position=isinstance(listed, exp.Var))
    names = None
    if isinstance(listed, exp.Tuple) and not _is_by_name(listed):
        names = [_name(c, scope) for c in listed.expressions]
    if isinstance(listed, (exp.Column, exp.Paren)):
        names = [_name(listed, scope)]
    if not isinstance(body, exp.Expr) and (names is None or _is_by_name(listed)):
        return _all(statement, table, new)  # DuckDB: INSERT alone takes all columns
    if names is None:
        names = statement.target_columns(table)
    if isinstance(body, exp.Values) and body.expressions:
        body = body.expressions[0]
    cells = body.expressions if isinstance(body, exp.Tuple) else [body] if isinstance(body, exp.Expr) else []
    while len(cells) == 1 and isinstance(cells[0], exp.Paren):
        cells = [cells[0].this]
    if names is None:
        if cells:
            statement.problem(
                "inferred", f"MERGE inserts into {table} by position, and its columns are not known"
            )
        return [Target(c.name or f"_col_{i}", value(c, scope, ""), True) for i, c in enumerate(cells)]
    return [
        Target(_spelled(statement, table, n), value(c, scope, n)) for n, c in zip(names, cells, strict=False)
    ]


def _of_source(scope: Scope, new: Relation) -> Scope:
    """What an INSERT branch sees: there is no row of the target that a bare name could mean."""
    inner = Scope(scope.reader, scope.parent, scope.ctes)
    inner.sources = scope.sources
    inner.named_only = frozenset([alias for alias, relation in scope.sources.items() if relation is not new])
    inner.rows, inner.merged = scope.rows, scope.merged
    return inner


def _is_by_name(listed: Any) -> bool:
    """DuckDB's ``INSERT BY NAME``, which the parser takes for a list of one column."""
    only = listed.expressions[0] if isinstance(listed, exp.Tuple) and len(listed.expressions) == 1 else None
    return isinstance(only, exp.Alias) and (only.this.name + only.alias).lower() == "byname"


def _name(node: Any, scope: Scope) -> str:
    while isinstance(node, exp.Paren):
        node = node.this
    identifier = node.this if isinstance(node, exp.Column) else node
    return scope.names.column(identifier)


def _spelled(statement: Statement, table: TableName, name: str) -> str:
    known = statement.script.known(table)
    return name if known is None else known.get(statement.names.fold(name), name)


def _all(statement: Statement, table: TableName, new: Relation, *, by_position: bool = False) -> list[Target]:
    """Every column of the source: by name (Delta's ``*``), or by position (BigQuery's ROW)."""
    columns = new.all()
    if columns is None:
        statement.problem("unresolved", f"MERGE into {table} takes all columns of an unknown source")
        return []
    known = statement.target_columns(table)
    if known is None:
        statement.problem("inferred", f"the columns of {table} are not known: the source's stand in for them")
        return [Target(c.name, c, True) for c in columns]
    if by_position:
        return [Target(n, c) for n, c in zip(known, columns, strict=False)]
    fold = statement.names.fold
    by_name = {fold(c.name): c for c in columns}
    targets = [Target(n, by_name[fold(n)]) for n in known if fold(n) in by_name]
    if _EVOLUTION.search(statement.unit.code):
        # Databricks: the target gets the columns that only the source has.
        have = {fold(n) for n in known}
        targets += [Target(c.name, c) for c in columns if fold(c.name) not in have]
    return targets
