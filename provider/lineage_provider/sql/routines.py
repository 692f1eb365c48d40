"""Routines that a text defines and calls: the body runs where it is called.

In: the text of CREATE PROCEDURE, the text of CALL or EXEC. Out: the body, the parameters, the arguments.
A module of its own because a definition moves no data, and a call moves what the body does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lineage_provider.sql.blocks import Leaf, leaves
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, comma_parts, string_start, string_value, tokens
from lineage_provider.sql.tsql import closing

_DEFINES = late_pattern(
    r"(?:create|replace)\b[^;(]{0,200}?\b(?P<kind>proc(?:edure)?|function|macro)\b", re.IGNORECASE
)
DEFINITION = late_pattern(
    r"(?P<verb>create|replace|alter)\s+(?:or\s+(?:replace|alter)\s+)?(?:definer\s*=\s*\S+\s+)?"
    r"(?:(?:temp|temporary|secure|aggregate|editionable|noneditionable|external|constraint|lua|python3?|java|r|scalar"
    r"|set|adapter|table|private|public)\s+)*"
    r"(?P<kind>procedure|proc|function|trigger|event|package|task|pipe|macro|script|alert|rule)\b",
    re.IGNORECASE,
)
"""Statements that define what runs later."""
ONLY_CALL = late_pattern(r"[\w$#.\"]+\s*(?:\(.*\))?\s*$", re.DOTALL)
"""A statement of PL/SQL that is nothing but a call."""
HARMLESS = late_pattern(
    r"(?:sys\.)?(?:dbms_(?:output|stats|lock|application_info|session|utility|random)\.|raise_application_error"
    r"|commit|rollback|null|return|exit|continue)",
    re.IGNORECASE,
)
"""Packages that only print or tune."""
REFRESH = late_pattern(r"(?:sys\.)?dbms_(?:mview|snapshot)\.refresh", re.IGNORECASE)
"""Oracle's procedure that fills materialized views."""
_SQL_LANGUAGES = frozenset(("", "sql", "plpgsql", "plvsql"))


class Routine(NamedTuple):
    """A procedure's body, as text of its dialect."""

    name: str
    parameters: tuple[str, ...]
    body: str
    start: int
    language: str
    function: bool = False
    """It runs where it is named in an expression."""
    columns: tuple[str, ...] = ()
    """Those of RETURNS TABLE (...)."""
    told: tuple[str, ...] = ()
    """Parameters that give something back, in Oracle."""


class Call(NamedTuple):
    """A call: the procedure's last name part, lower case, and its arguments as text."""

    name: str
    arguments: tuple[tuple[str, str], ...]
    """Parameter name (empty: by position) and the text given for it."""
    shown: str


def defined(text: str, dialect: str) -> Routine | None:
    """The procedure that ``text`` defines; None where it is something else."""
    match = _DEFINES.search(text, 0, 400)
    if match is None:
        return None
    found = tokens(text, dialect)
    kind = match.group("kind").lower()
    at = next((i for i, t in enumerate(found) if t.word == kind), None)
    if at is None or at + 1 >= len(found):
        return None
    at += 1
    if found[at].word == "if":
        at += 3
    name, at = _name(text, found, at)
    told = _told(text, found, at) if dialect == "oracle" else ()
    parameters, at = _parameters(text, found, at)
    language = next((found[i + 1].word for i in range(at, len(found) - 1) if found[i].word == "language"), "")
    body, start = _body(text, found, at, dialect)
    language = language if language not in _SQL_LANGUAGES else "sql"
    columns = _returned(text, found, at)
    return Routine(name, parameters, body, start, language, kind in ("function", "macro"), columns, told)


def local_functions(text: str, dialect: str) -> list[Routine]:
    """Oracle's ``WITH FUNCTION f ... END;``: the functions of one query."""
    if _WITH_FUNCTION.search(text) is None:
        return []
    found = [defined("CREATE " + match.group(), dialect) for match in _FUNCTION.finditer(text)]
    return [routine for routine in found if routine is not None]


def packaged(text: str, dialect: str) -> list[Leaf]:
    """What a package declares: types, and in its body routines; its own initialisation is not run here."""
    package = _PACKAGE.match(text)
    if package is None:
        return []
    opened = "" if package["body"] is not None else " BEGIN"  # declarations end at a BEGIN
    parts = leaves(f"DECLARE {text[package.end() :]}{opened}", dialect, inside=True) or ()
    return [
        each
        for each in parts
        if (each.role == "declare" and not each.names)
        or (package["body"] is not None and DEFINITION.match(each.text))
    ]


_PACKAGE = late_pattern(
    r"create\s+(?:or\s+replace\s+)?(?:(?:non)?editionable\s+)?package\s+(?P<body>body\s+)?[\w$#.\"]+\s+(?:authid\s+\w+\s+)?"
    r"(?:is|as)\b",
    re.IGNORECASE,
)
_WITH_FUNCTION = late_pattern(r"\bwith\s+function\b", re.IGNORECASE)
_FUNCTION = late_pattern(r"\bfunction\s+\w+.*?\bend\b\s*\w*\s*;", re.IGNORECASE | re.DOTALL)


def _returned(text: str, found: list[Token], at: int) -> tuple[str, ...]:
    """The columns of ``RETURNS TABLE (a int, b int)``."""
    for index in range(at, min(at + 6, len(found) - 2)):
        if [token.word for token in found[index : index + 3]] == ["returns", "table", "("]:
            return _parameters(text, found, index + 2)[0]
    return ()


def _name(text: str, found: list[Token], at: int) -> tuple[str, int]:
    last = at
    while at < len(found):
        last = at
        at += 1
        if at + 1 < len(found) and found[at].word == ".":
            at += 1
        else:
            break
    return text[found[last].start : found[last].end].strip('"`[]').lower(), at


def _parameters(text: str, found: list[Token], at: int) -> tuple[tuple[str, ...], int]:
    """Parameter names: ``(IN a int, b int)`` or T-SQL's ``@a int, @b int AS``."""
    if at < len(found) and found[at].word == "(":
        close = closing(found, at)
        names, depth, fresh = [], 0, True
        for token in found[at + 1 : close]:
            depth += (token.word == "(") - (token.word == ")")
            if depth == 0 and token.word == ",":
                fresh = True
            elif fresh and token.word not in ("in", "out", "inout"):
                names.append(text[token.start : token.end])
                fresh = False
        return tuple(names), close + 1
    names = []
    while at < len(found) and found[at].word not in ("as", "is", "begin"):
        if found[at].word.startswith("@") and (not names or found[at - 1].word == ","):
            names.append(found[at].word)
        at += 1
    return tuple(names), at


def _told(text: str, found: list[Token], at: int) -> tuple[str, ...]:
    """Names of parameters with OUT or IN OUT behind them."""
    close = closing(found, at) if at < len(found) and found[at].word == "(" else at
    return tuple(
        text[found[index].start : found[index].end]
        for index in range(at + 1, close - 1)
        if found[index].kind in ("word", "name")
        and found[index - 1].word in ("(", ",")
        and "out" in (found[index + 1].word, found[index + 2].word)
    )


def _body(text: str, found: list[Token], at: int, dialect: str) -> tuple[str, int]:
    if dialect in ("tsql", "fabric"):
        start = next((t.end for t in found[at:] if t.word == "as"), len(text))
        return text[start:], start
    if dialect in ("oracle", "exasol"):
        start = next((t.end for t in found[at:] if t.word in ("is", "as")), len(text))
        return "DECLARE " + text[start:], start - len("DECLARE ")
    for index in range(at, len(found)):
        token = found[index]
        if token.word == "begin":
            return text[token.start :], token.start
        if token.word == "as" and index + 1 < len(found) and found[index + 1].kind == "string":
            inner = found[index + 1]
            return string_value(text, inner), string_start(text, inner)
        if token.word in ("insert", "update", "delete", "merge", "select", "truncate", "declare", "call"):
            end = closing(found, index - 1) if found[index - 1].word == "(" else len(found)
            return text[token.start : found[end].start if end < len(found) else len(text)], token.start
    return "", 0


_CALLS = frozenset(("call", "exec", "execute"))


def called(text: str, dialect: str) -> Call | None:
    """The procedure that ``text`` calls; None where it calls none."""
    found = tokens(text[:20_000], dialect)
    at = 0
    if found and found[0].word in _CALLS:
        at = 1
    elif dialect not in ("oracle", "exasol"):
        return None
    if len(found) > at + 1 and found[at].word.startswith("@") and found[at + 1].word == "=":
        at += 2  # EXEC @result = p
    if at >= len(found) or found[at].kind not in ("word", "name"):
        return None
    first = at
    name, at = _name(text, found, at)
    if at < len(found) and found[at].word not in ("(", ";") and dialect in ("oracle", "exasol"):
        return None
    shown = text[found[first].start : found[at - 1].end]
    end = len(found)
    if at < len(found) and found[at].word == "(":
        end, at = closing(found, at), at + 1
    return Call(name, tuple(_arguments(text, found, at, end)), shown)


def _arguments(text: str, found: list[Token], at: int, end: int) -> list[tuple[str, str]]:
    """Names (empty: by position) and values of a call's arguments."""
    arguments = []
    for begin, stop in comma_parts(found, at, end):
        name, start = "", begin
        if begin + 2 < stop and found[begin + 1].word in ("=", "=>", ":="):
            name, start = found[begin].word, begin + 2
        if start < stop:
            arguments.append((name, text[found[start].start : found[stop - 1].end]))
    return arguments
