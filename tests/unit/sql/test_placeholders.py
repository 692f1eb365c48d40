"""Bind parameters and templates: a value where a value stands, a name where a name stands."""

from __future__ import annotations

import pytest

from lineage_provider.sql import analyze
from lineage_provider.sql.placeholders import prepare


@pytest.mark.parametrize(
    ("dialect", "value"),
    [
        ("postgres", "%s"),
        ("postgres", "%(x)s"),
        ("postgres", "$1"),
        ("postgres", ":x"),
        ("mysql", "%s"),
        ("oracle", ":1"),
        ("oracle", ":x"),
        ("snowflake", ":1"),
        ("snowflake", "?"),
        ("snowflake", "$x"),
        ("trino", "?"),
        ("bigquery", "@x"),
        ("bigquery", "{{ ds }}"),
        ("databricks", "${x}"),
        ("databricks", ":x"),
        ("tsql", "@x"),
        ("clickhouse", "{x:UInt8}"),
        ("sqlite", "?1"),
        ("duckdb", "$x"),
    ],
)
def test_a_value(dialect: str, value: str) -> None:
    lineage = analyze(f"INSERT INTO o (a, b) SELECT a, {value} FROM src WHERE c = {value}", dialect)
    edges = [(str(e.output_column).lower(), e.input_column.lower()) for e in lineage.columns]
    assert edges == [("a", "a")]
    assert lineage.problems == ()


def test_a_percent_sign_of_a_pattern_is_no_parameter() -> None:
    assert prepare("SELECT 1 WHERE a LIKE '%s%%' AND b = 5 % s", "postgres").names == {}


def test_a_template_keeps_the_lines() -> None:
    assert prepare("SELECT {{ a\n}}\nFROM t", "postgres").text.count("\n") == 2


def test_a_template_in_a_name() -> None:
    lineage = analyze("INSERT INTO {{ p.o }} (a) SELECT a FROM s.{{ p.t }}", "snowflake")
    assert [str(t) for t in (*lineage.inputs, *lineage.outputs)] == ["S.{{ p.t }}", "{{ p.o }}"]


def test_expressions_and_problems_show_parameters_as_they_were_written() -> None:
    sql = (
        "INSERT INTO o (a) SELECT x + %(n)s FROM s_{{ ds }} JOIN t_{{ ds }} USING (id) WHERE u_{{ ds }}.y = 1"
    )
    lineage = analyze(sql, "postgres", {"s_{{ ds }}": {"id": "int", "x": "int"}, "t_{{ ds }}": {"id": "int"}})

    assert [e.expression for e in lineage.columns] == ["x + %(n)s"]
    assert [p.message for p in lineage.problems] == ["u_{{ ds }}.y: no table or alias u_{{ ds }} here"]


def test_a_template_that_is_not_closed_is_reported() -> None:
    assert [p.kind for p in analyze("SELECT a FROM {{ x", "postgres").problems] == ["parse"]
