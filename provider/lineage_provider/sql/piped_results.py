"""Snowflake's flow operator: ``SELECT ... ->> INSERT INTO t SELECT ... FROM $1``.

In: a statement's text. Out: the statements of the chain, each result as a temporary table. A module of its
own because the parser reads the operator as a path into JSON.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern

_OPERATOR = late_pattern(
    r"'(?:[^'\\]|\\.|'')*'|\"[^\"]*\"|\$\$.*?\$\$|--[^\n]*|/\*.*?\*/|(?P<flow>->>)", re.DOTALL
)
_RESULT = late_pattern(r"\b(from|join)(\s+)\$(\d+)\b", re.IGNORECASE)
_QUERY = late_pattern(r"\s*\(*\s*(?:select|with|values)\b", re.IGNORECASE)


def piped(text: str) -> list[str]:
    """The statements that a chain stands for; empty where ``text`` is no chain.

    >>> piped("SELECT a FROM t ->> INSERT INTO o SELECT a FROM $1")
    ['CREATE TEMPORARY TABLE "#result1" AS SELECT a FROM t', 'INSERT INTO o SELECT a FROM "#result1"']
    """
    if "->>" not in text:
        return []
    ends = [match.start() for match in _OPERATOR.finditer(text) if match["flow"]]
    parts = [text[a:b].strip() for a, b in zip([0, *(e + 3 for e in ends)], [*ends, len(text)], strict=True)]
    if len(parts) < 2 or not all(parts):
        return []
    found = []
    for place, part in enumerate(parts):
        read = _numbered(part, place + 1)
        query = _QUERY.match(part) is not None and place + 1 < len(parts)
        found.append(f'CREATE TEMPORARY TABLE "#result{place + 1}" AS {read}' if query else read)
    return found


def _numbered(part: str, place: int) -> str:
    """``$1`` is the result before, ``$2`` the one before that."""
    return _RESULT.sub(lambda match: f'{match[1]}{match[2]}"#result{place - int(match[3])}"', part)
