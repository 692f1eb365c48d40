"""Rewrites for MySQL, its like and SQLite: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because words of one clause mean something else
here than everywhere else.
"""

from __future__ import annotations

from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of
from lineage_provider.sql.tokens import tokens
from lineage_provider.sql.tsql import closing

_MYSQLS = frozenset(("mysql", "doris", "starrocks"))


def new_values(text: str) -> str:
    """``VALUES(a)`` of an update in words that the parser takes for a call wherever it stands.

    Behind a parenthesis it expects rows: a plus sign, which changes no value, says that there are none. The
    table before the column can only be the one that is written.

    >>> new_values("ON DUPLICATE KEY UPDATE a = (VALUES(t.a) + 1)")
    'ON DUPLICATE KEY UPDATE a = (+VALUES(a) + 1)'
    """
    found = tokens(text, "mysql")
    words = [token.word for token in found]
    for at in range(len(found) - 2, 0, -1):
        if words[at : at + 2] == ["values", "("]:
            if words[at + 3 : at + 4] == ["."] and len(found) > at + 4:
                text = text[: found[at + 2].start] + text[found[at + 4].start :]
            if words[at - 1] == "(":
                text = f"{text[: found[at].start]}+{text[found[at].start :]}"
    return text


_POSTGRES = frozenset(("postgres", "materialize"))
_JSON_TABLE = pattern_of(r"^.*\bjson_table\s*\(.*$")


def plain_json_columns(text: str, dialect: str = "mysql") -> str:
    """JSON_TABLE without what stands for values that are missing or no JSON, which the parser does not know.

    >>> plain_json_columns("JSON_TABLE(j, '$' COLUMNS (a INT EXISTS PATH '$.a'))")
    "JSON_TABLE(j, '$' COLUMNS (a INT PATH '$.a'))"
    >>> plain_json_columns("JSON_TABLE(j, '$' COLUMNS (a INT PATH '$.a' DEFAULT '0' ON EMPTY NULL ON ERROR))")
    "JSON_TABLE(j, '$' COLUMNS (a INT PATH '$.a'))"
    """
    found = tokens(text, dialect)
    words = [token.word for token in found]
    cuts: list[tuple[int, int, str]] = []
    for at, word in enumerate(words):
        if word != "json_table" or words[at + 1 : at + 2] != ["("]:
            continue
        for place in range(at + 2, closing(found, at + 1)):
            two = words[place : place + 2]
            if two == ["exists", "path"]:
                cuts.append((found[place].start, found[place + 1].start, ""))
            elif words[place] == "nested" and found[place + 1].kind in ("string", "name"):
                cuts.append((found[place].end, found[place].end, " PATH"))
            elif two in (["on", "empty"], ["on", "error"]):
                first = _instead(words, place)
                if first:
                    cuts.append((found[first - 1].end, found[place + 1].end, ""))
    for begin, end, instead in reversed(cuts):
        text = text[:begin] + instead + text[end:]
    return text


def _instead(words: list[str], on: int) -> int:
    """Where ``DEFAULT value``, ``NULL`` or ``EMPTY ARRAY`` before ON EMPTY begins; 0 if none of them does."""
    for at in range(on - 1, max(0, on - 12), -1):
        if words[at] == "default":
            return at
        if words[at] in _CONSTANTS and (at == on - 1 or words[at + 1] in ("array", "object")):
            return at - (words[at - 1] == "default")
    return 0


_CONSTANTS = frozenset(("null", "error", "empty", "true", "false", "unknown"))

MYSQL: tuple[Rewrite, ...] = (
    Rewrite(
        _MYSQLS,
        pattern_of(r"^(.*)(\bon\s+duplicate\s+key\s+update\b.*)$"),
        lambda match: match[1] + new_values(match[2]),
        "duplicate",
    ),
    Rewrite(_MYSQLS, _JSON_TABLE, lambda match: plain_json_columns(match.group()), "json_table"),
    Rewrite(
        _POSTGRES, _JSON_TABLE, lambda match: plain_json_columns(match.group(), "postgres"), "json_table"
    ),
    # SQLite: which columns a virtual table has is its module's to say; it may have more than those listed.
    Rewrite(
        frozenset(("sqlite",)),
        pattern_of(
            HEAD + rf"create\s+virtual\s+table\s+(if\s+not\s+exists\s+)?({NAME})\s+using\s+\w+"
            r"(?:\s*\(.*\))?(?=\s*;?\s*$)"
        ),
        r"\g<head>CREATE TABLE \2\3",
        "virtual",
    ),
)
