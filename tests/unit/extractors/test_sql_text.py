"""SQL of an operator, cut as its hook will execute it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.extractors.sql_text import MAX_HOOK_SPLIT, splits, statements_of


class Hook:
    """A hook whose default is not to split; splits by lines, to be told apart."""

    def run(self, sql: str, split_statements: bool = False) -> None: ...

    def split_sql_string(self, sql: str) -> list[str]:
        return sql.splitlines()


class SplittingHook(Hook):
    def run(self, sql: str, split_statements: bool = True) -> None: ...


def operator(sql: Any, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(sql=sql, **more)


TWO = "SELECT 1;\nSELECT 2"


def test_a_text_that_the_hook_splits_is_a_list() -> None:
    assert statements_of(operator(TWO), SplittingHook()) == ["SELECT 1;", "SELECT 2"]


def test_a_text_that_goes_to_the_server_whole_stays_a_text() -> None:
    assert statements_of(operator(TWO), Hook()) == TWO


@pytest.mark.parametrize(("asked", "expected"), [(True, True), (False, False)])
def test_the_operator_decides_before_the_hook(asked: bool, expected: bool) -> None:
    assert splits(operator(TWO, split_statements=asked), Hook()) is expected
    assert splits(operator(TWO, split_statements=asked), SplittingHook()) is expected


def test_without_a_wish_the_hooks_default_counts() -> None:
    assert splits(operator(TWO, split_statements=None), SplittingHook())
    assert not splits(operator(TWO), Hook())


def test_a_hook_without_that_parameter_does_not_split() -> None:
    assert not splits(operator(TWO), SimpleNamespace(run=lambda sql: None))
    assert not splits(operator(TWO), SimpleNamespace())


def test_one_statement_needs_no_splitter() -> None:
    assert statements_of(operator("SELECT 1;"), SplittingHook()) == "SELECT 1;"


def test_a_long_text_is_not_given_to_the_hooks_splitter() -> None:
    text = "SELECT 1;\n" * MAX_HOOK_SPLIT
    assert statements_of(operator(text), SplittingHook()) == text


def test_a_list_stays_a_list() -> None:
    assert statements_of(operator(("SELECT 1", "SELECT 2")), Hook()) == ["SELECT 1", "SELECT 2"]


def test_a_splitter_that_fails_leaves_the_text() -> None:
    class Failing(SplittingHook):
        def split_sql_string(self, sql: str) -> list[str]:
            raise ValueError("Maximum number of tokens exceeded")

    assert statements_of(operator(TWO), Failing()) == TWO


def test_what_is_no_text_is_handed_on() -> None:
    assert statements_of(operator(7), Hook()) == 7
