"""IMPORT and EXPORT of Exasol, COPY of Vertica: rows between tables, files and other databases.

In: a statement's text. Out: what it reads and writes. A module of its own because none of these is in the
parser's grammar, and an IMPORT has a query of another database in it.
"""

from __future__ import annotations

import re

from sqlglot import exp

from lineage_provider.sql.exasol import Transfer, transfer
from lineage_provider.sql.files import location
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableName
from lineage_provider.sql.parsing import parse_text
from lineage_provider.sql.relations import BaseTable, Derived
from lineage_provider.sql.remote import query_elsewhere
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.form import NAME, Form, name, pattern, query_to, table_of
from lineage_provider.sql.statements.insert import mapped

_EXASOL = frozenset(("exasol",))
_ADDRESS = late_pattern(r"\b(?:url|bucket|file)\s*=\s*'([^']*)'", re.IGNORECASE)
_QUOTED = late_pattern(r"'([^']*)'")
_REJECTED = late_pattern(rf"\brejected\s+data\s+as\s+table\s+(?P<table>{NAME})", re.IGNORECASE)


def _exported(statement: Statement, match: re.Match[str]) -> None:
    """EXPORT of a table or a query, to files or to a table of another database."""
    target = transfer(match.group("rest"))
    places = [location(file) for file in target.files]
    if not places:
        statement.problem("unsupported", "EXPORT writes into another database")
        places = [_elsewhere(statement, target)] if target.table else []
    for place in places:
        if match.group("query"):
            query_to(statement, match.group("query"), place)
        else:
            relation = statement.read(table_of(statement, match, "of"))
            statement.write(place, [Target(c.name, c) for c in relation.all() or ()], {})
    if not places and not match.group("query"):
        statement.read(table_of(statement, match, "of"))


def _elsewhere(statement: Statement, there: Transfer) -> TableName:
    """A table of another database, by the connection's name and its own."""
    parts = [statement.names.restored(part.strip(' "')) for part in there.table.split(".")]
    return TableName([part for part in (there.connection, *parts) if part])


def _imported(statement: Statement, match: re.Match[str]) -> None:
    """IMPORT from files, or of a table or a query of another database."""
    source, to = transfer(match.group("rest")), table_of(statement, match, "to")
    for file in source.files:
        statement.inputs[location(file)] = None
    statement.touch(to)
    for file in source.errors:
        statement.touch(location(file))
    if source.errors_table:
        statement.touch(statement.names.from_text(source.errors_table))
    if source.files:
        return
    statement.problem("unsupported", "IMPORT reads another database")
    relation = _imported_from(statement, source)
    if relation is not None:
        names = [n.strip() for n in (match.group("columns") or "").split(",") if n.strip()]
        columns = [statement.names.column_text(n.strip('"')) for n in names]
        statement.write(to, mapped(statement, to, columns, relation), relation.rows)


def _imported_from(statement: Statement, source: Transfer) -> Derived | None:
    if source.query:
        return query_elsewhere(source.query, [source.connection] if source.connection else [], statement)
    if source.table:
        statement.read(_elsewhere(statement, source))
    return None


def _between_databases(statement: Statement, match: re.Match[str]) -> None:
    """Vertica: COPY FROM VERTICA and EXPORT TO VERTICA, between two databases."""
    to = table_of(statement, match, "to")
    if match.groupdict().get("query"):
        tree = parse_text(match["query"], statement.names)
        if not isinstance(tree, exp.Query):
            statement.problem("parse", "the inner query could not be parsed")
            statement.touch(to)
            return
        result = statement.reader.query(tree, None, {})
        names = [n.strip() for n in (match["columns"] or "").split(",") if n.strip()]
        statement.write(to, mapped(statement, to, names, result), result.rows)
        return
    relation = statement.read(table_of(statement, match, "of"))
    statement.write(to, [Target(c.name, c) for c in relation.all() or ()], {})


def _written_to_files(statement: Statement, match: re.Match[str]) -> None:
    """Teradata: WRITE_NOS puts the rows of a query or table into an object store."""
    query = match["query"] or f"SELECT * FROM {match['of']}"
    query_to(statement, query, location(match["to"]))


def _copied(statement: Statement, match: re.Match[str]) -> None:
    """Vertica's COPY: files into a table; what is rejected may go into a table too."""
    groups = match.groupdict()
    files = _QUOTED.findall(groups["files"] or "")
    if groups.get("function"):
        files = [found.group(1) for found in _ADDRESS.finditer(groups["arguments"])]
        if not files:
            statement.problem("unsupported", f"what the source {groups['function']} reads is not known")
    for file in files:
        statement.inputs[location(file)] = None
    statement.touch(table_of(statement, match, "to"))
    rejected = _REJECTED.search(match.group("rest"))
    if rejected is not None:
        statement.touch(table_of(statement, rejected, "table"))


def _written_elsewhere(statement: Statement, match: re.Match[str]) -> None:
    """T-SQL: INSERT, UPDATE and DELETE of the rows that a query of another server gives."""
    statement.kind = match.group("verb").upper()
    statement.problem("unsupported", "what OPENQUERY() writes is on another server")
    text = match.group("text").replace("''", "'")
    connection = match.group("connection").strip("[]")
    found = query_elsewhere(text, [connection], statement)
    there = _only_table(found)
    for table in list(statement.inputs):
        if table.parts[0] == connection:
            del statement.inputs[table]
    if there is None or found is None:
        return
    body = match.group("body").strip().rstrip(";")
    tree = parse_text(body, statement.names) if match.group("verb").lower() == "insert" else None
    result = statement.reader.query(tree, None, {}) if isinstance(tree, exp.Query) else None
    if result is None:
        statement.touch(there)
        return
    names = [column.name for column in found.columns]
    statement.write(there, mapped(statement, there, names, result), result.rows)


def _only_table(relation: Derived | None) -> TableName | None:
    if relation is None:
        return None
    tables = {table for column in relation.columns for table, _ in column.direct}
    tables |= {base.table for base in relation.unknown() if isinstance(base, BaseTable)}
    return tables.pop() if len(tables) == 1 else None


OPENQUERY = Form(
    "INSERT",
    pattern(
        r"(?P<verb>insert|update|delete)\s+(?:into\s+|from\s+)?openquery\s*\(\s*(?P<connection>\[[^\]]*\]|\w+)\s*,"
        r"\s*'(?P<text>(?:[^']|'')*)'\s*\)(?P<body>.*)"
    ),
    _written_elsewhere,
    frozenset(("tsql", "fabric")),
)
EXPORT = Form(
    "EXPORT",
    pattern(
        rf"export\s+(?:\((?P<query>\s*(?:select|with)\b.*)\)|{name('of')}(?:\s*\([^()]*\))?)\s+into\s+(?P<rest>.*)"
    ),
    _exported,
    _EXASOL,
)
IMPORT = Form(
    "IMPORT",
    pattern(rf"import\s+into\s+{name('to')}(?:\s*\((?P<columns>[^()]*)\))?\s+from\s+(?P<rest>.*)"),
    _imported,
    _EXASOL,
)
VERTICA_COPY = Form(
    "COPY",
    pattern(rf"copy\s+{name('to')}(?:\s*\([^()]*\))?\s+from\s+vertica\s+{name('of')}"),
    _between_databases,
    frozenset(("postgres",)),
)
VERTICA_EXPORT = Form(
    "EXPORT",
    pattern(
        rf"export\s+to\s+vertica\s+{name('to')}(?:\s*\((?P<columns>[^()]*)\))?\s+"
        rf"(?:as\s+(?P<query>(?:select|with)\b.*)|from\s+{name('of')})"
    ),
    _between_databases,
    frozenset(("postgres",)),
)
WRITE_NOS = Form(
    "SELECT",
    pattern(
        r"sel(?:ect)?\b.*?\bfrom\s+write_nos(?:_fm)?\s*\(\s*on\s+(?:\((?P<query>\s*(?:sel(?:ect)?|with)\b.*?)\)"
        rf"|{name('of')})\s+(?:partition\s+by\s.*?|hash\s+by\s.*?|local\s+order\s+by\s.*?)?using\b"
        r".*?\blocation\s*\(\s*'(?P<to>[^']*)'"
    ),
    _written_to_files,
    frozenset(("teradata",)),
)
_NODES = r"on\s+(?:any\s+node|each\s+node|\([^()]*\)|\w+)"
_SOURCES = rf"(?:'[^']*'(?:\s+(?:{_NODES}|gzip|bzip|lzo|zstd))*\s*,?\s*)+"
_FUNCTION = r"(?:with\s+)?source\s+(?P<function>[\w.]+)\s*\((?P<arguments>(?:'[^']*'|[^()'])*)\)"
_VERTICA = (
    r"filler|direct|rejected|exceptions|parser|gzip|bzip|zstd|lzo|on\s+any\s+node|on\s+each\s+node|abort\s+on"
    r"|enforcelength|trailing|skip|record\s+terminator|stream\s+name|orc|parquet|no\s+commit|load\s+method|local"
)
COPY = Form(
    "COPY",
    pattern(
        rf"copy\s+{name('to')}(?=.*(?:\b(?:{_VERTICA}|source)\b|\bfrom\s+'[^']*'\s*(?:,|{_NODES}\b)))(?:\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?"
        rf"(?:\s+column\s+option\s*\((?:[^()]|\([^()]*\))*\))?"
        rf"\s*(?:from\s+(?:local\s+)?(?P<files>{_SOURCES})|{_FUNCTION})(?P<rest>.*)"
    ),
    _copied,
    frozenset(("postgres",)),
)


def _whole_database(statement: Statement, match: re.Match[str]) -> None:
    """DuckDB: all tables of one database into another; the text names none of them."""
    statement.problem("unsupported", "which tables COPY FROM DATABASE copies is not known")


DATABASE = Form(
    "COPY FROM DATABASE",
    pattern(r"copy\s+from\s+database\s+\S+\s+to\s+\S+"),
    _whole_database,
    frozenset(("duckdb",)),
)
EXTERNAL = Form(
    "CREATE EXTERNAL TABLE",
    pattern(
        rf"create\s+external\s+table\s+(?:if\s+not\s+exists\s+)?{name('to')}\s*\(.*?\)\s*as\s+copy\b[^']*?"
        rf"\bfrom\s+(?P<files>{_SOURCES})(?P<rest>.*)"
    ),
    _copied,
    frozenset(("postgres",)),
)
