"""What a FROM item is called: its alias, and the columns that the alias names.

In: the AST node of a FROM item and its relation. Out: the folded alias, and the relation under the names that
``t (a, b)`` gives its columns. A module of its own because every kind of FROM item may have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.relations import Column, Derived, Relation
from lineage_provider.sql.scope import Scope

if TYPE_CHECKING:
    from lineage_provider.sql.queries import QueryReader

Source = tuple[str, Relation]
"""The folded alias of a FROM item ("" without one), and what it is."""


def alias_of(node: Any, scope: Scope) -> str:
    """The alias of a FROM item, folded as its engine folds it; "" where it has none."""
    alias = node.args.get("alias")
    identifier = alias.args.get("this") if isinstance(alias, exp.TableAlias) else alias
    return scope.names.fold_alias(identifier) if identifier is not None else ""


def alias_columns(node: Any, scope: Scope) -> list[str]:
    """The columns that an alias names, ``t (a, b)``."""
    alias = node.args.get("alias")
    if not isinstance(alias, exp.TableAlias):
        return []
    found = []
    for each in alias.args.get("columns") or ():
        identifier = each.args.get("this") if isinstance(each, exp.ColumnDef) else each
        if isinstance(identifier, exp.Identifier):
            found.append(scope.names.column(identifier))
    return found


def renamed(relation: Relation, columns: list[str], reader: QueryReader) -> Relation:
    """The relation under the column names of its alias, ``t (a, b)``."""
    if not columns:
        return relation
    known = relation.all()
    if known is None:
        result = Derived([Column(name) for name in columns])
        reader.problem("unresolved", "an alias renames columns of a table whose columns are not known")
    else:
        result = Derived(
            [c.renamed(columns[place]) if place < len(columns) else c for place, c in enumerate(known)]
        )
    result.rows = relation.rows
    result.index(reader.names.fold)
    return result


def under_alias(node: Any, relation: Relation, scope: Scope, default: str) -> Source:
    """The relation under its alias; that of a PIVOT behind it hides the one before."""
    if node.args.get("alias") is None and not node.args.get("pivots"):
        return default, relation
    alias = alias_of(node, scope)
    pivots = node.args.get("pivots") or ()
    if not pivots:
        return alias or default, renamed(relation, alias_columns(node, scope), scope.reader)
    for pivot in pivots:
        alias = alias_of(pivot, scope) or alias
    return alias or default, renamed(relation, alias_columns(pivots[-1], scope), scope.reader)
