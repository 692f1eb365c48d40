"""The tag's text: order of keys, the rule of cutting, and merging with a user's own tag."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_provider.query_tags.tag import KEYS, PRIORITY, Limit, TaskTag, merged, merged_plain, tag_text
from tests.unit.query_tags.conftest import RUN, SHORT, TAG, TEXT

SNOWFLAKE = Limit(2000)
POSTGRES = Limit(63, "bytes", ascii=True)


def test_the_whole_tag_is_one_json_object_with_keys_in_a_fixed_order() -> None:
    assert tag_text(TAG, SNOWFLAKE) == TEXT
    assert tuple(json.loads(TEXT)) == KEYS


def test_without_openlineage_its_keys_are_left_out() -> None:
    tag = TaskTag("shop", "load", "manual__1")
    assert tag_text(tag, SNOWFLAKE) == (
        '{"app":"airflow","dag_id":"shop","task_id":"load","run_id":"manual__1","try_number":1,"map_index":-1}'
    )


def test_63_bytes_hold_the_run_id_of_openlineage() -> None:
    assert tag_text(TAG, POSTGRES) == SHORT
    assert len(SHORT) == 61


@pytest.mark.parametrize("dropped", range(1, len(PRIORITY)))
def test_what_does_not_fit_goes_by_priority(dropped: int) -> None:
    kept = PRIORITY[: len(PRIORITY) - dropped]
    wanted = {key: value for key, value in TAG.values().items() if key in kept}
    exact = json.dumps(wanted, separators=(",", ":"))
    assert tag_text(TAG, Limit(len(exact))) == exact


def test_a_key_that_is_too_long_leaves_room_for_the_next() -> None:
    tag = replace(TAG, dag_id="d" * 250)
    assert tag_text(tag, Limit(90)) == f'{{"task_id":"load","openlineage_run_id":"{RUN}"}}'


def test_too_little_room_gives_no_tag() -> None:
    assert tag_text(TAG, Limit(10)) == ""


def test_other_characters_are_escaped_where_the_engine_would_spoil_them() -> None:
    tag = TaskTag("überblick", "load", "r")
    assert tag_text(tag, Limit(27, "bytes", ascii=True)) == '{"dag_id":"\\u00fcberblick"}'
    assert tag_text(tag, Limit(22)) == '{"dag_id":"überblick"}'


_NAMES = st.text(min_size=1, max_size=250)


@given(_NAMES, _NAMES, _NAMES, st.integers(0, 400), st.sampled_from(["characters", "bytes"]), st.booleans())
def test_a_cut_tag_fits_and_every_value_in_it_is_whole(
    dag: str, task: str, run: str, size: int, unit: str, ascii: bool
) -> None:
    tag = TaskTag(dag, task, run, openlineage_run_id=RUN)
    limit = Limit(size, unit, ascii)  # type: ignore[arg-type]
    text = tag_text(tag, limit)
    assert limit.fits(text)
    found = json.loads(text) if text else {}
    assert found.items() <= tag.values().items()


def test_a_users_object_keeps_its_text_and_its_keys() -> None:
    user = '{ "team": "dwh", "task_id": "theirs", "cost": 1.50 }'
    text = merged(user, TaskTag("shop", "load", "manual__1"), SNOWFLAKE)
    assert text == (
        '{ "team": "dwh", "task_id": "theirs", "cost": 1.50,"app":"airflow","dag_id":"shop",'
        '"run_id":"manual__1","try_number":1,"map_index":-1}'
    )
    assert json.loads(text)["task_id"] == "theirs"


def test_a_mapping_is_taken_as_an_object() -> None:
    assert merged({"team": "dwh"}, TAG, Limit(80)) == f'{{"team":"dwh","openlineage_run_id":"{RUN}"}}'


def test_an_empty_object_is_filled() -> None:
    assert merged("{}", TAG, SNOWFLAKE) == TEXT


@pytest.mark.parametrize("user", [None, "", "  "])
def test_no_tag_of_a_user_is_no_merge(user: str | None) -> None:
    assert merged(user, TAG, SNOWFLAKE) == TEXT


@pytest.mark.parametrize("user", ["etl orders", "[1, 2]", "42", '{"cut', 'say "hi"'])
def test_another_text_goes_under_a_key_in_front(user: str) -> None:
    text = merged(user, TAG, SNOWFLAKE)
    assert next(iter(json.loads(text).items())) == ("user_tag", user)
    assert json.loads(text)["openlineage_run_id"] == RUN


@pytest.mark.parametrize("user", ["x" * 1990, "x" * 3000, json.dumps({"note": "x" * 1985})])
def test_where_both_do_not_fit_the_users_stays_as_it_is(user: str) -> None:
    assert merged(user, TAG, SNOWFLAKE) == user


def test_beside_a_long_tag_of_a_user_ours_is_cut() -> None:
    text = merged("x" * 1915, TAG, SNOWFLAKE)
    assert json.loads(text) == {"user_tag": "x" * 1915, "openlineage_run_id": RUN}
    assert len(text) <= 2000


def test_merging_twice_changes_nothing() -> None:
    for user in (None, '{"team":"dwh"}', "etl"):
        once = merged(user, TAG, SNOWFLAKE)
        assert merged(once, TAG, SNOWFLAKE) == once


def test_a_short_name_of_a_user_stays_in_front_of_the_run_id() -> None:
    assert merged_plain("nightly etl", TAG, POSTGRES) == f"nightly etl {RUN}"


def test_a_long_name_of_a_user_stays_alone() -> None:
    assert merged_plain("x" * 27, TAG, POSTGRES) == "x" * 27
    assert merged_plain("x" * 26, TAG, POSTGRES) == f"{'x' * 26} {RUN}"


def test_a_users_characters_are_counted_in_bytes() -> None:
    assert merged_plain("ä" * 14, TAG, POSTGRES) == "ä" * 14
    assert merged_plain("ä" * 13, TAG, POSTGRES) == f"{'ä' * 13} {RUN}"


def test_a_name_that_has_the_run_id_stays() -> None:
    assert merged_plain(f"etl {RUN}", TAG, POSTGRES) == f"etl {RUN}"
