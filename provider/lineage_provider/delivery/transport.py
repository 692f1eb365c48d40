"""The OpenLineage transport that keeps every event until a backend has acknowledged it.

In: events of the OpenLineage client, in whatever process they arise. Out: entries in a spool, and a first
attempt to deliver them. A module of its own because this is the door that configuration names:

    {"type": "lineage_provider.delivery.SpoolTransport", "spool": "/var/spool/lineage",
     "deliver_to": {"type": "http", "url": "https://..."}}

``emit`` returns when the event is on the disk and either acknowledged, or the budget is used up, or the
backend is known to be down. It does not raise for anything a backend does. When the spool itself cannot be
written, the event is sent directly; only if that fails as well, :class:`EventLost` is raised, so that it is
logged and counted by whoever called.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Mapping
from typing import Any

from openlineage.client.serde import Serde
from openlineage.client.transport.transport import Config, Transport

from lineage_provider.delivery import bounds, metrics, options
from lineage_provider.delivery.entries import Entry, run_of
from lineage_provider.delivery.options import SpoolOptions
from lineage_provider.delivery.outbox import Effort, Outbox
from lineage_provider.delivery.outcomes import Outcome, Verdict
from lineage_provider.delivery.spool import Spool, storage_for
from lineage_provider.delivery.targets import DEFAULT_NAME, Target, targets

log = logging.getLogger(__name__)

_SMALL = 2_000
"""Near its bounds, a spool of up to about so many events is counted after every event that stays; a larger
one after one in ``_ONE_IN``, since counting takes time."""
_ONE_IN = 50


class EventLost(Exception):
    """An event could neither be spooled nor delivered; the message says why, both times."""


class SpoolConfig(Config):
    """The configuration in the form OpenLineage's factory asks for."""

    def __init__(self, options: SpoolOptions) -> None:
        self.options = options

    @classmethod
    def from_dict(cls, params: dict[str, Any]) -> SpoolConfig:
        """Raises ValueError for options that are unknown or cannot be used."""
        return cls(options.from_config(params))


class SpoolTransport(Transport):
    """Spools, then delivers."""

    kind = "spool"
    config_class = SpoolConfig

    def __init__(self, config: SpoolConfig) -> None:
        self.options = config.options
        self._targets = targets(config.options.deliver_to) if config.options.deliver_to else _UNDELIVERED
        self._process = 0
        self._storage: Any = None

    def emit(self, event: Any) -> None:
        """Keep an event, and try to deliver it; raises :class:`EventLost` only."""
        began = time.monotonic()
        content = Serde.to_dict(event)
        body = json.dumps(content, sort_keys=True, default=_unknown).encode()
        accepted, refused = self._accept(content, body)
        outboxes = [outbox for outbox, _ in accepted]
        self._deliver(outboxes, run_of(content), Effort(began + self.options.budget_seconds))
        for outbox, entry in accepted:
            _tell(outbox, entry, content)
        if refused:
            self._send_directly(body, refused)

    def close(self, timeout: float = -1) -> bool:
        """Nothing is kept in memory: what was accepted is on the disk."""
        return True

    def outboxes(self) -> list[Outbox]:
        """The outbox of every destination, new ones: for one thread of this process."""
        return [self._outbox(target) for target in self._targets]

    def _accept(
        self, content: Mapping[str, Any], body: bytes
    ) -> tuple[list[tuple[Outbox, Entry]], dict[Target, Exception]]:
        """The outboxes that keep the event now, and why the others could not."""
        accepted: list[tuple[Outbox, Entry]] = []
        refused: dict[Target, Exception] = {}
        for target in self._targets:
            try:
                outbox = self._outbox(target)
                accepted.append((outbox, outbox.accept(content, body)))
            except Exception as error:  # OSError of a disk; whatever an object storage's library raises
                refused[target] = error
        return accepted, refused

    def _deliver(self, outboxes: list[Outbox], run: str, effort: Effort) -> None:
        """One thread a destination, so that neither a slow one nor a name server holds up the task."""
        threads = {
            outbox: threading.Thread(target=self._attempt, args=(outbox, run, effort), daemon=True)
            for outbox in outboxes
            if outbox.target.config and self.options.budget_seconds and _admitted(outbox, effort)
        }
        for thread in threads.values():
            thread.start()
        for outbox, thread in threads.items():
            thread.join(max(0.0, effort.left))
            if thread.is_alive():  # it may end with this process before it can say so itself
                self._note_silence(outbox)
        for outbox in outboxes:
            self._enforce_bounds(outbox, run)

    def _note_silence(self, outbox: Outbox) -> None:
        try:
            outbox.breaker.was_slow(f"no answer within {self.options.budget_seconds:g} s")
        except Exception as error:
            log.warning("The next task will wait for %s, too: %s", outbox.target.name, error)

    def _attempt(self, outbox: Outbox, run: str, effort: Effort) -> None:
        try:
            progress = outbox.deliver_run(run, effort)
            if progress.delivered and not progress.retried and self.options.push:
                outbox.deliver(effort, limit=self.options.push)
        except Exception as error:
            log.warning(
                "Lineage events wait in %s, because the spool cannot be worked on: %s",
                outbox.spool.storage.address, error,
            )  # fmt: skip
        finally:
            outbox.close()

    def _enforce_bounds(self, outbox: Outbox, run: str) -> None:
        if outbox.spool.storage.remote:  # left to the senders: counting costs requests
            return
        try:
            about = outbox.spool.estimate(run)
            if not self.options.bounds.near(*about):
                return
            if about[0] < _SMALL or time.time_ns() // 1000 % _ONE_IN == 0:
                bounds.enforce(outbox.spool, self.options.bounds)
        except OSError as error:
            log.warning("The bounds of the spool could not be checked: %s", error)

    def _send_directly(self, body: bytes, refused: Mapping[Target, Exception]) -> None:
        problem = next(iter(refused.values()))
        log.error(
            "The lineage spool %s cannot be written: %s. Events are sent without it, and are lost when the "
            "backend does not take them at once. Set its path, rights or free space right.",
            self.options.spool, problem,
        )  # fmt: skip
        effort = Effort(time.monotonic() + self.options.budget_seconds)
        failed: dict[str, str] = {}
        for target in refused:
            outcome = _attempt_directly(target, body, effort)
            if outcome.verdict is not Verdict.DELIVERED:
                failed[target.name] = outcome.reason
                metrics.count("lost", target.name)
        if failed:
            reasons = "; ".join(f"{name}: {reason}" for name, reason in failed.items())
            raise EventLost(f"The spool {self.options.spool} cannot be written ({problem}), and {reasons}")

    def _outbox(self, target: Target) -> Outbox:
        if self._storage is None or self._process != os.getpid():
            self._storage, self._process = storage_for(self.options.spool), os.getpid()
        return Outbox(Spool(self._storage, target.name), target)


_UNDELIVERED = (Target(DEFAULT_NAME, {}),)
"""Where events wait when nobody has said where they are to be delivered to."""


def _tell(outbox: Outbox, entry: Entry, content: Mapping[str, Any]) -> None:
    """The truth for the log: whoever called says "successfully emitted" of everything that was kept."""
    kind, run = content.get("eventType", "static"), (content.get("run") or {}).get("runId")
    if entry.name in outbox.acknowledged:
        log.debug("Destination %s has acknowledged the `%s` event of id `%s`", outbox.target.name, kind, run)
    else:
        log.info(
            "The `%s` event of id `%s` waits for destination %s, in %s",
            kind, run, outbox.target.name, outbox.spool.storage.address,
        )  # fmt: skip


def _admitted(outbox: Outbox, effort: Effort) -> bool:
    try:
        return outbox.admitted(effort)
    except OSError as error:
        log.warning("The spool cannot be read: %s", error)
        return False


def _attempt_directly(target: Target, body: bytes, effort: Effort) -> Outcome:
    """One event to one target, without a spool, within the budget."""
    found: list[Outcome] = []

    def attempt() -> None:
        try:
            sender = target.open(effort.left)
            found.append(sender.send(body, effort.left))
            sender.close()
        except Exception as error:
            found.append(Outcome(Verdict.HOLD, f"{type(error).__name__}: {error}"))

    if not target.config:
        return Outcome(Verdict.HOLD, "there is no deliver_to")

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(max(0.0, effort.left))
    return found[0] if found else Outcome(Verdict.RETRY, "no answer in time")


def _unknown(value: Any) -> str:
    """What the client writes in the place of a value that JSON does not have."""
    return f"<<non-serializable: {type(value).__qualname__}>>"
