"""Records of a block: the fields that a query's columns become.

In: what is read into a record, and how the record is declared. Out: the record's fields as columns. A module
of its own because columns go into a record by position, whatever they are called, and come out of it by the
names of its fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.dynamic import key
from lineage_provider.sql.expressions import value
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Column, Derived, Relation, Steer, add_steers
from lineage_provider.sql.row_types import RowType
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.statement import Statement


def is_record(statement: Statement) -> bool:
    """Whether the variable that a unit fills is declared as a record."""
    kind = statement.unit.row_type
    return kind is not None and kind.is_record


def put_together(statement: Statement, node: Any) -> Derived | None:
    """What ``rec(1, 'x')`` of a record's type is; None for any other value."""
    kind = statement.unit.row_type
    if kind is None or not kind.name or not isinstance(node, exp.Anonymous) or node.name.lower() != kind.name:
        return None
    scope = Scope(statement.reader, None)
    named = [each for each in node.expressions if isinstance(each, exp.Kwarg)]
    given = {each.this.name.lower(): each.expression for each in named} or dict(
        zip((field.lower() for field in kind.fields), node.expressions, strict=False)
    )
    columns = []
    for field in kind.fields:
        name = statement.names.column_text(field)
        cell = given.get(field.lower())
        columns.append(Column(name) if cell is None else value(cell, scope, name))
    made = Derived(columns)
    made.rows = scope.rows
    made.index(statement.names.fold)
    return made


def as_declared(statement: Statement, result: Relation) -> Relation:
    """What is read into a record under the names of the record's fields, by position."""
    kind = statement.unit.row_type
    if kind is None or not kind.is_record or "." in statement.unit.names[0]:
        return result
    if kind.rows_of and statement.script.records.get(key(kind.rows_of)) is result:
        return result  # FETCH c INTO r, of a record c%ROWTYPE
    fields = _fields(statement, kind)
    columns = result.all()
    if fields is None:
        table = statement.names.from_text(kind.rows_of)
        if columns is None and _is_row_of(result, table):
            return result  # SELECT * INTO r FROM src, of a record src%ROWTYPE
        record = statement.unit.names[0]
        message = (
            f"the columns of {table} are not known: the query's own names stand in for those of {record}"
        )
        statement.problem("inferred", message)
        return result
    if columns is None:
        message = "which column of a star goes into which field of a record is not known"
        statement.problem("unresolved", f"{message}: {statement.unit.names[0]}")
        columns = [Column(field) for field in fields]
    made = Derived([column.renamed(field) for field, column in zip(fields, columns, strict=False)])
    made.rows = result.rows
    made.index(statement.names.fold)
    return made


def _fields(statement: Statement, kind: RowType) -> list[str] | None:
    """The names of a record's fields; None where they are not known."""
    if kind.fields:
        return [statement.names.column_text(field) for field in kind.fields]
    cursor = statement.script.records.get(key(kind.rows_of))
    if cursor is not None:
        columns = cursor.all()
        return None if columns is None else [column.name for column in columns]
    return statement.target_columns(statement.names.from_text(kind.rows_of))


def _is_row_of(result: Relation, table: TableName) -> bool:
    """Whether it is all columns of one table, whichever they are."""
    if not isinstance(result, Derived) or result.columns or len(result.open) != 1:
        return False
    star = result.open[0]
    return isinstance(star.over, BaseTable) and star.over.table == table and not star.without


def fill_fields(
    statement: Statement, names: Sequence[str], columns: Sequence[Column], rows: Mapping[Steer, bool]
) -> None:
    """Give single fields of records, ``r.id``, a value; beside the one before, if it may not be executed."""
    script, fold = statement.script, statement.names.fold
    for name, column in zip(names, columns, strict=False):
        record, dot, field = name.partition(".")
        if not dot:
            continue
        before = script.records.get(key(record))
        known = before if isinstance(before, Derived) else Derived([])
        held = {fold(each.name): each for each in known.columns}
        kind = statement.unit.row_type
        for each in (_fields(statement, kind) or ()) if kind is not None and kind.is_record else ():
            held.setdefault(fold(each), Column(each))
        spelled = statement.names.column_text(field.strip('"'))
        made = Column(spelled, node=column.node)
        old = before.get(fold(spelled), spelled) if before is not None and statement.unit.adds else None
        if old is not None:
            made.add(old)
        made.add(column)
        add_steers(made.indirect, rows)
        held[fold(spelled)] = made
        result = Derived(list(held.values()), known.open)
        result.rows = known.rows
        result.index(fold)
        script.records[key(record)] = result
