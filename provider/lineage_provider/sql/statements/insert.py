"""INSERT in all its forms: with and without a column list, upserts, several targets.

In: the tree. Out: the target's columns with what reaches them. Without a column list columns map by
position when the target's are known; otherwise the query's own names stand in, marked as inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlglot import exp

from lineage_provider.sql.ddl import declared_columns
from lineage_provider.sql.declared_files import declared_names
from lineage_provider.sql.expressions import steering, value
from lineage_provider.sql.files import file_names, is_file_function, location
from lineage_provider.sql.model import TableName
from lineage_provider.sql.projections import projections
from lineage_provider.sql.relations import BaseTable, Column, Derived, Relation, Steer, add_steers
from lineage_provider.sql.remote import written_elsewhere
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.sources import add_source
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.new_row import new_row
from lineage_provider.sql.statements.query import unknown_star
from lineage_provider.sql.statements.upsert import upsert

_COLUMN_PARTITIONS = frozenset(("hive", "spark", "spark2", "databricks", "athena"))
_FEW_ROWS = 20
"""Rows of VALUES that are always walked; more of them only where one holds a query or a variable."""


def insert(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle INSERT, REPLACE and INSERT OVERWRITE."""
    with_ = tree.args.get("with_")
    if with_ is not None:
        ctes = statement.reader.ctes(with_, None, ctes)
    table = target_of(statement, tree.args.get("this"))
    if table is None:
        statement.problem("unsupported", "the target of INSERT is no table", tree)
        return None
    columns = declared_columns(tree, statement.names) or _of_file(tree.args.get("this"), statement)
    body = tree.args.get("expression") or tree.args.get("source")
    result = _rows(statement, body, columns, ctes)
    partition = _partition(tree, statement)
    overwrite = bool(tree.args.get("overwrite")) and partition is None
    if result is None:
        statement.touch(table)
    else:
        by_name = bool(tree.args.get("by_name"))
        targets = mapped(statement, table, columns, result, by_name=by_name, partition=partition)
        statement.write(table, targets, result.rows, replace=overwrite)
        conflict = tree.args.get("conflict")
        if conflict is not None:
            upsert(statement, table, tree, statement_alias(tree), targets)
    if tree.args.get("overwrite"):
        statement.changed(table, "OVERWRITE")
    return returning(statement, tree, table)


def _rows(statement: Statement, body: Any, columns: list[str], ctes: dict[str, Relation]) -> Derived | None:
    """What is inserted; None where rows of constants say nothing about columns."""
    if isinstance(body, (exp.Query, exp.Table)):
        return statement.reader.query(body, None, ctes)
    if not isinstance(body, exp.Values):
        return None
    rows = body.args.get("expressions") or ()
    if len(rows) <= _FEW_ROWS or body.find(exp.Query, exp.Parameter, exp.Placeholder) is not None:
        return statement.reader.query(body, None, ctes)
    empty = Derived([Column(name) for name in columns])
    empty.index(statement.names.fold)
    return empty


def target_of(statement: Statement, node: Any) -> TableName | None:
    """The dataset that an INSERT writes: a table, or the path of INSERT OVERWRITE DIRECTORY."""
    if isinstance(node, exp.Schema):
        node = node.args.get("this")
    if isinstance(node, exp.Directory):
        return location(str(node.this.name))
    if isinstance(node, exp.Anonymous):
        there = written_elsewhere(node)
        if there is not None:
            statement.problem("unsupported", f"what {node.name}() writes is on another server", node)
            return there
        if is_file_function(node, node.name.lower()):
            paths = file_names(node)
            return location(paths[0]) if paths else None
    if isinstance(node, (exp.DynamicIdentifier, exp.Anonymous)):
        return statement.names.dataset(exp.Table(this=node))
    return statement.table(node) if isinstance(node, exp.Table) else None


def _of_file(node: Any, statement: Statement) -> list[str]:
    """The columns of ClickHouse's ``INSERT INTO FUNCTION file('x.csv', 'CSV', 'a Int32, b String')``."""
    if not isinstance(node, exp.Anonymous) or not is_file_function(node, node.name.lower()):
        return []
    return [statement.names.column_text(each) for each in declared_names(node, statement.names.name)]


class Partition(NamedTuple):
    """``PARTITION (d = '1', h)`` of an INSERT: columns of a fixed value, and those the query gives last."""

    fixed: tuple[str, ...]
    given: tuple[str, ...]


def _partition(tree: Any, statement: Statement) -> Partition | None:
    """The partition of Hive's and Spark's INSERT; elsewhere PARTITION (p1) names no columns."""
    if statement.names.name not in _COLUMN_PARTITIONS:
        return None
    target = tree.args.get("this")
    if isinstance(target, exp.Schema):
        target = target.args.get("this")
    node = tree.args.get("partition") or (target.args.get("partition") if target is not None else None)
    if not isinstance(node, exp.Expr):
        return None
    fixed: list[str] = []
    given: list[str] = []
    for each in node.args.get("expressions") or ():
        column = each.this if isinstance(each, exp.EQ) else each
        if isinstance(column, exp.Column) and isinstance(column.this, exp.Identifier):
            (fixed if isinstance(each, exp.EQ) else given).append(statement.names.column(column.this))
    return Partition(tuple(fixed), tuple(given))


def _with_partition(names: list[str], partition: Partition, fold: Callable[[str], str]) -> list[str]:
    """The columns that a query gives: those of a fixed value left out, the others of the partition last."""
    apart = {fold(name) for name in (*partition.fixed, *partition.given)}
    return [*(name for name in names if fold(name) not in apart), *partition.given]


def mapped(
    statement: Statement,
    table: TableName,
    columns: Sequence[str],
    result: Derived,
    *,
    by_name: bool = False,
    partition: Partition | None = None,
) -> list[Target]:
    """Give the query's columns the names of the target's."""
    known = None if columns else statement.target_columns(table)
    names = list(columns) or known
    if names is not None and partition is not None:
        names = _with_partition(names, partition, statement.names.fold)
    if result.open:
        # Positions behind a star of unknown width cannot be told.
        unknown_star(statement, result)
        last = _behind_stars(result, partition) if partition is not None and not by_name else ()
        if names is not None and not by_name:
            return _at_end(last, result)
        return [
            *(Target(c.name, c, not by_name) for c in result.columns[: len(result.columns) - len(last)]),
            *_at_end(last, result),
        ]
    if names is None or by_name:
        own = names is None and table.kind == "file"  # a written file has the query's columns
        if names is None and not own and any(c.direct or c.indirect for c in result.columns):
            statement.problem(
                "inferred", f"the columns of {table} are not known: the query's own names stand in for them"
            )
        last = partition.given if partition is not None else ()
        first = len(result.columns) - len(last)
        inferred = not by_name and not own
        targets = [Target(c.name, c, inferred or c.unnamed) for c in result.columns[:first]]
        return targets + _at_end(last, result)
    if known is not None and len(result.columns) > len(names):
        statement.problem("inferred", f"the query has more columns than {table}")
        return [Target(c.name, c, True) for c in result.columns]
    return [Target(name, column) for name, column in zip(names, result.columns, strict=False)]


def _at_end(names: Sequence[str], result: Derived) -> list[Target]:
    """The last columns of a query under ``names``."""
    first = max(0, len(result.columns) - len(names))
    return [Target(name, c) for name, c in zip(names, result.columns[first:], strict=False)]


def _behind_stars(result: Derived, partition: Partition) -> tuple[str, ...]:
    """The columns of a partition, if all of them stand behind the query's stars of unknown width."""
    places = [star.place for star in result.open]
    behind = len(result.columns) - max(places) if min(places) >= 0 else 0
    return partition.given if len(partition.given) <= behind else ()


def statement_alias(tree: Any) -> str:
    """The alias of a written table, lower case."""
    node = tree.args.get("this")
    if isinstance(node, exp.Schema):
        node = node.args.get("this")
    return str(node.alias).lower() if isinstance(node, exp.Table) and node.alias else ""


def returning(statement: Statement, tree: Any, table: TableName) -> Relation | None:
    """The relation of RETURNING: columns of the table that was written."""
    clause = tree.args.get("returning")
    if clause is None:
        return None
    scope = Scope(statement.reader, None)
    own = BaseTable(table, statement.script.known(table))
    conflict = tree.args.get("conflict")
    both = conflict is not None and bool(conflict.args.get("expressions"))
    new = new_row(statement, type(tree).__name__.upper(), table, both=both)
    scope.add(statement_alias(tree) or table.parts[-1].lower(), new)
    for name in ("inserted", "deleted", "new", "old"):
        scope.sources.setdefault(name, own if name in ("deleted", "old") else new)
        scope.hidden |= {name}
        scope.named_only |= {name}
    if not isinstance(tree, exp.Insert):
        for alias, relation in statement.beside.items():
            if alias not in scope.sources:
                scope.sources[alias] = relation  # those of FROM and USING
                scope.hidden |= {alias}
                scope.named_only |= {alias}
    result = projections(clause.args.get("expressions") or [], scope)
    if statement.last_written == table:
        result.rows = statement.rows_written()
    result.index(statement.names.fold)
    return result


def multitable_insert(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """INSERT ALL, INSERT FIRST and Hive's FROM ... INSERT ... INSERT."""
    source, with_ = tree.args.get("source"), tree.args.get("with_")
    if with_ is not None:
        ctes = statement.reader.ctes(with_, None, ctes)
    scope = Scope(statement.reader, None, ctes)
    if isinstance(source, (exp.Table, exp.Subquery)):
        add_source(source, scope)
        for relation in scope.sources.values():
            add_steers(scope.rows, relation.rows)
        result = statement.reader.star_of(scope)
    else:
        result = statement.reader.query(source, None, ctes) if source is not None else Derived([])
        result.index(statement.names.fold)
        scope.add("", result)
    first = str(tree.args.get("kind") or "").upper() == "FIRST"
    decided: dict[Steer, bool] = {}
    reached = dict(result.rows)
    for each in tree.args.get("expressions") or ():
        branch = Scope(statement.reader, None, ctes)
        branch.sources = scope.sources
        inner = each
        if isinstance(each, exp.ConditionalInsert):
            inner = each.args.get("this")
            condition = each.args.get("expression")
            if condition is not None or each.args.get("else_"):
                reached = dict(result.rows)
                # ELSE, and every WHEN of FIRST, takes the rows that the conditions before it left; a further
                # INTO of the same WHEN takes the rows of that WHEN.
                if first or condition is None:
                    reached.update(decided)
                branch.rows = reached
                steering(condition, branch, "FILTER")
                decided.update(reached)
        branch.rows = dict(reached)
        if isinstance(inner, exp.Insert):
            _one_of_many(statement, inner, result, branch)
    return None


def _one_of_many(statement: Statement, tree: Any, result: Derived, scope: Scope) -> None:
    table = target_of(statement, tree.args.get("this"))
    if table is None:
        return
    columns = declared_columns(tree, statement.names)
    body = tree.args.get("expression")
    if isinstance(body, exp.Select):
        own = projections(body.args.get("expressions") or [], scope)
        statement.reader.clauses(body, own, scope)
        own.index(statement.names.fold)
        chosen: Derived = own
    elif isinstance(body, exp.Tuple) or (isinstance(body, exp.Values) and body.expressions):
        row = body if isinstance(body, exp.Tuple) else body.expressions[0]
        cells = row.expressions if isinstance(row, exp.Tuple) else [row]
        chosen = Derived(
            [value(cell, scope, cell.alias_or_name or f"_col_{i}") for i, cell in enumerate(cells)]
        )
        chosen.index(statement.names.fold)
    else:
        chosen = result
    partition = _partition(tree, statement)
    statement.write(table, mapped(statement, table, columns, chosen, partition=partition), scope.rows)
