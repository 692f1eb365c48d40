"""Statements that databases write in different ways, and lists longer than they take.

In: a connection, a table, rows. Out: rows written. A module of its own because both homes of the store use
the same statements but for these.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

Row = dict[str, Any]
T = TypeVar("T")


class Record(Protocol):
    """A row by the names of its columns, stored or about to be."""

    def __getitem__(self, name: str, /) -> Any: ...


MOST_VALUES = 500
"""Values of one IN list, rows of one statement."""


def put(connection: sa.Connection, table: sa.Table, rows: Iterable[Row], *, replace: bool = True) -> None:
    """Insert rows; those whose key is there are replaced, or left as they are."""
    keys = [column.name for column in table.primary_key.columns]
    unique = list({tuple(row[name] for name in keys): row for row in rows}.values())
    if not unique:
        return
    others = [name for name in unique[0] if name not in keys]
    statement = _insert(connection.dialect.name, table, keys, others if replace else [])
    for part in chunks(unique, MOST_VALUES):
        connection.execute(statement, part)


def _insert(dialect: str, table: sa.Table, keys: Sequence[str], others: Sequence[str]) -> sa.Insert:
    if dialect in ("mysql", "mariadb"):
        from sqlalchemy.dialects import mysql

        for_mysql = mysql.insert(table)
        updated = others or keys[:1]  # a key set to itself: nothing happens
        return for_mysql.on_duplicate_key_update({name: for_mysql.inserted[name] for name in updated})
    from sqlalchemy.dialects import postgresql, sqlite

    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if not others:
        return insert.on_conflict_do_nothing(index_elements=keys)
    return insert.on_conflict_do_update(
        index_elements=keys, set_={name: insert.excluded[name] for name in others}
    )


def chunks(values: Sequence[T], size: int = MOST_VALUES) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def select_in(
    connection: sa.Connection, statement: sa.Select[Any], column: sa.ColumnElement[Any], values: Iterable[Any]
) -> Iterator[sa.RowMapping]:
    """Rows whose ``column`` is one of many values."""
    for part in chunks(list(dict.fromkeys(values))):
        yield from connection.execute(statement.where(column.in_(part))).mappings()


def delete_in(
    connection: sa.Connection, table: sa.Table, column: sa.ColumnElement[Any], values: Iterable[Any]
) -> None:
    for part in chunks(list(dict.fromkeys(values))):
        connection.execute(sa.delete(table).where(column.in_(part)))


def canonical(value: Any) -> str:
    """JSON; equal values give equal texts."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def packed(value: Any) -> bytes:
    """JSON, compressed."""
    return zlib.compress(canonical(value).encode(), 3)


def unpacked(body: bytes) -> Any:
    return json.loads(zlib.decompress(body))


def mapped(rows: Iterable[sa.RowMapping], name: str = "id") -> dict[Any, sa.RowMapping]:
    """Rows by one of their columns."""
    return {row[name]: row for row in rows}
