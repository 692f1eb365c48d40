"""From a warehouse's query to the task that ran it.

In: a query's id, or a tag as the warehouse shows it, and a stream of events. Out: :class:`FoundRun`, the
newest first. A module of its own because what belongs together is told by ids in several facets: the command
only asks and prints.

The events are read twice: for the runs that fit, then for all that is known of the newest of those. A single
query's event counts for its task, which it names as its parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lineage_provider.cli.event_store import Event, EventStore
from lineage_provider.cli.lineage_view import STATES
from lineage_provider.cli.run_events import END_TYPES, run_facet
from lineage_provider.query_tags.reading import SeenTag
from lineage_provider.viewer.events import query_ids, tag_texts

_RUN_ID = re.compile(rb'"runId"\s*:\s*"([^"]+)"')
_WORD = re.compile(r"[A-Za-z0-9_]{3,}")
_NOT_AN_EVENT = (AttributeError, KeyError, TypeError, ValueError)
"""What facets of another form than OpenLineage's come to."""
_SHORTEST = 8
"""Letters of a text that may stand for the beginning of a tag."""


@dataclass
class FoundRun:
    """One try of a task, as far as its events tell. Times are ISO texts; names are ``namespace/name``."""

    openlineage_run_id: str
    dag_id: str = ""
    task_id: str = ""
    run_id: str = ""
    try_number: int | None = None
    map_index: int | None = None
    state: str = ""
    start: str = ""
    end: str = ""
    inputs: dict[str, None] = field(default_factory=dict)
    outputs: dict[str, None] = field(default_factory=dict)
    query_ids: dict[str, None] = field(default_factory=dict)
    query_tags: dict[str, None] = field(default_factory=dict)
    log_url: str = ""
    found_in: dict[str, None] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready form; lists in the order of the events."""
        return {key: list(value) if isinstance(value, dict) else value for key, value in vars(self).items()}

    @property
    def seconds(self) -> float | None:
        if not self.start or not self.end:
            return None
        try:
            return (datetime.fromisoformat(self.end) - datetime.fromisoformat(self.start)).total_seconds()
        except (ValueError, TypeError):
            return None  # times of a form of their own


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a query's id, or a tag."""

    query_id: str = ""
    tag: SeenTag | None = None

    def needles(self) -> list[bytes]:
        """Bytes of which one is in the JSON of every event that can fit: most events need no parsing."""
        texts: Iterable[str]
        if self.tag is None:
            texts = [self.query_id]
        else:
            seen = self.tag
            known = {**seen.begun, **seen.values}
            keys = ("openlineage_run_id", "run_id", "task_id", "dag_id")
            first = next((known[key] for key in keys if key in known), "")
            texts = seen.run_ids or [first or seen.task.rpartition(".")[2] or seen.text]
        # The longest plain word: it is the same in every way that JSON has to write a text.
        words = [max(_WORD.findall(text), key=len, default="") for text in texts]
        return [word.encode().lower() for word in words if word]

    def fits(self, event: Event) -> bool:
        """Whether the event is of a run that is looked for."""
        if self.tag is None:
            wanted = self.query_id.casefold()
            return any(each.casefold() == wanted for each in query_ids(_run_facets(event)))
        return _is_tagged(event, self.tag) or _has_text(event, self.tag.text)


def find(store: EventStore, wanted: Wanted, limit: int) -> tuple[list[FoundRun], int]:
    """The newest ``limit`` runs that fit, the newest first, and how many there are in all."""
    newest: dict[str, str] = {}
    needles = wanted.needles()
    for _, line in store.raw():
        folded = line.lower() if needles else line
        if needles and not any(needle in folded for needle in needles):
            continue
        event = store.parsed(line)
        try:
            if event is not None and wanted.fits(event):
                run = task_run(event)
                newest[run] = max(newest.get(run, ""), str(event.get("eventTime", "")))
        except _NOT_AN_EVENT:
            store.damaged += 1
    damaged = store.damaged
    chosen = sorted(newest, key=lambda run: newest[run], reverse=True)[:limit]
    runs = {run: FoundRun(run) for run in chosen}
    if runs:
        _gather(store, runs)
    store.damaged = damaged
    return list(runs.values()), len(newest)


def _gather(store: EventStore, runs: Mapping[str, FoundRun]) -> None:
    ids = {run.encode() for run in runs}
    for place, line in store.raw():
        if ids.isdisjoint(_RUN_ID.findall(line)):
            continue
        event = store.parsed(line)
        try:
            run = runs.get(task_run(event)) if event is not None else None
            if event is not None and run is not None:
                _add(run, event)
                run.found_in[place] = None
        except _NOT_AN_EVENT:
            store.damaged += 1


def task_run(event: Event) -> str:
    """The OpenLineage run of the task that an event belongs to; of other events, their own."""
    own = str(event.get("run", {}).get("runId", ""))
    if run_facet(event, "airflow") or run_facet(event, "airflowDagRun"):
        return own
    return str((run_facet(event, "parent").get("run") or {}).get("runId") or own)


def _is_tagged(event: Event, seen: SeenTag) -> bool:
    if not seen.names_a_task:
        return False
    own = identity(event)
    if seen.run_ids:
        return own.get("openlineage_run_id", "").lower() in seen.run_ids
    if seen.task:
        return f"{own.get('dag_id')}.{own.get('task_id')}" == seen.task
    run = seen.values.get("openlineage_run_id")
    if run:
        return own.get("openlineage_run_id", "").lower() == run.lower()
    checked = [key for key in own if key in seen.values or key in seen.begun]
    return any(key in ("dag_id", "task_id", "run_id", "openlineage_run_id") for key in checked) and all(
        _agrees(own[key], seen.values.get(key), seen.begun.get(key, "")) for key in checked
    )


def _agrees(own: str, whole: str | None, begun: str) -> bool:
    """Whether a value is the one seen; warehouses' labels are in lower case and without dots."""
    forms = (own, own.lower(), own.lower().replace(".", "-"))
    return whole in forms if whole is not None else any(form.startswith(begun) for form in forms)


def identity(event: Event) -> dict[str, str]:
    """The keys of a tag, as the event itself tells them."""
    facet = run_facet(event, "airflow")
    instance = facet.get("taskInstance") or {}
    found = {
        "dag_id": (facet.get("dag") or {}).get("dag_id"),
        "task_id": (facet.get("task") or {}).get("task_id"),
        "run_id": (facet.get("dagRun") or {}).get("run_id"),
        "try_number": instance.get("try_number"),
        "map_index": instance.get("map_index"),
        "openlineage_run_id": task_run(event),
    }
    tag = run_facet(event, "queryTag").get("tag")
    if isinstance(tag, Mapping):
        found |= {key: tag[key] for key in found if key in tag}
    return {key: str(value) for key, value in found.items() if value is not None}


def _run_facets(event: Event) -> Mapping[str, Any]:
    return event.get("run", {}).get("facets") or {}


def _has_text(event: Event, text: str) -> bool:
    wanted = text.strip()
    return any(
        known == wanted or (len(wanted) >= _SHORTEST and known.startswith(wanted))
        for known in tag_texts(_run_facets(event))
    )


def _add(run: FoundRun, event: Event) -> None:
    for side, into in (("inputs", run.inputs), ("outputs", run.outputs)):
        for dataset in event.get(side) or ():
            into[f"{dataset.get('namespace')}/{dataset.get('name')}"] = None
    run.query_ids.update(dict.fromkeys(query_ids(_run_facets(event))))
    run.query_tags.update(dict.fromkeys(tag_texts(_run_facets(event))))
    if event["run"].get("runId") != run.openlineage_run_id:
        return
    own = identity(event)
    run.dag_id = own.get("dag_id", run.dag_id)
    run.task_id = own.get("task_id", run.task_id)
    run.run_id = own.get("run_id", run.run_id)
    run.try_number = int(own["try_number"]) if "try_number" in own else run.try_number
    run.map_index = int(own["map_index"]) if "map_index" in own else run.map_index
    if not run.task_id:
        run.task_id = str(event.get("job", {}).get("name", ""))
    run.log_url = (run_facet(event, "airflow").get("taskInstance") or {}).get("log_url") or run.log_url
    kind, time = str(event.get("eventType", "")), str(event.get("eventTime", ""))
    if kind in END_TYPES:
        run.state, run.end = STATES[kind], max(run.end, time)
    else:
        run.state = run.state or STATES.get(kind, kind.lower())
        run.start = min(run.start, time) if run.start else time
