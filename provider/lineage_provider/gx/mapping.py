"""Outcomes of expectations -> assertions and measurements.

In: :class:`Outcome`. Out: :class:`Check` and :class:`Measurement`. A module of its own because it is the
table of which expectation says what: ``severity`` of Great Expectations in the facet's words, and the numbers
that fit a metric. What an expectation measured on a part of the rows (``row_condition``) is no metric.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lineage_provider.facets.quality import Check, Measurement, number
from lineage_provider.gx.validations import Outcome

if TYPE_CHECKING:
    from lineage_provider.sql.measures import Metric

_SEVERITIES = {"critical": "error", "warning": "warn", "info": "info"}
_OBSERVED: dict[str, Metric] = {
    "expect_table_row_count_to_be_between": "rows",
    "expect_table_row_count_to_equal": "rows",
    "expect_column_unique_value_count_to_be_between": "distinct",
    "expect_column_min_to_be_between": "min",
    "expect_column_max_to_be_between": "max",
    "expect_column_sum_to_be_between": "sum",
}
"""Expectation -> the metric that its observed value is."""
_NOT_NULL = "expect_column_values_to_not_be_null"
_NULL = "expect_column_values_to_be_null"
_CONTENT = ("unexpected_rows_query", "query", "comparison_query", "base_query")
"""Arguments that are SQL."""


def check(outcome: Outcome, suite: str | None, column: str | None) -> Check:
    """Return the assertion; ``column`` is the outcome's, as the dataset has it."""
    arguments = {name: value for name, value in outcome.kwargs.items() if name != "column"}
    content = next((outcome.kwargs[name] for name in _CONTENT if outcome.kwargs.get(name)), None)
    expected = {name: value for name, value in arguments.items() if name not in _CONTENT}
    params = {name: value for name, value in outcome.kwargs.items() if name not in _CONTENT}
    if outcome.meta:
        params["meta"] = dict(outcome.meta)
    return Check(
        assertion=outcome.kind,
        success=outcome.success,
        name=outcome.id or (f"{suite}.{outcome.kind}" if suite else None),
        severity=_SEVERITIES.get(outcome.severity or ""),
        column=column,
        expected=json.dumps(expected) if expected else None,
        actual=_actual(outcome),
        content=str(content) if content else None,
        description=outcome.description,
        params=params or None,
    )


def _actual(outcome: Outcome) -> str | None:
    """What was found, as text: ``error`` where the expectation could not be evaluated."""
    if outcome.raised:
        return "error"
    if outcome.observed is not None:
        return outcome.observed if isinstance(outcome.observed, str) else json.dumps(outcome.observed)
    counted = ("unexpected_count", "unexpected_percent")
    found = {name: outcome.numbers[name] for name in counted if name in outcome.numbers}
    return json.dumps(found) if found else None


def column_of(outcome: Outcome) -> str | None:
    """The one column that an expectation is about."""
    column = outcome.kwargs.get("column")
    return column if isinstance(column, str) else None


def measured(outcome: Outcome, column: str | None, condition: str) -> Iterator[Measurement]:
    """Yield what the outcome measured: of the table, and of ``column`` where that is known."""
    if outcome.raised or outcome.kwargs.get("row_condition"):
        return
    metric = _OBSERVED.get(outcome.kind)
    value = number(outcome.observed)
    if metric == "rows" and value is not None:
        yield Measurement(metric, "", value, condition)
    elif metric is not None and value is not None and column:
        yield Measurement(metric, column, value, condition)
    elements = outcome.numbers.get("element_count")
    if elements is None or column_of(outcome) is None:
        return
    if outcome.kind in (_NOT_NULL, _NULL):
        # These count every row; others leave out what `ignore_row_if` says.
        yield Measurement("rows", "", elements, condition)
    if column:
        yield Measurement("values", column, elements, condition)
        nulls = _nulls(outcome)
        if nulls is not None:
            yield Measurement("nulls", column, nulls, condition)


def _nulls(outcome: Outcome) -> Any:
    if outcome.kind == _NOT_NULL:
        # Of no rows at all Great Expectations counts nothing, and says None.
        return outcome.numbers.get("unexpected_count", 0 if outcome.numbers["element_count"] == 0 else None)
    if outcome.kind == _NULL:
        unexpected = outcome.numbers.get("unexpected_count")
        return None if unexpected is None else outcome.numbers["element_count"] - unexpected
    return outcome.numbers.get("missing_count")
