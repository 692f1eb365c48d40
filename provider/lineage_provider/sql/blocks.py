"""Texts inside texts: blocks, DO, EXECUTE IMMEDIATE with a literal.

In: one statement's text. Out: the texts inside that are executed with it, and their offsets. A module
of its own because sqlglot leaves these as text, and every dialect wraps them in its own words.

A block is the sum of its statements: control flow (IF, LOOP, TRY) is taken off, every branch counts.
"""

from __future__ import annotations

import re
from functools import cache

from lineage_provider.sql.lexing import comment_patterns

Texts = list[tuple[str, int]]

_DO = re.compile(r"do\s+(?:language\s+\w+\s+)?(\$\w*\$)(?P<body>.*)\1", re.IGNORECASE | re.DOTALL)
_IMMEDIATE = re.compile(
    r"exec(?:ute)?(?:\s+immediate)?\s*\(?\s*(?:(?P<dollar>\$\w*\$)(?P<body>.*)(?P=dollar)|n?'(?P<text>(?:[^']|'')*)')\s*\)?"
    r"\s*(?:using\b.*|into\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_EXECUTESQL = re.compile(
    r"exec(?:ute)?\s+(?:sys\.)?sp_executesql\s+n?'(?P<text>(?:[^']|'')*)'", re.IGNORECASE
)
_BLOCK = re.compile(r"(?:begin|declare)\b", re.IGNORECASE)
_TRANSACTION = re.compile(
    r"begin\s*(?:(?:transaction|tran|work|isolation|read|deferred|immediate|exclusive|concurrent)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
# What may stand before a statement inside a block.
_CONTROL = re.compile(
    r"(?:begin(?:\s+(?:try|catch|atomic|not\s+atomic))?\b(?!\s+tran)"
    r"|(?:else\s*if|elseif|elsif|if|when)\b(?:(?!\bthen\b).)*?\bthen\b"
    r"|else\b|exception\b|loop\b|repeat\b|do\b|(?:while|for)\b(?:(?!\b(?:loop|do)\b).)*?\b(?:loop|do)\b"
    r"|end\b(?:\s+(?:if|loop|while|for|repeat|case|try|catch))?)\s*",
    re.IGNORECASE | re.DOTALL,
)
# T-SQL: IF condition statement, WHILE condition statement, without THEN.
_TSQL_IF = re.compile(
    r"(?:if|while)\b.*?(?=\b(?:begin|insert|update|delete|merge|truncate|drop|create|exec|execute|with|select\s+.*\binto)\b)",
    re.IGNORECASE | re.DOTALL,
)
_DECLARATIONS = re.compile(r"declare\b(?P<head>.*?)(?=\bbegin\b)", re.IGNORECASE | re.DOTALL)


def inner_texts(text: str, dialect: str) -> Texts | None:
    """The texts that executing ``text`` executes; None where it is a plain statement.

    >>> inner_texts("BEGIN INSERT INTO a SELECT 1; END", "snowflake")
    [('INSERT INTO a SELECT 1; ', 6)]
    """
    start = _code_start(text, dialect)
    word = text[start : start + 12].lower()
    if word.startswith("do"):
        match = _DO.match(text, start)
        return [(match.group("body"), match.start("body"))] if match else None
    if word.startswith("exec"):
        return _executed(text, start)
    if word.startswith(("begin", "declare")):
        return _block(text, start, dialect)
    if word.startswith(("if", "else", "while", "loop", "repeat", "for ", "end", "when", "exception")):
        return _controlled(text, start, dialect)
    return None


def _executed(text: str, start: int) -> Texts | None:
    match = _EXECUTESQL.match(text, start) or _IMMEDIATE.match(text, start)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("body") is not None:
        return [(groups["body"], match.start("body"))]
    return [(groups["text"].replace("''", "'"), match.start("text"))]


def _block(text: str, start: int, dialect: str) -> Texts | None:
    if _TRANSACTION.match(text, start):
        return None
    declared = _DECLARATIONS.match(text, start)
    if declared is not None:
        start = declared.end()
    elif text[start : start + 5].lower() != "begin":
        return None
    return _controlled(text, start, dialect)


def _controlled(text: str, start: int, dialect: str) -> Texts | None:
    """Take control words off the front and END off the back; None if nothing was taken."""
    begin = start
    while True:
        begin = _code_start(text, dialect, begin)
        match = _CONTROL.match(text, begin)
        if match is None and dialect in ("tsql", "fabric"):
            match = _TSQL_IF.match(text, begin)
        if match is None or match.end() == begin:
            break
        begin = match.end()
    if begin == start:
        return None
    stop = _without_end(text)
    return [(text[begin:stop], begin)] if begin < stop else []


_END = re.compile(
    r"\bend\b(?:\s+(?:try|catch|if|loop|while|for|case|repeat))?(?:\s+\w+)?\s*;?\s*$", re.IGNORECASE
)


def _without_end(text: str) -> int:
    match = _END.search(text)
    return match.start() if match else len(text)


@cache
def _lead(dialect: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s|{comment_patterns(dialect)})*", re.DOTALL)


def _code_start(text: str, dialect: str, start: int = 0) -> int:
    match = _lead(dialect).match(text, start)
    return match.end() if match else start
