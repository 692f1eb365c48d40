"""The facets dataQualityAssertions (1-1-0) and dataQualityMetrics (1-0-3) of an input dataset.

In: the results of checks, and what they measured. Out: the dataset with both facets. A module of its own
because the place of these facets is a rule of its own.

By the specification both extend InputDatasetFacet: their place is ``inputFacets``. There they go, and into
``facets`` as well: OpenLineage's own example of dataQualityAssertions, the official Airflow provider and
dbt's integration put them there, so consumers that were built against those look nowhere else (Astro);
Marquez reads them as input facets. Both places hold the same; where a consumer reads both, it reads the
same twice.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openlineage.client.event_v2 import InputDataset
from openlineage.client.facet_v2 import data_quality_assertions_dataset as assertions_facet
from openlineage.client.facet_v2 import data_quality_metrics_input_dataset as metrics_facet

from lineage_provider.sql.masking import masked

if TYPE_CHECKING:
    from lineage_provider.sql.measures import Metric

ASSERTIONS, METRICS = "dataQualityAssertions", "dataQualityMetrics"


@dataclass(frozen=True)
class Check:
    """The result of one check on one dataset; the words are those of the facet."""

    assertion: str
    """The kind of check: ``not_null``, ``unique``, ``accepted_range``, ``expression_is_true``, ..."""
    success: bool
    name: str | None = None
    severity: str | None = None
    """``error``: a failure fails the task; ``warn``: it is logged; ``info``: it decides nothing."""
    column: str | None = None
    expected: str | None = None
    actual: str | None = None
    content: str | None = None
    """The check itself, as SQL."""
    description: str | None = None
    params: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Measurement:
    """One number that a check measured."""

    metric: Metric
    column: str
    value: int | float
    condition: str = ""
    """The rows it was measured on, as a SQL condition; empty for all rows."""


def with_quality(dataset: Any, checks: Iterable[Check], measured: Iterable[Measurement] = ()) -> InputDataset:
    """Return ``dataset`` as an input dataset with the checks' results; other facets stay as they are."""
    found: dict[str, Any] = {}
    results = list(checks)
    if results:
        found[ASSERTIONS] = assertions(results)
    numbers = metrics(list(measured))
    if numbers is not None:
        found[METRICS] = numbers
    return InputDataset(
        namespace=dataset.namespace,
        name=dataset.name,
        facets={**(dataset.facets or {}), **found},
        inputFacets={**(getattr(dataset, "inputFacets", None) or {}), **found},
    )


def in_both_places(dataset: Any) -> Any:
    """Return ``dataset`` with the assertions and metrics that it has in one place only in the other, too."""
    common, own = dataset.facets or {}, getattr(dataset, "inputFacets", None) or {}
    quality = {key: known[key] for known in (common, own) for key in (ASSERTIONS, METRICS) if key in known}
    if all(key in common and key in own for key in quality):
        return dataset
    return InputDataset(
        namespace=dataset.namespace,
        name=dataset.name,
        facets={**quality, **common},
        inputFacets={**quality, **own},
    )


def assertions(checks: Iterable[Check]) -> assertions_facet.DataQualityAssertionsDatasetFacet:
    """One assertion a check, in order."""
    return assertions_facet.DataQualityAssertionsDatasetFacet(
        assertions=[
            assertions_facet.Assertion(
                assertion=check.assertion,
                success=check.success,
                column=check.column,
                severity=check.severity,
                name=check.name,
                description=check.description,
                expected=check.expected,
                actual=check.actual,
                content=masked(check.content) if check.content else None,
                contentType="sql" if check.content else None,
                params=_json_ready(check.params) if check.params else None,
            )
            for check in checks
        ]
    )


def metrics(
    measured: list[Measurement], condition: str = ""
) -> metrics_facet.DataQualityMetricsInputDatasetFacet | None:
    """What was measured on one set of rows; None where nothing was.

    Numbers of different sets of rows do not go into one facet: those of all rows come first, else those
    of the one condition that all measurements share. The condition then stands in the facet as
    ``condition``, a property of our own, so that no part is taken for the whole.
    """
    conditions = list(dict.fromkeys(one.condition for one in measured))
    if not conditions or (condition not in conditions and len(conditions) > 1):
        return None
    chosen = condition if condition in conditions else conditions[0]
    known = _agreed(one for one in measured if one.condition == chosen)
    rows = known.pop(("rows", ""), None)
    columns: dict[str, dict[str, Any]] = {}
    for (metric, column), value in known.items():
        field = _FIELDS.get(metric)
        if field is not None and _fits(field, value):
            columns.setdefault(column, {})[field] = value
        if metric == "duplicates" and ("distinct", column) in known:
            columns.setdefault(column, {}).setdefault("count", value + known["distinct", column])
    if rows is None and not columns:
        return None
    facet = metrics_facet.DataQualityMetricsInputDatasetFacet(
        rowCount=int(rows) if rows is not None and _fits("rowCount", rows) else None,
        columnMetrics={name: metrics_facet.ColumnMetrics(**fields) for name, fields in columns.items()},
    )
    return facet.with_additional_properties(condition=chosen) if chosen else facet  # type: ignore[return-value]


_FIELDS: dict[str, str] = {
    "values": "count",
    "nulls": "nullCount",
    "distinct": "distinctCount",
    "sum": "sum",
    "min": "min",
    "max": "max",
}
_WHOLE = frozenset({"rowCount", "nullCount", "distinctCount", "count"})


def number(value: Any) -> int | float | None:
    """``value`` as a JSON number; None for what is none (dates, text, booleans, NaN)."""
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value


def _fits(field: str, value: float) -> bool:
    return field not in _WHOLE or (value >= 0 and float(value).is_integer())


def _agreed(measured: Iterable[Measurement]) -> dict[tuple[str, str], int | float]:
    """One value a measure; two checks that measured different ones leave none."""
    found: dict[tuple[str, str], int | float | None] = {}
    for one in measured:
        key = (one.metric, one.column)
        value = int(one.value) if _FIELDS.get(one.metric) in _WHOLE and _is_whole(one.value) else one.value
        found[key] = value if found.get(key, value) == value else None
    return {key: value for key, value in found.items() if value is not None}


def _is_whole(value: float) -> bool:
    return float(value).is_integer()


def _json_ready(value: Any) -> Any:
    """A parameter as JSON: decimals as numbers, what JSON does not know as text."""
    if isinstance(value, Mapping):
        return {str(key): _json_ready(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_json_ready(one) for one in value]
    if isinstance(value, Decimal):
        return number(value) if value.is_finite() else str(value)
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return str(value)
    return value
