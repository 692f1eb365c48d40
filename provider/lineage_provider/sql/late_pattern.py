"""Regular expressions that are compiled when they are first needed.

In: the text of a pattern. Out: :class:`LatePattern`. A module of its own because the tables of rewrites and
forms share it: they hold a hundred patterns, of which one text needs a few, and compiling all of them is a
quarter of the import.
"""

from __future__ import annotations

import re


class LatePattern:
    """A pattern without regard to case, whose dot matches line breaks."""

    __slots__ = ("_compiled", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.text, re.IGNORECASE | re.DOTALL)
        return self._compiled
