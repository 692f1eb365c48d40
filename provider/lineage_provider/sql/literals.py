"""SQL text without its values.

In: SQL text and its dialect. Out: the same text with every string and number as ``?``, quoted names and
comments kept. A module of its own because some sites let no value of a statement leave, secret or not.
"""

from __future__ import annotations

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, tokens

MARK = "?"
_NUMBER = late_pattern(r"[\d.]")


def without_literals(sql: str, dialect: str | None = None) -> str:
    """Return ``sql`` with its literals as ``?``.

    >>> without_literals("SELECT * FROM t WHERE name = 'Bob' AND n > 1.5 -- all")
    'SELECT * FROM t WHERE name = ? AND n > ? -- all'
    """
    parts, end = [], 0
    for token in tokens(sql, dialect or ""):
        parts.append(sql[end : token.start])
        raw = sql[token.start : token.end]
        parts.append(MARK if _is_literal(token, raw) else raw)
        end = token.end
    return "".join([*parts, sql[end:]])


def _is_literal(token: Token, raw: str) -> bool:
    if token.kind == "string":
        return not raw.startswith("{{")  # a template stands for a value that is not known here
    return token.kind == "number" or (token.kind not in ("word", "name", "sign") and bool(_NUMBER.match(raw)))
