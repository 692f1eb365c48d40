"""The events of one run -> one state of it, as backends merge them.

In: a run as it is known so far, or nothing, and one event more; in any order, and any event twice. Out: the
run. A module of its own because the rules are the same for every home of the store:

1. An end completes a start: datasets are those of all events, facets are taken one by one.
2. Of a facet that several events have, that of the end counts; of several ends or none, the later one.
3. An event that comes late only fills what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lineage_provider.viewer.events import END_TYPES, STATES, Event, mapping, mappings, moment, text

Name = tuple[str, str]
"""Namespace and name of a dataset or a job."""
Facets = dict[str, Any]
SIDES = {"inputs": "inputFacets", "outputs": "outputFacets"}
"""The lists of an event, and where facets are that hold for this run only."""


@dataclass
class SeenDataset:
    """A dataset as one run read or wrote it: facets of the dataset, and those of the run's own use."""

    facets: Facets = field(default_factory=dict)
    own: Facets = field(default_factory=dict)

    def facet(self, name: str) -> Mapping[str, Any]:
        """A facet, in whichever of its two places it is."""
        return mapping(self.own.get(name) or self.facets.get(name))


@dataclass
class Run:
    """What the events of a run came to. Times are microseconds."""

    run_id: str
    job: Name
    state: str = ""
    started: int | None = None
    ended: int | None = None
    latest: int = 0
    """Time of the event that counts most."""
    final: bool = False
    """Whether an end is among the events."""
    run_facets: Facets = field(default_factory=dict)
    job_facets: Facets = field(default_factory=dict)
    inputs: dict[Name, SeenDataset] = field(default_factory=dict)
    outputs: dict[Name, SeenDataset] = field(default_factory=dict)

    def facet(self, name: str) -> Mapping[str, Any]:
        return mapping(self.run_facets.get(name))

    def job_facet(self, name: str) -> Mapping[str, Any]:
        return mapping(self.job_facets.get(name))

    @property
    def job_type(self) -> str:
        """DAG, TASK, QUERY, MODEL, ... as the jobType facet has it."""
        return text(self.job_facet("jobType").get("jobType")).upper()

    @property
    def parent_job(self) -> Name | None:
        job = mapping(self.facet("parent").get("job"))
        name = text(job.get("name"))
        return (text(job.get("namespace")), name) if name else None

    @property
    def parent_run(self) -> str:
        return text(mapping(self.facet("parent").get("run")).get("runId"))


def identity(event: Any) -> tuple[str, Name] | None:
    """Run id and job of a run event; None where it is no run event (those of jobs and datasets are none)."""
    run, job = mapping(mapping(event).get("run")), mapping(mapping(event).get("job"))
    run_id, name = text(run.get("runId")), text(job.get("name"))
    if not run_id or not name or moment(event.get("eventTime")) is None:
        return None
    return run_id.lower(), (text(job.get("namespace")), name)


def merge(known: Run | None, event: Event) -> Run | None:
    """Return the run with the event in it; what is no run event changes nothing."""
    found = identity(event)
    if found is None:
        return known
    run_id, job = found
    run = known or Run(run_id, job)
    time, kind = moment(event.get("eventTime")) or 0, text(event.get("eventType")).upper()
    final = kind in END_TYPES
    counts_more = (final, time) >= (run.final, run.latest)
    if counts_more:
        run.latest, run.final, run.job = time, final, job
        run.state = STATES.get(kind, run.state or "running")
    if final:
        run.ended = time if counts_more or run.ended is None else run.ended
    else:
        run.started = time if run.started is None else min(run.started, time)
    _take(run.run_facets, mapping(event["run"]).get("facets"), counts_more)
    _take(run.job_facets, mapping(event["job"]).get("facets"), counts_more)
    for side, own in SIDES.items():
        _take_datasets(getattr(run, side), event.get(side), own, counts_more)
    return run


def merged(events: Iterable[Event]) -> dict[str, Run]:
    """All runs of some events, in the order of their first."""
    runs: dict[str, Run] = {}
    for event in events:
        found = identity(event)
        if found is not None:
            run = merge(runs.get(found[0]), event)
            if run is not None:
                runs[found[0]] = run
    return runs


def _take(known: Facets, facets: Any, counts_more: bool) -> None:
    for name, facet in mapping(facets).items():
        if counts_more or name not in known:
            known[name] = facet


def _take_datasets(known: dict[Name, SeenDataset], datasets: Any, own: str, counts_more: bool) -> None:
    for dataset in mappings(datasets):
        name = (text(dataset.get("namespace")), text(dataset.get("name")))
        if name[1]:
            seen = known.setdefault(name, SeenDataset())
            _take(seen.facets, dataset.get("facets"), counts_more)
            _take(seen.own, dataset.get(own), counts_more)
