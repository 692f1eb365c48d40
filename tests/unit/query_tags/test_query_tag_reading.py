"""A tag as a warehouse shows it, back into its keys; every text here is made by the code that sets tags."""

from __future__ import annotations

import json

import pytest

from lineage_provider.query_tags import bigquery
from lineage_provider.query_tags.comment import comment, commented
from lineage_provider.query_tags.reading import read_tag
from lineage_provider.query_tags.tag import Limit, TaskTag, merged, merged_plain, tag_text

RUN = "01a1fd4d-3f93-71e7-8185-3d224da71560"
TAG = TaskTag("shop", "load.items", "manual__2026-01-01T00:00:00+00:00", 2, 3, RUN, "prod")
ODD = TaskTag("caf\u00e9", 'it\'s "load"', "a, b: c*/", 1, -1)
KEYS = {key: str(value) for key, value in TAG.values().items()}
WIDE = Limit(2000)


@pytest.mark.parametrize("tag", [TAG, ODD])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_whole_tag(tag: TaskTag, ascii_only: bool) -> None:
    found = read_tag(tag_text(tag, Limit(2000, ascii=ascii_only)))
    assert found.values == {key: str(value) for key, value in tag.values().items()}
    assert not found.begun


@pytest.mark.parametrize("tag", [TAG, ODD])
@pytest.mark.parametrize("write", [lambda tag: tag_text(tag, Limit(2000, ascii=True)), comment])
def test_a_tag_cut_anywhere_gives_nothing_that_is_not_in_it(tag: TaskTag, write: object) -> None:
    text = write(tag)  # type: ignore[operator]
    known = {key: str(value) for key, value in tag.values().items()}
    for length in range(len(text)):
        found = read_tag(text[:length])
        assert found.values.items() <= known.items()
        assert all(known[key].startswith(value) for key, value in found.begun.items())


def test_a_cut_tag_keeps_the_beginning_of_its_last_value() -> None:
    found = read_tag('{"app":"airflow","dag_id":"shop","task_id":"load","run_id":"manual__20')
    assert found.values == {"app": "airflow", "dag_id": "shop", "task_id": "load"}
    assert found.begun == {"run_id": "manual__20"}


def test_a_number_that_the_cut_may_have_shortened_is_left_out() -> None:
    assert read_tag('{"dag_id":"shop","try_number":1').values == {"dag_id": "shop"}


@pytest.mark.parametrize("user", ["nightly run", '{"team": "dwh", "dag": "x"}'])
def test_a_tag_merged_with_a_users_own(user: str) -> None:
    assert KEYS.items() <= read_tag(merged(user, TAG, WIDE)).values.items() | {("dag_id", "shop")}


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(tag_text(TAG, WIDE))[1:-1],
        tag_text(TAG, WIDE).replace('"', '""'),
        f"-- history\n{tag_text(TAG, WIDE)} | 12 ms",
    ],
)
def test_a_tag_as_logs_and_exports_write_it(written: str) -> None:
    assert read_tag(written).values == KEYS


def test_a_comment_anywhere_in_a_statement() -> None:
    sql = "SELECT a FROM t WHERE dag_id = 'other'"
    for text in (commented(sql, TAG), commented(sql, TAG, behind=True)):
        assert read_tag(text).values == KEYS


def test_application_names() -> None:
    limit = Limit(63, "bytes", ascii=True)
    assert read_tag(tag_text(TAG, limit)).values == {"openlineage_run_id": RUN}
    assert read_tag(merged_plain("etl", TAG, limit)).run_ids == (RUN,)
    assert read_tag(merged_plain("etl", TaskTag("shop", "load", "r"), limit)).task == "shop.load"


def test_labels_of_bigquery() -> None:
    labels = bigquery.labels(TAG)
    as_text = ",".join(f"{key}:{value}" for key, value in labels.items())
    as_list = json.dumps([{"key": key, "value": value} for key, value in labels.items()])
    expected = {
        "openlineage_run_id": RUN,
        "dag_id": "shop",
        "task_id": "load-items",
        "try_number": "2",
        "map_index": "3",
    }
    assert read_tag(as_list).values == {**expected, "openlineage_job_namespace": "prod"}
    assert read_tag(as_text).values == expected
    assert read_tag(as_text).begun == {"openlineage_job_namespace": "prod"}


def test_tags_of_databricks() -> None:
    found = read_tag("airflow_dag_id:shop,airflow_task_id:load,team:dwh,openlineage_run_id:" + RUN)
    assert found.values == {"dag_id": "shop", "task_id": "load", "openlineage_run_id": RUN}


@pytest.mark.parametrize("text", ["", "nightly", "SELECT 1", '{"team": "dwh"}', "{", '{"dag_id":'])
def test_a_text_that_names_no_task(text: str) -> None:
    assert not read_tag(text).names_a_task
