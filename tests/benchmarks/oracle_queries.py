"""Random queries for the oracle, from a seed: joins, CTEs, subqueries, windows, aggregates, set operations.

In: a random generator. Out: SQL text that DuckDB runs, over the three small tables made here. A module of
its own because the same queries can be made again from their numbers.

Conditions compare with values that the tables hold, so that each part of a query can show what it does.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.oracle import SourceTable

Columns = dict[str, str]
"""Column name to kind: number, text or date."""

COLUMNS: dict[str, Columns] = {
    "customers": {"cid": "number", "region": "text", "credit": "number", "since": "date"},
    "orders": {"oid": "number", "cid": "number", "amount": "number", "status": "text", "placed": "date"},
    "items": {"oid": "number", "sku": "text", "price": "number", "qty": "number"},
}
_TYPES = {"number": "INTEGER", "text": "VARCHAR", "date": "DATE"}
_JOINS = {("customers", "orders"): "cid", ("orders", "items"): "oid"}
_TEXTS = {"region": ["north", "south", "east"], "status": ["open", "paid", "void"], "sku": ["ax", "bx", "cx"]}
_SIZES = {"customers": 6, "orders": 12, "items": 16}


def tables(rng: random.Random) -> dict[str, SourceTable]:
    """The three tables, dense in keys, with a few NULLs."""
    found = {}
    for name, columns in COLUMNS.items():
        domains = {column: _domain(column, kind) for column, kind in columns.items()}
        rows = []
        for number in range(_SIZES[name]):
            row = [rng.choice(domains[c]) if rng.random() > 0.06 else None for c in columns]
            if name in ("customers", "orders"):
                row[0] = number % len(domains[next(iter(columns))]) + 1
            rows.append(row)
        types = {column: _TYPES[kind] for column, kind in columns.items()}
        found[name] = SourceTable(types, rows, domains)
    return found


def _domain(column: str, kind: str) -> list[Any]:
    if kind == "text":
        return list(_TEXTS[column])
    if kind == "date":
        return [datetime.date(2024, 1, day) for day in range(1, 13)]
    if column in ("cid", "oid"):
        return list(range(1, 7 if column == "cid" else 13))
    return list(range(1, 10))


@dataclass
class _Source:
    """A FROM item under its alias."""

    alias: str
    columns: Columns


@dataclass
class Generator:
    """Makes one query; ``ordered`` says whether its result has an order."""

    rng: random.Random
    ctes: list[tuple[str, str, Columns]] = field(default_factory=list)
    names: int = 0
    ordered: bool = False

    def query(self) -> str:
        """A whole query: perhaps CTEs, a body, perhaps ORDER BY and LIMIT."""
        for _ in range(self.rng.choice([0, 0, 1, 2])):
            body, columns = self.body(1)
            self.ctes.append((self.name("c"), body, columns))
        body, columns = self.body(2)
        parts = []
        if self.ctes:
            parts.append("WITH " + ", ".join(f"{name} AS ({text})" for name, text, _ in self.ctes))
        parts.append(body)
        if self.rng.random() < 0.3:
            self.ordered = True
            parts.append("ORDER BY " + ", ".join(f"{c} NULLS LAST" for c in columns))
            if self.rng.random() < 0.5:
                parts.append(f"LIMIT {self.rng.choice([3, 5, 8])}")
        return " ".join(parts)

    def name(self, prefix: str) -> str:
        self.names += 1
        return f"{prefix}{self.names}"

    def body(self, depth: int) -> tuple[str, Columns]:
        if depth > 0 and self.rng.random() < 0.15:
            return self.set_operation(depth - 1)
        return self.select(depth)

    def set_operation(self, depth: int) -> tuple[str, Columns]:
        kinds = [self.rng.choice(["number", "text"]) for _ in range(self.rng.choice([1, 2]))]
        word = self.rng.choice(["UNION ALL", "UNION", "EXCEPT", "INTERSECT", "UNION ALL"])
        left, columns = self.select(depth, kinds)
        right, _ = self.select(depth, kinds)
        return f"({left}) {word} ({right})", columns

    def select(self, depth: int, kinds: list[str] | None = None) -> tuple[str, Columns]:
        """One SELECT, with the kinds of columns that are asked for."""
        from_, sources = self.from_(depth)
        where = self.where(sources, depth)
        wanted = kinds or [
            self.rng.choice(["number", "number", "text"]) for _ in range(self.rng.randint(2, 3))
        ]
        make = self.aggregated if self.rng.random() < 0.4 else self.plain
        projections, tail, columns = make(sources, wanted, depth)
        distinct = "DISTINCT " if not tail and self.rng.random() < 0.1 else ""
        return f"SELECT {distinct}{', '.join(projections)} FROM {from_}{where}{tail}", columns

    # FROM

    def from_(self, depth: int) -> tuple[str, list[_Source]]:
        if self.rng.random() < 0.45:
            return self.joined()
        text, source = self.one(depth)
        return text, [source]

    def one(self, depth: int) -> tuple[str, _Source]:
        alias = self.name("t")
        choice = self.rng.random()
        if self.ctes and choice < 0.5:
            name, _, columns = self.rng.choice(self.ctes)
            return f"{name} AS {alias}", _Source(alias, columns)
        if depth > 0 and choice < 0.7:
            body, columns = self.body(depth - 1)
            return f"({body}) AS {alias}", _Source(alias, columns)
        table = self.rng.choice(list(COLUMNS))
        return f"{table} AS {alias}", _Source(alias, COLUMNS[table])

    def joined(self) -> tuple[str, list[_Source]]:
        (left, right), key = self.rng.choice(list(_JOINS.items()))
        one, other = _Source(self.name("t"), COLUMNS[left]), _Source(self.name("t"), COLUMNS[right])
        kind = self.rng.choice(["JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
        on = f"ON {one.alias}.{key} = {other.alias}.{key}"
        return f"{left} AS {one.alias} {kind} {right} AS {other.alias} {on}", [one, other]

    # Expressions

    def column(self, sources: list[_Source], kind: str) -> str | None:
        able = [(s, c) for s in sources for c, k in s.columns.items() if k == kind]
        if not able:
            return None
        source, column = self.rng.choice(able)
        shared = sum(column in s.columns for s in sources) > 1
        return f"{source.alias}.{column}" if shared or self.rng.random() < 0.6 else column

    def value(self, sources: list[_Source], kind: str, depth: int) -> str:
        """An expression of a kind, made of columns."""
        a, b = self.column(sources, kind), self.column(sources, kind)
        if a is None or b is None:
            return self.subquery(kind)
        number = self.column(sources, "number") or a
        forms: list[Callable[[], str]] = [lambda: a, lambda: a, lambda: f"COALESCE({a}, {b})"]
        if kind == "number":
            forms += [
                lambda: f"{a} + 2 * {b}",
                lambda: f"CASE WHEN {self.condition(sources)} THEN {a} ELSE {b} END",
                lambda: f"SUM({a}) OVER (PARTITION BY {self.any(sources)})",
                lambda: f"ABS({a})",
            ]
        else:
            forms += [
                lambda: f"UPPER({a})",
                lambda: f"{a} || '-' || {b}",
                lambda: f"CASE WHEN {number} > 4 THEN {a} ELSE 'none' END",
                lambda: f"MAX({a}) OVER (PARTITION BY {self.any(sources)})",
            ]
        if depth > 0:
            forms.append(lambda: self.subquery(kind))
        return self.rng.choice(forms)()

    def any(self, sources: list[_Source]) -> str:
        kinds = [k for s in sources for k in s.columns.values()]
        return str(self.column(sources, self.rng.choice(kinds)))

    def subquery(self, kind: str) -> str:
        """A scalar subquery over a table of its own."""
        able = [(t, c) for t, columns in COLUMNS.items() for c, k in columns.items() if k == kind]
        table, column = self.rng.choice(able)
        alias = self.name("s")
        source = [_Source(alias, COLUMNS[table])]
        function = self.rng.choice(["MAX", "MIN"] if kind != "number" else ["MAX", "SUM", "MIN"])
        return f"(SELECT {function}({alias}.{column}) FROM {table} AS {alias} WHERE {self.condition(source)})"

    def condition(self, sources: list[_Source]) -> str:
        """A comparison that some rows pass."""
        kind = self.rng.choice(["number", "number", "text", "date"])
        column = self.column(sources, kind)
        if column is None:
            kind = "number"
            column = self.column(sources, kind)
        if column is None:
            return f"{self.any(sources)} IS NOT NULL"
        if kind == "date":
            return f"{column} > DATE '2024-01-0{self.rng.randint(3, 8)}'"
        if kind == "text":
            values = _TEXTS.get(column.split(".")[-1])
            return f"{column} <> '{self.rng.choice(values)}'" if values else f"LENGTH({column}) > 2"
        return self.rng.choice(
            [f"{column} > {self.rng.randint(2, 5)}", f"{column} BETWEEN 2 AND 7", f"{column} <> 4"]
        )

    def where(self, sources: list[_Source], depth: int) -> str:
        found = []
        if self.rng.random() < 0.5:
            found.append(self.condition(sources))
        if depth > 0 and self.rng.random() < 0.35:
            found.append(self.subquery_condition(sources))
        word = self.rng.choice([" AND ", " AND ", " OR "])
        return f" WHERE {word.join(found)}" if found else ""

    def subquery_condition(self, sources: list[_Source]) -> str:
        """EXISTS, IN or a comparison with a scalar subquery."""
        alias = self.name("s")
        table, key = self.rng.choice([("orders", "cid"), ("items", "oid"), ("customers", "cid")])
        inner = [_Source(alias, COLUMNS[table])]
        outer = self.column(sources, "number")
        if outer is None:
            return self.condition(sources)
        qualified = (
            outer if "." in outer else next(f"{s.alias}.{outer}" for s in sources if outer in s.columns)
        )
        condition = self.condition(inner)
        own = f"{alias}.{key}"
        rest = f"FROM {table} AS {alias} WHERE"
        return self.rng.choice(
            [
                f"EXISTS (SELECT 1 {rest} {own} = {qualified} AND {condition})",
                f"NOT EXISTS (SELECT 1 {rest} {own} = {qualified} AND {condition})",
                f"{qualified} IN (SELECT {own} {rest} {condition})",
                f"{qualified} <= (SELECT AVG({own}) {rest} {condition})",
            ]
        )

    # Select lists

    def plain(self, sources: list[_Source], wanted: list[str], depth: int) -> tuple[list[str], str, Columns]:
        columns = {self.name("p"): kind for kind in wanted}
        texts = [f"{self.value(sources, kind, depth)} AS {name}" for name, kind in columns.items()]
        return texts, "", columns

    def aggregated(
        self, sources: list[_Source], wanted: list[str], depth: int
    ) -> tuple[list[str], str, Columns]:
        """Keys and aggregates; perhaps HAVING."""
        columns = {self.name("p"): kind for kind in wanted}
        keys, texts = [], []
        for place, (name, kind) in enumerate(columns.items()):
            column = self.column(sources, kind)
            if column is None:
                texts.append(f"MAX({self.subquery(kind)}) AS {name}")
            elif place == 0:
                keys.append(column)
                texts.append(f"{column} AS {name}")
            else:
                texts.append(f"{self.aggregate(sources, column, kind)} AS {name}")
        tail = f" GROUP BY {', '.join(keys)}" if keys else ""
        if keys and self.rng.random() < 0.3:
            tail += f" HAVING COUNT({self.any(sources)}) > 1"
        return texts, tail, columns

    def aggregate(self, sources: list[_Source], column: str, kind: str) -> str:
        if kind == "text":
            return f"{self.rng.choice(['MIN', 'MAX'])}({column})"
        forms = [f"SUM({column})", f"MAX({column})", f"MIN({column})", f"COUNT({column})"]
        forms.append(f"COUNT(DISTINCT {column})")
        forms.append(f"SUM({column}) FILTER (WHERE {self.condition(sources)})")
        forms.append(f"SUM(CASE WHEN {self.condition(sources)} THEN {column} ELSE 0 END)")
        return self.rng.choice(forms)
