"""Whether a backend is known to be down, shared by every process that uses the spool.

In: how sending ended. Out: whether to try now. A module of its own because each task is a process of its
own: without a memory on disk every one of them would find out anew, at the cost of its time.

The breaker opens when the backend as a whole fails (network, 429, 503, 401, ...) or when three events in a
row failed otherwise. When its time is over, one process probes; success closes it, another failure opens
it for longer. A backend that answers too slowly for tasks is marked slow: tasks only spool then, the
background senders, which have more time, go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lineage_provider.delivery import retries, spans
from lineage_provider.delivery.outcomes import Outcome
from lineage_provider.delivery.spans import Span
from lineage_provider.delivery.spool import Spool

_NOTE = "breaker"
_OPENS_AFTER = 3
_PROBE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class State:
    """``failures`` in a row; closed, or open for the ``wait`` that began with the last of them.
    ``asked`` is True when the backend named that time itself (Retry-After)."""

    failures: int = 0
    wait: Span = spans.OVER
    asked: bool = False
    reason: str = ""
    slow: int = 0
    slow_wait: Span = spans.OVER

    @property
    def is_open(self) -> bool:
        return self.wait.holds()

    @property
    def is_slow(self) -> bool:
        return self.slow_wait.holds()


class Breaker:
    """The breaker of one destination."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def state(self) -> State:
        found = self._spool.note(_NOTE)
        if not found:
            return State()
        return State(
            failures=_count(found.get("failures")),
            wait=spans.from_dict(found.get("wait") or {}),
            asked=bool(found.get("asked")),
            reason=str(found.get("reason") or ""),
            slow=_count(found.get("slow")),
            slow_wait=spans.from_dict(found.get("slow_wait") or {}),
        )

    def admits(self, state: State) -> bool:
        """Whether to try now; the one that may probe a backend that was down keeps others away a moment."""
        if state.is_open:
            return False
        if state.failures >= _OPENS_AFTER or state.wait.at:
            self._write(state, wait=spans.starting_now(_PROBE_SECONDS))
        return True

    def succeeded(self, quick: bool) -> None:
        """An event was acknowledged; ``quick``: within the time that tasks may wait."""
        state = self.state()
        if quick and (state.failures or state.slow):
            self._spool.drop_note(_NOTE)
        elif state.failures:
            self._write(State(slow=state.slow, slow_wait=state.slow_wait))

    def failed(self, outcome: Outcome) -> State:
        """An event was not acknowledged; returns the state after it."""
        state = self.state()
        failures = state.failures + 1
        opens = outcome.unreachable or failures >= _OPENS_AFTER
        wait = spans.starting_now(retries.wait(outcome, failures)) if opens else spans.OVER
        after = State(failures, wait, bool(outcome.retry_after), outcome.reason, state.slow, state.slow_wait)
        self._write(after)
        return after

    def was_slow(self, reason: str) -> None:
        """There was no answer within the time a task may wait."""
        state = self.state()
        slow = state.slow + 1
        self._write(
            State(
                state.failures, state.wait, state.asked, state.reason or reason,
                slow, spans.starting_now(retries.SLOW.after(slow)),
            )
        )  # fmt: skip

    def _write(self, state: State, wait: Span | None = None) -> None:
        self._spool.write_note(
            _NOTE,
            {
                "failures": state.failures,
                "wait": (wait or state.wait).to_dict(),
                "asked": state.asked,
                "reason": state.reason,
                "slow": state.slow,
                "slow_wait": state.slow_wait.to_dict(),
            },
        )


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0
