"""Texts on which the parser would recurse too deep or take exponential time, found before it sees them.

In: the text of a statement. Out: why it is not parsed, or None. A module of its own because the parser
cannot be interrupted, is compiled (so that deep recursion ends the interpreter), and goes back and forth
at words that may begin a type or a call: ``DATE(DATE(DATE(...`` doubles its time with each level.
"""

from __future__ import annotations

import math
import re

from sqlglot import parser

from lineage_provider.sql.late_pattern import late_pattern

MAX_NESTING = 400
"""Brackets inside each other."""
MAX_TYPE_CALLS = 8
"""Calls named like a type, or read or copied twice, inside each other: each level doubles the time."""
MAX_UNCLOSED = 8
"""Brackets that nothing closes: each may be read as several things, in turn."""
MAX_PIVOTED = 100_000
"""Columns of one PIVOT: the parser makes the name of each."""
MAX_SUBSCRIPTS = 400
"""Subscripts ``[1][1]...``: the parser's time grows with their square, its recursion with their number."""
MAX_OPEN_JOINS = 12
"""Joins behind each other that wait for their ON: each may hold the next, which doubles the time."""
_TYPES = (
    "array|bigint|binary|bit|blob|bool|boolean|bytes|char|clob|date|datetime|datetime2|datetimeoffset|decimal"
    "|double|enum|float|float64|geography|geometry|image|inet|int|int64|integer|interval|json|jsonb|list"
    "|lateral|lowcardinality|map|money|nchar|nested|nullable|number|numeric|nvarchar|object|raw|real|rowversion|row"
    "|smallint|string|struct|super|text|time|timestamp|timestamp_ltz|timestamp_ntz|timestamp_tz|timestamptz"
    "|timetz|tinyint|tuple|uint|union|uuid|varbinary|varchar|varchar2|variant|vector|xml|year|unsigned|signed"
)
_TWICE = (
    r"convert|div0|div0null|identifier|key\s*'[^']*'\s*json_object|lateral\s+\w+|nullifzero|object_construct_keep_null"
    r"|position|safe\s*\.\s*\w+|sort_array|try_convert|zeroifnull"
)
_NO_BRACKETS = bytes(set(range(256)) - set(b"()[]{}"))
_SAME_BRACKETS = bytes.maketrans(b"[{]}", b"(())")
_OPENING = frozenset(b"([{")
_TYPED = late_pattern(
    rf"(?P<open>\b(?:(?:{_TYPES}|{_TWICE})\s*[(<]|array\s*\[))|(?P<other>[(\[{{])|(?P<close>[)\]}}])"
    r"|(?P<angle>(?<![-=<])>)",
    re.IGNORECASE,
)
_RUNS = (
    ("]", late_pattern(r"\](?=\s*\[)"), MAX_SUBSCRIPTS, "subscripts behind each other"),
    ("not", late_pattern(r"\bnot\s+(?=not\b)", re.IGNORECASE), MAX_NESTING, "NOT behind each other"),
)

_JOINS = late_pattern(
    r"(?P<join>(?<!\bcross )(?:\b|_)join\b)|(?P<condition>\b(?:on|using)\b)"
    r"|(?P<end>;|\bselect\b)|(?P<open>\()|(?P<close>\))",
    re.IGNORECASE,
)
_PIVOT = late_pattern(r"\bpivot\s*\(", re.IGNORECASE)
_LIST = late_pattern(r"\bin\s*\(([^()]*)\)", re.IGNORECASE)
_BRACKET = late_pattern(r"[()]")
_QUOTED = late_pattern(r"'[^']*'|\"[^\"]*\"|`[^`]*`")

COMPILED = str(getattr(parser, "__file__", "")).endswith((".so", ".pyd"))
CHARACTERS_PER_SECOND = 100_000 if COMPILED else 30_000
"""What the parser reads at the least."""


def too_complex(text: str) -> str | None:
    """Why ``text`` must not be given to the parser; None where it may be.

    >>> too_complex("SELECT 1")
    >>> too_complex("SELECT " + "(" * 5000 + "1" + ")" * 5000)
    'more than 400 brackets inside each other'
    """
    depth = _depth(text)
    if depth > MAX_NESTING:
        return f"more than {MAX_NESTING} brackets inside each other"
    if (depth > MAX_TYPE_CALLS or text.count("<") > MAX_TYPE_CALLS) and _type_depth(text) > MAX_TYPE_CALLS:
        return f"more than {MAX_TYPE_CALLS} types or calls named like a type inside each other"
    if depth > MAX_UNCLOSED and text.count("(") - text.count(")") > MAX_UNCLOSED:
        plain = _QUOTED.sub("", text)
        if plain.count("(") - plain.count(")") > MAX_UNCLOSED:
            return f"more than {MAX_UNCLOSED} brackets that nothing closes"
    if _pivoted(text) > MAX_PIVOTED:
        return f"a PIVOT into more than {MAX_PIVOTED:,} columns"
    if _open_joins(text) > MAX_OPEN_JOINS:
        return f"more than {MAX_OPEN_JOINS} joins without a condition behind each other"
    if len(text) > MAX_NESTING * 3:
        lower = text.lower()
        for sign, pattern, most, what in _RUNS:
            if lower.count(sign) > most and len(pattern.findall(text)) > most:
                return f"more than {most} {what}"
    return None


def _depth(text: str) -> int:
    """How deep brackets nest."""
    if text.count("(") + text.count("[") + text.count("{") <= MAX_TYPE_CALLS:
        return 0
    brackets = text.encode("utf-8", "replace").translate(_SAME_BRACKETS, _NO_BRACKETS)
    for rounds in range(MAX_TYPE_CALLS + 1):
        if not brackets:
            return rounds  # nearly every text: pairs without one inside are taken out, until there is none
        brackets = brackets.replace(b"()", b"")
    brackets = text.encode("utf-8", "replace").translate(None, _NO_BRACKETS)
    depth = deepest = 0
    for bracket in brackets:
        if bracket in _OPENING:
            depth += 1
            if depth > deepest:
                deepest = depth
        elif depth:
            depth -= 1
    return deepest


def _pivoted(text: str) -> int:
    """The columns of the widest PIVOT, about: its lists multiply."""
    widest = 0
    if text.lower().count("pivot") and text.lower().count(" in") > 1:
        for match in _PIVOT.finditer(text):
            lists = _LIST.findall(text, match.end(), _end(text, match.end()))
            widest = max(widest, math.prod(each.count(",") + 1 for each in lists))
    return widest


def _end(text: str, start: int) -> int:
    """Where the bracket before ``start`` closes."""
    depth = 1
    for match in _BRACKET.finditer(text, start):
        depth += 1 if match.group() == "(" else -1
        if not depth:
            return match.start()
    return len(text)


def _open_joins(text: str) -> int:
    """How many joins wait for their condition at once."""
    if text.lower().count("join") <= MAX_OPEN_JOINS:
        return 0
    outer: list[int] = []
    waiting = most = 0
    for match in _JOINS.finditer(text):
        kind = match.lastgroup
        if kind == "join":
            waiting += 1
            most = max(most, waiting)
        elif kind == "condition":
            waiting = max(0, waiting - 1)
        elif kind == "open":
            outer.append(waiting)
            waiting = 0
        elif kind == "close":
            waiting = outer.pop() if outer else 0
        else:
            waiting = 0
    return most


def _type_depth(text: str) -> int:
    """How many types or calls named like a type are open at once."""
    opened: list[bool] = []
    depth = deepest = 0
    for match in _TYPED.finditer(text):
        if match.lastgroup == "open":
            opened.append(True)
            depth += 1
            deepest = max(deepest, depth)
        elif match.lastgroup == "other":
            opened.append(False)
        elif opened:
            depth -= opened.pop()
    return deepest
