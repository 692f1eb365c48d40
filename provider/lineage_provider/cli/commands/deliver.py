"""``airflow lineage deliver``: send the events that wait in the spool, once or for ever.

In: the configured spool. Out: delivered events, and a line for each destination. A module of its own because
every command is one; what is sent, and in which order, is decided by
:class:`lineage_provider.delivery.outbox.Outbox`.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from lineage_provider.cli import spools
from lineage_provider.cli.command import FOUND, NOT_FOUND, Command, argument

if TYPE_CHECKING:
    from lineage_provider.delivery.outbox import Outbox, Progress

_POLL_SECONDS = 2.0
_FRESH_SECONDS = 60.0
"""The configuration is read again after so long: a key may have been put right."""
_FOR_EVER = 1e9
_ROUNDS = 3
"""How often ``--once`` comes back to events that were refused for now."""
_BETWEEN_ROUNDS = 1.0
_LONGEST_WAIT = 60.0
"""The longest time that ``--once`` waits because a backend asked for it."""


def run(arguments: Namespace) -> int:
    found = spools.outboxes(arguments)
    if arguments.once:
        return _once(found, arguments.json)
    while True:
        deadline = time.monotonic() + _FRESH_SECONDS
        while time.monotonic() < deadline:
            _once(found, arguments.json, quiet=True)
            time.sleep(_POLL_SECONDS)
        found = spools.outboxes(arguments)


def _once(outboxes: list[Outbox], as_json: bool, quiet: bool = False) -> int:
    results = [_drain(outbox, forced=not quiet, show=not as_json) for outbox in outboxes]
    if quiet:
        results = [result for result in results if result["delivered"] or result["dead"]]
    for result in results:
        print(json.dumps(result) if as_json else _line(result), flush=True)
    return FOUND if not any(result["waiting"] for result in results) else NOT_FOUND


def _drain(outbox: Outbox, forced: bool, show: bool) -> dict[str, Any]:
    from lineage_provider.delivery.bounds import given_up
    from lineage_provider.delivery.outbox import Progress

    total = len(outbox.spool.waiting())
    done = Progress()
    if outbox.target.config:
        for round_ in range(_ROUNDS if forced else 1):
            if round_:
                time.sleep(_BETWEEN_ROUNDS)
            _respect(outbox, forced)
            done.add(_round(outbox, forced, _Bar(outbox.target.name, total, done.delivered, show)))
            if not outbox.spool.waiting() or done.held:
                break
    left = outbox.spool.waiting()
    state = outbox.breaker.state()
    return {
        "destination": outbox.target.name,
        "to": outbox.target.description if outbox.target.config else None,
        "spool": outbox.spool.storage.address,
        "delivered": done.delivered,
        "waiting": len(left),
        "oldest_seconds": round(max(0.0, time.time() - left[0].seconds), 1) if left else None,
        "dead": done.dead,
        "dead_letters": len(outbox.spool.dead()),
        "given_up": given_up(outbox.spool).events,
        "reason": (done.reason or state.reason) if left else "",
        "busy": done.busy,
    }


def _respect(outbox: Outbox, forced: bool) -> None:
    """Wait as long as the backend itself asked for, within reason."""
    state = outbox.breaker.state()
    if forced and state.asked and (seconds := state.wait.left()) <= _LONGEST_WAIT:
        time.sleep(seconds)


def _round(outbox: Outbox, forced: bool, bar: _Bar) -> Progress:
    from lineage_provider.delivery.outbox import Effort

    effort = Effort(time.monotonic() + _FOR_EVER, patient=True, forced=forced)
    try:
        return outbox.deliver(effort, tick=bar.show)
    finally:
        bar.clear()


class _Bar:
    """A progress bar on a terminal; nothing elsewhere."""

    _WIDTH = 30

    def __init__(self, name: str, total: int, before: int, show: bool) -> None:
        self._name = name
        self._total = total
        self._before = before
        self._shows = show and total > 0 and sys.stderr.isatty()

    def show(self, progress: Progress) -> None:
        if not self._shows:
            return
        done = self._before + progress.delivered + progress.dead
        filled = min(self._WIDTH, self._WIDTH * done // self._total)
        bar = "#" * filled + "." * (self._WIDTH - filled)
        print(f"\r{self._name} [{bar}] {done}/{self._total}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shows:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _line(result: dict[str, Any]) -> str:
    """What happened, for people."""
    name = result["destination"]
    parts = [f"{_events(result['delivered'])} delivered"]
    if result["waiting"]:
        parts.append(f"{_events(result['waiting'])} waiting, the oldest for {_age(result['oldest_seconds'])}")
    if result["dead_letters"]:
        parts.append(f"dead letters: {result['dead_letters']} (airflow lineage dead list)")
    if result["given_up"]:
        parts.append(f"{_events(result['given_up'])} given up since the spool exists")
    line = f"{name}: {', '.join(parts)}"
    if result["waiting"] and not result["to"]:
        return f"{line}\n  no destination of that name is configured: see deliver_to"
    return f"{line}\n  {result['reason']}" if result["reason"] else line


def _events(count: int) -> str:
    return f"{count} event" if count == 1 else f"{count} events"


def _age(seconds: float) -> str:
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{int(seconds // length)} {unit}"
    return f"{int(seconds)} s"


COMMAND = Command(
    name="deliver",
    help="Send the events that wait in the spool",
    description="Send the events that wait in the spool, in the order of their runs, to the destinations of "
    "the configured transport. Without --once it goes on for ever, as a sidecar. Exit code 1: with --once, "
    "some events still wait.",
    run=run,
    arguments=(
        argument("--once", action="store_true", help="send what waits now, then end"),
        *spools.ARGUMENTS,
    ),
    examples=("deliver --once", "deliver --once --json", "deliver --spool s3://aws_default@bucket/lineage"),
)
