"""What a block says of its records: the fields that they have, in order.

In: the text of a declaration, ``r rec``, ``r src%ROWTYPE``, ``TYPE rec IS RECORD (a NUMBER)``. Out: a
:class:`RowType`. A module of its own because a query gives its columns to a record by position: which field
is which is said where the record is declared, not where it is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lineage_provider.sql.tokens import Token, comma_parts, tokens
from lineage_provider.sql.tsql import closing


class RowType(NamedTuple):
    """The fields of a record, or whose row it is; neither for a variable that is no record."""

    fields: tuple[str, ...] = ()
    rows_of: str = ""
    """The table or cursor in front of %ROWTYPE, as text."""
    name: str = ""
    """The type's own name, which also puts its values together: ``rec(1, 'x')``."""

    @property
    def is_record(self) -> bool:
        return bool(self.fields or self.rows_of)


_TYPES = frozenset(("type", "subtype"))


def named_type(text: str, dialect: str, types: Mapping[str, RowType]) -> tuple[str, RowType] | None:
    """What ``TYPE t IS ...`` and ``SUBTYPE t IS ...`` name, in lower case; None for other declarations.

    Of a collection it is the type of its elements.

    >>> named_type("TYPE rec IS RECORD (a NUMBER(9, 2), b DATE)", "oracle", {})
    ('rec', RowType(fields=('a', 'b'), rows_of='', name='rec'))
    """
    found = tokens(text, dialect)
    if len(found) < 4 or found[0].word not in _TYPES or found[2].word != "is":
        return None
    name = _name(text, found[1])
    if found[3].word == "record":
        return name, RowType(_fields(text, found, 4), name=name)
    of = next((i for i, token in enumerate(found) if token.word == "of"), 2)
    return name, _named(text, found, of + 1, types)


def type_of(text: str, dialect: str, types: Mapping[str, RowType]) -> RowType:
    """The type of the variable that ``text`` declares: ``r rec``, ``r CONSTANT src%ROWTYPE``.

    >>> type_of("r dwh.src%ROWTYPE", "oracle", {})
    RowType(fields=(), rows_of='dwh.src', name='')
    """
    found = tokens(text, dialect)
    return _named(text, found, 2 if len(found) > 1 and found[1].word == "constant" else 1, types)


def _named(text: str, found: list[Token], at: int, types: Mapping[str, RowType]) -> RowType:
    end = at
    while end + 2 < len(found) and found[end + 1].word == ".":
        end += 2
    if end + 2 < len(found) and found[end + 1].word == "%" and found[end + 2].word == "rowtype":
        return RowType(rows_of=text[found[at].start : found[end].end])
    return types.get(_name(text, found[end]), RowType()) if end < len(found) else RowType()


def _fields(text: str, found: list[Token], opening: int) -> tuple[str, ...]:
    """The first word of each item in parentheses."""
    if opening >= len(found) or found[opening].word != "(":
        return ()
    close = min(closing(found, opening), len(found))
    firsts = [found[first] for first, stop in comma_parts(found, opening + 1, close) if first < stop]
    return tuple(text[token.start : token.end].strip('"') for token in firsts)


def _name(text: str, token: Token) -> str:
    return text[token.start : token.end].strip('"').lower()
