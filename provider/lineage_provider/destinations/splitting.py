"""Divide an event that is still too large into several that say the same together.

In: an event as a JSON object, and whether a part fits. Out: parts with the same run and job. A module of its
own because this is the last resort, once trimming has nothing left to give up.

Every pair of an input and an output that the whole event connects is in one of the parts, because some
backends (OpenMetadata) read each event alone. The last part keeps the event's type, the others are RUNNING
(the OpenLineage specification, "Run State Update": their datasets add up); a START comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Event = dict[str, Any]


def split(event: Event, fits: Callable[[Event], bool]) -> list[Event]:
    """Return parts of ``event``, each of which fits or cannot be divided any more."""
    parts = _parts(event, fits)
    if len(parts) == 1:
        return parts
    kept = parts[0] if event.get("eventType") == "START" else parts[-1]
    return [part if part is kept else {**part, "eventType": "RUNNING"} for part in parts]


def links(event: Event) -> int:
    """Pairs of inputs and outputs that the event connects."""
    return len(event.get("inputs") or ()) * len(event.get("outputs") or ())


def _parts(event: Event, fits: Callable[[Event], bool]) -> list[Event]:
    if fits(event):
        return [event]
    for halves in (_by_outputs, _by_inputs, _by_columns):
        both = halves(event)
        if both is not None:
            return [part for half in both for part in _parts(half, fits)]
    return [event]


def _by_outputs(event: Event) -> tuple[Event, Event] | None:
    outputs = event.get("outputs") or []
    if len(outputs) < 2:
        return None
    middle = len(outputs) // 2
    return {**event, "outputs": outputs[:middle]}, {**event, "outputs": outputs[middle:]}


def _by_inputs(event: Event) -> tuple[Event, Event] | None:
    inputs = event.get("inputs") or []
    if len(inputs) < 2:
        return None
    middle = len(inputs) // 2
    return _with_inputs(event, inputs[:middle]), _with_inputs(event, inputs[middle:])


def _with_inputs(event: Event, inputs: list[Any]) -> Event:
    """The event with some of its inputs, and with the column edges that come from them."""
    known = {(one.get("namespace"), one.get("name")) for one in inputs}

    def here(field: dict[str, Any]) -> bool:
        return (field.get("namespace"), field.get("name")) in known

    outputs = []
    for output in event.get("outputs") or []:
        lineage = (output.get("facets") or {}).get("columnLineage")
        if isinstance(lineage, dict):
            fields = {
                name: {**column, "inputFields": [one for one in column["inputFields"] if here(one)]}
                for name, column in (lineage.get("fields") or {}).items()
            }
            smaller = {**lineage, "fields": {n: c for n, c in fields.items() if c["inputFields"]}}
            if "dataset" in lineage:
                smaller["dataset"] = [one for one in lineage["dataset"] or () if here(one)]
            output = {**output, "facets": {**output["facets"], "columnLineage": smaller}}
        outputs.append(output)
    return {**event, "inputs": inputs, "outputs": outputs}


def _by_columns(event: Event) -> tuple[Event, Event] | None:
    """Halves of the columns of the only output; its schema goes with them."""
    outputs = event.get("outputs") or []
    lineage = (outputs[0].get("facets") or {}).get("columnLineage") if len(outputs) == 1 else None
    fields = (lineage.get("fields") or {}) if isinstance(lineage, dict) else {}
    if len(fields) < 2:
        return None
    names = list(fields)
    middle = len(names) // 2
    return _with_columns(event, names[:middle]), _with_columns(event, names[middle:])


def _with_columns(event: Event, names: list[str]) -> Event:
    output = event["outputs"][0]
    lineage = output["facets"]["columnLineage"]
    facets = {
        **output["facets"],
        "columnLineage": {**lineage, "fields": {n: lineage["fields"][n] for n in names}},
    }
    schema = facets.get("schema")
    if isinstance(schema, dict):
        kept = [field for field in schema.get("fields") or () if field.get("name") in names]
        facets["schema"] = {**schema, "fields": kept}
    return {**event, "outputs": [{**output, "facets": facets}]}
