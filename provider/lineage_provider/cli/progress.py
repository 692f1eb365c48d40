"""What the demo says while it works: one line a step, and a spinner between them on a terminal.

In: texts. Out: lines on a stream, each with the seconds since the start. A module of its own because terminal
matters (is it one, which characters can it show, how wide is it) have no place in the demo's steps.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import TextIO

from lineage_provider.cli.tree import Style

PLAIN_WIDTH = 160
SPINNER = "|/-\\"


class Progress:
    """Lines with the time in front. `tick` turns the spinner and does nothing where there is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._turns = 0
        self.style = style_of(stream)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def say(self, text: str) -> None:
        self._clear()
        print(f"[{self.seconds:5.1f} s] {text}", file=self._stream, flush=True)

    def show(self, text: str) -> None:
        """A text without the time in front, such as the result."""
        self._clear()
        print(text, file=self._stream, flush=True)

    def tick(self) -> None:
        if self._stream.isatty():
            self._turns += 1
            print(
                f"\r[{self.seconds:5.1f} s] {SPINNER[self._turns % 4]} ",
                end="",
                file=self._stream,
                flush=True,
            )

    def _clear(self) -> None:
        if self._turns and self._stream.isatty():
            print("\r\x1b[K", end="", file=self._stream)


def style_of(stream: TextIO) -> Style:
    """Colours on a terminal unless NO_COLOR is set; plain characters where the encoding has no others."""
    terminal = stream.isatty()
    return Style(
        colour=terminal and not os.environ.get("NO_COLOR"),
        unicode=(stream.encoding or "").lower().replace("-", "") == "utf8",
        width=max(80, shutil.get_terminal_size().columns) if terminal else PLAIN_WIDTH,
    )
