"""Scans -> input datasets with the facets dataQualityAssertions and dataQualityMetrics.

In: :class:`Scanned` values. Out: one input dataset a table. A module of its own because this is where scans
and the names of datasets meet. A table of a data frame is known by its name within the task that scanned it:
``soda://dag.task``, ``table``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openlineage.client.event_v2 import InputDataset

from lineage_provider.facets.naming import Identity
from lineage_provider.facets.quality import Check, Measurement, with_quality
from lineage_provider.facets.written import identity_of
from lineage_provider.soda.reading import Outcome, Scanned
from lineage_provider.sql import Problem

if TYPE_CHECKING:
    from lineage_provider.sql.measures import Metric

FRAMES = "soda"
_METRICS: dict[str, Metric] = {
    "row_count": "rows",
    "missing_count": "nulls",
    "min": "min",
    "max": "max",
    "sum": "sum",
}
"""What a check measures -> the metric that it is."""


@dataclass(frozen=True)
class Found:
    """The datasets of all scans, and what could not be known."""

    inputs: tuple[InputDataset, ...] = ()
    problems: tuple[Problem, ...] = ()


def scanned(scans: Iterable[Scanned], owner: str) -> Found:
    """Put the results of scans on their tables; ``owner`` (the task) owns what is in memory."""
    found: dict[Identity, tuple[list[Check], list[Measurement]]] = {}
    problems: list[Problem] = []
    for scan in scans:
        problems += [Problem(0, "input", text) for text in scan.problems]
        for outcome in scan.outcomes:
            try:
                identity = _identity(scan, outcome, owner)
            except ValueError as error:
                problems.append(Problem(0, "input", f"a check of Soda is left out: {error}"[:500]))
                continue
            if identity is None:
                continue
            checks, measured = found.setdefault(identity, ([], []))
            checks.append(_check(outcome))
            measured += _measured(outcome)
    return Found(
        tuple(with_quality(InputDataset(*identity, facets={}), *of) for identity, of in found.items()),
        tuple(problems),
    )


def _identity(scan: Scanned, outcome: Outcome, owner: str) -> Identity | None:
    """None: why the data source cannot be named is a problem of the scan already."""
    source = scan.sources.get(outcome.source)
    if source is None:
        return None
    if source.connection is None:
        return f"{FRAMES}://{owner}", outcome.table
    return identity_of(source.connection.engine(owner), source.schema, outcome.table)


def _check(outcome: Outcome) -> Check:
    return Check(
        assertion=outcome.kind,
        success=outcome.outcome == "pass",
        name=outcome.name,
        severity="warn" if outcome.outcome == "warn" else "error",
        column=outcome.column,
        expected=json.dumps({f"{key} when": value for key, value in outcome.thresholds.items()})
        if outcome.thresholds
        else None,
        actual=None if outcome.value is None else str(outcome.value),
        params={"filter": outcome.part} if outcome.part else None,
    )


def _measured(outcome: Outcome) -> Iterator[Measurement]:
    """What a check measured, where that is of all rows."""
    metric = _METRICS.get(outcome.kind)
    if metric is None or outcome.value is None or outcome.part or not outcome.plain:
        return
    if metric == "rows" or outcome.column:
        yield Measurement(metric, "" if metric == "rows" else outcome.column or "", outcome.value)
