"""CREATE ... AS query whose options the parser does not know, put into its plainest form.

In: the text of a CREATE that could not be parsed. Out: ``CREATE TABLE | VIEW name (columns) AS query``, or
None. A module of its own because every engine has options of its own between the name and the query,
none of which moves data, and no list of them is ever complete.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_KINDS = frozenset(("table", "view"))
_OTHER = frozenset(
    [
        "procedure",
        "proc",
        "function",
        "trigger",
        "task",
        "pipe",
        "package",
        "type",
        "index",
        "schema",
        "database",
        "sequence",
        "macro",
    ]
)
_QUERIES = ("select", "with", "(", "values", "sel", "table")
_TEMPORARY = frozenset(("temp", "temporary", "volatile"))
_NO_COLUMNS = frozenset(
    ("constraint", "primary", "unique", "foreign", "check", "like", "index", "key", "period")
)
_TRAILING = late_pattern(
    r"\s+with\s+(?:read\s+only|(?:cascaded\s+|local\s+)?check\s+option|no\s+schema\s+binding"
    r"|(?P<empty>no\s+data\b).*|data\b.*|(?:no\s+)?statistics.*)(?:\s+constraint\s+\w+)?\s*;?\s*$",
    re.IGNORECASE | re.DOTALL,
)


def rescued(text: str, dialect: str) -> str | None:
    """The plain form of a CREATE ... AS.

    >>> rescued("CREATE FORCE VIEW v (x) NOCACHE AS SELECT a FROM t WITH READ ONLY", "oracle")
    'CREATE VIEW v (x) AS SELECT a FROM t'
    """
    found = tokens(text, dialect)
    if not found or found[0].word not in ("create", "replace"):
        return None
    kind = next((i for i, t in enumerate(found[:24]) if t.word in _KINDS), None)
    if kind is None or any(t.word in _OTHER for t in found[:kind]):
        return None
    at = kind + 1
    if [t.word for t in found[at : at + 3]] == ["if", "not", "exists"]:
        at += 3
    name_end = at + 1
    while name_end + 1 < len(found) and found[name_end].word in (".", "-"):
        name_end += 2
    if name_end >= len(found):
        return None
    columns = _columns(text, found, name_end)
    query = _query(found, name_end)
    if query is None:
        return None
    temporary = "TEMPORARY " if any(t.word in _TEMPORARY for t in found[:kind]) else ""
    name = text[found[at].start : found[name_end - 1].end]
    body = text[found[query].start :]
    trailing = _TRAILING.search(body)
    if trailing is not None:
        empty = trailing["empty"] and found[kind].word == "table"
        body = body[: trailing.start()] + (" WITH NO DATA" if empty else "")
    if found[query].word == "table":
        body = "SELECT * FROM" + body[len("table") :]
    return f"CREATE {temporary}{found[kind].word.upper()} {name}{columns} AS {body}"


def _columns(text: str, found: list[Token], at: int) -> str:
    """The names in a list of columns behind the name."""
    if found[at].word != "(":
        return ""
    names, depth, fresh = [], 0, True
    for token in found[at + 1 : closing(found, at)]:
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0 and token.word == ",":
            fresh = True
        elif fresh:
            fresh = False
            if token.word not in _NO_COLUMNS:
                names.append(text[token.start : token.end])
    return f" ({', '.join(names)})" if names else ""


def _query(found: list[Token], at: int) -> int | None:
    """The index of the query's first token behind AS."""
    depth = 0
    for index in range(at, len(found) - 1):
        word = found[index].word
        depth += (word == "(") - (word == ")")
        if depth == 0 and word == "as" and found[index + 1].word in _QUERIES:
            return index + 1
    return None
