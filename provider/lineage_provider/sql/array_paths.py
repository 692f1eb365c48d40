"""A path in FROM that leads to an array, not to a table: ``FROM t, t.items``, ``(SELECT 1 FROM t.items)``.

In: a Table node with several parts and the scope it stands in. Out: the elements of the array as a relation,
or None for the name of a table. A module of its own because which of the two a name is depends on what can be
seen where it stands.

Sources: BigQuery "Query syntax", correlated and implicit UNNEST: a path whose first name is a range variable,
of the query itself or of one around it, is an array. Redshift "Querying semistructured data" says so of the
query itself.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.relations import TRANSFORMATION, Column, Element
from lineage_provider.sql.scope import Scope

_CORRELATED = frozenset(("bigquery",))
"""Engines in which a subquery's FROM unnests arrays of the query around it."""


def array_at(node: exp.Table, scope: Scope) -> Element | None:
    """The elements of the array that a path leads to; None where its first name is no FROM item's."""
    whole = [node.args[key] for key in ("catalog", "db", "this") if node.args.get(key) is not None]
    path = [part for each in whole for part in _names(each)]
    if not isinstance(path[0], exp.Identifier) or not isinstance(path[1], exp.Identifier):
        return None
    first = scope.names.fold_alias(path[0])
    inner: Scope | None = scope
    while inner is not None and first not in inner.sources:
        inner = inner.parent if scope.names.name in _CORRELATED else None
    if inner is None:
        return None
    name, folded = scope.names.column_and_fold(path[1])
    column = inner.sources[first].get(folded, name)
    if column is None:
        return None
    found, _ = inner.field_of(column, path[2:])
    made = touched(found)
    made.fields = found.fields
    return Element(made, {}, anything=True)


def _names(part: Any) -> list[Any]:
    """The names of a part of a path, which holds several where there are more than three in all."""
    return list(part.flatten()) if isinstance(part, exp.Dot) else [part]


def touched(column: Column) -> Column:
    """What is made of one column by taking elements out of it."""
    element = Column(column.name)
    element.add(column, TRANSFORMATION)
    return element
