"""The fields of a struct, as a catalog writes its type.

In: ``STRUCT<a INT64, b STRING>`` (BigQuery), ``struct<a:int,b:string>`` and ``map<string,int>`` (Spark),
``row(a integer)`` (Trino, Athena), ``STRUCT(a INTEGER, "b c" VARCHAR)`` (DuckDB), ``Tuple(a Int32)``
(ClickHouse). Out: names and types of the fields. A module of its own because these texts are no SQL: what is
inside them may be a type that no parser knows, and only brackets and commas matter here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import TRANSFORMATION, Column, Entries

_STRUCT = late_pattern(r"\s*(?:struct|row|record|tuple|object)\s*[<(]", re.IGNORECASE)
_MAP = late_pattern(r"\s*map\s*<", re.IGNORECASE)
_END = late_pattern(r"\s*(?:not\s+null)?\s*", re.IGNORECASE)
_FIELD = late_pattern(r"""\s*(?:"((?:[^"]|"")+)"|`((?:[^`]|``)+)`|([\w$-]+))(?:\s*:\s*|\s+)(.+)""", re.DOTALL)
_OPEN, _CLOSE, _QUOTES = "<([", ">)]", "'\"`"

Fields = tuple[tuple[str, str], ...]


def has_parts(kind: object) -> bool:
    """Whether a type's text begins as that of a struct, or of a map in Spark and Hive."""
    return isinstance(kind, str) and (_STRUCT.match(kind) is not None or _MAP.match(kind) is not None)


@lru_cache(maxsize=1_000)
def fields_of(kind: str) -> Fields | None:
    """Names and types of a struct's fields; None for other types, and where a field has no name.

    >>> fields_of("STRUCT<a INT64, b STRUCT<c STRING>>")
    (('a', 'INT64'), ('b', 'STRUCT<c STRING>'))
    >>> fields_of("row(integer, varchar)") is fields_of("ARRAY<STRUCT<a INT64>>") is None
    True
    """
    opened = _STRUCT.match(kind)
    if opened is None:
        return None
    *parts, rest = _parts(kind, opened.end())
    if _END.fullmatch(rest) is None:
        return None
    matches = [_FIELD.fullmatch(part) for part in parts]
    found = []
    for match in matches:
        if match is None:
            return None
        quoted, ticked, bare, inner = match.groups()
        name = quoted.replace('""', '"') if quoted else ticked.replace("``", "`") if ticked else bare
        found.append((name, inner.strip()))
    return tuple(found)


def _parts(kind: str, start: int) -> Iterator[str]:
    """The texts between the outer bracket's commas, and at last what stands behind that bracket."""
    depth, begin, quote = 0, start, ""
    for place in range(start, len(kind)):
        sign = kind[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = sign
        elif sign in _OPEN:
            depth += 1
        elif sign in _CLOSE and depth:
            depth -= 1
        elif sign in _CLOSE:
            yield kind[begin:place]
            yield kind[place + 1 :]
            return
        elif sign == "," and not depth:
            yield kind[begin:place]
            begin = place + 1
    yield "?"  # no end: no struct


def columns_of(
    kind: str, table: TableName, column: str, fold: Callable[[str], str]
) -> dict[str, Column] | None:
    """The fields of a table's column, by folded name: each is made of that column, as ``column.field`` is."""
    opened = _MAP.match(kind)
    made: dict[str, Column] = {} if opened is None else Entries()
    fields = fields_of(kind) if opened is None else _entry(kind, opened.end())
    if fields is None:
        return None
    for name, inner in fields:
        field = Column(name, {(table, column): TRANSFORMATION})
        field.fields = columns_of(inner, table, column, fold) if has_parts(inner) else None
        made.setdefault(fold(name), field)
    return made


def _entry(kind: str, start: int) -> Fields | None:
    """Names and types of what an entry of a map has: ``map<string,int>``."""
    *parts, _ = _parts(kind, start)
    return (("key", parts[0].strip()), ("value", parts[1].strip())) if len(parts) == 2 else None
