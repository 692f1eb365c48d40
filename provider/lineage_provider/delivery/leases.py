"""Who sends the events of a run now, so that two senders do not send the same ones.

In: the key of what is worked on. Out: a lease, or None when somebody else has it. A module of its own
because the claim has to end by itself when its owner is killed: a process that is gone on this host ends
it at once, one on another host (or in another container) after ``SECONDS``.

A lease saves double work; it is not what keeps events from being lost. In the rare moment in which two
processes both end an expired lease, an event may be sent twice, with the same content.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from lineage_provider.delivery import spans
from lineage_provider.delivery.spool import FULL, Spool

FOLDER = "leases"
SECONDS = 60.0

_RENEW_AFTER = SECONDS / 2


class Lease:
    """The right to send; :meth:`renew` it while the work goes on."""

    def __init__(self, spool: Spool, key: str) -> None:
        self._spool = spool
        self._name = f"{FOLDER}/{key}"
        self._owner = f"{host()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._span = spans.starting_now(SECONDS)

    def take(self) -> bool:
        try:
            return self._take()
        except OSError as error:
            if error.errno not in FULL:
                raise
            return True  # a full disk is emptied by sending, so sending must not need room on it

    def _take(self) -> bool:
        if self._claim():
            return True
        found = self._spool.note(self._name)
        if _holds(found):
            return False
        return self._end(found) and self._claim()

    def renew(self) -> bool:
        """Make it last, where half of it is over; False when somebody else has it now."""
        if self._span.left() > _RENEW_AFTER:
            return True
        if self._spool.note(self._name).get("owner") != self._owner:
            return False
        self._span = spans.starting_now(SECONDS)
        self._spool.write_note(self._name, self._content())
        return True

    def give_back(self) -> None:
        """End it, if it still is this one's."""
        if self._span.holds() or self._spool.note(self._name).get("owner") == self._owner:
            self._spool.drop_note(self._name)

    def _claim(self) -> bool:
        return self._spool.claim_note(self._name, self._content())

    def _content(self) -> dict[str, Any]:
        return {"owner": self._owner, **self._span.to_dict()}

    def _end(self, found: dict[str, Any]) -> bool:
        """End somebody's expired lease; only one of several that try moves it away."""
        ended = f"{self._name}.{secrets.token_hex(4)}"
        if not self._spool.move_note(self._name, ended):
            return True  # it is gone: whoever claims next has it
        same = self._spool.note(ended).get("owner") == found.get("owner")
        if not same:
            self._spool.move_note(ended, self._name)  # a new one, taken since we looked
            return False
        self._spool.drop_note(ended)
        return True


@contextmanager
def lease(spool: Spool, key: str) -> Iterator[Lease | None]:
    """Hold the lease of ``key`` for a block; None where somebody else holds it."""
    claim = Lease(spool, key)
    if not claim.take():
        yield None
        return
    try:
        yield claim
    finally:
        claim.give_back()


def held(spool: Spool, key: str) -> bool:
    """Whether a living process holds the lease of ``key``."""
    return _holds(spool.note(f"{FOLDER}/{key}"))


@cache
def host() -> str:
    """This host, or this container: where process ids mean the same."""
    try:
        space = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname()}/{space}"


def _holds(found: dict[str, Any]) -> bool:
    if not found or not spans.from_dict(found).holds():
        return False
    place, _, rest = str(found.get("owner", "")).partition(":")
    process, _, _ = rest.partition(":")
    return place != host() or not process.isdigit() or _runs(int(process))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        return True
    return not _is_zombie(process)


def _is_zombie(process: int) -> bool:
    """Whether a process has ended and nobody has asked for its exit code yet."""
    try:
        with open(f"/proc/{process}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[:1] == [b"Z"]
    except OSError:
        return False
