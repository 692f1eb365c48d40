"""ALTER TABLE of columns: renamed, dropped and added ones of tables that the text itself made.

In: the tree of an ALTER and the table. Out: what the script knows of the table, changed. A module of its own
because only here a column changes its name while the rows stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlglot import exp

from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Column, Derived, OpenStar
from lineage_provider.sql.statement import Statement

ColumnChange = tuple[str, str]
"""The name before and after: an empty one before is a new column, an empty one after a dropped one."""


def change_columns(statement: Statement, tree: Any, table: TableName) -> None:
    """Follow what an ALTER does to the columns of a table that this text made."""
    script = statement.script
    if table not in script.content and table not in script.defined:
        return
    for before, after in _changes(tree, statement):
        content, defined = script.content.get(table), script.defined.get(table)
        if isinstance(content, Derived):
            script.content[table] = _changed(content, before, after, statement)
        if defined is not None:
            script.defined[table] = _named(defined, before, after, statement.names.fold)


def _changes(tree: Any, statement: Statement) -> Iterable[ColumnChange]:
    names = statement.names
    to = next((o for o in tree.args.get("options") or () if isinstance(o, exp.ToTableProperty)), None)
    for action in tree.args.get("actions") or ():
        if isinstance(action, exp.RenameColumn):  # RENAME COLUMN a TO b
            yield from _renamed(action, action.args.get("to"), statement)
        elif isinstance(action, exp.AlterRename) and to is not None:  # RENAME a TO b
            yield from _renamed(action, to.this, statement)
        elif isinstance(action, exp.ColumnDef) and isinstance(action.this, exp.Identifier):
            yield "", names.column(action.this)
        elif isinstance(action, exp.Drop) and str(action.args.get("kind") or "").upper() == "COLUMN":
            for each in (action.args.get("this"), *(action.args.get("tables") or ()), *action.expressions):
                if isinstance(each, (exp.Column, exp.Table)) and isinstance(each.this, exp.Identifier):
                    yield names.column(each.this), ""
        elif action.args.get("rename_from") is not None and isinstance(action.this, exp.ColumnDef):
            yield names.column(action.args["rename_from"]), names.column(action.this.this)  # MySQL: CHANGE


def _renamed(action: Any, to: Any, statement: Statement) -> Iterable[ColumnChange]:
    """One column's names before and after; a garbled text may have none."""
    old, new = (getattr(node, "this", None) for node in (action.this, to))
    if isinstance(old, exp.Identifier) and isinstance(new, exp.Identifier):
        yield statement.names.column(old), statement.names.column(new)
    else:
        statement.problem("parse", "RENAME without the names of columns", action)


def _changed(content: Derived, before: str, after: str, statement: Statement) -> Derived:
    fold = statement.names.fold
    columns: list[Column] = []
    found = False
    for column in content.columns:
        if before and fold(column.name) == fold(before):
            found = True
            columns += [column.renamed(after)] if after else []
        else:
            columns.append(column)
    stars = content.open
    if before and not found and stars:
        old = content.get(fold(before), before)
        columns += [old.renamed(after)] if after and old is not None else []
        stars = tuple(OpenStar(star.over, star.without | {fold(before)}) for star in stars)
    if not before and all(fold(column.name) != fold(after) for column in columns):
        columns.append(Column(after))
    result = Derived(columns, stars)
    result.rows = content.rows
    return statement.reader.finished(result)


def _named(defined: dict[str, str], before: str, after: str, fold: Any) -> dict[str, str]:
    found = {}
    for key, name in defined.items():
        if not before or key != fold(before):
            found[key] = name
        elif after:
            found[fold(after)] = after
    if not before:
        found.setdefault(fold(after), after)
    return found
