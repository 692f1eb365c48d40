"""What a spool entry is called, and everything its name tells.

In: an event in its OpenLineage JSON form. Out: the name of its entry, from which a sender knows the order,
the run, whether the event ends it, and the size, without opening a file. A module of its own because the
names are the spool's index: there is no other, so nothing can disagree with what is on disk.

A name is ``{time}-{run}-{rank}-{size}-{nonce}.json``: nanoseconds since the epoch in 20 digits, 16 hex
digits for the run, 0 for START, 2 for an event that ends the run, 1 for every other, the size in bytes,
8 hex digits by chance.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

SUFFIX = ".json"

START, BETWEEN, END = 0, 1, 2

_RANKS = {"START": START, "COMPLETE": END, "FAIL": END, "ABORT": END}

_last_time = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in a spool: ``time`` in nanoseconds, ``size`` in bytes."""

    name: str
    time: int
    run: str
    rank: int
    size: int

    @property
    def seconds(self) -> float:
        """When the event was accepted, in seconds since the epoch."""
        return self.time / 1e9

    @property
    def order(self) -> tuple[int, int, str]:
        """Sorts the events of one run: START first, its end last, also when the clock was set back."""
        return (self.rank, self.time, self.name)


def new(event: Mapping[str, Any], size: int) -> Entry:
    """The entry of an event that is accepted now."""
    moment = _next_time()
    run = run_of(event)
    rank = _RANKS.get(str(event.get("eventType")).upper(), BETWEEN)
    return Entry(f"{moment:020d}-{run}-{rank}-{size}-{secrets.token_hex(4)}{SUFFIX}", moment, run, rank, size)


def parse(name: str) -> Entry | None:
    """The entry of that name; None for a file that is none."""
    parts = name.removesuffix(SUFFIX).split("-")
    if len(parts) != 5 or not name.endswith(SUFFIX):
        return None
    try:
        return Entry(name, int(parts[0]), parts[1], int(parts[2]), int(parts[3]))
    except ValueError:
        return None


def parse_all(names: Iterable[str]) -> list[Entry]:
    return [entry for name in names if (entry := parse(name))]


def run_of(event: Mapping[str, Any]) -> str:
    """16 hex digits for what has to stay in order: the run; without one, the job or the dataset."""
    identity = (event.get("run") or {}).get("runId")
    if not identity:
        described = event.get("job") or event.get("dataset") or {}
        identity = f"{described.get('namespace')}/{described.get('name')}"
    return blake2s(str(identity).encode(), digest_size=8).hexdigest()


def _next_time() -> int:
    """Now in nanoseconds, later than the time before in this process."""
    global _last_time
    _last_time = max(time.time_ns(), _last_time + 1)
    return _last_time
