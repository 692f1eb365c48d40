"""Python's collector while a text is analysed: rarer, never off, and afterwards as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from lineage_provider.sql import analyze
from lineage_provider.sql.collector import MANY, RareCollections
from lineage_provider.sql.statement import Statement


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


class Watching:
    """A catalog that looks at the threshold while it is asked."""

    def load(self, tables: Any) -> dict[Any, Any]:
        self.seen = gc.get_threshold()
        return {}


def test_collections_are_rare_inside_and_as_before_afterwards() -> None:
    catalog = Watching()
    analyze("INSERT INTO t SELECT a FROM s", "postgres", catalog)
    assert catalog.seen == (MANY, 3, 3)
    assert gc.get_threshold() == (700, 10, 10)


def test_an_error_inside_puts_the_threshold_back() -> None:
    with pytest.raises(ValueError, match="inside"), RareCollections():
        raise ValueError("inside")
    assert gc.get_threshold() == (700, 10, 10)


def test_rounds_that_somebody_chose_are_kept() -> None:
    gc.set_threshold(700, 50, 0)
    with RareCollections():
        assert gc.get_threshold() == (MANY, 50, 0)
    assert gc.get_threshold() == (700, 50, 0)


@pytest.mark.parametrize("first", [0, MANY, 5 * MANY])
def test_a_collector_that_is_off_or_rarer_is_left_alone(first: int) -> None:
    gc.set_threshold(first, 10, 10)
    with RareCollections():
        assert gc.get_threshold()[0] == first
    assert gc.get_threshold()[0] == first


def test_one_that_enters_while_another_is_inside_leaves_it_to_the_first() -> None:
    first, second = RareCollections(), RareCollections()
    first.__enter__()
    second.__enter__()
    first.__exit__()
    second.__exit__()
    assert gc.get_threshold() == (700, 10, 10)


def test_statements_are_freed_without_the_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        analyze("INSERT INTO t SELECT a, b + c AS d FROM s JOIN u ON s.k = u.k WHERE e > 1", "postgres")
        assert not [each for each in gc.get_objects() if isinstance(each, Statement)]
    finally:
        gc.enable()
