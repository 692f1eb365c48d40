"""DELETE, TRUNCATE and DROP: rows go, nothing flows.

In: the tree. Out: the table as output, what decides the rows as dataset-wide edges.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import DATA_KINDS, dropped
from lineage_provider.sql.expressions import steering
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Relation, add_steers
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.sources import add_source
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.insert import returning
from lineage_provider.sql.statements.update import temporary_target, written_view


def delete(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle DELETE with USING, JOIN, or aliases of FROM items as targets."""
    reader = statement.reader
    with_ = tree.args.get("with_")
    if with_ is not None:
        ctes = reader.ctes(with_, None, ctes)
    scope = Scope(reader, None, ctes)
    node = tree.args.get("this")
    named = tree.args.get("tables") or []
    using = tree.args.get("using")
    if isinstance(using, list):
        for each in using:
            add_source(each, scope)
    if isinstance(node, exp.Subquery):
        add_source(node, scope)  # T-SQL: DELETE d FROM (SELECT ...) AS d
        for relation in scope.sources.values():
            add_steers(scope.rows, relation.rows)
    inputs = dict(statement.inputs)
    if isinstance(node, exp.Table):
        add_source(node, scope)
    for join in tree.args.get("joins") or ():
        reader.join(join, scope)
    statement.beside = scope.sources
    targets = _targets(statement, node, named, scope)
    if not targets:
        statement.problem("unsupported", "the table behind the deleted rows is not known", tree)
    for relation in scope.sources.values():
        if relation.rows and not (isinstance(relation, BaseTable) and relation.table in targets):
            add_steers(scope.rows, relation.rows)
    steering(tree.args.get("where"), scope, "FILTER")
    for table in targets:
        if table not in inputs and not _read_again(statement, table, tree, named):
            statement.inputs.pop(table, None)
        statement.write(table, [], scope.rows)
    return returning(statement, tree, targets[0]) if targets else None


def _targets(statement: Statement, node: Any, named: list[Any], scope: Scope) -> list[TableName]:
    found = []
    for each in named or [node]:
        if not isinstance(each, exp.Table):
            continue
        alias = statement.names.alias_of(each)
        source = scope.sources.get(alias)
        view = None if isinstance(source, BaseTable) else written_view(statement, each, scope)
        if view is not None:
            found += [view[0]] if view[0] is not None else []
        else:
            plain = each.args.get("db") is None and isinstance(each.this, exp.Identifier)
            held = temporary_target(statement, each) if plain else None
            found.append(held or (source.table if isinstance(source, BaseTable) else statement.table(each)))
    return found


def _read_again(statement: Statement, table: TableName, tree: Any, named: list[Any]) -> bool:
    """Whether the target also stands in a subquery of the condition."""
    where = tree.args.get("where")
    if where is None:
        return False
    return any(
        statement.table(each) == table
        for each in where.find_all(exp.Table)
        if isinstance(each.this, exp.Identifier)
    )


def truncate(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle TRUNCATE of one or several tables."""
    for node in tree.args.get("expressions") or ():
        if isinstance(node, exp.Table):
            table = statement.table(node)
            if table in statement.script.ephemeral:
                statement.script.emptied(table)
            else:
                statement.touch(table)
            statement.changed(table, "TRUNCATE")
    return None


def drop(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle DROP of what holds rows."""
    kind = str(tree.args.get("kind") or "").upper()
    if kind and kind not in DATA_KINDS:
        return None
    for node in dropped(tree):
        if isinstance(node, exp.Table):
            table = statement.table(node)
            statement.touch(table)
            statement.changed(table, "DROP")
            statement.script.content.pop(table, None)
            statement.script.defined.pop(table, None)
    return None
