"""Data for the TPC-H queries, made for each query so that it gives rows.

In: a query's text, the tables' columns. Out: small dense tables whose values are those that the query
compares with. A module of its own because the literals are found by reading the text, which the oracle
itself never does.
"""

from __future__ import annotations

import datetime
import random
import re
from typing import Any

from sqlglot import exp, parse_one

from tests.benchmarks.oracle import Observation, Oracle, SourceTable

SIZES = {
    "region": 3,
    "nation": 6,
    "supplier": 8,
    "customer": 10,
    "part": 10,
    "partsupp": 30,
    "orders": 40,
    "lineitem": 120,
}
KEYS = {
    "region": 3,
    "nation": 6,
    "supp": 8,
    "cust": 10,
    "part": 10,
    "order": 40,
}
PRIMARY = {
    "region": "r_regionkey",
    "nation": "n_nationkey",
    "supplier": "s_suppkey",
    "customer": "c_custkey",
    "part": "p_partkey",
    "orders": "o_orderkey",
}
TYPES = {"bigint": "BIGINT", "int": "INTEGER", "double": "DOUBLE", "string": "VARCHAR"}
WORDS = ["amber", "birch", "cedar", "delta"]


def observed(
    sql: str, schema: dict[str, dict[str, str]], rng: random.Random, *, fillings: int
) -> tuple[Observation, list[str]] | None:
    """Observe one query on several fillings of its tables; None where none gives rows."""
    literals = _literals(sql)
    read = [table for table in schema if re.search(rf"\b{table}\b", sql)]
    total = Observation()
    outputs: list[str] = []
    ordered = bool(re.search(r"order by[^()]*$", sql, re.IGNORECASE))
    found = 0
    for attempt in range(200):
        tables = {name: _filled(name, schema[name], literals, rng) for name in read}
        oracle = Oracle(tables, rng)
        names, rows = oracle.run(sql)
        if len(rows) < (4 if attempt < 40 else 2 if attempt < 80 else 1) or not _has_values(rows):
            continue
        outputs = list(names)
        columns = [(t, c) for t in read for c in schema[t] if re.search(rf"\b{c}\b", sql)]
        seen = oracle.observe(sql, columns, ordered=ordered)
        total.influence |= seen.influence
        total.flow |= seen.flow
        total.runs += seen.runs
        found += 1
        if found == fillings:
            break
    return (total, outputs) if outputs else None


def _has_values(rows: list[tuple[Any, ...]]) -> bool:
    return any(cell not in (None, 0, 0.0) for row in rows for cell in row)


def _literals(sql: str) -> dict[str, list[Any]]:
    """Values that the query compares each column with."""
    found: dict[str, list[Any]] = {}
    tree = parse_one(sql, dialect="duckdb")
    for node in tree.find_all(exp.Predicate):
        if isinstance(node, (exp.Exists, exp.Connector)):
            continue
        inner = [each for each in node.find_all(exp.Column, exp.Literal) if _of(each, node)]
        columns = {each.name for each in inner if isinstance(each, exp.Column)}
        values = [_value(each, isinstance(node, exp.Like)) for each in inner if isinstance(each, exp.Literal)]
        for column in columns:
            found.setdefault(column, []).extend(values)
    return found


def _of(node: Any, predicate: Any) -> bool:
    """Whether a node stands in this predicate itself, not in a subquery of it."""
    parent = node.parent
    while parent is not None and parent is not predicate:
        if isinstance(parent, exp.Query):
            return False
        parent = parent.parent
    return True


def _value(node: exp.Literal, pattern: bool) -> Any:
    if not node.is_string:
        return float(node.this)
    return node.name.replace("%", rng_word(node.name)) if pattern else node.name


def rng_word(seed: str) -> str:
    """A word that fills the wildcard of a pattern; always the same for the same pattern."""
    return f" {WORDS[len(seed) % len(WORDS)]} "


def _filled(
    name: str, columns: dict[str, str], literals: dict[str, list[Any]], rng: random.Random
) -> SourceTable:
    dates = [value for values in literals.values() for value in values if isinstance(value, str)]
    domains = {}
    for column, kind in columns.items():
        # Dates without a literal of their own are compared with other columns of the query.
        own = literals.get(column) or (dates if column.endswith("date") else [])
        domains[column] = _domain(column, kind, own)
    rows = []
    for number in range(SIZES[name]):
        row = [rng.choice(domains[column]) for column in columns]
        if name in PRIMARY:
            row[list(columns).index(PRIMARY[name])] = number + 1
        rows.append(row)
    return SourceTable({c: TYPES[k] for c, k in columns.items()}, rows, domains)


def _domain(column: str, kind: str, values: list[Any]) -> list[Any]:
    if column.endswith("key"):
        size = next(n for part, n in KEYS.items() if part in column)
        return list(range(1, size + 1))
    if column.endswith("date"):
        return _dates([v for v in values if isinstance(v, str)])
    if kind == "string":
        texts = [v for v in values if isinstance(v, str) and v.strip()]
        if column.endswith("phone"):
            return [f"{v}-555" for v in texts] or ["13-555", "31-555", "99-555"]
        return texts * 3 + [f"{column[2:]} {word}" for word in WORDS[: 1 if texts else 4]]
    numbers = [v for v in values if isinstance(v, float)]
    whole = kind != "double"
    near = [v + step for v in numbers for step in (0, 1, -1, 0.01)] or [1.0, 2.0, 5.0, 10.0, 24.0]
    return [int(v) for v in near] if whole else near


def _dates(values: list[str]) -> list[str]:
    """Dates around the query's own, as text."""
    found = []
    for text in values:
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            continue
        found += [str(day + datetime.timedelta(days=n)) for n in (-400, -120, -40, -5, 0, 3, 20, 45, 80, 200)]
    return found or [f"199{year}-0{month}-11" for year in (5, 6) for month in (1, 4, 7)]
