"""Statements that sqlglot reads only as text, put into words that it can parse.

In: one statement's text. Out: a text of the same lineage. A module of its own because each rewrite is
a pattern and a reason, in a table, that can be dropped when the parser learns the statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Rewrite(NamedTuple):
    """A pattern of one or more dialects and its replacement."""

    dialects: frozenset[str]
    """Empty: all dialects."""
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


_SPARKS = frozenset({"databricks", "spark", "spark2", "hive"})

REWRITES: tuple[Rewrite, ...] = (
    # DuckDB: PIVOT and UNPIVOT as a query are parsed only where a table may stand.
    Rewrite(
        frozenset({"duckdb"}),
        _pattern(r"(?P<head>\s*create\b.*?\bas\s+)(?P<body>(?:un)?pivot\s.*)$"),
        r"\g<head>SELECT * FROM (\g<body>)",
    ),
    # Databricks: DEEP and SHALLOW CLONE copy a table as CLONE does.
    Rewrite(_SPARKS, _pattern(r"(\bcreate\b[^;]*?)\b(?:deep|shallow)\s+clone\b"), r"\1 CLONE"),
    # Streaming reads of a table are reads.
    Rewrite(_SPARKS, _pattern(r"\b(from|join)\s+stream\s*\(\s*([\w.`]+)\s*\)"), r"\1 \2"),
    Rewrite(_SPARKS, _pattern(r"\b(from|join)\s+stream\s+(?=[\w.`]+)"), r"\1 "),
)


def rewritten(text: str, dialect: str) -> str:
    """Apply every rewrite of ``dialect`` to ``text``.

    >>> rewritten("CREATE TABLE a DEEP CLONE b", "databricks")
    'CREATE TABLE a  CLONE b'
    """
    for rewrite in REWRITES:
        if not rewrite.dialects or dialect in rewrite.dialects:
            text = rewrite.pattern.sub(rewrite.replacement, text)
    return text
