"""What Great Expectations and Soda validated in a task, put into the task's lineage.

In: the lineage of a task that has ended. Out: the same, with the validated datasets as inputs and their
data-quality facets. A module of its own because only tasks that validated need what it imports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from openlineage.client.event_v2 import InputDataset

from lineage_provider.extractors import scans, validations
from lineage_provider.extractors.event import TaskEvent
from lineage_provider.extractors.merging import UNKNOWN, add_datasets, add_error
from lineage_provider.facets import extraction_error
from lineage_provider.gx.datasets import validated
from lineage_provider.soda.datasets import scanned
from lineage_provider.sql import Problem

if TYPE_CHECKING:
    from lineage_provider.settings import Settings


def add_validations(lineage: Any, event: TaskEvent, settings: Settings) -> None:
    """Add the datasets of all validations; a dataset that is known already gets the facets."""
    noted, scanned_here = validations.noted(), scans.noted()
    by_gx = validated(noted, event.name, settings.analysis_budget)
    by_soda = scanned(scanned_here, event.name)
    for inputs in (by_gx.inputs, by_soda.inputs):
        _add(lineage, inputs)
    defects = [Problem(0, "internal", text) for text in (*validations.defects(), *scans.defects())]
    problems = (*by_gx.problems, *by_soda.problems, *defects)
    error = extraction_error(problems, len(noted) + len(scanned_here), {})
    add_error(lineage, error)
    if error is not None:
        event.warn(problems[0].message, len(problems))


def _add(lineage: Any, inputs: Sequence[InputDataset]) -> None:
    ours = {(one.namespace, one.name): one for one in inputs}
    for dataset in lineage.inputs or ():
        one = ours.get((dataset.namespace, dataset.name))
        if one is not None:
            # In front of ours in the order, and with all that was known of it.
            one.facets = {**(dataset.facets or {}), **(one.facets or {})}
            one.inputFacets = {**(getattr(dataset, "inputFacets", None) or {}), **(one.inputFacets or {})}
    lineage.inputs = [ours.get((one.namespace, one.name), one) for one in lineage.inputs or ()]
    add_datasets(lineage, inputs, ())
    if inputs and lineage.run_facets:
        lineage.run_facets.pop(UNKNOWN, None)
