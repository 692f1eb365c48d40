"""What every backend may rely on: the parts of an event that some of them stumble over when missing.

In: an event as a JSON object, which is changed. Out: the same event, in which ``inputs`` and ``outputs`` are
arrays, run ids are UUIDs, and ``processing_engine`` and ``jobType`` are there. A module of its own because
events of other producers (dbt-ol, Spark, custom jobs) go the same way and lack them.

OpenMetadata drops an event without the key ``inputs`` or ``outputs`` and fails on null; Datadog does not
process run events without ``jobType``; older DataHub servers answer 500 without ``processing_engine``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

from lineage_provider import PRODUCER
from lineage_provider.destinations.base import DATASET, JOB, RUN

Event = dict[str, Any]

_SPEC = "https://openlineage.io/spec/facets"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://openlineage.io/spec/run-id")


def kind_of(event: Event) -> str:
    """Return the kind of an event by the parts that it has, as consumers tell it."""
    if isinstance(event.get("run"), dict):
        return RUN
    return DATASET if isinstance(event.get("dataset"), dict) else JOB


def complete(event: Event) -> Event:
    """Add what is missing to ``event``, and return it; dataset events stay as they are."""
    kind = kind_of(event)
    if kind == DATASET:
        return event
    for side in ("inputs", "outputs"):
        if not isinstance(event.get(side), list):
            event[side] = []
    job = event.get("job")
    if isinstance(job, dict):
        _facets(job).setdefault("jobType", _job_type(event))
    if kind == RUN:
        run = event["run"]
        run["runId"] = as_uuid(run.get("runId"))
        _facets(run).setdefault("processing_engine", _processing_engine())
        for parent in _parents(run):
            if parent.get("runId") is not None:
                parent["runId"] = as_uuid(parent["runId"])
    return event


def as_uuid(run_id: Any) -> str:
    """Return ``run_id`` if it is a UUID, else the UUID that always stands for it (version 5)."""
    try:
        return str(uuid.UUID(str(run_id)))
    except ValueError:
        return str(uuid.uuid5(_NAMESPACE, str(run_id)))


def rename_namespace(event: Event, namespace: str) -> Event:
    """Give the job of ``event``, its parent and its root another namespace."""
    job = event.get("job")
    if isinstance(job, dict):
        job["namespace"] = namespace
    run = event.get("run")
    parent = (run.get("facets") or {}).get("parent") if isinstance(run, dict) else None
    if isinstance(parent, dict):
        for place in (parent, parent.get("root")):
            if isinstance(place, dict) and isinstance(place.get("job"), dict):
                place["job"]["namespace"] = namespace
    return event


def _facets(owner: dict[str, Any]) -> dict[str, Any]:
    facets = owner.get("facets")
    if not isinstance(facets, dict):
        facets = owner["facets"] = {}
    return facets


def _parents(run: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parent = _facets(run).get("parent")
    if isinstance(parent, dict):
        for place in (parent, parent.get("root")):
            if isinstance(place, dict) and isinstance(place.get("run"), dict):
                yield place["run"]


def _job_type(event: Event) -> dict[str, Any]:
    """The jobType of an event without one: what Airflow's facets show it to be, else a plain job."""
    run = event.get("run")
    facets = (run.get("facets") or {}) if isinstance(run, dict) else {}
    engine = facets.get("processing_engine")
    integration = engine.get("name") if isinstance(engine, dict) else None
    kind = "DAG" if "airflowDagRun" in facets else "TASK" if "airflow" in facets else "JOB"
    return {
        "_producer": event.get("producer") or PRODUCER,
        "_schemaURL": f"{_SPEC}/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet",
        "processingType": "BATCH",
        "integration": str(integration or "AIRFLOW").upper(),
        "jobType": kind,
    }


def _processing_engine() -> dict[str, Any]:
    name, version = _airflow()
    return {
        "_producer": PRODUCER,
        "_schemaURL": f"{_SPEC}/1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet",
        "version": version,
        "name": name,
    }


@cache
def _airflow() -> tuple[str, str]:
    """Name and version of what events come from: Airflow, or Python where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version

    try:
        return "Airflow", version("apache-airflow-core")
    except PackageNotFoundError:
        return "Python", python_version()
