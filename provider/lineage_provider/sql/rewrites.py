"""Statements that sqlglot reads only as text, or not at all, put into words that it can parse.

In: one statement's text. Out: a text of the same lineage. A module of its own because each rewrite is
a pattern and a reason, in a table, that can be dropped when the parser learns the statement.

Every pattern begins at a word and runs over a text once; none nests one repetition in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple


class Rewrite(NamedTuple):
    """A pattern of one or more dialects and its replacement."""

    dialects: frozenset[str]
    """Empty: all dialects."""
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]
    word: str
    """A word (lower case) without which the pattern cannot match."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


_SPARKS = frozenset(("databricks", "spark", "spark2", "hive"))
_TSQL = frozenset(("tsql", "fabric"))
_MYSQLS = frozenset(("mysql", "doris", "starrocks"))
_POSTGRES = frozenset(("postgres", "redshift", "materialize", "risingwave"))
_NAME = r"[\w$#@.\"`\[\]{}-]+"
_HINTS = (
    r"nolock|tablockx?|holdlock|rowlock|updlock|xlock|paglock|readpast|readuncommitted|readcommitted\w*"
    r"|repeatableread|serializable|snapshot|nowait|index|noexpand|forceseek|forcescan|keepidentity"
    r"|keepdefaults|ignore_\w+"
)
_HEAD = r"^(?P<head>(?:\s|--[^\n]*\n|/\*.*?\*/)*)"

REWRITES: tuple[Rewrite, ...] = (
    # DuckDB: PIVOT and UNPIVOT as a query are parsed only where a table may stand.
    Rewrite(
        frozenset({"duckdb"}),
        _pattern(r"(?P<head>\s*create\b.*?\bas\s+)(?P<body>(?:un)?pivot\s.*)$"),
        r"\g<head>SELECT * FROM (\g<body>)",
        "pivot",
    ),
    # Databricks: DEEP and SHALLOW CLONE copy a table as CLONE does.
    Rewrite(_SPARKS, _pattern(r"\b(?:deep|shallow)\s+clone\b"), "CLONE", "clone"),
    # Streaming reads of a table are reads.
    Rewrite(_SPARKS, _pattern(r"\b(from|join)\s+stream\s*\(\s*([\w.`]+)\s*\)"), r"\1 \2", "stream"),
    Rewrite(_SPARKS, _pattern(r"\b(from|join)\s+stream\s+(?=[\w.`]+)"), r"\1 ", "stream"),
    # Read by newer releases of the parser only: TABLE t as a query, Oracle's flashback queries.
    Rewrite(
        _POSTGRES | {"duckdb", "mysql"},
        _pattern(rf"{_HEAD}table\s+({_NAME})(?=(?:;|\s|--[^\n]*|/\*.*?\*/)*$)"),
        r"\g<head>SELECT * FROM \2",
        "table",
    ),
    Rewrite(
        frozenset(("oracle",)),
        _pattern(
            r"\bas\s+of\s+(?:timestamp|scn)\s+(?:\((?:[^()]|\([^()]*\))*\)|\w+\s*\([^()]*\)|[\w:]+)"
            r"(?:\s*-\s*(?:interval\s+'[^']*'\s+\w+|[\d./]+))?"
        ),
        " ",
        "of",
    ),
    # Views are made anew; a snapshot and a cached table are tables.
    Rewrite(
        frozenset(),
        _pattern(rf"{_HEAD}alter\s+view\s+({_NAME}(?:\s*\([^()]*\))?)\s+as\b"),
        r"\g<head>CREATE OR REPLACE VIEW \2 AS",
        "alter",
    ),
    Rewrite(_TSQL, _pattern(r"\bcreate\s+or\s+alter\b"), "CREATE OR REPLACE", "alter"),
    Rewrite(frozenset(("bigquery",)), _pattern(r"\bcreate\s+snapshot\s+table\b"), "CREATE TABLE", "snapshot"),
    Rewrite(
        _SPARKS,
        _pattern(
            _HEAD
            + rf"cache\s+(?:lazy\s+)?table\s+({_NAME})\s+(?:options\s*\([^()]*\)\s*)?"
            + r"(?:as\s+)?(?=select\b|with\b)"
        ),
        r"\g<head>CREATE TEMPORARY VIEW \2 AS ",
        "cache",
    ),
    # A clone of an old version is a clone.
    Rewrite(
        _SPARKS,
        _pattern(
            rf"(\bclone\s+{_NAME})\s+(?:for\s+)?(?:version|timestamp|system_time|system_version)\s+as\s+of\s+\S+"
        ),
        r"\1",
        "clone",
    ),
    Rewrite(
        frozenset(("bigquery",)),
        _pattern(rf"(\bclone\s+{_NAME})\s+for\s+system_time\s+as\s+of\b[^;]*"),
        r"\1",
        "clone",
    ),
    Rewrite(frozenset(("clickhouse",)), _pattern(r"\bclone\s+as\b"), "CLONE", "clone"),
    Rewrite(
        frozenset(),
        _pattern(
            _HEAD
            + r"drop\s+(?:external|foreign|dynamic|snapshot|streaming|iceberg|transient|hybrid)\s+table\b"
        ),
        r"\g<head>DROP TABLE",
        "drop",
    ),
    Rewrite(frozenset(("sqlite",)), _pattern(r"\bupdate\s+or\s+\w+"), "UPDATE", "update"),
    # Teradata: a lock before a query; SET is no alias.
    Rewrite(
        frozenset(("teradata",)),
        _pattern(
            r"\block(?:ing)?\s+(?:(?:table|view|database|row)\s+)?(?:[\w.\"]+\s+)?(?:for|in)\s+"
            r"(?:access|read|write|exclusive|share)(?:\s+mode)?\s+(?:nowait\s+)?(?=\w)"
        ),
        "",
        "lock",
    ),
    Rewrite(
        frozenset(("teradata",)),
        _pattern(rf"(\bupd(?:ate)?\s+{_NAME}\s+from\s+)((?:\w+\.)?(\w+))(?=\s+set\b)"),
        r"\1\2 AS \3",
        "upd",
    ),
    # EXPLAIN ANALYZE executes.
    Rewrite(
        frozenset(("postgres", "trino", "presto", "athena", "duckdb", "mysql")),
        _pattern(_HEAD + r"explain\s+(?:analyze\b|\([^()]*\banalyze\b[^()]*\))\s*(?:verbose\b)?"),
        r"\g<head>",
        "explain",
    ),
    # T-SQL: temporary tables of all spellings; IDENTITY() makes numbers.
    Rewrite(_TSQL, _pattern(r"\[?\btempdb\]?\s*\.\s*(?:\[?dbo\]?)?\s*\.\s*\[?(#\w+)\]?"), r"\1", "tempdb"),
    Rewrite(_TSQL, _pattern(r"\[(#+\w+)\]"), r"\1", "[#"),
    Rewrite(_TSQL, _pattern(r"##(?=\w)"), "#", "##"),
    Rewrite(_TSQL, _pattern(r"\bidentity\s*\([^()]*\)\s+as\b"), "NULL AS", "identity"),
    # T-SQL: BULK is a word, not an argument; the declared columns stand behind the call.
    Rewrite(
        _TSQL,
        _pattern(
            r"\bopenrowset\s*\(\s*bulk\s+(n?'[^']*')[^()]*\)(?:\s*with\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?"
        ),
        r"OPENROWSET(\1)",
        "openrowset",
    ),
    # A new row in place of an old one is a new row.
    Rewrite(
        _MYSQLS | {"sqlite"},
        _pattern(_HEAD + r"replace\s+(?:(?:low_priority|delayed)\s+)?(?:into\s+)?"),
        r"\g<head>INSERT INTO ",
        "replace",
    ),
    # INSERT OVERWRITE DIRECTORY: the format of the files moves nothing.
    Rewrite(
        _SPARKS,
        _pattern(
            r"(\boverwrite\s+(?:local\s+)?directory\s+)('[^']*'|\"[^\"]*\")"
            r"\s+(?:using\s+\w+|stored\s+as\s+\w+)(?:\s+options\s*\([^()]*\))?"
        ),
        r"\1\2",
        "directory",
    ),
    Rewrite(_POSTGRES, _pattern(r"\boverriding\s+(?:system|user)\s+value\b"), " ", "overriding"),
    # Redshift: MERGE ... REMOVE DUPLICATES takes all columns of the source, by position.
    Rewrite(
        _POSTGRES,
        _pattern(r"\bremove\s+duplicates\s*;?\s*$"),
        "WHEN NOT MATCHED THEN INSERT ROW",
        "remove",
    ),
    Rewrite(_SPARKS, _pattern(r"\bmerge\s+with\s+schema\s+evolution\s+into\b"), "MERGE INTO", "evolution"),
    Rewrite(
        _SPARKS,
        _pattern(_HEAD + r"insert\s+with\s+schema\s+evolution\b"),
        r"\g<head>INSERT",
        "evolution",
    ),
    # T-SQL: hints and TOP of a written table choose no columns.
    Rewrite(_TSQL, _pattern(rf"\bwith\s*\(\s*(?:{_HINTS})\b[^()]*(?:\([^()]*\)[^()]*)?\)"), " ", "with"),
    Rewrite(
        _TSQL,
        _pattern(r"\b(insert|update|delete)\s+top\s*\([^()]*\)\s*(?:percent\b)?"),
        r"\1 ",
        "top",
    ),
    Rewrite(
        _TSQL,
        _pattern(rf"\bdelete\s+(?:from\s+)?({_NAME})\s+from\b"),
        r"DELETE \1 FROM",
        "delete",
    ),
    Rewrite(
        _TSQL | {"oracle"},
        _pattern(rf"\bdelete\s+(?!from\b|where\b|top\b)({_NAME})(?=\s+where\b|\s*;?\s*$)"),
        r"DELETE FROM \1",
        "delete",
    ),
    # MySQL: DELETE FROM a, b USING tables is DELETE a, b FROM tables.
    Rewrite(
        _MYSQLS,
        _pattern(rf"\bdelete\s+from\s+({_NAME}(?:\s*,\s*{_NAME})*)\s+using\b"),
        r"DELETE \1 FROM",
        "using",
    ),
    # ClickHouse: mutations are UPDATE and DELETE; data behind FORMAT are constants.
    Rewrite(
        frozenset(("clickhouse",)),
        _pattern(rf"\balter\s+table\s+({_NAME})(?:\s+on\s+cluster\s+\S+)?\s+update\s+"),
        r"UPDATE \1 SET ",
        "update",
    ),
    Rewrite(
        frozenset(("clickhouse",)),
        _pattern(rf"\balter\s+table\s+({_NAME})(?:\s+on\s+cluster\s+\S+)?\s+delete\s+where\b"),
        r"DELETE FROM \1 WHERE",
        "delete",
    ),
    Rewrite(
        frozenset(("clickhouse",)),
        _pattern(
            _HEAD + rf"(insert\s+into\s+(?:table\s+)?{_NAME}(?:\s*\([^()]*\))?)\s+format\s+(?!values)\w+.*$"
        ),
        r"\g<head>\2 VALUES (NULL)",
        "format",
    ),
)


@cache
def _of(dialect: str) -> tuple[Rewrite, ...]:
    return tuple(r for r in REWRITES if not r.dialects or dialect in r.dialects)


def rewritten(text: str, dialect: str) -> str:
    """Apply every rewrite of ``dialect`` to ``text``.

    >>> rewritten("CREATE TABLE a DEEP CLONE b", "databricks")
    'CREATE TABLE a CLONE b'
    """
    rewrites = _of(dialect)
    if not rewrites:
        return text
    lower = text.lower()
    for rewrite in rewrites:
        if rewrite.word in lower:
            text = rewrite.pattern.sub(rewrite.replacement, text)
    if dialect in ("oracle", "exasol") and "merge" in lower and "delete" in lower:
        text = _merge_delete(text)
    return text


_MERGE_DELETE = re.compile(r"\bdelete\s+where\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:where|set)\b", re.IGNORECASE)


def _merge_delete(text: str) -> str:
    """Oracle's ``UPDATE SET ... [WHERE ...] DELETE WHERE ...``: one more condition on the updated rows."""
    match = _MERGE_DELETE.search(text)
    if match is None or text.lstrip()[:5].lower() != "merge":
        return text
    before = _WHERE.findall(text, 0, match.start())
    word = "AND" if before and before[-1].lower() == "where" else "WHERE"
    return text[: match.start()] + word + text[match.end() :]
