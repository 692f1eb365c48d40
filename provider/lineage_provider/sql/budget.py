"""What reading one text may cost: time, and what it keeps in memory.

In: the deadline, and counts of what is made. Out: :class:`OutOfBudget` where there is no more. A module of
its own because the limits are one promise (no text takes long, or more than 500 MB), kept in several places.
"""

from __future__ import annotations

import time

MAX_EDGES = 250_000
"""Column edges of one text that are kept, of about 400 bytes each."""
MAX_HELD = 2_000_000
"""Sources of columns, summed up over all columns that are made on the way, of about 100 bytes each."""
MAX_TOKENS = 600_000
"""Words and signs of one text that are parsed: their trees take up to 600 bytes each."""
READ_SHARE = 0.4
"""Of the time, for what comes after parsing: a long text has its first statements done, not all half done."""
_CHECKS = 16
_HELD_PER_CHECK = 20_000


class OutOfBudget(Exception):
    """Time or memory of the analysis is used up; the text says which."""


class Budget:
    """Counts what is used; raises when it is too much."""

    __slots__ = ("_checks", "_next_look", "deadline", "edges", "held")

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        """By :func:`time.monotonic`."""
        self.edges = 0
        self.held = 0
        self._checks = 0
        self._next_look = _HELD_PER_CHECK

    def check_time(self) -> None:
        """Called once a scope, a join or an expression; looks at the clock now and then."""
        self._checks += 1
        if self._checks % _CHECKS == 0:
            self._look_at_clock()

    def hold(self, sources: int) -> None:
        """Called where many sources of columns are put together."""
        self.held += sources
        if self.held > self._next_look:
            self._next_look = self.held + _HELD_PER_CHECK
            if self.held > MAX_HELD:
                raise OutOfBudget(f"its columns have more than {MAX_HELD:,} sources")
            self._look_at_clock()

    def edge_room(self, count: int) -> bool:
        """Whether ``count`` more edges are kept; they are counted if so."""
        if self.edges + count > MAX_EDGES:
            return False
        self.edges += count
        return True

    def _look_at_clock(self) -> None:
        if time.monotonic() > self.deadline:
            raise OutOfBudget("time ran out while this statement was analysed")
