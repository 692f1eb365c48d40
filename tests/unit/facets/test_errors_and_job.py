"""The facets extractionError and sql."""

from __future__ import annotations

from openlineage.client.serde import Serde

from lineage_provider.facets import extraction_error, failure, sql_facet, together
from lineage_provider.facets.errors import MAX_ERRORS, MAX_TEXT
from lineage_provider.sql.model import Problem


def test_no_problem_no_facet() -> None:
    assert extraction_error([], 3) is None


def test_problems_carry_statement_text_and_number_from_zero() -> None:
    facet = extraction_error([Problem(2, "parse", "no FROM", line=3)], 2, {1: "SELECT 1", 2: "SELEC 2"})
    assert facet is not None
    assert (facet.totalTasks, facet.failedTasks) == (2, 1)
    (error,) = facet.errors
    assert (error.errorMessage, error.task, error.taskNumber) == ("parse: no FROM (line 3)", "SELEC 2", 1)


def test_a_problem_of_the_whole_text_has_no_number() -> None:
    facet = extraction_error([Problem(0, "input", "SQL is a int")], 0)
    assert facet is not None
    assert Serde.to_dict(facet)["errors"] == [{"errorMessage": "input: SQL is a int"}]
    assert (facet.totalTasks, facet.failedTasks) == (1, 1)


def test_two_problems_of_a_statement_are_one_failed_task() -> None:
    facet = extraction_error([Problem(1, "unresolved", "a"), Problem(1, "ambiguous", "b")], 4)
    assert facet is not None
    assert (facet.totalTasks, facet.failedTasks, len(facet.errors)) == (4, 1, 2)


def test_errors_and_texts_are_bounded() -> None:
    facet = extraction_error([Problem(n, "parse", "x") for n in range(1, 200)], 199, {1: "x" * 5000})
    assert facet is not None
    assert len(facet.errors) == MAX_ERRORS
    assert facet.failedTasks == 199
    assert len(facet.errors[0].task or "") == MAX_TEXT


def test_two_reports_together_say_both() -> None:
    first, second = failure("ours", "load"), extraction_error([Problem(1, "parse", "theirs")], 1)
    both = together(first, second)
    assert both is not None
    assert [e.errorMessage for e in both.errors] == ["ours", "parse: theirs"]
    assert (both.totalTasks, both.failedTasks) == (2, 2)
    assert together(first, None) is first
    assert together(None, second) is second


def test_sql_facet_joins_statements_by_semicolons() -> None:
    facet = sql_facet(["INSERT INTO a SELECT 1;", "  ", "SELECT 2 "], "duckdb")
    assert (facet.query, facet.dialect) == ("INSERT INTO a SELECT 1;\nSELECT 2", "duckdb")


def test_sql_facet_without_a_known_dialect() -> None:
    assert "dialect" not in Serde.to_dict(sql_facet(["SELECT 1"], None))
