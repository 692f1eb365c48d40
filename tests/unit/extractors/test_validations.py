"""Validations are noted behind Great Expectations' back: it gets its own results and errors."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from lineage_provider.extractors import listener, validations
from tests.unit.gx.results import batch_definition, not_null, table_spec


class Validator:
    """The part of Great Expectations' class that is wrapped."""

    def __init__(self, outcome: Any) -> None:
        self._outcome = outcome
        self._batch_definition = batch_definition()
        self._wrapped_validator = SimpleNamespace(active_batch_spec=table_spec())

    def validate_expectation_suite(self, suite: Any, parameters: Any = None) -> Any:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def validate_expectation(self, expectation: Any) -> Any:
        return self._outcome


@pytest.fixture
def wrapped(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Validator]]:
    kind = type("Validator", (Validator,), dict(vars(Validator)))
    module = ModuleType("v1_validator")
    module.Validator = kind  # type: ignore[attr-defined]
    validations._wrap(module)
    yield kind
    validations.forget()


def suite_result() -> Any:
    return SimpleNamespace(meta={"batch_spec": table_spec()}, results=[not_null("id")], suite_name="orders")


def test_the_result_of_a_suite_is_noted_and_returned(wrapped: type[Validator]) -> None:
    result = suite_result()

    assert wrapped(result).validate_expectation_suite("suite") is result
    (noted,) = validations.noted()
    assert noted.suite == "orders"
    assert [one.kwargs for one in noted.outcomes] == [{"column": "id"}]


def test_the_result_of_one_expectation_is_noted(wrapped: type[Validator]) -> None:
    result = not_null("id")

    assert wrapped(result).validate_expectation("expectation") is result
    assert len(validations.noted()) == 1


def test_an_error_of_great_expectations_goes_through(wrapped: type[Validator]) -> None:
    with pytest.raises(RuntimeError, match="no table"):
        wrapped(RuntimeError("no table")).validate_expectation_suite("suite")

    assert validations.noted() == ()


def test_a_result_that_cannot_be_read_breaks_nothing(wrapped: type[Validator]) -> None:
    odd = SimpleNamespace(meta=None)

    assert wrapped(odd).validate_expectation_suite("suite") is odd
    assert validations.noted() == ()
    assert len(validations.defects()) == 1


def test_another_task_of_the_same_process_begins_anew(wrapped: type[Validator]) -> None:
    def task(name: str) -> Any:
        return SimpleNamespace(dag_id="d", run_id="r", task_id=name, map_index=-1, try_number=1)

    listener.forget_other_tasks(task("first"))
    wrapped(suite_result()).validate_expectation_suite("suite")
    listener.forget_other_tasks(task("first"))
    assert len(validations.noted()) == 1

    listener.forget_other_tasks(task("second"))
    assert validations.noted() == ()
