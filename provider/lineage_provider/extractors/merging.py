"""Two results of one task in one: what the first says stays, what the second adds is added.

In: OperatorLineage values, official and ours. Out: one of them, completed. A module of its own because
"never lose what the official provider found" is decided here, and only here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

ERROR = "extractionError"
UNKNOWN = "unknownSourceAttribute"

Dataset = TypeVar("Dataset")


def unique(datasets: Iterable[Dataset]) -> list[Dataset]:
    """Keep the first of every (namespace, name), in order."""
    found: dict[tuple[str, str], Dataset] = {}
    for dataset in datasets:
        found.setdefault((dataset.namespace, dataset.name), dataset)  # type: ignore[attr-defined]
    return list(found.values())


def folded(datasets: Iterable[Dataset]) -> list[Dataset]:
    """Keep the first of every (namespace, name), with the facets that only later ones have."""
    given = list(datasets)
    found = unique(given)
    first = {(one.namespace, one.name): one for one in found}  # type: ignore[attr-defined]
    for later in given:
        one: Any = first[later.namespace, later.name]  # type: ignore[attr-defined]
        for place in ("facets", "inputFacets", "outputFacets"):
            facets = getattr(later, place, None)
            if one is not later and facets and hasattr(one, place):
                setattr(one, place, {**facets, **(getattr(one, place) or {})})
    return found


def add_datasets(lineage: Any, inputs: Iterable[Any], outputs: Iterable[Any]) -> None:
    """Add datasets that ``lineage`` does not have; those it has are not touched."""
    lineage.inputs = unique([*(lineage.inputs or ()), *inputs])
    lineage.outputs = unique([*(lineage.outputs or ()), *outputs])


def add_error(lineage: Any, error: Any) -> None:
    """Report ``error`` (an extractionError facet or None) beside what is reported already."""
    if error is None:
        return
    from lineage_provider.facets.errors import together

    lineage.run_facets = {**(lineage.run_facets or {})}
    lineage.run_facets[ERROR] = together(lineage.run_facets.get(ERROR), error)
