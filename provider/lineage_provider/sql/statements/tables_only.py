"""The tables of a statement whose columns could not be followed to the end.

In: a statement's tree. Out: inputs and outputs, told to :class:`Statement`; no columns. A module of its own
because it must work where the analysis has run out of time or memory: one walk over the tree, no scopes.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import created_table
from lineage_provider.sql.statement import Statement

_WRITES = (exp.Insert, exp.Update, exp.Delete, exp.Merge)


def tables_only(statement: Statement, tree: Any) -> None:
    """Name what is read and written by a tree; a CTE's name is no table."""
    names = statement.names
    ctes, aliased, tables = set(), {}, []
    for node in tree.find_all(exp.CTE, exp.Table):
        if isinstance(node, exp.CTE):
            ctes.add(node.alias.lower())
        else:
            tables.append(node)
            if node.alias:
                aliased[node.alias.lower()] = node
    written = _written(tree)
    for node in tables:
        plain = isinstance(node.this, exp.Identifier) and node.args.get("db") is None
        if node is written:
            # T-SQL and MySQL name what they write by its alias in FROM.
            target = aliased.get(node.name.lower(), node) if plain and isinstance(tree, _WRITES) else node
            statement.touch(statement.table(target))
        elif isinstance(node.this, exp.Identifier) and not (plain and names.fold_alias(node.this) in ctes):
            statement.read(statement.table(node))


def _written(tree: Any) -> Any:
    if isinstance(tree, exp.Create):
        return created_table(tree)
    if isinstance(tree, _WRITES):
        target = tree.args.get("this")
        return target.args.get("this") if isinstance(target, exp.Schema) else target
    into = tree.args.get("into") if isinstance(tree, exp.Select) else None
    return into.this if into is not None else None
