"""CREATE TABLE, CREATE VIEW and SELECT INTO.

In: the definition's tree. Out: the new table with the columns of its query; a CLONE or LIKE reads its
source. Definitions of routines, tasks, indexes and schemas move no data.
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import created_table, declared_columns
from lineage_provider.sql.files import location
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableName
from lineage_provider.sql.nodes import OPTIONS_PROPERTY
from lineage_provider.sql.relations import BaseTable, Column, Derived, Empty, OpenStar, Relation
from lineage_provider.sql.set_operations import branches, union
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.dictionary import create_dictionary
from lineage_provider.sql.statements.query import unknown_star


def create(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle CREATE of anything; only what holds rows has lineage."""
    node = created_table(tree)
    if node is None:
        if str(tree.args.get("kind") or "").upper() == "DICTIONARY":
            create_dictionary(statement, tree)
        return None
    written_to = _written_to(statement, tree)
    table = written_to or statement.table(node)
    columns = declared_columns(tree, statement.names)
    body = tree.args.get("expression")
    while isinstance(body, (exp.Paren,)):
        body = body.this
    if isinstance(body, exp.Table) and statement.names.name == "clickhouse":
        # ClickHouse: CREATE TABLE a AS b copies the definition.
        relation = BaseTable(statement.table(body), statement.script.known(statement.table(body)))
        statement.write(table, [], {}, replace=True)
        statement.script.define(table, [c.name for c in relation.all() or ()])
    elif isinstance(body, (exp.Query, exp.Table, exp.Pivot)):
        with_ = tree.args.get("with_")
        if with_ is not None:
            ctes = statement.reader.ctes(with_, None, ctes)
        recursive = _RECURSIVE.match(statement.unit.code) is not None
        result = _recursive(statement, table, columns, body) if recursive else None
        result = result or statement.reader.query(body, None, ctes)
        if columns and statement.names.name == "mysql" and str(tree.args.get("kind")).upper() == "TABLE":
            columns, result = [], _beside(columns, result, statement)
        if written_to is not None:
            result = _by_name(statement, table, result)
        define_from(statement, table, columns, _shape(result, statement) if _no_data(tree) else result)
    else:
        _without_query(statement, tree, table, columns)
    statement.changed(table, "CREATE" if not tree.args.get("replace") else "OVERWRITE")
    return None


def _beside(columns: list[str], result: Derived, statement: Statement) -> Derived:
    """MySQL's ``CREATE TABLE t (a int) SELECT b ...``: columns meet by name, others are added.

    The order is the manual's: first what only the definition names. Behind a star over an unknown table it
    cannot be told what that is.
    """
    fold = statement.names.fold
    spelled = {fold(name): name for name in columns}
    given = {fold(column.name) for column in result.columns}
    first = [Column(name) for folded, name in spelled.items() if folded not in given]
    met = [column.renamed(spelled.get(fold(column.name), column.name)) for column in result.columns]
    for old, new in zip(result.columns, met, strict=True):
        new.unnamed = old.unnamed
    made = Derived(met if result.open else first + met, result.open)
    made.rows = result.rows
    return statement.reader.finished(made)


_RECURSIVE = late_pattern(
    r"\s*(?:create|replace)\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?recursive\s", re.IGNORECASE
)
_ROUNDS = 4


def _recursive(statement: Statement, table: TableName, columns: list[str], body: Any) -> Derived | None:
    """CREATE RECURSIVE VIEW (Teradata, PostgreSQL): parts that read the view get what it is by then."""
    while isinstance(body, (exp.Subquery, exp.Paren)):
        body = body.this
    if not isinstance(body, exp.SetOperation):
        return None
    script, reader = statement.script, statement.reader
    parts = branches(body)
    again = [p for p in parts if any(statement.table(t) == table for t in p.find_all(exp.Table))]
    anchors = [p for p in parts if p not in again]
    if not again or not anchors:
        return None
    result = reader.query(anchors[0], None, {})
    before = script.ephemeral
    script.ephemeral = before | {table}
    for each in [*anchors[1:], *again * _ROUNDS]:
        held = [
            c.renamed(n) for c, n in zip(result.columns, columns or [""] * len(result.columns), strict=False)
        ]
        script.content[table] = reader.finished(Derived(held if columns else result.columns, result.open))
        result = union(reader, result, reader.query(each, None, {}), body)
    script.ephemeral = before
    del script.content[table]
    return result


def _no_data(tree: Any) -> bool:
    """``WITH NO DATA``: a table gets the columns of its query and no rows; a view is filled later."""
    return str(tree.args.get("kind") or "").upper() == "TABLE" and any(
        isinstance(each, exp.WithDataProperty) and each.args.get("no") for each in _properties(tree)
    )


def _shape(result: Derived, statement: Statement) -> Derived:
    """The columns of a query without what is in them."""
    stars = tuple(OpenStar(Empty(star.over), star.without, star.place) for star in result.open)
    columns = [Column(column.name) for column in result.columns]
    for column, before in zip(columns, result.columns, strict=True):
        column.unnamed = before.unnamed
    return statement.reader.finished(Derived(columns, stars))


def define_from(statement: Statement, table: TableName, columns: list[str], result: Derived) -> None:
    """Write a query's columns into the table that it defines."""
    result = statement.reader.as_table(result)
    known = _known_names(statement, table, result) if not columns else None
    if any(not isinstance(star.over, Empty) for star in result.open):
        if columns or known:
            statement.problem("unresolved", f"the columns of {table} come from a star over an unknown table")
        elif table not in statement.script.ephemeral:
            unknown_star(statement, result)
    targets = []
    for place, column in enumerate(result.columns):
        if place < len(columns):
            targets.append(Target(columns[place], column))
        elif column.unnamed and known:
            targets.append(Target(known[place], column))
        else:
            targets.append(Target(column.name, column, column.unnamed))
    statement.write(table, targets, result.rows, replace=True)
    if table in statement.script.ephemeral:
        content = statement.script.content[table]
        content.opened(result.open)
    if not result.open:
        named = not any(target.inferred for target in targets)
        statement.script.define(table, [t.name for t in targets], named=named)


def _by_name(statement: Statement, table: TableName, result: Derived) -> Derived:
    """A materialized view of ClickHouse gives the table behind TO the columns that it has, and no others."""
    known = statement.script.known(table)
    if known is None or result.open:
        return result
    kept = []
    for column in result.columns:
        unnamed = column.unnamed and column.node is not None
        name = column.node.sql(statement.names.dialect) if unnamed else column.name
        spelled = known.get(statement.names.fold(name))
        if spelled is not None:
            kept.append(Column(spelled, column.direct, column.indirect, column.node))
    found = Derived(kept)
    found.rows = result.rows
    return statement.reader.finished(found)


def _known_names(statement: Statement, table: TableName, result: Derived) -> list[str] | None:
    """The engine's names for expressions without an alias, where the catalog has the table by now."""
    if result.open or not any(c.unnamed for c in result.columns):
        return None
    known = statement.script.columns.of(table)
    return list(known.values()) if known is not None and len(known) == len(result.columns) else None


def _without_query(statement: Statement, tree: Any, table: TableName, columns: list[str]) -> None:
    clone = tree.args.get("clone")
    source = clone.args.get("this") if isinstance(clone, exp.Expr) else None
    if isinstance(source, exp.Table):
        define_from(statement, table, columns, statement.reader.query(source, None, {}))
        return
    if _shaped_like(statement, tree, table):
        return
    places = _locations(tree)
    for place in places:
        statement.inputs[place] = None
    statement.write(table, [], {}, replace=True)
    if columns:
        columns = [*columns, *_partitions(statement, tree, columns)]
    statement.script.define(table, columns)
    if table in statement.script.ephemeral:
        statement.script.shaped(table, columns, known=True)
        if places and not columns:
            content = statement.script.content[table]
            content.opened(tuple(OpenStar(BaseTable(p, None), frozenset()) for p in places))


def _partitions(statement: Statement, tree: Any, columns: list[str]) -> list[str]:
    """``PARTITIONED BY (d date)``: columns that the list of columns does not have."""
    names = statement.names
    have = {names.fold(column) for column in columns}
    found = []
    for each in _properties(tree):
        schema = each.args.get("this") if isinstance(each, exp.PartitionedByProperty) else None
        for part in schema.expressions if isinstance(schema, exp.Schema) else ():
            if isinstance(part, exp.ColumnDef) and names.fold(names.column(part.this)) not in have:
                found.append(names.column(part.this))
    return found


def _properties(tree: Any) -> list[Any]:
    properties = tree.args.get("properties")
    return list(properties.args.get("expressions") or ()) if isinstance(properties, exp.Expr) else []


def _shaped_like(statement: Statement, tree: Any, table: TableName) -> bool:
    """LIKE copies the definition, no rows; False where a CREATE has none."""
    target, script = tree.args.get("this"), statement.script
    listed = target.args.get("expressions") or () if isinstance(target, exp.Schema) else ()
    parts = [*(each for each in _properties(tree) if isinstance(each, exp.LikeProperty)), *listed]
    if not any(isinstance(each, exp.LikeProperty) for each in parts):
        return False
    known, columns = True, []
    for each in parts:
        if isinstance(each, exp.LikeProperty) and isinstance(each.this, exp.Table):
            source = statement.table(each.this)
            names = statement.target_columns(source)
            known = known and names is not None
            columns += names or []
        elif isinstance(each, exp.ColumnDef) and isinstance(each.this, exp.Identifier):
            columns.append(statement.names.column(each.this))
    statement.touch(table)
    if known:
        script.define(table, columns)
    if table in script.ephemeral:
        script.shaped(table, columns, known=known)
    return True


# Formats whose files are there before the table; a Delta or Iceberg table makes its own.
_FOREIGN_FORMATS = frozenset(("csv", "json", "text", "parquet", "orc", "avro", "binaryfile", "jdbc", "xml"))
_PATHS = frozenset(("path", "external_location", "uris", "location", "azure_location"))


def _locations(tree: Any) -> list[TableName]:
    """Where an external table's files are."""
    properties = _properties(tree)
    external = "EXTERNAL" in str(tree.args.get("kind")).upper() or any(
        isinstance(p, exp.ExternalProperty)
        or (
            isinstance(p, exp.FileFormatProperty)
            and isinstance(p.this, exp.Var)
            and p.name.lower() in _FOREIGN_FORMATS
        )
        for p in properties
    )
    found = []
    for each in properties:
        if isinstance(each, exp.LocationProperty) and external:
            found.append(location(str(each.this.name)))
        elif isinstance(each, OPTIONS_PROPERTY):
            found += [p for option in each.expressions for p in _paths(option)]
        else:
            found += _paths(each)
    return found


def _paths(each: Any) -> list[TableName]:
    name = each.args.get("this")
    if not isinstance(each, exp.Property) or type(each) is not exp.Property:
        return []
    if str(name.name if isinstance(name, exp.Expr) else name).lower() not in _PATHS:
        return []
    value = each.args.get("value")
    return [location(v.name) for v in value.find_all(exp.Literal) if v.is_string] if value is not None else []


def _written_to(statement: Statement, tree: Any) -> TableName | None:
    """ClickHouse: a materialized view that writes TO a table has that table as output."""
    for each in _properties(tree):
        if isinstance(each, exp.ToTableProperty) and isinstance(each.this, exp.Table):
            return statement.table(each.this)
    return None


def select_into(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """``SELECT ... INTO t``: a CREATE TABLE AS in PostgreSQL and T-SQL."""
    target = tree.args["into"].args.get("this")
    result = statement.reader.query(tree, None, ctes)
    if not isinstance(target, exp.Table):
        return None
    table = statement.table(target)
    define_from(statement, table, [], result)
    statement.changed(table, "CREATE")
    statement.kind = "SELECT INTO"
    return None
