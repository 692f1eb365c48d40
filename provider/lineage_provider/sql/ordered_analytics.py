"""Teradata's older functions over ordered rows, with the order among their arguments.

In: a statement's text. Out: the same with the order behind OVER, as the standard has it. A module of its own
because which argument is a value, and which a column to sort by, is told by place and the function's name.

Source: Teradata Vantage SQL Functions, Expressions and Predicates, "Ordered analytical functions".
"""

from __future__ import annotations

from collections.abc import Sequence

from lineage_provider.sql.tokens import Token, comma_parts, tokens
from lineage_provider.sql.tsql import closing

_NOT_SORTED_BY = {"csum": 1, "msum": 2, "mavg": 2, "mdiff": 2, "mlinreg": 2, "rank": 0}
"""How many arguments stand before the columns to sort by: the value, and the width of the window."""
FUNCTIONS = "|".join(_NOT_SORTED_BY)
_STANDARD = frozenset(("over", "within"))


def standard_analytics(text: str) -> str:
    """Put the columns to sort by behind OVER.

    >>> standard_analytics("SELECT RANK(a DESC, b), MSUM(x, 3, d) FROM t")
    'SELECT RANK() OVER (ORDER BY a DESC, b), MSUM(x) OVER (ORDER BY d) FROM t'
    """
    return _standard(text, tokens(text, "teradata"), 0, len(text))


def _standard(text: str, found: Sequence[Token], begin: int, end: int) -> str:
    """The part of ``text`` from ``begin`` to ``end``, of which ``found`` are the tokens."""
    pieces: list[str] = []
    at = 0
    while at + 2 < len(found):
        leading = _NOT_SORTED_BY.get(found[at].word)
        at += 1
        if leading is None or found[at].word != "(":
            continue
        close = closing(found, at)
        arguments = _arguments(found, at + 1, close)
        standard = close + 1 < len(found) and found[close + 1].word in _STANDARD
        if standard or len(arguments) <= leading:
            continue
        each = [_standard(text, part, part[0].start, part[-1].end) for part in arguments]
        value = each[0] if leading else ""
        pieces += [text[begin : found[at].end], f"{value}) OVER (ORDER BY {', '.join(each[leading:])})"]
        begin, at = found[close].end, close + 1
    return "".join([*pieces, text[begin:end]])


def _arguments(found: Sequence[Token], begin: int, end: int) -> list[Sequence[Token]]:
    """The tokens between two parentheses, cut at commas; nothing where one is empty."""
    parts = [found[first:stop] for first, stop in comma_parts(found, begin, end)]
    return parts if all(parts) else []
