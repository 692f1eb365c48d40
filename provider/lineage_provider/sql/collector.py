"""Python's collector of cycles, kept from looking at a tree while it grows.

In: nothing. Out: a context in which collections are rare. A module of its own because it sets something of
the whole process, and says why that is safe.

A syntax tree is one ring of parents and children: made in one go, and dead in one go. Collections in between
free nothing of it, but walk over it and make it older, so that later ones walk over it again: a fifth of the
time of an analysis. They still come, after more objects: what a parser throws away on its way stays bounded.
Threads may be in here together: each puts back what it found, and one that finds it changed leaves it alone.
"""

from __future__ import annotations

import gc

MANY = 10_000
"""New objects after which Python collects, in here: a few megabytes."""
_ROUNDS = 3
"""Rounds after which it looks at older objects too. 3 x 3 x 10,000 are about as many as Python's own
10 x 10 x 700: what earlier texts left is freed as soon as ever."""
_USUAL = 10


class RareCollections:
    """``with RareCollections():`` is Python's own threshold, if that is lower, put up to :data:`MANY`."""

    __slots__ = ("_before",)

    def __enter__(self) -> None:
        before = gc.get_threshold()
        # 0 is a collector that is switched off.
        self._before = before if 0 < before[0] < MANY else None
        if self._before is not None:
            gc.set_threshold(MANY, *(_ROUNDS if 0 < each <= _USUAL else each for each in before[1:]))

    def __exit__(self, *error: object) -> None:
        if self._before is not None:
            gc.set_threshold(*self._before)
