"""ClickHouse's names for expressions: ``WITH expression AS name``, and aliases of the select list.

In: a name and the scope that it stands in. Out: the column that the expression makes there. A module of its
own because these are worked out where they are used, before a column of the same name is looked for,
wherever in the query they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.relations import AGGREGATION, RANK, Column, Formula

if TYPE_CHECKING:
    from lineage_provider.sql.scope import Scope

_COLUMNS_FIRST = "prefer_column_name_to_alias"
"""The setting with which a column goes before an alias of its name."""


class Aliased:
    """An alias of a select list: its expression, and the column made of it, once it is worked out."""

    __slots__ = ("column", "node")

    def __init__(self, node: Any) -> None:
        self.node = node
        self.column: Column | None = None


def formulas_of(nodes: Sequence[Any], scope: Scope) -> dict[str, Aliased]:
    """What the aliases of a select list stand for, by folded name; the first of two equal ones counts."""
    found: dict[str, Aliased] = {}
    if scope.reader.tables.mentions(_COLUMNS_FIRST):
        return found
    names = scope.names
    for node in nodes:
        if node.__class__ is exp.Alias and isinstance(node.args.get("alias"), exp.Identifier):
            found.setdefault(names.fold(names.column(node.args["alias"])), Aliased(node.args["this"]))
    return found


def by_formula(scope: Scope, folded: str, name: str, identifier: Any) -> Column | None:
    """What a bare name stands for; None where a column of a source is meant."""
    key = scope.names.fold_alias(identifier)
    formula = scope.ctes.get(key)
    if isinstance(formula, Formula):
        return _worked_out(scope, formula, key, name)
    while scope.merged and not scope.sources and scope.parent is not None:
        if folded in scope.merged:
            return None  # a parameter of the lambda
        scope = scope.parent
    alias = scope.formulas.get(folded)
    if alias is None:
        return None
    if folded in scope.resolving:
        # In an alias's own expression the name is that of a column.
        if scope.resolving[-1] != folded:
            other = scope.resolving[-1]
            message = f"aliases {name} and {other} are made of each other: what they mean is not known"
            scope.reader.problem("ambiguous", message, identifier)
        return None
    found = made_of(alias, scope, folded, name)
    aggregated = scope.before_groups and any(rank & RANK >= AGGREGATION for rank in found.direct.values())
    return None if aggregated else found


def made_of(alias: Aliased, scope: Scope, folded: str, name: str) -> Column:
    """The column that an alias of the select list names."""
    from lineage_provider.sql.expressions import value

    if alias.column is None:
        around = scope.resolving
        scope.resolving = (*around, folded)
        try:
            alias.column = value(alias.node, scope, name)
        finally:
            scope.resolving = around
    return alias.column


def _worked_out(scope: Scope, formula: Formula, key: str, name: str) -> Column:
    """A formula's value in this scope; its own name inside it means a column."""
    from lineage_provider.sql.expressions import value

    before = scope.ctes
    scope.ctes = {k: v for k, v in before.items() if k != key}
    inner = isinstance(formula.node, (exp.Query, exp.Subquery))
    try:
        # WITH (SELECT ...) AS name: the query sees nothing of the one that uses it.
        return value(formula.node, scope.apart() if inner else scope, name)
    finally:
        scope.ctes = before
