"""Tables that only an expression names: Teradata joins them, though no FROM has them.

In: the parts of a qualified column whose table is not in sight. Out: the table that is joined. A module of
its own because no other engine reads a table that way.

Source: Teradata Vantage SQL Data Manipulation Language, SELECT, "Default database and implicit joins".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.placeholders import is_placeholder
from lineage_provider.sql.relations import BaseTable, Relation

if TYPE_CHECKING:
    from lineage_provider.sql.scope import Scope

_OF_THE_STATEMENT = frozenset(("new", "old", "excluded", "values"))


def implied(parts: Sequence[Any], scope: Scope) -> Relation | None:
    """The table that all parts but the last name; None in other engines, and for a column's attribute."""
    names = scope.names
    if names.name != "teradata" or len(parts) > 3 or not scope.sources:
        return None
    first = parts[0].name
    folded = names.fold(names.column(parts[0]))
    if is_placeholder(first) or first.lower() in _OF_THE_STATEMENT:
        return None
    if names.fold_alias(parts[0]) in scope.reader.tables.cte_names:
        return None  # seen in another place of the statement
    outer: Scope | None = scope
    while outer is not None:
        for relation in outer.sources.values():
            of_a_file = isinstance(relation, BaseTable) and relation.table.kind != "table"
            if relation.has(folded) or (of_a_file and relation.has(folded) is None):
                return None  # an attribute of a column
        outer = outer.parent
    table = exp.Table(
        **dict(zip(("this", "db"), (part.copy() for part in reversed(parts[:-1])), strict=False))
    )
    name = scope.reader.table_name(table)
    scope.reader.problem("inferred", f"{name} is in no FROM: the table of that name is joined", parts[0])
    return scope.reader.base(name)
