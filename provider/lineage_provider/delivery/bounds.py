"""How much a spool may hold, and what is given up when it is full.

In: the entries that wait. Out: those that have to go. A module of its own because giving up an event is the
one thing the spool exists to avoid: the rule is here, in one place, and everything it costs is counted.

Events are given up by run, since half a run is worth little to a backend: the oldest run first, whole, and
runs that are still going on (only START or RUNNING events wait) last. Dead letters go before anything that
can still be delivered. Age counts when the clock has said so for an hour, so that a clock that jumped does
not empty the spool.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass

from lineage_provider.delivery import metrics
from lineage_provider.delivery.entries import END, Entry
from lineage_provider.delivery.spool import Spool

log = logging.getLogger(__name__)

_GIVEN_UP = "given-up"
_SURE_AFTER = 3600.0
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most one destination's spool may hold: bytes, events, days. 0 means without bound."""

    max_bytes: int = 1 << 30
    max_events: int = 500_000
    max_age_days: float = 14.0

    def near(self, events: int, size: int) -> bool:
        """Whether about so many events, of about ``size`` bytes, may be more than fit: told by one folder
        of sixteen, so half of a bound is near."""
        few = 16 * 16
        return (0 < self.max_events < max(few, 2 * events)) or (0 < self.max_bytes < 2 * size)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What was given up, since the spool exists: events and bytes by reason ("full", "old")."""

    events: int = 0
    by_reason: tuple[tuple[str, int], ...] = ()
    last: float = 0.0


def enforce(spool: Spool, bounds: Bounds) -> int:
    """Give up what does not fit; returns how many events that were."""
    waiting = spool.waiting()
    lost = _give_up(spool, _too_old(spool, waiting, bounds), "old")
    gone = {entry.name for entry in lost}
    left = [entry for entry in waiting if entry.name not in gone]
    dead = spool.dead() if _over(left, bounds) else []
    for letter in surplus(dead, bounds) if dead else []:
        spool.drop(letter)
    lost += _give_up(spool, surplus(left, bounds), "full")
    return len(lost)


def surplus(entries: Iterable[Entry], bounds: Bounds) -> list[Entry]:
    """The entries that have to go so that the rest fits, in the order in which they go."""
    entries = list(entries)
    count, size = len(entries), sum(entry.size for entry in entries)
    going: list[Entry] = []
    for run in _by_dispensability(entries):
        if _fits(count, size, bounds):
            break
        going += run
        count -= len(run)
        size -= sum(entry.size for entry in run)
    return going


def given_up(spool: Spool) -> GivenUp:
    """What this spool has given up so far."""
    reasons: dict[str, int] = {}
    last = 0.0
    for name in spool.notes(_GIVEN_UP):
        moment, count, reason = (*name.split("-"), "", "")[:3]
        if moment.isdigit() and count.isdigit():
            reasons[reason] = reasons.get(reason, 0) + int(count)
            last = max(last, float(moment))
    return GivenUp(sum(reasons.values()), tuple(sorted(reasons.items())), last)


def _give_up(spool: Spool, entries: list[Entry], reason: str) -> list[Entry]:
    gone = [entry for entry in entries if spool.remove(entry)]
    if gone:
        # Told by the name of an empty file: any number of processes can write their own.
        spool.write_note(f"{_GIVEN_UP}/{int(time.time())}-{len(gone)}-{reason}-{gone[0].name[-13:-5]}", {})
        metrics.count("given_up", spool.name, len(gone))
        log.error(
            "%d lineage events for destination %s are given up, because the spool is %s: they could not be "
            "delivered in time. The oldest was from %s.",
            len(gone),
            spool.name,
            "too full" if reason == "full" else "older than it may be",
            time.strftime("%Y-%m-%d %H:%M", time.localtime(gone[0].seconds)),
        )
    return gone


def _too_old(spool: Spool, waiting: list[Entry], bounds: Bounds) -> list[Entry]:
    if not bounds.max_age_days:
        return []
    now = time.time()
    old = [entry for entry in waiting if now - entry.seconds > bounds.max_age_days * _DAY]
    since = spool.note("aging").get("since")
    if not old:
        if since is not None:
            spool.drop_note("aging")
        return []
    if not isinstance(since, int | float) or since > now:
        spool.write_note("aging", {"since": now})
        return []
    return old if now - since >= _SURE_AFTER else []


def _by_dispensability(entries: list[Entry]) -> list[list[Entry]]:
    """Whole runs: those that have ended, the oldest first, then those that still go on."""
    runs: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.time):
        runs.setdefault(entry.run, []).append(entry)
    return sorted(runs.values(), key=lambda run: (not _has_ended(run), run[0].time))


def _has_ended(run: list[Entry]) -> bool:
    return any(entry.rank == END for entry in run)


def _over(entries: list[Entry], bounds: Bounds) -> bool:
    return not _fits(len(entries), sum(entry.size for entry in entries), bounds)


def _fits(count: int, size: int, bounds: Bounds) -> bool:
    return (not bounds.max_events or count <= bounds.max_events) and (
        not bounds.max_bytes or size <= bounds.max_bytes
    )
