"""OUTPUT ... INTO: what a write tells about the rows it wrote, put into another table.

In: the INSERT that the clause stands for, and what the statement has just written. Out: the second table's
columns. ``inserted`` are the new values, ``deleted`` the old ones.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import declared_columns
from lineage_provider.sql.projections import projections
from lineage_provider.sql.relations import BaseTable
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.insert import mapped, target_of
from lineage_provider.sql.statements.new_row import new_row


def output_into(statement: Statement, tree: Any) -> None:
    """Write the OUTPUT clause ``tree`` (an INSERT) of the statement just handled."""
    table = statement.last_written
    if table is None or not isinstance(tree, exp.Insert):
        statement.problem("unsupported", "OUTPUT of a statement that writes no table", tree)
        return
    script = statement.script
    own = script.content.get(table) or BaseTable(table, script.known(table))
    scope = Scope(statement.reader, None)
    scope.add("inserted", new_row(statement, statement.kind, table))
    scope.add("deleted", own)
    for alias, relation in statement.beside.items():
        scope.sources.setdefault(alias, relation)
    scope.named_only |= scope.sources.keys()
    rows = statement.rows_written()
    body = tree.args.get("expression")
    result = projections(body.args.get("expressions") or [] if body is not None else [], scope)
    result.index(statement.names.fold)
    for column in result.columns:
        for base, _ in column.direct:
            if base == table and table not in script.ephemeral:
                statement.inputs[table] = None
    target = target_of(statement, tree.args.get("this"))
    if target is not None:
        columns = declared_columns(tree, statement.names)
        statement.write(target, mapped(statement, target, columns, result), rows)
