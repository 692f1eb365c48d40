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

from lineage_provider.sql.late_pattern import late_pattern
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
_ROUTINE = late_pattern(
    rf"\s*(?:create|replace){_GAP}(?:or{_GAP}(?:replace|alter){_GAP})?(?:definer\s*=\s*\S+{_GAP})?"
    rf"(?:(?:temp(?:orary)?|secure|aggregate|lua|python3?|java|r|scalar|set|adapter){_GAP})*"
    rf"(?:procedure|function|trigger|event|package|task|script)\b"
    rf"|\s*alter{_GAP}procedure\b",
    re.IGNORECASE,
)
# The declarations of a routine or block end in ";" too, before its BEGIN.
_DECLARES = frozenset({"oracle", "snowflake", "exasol"})
_BEFORE_PACKAGE = frozenset({"create", "replace", "editionable", "noneditionable"})
_BEFORE_INNER = frozenset({"declare", "is", "as", ";"})
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
    if dialect == "oracle" and _SQLPLUS.match(text) is not None:
        return True
    return dialect in ("oracle", "exasol", "mysql") and (
        _SLASH.search(text) is not None or "delimiter" in text.lower()
    )


# SQL*Plus commands, each a line. Those that begin with a word of SQL are told by what follows it.
_COMMANDS = (
    r"^[ \t]*(?:set[ \t]+(?:autocommit|auto|colsep|define|echo|escape|feed(?:back)?|head(?:ing)?"
    r"|lines(?:ize)?|long|longchunksize|newpage|null|numwidth|pages(?:ize)?|serverout(?:put)?|sqlblanklines|sqlprompt|tab|term(?:out)?"
    r"|timing|trims(?:pool)?|trimout|underline|verify|wrap)[ \t]+[^\n=]*"
    r"|whenever[ \t]+(?:sql|os)error\b[^\n]*"
    r"|(?:spool|prompt|conn(?:ect)?|accept|undefine|host|clear)[ \t]+[^\n]*|def(?:ine)?[ \t]+\w+[ \t]*=[^\n]*"
    r"|col(?:umn)?[ \t]+\w+[ \t]+(?:format|heading|new_value|noprint)\b[^\n]*"
    r"|(?:exit|quit)(?:[ \t]+(?:success|failure|warning|[\w.]+))?[ \t]*;?[ \t]*)$"
)
_SQLPLUS = late_pattern(r"\s*" + _COMMANDS[1:], re.IGNORECASE | re.MULTILINE)
_DOT = late_pattern(r"^[ \t]*\.[a-z]", re.IGNORECASE | re.MULTILINE)
_GO = late_pattern(r"^\s*go(?:\s+\d+)?\s*$", re.IGNORECASE | re.MULTILINE)
_NEXT = late_pattern(r"(?:\s|--[^\n]*(?:\n|\Z)|/\*(?:[^*]|\*(?!/))*+\*/)*+(;|\w+)?")
_SLASH = late_pattern(r"^\s*/\s*$", re.MULTILINE)


@cache
def _tokens(dialect: str, delimiter: str) -> re.Pattern[str]:
    extra = ""
    if dialect in ("tsql", "fabric"):
        extra = r"|(?P<line>^[ \t]*go(?:[ \t]+\d+)?[ \t]*$)"
    elif dialect in ("oracle", "exasol"):
        extra = r"|(?P<line>^[ \t]*/[ \t]*$)"
        if dialect == "oracle":
            extra += rf"|(?P<command>{_COMMANDS})"
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
        self.header = False
        """Behind PROCEDURE or FUNCTION of a routine inside another, or inside a block."""
        self.inner = 0
        """Such routines whose END is still to come."""

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
            elif kind == "command":
                position = self.command(match.start(), match.end())
            elif kind in ("delimiter", "new"):
                self.cut(match.start(), match.end())
                delimiter = match.group("new")
                pattern = _tokens(self.dialect, delimiter)
        self.cut(len(text), len(text))
        return self.found

    def command(self, start: int, end: int) -> int:
        """SQL*Plus: a line of its own between statements; inside of one it is SQL. From where to go on."""
        if not self.first:
            self.cut(start, end)
            self.begin = end
            return end
        begin = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        word = _NEXT.match(self.text, begin)
        stop = word.end() if word is not None else end
        self.word(self.text[begin:stop].strip().lower(), stop)
        return stop

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
        elif word in ("procedure", "function") and self.declaring and not self.depth and not self.local:
            self.header = self.dialect == "oracle" and self.last in _BEFORE_INNER
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
        if self.header and word in ("is", "as"):
            self.header = False
            self.inner += 1
        self.last = word

    def _opens(self, end: int) -> bool:
        """Whether a BEGIN opens a block rather than a transaction."""
        following = _NEXT.match(self.text, end)
        word = ((following.group(1) if following else None) or "").lower()
        if self.depth or self.routine or self.declaring:
            return True
        if not word and following is not None and self.text.startswith("<<", following.end()):
            return True  # a label
        if word in TRANSACTION_WORDS or word in ("", ";"):
            return False
        return self.first == "begin" or self.last in _OPENING_WORDS or self.dialect in ("tsql", "fabric")

    def semicolon(self, start: int, end: int, delimiter: str) -> None:
        self.ending = self.header = False
        if self.inner and not self.depth and not self.declaring and delimiter == ";":
            self.inner -= 1
            self.declaring = True
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
