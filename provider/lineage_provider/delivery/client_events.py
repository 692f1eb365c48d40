"""Events as the OpenLineage client's own transports want them: objects again.

In: an event as the spool keeps it, JSON. Out: the client's RunEvent, JobEvent or DatasetEvent, whose JSON is
the same. A module of its own because only transports and transformers of others need it; what we send
ourselves is sent as it was kept.

The client cannot read what it wrote. Facets come back as mappings whose keys are attributes, too, which is
what transformers expect of them (``facets["parent"].job.namespace = ...``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openlineage.client import event_v2


class Facet(dict[str, Any]):
    """A mapping whose keys are attributes; a key that is missing is None, as in the client's facets."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


def rebuild(event: Mapping[str, Any]) -> Any:
    """The client's object for an event; raises ValueError, TypeError or KeyError for what is none."""
    common = {"eventTime": event["eventTime"], "producer": event.get("producer") or ""}
    if "run" in event:
        state = event.get("eventType")
        rebuilt: Any = event_v2.RunEvent(
            **common,
            **_job_and_datasets(event),
            run=event_v2.Run(event["run"]["runId"], _facets(event["run"])),
            eventType=event_v2.RunState(state) if state else None,
        )
    elif "job" in event:
        rebuilt = event_v2.JobEvent(**common, **_job_and_datasets(event))
    else:
        rebuilt = event_v2.DatasetEvent(**common, dataset=_dataset(event_v2.StaticDataset, event["dataset"]))
    rebuilt.schemaURL = event.get("schemaURL", rebuilt.schemaURL)
    return rebuilt


def _job_and_datasets(event: Mapping[str, Any]) -> dict[str, Any]:
    job = event["job"]
    return {
        "job": event_v2.Job(job["namespace"], job["name"], _facets(job)),
        "inputs": _datasets(event_v2.InputDataset, event.get("inputs"), "inputFacets"),
        "outputs": _datasets(event_v2.OutputDataset, event.get("outputs"), "outputFacets"),
    }


def _datasets(kind: Any, datasets: Any, own_facets: str) -> list[Any] | None:
    if datasets is None:
        return None
    rebuilt = []
    for one in datasets:
        dataset = _dataset(kind, one)
        setattr(dataset, own_facets, _facets(one, own_facets))
        rebuilt.append(dataset)
    return rebuilt


def _dataset(kind: Any, one: Mapping[str, Any]) -> Any:
    return kind(one["namespace"], one["name"], facets=_facets(one))


def _facets(owner: Mapping[str, Any], key: str = "facets") -> Any:
    facets = owner.get(key)
    return None if facets is None else _attributes(facets)


def _attributes(value: Any) -> Any:
    if isinstance(value, Mapping):
        # A plain mapping at the top: the client looks facets up by key.
        return Facet({key: _attributes(one) for key, one in value.items()})
    if isinstance(value, list):
        return [_attributes(one) for one in value]
    return value
