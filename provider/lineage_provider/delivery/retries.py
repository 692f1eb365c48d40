"""How long to wait before an event, or a backend, is tried again.

In: how often it failed and how. Out: seconds. A module of its own because the rule is one table that users
read in the documentation, and the same for a run that is refused and for a backend that is down.

Waiting times double and carry a jitter of up to a quarter, so that many hosts do not come back at the same
moment. What a backend asks for (``Retry-After``) is the least it gets.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from lineage_provider.delivery.outcomes import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds after the first failure, and the longest wait."""

    first: float
    longest: float

    def after(self, failures: int) -> float:
        doubled = self.first * 2.0 ** min(max(failures, 1) - 1, 30)
        return min(doubled, self.longest) * random.uniform(1.0, 1.25)


WAITS = {
    Verdict.RETRY: Waits(1.0, 300.0),
    # A person has to act: what they fixed is noticed within a quarter of an hour, and at once by
    # `airflow lineage deliver`.
    Verdict.HOLD: Waits(30.0, 900.0),
}

SLOW = Waits(30.0, 600.0)
"""A backend that answers, but not within the time a task may wait: left to the background senders."""

LONGEST_RETRY_AFTER = 86_400.0


def wait(outcome: Outcome, failures: int) -> float:
    """Seconds to wait after the ``failures``-th failure in a row."""
    seconds = WAITS[outcome.verdict].after(failures)
    if outcome.retry_after:
        asked = min(outcome.retry_after, LONGEST_RETRY_AFTER)
        seconds = max(seconds, asked * random.uniform(1.0, 1.05))
    return seconds
