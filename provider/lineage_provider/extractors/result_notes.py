"""Results of checks made by other libraries, noted in the task's process until its end.

In: what reads one result. Out: what was read, in order, and what could not be. Nothing here raises: it runs
inside the wrapped calls of others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger("lineage_provider")

Note = TypeVar("Note")

MAX_DEFECT = 500
"""Characters of a defect that are kept."""


class ResultNotes(Generic[Note]):
    """The notes of one library's results: ``what`` they are called, and how many of a task are kept."""

    def __init__(self, what: str, most: int) -> None:
        self._what = what
        self._most = most
        self._noted: list[Note] = []
        self._defects: list[str] = []

    def add(self, read: Callable[[], Note]) -> None:
        """Note what ``read`` gives; where it fails, or there are too many already, that is a defect."""
        if len(self._noted) >= self._most:
            self._left_out()
            return
        try:
            self._noted.append(read())
        except Exception as error:
            self._defect(f"{self._what} could not be read: {type(error).__name__}: {error}")
            log.debug("%s could not be read", self._what, exc_info=True)

    def noted(self) -> tuple[Note, ...]:
        """What was noted so far in this process, since the task began."""
        return tuple(self._noted)

    def defects(self) -> tuple[str, ...]:
        """Results that could not be read, and why; once, that some were left out."""
        return tuple(self._defects)

    def forget(self) -> None:
        """Begin anew, for the next task of this process."""
        self._noted.clear()
        self._defects.clear()

    def _left_out(self) -> None:
        told = f"{self._what} is left out: only the first {self._most} of a task are kept"
        if told not in self._defects:
            self._defect(told)

    def _defect(self, text: str) -> None:
        if len(self._defects) < self._most:
            self._defects.append(text[:MAX_DEFECT])
