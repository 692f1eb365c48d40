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
from lineage_provider.sql.model import TableName
from lineage_provider.sql.nodes import OPTIONS_PROPERTY
from lineage_provider.sql.relations import BaseTable, Column, Derived, OpenStar, Relation
from lineage_provider.sql.set_operations import branches, union
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.dictionary import create_dictionary
from lineage_provider.sql.statements.query import unknown_star

_PROPERTIES_KIND = {
    "DynamicProperty": "DYNAMIC",
    "MaterializedProperty": "MATERIALIZED",
    "ExternalProperty": "EXTERNAL",
}


def create(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle CREATE of anything; only what holds rows has lineage."""
    node = created_table(tree)
    if node is None:
        if str(tree.args.get("kind") or "").upper() == "DICTIONARY":
            create_dictionary(statement, tree)
        return None
    table = _written_to(statement, tree) or statement.table(node)
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
        define_from(statement, table, columns, result or statement.reader.query(body, None, ctes))
    else:
        _without_query(statement, tree, table, columns)
    statement.changed(table, "CREATE" if not tree.args.get("replace") else "OVERWRITE")
    return None


_RECURSIVE = re.compile(
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


def define_from(statement: Statement, table: TableName, columns: list[str], result: Derived) -> None:
    """Write a query's columns into the table that it defines."""
    known = _known_names(statement, table, result) if not columns else None
    if result.open:
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


def _known_names(statement: Statement, table: TableName, result: Derived) -> list[str] | None:
    """The engine's names for expressions without an alias, where the catalog has the table by now."""
    if result.open or not any(c.unnamed for c in result.columns):
        return None
    known = statement.script.columns.of(table)
    return list(known.values()) if known is not None and len(known) == len(result.columns) else None


def _without_query(statement: Statement, tree: Any, table: TableName, columns: list[str]) -> None:
    clone = tree.args.get("clone")
    source = clone.args.get("this") if isinstance(clone, exp.Expr) else None
    source = source if source is not None else _like(tree)
    if isinstance(source, exp.Table):
        relation = statement.reader.query(source, None, {})
        if isinstance(clone, exp.Expr):
            define_from(statement, table, columns, relation)
        else:
            # LIKE copies the definition, no rows.
            statement.inputs.pop(statement.table(source), None)
            statement.write(table, [], {}, replace=True)
            statement.script.define(table, [c.name for c in relation.columns])
        return
    places = _locations(tree)
    for place in places:
        statement.inputs[place] = None
    statement.write(table, [], {}, replace=True)
    statement.script.define(table, columns)
    if table in statement.script.ephemeral:
        _empty_columns(statement, table, columns)
        if places and not columns:
            content = statement.script.content[table]
            content.opened(tuple(OpenStar(BaseTable(p, None), frozenset()) for p in places))


def _empty_columns(statement: Statement, table: TableName, columns: list[str]) -> None:
    statement.script.fill(table, [Target(name, Column(name)) for name in columns], {}, replace=True)


def _properties(tree: Any) -> list[Any]:
    properties = tree.args.get("properties")
    return list(properties.args.get("expressions") or ()) if isinstance(properties, exp.Expr) else []


def _like(tree: Any) -> Any:
    for each in _properties(tree):
        if isinstance(each, exp.LikeProperty):
            return each.args.get("this")
    target = tree.args.get("this")
    for each in (target.args.get("expressions") or ()) if isinstance(target, exp.Schema) else ():
        if isinstance(each, exp.LikeProperty):
            return each.args.get("this")
    return None


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
