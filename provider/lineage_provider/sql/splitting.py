"""A text into its statements, by tokens.

In: SQL text and a dialect. Out: :class:`Piece` values in order, each with its place in the text. A
module of its own because statement numbers, row counts and query ids are tied together by where a
text is cut. Blocks (``BEGIN ... END``) and routine bodies stay whole: they are one statement for the
server, and :mod:`lineage_provider.sql.blocks` looks into them.

Where a hook splits a text itself, give :func:`lineage_provider.sql.analyze` the hook's list instead.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lineage_provider.sql.lexing import comment_patterns, skip_patterns

TRANSACTION_WORDS = frozenset(
    {
        "transaction",
        "tran",
        "work",
        "isolation",
        "read",
        "deferred",
        "immediate",
        "exclusive",
        "concurrent",
    }
)
_GAP = r"(?:\s|/\*(?:[^*]|\*(?!/))*+\*/|--[^\n]*\n)++"
_ROUTINE = re.compile(
    rf"\s*create{_GAP}(?:or{_GAP}(?:replace|alter){_GAP})?(?:definer\s*=\s*\S+{_GAP})?"
    rf"(?:(?:temp(?:orary)?|secure|aggregate|lua|python3?|java|r|scalar|set|adapter){_GAP})*"
    rf"(?:procedure|function|trigger|event|package|task|script)\b"
    rf"|\s*alter{_GAP}procedure\b",
    re.IGNORECASE,
)
# The declarations of a routine or block end in ";" too, before its BEGIN.
_DECLARES = frozenset({"oracle", "snowflake", "exasol"})
_BEFORE_PACKAGE = frozenset({"create", "replace", "editionable", "noneditionable"})
_OPENING_WORDS = frozenset({"then", "do", "else", "loop", "as", "is", "begin", ";"})


class Piece(NamedTuple):
    """One statement's text and the offset of its first character."""

    text: str
    start: int


def split(text: str, dialect: str) -> list[Piece]:
    """Cut ``text`` into statements; comments and blank pieces between them are dropped.

    >>> [piece.text for piece in split("SELECT ';' ; SELECT 2;", "postgres")]
    ["SELECT ';'", 'SELECT 2']
    """
    body = text.rstrip()
    stripped = body.rstrip(";").rstrip()
    if ";" not in stripped and not _needs_scan(stripped, dialect):
        return _piece(text, 0, len(stripped), dialect)
    return _Scan(text, dialect).pieces()


def _needs_scan(text: str, dialect: str) -> bool:
    if dialect in ("tsql", "fabric"):
        return _GO.search(text) is not None
    if dialect == "teradata":
        return _DOT.search(text) is not None
    return dialect in ("oracle", "exasol", "mysql") and (
        _SLASH.search(text) is not None or "delimiter" in text.lower()
    )


_DOT = re.compile(r"^[ \t]*\.[a-z]", re.IGNORECASE | re.MULTILINE)
_GO = re.compile(r"^\s*go(?:\s+\d+)?\s*$", re.IGNORECASE | re.MULTILINE)
_NEXT = re.compile(r"\s*(;|\w+)?")
_SLASH = re.compile(r"^\s*/\s*$", re.MULTILINE)


@cache
def _tokens(dialect: str, delimiter: str) -> re.Pattern[str]:
    extra = ""
    if dialect in ("tsql", "fabric"):
        extra = r"|(?P<line>^[ \t]*go(?:[ \t]+\d+)?[ \t]*$)"
    elif dialect in ("oracle", "exasol"):
        extra = r"|(?P<line>^[ \t]*/[ \t]*$)"
    elif dialect == "teradata":
        extra = r"|(?P<line>^[ \t]*\.[a-z][^\n]*$)|(?P<parenthesis>[()])"  # BTEQ commands; macros
    return re.compile(
        rf"(?P<skip>{skip_patterns(dialect)}){extra}|(?P<end>{re.escape(delimiter)})"
        r"|(?P<delimiter>^[ \t]*delimiter[ \t]+(?P<new>\S+)[ \t]*$)|(?P<word>[A-Za-z_]\w*)",
        re.IGNORECASE | re.DOTALL | re.MULTILINE,
    )


class _Scan:
    """The state of one scan: how deep in blocks, where the statement began, what word came last."""

    def __init__(self, text: str, dialect: str) -> None:
        self.text = text
        self.dialect = dialect
        self.found: list[Piece] = []
        self.begin = 0
        self.reset()

    def reset(self) -> None:
        self.depth = 0
        self.first = ""
        self.last = ""
        self.routine = False
        self.package = False
        self.declaring = False
        self.ending = False
        self.macro = False
        self.open = 0
        self.local = False

    def pieces(self) -> list[Piece]:
        position, delimiter = 0, ";"
        pattern = _tokens(self.dialect, delimiter)
        text = self.text
        while True:
            match = pattern.search(text, position)
            if match is None:
                break
            position = match.end()
            kind = match.lastgroup
            if kind == "word":
                self.word(match.group().lower(), match.end())
            elif kind == "end":
                self.semicolon(match.start(), match.end(), delimiter)
            elif kind == "parenthesis":
                self.open += 1 if match.group() == "(" else -1
            elif kind == "line":
                self.cut(match.start(), match.end())
            elif kind in ("delimiter", "new"):
                self.cut(match.start(), match.end())
                delimiter = match.group("new")
                pattern = _tokens(self.dialect, delimiter)
        self.cut(len(text), len(text))
        return self.found

    def word(self, word: str, end: int) -> None:
        if not self.first:
            self.first = word
            self.routine = _ROUTINE.match(self.text, end - len(word)) is not None
            self.declaring = self.dialect in _DECLARES and word == "declare"
        elif word == "macro" and self.last in ("create", "replace"):
            self.macro = True
        elif word == "function" and (self.last == "with" or self.local) and self.dialect == "oracle":
            # WITH FUNCTION f ... IS ... BEGIN ... END; SELECT ...
            self.local = self.declaring = True
        elif word == "package" and self.routine and self.last in _BEFORE_PACKAGE:
            self.package = True
        if self.ending:
            # END IF, END LOOP, ... close what was never counted; END CASE, END TRY close one.
            if word in ("if", "loop", "while", "for", "repeat"):
                self.depth += 1
            self.ending = False
            if word in ("if", "loop", "while", "for", "repeat", "case", "try", "catch"):
                self.last = word
                return
        if word == "begin":
            if self._opens(end):
                self.depth += 1
                self.declaring = False
        elif word == "case" and self.depth:
            self.depth += 1
        elif word == "end" and self.depth:
            self.depth -= 1
            self.ending = True
        elif (
            word in ("is", "as") and self.routine and self.dialect in ("oracle", "exasol") and not self.depth
        ):
            # A package ends in an END of its own.
            self.declaring = not self.package
            self.depth += self.package
        self.last = word

    def _opens(self, end: int) -> bool:
        """Whether a BEGIN opens a block rather than a transaction."""
        following = _NEXT.match(self.text, end)
        word = ((following.group(1) if following else None) or "").lower()
        if self.depth or self.routine or self.declaring:
            return True
        if word in TRANSACTION_WORDS or word in ("", ";"):
            return False
        return self.first == "begin" or self.last in _OPENING_WORDS or self.dialect in ("tsql", "fabric")

    def semicolon(self, start: int, end: int, delimiter: str) -> None:
        self.ending = False
        if delimiter == ";" and (self.depth or self.declaring or (self.macro and self.open > 0)):
            self.last = ";"
            return
        if self.local:
            self.local = False  # unless another function follows
            self.last = "with"
            return
        self.cut(start, end)

    def cut(self, stop: int, resume: int) -> None:
        self.found += _piece(self.text, self.begin, stop, self.dialect)
        self.begin = resume
        self.reset()


def _piece(text: str, start: int, stop: int, dialect: str) -> list[Piece]:
    """The code between two offsets without the comments before it; empty when there is no code."""
    lead = _lead(dialect).match(text, start, stop)
    begin = lead.end() if lead else start
    if begin >= stop:
        return []
    if text[begin] == "/" and not _any_code(dialect).sub("", text[begin:stop]).strip(" \t\r\n;/"):
        return []  # nothing but slashes and comments
    # Leading comments belong to the statement (hints, query tags); leading blanks do not.
    while start < stop and text[start] in " \t\r\n;":
        start += 1
    return [Piece(text[start:stop].rstrip(), start)]


@cache
def _lead(dialect: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s|;|{comment_patterns(dialect)})*", re.DOTALL)


@cache
def _any_code(dialect: str) -> re.Pattern[str]:
    return re.compile(comment_patterns(dialect), re.DOTALL)
