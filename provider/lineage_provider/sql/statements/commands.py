"""Statements that sqlglot leaves as text, and texts that it cannot parse at all.

In: the text. Out: lineage by a pattern where the form is well known; else tables from the fallback
parser, marked as such; else a reported problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lineage_provider.sql.ddl import renames
from lineage_provider.sql.fallback import fallback_tables
from lineage_provider.sql.files import location
from lineage_provider.sql.relations import Relation
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.alter import rename

# They move no rows and are not worth a word.
_SILENT = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:set|alter\s+(?:session|system|warehouse|user|role|account|task|pipe|procedure"
    r"|function|index|schema|database|sequence|stage|integration)|create\s+(?:or\s+replace\s+)?(?:task|pipe|procedure"
    r"|function|trigger|event|stage|file\s+format|sequence|schema|database|role|user|index|unique\s+index|warehouse"
    r"|network|masking|row\s+access|tag|secret|integration|storage|notification|package|type|domain|extension|server"
    r"|policy|publication|subscription)|drop\s+(?!table|view|materialized|dynamic|external)|grant|revoke|use|begin|start|commit"
    r"|rollback|end|savepoint|release|analyze|vacuum|optimize|explain|show|describe|desc|comment|return|let|declare"
    r"|raise|print|null|exit|leave|iterate|continue|open|close|fetch|go|msck|cache|uncache|refresh|install|load\s+\w+\s*$"
    r"|pragma|checkpoint|lock|unlock|flush|reset|list|ls|remove|rm|put|get|suspend|resume|waitfor|throw|reindex"
    r"|listen|notify|unlisten|discard|cluster|kill|signal|resignal|dbcc|update\s+statistics|help|collect)\b",
    re.IGNORECASE | re.DOTALL,
)
_READS = re.compile(r"\b(?:select|insert|update|delete|merge)\b", re.IGNORECASE)

_UNLOAD = re.compile(
    r"\s*unload\s*\(\s*(?:\$\$(?P<dollar>.*?)\$\$|'(?P<body>(?:[^']|'')*)')\s*\)\s*to\s*'(?P<to>[^']+)'",
    re.IGNORECASE | re.DOTALL,
)
_UNLOAD_QUERY = re.compile(r"\s*unload\s*\((?P<body>.*)\)\s*to\s*'(?P<to>[^']+)'", re.IGNORECASE | re.DOTALL)
_APPEND = re.compile(r"\s*alter\s+table\s+(?P<to>\S+)\s+append\s+from\s+(?P<of>[^\s;]+)", re.IGNORECASE)
_INFILE = re.compile(
    r"\s*load\s+(?:data|xml)\s+(?:low_priority\s+|concurrent\s+)?(?:local\s+)?in(?:file|path)\s+'(?P<of>[^']+)'.*?\binto\s+table\s+(?P<to>[^\s(;]+)",
    re.IGNORECASE | re.DOTALL,
)
_OUTFILE = re.compile(
    r"(?P<body>.*?)\binto\s+(?:outfile|dumpfile)\s+'(?P<to>[^']+)'.*", re.IGNORECASE | re.DOTALL
)


def command(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle a statement that is left as text."""
    _by_text(statement)
    return None


def unparsed(statement: Statement) -> None:
    """Handle a text that could not be parsed."""
    _by_text(statement)


def _by_text(statement: Statement) -> None:
    text = statement.unit.text
    statement.kind = statement.kind or " ".join(text.split(None, 2)[:1]).upper()
    for pattern, follow in _FORMS:
        match = pattern.match(text)
        if match is not None:
            statement.problems.clear()
            follow(statement, match)
            return
    found = renames(None, text, statement.names)
    if found:
        statement.problems.clear()
        for old, new, _ in found:
            rename(statement, old, new)
        return
    if _SILENT.match(text) and (statement.unit.tree is not None or not _READS.search(text)):
        if statement.unit.problem is not None and statement.unit.problem.kind == "parse":
            statement.problems.clear()
        return
    if statement.unit.problem is None or statement.unit.problem.kind in ("parse", "internal"):
        _fall_back(statement, text)


def _fall_back(statement: Statement, text: str) -> None:
    if not statement.problems:
        statement.problem("unsupported", f"{statement.kind} is not followed")
    found = fallback_tables(text, statement.names)
    if found is None:
        return
    inputs, outputs = found
    statement.source = "openlineage-sql"
    for table in inputs:
        if table not in statement.script.ephemeral:
            statement.inputs[table] = None
    for table in outputs:
        statement.touch(table)


def _unload(statement: Statement, match: re.Match[str]) -> None:
    """Redshift UNLOAD ('SELECT ...') TO 's3://...', Athena UNLOAD (SELECT ...) TO '...'."""
    groups = match.groupdict()
    body = groups.get("dollar") or groups["body"]
    if groups.get("dollar") is None and pattern_is_quoted(match):
        body = body.replace("''", "'")
    statement.kind = "UNLOAD"
    _query_to(statement, body, groups["to"])


def pattern_is_quoted(match: re.Match[str]) -> bool:
    """Whether the inner query was a string, in which quotes are doubled."""
    return match.re is _UNLOAD


def _query_to(statement: Statement, body: str, to: str) -> None:
    from lineage_provider.sql.parsing import parse_text

    tree = parse_text(body, statement.names)
    if tree is None:
        statement.problem("parse", "the inner query could not be parsed")
        statement.touch(location(to))
        return
    result = statement.reader.query(tree, None, {})
    statement.write(location(to), [Target(c.name, c, c.unnamed) for c in result.columns], result.rows)


def _append(statement: Statement, match: re.Match[str]) -> None:
    """Redshift ALTER TABLE t APPEND FROM s moves the rows of s, column by column of the same name."""
    target = statement.names.from_text(match.group("to"))
    relation = statement.read(statement.names.from_text(match.group("of")))
    statement.kind = "ALTER TABLE APPEND"
    statement.write(target, [Target(c.name, c) for c in relation.all() or ()], {})


def _infile(statement: Statement, match: re.Match[str]) -> None:
    """MySQL LOAD DATA INFILE 'file' INTO TABLE t; Hive LOAD DATA INPATH."""
    statement.kind = "LOAD DATA"
    statement.inputs[location(match.group("of"))] = None
    statement.touch(statement.names.from_text(match.group("to")))


def _outfile(statement: Statement, match: re.Match[str]) -> None:
    """MySQL SELECT ... INTO OUTFILE 'file'."""
    statement.kind = "SELECT INTO OUTFILE"
    _query_to(statement, match.group("body"), match.group("to"))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[Statement, re.Match[str]], None]], ...] = (
    (_UNLOAD, _unload),
    (_UNLOAD_QUERY, _unload),
    (_APPEND, _append),
    (_INFILE, _infile),
    (_OUTFILE, _outfile),
)
