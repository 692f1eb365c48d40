"""What becomes of rows that are there already: ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE.

In: the clause of an INSERT, and what the INSERT gives its columns. Out: the columns that are updated. A
module of its own because names resolve by rules of their own here: the old row, the new one by several
names, and (MySQL) the tables of the query.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.calls import NEW_ROW, new_value
from lineage_provider.sql.expressions import steering, value
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Column, Derived, Steer, Written
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.statement import Statement, Target


def upsert(statement: Statement, table: TableName, tree: Any, alias: str, targets: Sequence[Target]) -> None:
    """Write the update of an INSERT's ``conflict``; ``alias`` is the written table's, if it has one."""
    from lineage_provider.sql.statements.update import assigned_row, given

    conflict, body = tree.args["conflict"], tree.args.get("expression")
    scope = Scope(statement.reader, None)
    names = statement.names
    own = Written(table, statement.script.known(table), {names.fold(t.name) for t in targets})
    scope.add(alias or names.fold_table(table.parts[-1]).lower(), own)
    _new_rows(scope, body, [t.column.renamed(t.name) for t in targets])
    if isinstance(body, exp.Select) and conflict.args.get("duplicate"):
        # MySQL lets the SELECT's own tables show up in the update.
        statement.reader.sources(body.args, scope)
        scope.rows.clear()
    found = []
    for each in conflict.args.get("expressions") or ():
        if isinstance(each, exp.EQ) and isinstance(each.this, exp.Tuple):
            found += assigned_row(each.this.expressions, each.expression, scope)
        elif isinstance(each, exp.EQ) and isinstance(each.this, exp.Column):
            name = names.column(each.this.this)
            source = new_value(each.expression.unnest(), scope) or value(each.expression, scope, name)
            found.append(Target(name, source))
            given(own, found[-1:], names)
    if any(base == table for target in found for base, _ in target.column.direct):
        statement.inputs[table] = None
    steering(conflict.args.get("where"), scope, "CONDITIONAL")
    statement.write(table, found, _as_filter(scope.rows))


def _new_rows(scope: Scope, body: Any, columns: list[Column]) -> None:
    """Make the row that would have been inserted visible, by each name it may have.

    MySQL's ``VALUES (1, 2) AS new (m, n)`` names its columns anew; then bare names reach them, too.
    """
    row = Derived(columns)
    row.index(scope.names.fold)
    alias = body.args.get("alias") if isinstance(body, exp.Values) else None
    if isinstance(alias, exp.TableAlias) and isinstance(alias.this, exp.Identifier):
        key = scope.names.fold_alias(alias.this)
        renamed = [scope.names.column(i) for i in alias.args.get("columns") or ()]
        if renamed:
            named = Derived([c.renamed(n) for c, n in zip(columns, renamed, strict=False)])
            named.index(scope.names.fold)
            scope.sources.setdefault(key, named)
        else:
            scope.sources.setdefault(key, row)
            scope.named_only |= {key}
    for name in ("excluded", "new", NEW_ROW):
        if name not in scope.sources:
            scope.sources[name] = row
            scope.named_only |= {name}


def _as_filter(rows: dict[Steer, bool]) -> dict[Steer, bool]:
    return {(t, c, "FILTER" if s == "CONDITIONAL" else s): masked for (t, c, s), masked in rows.items()}
