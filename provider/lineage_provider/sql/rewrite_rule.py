"""What a rewrite of a statement's text is.

In: a pattern, a replacement, dialects. Out: :class:`Rewrite`. A module of its own because the tables of
rewrites, one a family of engines, share it.

Every pattern begins at a word and runs over a text once; none nests one repetition in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lineage_provider.sql.late_pattern import late_pattern

NAME = r"[\w$#@.\"`\[\]{}-]+"
HEAD = r"^(?P<head>(?:\s|--[^\n]*\n|/\*.*?\*/)*)"


class Rewrite(NamedTuple):
    """A pattern of one or more dialects and its replacement."""

    dialects: frozenset[str]
    """Empty: all dialects."""
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]
    word: str
    """A word (lower case) without which the pattern cannot match."""

    @property
    def at_start(self) -> bool:
        """The pattern matches at the start only: there is no need to look at every other place."""
        return self.pattern.pattern.startswith("^")


def pattern_of(text: str) -> re.Pattern[str]:
    return late_pattern(text, re.IGNORECASE | re.DOTALL)
