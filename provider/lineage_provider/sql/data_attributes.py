"""Teradata's data attributes, which stand in parentheses behind an expression.

In: a statement's text. Out: the same with casts as ``::`` and names as ``AS``, and without what moves
nothing: how a value is shown (FORMAT, TITLE) and compared (CASESPECIFIC). A module of its own because the
parser takes ``a (UPPERCASE)`` for a call of ``a``, and where a list of attributes ends is told by its words.

Source: Teradata Vantage SQL Data Types and Literals, "Data type conversion", "Data definition".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlglot import exp

from lineage_provider.sql.functions import words
from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_TYPES = words(
    "byte varbyte byteint smallint integer int bigint decimal dec numeric number float real date time"
    " timestamp char character varchar clob blob graphic vargraphic"
)
_MOMENTS = frozenset(("date", "time", "timestamp"))
"""Types whose names are also functions: ``LAST_DAY(DATE)``."""
_COMPARED = frozenset(("casespecific", "cs"))
_BIG = frozenset(("uppercase", "uc"))
_SHOWN = frozenset(("format", "title"))
_BEGINS = _TYPES | _COMPARED | _BIG | _SHOWN | {"named", "not"}
ATTRIBUTES = "|".join(sorted(_BEGINS))
"""One of them stands behind the parenthesis of every list of attributes."""
_NO_OPERANDS = words(
    "in values select sel and or not between then else when on where by as set like any all some from"
    " having qualify using period"
)


class _Attributes(NamedTuple):
    """What a list of attributes says: the type (as written, empty where none is given) and the name."""

    type: str = ""
    name: str = ""


def plain_attributes(text: str) -> str:
    """Put data attributes into words of every engine.

    >>> plain_attributes("SELECT a (DECIMAL(18,2), NAMED z), b (NOT CASESPECIFIC) FROM t")
    'SELECT a::DECIMAL(18,2) AS z, b FROM t'
    """
    found = tokens(text, "teradata")
    if any(token.word == "function" for token in found[:4]):
        return text  # its arguments are types
    pieces: list[str] = []
    index = copied = 0
    while index + 1 < len(found):
        index += 1
        if not _may_begin(found, index) or not _is_operand(found[index - 1]):
            continue
        before, behind, name = found[index - 1], index, ""
        casts = ""
        while _may_begin(found, behind):
            end = closing(found, behind)
            given = _attributes(text, found[behind + 1 : end])
            if given is None or (given.type.lower() in _MOMENTS and _is_function(before)):
                break
            casts += f"::{given.type}" if given.type else ""
            name = given.name or name
            before, behind = found[end], end + 1
        if behind == index:
            continue
        pieces += [text[copied : found[index - 1].end], casts, f" AS {name}" if name else ""]
        copied, index = before.end, behind - 1
    return "".join([*pieces, text[copied:]])


def _may_begin(found: Sequence[Token], at: int) -> bool:
    return at + 1 < len(found) and found[at].word == "(" and found[at + 1].word in _BEGINS


def _is_operand(token: Token) -> bool:
    """Whether a value may end here."""
    return token.word in (")", "?") or (token.kind != "sign" and token.word not in _NO_OPERANDS)


def _is_function(token: Token) -> bool:
    return token.kind == "word" and (
        token.word.upper() in exp.FUNCTION_BY_NAME or token.word.startswith("td_") or "_of_" in token.word
    )


def _attributes(text: str, inside: Sequence[Token]) -> _Attributes | None:
    """What the words between two parentheses say; None where they are no attributes."""
    kind = name = ""
    at = 0
    while at < len(inside):
        word, more = inside[at].word, inside[at + 1] if at + 1 < len(inside) else None
        if word in _SHOWN and more is not None and more.kind == "string":
            at += 2
        elif word == "named" and more is not None and more.kind in ("word", "name"):
            name = text[more.start : more.end]
            at += 2
        elif word in _COMPARED or (word == "not" and more is not None and more.word in _COMPARED):
            at += 1 + (word == "not")
        elif word in _BIG:
            kind = kind or "VARCHAR"  # another value, of which it cannot be said how
            at += 1
        elif word in _TYPES and not kind:
            begin = inside[at].start
            at = _type_end(inside, at + 1)
            kind = text[begin : inside[at - 1].end]
            if kind.lower() == "number":
                return None  # no reserved word: a column may be named so
            at += 3 if [token.word for token in inside[at : at + 2]] == ["character", "set"] else 0
        else:
            return None
        if at < len(inside) and inside[at].word == ",":
            at += 1
            if at == len(inside):
                return None
    return _Attributes(kind, name) if inside else None


def _type_end(inside: Sequence[Token], at: int) -> int:
    """Behind a type's length and time zone."""
    if at < len(inside) and inside[at].word == "(":
        at = closing(inside, at) + 1
    if [token.word for token in inside[at : at + 3]] == ["with", "time", "zone"]:
        at += 3
    return min(at, len(inside))
