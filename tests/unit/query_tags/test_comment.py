"""SQL comments: their form, their length, and where none is put."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lineage_provider.query_tags.comment import MAX_COMMENT, comment, commented
from lineage_provider.query_tags.tag import TaskTag
from tests.unit.query_tags.conftest import RUN, TAG

COMMENT = (
    "/*app='airflow',dag_id='shop',map_index='-1',openlineage_job_namespace='prod',"
    f"openlineage_run_id='{RUN}',run_id='manual__1',task_id='load',try_number='2'*/"
)


def test_keys_are_sorted_and_the_comment_stands_in_front() -> None:
    assert commented("SELECT 1", TAG) == f"{COMMENT} SELECT 1"


def test_values_cannot_end_the_comment_or_look_like_parameters() -> None:
    text = comment(replace(TAG, run_id="a'*/ ? :x %s"))
    assert "run_id='a%27%2A%2F%20%3F%20%3Ax%20%25s'" in text
    assert text.count("*/") == 1


def test_percent_signs_are_doubled_for_drivers_that_format() -> None:
    text = commented("SELECT %s", replace(TAG, run_id="a:b"), percent=True)
    assert "run_id='a%%3Ab'" in text
    assert text.endswith("*/ SELECT %s")


def test_the_comment_is_cut_by_whole_keys() -> None:
    text = comment(TaskTag("d" * 250, "t" * 250, "r" * 250, openlineage_run_id=RUN))
    assert text == (
        f"/*app='airflow',dag_id='{'d' * 250}',map_index='-1',openlineage_run_id='{RUN}',try_number='1'*/"
    )
    assert len(text) <= MAX_COMMENT


@pytest.mark.parametrize(
    "sql",
    [
        "/*app='mine',route='%2Fx'*/ SELECT 1",
        "SELECT 1 /*route='%2Fx'*/",
        "  ",
    ],
)
def test_a_statement_with_such_a_comment_stays_as_it_is(sql: str) -> None:
    assert commented(sql, TAG) == sql


@pytest.mark.parametrize(
    "sql", ["-- daily\nSELECT 1", "/* daily */ SELECT 1", "SELECT /*+ FULL(t) */ * FROM t"]
)
def test_other_comments_and_hints_are_no_obstacle(sql: str) -> None:
    assert commented(sql, TAG) == f"{COMMENT} {sql}"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", "SELECT 1 {}"),
        ("SELECT 1 ;\n", "SELECT 1 {};"),
        ("SELECT 1 -- one", "SELECT 1 -- one\n{}"),
        ("-- one\nSELECT 1;", "-- one\nSELECT 1 {};"),
    ],
)
def test_behind_a_statement_the_comment_stands_before_its_end(sql: str, expected: str) -> None:
    assert commented(sql, TAG, behind=True) == expected.format(COMMENT)
