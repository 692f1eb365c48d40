"""Validates whole OpenLineage events against the published JSON Schemas.

In: events as dicts (lines of a file transport). Out: every place of them that breaks a schema. The core
schema judges the event; each facet is judged by the file that its ``_schemaURL`` names. A module of its own
because unit and integration tests share it.

The schemas are looked for in the folder named by ``OPENLINEAGE_SPEC``, else in
``../shared/openlineage_spec`` beside this repository. Without them :func:`problems_of` skips the
calling test with that reason; ``requires_spec`` does the same for a whole test, before it runs.

    from tests.openlineage_schema import problems_of

    assert problems_of([json.loads(line) for line in events_file.read_text().splitlines()]) == []
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

SPEC = Path(
    os.environ.get("OPENLINEAGE_SPEC") or Path(__file__).resolve().parents[2] / "shared" / "openlineage_spec"
)
REASON = f"no OpenLineage JSON Schemas in {SPEC} (set OPENLINEAGE_SPEC to the folder that has them)"
requires_spec = pytest.mark.skipif(not (SPEC / "OpenLineage.json").is_file(), reason=REASON)

_STANDARD_FACET = re.compile(r"^https://openlineage\.io/spec/facets/[\d-]+/\w+\.json")

_formats = FormatChecker(formats=("uuid",))


@_formats.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@_formats.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$", value) is not None


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    """All schemas by their ``$id``."""
    files = [SPEC / "OpenLineage.json", *sorted((SPEC / "facets").glob("*.json"))]
    schemas = [json.loads(file.read_text()) for file in files]
    return {schema["$id"]: schema for schema in schemas}


@cache
def _validator(reference: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(schema)) for name, schema in _schemas().items()]
    )
    return Draft202012Validator({"$ref": reference}, registry=registry, format_checker=_formats)


@cache
def _core() -> str:
    return next(name for name in _schemas() if name.endswith("/OpenLineage.json"))


def _core_definition(event: dict[str, Any]) -> str:
    """The definition an event claims to follow (checked singly: messages of oneOf name no place)."""
    return "RunEvent" if "run" in event else "DatasetEvent" if "dataset" in event else "JobEvent"


def _errors(reference: str, value: object, place: str) -> Iterator[str]:
    for error in _validator(reference).iter_errors(value):
        path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in error.absolute_path)
        yield f"{place}{path}: {error.message}"


def _facets(event: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (place, key, facet) of every facet in the event."""
    owners: list[tuple[str, dict[str, Any]]] = [
        (part, event[part]) for part in ("run", "job", "dataset") if part in event
    ]
    for side in ("inputs", "outputs"):
        owners += [(f"{side}[{n}] {d.get('name')}", d) for n, d in enumerate(event.get(side) or [])]
    for place, owner in owners:
        for group in ("facets", "inputFacets", "outputFacets"):
            for key, facet in (owner.get(group) or {}).items():
                yield f"{place}.{group}.{key}", key, facet


def _facet_errors(place: str, key: str, facet: dict[str, Any]) -> Iterator[str]:
    url = facet.get("_schemaURL", "")
    if not _STANDARD_FACET.match(url):
        return  # a producer's own facet: the core schema has judged its base
    file, _, _ = url.partition("#")
    schema = _schemas().get(file)
    if schema is None:
        yield f"{place}: no schema {file}"
        return
    if key not in schema["properties"]:
        yield f"{place}: {file} names the key {sorted(schema['properties'])}"
    yield from _errors(url, facet, place)


def problems(event: dict[str, Any]) -> list[str]:
    """Every place of ``event`` that breaks a schema, as ``place: message``."""
    found = list(_errors(f"{_core()}#/$defs/{_core_definition(event)}", event, "event"))
    for place, key, facet in _facets(event):
        found.extend(_facet_errors(place, key, facet))
    return found


def problems_of(events: Collection[dict[str, Any]]) -> list[str]:
    """Every place of ``events`` that breaks a schema; skips the test where the schemas are not there.

    Of no events nothing can be said: fails then.
    """
    if not (SPEC / "OpenLineage.json").is_file():
        pytest.skip(REASON)
    assert events, "there is no event to judge"
    return [problem for event in events for problem in problems(event)]
