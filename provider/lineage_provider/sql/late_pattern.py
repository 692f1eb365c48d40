"""Regular expressions that are compiled when they are first needed.

In: the text of a pattern and its flags. Out: what :func:`re.compile` gives, to be used the same way. A module
of its own because every module that looks at SQL as text has patterns: nearly two hundred, of which one
statement needs a few, and compiling all of them is the greater half of what importing the engine costs.
"""

from __future__ import annotations

import re
from typing import Any, cast


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(text, flags)``, done when an attribute of the pattern is first asked for."""
    return cast("re.Pattern[str]", _LatePattern(text, flags))


class _LatePattern:
    """The text and flags of a pattern; each attribute of the compiled one, once it was asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value
