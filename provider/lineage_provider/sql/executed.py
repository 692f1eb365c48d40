"""EXECUTE IMMEDIATE, EXEC, sp_executesql and PREPARE: which expression is executed.

In: a statement's text. Out: the expression that gives the text, as text. A module of its own because each
dialect says it in its own words.
"""

from __future__ import annotations

from typing import NamedTuple

from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing


class Executed(NamedTuple):
    """The expression whose value is executed."""

    expression: str
    start: int
    into: tuple[str, ...] = ()
    """Variables that get the result."""
    given: tuple[tuple[str, str, bool], ...] = ()
    """T-SQL: parameters of the executed text, what they are given, and whether that gets their value."""
    server: str = ""
    """T-SQL: the linked server that executes it."""


_ENDS = frozenset(("using", "into", "bulk", "returning", "with", "at", "as"))
_EXECUTE_OF_TEXT = frozenset(("postgres", "redshift", "materialize", "vertica"))


def executed(text: str, dialect: str) -> Executed | None:
    """What ``text`` executes as dynamic SQL; None where it executes a procedure, or nothing.

    >>> executed("EXECUTE IMMEDIATE 'DELETE FROM ' || t USING 1", "oracle").expression
    "'DELETE FROM ' || t"
    """
    head = text.lstrip("( \t\r\n")[:8].lower()
    if not head.startswith(("exec", "call", "prepare")):
        return None
    found = tokens(text, dialect)
    at = 0
    while at < len(found) and found[at].word == "(":
        at += 1
    if at + 1 >= len(found):
        return None
    first, second = found[at].word, found[at + 1].word
    if first not in ("exec", "execute", "call"):
        return None
    if second == "immediate":
        return _expression(text, found, at + 2, at)
    if first == "call":
        return _system_procedure(text, found, at + 1)
    if second == "(":
        close = closing(found, at + 1)
        sent = _slice(text, found, at + 2, close, ())
        return sent._replace(server=_server(text, found, close))
    place = _executesql(found, at + 1)
    if place:
        return _argument(text, found, place)._replace(given=_given(text, found, place))
    if dialect in _EXECUTE_OF_TEXT and (found[at + 1].kind == "string" or _is_expression(found, at + 1)):
        return _expression(text, found, at + 1, at)
    if dialect in ("mysql", "trino", "presto", "athena", "duckdb", "postgres"):
        return _slice(text, found, at + 1, at + 2, ())
    return None


def _expression(text: str, found: list[Token], begin: int, opened: int) -> Executed:
    end = begin
    depth = 0
    while end < len(found):
        word = found[end].word
        depth += (word == "(") - (word == ")")
        if depth < 0 or word == ";" or (depth == 0 and word in _ENDS):
            break
        end += 1
    into: tuple[str, ...] = ()
    for index in range(end, len(found)):
        if found[index].word == "into":
            last = next((i for i in range(index, len(found)) if found[i].word == "using"), len(found))
            into = tuple(text[t.start : t.end] for t in found[index + 1 : last] if t.kind in ("word", "name"))
            break
    return _slice(text, found, begin, end, into)


def _slice(text: str, found: list[Token], begin: int, end: int, into: tuple[str, ...]) -> Executed:
    end = min(end, len(found))
    if begin >= end:
        return Executed("", 0)
    start = found[begin].start
    return Executed(text[start : found[end - 1].end], start, into)


def _executesql(found: list[Token], at: int) -> int:
    """The index behind ``[sys.]sp_executesql [@stmt =]``; 0 where it is another procedure."""
    for index in range(at, min(at + 6, len(found))):
        if found[index].word == "sp_executesql":
            index += 1
            if index + 1 < len(found) and found[index].word.startswith("@") and found[index + 1].word == "=":
                index += 2
            return index
    return 0


def _argument(text: str, found: list[Token], begin: int) -> Executed:
    depth, end = 0, begin
    while end < len(found):
        word = found[end].word
        depth += (word == "(") - (word == ")")
        if depth == 0 and word in (",", ";"):
            break
        end += 1
    return _slice(text, found, begin, end, ())


def _server(text: str, found: list[Token], close: int) -> str:
    """``EXEC ('...') AT server``."""
    if close + 2 >= len(found) or found[close + 1].word != "at":
        return ""
    at = close + 2
    return "" if found[at].word == "data_source" else text[found[at].start : found[at].end].strip('[]"')


def _given(text: str, found: list[Token], begin: int) -> tuple[tuple[str, str, bool], ...]:
    """``@p = value [OUTPUT]``, behind the text that is executed."""
    given = []
    for index in range(begin + 1, len(found) - 3):
        name, sign, value = found[index + 1 : index + 4]
        if found[index].word != "," or name.word[:1] != "@" or sign.word != "=":
            continue
        following = found[index + 4].word if index + 4 < len(found) else ""
        told = following in ("output", "out")
        if value.kind != "string" and (told or following in ("", ",", ";")):
            shown = text[value.start : value.end]
            given.append((text[name.start : name.end], shown, told))
    return tuple(given)


def _system_procedure(text: str, found: list[Token], at: int) -> Executed | None:
    """Teradata: CALL DBC.SysExecSQL('...')."""
    for index in range(at, min(at + 4, len(found))):
        if found[index].word == "sysexecsql" and index + 1 < len(found):
            return _slice(text, found, index + 2, closing(found, index + 1), ())
    return None


def _is_expression(found: list[Token], at: int) -> bool:
    """PL/pgSQL's EXECUTE of an expression, as against EXECUTE of a prepared statement's name."""
    following = found[at + 1].word if at + 1 < len(found) else ""
    return following == "||" or found[at].word in ("format", "concat", "quote_ident", "replace")


def prepared_as(text: str, dialect: str) -> tuple[str, str, bool] | None:
    """``PREPARE s FROM text`` and ``PREPARE s AS statement``: the name, what follows, and if it is SQL."""
    if text.lstrip()[:7].lower() != "prepare":
        return None
    found = tokens(text, dialect)
    for index in range(2, min(len(found), 40)):
        word = found[index].word
        if word in ("from", "as") and index + 1 < len(found):
            start = found[index + 1].start
            literal = word == "as" or (
                found[index + 1].kind == "word" and dialect in ("trino", "presto", "athena")
            )
            name = text[found[1].start : found[1].end].strip('"`[]').lower()
            return name, text[start:], literal
    return None


def with_parameters(prepared: str, call: str, dialect: str) -> str:
    """A prepared statement with the variables of MySQL's ``EXECUTE s USING @a`` in place of its parameters.

    >>> with_parameters("SELECT a FROM t WHERE b > ?", "EXECUTE s USING @m", "mysql")
    'SELECT a FROM t WHERE b > @m'
    """
    given = tokens(call, dialect) if dialect == "mysql" else []
    names = [call[token.start : token.end] for token in given if token.word.startswith("@")]
    places = [token for token in tokens(prepared, dialect) if token.word == "?"] if names else []
    for token, name in reversed(list(zip(places, names, strict=False))):
        prepared = prepared[: token.start] + name + prepared[token.end :]
    return prepared


def insert_exec(text: str, dialect: str) -> tuple[str, str] | None:
    """``INSERT INTO t (a) EXEC p``: the text up to EXEC, and from it."""
    if "exec" not in text.lower():
        return None
    depth = 0
    for token in tokens(text, dialect):
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0 and token.word in ("exec", "execute"):
            return text[: token.start], text[token.start :]
        if depth == 0 and token.word in ("select", "values"):
            return None
    return None
