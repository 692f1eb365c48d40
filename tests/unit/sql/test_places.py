"""Where problems are: line and column of the text that the user has."""

from __future__ import annotations

import pytest

from lineage_provider.sql import analyze

CASES = [
    ("SELECT 1;\nINSERT INTO x SELEC a\n FROM b", (2, 15, "SELEC a")),
    ("INSERT INTO o (a)\nSELECT\n  a FROM t, u", (3, 3, "a FROM t, u")),
    ("SELECT 1; SELECT FROM WHERE x", (1, 23, "WHERE x")),
    ('SELECT 1;\nSELECT "y z" FROM a, {{ params.table }}', (2, 8, '"y z" FROM a')),
    ("DO $$ BEGIN\n INSERT INTO x\n SELECT y\n FROM a, b;\nEND $$;", (3, 9, "y")),
    ("/* of\ntwo lines */ SELECT é, b FROM t, u", (2, 21, "é, b")),
]


@pytest.mark.parametrize(("sql", "place"), CASES)
def test_the_first_problem_is_where_its_word_begins(sql: str, place: tuple[int, int, str]) -> None:
    line, column, there = place
    problem = analyze(sql, "postgres").problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert sql.split("\n")[line - 1][column - 1 :].startswith(there)


def test_of_a_list_the_place_is_in_its_item() -> None:
    problem = analyze(["SELECT 1", "SELECT 2;\nSELECT a FROM t, u"], "postgres").problems[0]
    assert (problem.statement, problem.line, problem.column) == (2, 2, 8)


def test_messages_show_no_internals_of_the_parser() -> None:
    (problem,) = analyze("SELECT FROM WHERE )", "postgres").problems
    assert problem.message == "Expected table name but got 'WHERE'"
