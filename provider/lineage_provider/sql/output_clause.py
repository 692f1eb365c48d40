"""T-SQL's OUTPUT ... INTO: a second target of an INSERT, UPDATE, DELETE or MERGE.

In: a statement's text. Out: the text without the clause, and the clause as an INSERT of its own. A module
of its own because the parser knows the clause in some statements and places only, and what it fills is a
table like any other.
"""

from __future__ import annotations

from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_ENDS = frozenset(("from", "where", "values", "select", "exec", "execute", "with", "option", "default", ";"))
_MOST_CLAUSES = 4
"""A statement has two at the most."""
_WRITES = ("insert", "update", "delete", "merge", "with")


def without_output(text: str, dialect: str) -> tuple[str, str]:
    """Cut every OUTPUT clause out of ``text``; the second text is the INSERT that the last INTO stands for.

    >>> without_output("DELETE FROM t OUTPUT deleted.a INTO log (x) WHERE b = 1", "tsql")
    ('DELETE FROM t  WHERE b = 1', 'INSERT INTO log (x) SELECT deleted.a')
    """
    if dialect not in ("tsql", "fabric") or "output" not in text.lower():
        return text, ""
    found = tokens(text, dialect)
    if not found or found[0].word not in _WRITES:
        return text, ""
    begin = _outer(found, 0, frozenset(("output",)))
    insert = ""
    for _ in range(_MOST_CLAUSES):
        if begin == len(found):
            break
        into = _outer(found, begin + 1, _ENDS | {"into", "output"})
        end = into
        columns = text[found[begin].end : found[into - 1].end].strip()
        if into < len(found) and found[into].word == "into":
            end = _target_end(found, into + 1)
            target = text[found[into].end : found[end - 1].end].strip()
            insert = f"INSERT INTO {target} SELECT {columns}"
        stop = found[end].start if end < len(found) else len(text)
        text = text[: found[begin].start] + " " * bool(stop < len(text)) + text[stop:]
        found = tokens(text, dialect)
        begin = _outer(found, 0, frozenset(("output",)))
    return text, insert


def _outer(found: list[Token], begin: int, words: frozenset[str]) -> int:
    """The index of the first of ``words`` outside of parentheses."""
    depth = 0
    for index in range(begin, len(found)):
        word = found[index].word
        depth += (word == "(") - (word == ")")
        if depth == 0 and word in words:
            return index
    return len(found)


def _target_end(found: list[Token], at: int) -> int:
    """The index behind ``name[.name] [(columns)]``."""
    at += 1
    while at + 1 < len(found) and found[at].word == ".":
        at += 2
    if at < len(found) and found[at].word == "(":
        at = closing(found, at) + 1
    return min(at, len(found))


def composed(text: str, dialect: str) -> list[str]:
    """T-SQL's ``INSERT ... SELECT ... FROM (DELETE ... OUTPUT ...) AS d`` as the statements it stands for.

    Empty where ``text`` is something else.

    >>> composed("INSERT INTO a (x) SELECT x FROM (DELETE b OUTPUT deleted.x WHERE y = 1) AS d", "tsql")[1]
    'DELETE b OUTPUT deleted.x INTO [#composed] (x) WHERE y = 1'
    """
    if dialect not in ("tsql", "fabric") or "output" not in text.lower():
        return []
    found = tokens(text, dialect)
    opened = next(
        (
            i
            for i in range(1, len(found) - 2)
            if found[i].word == "(" and found[i - 1].word == "from" and found[i + 1].word in _WRITES[:4]
        ),
        None,
    )
    if opened is None:
        return []
    close = closing(found, opened)
    inner = found[opened + 1 : close]
    begin = _outer(inner, 0, frozenset(("output",)))
    end = _outer(inner, begin + 1, _ENDS)
    if begin == len(inner):
        return []
    columns = _alias_columns(text, found, close) or _last_words(text, inner[begin + 1 : end])
    listed = f"({', '.join(columns)})"
    stop = inner[end].start if end < len(inner) else found[close].start
    head, tail = text[inner[0].start : inner[end - 1].end], text[stop : found[close].start]
    return [
        f"CREATE TABLE [#composed] ({', '.join(f'{column} int' for column in columns)})",
        f"{head} INTO [#composed] {listed} {tail}".strip(),
        text[: found[opened].start] + "[#composed]" + text[found[close].end :],
    ]


def _alias_columns(text: str, found: list[Token], close: int) -> list[str]:
    """The names of ``AS d (a, b)`` behind the parenthesis at ``close``."""
    at = close + 1 + (close + 1 < len(found) and found[close + 1].word == "as") + 1
    if at >= len(found) or found[at].word != "(":
        return []
    return [text[t.start : t.end] for t in found[at + 1 : closing(found, at)] if t.word != ","]


def _last_words(text: str, found: list[Token]) -> list[str]:
    """The names of a list of columns: the last word of each."""
    ends = [i for i, token in enumerate(found) if token.word == ","] + [len(found)]
    return [text[found[i - 1].start : found[i - 1].end].lstrip("$") for i in ends if i]
