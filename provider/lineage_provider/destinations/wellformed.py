"""Whether a recorded event has the shape of one, before its content is judged.

In: what a line of JSON holds. Out: what has the wrong type, by its place in the event. A module of its own
because every other check may then rely on lists being lists and facets being objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")


def misshapen(event: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each part of ``event`` that is not what the specification says it is.

    >>> list(misshapen({"run": {"runId": "x"}, "inputs": ["orders"]}))
    ["inputs[0] is 'orders', and has to be an object"]
    """
    yield from _typed(event, "eventType", str, "eventType")
    yield from _typed(event, "run", dict, "run")
    if event.get("eventType") and not event.get("run"):
        yield "run is missing in an event that has an eventType"
    if isinstance(time := event.get("eventTime"), str):
        yield from _time(time)
    else:
        yield from _typed(event, "eventTime", str, "eventTime")
    for name in ("run", "job", "dataset"):
        owner = event.get(name)
        if isinstance(owner, dict):
            yield from _named(owner, name)
    for side in ("inputs", "outputs"):
        datasets = event.get(side)
        for place, dataset in enumerate(datasets if isinstance(datasets, list) else ()):
            where = f"{side}[{place}]"
            if isinstance(dataset, dict):
                yield from _named(dataset, where)
            else:
                yield _says(where, dataset, "an object")


def _time(text: str) -> Iterator[str]:
    if not _TIME.match(text):
        yield f"eventTime is {text!r:.60}, and has to be a time as of ISO 8601, like 2026-01-31T12:00:00Z"


def _named(owner: dict[str, Any], where: str) -> Iterator[str]:
    for name in ("namespace", "name"):
        yield from _typed(owner, name, str, f"{where}.{name}")
    for key in ("facets", "inputFacets", "outputFacets"):
        yield from _typed(owner, key, dict, f"{where}.{key}")
        facets = owner.get(key)
        for name, facet in facets.items() if isinstance(facets, dict) else ():
            if facet is not None and not isinstance(facet, dict):
                yield _says(f"{where}.{key}.{name}", facet, "an object")
        if isinstance(facets, dict):
            yield from _schema(facets.get("schema"), f"{where}.{key}.schema")
            yield from _columns(facets.get("columnLineage"), f"{where}.{key}.columnLineage")


def _schema(facet: Any, where: str) -> Iterator[str]:
    if isinstance(facet, dict):
        yield from _typed(facet, "fields", list, f"{where}.fields")
        yield from _objects(facet.get("fields"), f"{where}.fields")


def _columns(facet: Any, where: str) -> Iterator[str]:
    if not isinstance(facet, dict):
        return
    yield from _typed(facet, "fields", dict, f"{where}.fields")
    fields = facet.get("fields")
    for column, edges in fields.items() if isinstance(fields, dict) else ():
        place = f"{where}.fields.{column}"
        if not isinstance(edges, dict):
            yield _says(place, edges, "an object")
            continue
        yield from _typed(edges, "inputFields", list, f"{place}.inputFields")
        yield from _objects(edges.get("inputFields"), f"{place}.inputFields")


def _objects(found: Any, where: str) -> Iterator[str]:
    for place, one in enumerate(found if isinstance(found, list) else ()):
        if not isinstance(one, dict):
            yield _says(f"{where}[{place}]", one, "an object")
            continue
        for name in ("namespace", "name", "field"):
            yield from _typed(one, name, str, f"{where}[{place}].{name}")


_NAMES: dict[Any, str] = {str: "a text", dict: "an object", list: "an array"}


def _typed(owner: dict[str, Any], name: str, kind: type, where: str) -> Iterator[str]:
    value = owner.get(name)
    if value is not None and not isinstance(value, kind):
        yield _says(where, value, _NAMES[kind])


def _says(where: str, value: Any, wanted: str) -> str:
    return f"{where} is {value!r:.60}, and has to be {wanted}"
