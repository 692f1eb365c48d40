"""An oracle for column lineage that reads no SQL: change a source column, see which outputs change.

In: a database of small tables, a query, the columns to try. Out: :class:`Observation`: which source columns
had *influence* on which output columns, and for which of these a *value flowed*. A module of its own
because it knows nothing of the engine that it is the judge of.

How it observes: for each column, a changed copy of its table stands first in DuckDB's search path, and the
same text runs again (one thread, so that ties stay put). Influence: some change of the column changed the
output column as a multiset, or in its order where the query's result is ordered. Flow: besides, a planted
value that is found nowhere else turned up in the output, or one cell gave three or more different contents
at the same number of rows (a condition gives two at most, a join or group key one).

What it cannot see: COUNT(x) and conditions look alike, and a condition on an aggregate can look like a flow.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Pair = tuple[str, str]
"""Source column (``table.column``) and output column."""
Result = tuple[tuple[str, ...], list[tuple[Any, ...]]]
FRESH = 4
"""Planted values tried in one cell."""


@dataclass
class SourceTable:
    """A small table: names and types of columns, rows, and values that are worth trying in each."""

    columns: dict[str, str]
    rows: list[list[Any]]
    domains: dict[str, list[Any]]


@dataclass
class Observation:
    """What the changes of one query showed."""

    influence: set[Pair] = field(default_factory=set)
    flow: set[Pair] = field(default_factory=set)
    runs: int = 0


class Oracle:
    """One database with its tables, and the changes made to them."""

    def __init__(self, tables: dict[str, SourceTable], rng: random.Random) -> None:
        import duckdb

        self.tables = tables
        self.rng = rng
        self.runs = 0
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("SET threads = 1")
        self.connection.execute("CREATE SCHEMA changed")
        for name, table in tables.items():
            columns = ", ".join(f"{c} {t}" for c, t in table.columns.items())
            self.connection.execute(f"CREATE TABLE main.{name} ({columns})")
            rows = ", ".join(f"({', '.join(_literal(cell) for cell in row)})" for row in table.rows)
            self.connection.execute(f"INSERT INTO main.{name} VALUES {rows}")
        self.connection.execute("SET search_path = 'changed,main'")

    def run(self, sql: str) -> Result:
        """The names and rows of a query's result."""
        self.runs += 1
        cursor = self.connection.execute(sql)
        names = tuple(str(each[0]) for each in cursor.description or ())
        return names, [tuple(_rounded(cell) for cell in row) for row in cursor.fetchall()]

    def changed(self, sql: str, table: str, column: str, values: Sequence[Any]) -> Result | None:
        """The result with other values in one column; None where the query fails on them."""
        import duckdb

        kind = self.tables[table].columns[column]
        try:
            self.connection.execute(
                f"CREATE OR REPLACE TABLE changed.{table} AS "
                f"SELECT * REPLACE ((?::{kind}[])[rowid + 1] AS {column}) FROM main.{table}",
                [list(values)],
            )
            return self.run(sql)
        except duckdb.Error:
            return None

    def restore(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS changed.{table}")

    def observe(
        self, sql: str, columns: Sequence[tuple[str, str]], *, ordered: bool, mixed: int = 24, cells: int = 4
    ) -> Observation:
        """Try every column of ``columns`` with ``mixed`` changes of many cells and ``cells`` single ones."""
        found = Observation()
        before = self.runs
        base = self.run(sql)
        for table, column in columns:
            self._column(sql, base, table, column, found, ordered, mixed, cells)
            self.restore(table)
        found.runs = self.runs - before
        return found

    def _column(
        self,
        sql: str,
        base: Result,
        table: str,
        column: str,
        found: Observation,
        ordered: bool,
        mixed: int,
        cells: int,
    ) -> None:
        source = f"{table}.{column}"
        names = base[0]
        seen: set[str] = set()
        for values in self._mixed(table, column, mixed):
            if len(seen) == len(names):
                break
            result = self.changed(sql, table, column, values)
            if result is not None:
                seen.update(_different(base, result, ordered))
        flowing: set[str] = set()
        for contents in self._cells(sql, table, column, cells):
            for result, planted in contents:
                seen.update(_different(base, result, ordered))
                flowing.update(n for n in names if _turned_up(n, planted, base, result))
            flowing.update(n for n in names if _many_contents(n, base, [r for r, _ in contents]))
        found.influence.update((source, name) for name in seen)
        found.flow.update((source, name) for name in flowing & seen)

    def _original(self, table: str, column: str) -> list[Any]:
        place = list(self.tables[table].columns).index(column)
        return [row[place] for row in self.tables[table].rows]

    def _mixed(self, table: str, column: str, count: int) -> Iterator[list[Any]]:
        """Changes of one cell, of some, and of all; known values, new ones, NULLs, other orders."""
        rng = self.rng
        original = self._original(table, column)
        domain = self.tables[table].domains[column]
        fresh = _fresh_of(self.tables[table].columns[column], column)
        for number in range(count):
            values = list(original)
            kind = number % 6
            if kind == 0:
                rng.shuffle(values)
            elif kind == 1:
                values = [rng.choice(domain) for _ in values]
            elif kind == 2:
                values[rng.randrange(len(values))] = rng.choice(domain)
            elif kind == 3:
                values = [rng.choice(domain) if rng.random() < 0.3 else v for v in values]
            elif kind == 4:
                values = [None if rng.random() < 0.3 else v for v in values]
            else:
                values = [fresh(rng.randrange(3)) if rng.random() < 0.3 else v for v in values]
            yield values

    def _cells(self, sql: str, table: str, column: str, count: int) -> Iterator[list[tuple[Result, Any]]]:
        """For some cells that matter, the results with planted values in them."""
        original = self._original(table, column)
        kind = self.tables[table].columns[column]
        fresh = _fresh_of(kind, column)
        places = self.rng.sample(range(len(original)), len(original))
        tried = 0
        for place in places[: 6 * count]:
            if tried == count:
                return
            contents = []
            for value in [fresh(k) for k in range(FRESH)]:
                values = [*original[:place], value, *original[place + 1 :]]
                result = self.changed(sql, table, column, values)
                if result is not None:
                    contents.append((result, value))
            if contents:
                tried += 1
                yield contents


def _literal(cell: Any) -> str:
    if cell is None:
        return "NULL"
    return str(cell) if isinstance(cell, (int, float)) else "'" + str(cell).replace("'", "''") + "'"


def _fresh_of(kind: str, column: str) -> Callable[[int], Any]:
    """Values that no table has, all beyond the known ones: comparisons see no difference."""
    kind = kind.upper()
    if kind in ("INTEGER", "BIGINT"):
        return lambda k: 70_001 + 1_009 * k
    if kind == "DOUBLE":
        return lambda k: 70_001.25 + 1_009.5 * k
    if kind == "DATE" or column.endswith("date"):
        return lambda k: f"2037-0{k + 1}-1{k}"
    return lambda k: f"zz{k}fresh{k}"


def _rounded(cell: Any) -> Any:
    """Floats at nine significant digits: another order of adding up is no change."""
    if isinstance(cell, float):
        return float(f"{cell:.9g}")
    if isinstance(cell, (list, dict)):
        return repr(cell)
    return cell


def _contents(name: str, result: Result) -> list[str]:
    place = result[0].index(name)
    return [repr(row[place]) for row in result[1]]


def _different(base: Result, result: Result, ordered: bool) -> list[str]:
    """Output columns whose contents differ."""
    found = []
    for name in base[0]:
        one, other = _contents(name, base), _contents(name, result)
        if one != other and (ordered or sorted(one) != sorted(other)):
            found.append(name)
    return found


def _turned_up(name: str, planted: Any, base: Result, result: Result) -> bool:
    """Whether a planted value is seen in the output (as a number, or inside a text)."""
    text = repr(planted) if not isinstance(planted, str) else planted
    if planted is None:
        return False

    def seen(cells: list[str]) -> bool:
        if isinstance(planted, str):
            return any(planted.lower() in cell.lower() or _as_date(planted) in cell for cell in cells)
        return text in cells

    return seen(_contents(name, result)) and not seen(_contents(name, base))


def _as_date(text: str) -> str:
    """How Python writes the date of an ISO text; for other texts, the text."""
    parts = text.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"datetime.date({int(parts[0])}, {int(parts[1])}, {int(parts[2])})"
    return text


def _many_contents(name: str, base: Result, results: Sequence[Result]) -> bool:
    """Whether one cell gave three contents or more at the base's number of rows."""
    rows = len(base[1])
    same = {tuple(sorted(_contents(name, r))) for r in results if len(r[1]) == rows}
    return len(same) >= 3
