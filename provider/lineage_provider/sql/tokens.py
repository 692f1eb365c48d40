"""SQL text as a flat list of words and signs, for what must be read before it can be parsed.

In: text and a dialect. Out: :class:`Token` values in order, without blanks and comments. A module of its
own because control flow, routines and dynamic SQL are read by it, in every dialect, where the parser
would refuse the whole text or cut it wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from lineage_provider.sql.lexing import (
    DOUBLE_QUOTED_STRINGS,
    comment_patterns,
    name_patterns,
    string_patterns,
)


class Token(NamedTuple):
    """One token: ``word`` is the lower-case word or the sign; empty for strings and quoted names."""

    word: str
    kind: str
    """word, string, name, sign."""
    start: int
    end: int


@cache
def _pattern(dialect: str) -> re.Pattern[str]:
    strings, names = [*string_patterns(dialect)], name_patterns(dialect)
    if dialect in DOUBLE_QUOTED_STRINGS and dialect != "clickhouse":
        strings.append(names.pop(0))
    return re.compile(
        rf"(?P<comment>{comment_patterns(dialect)}|\{{[%#].*?(?:[%#]\}}|\Z))"
        rf"|(?P<string>{'|'.join(strings)}|\{{\{{.*?(?:\}}\}}|\Z))"
        rf"|(?P<name>{'|'.join(names) or '(?!)'})"
        r"|(?P<word>[^\W\d][\w$#]*|[@#$]+[\w@$#]*)"
        r"|(?P<number>\d[\w.]*)"
        r"|(?P<sign>:=|=>|\|\||<<|>>|\S)",
        re.DOTALL,
    )


def tokens(text: str, dialect: str, start: int = 0) -> list[Token]:
    """The tokens of ``text`` from ``start``.

    >>> [token.word for token in tokens("x := f('a');", "oracle")]
    ['x', ':=', 'f', '(', '', ')', ';']
    """
    found = []
    for match in _pattern(dialect).finditer(text, start):
        kind = match.lastgroup or ""
        if kind == "tag":
            kind = "string"
        if kind == "comment":
            continue
        word = match.group().lower() if kind in ("word", "sign") else ""
        found.append(Token(word, kind, match.start(), match.end()))
    return found


def comma_parts(found: Sequence[Token], begin: int, end: int) -> list[tuple[int, int]]:
    """From where to where the parts between commas go; those inside parentheses part nothing.

    >>> comma_parts(tokens("f(a, g(b, c))", "postgres"), 2, 9)
    [(2, 3), (4, 9)]
    """
    parts, depth, first = [], 0, begin
    for at in range(begin, end):
        word = found[at].word
        depth += (word == "(") - (word == ")")
        if word == "," and depth <= 0:
            parts.append((first, at))
            first = at + 1
    return [*parts, (first, end)]


def string_value(text: str, token: Token) -> str:
    """What a string token says, without its quotes."""
    raw = text[token.start : token.end]
    if raw.startswith("$"):
        tag = raw[: raw.index("$", 1) + 1]
        return raw[len(tag) :].removesuffix(tag)
    quote = re.match(r"(?i)[nerb]{0,2}('''|\"\"\"|'|\"|q'.)", raw)
    if quote is None:
        return raw
    mark = quote.group(1)
    if mark[:2].lower() == "q'":
        return raw[quote.end() :][:-2]
    return raw[quote.end() :].removesuffix(mark).replace("''", "'")


def string_start(text: str, token: Token) -> int:
    """The offset of a string's first character inside its quotes."""
    raw = text[token.start : token.end]
    if raw.startswith("$"):
        return token.start + raw.index("$", 1) + 1
    quote = re.match(r"(?i)[nerb]{0,2}('''|\"\"\"|'|\"|q'.)", raw)
    return token.start + (quote.end() if quote else 0)
