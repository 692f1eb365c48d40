"""Two thousand changed statements: no crash, no hang, no statement silently read as another kind.

``python tests/benchmarks/fuzz_sql.py`` runs a hundred thousand; a mutant is made again from its number.
"""

from __future__ import annotations

import pytest

from tests.benchmarks.fuzz_sql import faults, mutant

COUNT, BATCHES = 2_000, 20


@pytest.mark.parametrize("batch", range(BATCHES))
def test_changed_statements_are_read_or_reported(batch: int) -> None:
    size = COUNT // BATCHES
    found = {}
    for number in range(batch * size, (batch + 1) * size):
        sql, dialect = mutant(number)
        wrong = faults(sql, dialect)
        if wrong:
            found[number, dialect, sql] = wrong
    assert found == {}


@pytest.mark.parametrize(
    "sql",
    [
        "(" * 5_000,
        "SELECT " + "(" * 390 + "1" + ")" * 390,
        "SELECT a FROM t WHERE " + " AND ".join(f"c{i} = {i}" for i in range(3_000)),
        "SELECT " + " + ".join(f"c{i}" for i in range(3_000)) + " AS x FROM t",
        "SELECT a FROM t0" + "".join(f" UNION ALL SELECT a FROM t{i}" for i in range(1_500)),
        "SELECT " + ", ".join(f"c{i}" for i in range(5_000)) + " FROM t",
        "SELECT CASE " + " ".join(f"WHEN a = {i} THEN b{i}" for i in range(2_000)) + " END FROM t",
        "SELECT * FROM " + "(SELECT * FROM " * 90 + "t" + ") q" * 90,
        "SELECT a FROM t WHERE b IN (" + ", ".join(map(str, range(20_000))) + ")",
        "SELECT '" + "x" * 900_000 + "' AS a FROM t",
        "WITH "
        + ", ".join(f"c{i} AS (SELECT a FROM c{i - 1})" for i in range(1, 400))
        + " SELECT a FROM c399",
        "\x00" * 100,
        "SELECT " + "CASE WHEN a THEN " * 150 + "1" + " END" * 150 + " FROM t",
        "SELECT a FROM t WHERE " + "NOT " * 2_000 + "b",
        "BEGIN " * 500,
    ],
    ids=lambda sql: f"{sql[:20]!r}... {len(sql)}",
)
def test_large_and_deep_texts_are_read_or_reported(sql: str) -> None:
    assert faults(sql, "postgres") == []
