"""ALTER TABLE: renames and swaps move data between names, the rest changes a definition.

In: the tree. Out: a rename reads the old name and writes the new one; where the old one lives only inside
the text, what was built in it arrives under the new name.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import renamed_column, renames
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Derived, OpenStar, Relation
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.altered_columns import change_columns
from lineage_provider.sql.statements.create import define_from
from lineage_provider.sql.statements.query import unknown_star

_TABLE_KINDS = frozenset({"TABLE", "VIEW", "DYNAMIC TABLE", "MATERIALIZED VIEW", "EXTERNAL TABLE", ""})


def alter(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle ALTER TABLE and ALTER VIEW."""
    node = tree.args.get("this")
    if str(tree.args.get("kind") or "").upper() not in _TABLE_KINDS or not isinstance(node, exp.Table):
        return None
    body = next((a for a in tree.args.get("actions") or () if isinstance(a, exp.Query)), None)
    if body is not None:
        table = statement.table(node)
        define_from(statement, table, [], statement.reader.query(body, None, ctes))
        statement.changed(table, "ALTER")
        return None
    found = renames(tree, statement.unit.code, statement.names)
    for old, new, swap in found:
        (swapped if swap else rename)(statement, old, new)
    if not found:
        table = statement.table(node)
        change_columns(statement, tree, table)
        statement.touch(table)
        statement.changed(table, "ALTER")
    return None


def execute(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle T-SQL's EXEC: sp_rename is a rename, other procedures are not looked into."""
    found = renames(tree, statement.unit.code, statement.names)
    for old, new, _ in found:
        rename(statement, old, new)
    column_of = renamed_column(statement.unit.code, statement.names)
    if column_of is not None:
        statement.touch(column_of)
        statement.changed(column_of, "ALTER")
    elif not found:
        statement.problem("unsupported", f"what {tree.this.name or 'the procedure'} does is not known", tree)
    return None


def rename(statement: Statement, old: TableName, new: TableName) -> None:
    """Follow one rename."""
    script = statement.script
    content = script.content.pop(old, None)
    defined = script.defined.pop(old, None)
    if defined is not None:
        script.defined[new] = defined
    if old in script.ephemeral:
        if old in script.until_renamed:
            script.ephemeral -= {old}
        real = script.moved.pop(old, None)
        if content is not None and new in script.ephemeral:
            script.content[new] = content
            if real is not None:
                script.moved[new] = real
            return
        if real is not None and content is not None and not content.columns:
            _renamed_real(statement, real, new)  # by way of a name that nothing was put into
            return
        if content is not None:
            statement.write(new, [Target(c.name, c) for c in content.columns], content.rows, replace=True)
            if new in script.ephemeral:
                script.content[new].opened(content.open)
            elif content.open:
                unknown_star(statement, content)
        else:
            statement.touch(new)
        statement.changed(new, "OVERWRITE")
        return
    if new in script.ephemeral:
        # Renamed away, and dropped later: what it held matters only where it is read.
        script.content[new] = Derived([], (OpenStar(BaseTable(old, script.known(old)), frozenset()),))
        script.content[new].index(statement.names.fold)
        script.moved[new] = old
        return
    _renamed_real(statement, old, new)


def _renamed_real(statement: Statement, old: TableName, new: TableName) -> None:
    statement.inputs[old] = None
    statement.touch(new)
    statement.changed(new, "RENAME", old)


def swapped(statement: Statement, one: TableName, other: TableName) -> None:
    """Follow SWAP WITH: each table gets what the other held."""
    script = statement.script
    contents = script.content.pop(one, None), script.content.pop(other, None)
    known = statement.reader
    for target, source, content in ((one, other, contents[1]), (other, one, contents[0])):
        if content is not None:
            statement.write(target, [Target(c.name, c) for c in content.columns], content.rows, replace=True)
            if target in script.ephemeral:
                script.content[target].opened(content.open)
            elif content.open:
                unknown_star(statement, content)
        elif target in script.ephemeral:
            relation = known.base(source)
            columns = relation.all() or ()
            statement.write(target, [Target(c.name, c) for c in columns], {}, replace=True)
            statement.inputs.pop(source, None)
        else:
            if source not in script.ephemeral:
                statement.inputs[source] = None
            statement.touch(target)
        statement.changed(target, "OVERWRITE")
