"""Runs whose events a backend did not take: how often, why, and when they are tried again.

In: how sending ended. Out: whether a run may be tried now. A module of its own because one event that a
backend cannot digest must hold back its own run only, neither the other runs nor the whole backend.
"""

from __future__ import annotations

from dataclasses import dataclass

from lineage_provider.delivery import retries, spans
from lineage_provider.delivery.outcomes import Outcome
from lineage_provider.delivery.spans import Span
from lineage_provider.delivery.spool import Spool

FOLDER = "held"


@dataclass(frozen=True, slots=True)
class Hold:
    attempts: int = 0
    wait: Span = spans.OVER
    reason: str = ""


class Holds:
    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def of(self, run: str) -> Hold:
        found = self._spool.note(f"{FOLDER}/{run}")
        attempts = found.get("attempts")
        return Hold(
            attempts if isinstance(attempts, int) else 0,
            spans.from_dict(found),
            str(found.get("reason") or ""),
        )

    def add(self, run: str, outcome: Outcome, *, waits: bool) -> Hold:
        """Note a failure; ``waits`` is False when it was the backend's, so that the run need not wait
        longer than the backend is down."""
        attempts = self.of(run).attempts + 1
        seconds = retries.wait(outcome, attempts) if waits else 0.0
        hold = Hold(attempts, spans.starting_now(seconds), outcome.reason)
        self._spool.write_note(
            f"{FOLDER}/{run}", {"attempts": attempts, "reason": hold.reason, **hold.wait.to_dict()}
        )
        return hold

    def release(self, run: str) -> None:
        self._spool.drop_note(f"{FOLDER}/{run}")

    def runs(self) -> frozenset[str]:
        """Every run that has failed before, whether or not its time is over."""
        return frozenset(self._spool.notes(FOLDER))
