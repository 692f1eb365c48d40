"""``SELECT ... INTO variables``, and variables that stand for names.

In: a statement's text. Out: the query without its INTO, and the variables that get its columns; or the text
with known names put where IDENTIFIER(variable) stands. A module of its own because this is text that the
parser takes for something else (a new table).
"""

from __future__ import annotations

import re

from lineage_provider.sql.dynamic import Constants, evaluated
from lineage_provider.sql.tokens import tokens
from lineage_provider.sql.tsql import closing

_BLOCK_ONLY = frozenset(("postgres", "redshift", "materialize", "vertica"))
_ALWAYS = frozenset(("oracle", "exasol", "snowflake", "mysql", "teradata", "databricks", ""))
_FILES = frozenset(("outfile", "dumpfile", "table", "temp", "temporary", "unlogged"))
_ENDS = frozenset(
    [
        "from",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "union",
        "using",
        "fetch",
        "for",
        "into",
        "except",
        "intersect",
    ]
)


def into_variables(text: str, dialect: str, *, inside: bool) -> tuple[str, tuple[str, ...]] | None:
    """Take INTO and its variables out of a query.

    >>> into_variables("SELECT MAX(a) INTO v FROM t", "oracle", inside=True)
    ('SELECT MAX(a)  FROM t', ('v',))
    """
    if " into" not in text.lower().replace("\n", " ").replace("\t", " ").replace(")into", ") into"):
        return None
    if dialect not in _ALWAYS and not (inside and dialect in _BLOCK_ONLY):
        return None
    found = tokens(text, dialect)
    depth = 0
    for index, token in enumerate(found):
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0 and token.word in ("insert", "merge", "replace"):
            return None
        if depth or token.word != "into" or index + 1 >= len(found):
            continue
        begin = index - 2 if found[index - 1].word == "collect" else index
        end = index + 1 + (found[index + 1].word == "strict")
        if found[end].word in _FILES:
            return None
        names = []
        while end < len(found) and found[end].word not in _ENDS:
            if found[end].kind in ("word", "name"):
                names.append(text[found[end].start : found[end].end])
            end += 1
        stop = found[end].start if end < len(found) else len(text)
        return text[: found[begin].start] + " " + text[stop:], tuple(names)
    return None


_IDENTIFIER = re.compile(r"\b(identifier)\s*\(([^()]*)\)|\b(table)\s*\(\s*([:$]\w+)\s*\)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)*")


def with_names(text: str, dialect: str, constants: Constants) -> str:
    """Put what a variable holds where ``IDENTIFIER(variable)`` and ``TABLE(variable)`` stand."""
    lower = text.lower()
    if "identifier" not in lower and not (constants and "table" in lower):
        return text

    def filled(match: re.Match[str]) -> str:
        word, inner = (match.group(1), match.group(2)) if match.group(1) else match.group(3, 4)
        held = evaluated(inner, dialect, constants)
        if len(held) != 1 or held[0].start is not None or "{{" in held[0].text or not held[0].text:
            return match.group()
        name = held[0].text
        return name if _PLAIN.fullmatch(name) and word.lower() == "identifier" else f"{word}('{name}')"

    return _IDENTIFIER.sub(filled, text)


def bare_query(text: str, dialect: str) -> str:
    """``text`` without parentheses around the whole of it."""
    while text.lstrip()[:1] == "(":
        found = tokens(text, dialect)
        if closing(found, 0) != len(found) - 1 or found[-1].word != ")":
            break
        text = text[found[0].end : found[-1].start]
    return text
