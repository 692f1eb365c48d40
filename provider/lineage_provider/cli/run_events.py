"""The OpenLineage events of one DAG run, picked from a file of events.

In: a file with one JSON event a line, as OpenLineage's file transport appends them. Out: plain event dicts,
all of them or those of one DAG run or one task.

A module of its own because who belongs to a run is a question of three kinds of event: the DAG's own
(facet `airflowDagRun`), its tasks' (facet `airflow`) and those of single queries, which name their task only
by run id in the parent facet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Event = dict[str, Any]

END_TYPES = frozenset({"COMPLETE", "FAIL", "ABORT"})


@dataclass(frozen=True)
class EventFile:
    """What a file held: its events in order, and the numbers (from 1) of lines that are not JSON objects."""

    events: tuple[Event, ...]
    damaged_lines: tuple[int, ...]


def read_events(path: Path) -> EventFile:
    """All events of a file; an absent file has none. A last line without line end is still being written."""
    if not path.exists():
        return EventFile((), ())
    *lines, _unfinished = path.read_bytes().split(b"\n")
    events, damaged = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if isinstance(event, dict):
            events.append(event)
        else:
            damaged.append(number)
    return EventFile(tuple(events), tuple(damaged))


def run_facet(event: Event, name: str) -> dict[str, Any]:
    """A run facet of the event, or an empty dict."""
    facet: dict[str, Any] = event.get("run", {}).get("facets", {}).get(name) or {}
    return facet


def dag_events(events: Iterable[Event], dag_id: str, run_id: str) -> list[Event]:
    """The DAG's own START, COMPLETE or FAIL of one run."""
    return [event for event in events if _names_run(run_facet(event, "airflowDagRun"), dag_id, run_id)]


def task_events(events: Iterable[Event], dag_id: str, run_id: str, task_id: str | None = None) -> list[Event]:
    """Events of one task of a run, or of all its tasks; those of single queries are not among them."""
    return [
        event
        for event in events
        if _names_run(run_facet(event, "airflow"), dag_id, run_id)
        and task_id in (None, run_facet(event, "airflow")["task"]["task_id"])
    ]


def child_events(events: Iterable[Event], parents: Iterable[Event]) -> list[Event]:
    """Events of single queries of the tasks that `parents` are events of.

    A DAG run that such a task triggered has it as its parent, too, but is a run of its own.
    """
    run_ids = {event["run"]["runId"] for event in parents}
    return [
        event
        for event in events
        if _parent_run_id(event) in run_ids
        and not run_facet(event, "airflow")
        and not run_facet(event, "airflowDagRun")
    ]


def events_of_run(events: Sequence[Event], dag_id: str, run_id: str) -> list[Event]:
    """What one DAG run sent, in the file's order: its own, its tasks' and their queries' events."""
    tasks = task_events(events, dag_id, run_id)
    chosen = [*dag_events(events, dag_id, run_id), *tasks, *child_events(events, tasks)]
    identities = {id(event) for event in chosen}
    return [event for event in events if id(event) in identities]


def has_ended(events: Sequence[Event], dag_id: str, run_id: str) -> bool:
    """Whether the DAG run's end was sent, and the end of every task that sent a START.

    Tasks report their state before their last event, so a run is over some tenths of a second before its
    events are complete.
    """
    if not any(event["eventType"] in END_TYPES for event in dag_events(events, dag_id, run_id)):
        return False
    tasks = task_events(events, dag_id, run_id)
    started = {event["run"]["runId"] for event in tasks if event["eventType"] == "START"}
    ended = {event["run"]["runId"] for event in tasks if event["eventType"] in END_TYPES}
    return started <= ended


def _names_run(facet: dict[str, Any], dag_id: str, run_id: str) -> bool:
    return bool(facet) and facet["dag"]["dag_id"] == dag_id and facet["dagRun"]["run_id"] == run_id


def _parent_run_id(event: Event) -> str | None:
    parent: str | None = run_facet(event, "parent").get("run", {}).get("runId")
    return parent
