"""The spool of one destination: events that were accepted and not acknowledged yet, and dead letters.

In: events. Out: entries in the order they have to be sent; they go when a backend has acknowledged them.
A module of its own because what is on disk has one reader and one writer of its form: this one.

    waiting/{0-f}/{entry}       an event, in the JSON form that is sent; 16 folders by the run's first digit
    dead/{entry}                an event that the backend refused for good
    dead/{entry}.why            JSON: when, why, the backend's answer
    held/{run}                  JSON: a run whose events were refused for now: until when, how often, why
    leases/{run}                JSON: who sends the events of a run now
    given-up/{...}              empty files: what did not fit the bounds, told by their names
    breaker                     JSON: whether the backend is known to be down
    tmp/                        files that are being written

One run's events are all in one folder, so whoever sends one of them finds those before it at once.
"""

from __future__ import annotations

import errno
import json
import logging
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lineage_provider.delivery import entries
from lineage_provider.delivery.entries import Entry
from lineage_provider.delivery.storage import Storage

log = logging.getLogger(__name__)

FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says when a disk, or a user's share of it, is full."""

WAITING, DEAD = "waiting", "dead"
SHARDS = "0123456789abcdef"
_WHY = ".why"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Why an event will not be sent again by itself: ``at`` in seconds since the epoch, the HTTP status
    where there was one, and the beginning of the backend's answer."""

    at: float
    reason: str
    status: int | None = None
    answer: str = ""


class Spool:
    """The entries of one destination below ``prefix`` of a storage."""

    def __init__(self, storage: Storage, prefix: str) -> None:
        self.storage = storage
        self.name = prefix

    def accept(self, event: Mapping[str, Any], body: bytes) -> Entry:
        """Keep an event; at return it outlives the process and a power cut. Raises OSError."""
        entry = entries.new(event, len(body))
        self.storage.put(self._waiting(entry), body)
        return entry

    def waiting(self) -> list[Entry]:
        """Every entry, the oldest first."""
        found = [entry for shard in SHARDS for entry in self._shard(shard)]
        return sorted(found, key=lambda entry: (entry.time, entry.name))

    def of_run(self, run: str) -> list[Entry]:
        """The entries of one run in the order they have to arrive."""
        found = (entry for entry in self._shard(run[0]) if entry.run == run)
        return sorted(found, key=lambda entry: entry.order)

    def estimate(self, run: str) -> tuple[int, int]:
        """About how many entries there are, and their bytes, told by the folder that ``run`` is in."""
        shard = self._shard(run[0])
        return len(shard) * len(SHARDS), sum(entry.size for entry in shard) * len(SHARDS)

    def read(self, entry: Entry) -> bytes | None:
        """The event's JSON; None when somebody else was faster, or when the file is not whole."""
        body = self.storage.get(self._waiting(entry))
        return body if body is not None and len(body) == entry.size else None

    def remove(self, entry: Entry) -> bool:
        return self.storage.delete(self._waiting(entry))

    def bury(self, entry: Entry, reason: str, status: int | None, answer: str) -> None:
        """Set an event aside that the backend will not take."""
        why = DeadLetter(time.time(), reason, status, answer)
        self.storage.put(self._dead(entry) + _WHY, json.dumps(asdict(why)).encode())
        self.storage.move(self._waiting(entry), self._dead(entry))

    def dead(self) -> list[Entry]:
        """Every dead letter, the oldest first."""
        found = entries.parse_all(self.storage.names(self._path(DEAD)))
        return sorted(found, key=lambda entry: entry.time)

    def dead_letter(self, entry: Entry) -> DeadLetter:
        try:
            return DeadLetter(**json.loads(self.storage.get(self._dead(entry) + _WHY) or b""))
        except (ValueError, TypeError):
            return DeadLetter(entry.seconds, "unknown")

    def read_dead(self, entry: Entry) -> bytes | None:
        return self.storage.get(self._dead(entry))

    def replay(self, entry: Entry) -> bool:
        """Let a dead letter wait for delivery again; False when it is gone."""
        moved = self.storage.move(self._dead(entry), self._waiting(entry))
        self.storage.delete(self._dead(entry) + _WHY)
        return moved

    def drop(self, entry: Entry) -> bool:
        """Delete a dead letter for good."""
        self.storage.delete(self._dead(entry) + _WHY)
        return self.storage.delete(self._dead(entry))

    def note(self, name: str) -> dict[str, Any]:
        """A small JSON file of the spool's own; empty when there is none, or none that can be read."""
        try:
            found = json.loads(self.storage.get(self._path(name)) or b"{}")
        except (ValueError, OSError):
            return {}
        return found if isinstance(found, dict) else {}

    def write_note(self, name: str, values: Mapping[str, Any]) -> None:
        """Replace a note. On a full disk it is left out: notes save time, and events have to go on."""
        try:
            self.storage.put(self._path(name), json.dumps(dict(values)).encode(), durable=False)
        except OSError as error:
            if error.errno not in FULL:
                raise
            log.debug("No room for %s in the spool", name)

    def claim_note(self, name: str, values: Mapping[str, Any]) -> bool:
        """Write a note that must not exist yet; False when it does."""
        return self.storage.create(self._path(name), json.dumps(dict(values)).encode())

    def drop_note(self, name: str) -> bool:
        return self.storage.delete(self._path(name))

    def move_note(self, name: str, target: str) -> bool:
        return self.storage.move(self._path(name), self._path(target))

    def notes(self, folder: str) -> list[str]:
        return self.storage.names(self._path(folder))

    def _shard(self, shard: str) -> list[Entry]:
        return entries.parse_all(self.storage.names(self._path(f"{WAITING}/{shard}")))

    def _waiting(self, entry: Entry) -> str:
        return self._path(f"{WAITING}/{entry.run[0]}/{entry.name}")

    def _dead(self, entry: Entry) -> str:
        return self._path(f"{DEAD}/{entry.name}")

    def _path(self, name: str) -> str:
        return f"{self.name}/{name}"


def storage_for(address: str) -> Storage:
    """The storage of a directory or a URL; ``file://`` is a directory."""
    from lineage_provider.delivery.storage import DirectoryStorage

    scheme, separator, rest = address.partition("://")
    if not separator:
        return DirectoryStorage(address)
    if scheme == "file":
        return DirectoryStorage(rest)
    from lineage_provider.delivery.object_storage import ObjectStorage

    return ObjectStorage(address)
