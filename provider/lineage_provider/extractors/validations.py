"""What Great Expectations validated while a task ran: noted in the task's process, told at its end.

In: the method by which Great Expectations 1.x evaluates expectations. Out: :class:`Validation` values of this
process. A module of its own because it is a place where code of others is wrapped.

Everything that validates comes through this one class: the three operators of
airflow-provider-great-expectations, ``ValidationDefinition.run``, ``Checkpoint.run`` and ``Batch.validate``,
in any task. The wrapper lets the result, or the error, go through untouched, and reads it only when it is
there: what fails in reading is one line of the log.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lineage_provider.extractors.result_notes import ResultNotes
from lineage_provider.query_tags.wrapping import Make, when_imported, wrap

if TYPE_CHECKING:
    from lineage_provider.gx.validations import Validation

MAX_VALIDATIONS = 500
"""Validations of a task that are noted."""

_MODULE = "great_expectations.validator.v1_validator"
_MARK = "_lineage_provider_validations"
_notes: ResultNotes[Validation] = ResultNotes("a validation", MAX_VALIDATIONS)

noted, defects, forget = _notes.noted, _notes.defects, _notes.forget


def put_in_place() -> None:
    """Wrap the class where its module is imported already, else when it is."""
    when_imported(_MODULE, "validations", _wrap)


def _wrap(module: ModuleType) -> None:
    owner = getattr(module, "Validator", None)
    if owner is None:
        return
    wrap(owner, "validate_expectation_suite", _noting(_of_suite), mark=_MARK)
    wrap(owner, "validate_expectation", _noting(_of_one), mark=_MARK)


def _noting(parts: Callable[[Any, Any], tuple[Any, list[Any], str | None]]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def validate(self: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(self, *args, **kwargs)
            _notes.add(lambda: _read(self, *parts(self, result)))
            return result

        return validate

    return make


def _of_suite(validator: Any, result: Any) -> tuple[Any, list[Any], str | None]:
    return result.meta.get("batch_spec"), list(result.results), result.suite_name


def _of_one(validator: Any, result: Any) -> tuple[Any, list[Any], str | None]:
    return validator._wrapped_validator.active_batch_spec, [result], None


def _read(validator: Any, spec: Any, results: list[Any], suite: str | None) -> Validation:
    from lineage_provider.gx.reading import read

    return read(validator._batch_definition, spec, results, suite)
