"""What a query's numbers say about its table."""

from __future__ import annotations

import pytest

from lineage_provider.sql.measures import Measure, measures


@pytest.mark.parametrize(
    ("projection", "measure"),
    [
        ("COUNT(*)", Measure("rows")),
        ("COUNT(1) AS n", Measure("rows")),
        ("COUNT(amount)", Measure("values", "amount")),
        ("COUNT(DISTINCT(amount))", Measure("distinct", "amount")),
        ("COUNT(amount) - COUNT(DISTINCT amount)", Measure("duplicates", "amount")),
        ("COUNT(*) - COUNT(amount)", Measure("nulls", "amount")),
        ("SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END)", Measure("nulls", "amount")),
        ("SUM(amount)", Measure("sum", "amount")),
        ("MIN(o.amount)", Measure("min", "amount")),
        ("MAX(amount)", Measure("max", "amount")),
        ("COUNT(*) = 1000", Measure("rows", equal_to=1000)),
        ("SUM(amount) = -1.5", Measure("sum", "amount", equal_to=-1.5)),
    ],
)
def test_plain_aggregates_measure(projection: str, measure: Measure) -> None:
    found = measures(f"SELECT {projection} FROM orders o", "postgres")
    assert found is not None
    assert (found.projections, found.condition) == ((measure,), "")


@pytest.mark.parametrize(
    "projection",
    [
        "COUNT(*) > 0",
        "COUNT(*) = n",
        "COALESCE(SUM(amount), 0)",
        "SUM(amount) / 100",
        "SUM(DISTINCT amount)",
        "COUNT(DISTINCT a, b)",
        "COUNT(*) FILTER (WHERE amount > 0)",
        "SUM(amount) OVER (ORDER BY id)",
        "SUM(CASE WHEN amount IS NULL THEN 1 ELSE 2 END)",
        "SUM(CASE WHEN amount > 5 THEN 1 ELSE 0 END)",
        "MIN(LOWER(name))",
        "AVG(amount)",
        "COUNT(a) - COUNT(DISTINCT b)",
        "amount",
        "*",
    ],
)
def test_anything_else_does_not(projection: str) -> None:
    found = measures(f"SELECT {projection} FROM orders", "postgres")
    assert found is not None
    assert found.projections == (None,)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT COUNT(*) FROM orders JOIN customers USING (id)",
        "SELECT COUNT(*) FROM orders, customers",
        "SELECT COUNT(*) FROM (SELECT DISTINCT id FROM orders) x",
        "SELECT COUNT(*) FROM orders GROUP BY ds",
        "SELECT COUNT(*) FROM orders HAVING COUNT(*) > 5",
        "SELECT COUNT(*) FROM orders LIMIT 1",
        "WITH x AS (SELECT 1) SELECT COUNT(*) FROM orders",
        "SELECT COUNT(*) FROM orders TABLESAMPLE SYSTEM (10)",
        "SELECT COUNT(*) FROM orders UNION ALL SELECT COUNT(*) FROM customers",
        "SELECT 1",
        "DELETE FROM orders",
        "SELEC COUNT(*) FRM orders",
        "SELECT COUNT(*) FROM orders; SELECT COUNT(*) FROM customers",
        "",
    ],
)
def test_queries_on_more_or_less_than_one_table_measure_nothing(query: str) -> None:
    assert measures(query, "postgres") is None


def test_a_condition_is_kept() -> None:
    found = measures("SELECT COUNT(*) FROM orders WHERE ds = '2026-01-01' AND amount > 5", "postgres")
    assert found is not None
    assert (found.projections, found.condition) == ((Measure("rows"),), "ds = '2026-01-01' AND amount > 5")


def test_rows_where_a_column_is_null_are_its_nulls() -> None:
    found = measures("SELECT COUNT(*) FROM orders WHERE amount IS NULL", "postgres")
    assert found is not None
    assert (found.projections, found.condition) == ((Measure("nulls", "amount"),), "")


def test_columns_follow_the_case_rule() -> None:
    found = measures('SELECT MIN(Amount), MAX("Amount") FROM orders', "snowflake")
    assert found is not None
    assert found.projections == (Measure("min", "AMOUNT"), Measure("max", "Amount"))
