"""ALTER TABLE: renames and swaps move data between names, the rest changes a definition.

In: the tree. Out: a rename reads the old name and writes the new one; where the old one lives only inside
the text, what was built in it arrives under the new name.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import renames
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Relation
from lineage_provider.sql.statement import Statement, Target

_TABLE_KINDS = frozenset({"TABLE", "VIEW", "DYNAMIC TABLE", "MATERIALIZED VIEW", "EXTERNAL TABLE", ""})


def alter(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle ALTER TABLE and ALTER VIEW."""
    node = tree.args.get("this")
    if str(tree.args.get("kind") or "").upper() not in _TABLE_KINDS or not isinstance(node, exp.Table):
        return None
    found = renames(tree, statement.unit.text, statement.names)
    for old, new, swap in found:
        (_swap if swap else rename)(statement, old, new)
    if not found:
        table = statement.table(node)
        _moved_partition(statement, tree, table)
        statement.touch(table)
        statement.changed(table, "ALTER")
    return None


def execute(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle T-SQL's EXEC: sp_rename is a rename, other procedures are not looked into."""
    found = renames(tree, statement.unit.text, statement.names)
    for old, new, _ in found:
        rename(statement, old, new)
    if not found:
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
        if content is not None:
            statement.write(new, [Target(c.name, c) for c in content.columns], content.rows, replace=True)
        else:
            statement.touch(new)
        statement.changed(new, "OVERWRITE")
        return
    statement.inputs[old] = None
    statement.touch(new)
    statement.changed(new, "RENAME", old)


def _swap(statement: Statement, one: TableName, other: TableName) -> None:
    """Follow SWAP WITH: each table gets what the other held."""
    script = statement.script
    contents = script.content.pop(one, None), script.content.pop(other, None)
    known = statement.reader
    for target, source, content in ((one, other, contents[1]), (other, one, contents[0])):
        if content is not None:
            statement.write(target, [Target(c.name, c) for c in content.columns], content.rows, replace=True)
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


def _moved_partition(statement: Statement, tree: Any, table: TableName) -> None:
    """EXCHANGE PARTITION and SWITCH move rows between two tables."""
    for action in tree.args.get("actions") or ():
        if type(action).__name__ in ("SwitchPartition", "ExchangePartition", "ReplacePartition"):
            for node in action.find_all(exp.Table):
                other = statement.table(node)
                statement.inputs[other if type(action).__name__ != "SwitchPartition" else table] = None
                statement.touch(other)
