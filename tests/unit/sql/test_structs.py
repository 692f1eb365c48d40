"""Stars over structs whose fields a catalog's types tell."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_provider.sql import CatalogColumn, TableName, analyze
from lineage_provider.sql.structs import fields_of

BIGQUERY = "STRUCT<a INT64, b STRUCT<c STRING, d DATE>>"
SPARK = "struct<a:int,b:struct<c:string,d:date>>"
DUCKDB = "STRUCT(a INTEGER, b STRUCT(c VARCHAR, d DECIMAL(10,2)))"
TRINO = "row(a integer, b row(c varchar, d timestamp(3) with time zone))"


def edges(sql: str, dialect: str, kind: str) -> list[str]:
    lineage = analyze(sql, dialect, schema={"t": {"id": "int", "s": kind}})
    assert not lineage.problems
    return [f"{edge.output_column} <- {edge.input_column} {edge.subtype}" for edge in lineage.columns]


@pytest.mark.parametrize(
    ("dialect", "kind", "sql"),
    [
        ("bigquery", BIGQUERY, "SELECT s.* FROM t"),
        ("bigquery", BIGQUERY, "SELECT x.s.* FROM t AS x"),
        ("bigquery", BIGQUERY, "SELECT q.s.* FROM (SELECT * FROM t) AS q"),
        ("bigquery", BIGQUERY, "WITH q AS (SELECT s AS z FROM t) SELECT z.* FROM q"),
        ("spark", SPARK, "SELECT s.* FROM t"),
        ("databricks", SPARK, "SELECT x.s.* FROM t AS x"),
        ("duckdb", DUCKDB, "SELECT s.* FROM t"),
        ("duckdb", DUCKDB, "SELECT (s).* FROM t"),
        ("trino", TRINO, "SELECT (s).* FROM t"),
        ("trino", TRINO, "SELECT (x.s).* FROM t AS x"),
        ("athena", TRINO, "SELECT s.* FROM t"),
    ],
)
def test_the_star_of_a_struct_has_its_fields(dialect: str, kind: str, sql: str) -> None:
    assert edges(sql, dialect, kind) == ["a <- s TRANSFORMATION", "b <- s TRANSFORMATION"]


@pytest.mark.parametrize(
    ("dialect", "kind", "sql"),
    [
        ("bigquery", BIGQUERY, "SELECT s.b.* EXCEPT (d) FROM t"),
        ("bigquery", BIGQUERY, "SELECT x.s.b.* EXCEPT (d) FROM t AS x"),
        ("databricks", SPARK, "SELECT x.s.b.* EXCEPT (d) FROM t AS x"),
        ("duckdb", DUCKDB, "SELECT s.b.* EXCLUDE (d) FROM t"),
    ],
)
def test_of_a_struct_in_a_struct(dialect: str, kind: str, sql: str) -> None:
    assert edges(sql, dialect, kind) == ["c <- s TRANSFORMATION"]


def test_fields_go_to_the_columns_of_the_target_by_place() -> None:
    sql = "INSERT INTO o (x, y, z) SELECT id, s.* FROM t"
    assert edges(sql, "bigquery", BIGQUERY) == [
        "x <- id IDENTITY",
        "y <- s TRANSFORMATION",
        "z <- s TRANSFORMATION",
    ]


def test_the_star_of_a_table_has_structs_as_they_are() -> None:
    assert edges("SELECT t.* FROM t", "bigquery", BIGQUERY) == ["id <- id IDENTITY", "s <- s IDENTITY"]


def test_postgres_spreads_a_row() -> None:
    lineage = analyze("SELECT (t).* FROM t", "postgres", schema={"t": {"a": "int", "b": "text"}})
    assert [(edge.output_column, edge.input_column) for edge in lineage.columns] == [("a", "a"), ("b", "b")]


@pytest.mark.parametrize("kind", ["STRING", "ARRAY<STRUCT<a INT64>>", "STRUCT<INT64, STRING>"])
def test_what_has_no_named_fields_is_a_problem(kind: str) -> None:
    lineage = analyze("SELECT s.* FROM t", "bigquery", schema={"t": {"s": kind}})
    assert [problem.message for problem in lineage.problems] == ["s.*: its columns are not known"]
    assert lineage.columns == ()


class Answers:
    """A catalog that knows one table."""

    def load(self, tables: Any) -> Any:
        return {table: [CatalogColumn("id", "INT64"), CatalogColumn("s", BIGQUERY)] for table in tables}


def test_types_of_a_catalog_count() -> None:
    lineage = analyze("SELECT s.* FROM d.t", "bigquery", schema=Answers())
    assert [str(edge.output_column) for edge in lineage.columns] == ["a", "b"]
    assert lineage.inputs == (TableName(("d", "t")),)


def test_a_struct_that_the_text_makes_is_not_the_catalogs() -> None:
    sql = "CREATE TEMP TABLE t AS SELECT STRUCT(k AS m) AS s FROM src; INSERT INTO o (x) SELECT s.* FROM t"
    lineage = analyze(sql, "bigquery", schema={"t": {"s": BIGQUERY}, "src": {"k": "INT64"}})
    assert not lineage.problems
    assert [(edge.output_column, edge.input_column) for edge in lineage.columns] == [("x", "k")]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ('STRUCT(a INTEGER, "b c" VARCHAR)', (("a", "INTEGER"), ("b c", "VARCHAR"))),
        ("struct<`a,b`:int,c:string COMMENT 'x, y'>", (("a,b", "int"), ("c", "string COMMENT 'x, y'"))),
        ("Tuple(a Int32, b Array(String))", (("a", "Int32"), ("b", "Array(String)"))),
        ("struct<a:int> NOT NULL", (("a", "int"),)),
        ("STRUCT(a INTEGER)[]", None),
        ("row(timestamp(3) with time zone)", None),
        ("STRUCT<a INT64", None),
        ("structure", None),
    ],
)
def test_fields_of(kind: str, fields: Any) -> None:
    assert fields_of(kind) == fields


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("SELECT id, explode(m) FROM t", ["id", "key", "value"]),
        ("SELECT id, explode_outer(x.s.m) FROM t AS x", ["id", "key", "value"]),
        ("SELECT id, posexplode(m) FROM t", ["id", "key", "value"]),
        ("SELECT key, value FROM (SELECT id, explode(m) FROM t)", ["key", "value"]),
        ("SELECT explode(q.n) FROM (SELECT m AS n FROM t) AS q", ["key", "value"]),
        ("SELECT e.key, e.value FROM t LATERAL VIEW explode(m) e", ["key", "value"]),
        ("SELECT explode(a) FROM t", ["col"]),
        ("SELECT explode(s.a) FROM t", ["col"]),
        ("SELECT explode(m.x) FROM t", ["col"]),
        ("SELECT explode(collect_list(m)) FROM t", ["col"]),
        ("SELECT explode(map_values(m)) FROM t", ["col"]),
        ("SELECT explode(str_to_map(id)) FROM t", ["key", "value"]),
    ],
)
def test_a_generator_gives_key_and_value_of_a_map(sql: str, columns: list[str]) -> None:
    schema = {"t": {"id": "string", "m": "map<string,int>", "a": "array<int>", "s": SPARK_PARTS}}
    lineage = analyze(sql, "spark", schema=schema)
    assert [edge.output_column for edge in lineage.columns] == columns
    assert not lineage.problems


SPARK_PARTS = "struct<m:map<string,array<int>>,a:array<int>>"


@pytest.mark.parametrize("setup", ["", "CREATE TABLE t (m MAP<STRING, INT>); "])
def test_a_generator_of_what_may_be_a_map_says_so(setup: str) -> None:
    lineage = analyze(setup + "CREATE TABLE o AS SELECT explode(m) FROM t", "spark")
    assert [(edge.output_column, edge.inferred) for edge in lineage.columns] == [("col", True)]
    assert [problem.kind for problem in lineage.problems] == ["inferred"]
