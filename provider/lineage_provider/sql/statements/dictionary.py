"""CREATE DICTIONARY of ClickHouse: a table of keys and values that is filled from somewhere else.

In: the tree. Out: the dictionary as output, with what its attributes are made of. A module of its own because
the source is an option of the engine, not a query.
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from lineage_provider.sql.files import location
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.relations import Relation
from lineage_provider.sql.statement import Statement, Target

_SOURCE = late_pattern(r"\bsource\s*\(\s*(?P<kind>\w+)\s*\(", re.IGNORECASE)
_SETTING = late_pattern(
    r"\b(?P<name>table|db|query|host|path|url)\s+(?:'(?P<text>(?:[^'\\]|\\.|'')*)'|(?P<word>\w+))",
    re.IGNORECASE,
)
_LOCAL = frozenset(("", "localhost", "127.0.0.1"))


def create_dictionary(statement: Statement, tree: Any) -> None:
    """Handle CREATE DICTIONARY: each attribute is the source's column of its name."""
    schema = tree.this
    node = schema.this if isinstance(schema, exp.Schema) else schema
    names = statement.names
    table = statement.table(node)
    columns = [
        names.column(each.this)
        for each in (schema.expressions if isinstance(schema, exp.Schema) else ())
        if isinstance(each, exp.ColumnDef) and isinstance(each.this, exp.Identifier)
    ]
    relation = _source(statement)
    targets = []
    for column in columns if relation is not None else ():
        found = relation.get(names.fold(column), column) if relation is not None else None
        if found is not None:
            targets.append(Target(column, found))
    statement.write(table, targets, relation.rows if relation is not None else {}, replace=True)
    statement.script.define(table, columns)
    statement.changed(table, "CREATE" if not tree.args.get("replace") else "OVERWRITE")


def _source(statement: Statement) -> Relation | None:
    from lineage_provider.sql.parsing import parse_text

    text = statement.unit.code
    match = _SOURCE.search(text)
    if match is None:
        statement.problem("unsupported", "the source of the dictionary is not told")
        return None
    given = {
        each["name"].lower(): (each["word"] or each["text"] or "").replace("''", "'").replace("\\'", "'")
        for each in _SETTING.finditer(text, match.end())
    }
    kind = match["kind"].lower()
    if kind == "clickhouse" and given.get("host", "") in _LOCAL and "query" in given:
        query = parse_text(given["query"], statement.names)
        if query is not None:
            return statement.reader.query(query, None, {})
    elif kind == "clickhouse" and given.get("host", "") in _LOCAL and "table" in given:
        parts = [part for part in (given.get("db", ""), given["table"]) if part]
        return statement.read(statement.names.qualified(parts))
    elif kind in ("file", "http") and (given.get("path") or given.get("url")):
        return statement.read(location(given.get("path") or given["url"]))
    statement.problem("unsupported", f"what a dictionary reads from {kind} is not followed")
    return None
