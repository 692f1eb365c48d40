"""Views of the catalog, looked through on request: edges begin at the tables behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.sql import CatalogColumn, ScriptLineage, TableName, analyze
from lineage_provider.sql.command import main

SCHEMA: dict[str, Any] = {
    "orders": {"id": "int", "amount": "int", "cust": "int", "status": "text"},
    "customers": {"id": "int", "name": "text"},
    "paid": {
        "columns": {"id": "int", "amt": "int", "cust": "int"},
        "view": "SELECT id, amount * 2 AS amt, cust FROM orders WHERE status = 'paid'",
    },
    "top": {
        "view": "CREATE VIEW top (who, total) AS "
        "SELECT c.name, SUM(p.amt) FROM paid p JOIN customers c ON c.id = p.cust GROUP BY c.name"
    },
    "loop": {"view": "SELECT * FROM pool AS p"},
    "pool": {"view": "SELECT * FROM loop AS p"},
    "broken": {"view": "SELEC a FROM b WHERE"},
    "plain": {"columns": "int", "view": "text"},
}


def through(sql: str, schema: Any = SCHEMA, **options: Any) -> ScriptLineage:
    return analyze(sql, "postgres", schema, look_through_views=True, **options)


def edges(found: ScriptLineage) -> set[tuple[str | None, str, str, str]]:
    both = (*found.columns, *found.dataset)
    return {(e.output_column, str(e.input_table), e.input_column, e.subtype) for e in both}


def test_a_view_is_a_table_unless_asked_otherwise() -> None:
    found = analyze("INSERT INTO o (x) SELECT amt FROM paid", "postgres", SCHEMA)
    assert found.inputs == ("paid",)
    assert edges(found) == {("x", "paid", "amt", "IDENTITY")}


def test_edges_begin_at_the_tables_behind_a_view() -> None:
    found = through("INSERT INTO o (x) SELECT amt FROM paid")
    assert found.inputs == ("paid", "orders")
    assert edges(found) == {("x", "orders", "amount", "TRANSFORMATION"), (None, "orders", "status", "FILTER")}
    assert found.problems == ()


def test_a_view_of_a_view_with_names_of_its_own() -> None:
    found = through("INSERT INTO o (who, total) SELECT * FROM top")
    assert found.inputs == ("top", "paid", "orders", "customers")
    assert edges(found) == {
        ("who", "customers", "name", "IDENTITY"),
        ("total", "orders", "amount", "AGGREGATION"),
        (None, "orders", "status", "FILTER"),
        (None, "orders", "cust", "JOIN"),
        (None, "customers", "id", "JOIN"),
        (None, "customers", "name", "GROUP_BY"),
    }


def test_names_in_a_definition_belong_to_the_views_schema() -> None:
    schema = {"mart.v": {"view": "SELECT a FROM t AS t"}}
    found = through("INSERT INTO o SELECT a FROM mart.v", schema, default_schema="public")
    assert found.inputs == ("mart.v", "mart.t")
    assert found.outputs == ("public.o",)


def test_a_temporary_table_of_the_text_is_not_what_a_view_reads() -> None:
    found = through("CREATE TEMP TABLE orders AS SELECT 1 AS one; INSERT INTO o SELECT id FROM paid")
    assert edges(found) == {("id", "orders", "id", "IDENTITY"), (None, "orders", "status", "FILTER")}


def test_a_view_that_the_text_makes_anew_is_that_of_the_text() -> None:
    found = through(
        "CREATE OR REPLACE VIEW paid AS SELECT id AS amt FROM new; INSERT INTO o SELECT amt FROM paid"
    )
    assert ("amt", "paid", "amt", "IDENTITY") in edges(found)
    assert "orders" not in found.inputs


def test_a_written_view_is_a_table() -> None:
    found = through("UPDATE paid SET amt = amt + 1")
    assert found.outputs == ("paid",)
    assert edges(found) == {("amt", "paid", "amt", "TRANSFORMATION")}


def test_views_that_read_each_other_end() -> None:
    found = through("SELECT a FROM loop")
    assert [p.message for p in found.problems] == ["in view pool: view loop reads itself"]


def test_a_definition_that_cannot_be_read_is_a_problem_and_the_view_a_table() -> None:
    found = through("INSERT INTO o (x) SELECT a FROM broken")
    assert edges(found) == {("x", "broken", "a", "IDENTITY")}
    assert [p.kind for p in found.problems] == ["parse"]
    assert found.problems[0].message.startswith("view broken is not looked through: ")


def test_a_table_may_have_a_column_named_view() -> None:
    assert edges(through("SELECT view FROM plain")) == {("view", "plain", "view", "IDENTITY")}


def test_a_thousand_views_deep_is_a_problem_and_no_crash() -> None:
    schema = {f"v{n}": {"view": f"SELECT a FROM v{n + 1} AS v"} for n in range(1000)}
    found = through("SELECT a FROM v0", schema)
    assert [p.kind for p in found.problems] == ["budget"]


class OneLevel:
    """A catalog that tells the definitions of what it was asked for, and nothing of what is behind."""

    def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
        return {table: [CatalogColumn("total", "int")] for table in tables if table == "s.v"}

    def view_definition(self, table: TableName) -> str | None:
        return "SELECT SUM(x) AS total FROM s.inner_v" if table == "s.v" else None


def test_what_a_catalog_was_not_asked_for_is_said_to_be_perhaps_a_view() -> None:
    found = through("INSERT INTO o SELECT total FROM s.v", OneLevel())
    assert ("total", "s.inner_v", "x", "AGGREGATION") in edges(found)
    assert [p.message for p in found.problems if "view" in p.message] == [
        "in view s.v: the catalog was not asked for s.inner_v: if it is a view, it is not looked through"
    ]


@pytest.mark.parametrize(
    ("dialect", "definition"),
    [
        ("snowflake", "create or replace secure view V comment='x' as select A from BASE"),
        ("snowflake", "create dynamic table V target_lag='1 minute' warehouse=W as select A from BASE"),
        ("mysql", "select `shop`.`base`.`a` AS `a` from `shop`.`base`"),
        ("sqlite", "CREATE VIEW v AS SELECT a FROM base"),
        ("duckdb", "CREATE VIEW v AS SELECT a FROM base;"),
        ("postgres", " SELECT base.a\n   FROM base;"),
    ],
)
def test_definitions_as_databases_keep_them(dialect: str, definition: str) -> None:
    schema = {"v": {"view": definition}}
    found = analyze("INSERT INTO o SELECT a FROM v", dialect, schema, look_through_views=True)
    (edge,) = found.columns
    assert edge.input_table.lower().endswith("base")
    assert found.inputs[-1] == edge.input_table


def test_the_command_looks_through_views_whose_definition_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    (tmp_path / "load.sql").write_text("INSERT INTO o (x) SELECT amt FROM paid")
    main(["--json", "--schema", str(tmp_path / "schema.json"), str(tmp_path / "load.sql")])
    assert json.loads(capsys.readouterr().out)["inputs"] == ["paid", "orders"]
