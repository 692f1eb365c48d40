"""The order of events: every run starts once, then ends once.

In: run events in the order they were sent. Out: findings about their order. A module of its own because it is
the only check that needs memory: of each open run its job and its last type, of ended runs the id alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lineage_provider.destinations.base import Rules
from lineage_provider.destinations.finding import Finding, Severity, error, note, warning

TERMINAL = frozenset({"COMPLETE", "FAIL", "ABORT"})


class Sequence:
    """What was seen of every run so far."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._open: dict[str, tuple[str, str]] = {}
        self._ended: dict[str, tuple[str, str]] = {}

    def add(self, event: Any) -> Iterator[Finding]:
        """Take the next event; yield what is wrong with its place."""
        run = event.get("run") if isinstance(event, dict) else None
        job = event.get("job") if isinstance(event, dict) else None
        if not isinstance(run, dict) or not isinstance(job, dict):
            return
        run_id, kind = str(run.get("runId")), event.get("eventType")
        name = (str(job.get("namespace")), str(job.get("name")))
        known = self._open.get(run_id) or self._ended.get(run_id)
        if known is not None and known != name:
            yield error(
                "run-of-two-jobs",
                f"run {run_id} is of {'/'.join(known)} and of {'/'.join(name)}",
                "backends merge the events of a run into one",
                "give each run an id of its own, and the same job in all of its events",
            )
        if kind == "START":
            yield from self._start(run_id, name)
        elif kind in TERMINAL:
            yield from self._end(run_id, name)

    def ends(self) -> Iterator[Finding]:
        """Yield what is open when there are no more events."""
        if self._open:
            run_id, name = next(iter(self._open.items()))
            found = note(
                "end-missing",
                f"{len(self._open)} runs have no end, the first is {'/'.join(name)} ({run_id})",
                "they are shown as running",
            )
            yield found

    def _start(self, run_id: str, name: tuple[str, str]) -> Iterator[Finding]:
        if run_id in self._open:
            yield note("start-twice", f"run {run_id} of {'/'.join(name)} has two STARTs")
        elif run_id in self._ended:
            yield warning(
                "start-after-end",
                f"the START of {'/'.join(name)} ({run_id}) comes after its end",
                "the run is shown as running again",
                "send the events of a run in their order",
            )
        else:
            self._open[run_id] = name

    def _end(self, run_id: str, name: tuple[str, str]) -> Iterator[Finding]:
        if self._open.pop(run_id, None) is None and run_id not in self._ended:
            severity = Severity.ERROR if self._rules.needs_start else Severity.WARNING
            yield Finding(
                severity,
                "start-missing",
                f"the run {run_id} of {'/'.join(name)} ends without a START",
                "it is not processed" if self._rules.needs_start else "its duration is not known",
                "look for START events that were not delivered, or not recorded",
            )
        self._ended[run_id] = name
