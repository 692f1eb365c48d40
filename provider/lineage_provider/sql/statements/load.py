"""COPY, COPY INTO, LOAD DATA and EXPORT DATA: rows between tables and files.

In: the tree. Out: the file, stage or URL as a dataset on one side, the table on the other. Columns are
followed where a query or a column list says which; a file's columns have no names of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import declared_columns
from lineage_provider.sql.files import location
from lineage_provider.sql.known_functions import STREAMS
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Relation
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.insert import mapped
from lineage_provider.sql.statements.query import written_to


def copy(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle COPY of all dialects."""
    files = list(_files(statement, tree.args.get("files") or ()))
    target = tree.args.get("this")
    if isinstance(target, exp.Schema):
        columns = declared_columns(tree, statement.names)
        target = target.args.get("this")
    else:
        columns = []
    loads = bool(tree.args.get("kind"))
    if isinstance(target, (exp.Subquery, exp.Query)):
        result = statement.reader.query(target, None, ctes)
        for file in files:
            written_to(statement, file, result)
        return None
    table = _place(statement, target)
    if table is None:
        statement.problem("unsupported", "the target of COPY is neither a table nor a file", tree)
        return None
    if not loads:
        _unloaded(statement, table, files)
    elif table.kind != "table" and not files:
        _to_location(statement, tree, table, ctes)
    else:
        _loaded(statement, tree, table, columns, files, ctes)
    return None


def _place(statement: Statement, node: Any) -> TableName | None:
    if isinstance(node, exp.Table):
        return statement.table(node)
    if isinstance(node, (exp.Literal, exp.Var)):
        return location(node.name)
    return None


def _files(statement: Statement, nodes: Iterable[Any]) -> Iterable[TableName]:
    for node in nodes:
        if isinstance(node, exp.Table):
            name = statement.table(node)
            if name.parts[-1].lower() not in STREAMS:
                yield name
        elif isinstance(node, (exp.Literal, exp.Var)) and node.name.lower() not in STREAMS:
            yield location(node.name)


def _unloaded(statement: Statement, table: TableName, files: list[TableName]) -> None:
    """``COPY t TO 'file'``."""
    relation = statement.read(table)
    columns = [Target(c.name, c) for c in relation.all() or ()]
    for file in files:
        statement.write(file, columns, {})


def _to_location(statement: Statement, tree: Any, place: TableName, ctes: dict[str, Relation]) -> None:
    """Snowflake: ``COPY INTO @stage FROM t`` or ``FROM (SELECT ...)``."""
    for node in tree.args.get("files") or ():
        if isinstance(node, (exp.Query, exp.Table)):
            result = statement.reader.query(node, None, ctes)
            if isinstance(node, exp.Query):
                written_to(statement, place, result)
            else:
                statement.write(place, [Target(c.name, c) for c in result.columns], result.rows)


def _loaded(
    statement: Statement,
    tree: Any,
    table: TableName,
    columns: list[str],
    files: list[TableName],
    ctes: dict[str, Relation],
) -> None:
    """``COPY INTO t FROM files`` or ``FROM (SELECT $1 ... FROM @stage)``."""
    for node in tree.args.get("files") or ():
        if isinstance(node, exp.Query):
            result = statement.reader.query(node, None, ctes)
            statement.write(table, mapped(statement, table, columns, result), result.rows)
    for file in files:
        statement.inputs[file] = None
    statement.touch(table)


def load_data(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle LOAD DATA of BigQuery and Hive."""
    node = tree.args.get("this")
    if isinstance(node, exp.Schema):
        node = node.args.get("this")
    for path in [tree.args.get("inpath"), *_uris(tree.args.get("files"))]:
        if isinstance(path, exp.Literal) and path.is_string:
            statement.inputs[location(path.name)] = None
    if isinstance(node, exp.Table):
        table = statement.table(node)
        statement.touch(table)
        if tree.args.get("overwrite"):
            statement.changed(table, "OVERWRITE")
    return None


def export(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle BigQuery's EXPORT DATA OPTIONS (uri = ...) AS SELECT."""
    body = tree.args.get("this")
    if not isinstance(body, exp.Query):
        return None
    result = statement.reader.query(body, None, ctes)
    for path in _uris(tree.args.get("options")):
        written_to(statement, location(path.name), result)
    return None


def _uris(properties: Any) -> Iterable[Any]:
    """Literals of the options ``uri`` and ``uris``."""
    if not isinstance(properties, exp.Expr):
        return
    for each in properties.args.get("expressions") or ():
        name = str(
            each.args["this"].name if isinstance(each.args.get("this"), exp.Expr) else each.args.get("this")
        )
        if name.lower() in ("uri", "uris"):
            yield from (
                literal
                for literal in each.find_all(exp.Literal)
                if literal.is_string and literal.name != name
            )
