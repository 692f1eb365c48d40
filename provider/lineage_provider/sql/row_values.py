"""A table's alias used as a value: its whole row.

In: a bare name and the scope it stands in. Out: the row as one column with its fields, or the table whose row
it is. A module of its own because a row is a value in some engines only, where no column is called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from lineage_provider.sql.relations import Column, Element, Relation, whole_row

if TYPE_CHECKING:
    from lineage_provider.sql.scope import Scope

# The alias of a table is a value, the row as a struct.
WHOLE_ROWS = frozenset({"postgres", "bigquery", "duckdb", "materialize", "risingwave"})
# The alias of an array's element is a value, the element.
WHOLE_ELEMENTS = WHOLE_ROWS | {"redshift"}


def is_row(scope: Scope, folded: str) -> bool:
    """Whether a name is that of a table of unknown columns, used as a value: its whole row."""
    relation = scope.sources.get(folded.lower()) if scope.names.name in WHOLE_ROWS else None
    return relation is not None and not isinstance(relation, Element) and relation.all() is None


def open_row(scope: Scope, node: exp.Column) -> Relation | None:
    """The table of unknown columns whose whole row a bare name stands for; None for any other name."""
    if scope.names.name not in WHOLE_ROWS or node.args.get("table") is not None:
        return None
    if not isinstance(node.this, exp.Identifier):
        return None
    folded = scope.names.column_and_fold(node.this)[1]
    inner: Scope | None = scope
    while inner is not None:
        sure, maybes = inner.candidates(folded)
        if sure is not None:
            return None
        if is_row(inner, folded):
            return inner.sources[folded.lower()]
        if maybes:
            return None
        inner = inner.parent
    return None


def whole_source(scope: Scope, folded: str) -> Column | None:
    """A table's alias used as a value: the whole row, or the element of an array."""
    inner: Scope | None = scope
    while inner is not None:
        relation = inner.sources.get(folded)
        if isinstance(relation, Element):
            return relation.source
        if relation is not None:
            columns = relation.all()
            return None if columns is None else whole_row(folded, columns, scope.names.fold)
        inner = inner.parent
    return None
