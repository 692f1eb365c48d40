"""IMPORT and EXPORT of Exasol, COPY of Vertica: rows between tables, files and other databases.

In: a statement's text. Out: what it reads and writes. A module of its own because none of these is in the
parser's grammar, and an IMPORT has a query of another database in it.
"""

from __future__ import annotations

import re

from sqlglot import exp

from lineage_provider.sql.files import location
from lineage_provider.sql.model import TableName
from lineage_provider.sql.parsing import parse_text
from lineage_provider.sql.relations import BaseTable, Derived
from lineage_provider.sql.remote import query_elsewhere
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.form import NAME, Form, name, pattern, query_to, table_of
from lineage_provider.sql.statements.insert import mapped

_EXASOL = frozenset(("exasol",))
_FILE = re.compile(r"\bfile\s+'([^']*)'", re.IGNORECASE)
_CONNECTION = re.compile(r"\bat\s+(?:'(?P<text>[^']*)'|(?P<word>[\w\"]+))", re.IGNORECASE)
_STATEMENT = re.compile(r"\bstatement\s+'(?P<query>(?:[^']|'')*)'", re.IGNORECASE)
_TABLE = re.compile(rf"\btable\s+(?P<table>{NAME})", re.IGNORECASE)
_QUOTED = re.compile(r"'([^']*)'")
_REJECTED = re.compile(rf"\brejected\s+data\s+as\s+table\s+(?P<table>{NAME})", re.IGNORECASE)


def _connection(text: str) -> list[str]:
    """The name of the connection that is used; empty where an address is."""
    found = _CONNECTION.search(text)
    return [found["word"].strip('"')] if found is not None and found["word"] else []


def _exported(statement: Statement, match: re.Match[str]) -> None:
    """EXPORT of a table or a query, to files or to a table of another database."""
    rest = match.group("rest")
    places = [location(file) for file in _FILE.findall(rest)]
    if not places:
        statement.problem("unsupported", "EXPORT writes into another database")
        there = _TABLE.search(rest)
        places = [_elsewhere(statement, rest, there["table"])] if there is not None else []
    for place in places:
        if match.group("query"):
            query_to(statement, match.group("query"), place)
        else:
            relation = statement.read(table_of(statement, match, "of"))
            statement.write(place, [Target(c.name, c) for c in relation.all() or ()], {})
    if not places and not match.group("query"):
        statement.read(table_of(statement, match, "of"))


def _elsewhere(statement: Statement, text: str, table: str) -> TableName:
    """A table of another database, by the connection's name and its own."""
    parts = [part.strip(' "') for part in table.split(".")]
    return TableName([*_connection(text), *parts])


def _imported(statement: Statement, match: re.Match[str]) -> None:
    """IMPORT from files, or of a table or a query of another database."""
    rest, to = match.group("rest"), table_of(statement, match, "to")
    files = _FILE.findall(rest)
    for file in files:
        statement.inputs[location(file)] = None
    statement.touch(to)
    if files:
        return
    statement.problem("unsupported", "IMPORT reads another database")
    relation = _imported_from(statement, rest)
    if relation is not None:
        names = [n.strip() for n in (match.group("columns") or "").split(",") if n.strip()]
        columns = [statement.names.column_text(n.strip('"')) for n in names]
        statement.write(to, mapped(statement, to, columns, relation), relation.rows)


def _imported_from(statement: Statement, rest: str) -> Derived | None:
    query, table = _STATEMENT.search(rest), _TABLE.search(rest)
    if query is not None:
        connection = _connection(rest[: query.start()])
        return query_elsewhere(query["query"].replace("''", "'"), connection, statement)
    if table is None:
        return None
    statement.read(_elsewhere(statement, rest[: table.start()], table["table"]))
    return None


def _copied(statement: Statement, match: re.Match[str]) -> None:
    """Vertica's COPY: files into a table; what is rejected may go into a table too."""
    for file in _QUOTED.findall(match.group("files")):
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
_SOURCES = r"(?:'[^']*'(?:\s+(?:on\s+(?:any\s+node|each\s+node|\w+)|gzip|bzip|lzo|zstd))*\s*,?\s*)+"
_VERTICA = (
    r"filler|direct|rejected|exceptions|parser|gzip|bzip|zstd|lzo|on\s+any\s+node|on\s+each\s+node|abort\s+on"
    r"|enforcelength|trailing|skip|record\s+terminator|stream\s+name|orc|parquet|no\s+commit|load\s+method|local"
)
COPY = Form(
    "COPY",
    pattern(
        rf"copy\s+{name('to')}(?=.*\b(?:{_VERTICA})\b)(?:\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?"
        rf"(?:\s+column\s+option\s*\((?:[^()]|\([^()]*\))*\))?"
        rf"\s*from\s+(?:local\s+)?(?P<files>{_SOURCES})(?P<rest>.*)"
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
