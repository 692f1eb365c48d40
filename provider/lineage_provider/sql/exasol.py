"""What Exasol says in words of its own: where IMPORT and EXPORT take rows from, and which rows are the best.

In: a statement's text. Out: the source or target of a transfer; a query in words of other engines. A module
of its own because it goes by words and brackets, where :mod:`lineage_provider.sql.rewrites` is a table of
patterns.

Source: Exasol documentation, "IMPORT", "EXPORT", "SELECT" (import as a subquery, PREFERRING).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lineage_provider.sql.functions import words
from lineage_provider.sql.tokens import Token, comma_parts, string_value, tokens
from lineage_provider.sql.tsql import closing

_BEHIND_SKYLINE = words("group having qualify order limit union except minus intersect")
_FORMATS = words("local csv fbv parquet secure")


class Transfer(NamedTuple):
    """One side of an IMPORT or EXPORT, as it is written; empty is what it does not name."""

    files: tuple[str, ...] = ()
    """With the address of the server in front, where it is given."""
    connection: str = ""
    query: str = ""
    table: str = ""
    errors: tuple[str, ...] = ()
    """Files that hold the rows that could not be taken."""
    errors_table: str = ""


def transfer(text: str) -> Transfer:
    """Read what stands behind FROM of an IMPORT or INTO of an EXPORT.

    >>> transfer("CSV AT 'https://h/p' FILE 'a.csv' ERRORS INTO dw.err REJECT LIMIT 9")[:2]
    (('https://h/p/a.csv',), '')
    """
    return _transfer(text, tokens(text, "exasol"))


def _transfer(text: str, found: Sequence[Token]) -> Transfer:
    files: list[str] = []
    address = connection = query = table = ""
    for at, token in enumerate(found[:-1]):
        after = found[at + 1]
        value = string_value(text, after) if after.kind == "string" else ""
        if token.word == "at":
            address = value
            connection = "" if value else text[after.start : after.end].strip('"')
        elif token.word == "file" and value:
            files.append(f"{address.rstrip('/')}/{value.lstrip('/')}" if "://" in address else value)
        elif token.word == "statement" and value:
            query = query or value
        elif token.word == "table" and not table:
            table = _name(text, found, at + 1)
        elif token.word == "errors" and after.word == "into":
            errors = Transfer()
            if at + 2 < len(found) and found[at + 2].word in _FORMATS:
                errors = _transfer(text, found[at + 2 :])
            else:
                errors = Transfer(table=_name(text, found, at + 2))
            return Transfer(tuple(files), connection, query, table, errors.files, errors.table)
    return Transfer(tuple(files), connection, query, table)


def _name(text: str, found: Sequence[Token], at: int) -> str:
    """The dotted name that begins at ``at``."""
    end = at + 1
    while end + 1 < len(found) and found[end].word == ".":
        end += 2
    return text[found[at].start : found[end - 1].end] if at < len(found) else ""


def imported_rows(text: str) -> str:
    """Put ``(IMPORT ...)`` in FROM as a query of what it imports.

    >>> imported_rows("SELECT a FROM (IMPORT INTO (a INT) FROM JDBC AT c STATEMENT 'SELECT x FROM t')")
    "SELECT a FROM (SELECT * FROM import('c', 'SELECT x FROM t') AS imported(a))"
    """
    found = tokens(text, "exasol")
    pieces: list[str] = []
    copied = 0
    for at, token in enumerate(found[:-1]):
        if token.word != "(" or found[at + 1].word != "import" or token.start < copied:
            continue
        end = closing(found, at)
        pieces += [text[copied : token.start], _query_of(text, found[at + 2 : end])]
        copied = found[end].end
    return "".join([*pieces, text[copied:]])


def _query_of(text: str, inside: Sequence[Token]) -> str:
    columns: list[str] = []
    if len(inside) > 1 and inside[0].word == "into" and inside[1].word == "(":
        end = closing(inside, 1)
        firsts = [inside[first] for first, _ in comma_parts(inside, 2, end)]
        columns = [text[token.start : token.end] for token in firsts]
        inside = inside[end + 1 :]
    source = _transfer(text, inside)
    query = source.query or (f"SELECT * FROM {source.table}" if source.table else "")
    if source.files:
        rows = "read_csv(" + _listed(source.files) + ")"
    elif query:
        rows = f"import({_quoted(source.connection)}, {_quoted(query)})"
    else:
        rows = "import()"
    return f"(SELECT * FROM {rows} AS imported{'(' + ', '.join(columns) + ')' if columns else ''})"


def _listed(files: Sequence[str]) -> str:
    quoted = [_quoted(file) for file in files]
    return quoted[0] if len(quoted) == 1 else f"ARRAY({', '.join(quoted)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def best_rows(text: str) -> str:
    """Put PREFERRING as a choice of rows by their place in an order, which is what it is.

    >>> best_rows("SELECT a FROM t PREFERRING LOW price PLUS HIGH q PARTITION BY city ORDER BY a")
    'SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY city ORDER BY price , q) > 0 ORDER BY a'
    """
    found = tokens(text, "exasol")
    pieces: list[str] = []
    copied = at = 0
    while at < len(found):
        if found[at].word != "preferring":
            at += 1
            continue
        end = _skyline_end(found, at + 1)
        split = next((i for i in range(at + 1, end) if found[i].word == "partition"), end)
        parts = text[found[split].start : found[end - 1].end] + " " if split < end else ""
        order = _order(text, found[at + 1 : split])
        pieces += [
            text[copied : found[at].start],
            f"QUALIFY ROW_NUMBER() OVER ({parts}ORDER BY {order}) > 0",
        ]
        copied = found[end - 1].end
        at = end
    return "".join([*pieces, text[copied:]])


def _skyline_end(found: Sequence[Token], at: int) -> int:
    """Behind the last token of a PREFERRING clause."""
    depth = 0
    for index in range(at, len(found)):
        word = found[index].word
        depth += (word == "(") - (word == ")")
        if depth < 0 or (depth == 0 and (word in _BEHIND_SKYLINE or word == ";")):
            return index
    return len(found)


def _order(text: str, terms: Sequence[Token]) -> str:
    """The expressions of a PREFERRING clause, with commas between them."""
    kept: list[str] = []
    for at, token in enumerate(terms):
        before = terms[at - 1].word if at else ""
        if token.word in ("high", "low", "inverse") or (token.word == "to" and before == "prior"):
            continue
        kept.append("," if token.word in ("plus", "prior") else text[token.start : token.end])
    return " ".join(kept)
