"""One destination's spool together with its sender: accepts events, delivers them, decides what follows.

In: events, and answers of a backend. Out: entries that are gone (acknowledged), wait (refused for now), or
are dead letters. A module of its own because tasks, background senders and the command line all deliver
by this one rule: the events of a run in order, one sender a run at a time, nothing removed before it is
acknowledged.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lineage_provider.delivery import metrics
from lineage_provider.delivery.breaker import Breaker
from lineage_provider.delivery.entries import Entry
from lineage_provider.delivery.holds import Holds
from lineage_provider.delivery.leases import lease
from lineage_provider.delivery.outcomes import Outcome, Sender, Verdict, hold
from lineage_provider.delivery.spool import Spool
from lineage_provider.delivery.targets import Target

log = logging.getLogger(__name__)

_LEAST_SECONDS = 0.02
_MARGIN = 0.05
"""What a task keeps of its time to note down that there was no answer."""

_STUBBORN = 3
"""A run that failed this often lets others go first."""

_QUICK_SECONDS = 0.25
"""An answer within this time is one that tasks can wait for."""


@dataclass(slots=True)
class Progress:
    """What a delivery did so far."""

    delivered: int = 0
    retried: int = 0
    dead: int = 0
    held: int = 0
    busy: int = 0
    reason: str = ""

    def add(self, other: Progress) -> None:
        self.delivered += other.delivered
        self.retried += other.retried
        self.dead += other.dead
        self.held += other.held
        self.busy += other.busy
        self.reason = other.reason or self.reason


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try. ``deadline`` on the monotonic clock. ``patient``: a sender that has time; a task has
    not. ``forced``: a person asked for it, so waiting times of our own do not count."""

    deadline: float
    patient: bool = False
    forced: bool = False

    @property
    def left(self) -> float:
        return self.deadline - time.monotonic()


class Outbox:
    """Events for one target. Used by one thread at a time; made anew after a fork."""

    def __init__(self, spool: Spool, target: Target) -> None:
        self.spool = spool
        self.target = target
        self.breaker = Breaker(spool)
        self.holds = Holds(spool)
        self._sender: Sender | None = None
        self._seconds = 0.0
        self.acknowledged: set[str] = set()
        """Names of the entries that this outbox has delivered."""

    def accept(self, event: Mapping[str, Any], body: bytes) -> Entry:
        """Keep an event; raises OSError where the spool cannot be written."""
        entry = self.spool.accept(event, body)
        metrics.count("spooled", self.target.name)
        return entry

    def deliver_run(self, run: str, effort: Effort) -> Progress:
        """Send what waits of one run, in order, until something is not acknowledged."""
        progress = Progress()
        if not effort.forced and self.holds.of(run).wait.holds():
            return progress
        with lease(self.spool, run) as claim:
            if claim is None:
                progress.busy += 1
                return progress
            for entry in self.spool.of_run(run):
                if effort.left < _LEAST_SECONDS or not claim.renew():
                    break
                body = self.spool.read(entry)
                if body is None:
                    continue
                if not self._settle(entry, self._send(body, effort), progress, effort):
                    break
        return progress

    def deliver(
        self, effort: Effort, limit: int | None = None, tick: Callable[[Progress], None] | None = None
    ) -> Progress:
        """Send what waits of all runs, the oldest run first, until the backend fails or time is over."""
        progress = Progress()
        for run in self._runs():
            if effort.left < _LEAST_SECONDS or (limit is not None and progress.delivered >= limit):
                break
            if not self.admitted(effort):
                break
            step = self.deliver_run(run, effort)
            progress.add(step)
            if tick:
                tick(progress)
            if step.retried and self.breaker.state().is_open:
                break  # the others would fare no better, and each would cost the time to find out
        return progress

    def admitted(self, effort: Effort) -> bool:
        """Whether the backend is to be tried now."""
        state = self.breaker.state()
        if state.is_slow and not effort.patient:
            return False
        if effort.forced and not (state.asked and state.is_open):
            return True
        return self.breaker.admits(state)

    def send_directly(self, body: bytes, effort: Effort) -> Outcome:
        """Send an event that could not be spooled."""
        return self._send(body, effort)

    def close(self) -> None:
        if self._sender is not None:
            self._sender.close()
            self._sender = None

    def _runs(self) -> list[str]:
        """Runs by the age of their oldest event; those that failed often come last."""
        failed = {run: self.holds.of(run) for run in self.holds.runs()}
        runs = dict.fromkeys(entry.run for entry in self.spool.waiting())
        return sorted(runs, key=lambda run: run in failed and failed[run].attempts >= _STUBBORN)

    def _send(self, body: bytes, effort: Effort) -> Outcome:
        seconds = min(self.target.patience, effort.left) if effort.patient else effort.left - _MARGIN
        seconds = max(_LEAST_SECONDS, seconds)
        began = time.monotonic()
        try:
            if self._sender is None:
                self._sender = self.target.open(max(seconds, self.target.patience if effort.patient else 0))
            return self._sender.send(body, seconds)
        except Exception as error:
            log.debug("Sending to %s failed", self.target.name, exc_info=True)
            return hold(f"{type(error).__name__}: {error}"[:500])
        finally:
            self._seconds = time.monotonic() - began

    def _settle(self, entry: Entry, outcome: Outcome, progress: Progress, effort: Effort) -> bool:
        """Do what an answer asks for; False when the rest of the run has to wait."""
        if outcome.verdict is Verdict.DELIVERED:
            self.spool.remove(entry)
            self.acknowledged.add(entry.name)
            self._acknowledged(entry)
            progress.delivered += 1
            metrics.count("delivered", self.target.name)
            return True
        if outcome.verdict is Verdict.DEAD:
            self.spool.bury(entry, outcome.reason, outcome.status, outcome.answer)
            self._acknowledged(entry)
            progress.dead += 1
            metrics.count("dead", self.target.name)
            log.error(
                "Destination %s refuses a lineage event for good: %s. See: airflow lineage dead show %s",
                self.target.name, outcome.reason, entry.name,
            )  # fmt: skip
            return True
        progress.retried += 1
        progress.held += outcome.verdict is Verdict.HOLD
        progress.reason = outcome.reason
        metrics.count("retried", self.target.name)
        self._refused(entry, outcome, effort)
        return False

    def _acknowledged(self, entry: Entry) -> None:
        self.breaker.succeeded(quick=self._seconds < _QUICK_SECONDS)
        self.holds.release(entry.run)

    def _refused(self, entry: Entry, outcome: Outcome, effort: Effort) -> None:
        before = self.breaker.state()
        own_fault = self.holds.of(entry.run).attempts > 0 and not before.failures
        if outcome.timed_out and not effort.patient:
            self.breaker.was_slow(outcome.reason)
            return
        self.holds.add(entry.run, outcome, waits=own_fault or not outcome.unreachable)
        if own_fault:  # others were taken since it failed last: the backend works, but not for this run
            return
        after = self.breaker.failed(outcome)
        if after.is_open and not before.wait.at:
            log.warning(
                "Lineage events for destination %s wait in %s: %s. They are sent when it works again.",
                self.target.name, self.spool.storage.address, outcome.reason,
            )  # fmt: skip
