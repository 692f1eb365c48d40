"""What the newest release of the parser reads and older ones (from 30.20) refuse, in words that all read.

In: a text that the installed release could not parse. Out: a text of the same lineage, or the parts of Hive's
multi-insert. A module of its own because it is tried only after a failure, and shrinks as releases age. The
one mistake of a parser that never ends is corrected in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import sqlglot

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_SPARKS = frozenset(("databricks", "spark", "spark2", "hive", "athena"))
_OPTIONS = late_pattern(r"\boptions\s*\(((?:[^()'\"]|'[^']*'|\"[^\"]*\")*)\)", re.IGNORECASE)
_OPTION = late_pattern(r"([\w.`]+|'[^']*'|\"[^\"]*\")\s*=?\s*('[^']*'|\"[^\"]*\"|[\w.-]+)")
_BY_NAME = late_pattern(r"\b(update|insert)\s+all\s+by\s+name\b", re.IGNORECASE)
_Q_STRING = late_pattern(
    r"\bn?q'(?:\[(.*?)\]|\{(.*?)\}|\((.*?)\)|<(.*?)>|([^\s\w])(.*?)\5)'", re.IGNORECASE | re.DOTALL
)
_NAME_LIST = r"[\w\".]+(?:\s*,\s*[\w\".]+)*"
_SEARCH = late_pattern(
    rf"\bsearch\s+(?:depth|breadth)\s+first\s+by\s+{_NAME_LIST}\s+set\s+\w+"
    rf"|\bcycle\s+{_NAME_LIST}\s+set\s+\w+(?:\s+to\s+\S+\s+default\s+\S+)?(?:\s+using\s+\w+)?",
    re.IGNORECASE,
)
_RETURNING = late_pattern(
    r"(\bjson_(?:value|query)\s*\([^()]*?)\s+returning\s+\w+(?:\s*\([\w\s,]*\))?", re.IGNORECASE
)


def plainer(text: str, dialect: str) -> str | None:
    """The text in words of 30.20; None where it has none of the forms known here.

    >>> plainer("CREATE TABLE t USING csv OPTIONS (path 's3://b')", "spark")
    "CREATE TABLE t USING csv TBLPROPERTIES ('path'='s3://b')"
    """
    found = text
    for dialects, pattern, replacement in _FORMS:
        if not dialects or dialect in dialects:
            found = pattern.sub(replacement, found)
    return found if found != text else None


def _properties(match: re.Match[str]) -> str:
    """Spark's OPTIONS as TBLPROPERTIES, which say the same of where the files are."""
    pairs = [(key.strip("'\"`"), value.strip("'\"")) for key, value in _OPTION.findall(match.group(1))]
    listed = ", ".join(f"'{key}'='{value}'" for key, value in pairs)
    return f"TBLPROPERTIES ({listed})"


def _quoted(match: re.Match[str]) -> str:
    inner = next(part for part in (*match.groups()[:4], match.group(6)) if part is not None)
    return "'" + inner.replace("'", "''") + "'"


def _all_columns(match: re.Match[str]) -> str:
    return "UPDATE SET *" if match.group(1).lower() == "update" else "INSERT *"


_FORMS: tuple[tuple[frozenset[str], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_SPARKS, _OPTIONS, _properties),
    (frozenset(("snowflake",)), _BY_NAME, _all_columns),
    (frozenset(("oracle",)), _Q_STRING, _quoted),
    (frozenset(("oracle", "postgres")), _SEARCH, ""),
    (frozenset(("oracle",)), _RETURNING, r"\1"),
)


def multi_insert(text: str, dialect: str) -> tuple[str, list[str]] | None:
    """Hive's ``FROM s INSERT ... SELECT ... INSERT ...``: the query of the source, and each INSERT.

    >>> multi_insert("FROM t INSERT INTO a SELECT x INSERT INTO b SELECT y", "hive")
    ('SELECT * FROM t', ['INSERT INTO a SELECT x', 'INSERT INTO b SELECT y'])
    """
    found = tokens(text, dialect) if dialect in _SPARKS else []
    if not found or found[0].word not in ("from", "with"):
        return None
    starts, first = _outer(found, "insert"), _outer(found, "from")
    if not starts or not first or first[0] > starts[0]:
        return None
    ends = [*(found[at].start for at in starts[1:]), len(text.rstrip().rstrip(";"))]
    inserts = [text[found[at].start : end].strip() for at, end in zip(starts, ends, strict=True)]
    begin, end = found[first[0]].start, found[starts[0]].start
    return f"{text[found[0].start : begin]}SELECT * {text[begin:end].strip()}", inserts


def _outer(found: list[Token], word: str) -> list[int]:
    """The places of a word outside of parentheses."""
    starts, at = [], 0
    while at < len(found):
        if found[at].word == "(":
            at = closing(found, at)
        elif found[at].word == word:
            starts.append(at)
        at += 1
    return starts


def mended(parser: Any) -> Any:
    """Return the parser; that of 30.20.0 no longer reads ``(a, NOT b)`` for ever.

    Its rule for NOT in a list of columns goes back by one word, and so does the rule's caller, to the comma.
    Later releases take the caller's step only; so does this one in the table of rules, which all
    parsers of a dialect share.
    """
    if getattr(sqlglot, "__version__", "") == _ENDLESS_NOT:
        parser.CONSTRAINT_PARSERS["NOT"] = _not_constraint
    return parser


_ENDLESS_NOT = "30.20.0"


def _not_constraint(parser: Any) -> Any:
    index = parser._index
    found = parser._parse_not_constraint()
    if found is None:
        parser._advance(index - parser._index)
    return found
