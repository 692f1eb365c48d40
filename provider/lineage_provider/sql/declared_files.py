"""Columns that a call of a table function declares: ``s3('...', 'CSV', 'a Int32, b String')`` (ClickHouse),
``read_csv('...', columns = {'a': 'INTEGER'})`` (DuckDB).

In: a call. Out: the names, and the relation of a file that has these. A module of its own because no catalog
tells the columns of a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Column, Relation
from lineage_provider.sql.structs import fields_of

_BESIDE = frozenset(
    ("_path", "_file", "_size", "_time", "_etag", "_row_number", "filename", "file_row_number")
)
"""Columns that a file has beside its own; a star does not show them."""
_MORE_COLUMNS = frozenset(("filename", "hive_partitioning", "file_row_number"))
"""Options of DuckDB with which a star shows more than the declared columns."""


class DeclaredFile(BaseTable):
    """A file whose columns the text declares."""

    __slots__ = ("_declared",)

    def __init__(self, table: TableName, declared: Mapping[str, str]) -> None:
        super().__init__(table, None)
        self._declared = declared

    def has(self, folded: str) -> bool | None:
        return True if folded in self._declared else None if folded in _BESIDE else False

    def get(self, folded: str, name: str) -> Column:
        return super().get(folded, self._declared.get(folded, name))

    def all(self) -> Sequence[Column]:
        return [self.get(folded, name) for folded, name in self._declared.items()]

    def unknown(self) -> tuple[Relation, ...]:
        return ()


def declared_names(function: Any, dialect: str) -> list[str]:
    """Names of the columns that a call declares; empty where it declares none.

    >>> from sqlglot import parse_one
    >>> call = parse_one("s3('s3://b/x.csv', 'CSV', 'a Int32, b Tuple(x Int32)')", read="clickhouse")
    >>> declared_names(call, "clickhouse")
    ['a', 'b']
    """
    given = function.args.get("expressions") or []
    if dialect == "clickhouse":
        texts = [each.name for each in given if isinstance(each, exp.Literal) and each.is_string]
        return next((names for text in texts if (names := structure(text))), [])
    if dialect != "duckdb":
        return []
    options = {each.this.name.lower(): each.expression for each in given if isinstance(each, exp.EQ)}
    columns = options.get("columns")
    if not isinstance(columns, exp.Struct) or _MORE_COLUMNS & options.keys():
        return []
    return [each.name for each in columns.expressions if isinstance(each, exp.PropertyEQ)]


def structure(text: str) -> list[str]:
    """The names in ClickHouse's ``'a Int32, b String'``; empty for any other text, as a path or a key.

    >>> structure("a Int32, b Array(String)"), structure("s3://b/x.csv"), structure("CSV")
    (['a', 'b'], [], [])
    """
    return [] if ":" in text else [name for name, _ in fields_of(f"tuple({text})") or ()]
