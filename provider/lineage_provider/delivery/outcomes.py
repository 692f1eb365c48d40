"""What became of one event that was sent: the words in which a sender answers.

In: nothing. Out: :class:`Outcome`, and the contract of a :class:`Sender`. A module of its own because it is
the door between the spool and the backends: whoever adds a backend implements ``Sender`` and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Verdict(Enum):
    DELIVERED = "delivered"
    """The backend has acknowledged the event."""

    RETRY = "retry"
    """Not acknowledged; the same event may be taken later (network, 5xx, 429)."""

    HOLD = "hold"
    """Refused until somebody changes the configuration (401, 403, a redirect, an unknown topic): kept and
    tried again slowly."""

    DEAD = "dead"
    """Refused for good, because of what the event is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How sending one event ended.

    ``reason`` says so in words for a log line, without secrets. ``retry_after`` is how many seconds the
    backend asked to be left alone. ``unreachable`` is True when the backend as a whole did not work, so
    that other events would fare no better. ``timed_out`` is True when there was no answer in time.
    """

    verdict: Verdict
    reason: str = ""
    status: int | None = None
    answer: str = ""
    retry_after: float | None = None
    unreachable: bool = False
    timed_out: bool = False


DELIVERED = Outcome(Verdict.DELIVERED)


class Sender(Protocol):
    """Sends events to one backend and believes nothing but its acknowledgement.

    One sender serves one thread of one process; it is made where it is used, never before a fork.
    """

    def send(self, body: bytes, timeout: float) -> Outcome:
        """Send one event, given as its JSON, within about ``timeout`` seconds. Does not raise for what a
        backend does; an exception means a mistake in the configuration and is treated as HOLD."""

    def close(self) -> None:
        """Let go of connections."""


def retry(reason: str, *, unreachable: bool = True, timed_out: bool = False) -> Outcome:
    return Outcome(Verdict.RETRY, reason, unreachable=unreachable, timed_out=timed_out)


def hold(reason: str) -> Outcome:
    return Outcome(Verdict.HOLD, reason, unreachable=True)


def dead(reason: str, answer: str = "") -> Outcome:
    return Outcome(Verdict.DEAD, reason, answer=answer)
