"""A stretch of time that outlives a process and survives a clock that jumps.

In: when something was noted, and for how long it holds. Out: whether it still holds. A module of its own
because leases, waiting times and the breaker all write such stretches to disk, where only the wall clock
can be compared, and a wall clock may be set back or forward at any time.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SKEW = 5.0
"""Seconds the clocks of two hosts, or of one host a moment ago, may differ."""


@dataclass(frozen=True, slots=True)
class Span:
    """``seconds`` from the wall-clock moment ``at`` (seconds since the epoch) on."""

    at: float
    seconds: float

    def holds(self, now: float | None = None) -> bool:
        """Whether it is still running. One that lies in the future was noted before the clock was set
        back, so it holds no longer: a stretch is at worst too short, never days too long."""
        return self.left(now) > 0

    def left(self, now: float | None = None) -> float:
        """Seconds it still holds; 0 when it is over."""
        now = time.time() if now is None else now
        if self.at > now + SKEW:
            return 0.0
        return max(0.0, self.at + self.seconds - now)

    def to_dict(self) -> dict[str, float]:
        return {"at": self.at, "seconds": self.seconds}


OVER = Span(0.0, 0.0)


def starting_now(seconds: float) -> Span:
    return Span(time.time(), seconds)


def from_dict(values: Mapping[str, Any]) -> Span:
    """The span of :meth:`Span.to_dict`; one that cannot be read is over."""
    try:
        return Span(float(values["at"]), float(values["seconds"]))
    except (KeyError, TypeError, ValueError):
        return OVER
