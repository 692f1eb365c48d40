"""A table's alias used as a value: its whole row.

In: a bare name and the scope it stands in. Out: the row as one column with its fields, or the table whose row
it is. A module of its own because a row is a value in some engines only, where no column is called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.pseudo_columns import ROW_NUMBERS
from lineage_provider.sql.relations import BaseTable, Column, Element, Relation, whole_row

if TYPE_CHECKING:
    from lineage_provider.sql.scope import Scope

# The alias of a table is a value, the row as a struct.
WHOLE_ROWS = frozenset({"postgres", "bigquery", "duckdb", "materialize", "risingwave"})
# The alias of an array's element is a value, the element.
WHOLE_ELEMENTS = WHOLE_ROWS | {"redshift"}


def is_row(scope: Scope, folded: str) -> bool:
    """Whether a name is that of a table of unknown columns, used as a value: its whole row."""
    return _row(scope, folded) is not None


def _row(scope: Scope, folded: str) -> Relation | None:
    """The table of unknown columns that a scope knows by a name, or an earlier step of the same pipe."""
    if scope.names.name not in WHOLE_ROWS:
        return None
    alias, earlier = folded.lower(), scope.parent
    relation = scope.sources.get(alias)
    if relation is None and earlier is not None and alias in earlier.named_only:
        relation = earlier.sources.get(alias)
    return (
        None if isinstance(relation, Element) or relation is None or relation.all() is not None else relation
    )


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
        row = _row(inner, folded)
        if row is not None:
            return row
        if maybes:
            return None
        inner = inner.parent
    return None


def row_number(scope: Scope, folded: str, name: str) -> Column | None:
    """SQLite's ``rowid``, where the columns that are known do not have it; None for any other name."""
    if scope.names.name != "sqlite" or folded not in ROW_NUMBERS:
        return None
    tables = [each for each in scope.sources.values() if isinstance(each, BaseTable)]
    return tables[0].get(folded, name) if len(tables) == 1 else None


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


def object_row(scope: Scope, node: Any) -> Relation | None:
    """Oracle's ``VALUE(p)`` and ``TREAT(VALUE(p) AS t)``: the table whose row it is; None for others."""
    if scope.names.name != "oracle" or not isinstance(node, exp.Anonymous) or len(node.expressions) != 1:
        return None
    name, inner = node.name.upper(), node.expressions[0]
    if name == "TREAT":
        return object_row(scope, inner.unalias())
    bare = isinstance(inner, exp.Column) and inner.args.get("table") is None
    if name != "VALUE" or not bare or not isinstance(inner.this, exp.Identifier):
        return None
    return scope.source_of([inner.this, inner.this])[0]
