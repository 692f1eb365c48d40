"""Make an event smaller than a backend's limit without losing its lineage.

In: an event as a JSON object, which is changed, and a size in bytes of JSON. Out: whether it fits now. A
module of its own because the order in which facets are given up is one list, the least useful first. Names of
datasets and the edges of column lineage are never given up here (``splitting`` divides them).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Event = dict[str, Any]

LONGEST_TEXT = 8_000
"""Characters that stay of a SQL text or a stack trace that has to be cut."""
CUT = "... (cut)"


def size(event: Event) -> int:
    """Bytes of the event as it is sent: JSON without blanks, in UTF-8."""
    return len(json.dumps(event, separators=(",", ":"), ensure_ascii=False, default=str).encode())


def trim(event: Event, limit: int, *, keep_schema: bool = False) -> bool:
    """Give up facets, step by step, until ``event`` has at most ``limit`` bytes."""
    if size(event) <= limit:
        return True
    for step in _STEPS:
        if keep_schema and step is _schemas:
            continue
        if step(event) and size(event) <= limit:
            return True
    return False


def drop_facets(event: Event, names: tuple[str, ...]) -> bool:
    """Take facets of these names out, wherever they are."""
    found = [(facets, name) for facets in facets_of(event) for name in names if name in facets]
    for facets, name in found:
        del facets[name]
    return bool(found)


def facets_of(event: Event) -> Iterator[dict[str, Any]]:
    """Yield every mapping of facets of an event: run, job, datasets on both sides, the single dataset."""
    for owner in (event.get("run"), event.get("job"), event.get("dataset")):
        if isinstance(owner, dict) and isinstance(owner.get("facets"), dict):
            yield owner["facets"]
    for dataset in datasets_of(event):
        for key in ("facets", "inputFacets", "outputFacets"):
            if isinstance(dataset.get(key), dict):
                yield dataset[key]


def datasets_of(event: Event) -> Iterator[dict[str, Any]]:
    """Yield the datasets on both sides of an event."""
    for side in ("inputs", "outputs"):
        for dataset in event.get(side) or ():
            if isinstance(dataset, dict):
                yield dataset


def _dropping(*names: str) -> Callable[[Event], bool]:
    def step(event: Event) -> bool:
        return drop_facets(event, names)

    return step


def _cutting(facet: str, key: str) -> Callable[[Event], bool]:
    """A step that cuts a long text inside a facet."""

    def step(event: Event) -> bool:
        changed = False
        for facets in facets_of(event):
            found = facets.get(facet)
            text = found.get(key) if isinstance(found, dict) else None
            if isinstance(text, str) and len(text) > LONGEST_TEXT:
                found[key] = text[:LONGEST_TEXT] + CUT  # type: ignore[index]
                changed = True
        return changed

    return step


def _expressions(event: Event) -> bool:
    """The texts of transformations; what kind they are stays."""
    changed = False
    for facets in facets_of(event):
        found = facets.get("columnLineage")
        if not isinstance(found, dict):
            continue
        inputs = [one for column in (found.get("fields") or {}).values() for one in column["inputFields"]]
        for field in (*inputs, *(found.get("dataset") or ())):
            for transformation in field.get("transformations") or ():
                changed = transformation.pop("description", None) is not None or changed
    return changed


def _comments(event: Event) -> bool:
    """The comments of columns; names and types stay."""
    changed = False
    for facets in facets_of(event):
        found = facets.get("schema")
        for field in (found.get("fields") or ()) if isinstance(found, dict) else ():
            changed = field.pop("description", None) is not None or changed
    return changed


def _check_texts(event: Event) -> bool:
    """The SQL of checks; their results stay."""
    changed = False
    for facets in facets_of(event):
        found = facets.get("dataQualityAssertions")
        for assertion in (found.get("assertions") or ()) if isinstance(found, dict) else ():
            for key in ("content", "contentType", "description", "params"):
                changed = assertion.pop(key, None) is not None or changed
    return changed


def _schemas(event: Event) -> bool:
    return drop_facets(event, ("schema",))


_STEPS: tuple[Callable[[Event], bool], ...] = (
    _dropping("sourceCode", "debug", "unknownSourceAttribute"),
    _expressions,
    _cutting("errorMessage", "stackTrace"),
    _cutting("sql", "query"),
    _check_texts,
    _comments,
    _dropping("documentation"),
    _dropping("airflow", "airflowState"),
    _dropping("airflowDagRun", "airflow_mappedTask", "extractionError"),
    _dropping("test", "tags", "ownership", "queryTag", "symlinks"),
    _dropping("sql", "errorMessage"),
    _dropping("dataQualityMetrics", "dataQualityAssertions"),
    _schemas,
)
