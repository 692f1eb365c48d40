"""A hard end for work on somebody else's server.

In: a time in seconds and the work. Out: its result, or :class:`CatalogTimeout`. A module of its own
because drivers' own timeouts are not enough: some have none for the handshake, so that a port that
accepts and never answers blocks for ever.

The work runs in a daemon thread that is left behind when time is up. That is harmless where it is
used: the lineage listener extracts in a forked child that ends by ``os._exit``; where it runs in a
thread of the task instead, the drivers' own timeouts end the thread later.
"""

from __future__ import annotations

import contextvars
import logging
import math
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from lineage_provider.engines.missing import said
from lineage_provider.sql.secret_patterns import masked_text

log = logging.getLogger(__name__)
Result = TypeVar("Result")


LAST_MOMENT = 0.03
"""Part of the whole time."""


class CatalogError(Exception):
    """The catalog could not be read; the message says why and ``__cause__`` is the driver's error."""


class CatalogTimeout(CatalogError):
    """The catalog did not answer in time."""


@dataclass
class Deadline:
    """How long there is, in seconds, for drivers that have a timeout of their own."""

    seconds: float
    started: float = field(default_factory=time.monotonic)
    interrupt: Callable[[], object] | None = None
    """Called from the waiting thread when time is up; must return at once."""

    @property
    def left(self) -> float:
        """Seconds left, at least a tenth (drivers read 0 as "no limit")."""
        return max(self._left(), 0.1)

    @property
    def is_over(self) -> bool:
        """Whether time is up, but for a last moment, in which a driver's own timeout can end the work."""
        return self._left() <= LAST_MOMENT * self.seconds

    def _left(self) -> float:
        return self.seconds - (time.monotonic() - self.started)

    @property
    def milliseconds(self) -> int:
        """Milliseconds left, at least 100."""
        return int(self.left * 1000)

    @property
    def whole_seconds(self) -> int:
        """Seconds left, rounded up: for drivers that take whole seconds only."""
        return math.ceil(self.left)


def within(seconds: float, work: Callable[[Deadline], Result]) -> Result:
    """Return ``work(deadline)``; raise CatalogTimeout after ``seconds``, CatalogError where it raises before.

    >>> within(1.0, lambda deadline: "answer")
    'answer'
    """
    deadline = Deadline(seconds)
    outcome: queue.Queue[tuple[Result | None, BaseException | None]] = queue.Queue(maxsize=1)

    def run() -> None:
        try:
            outcome.put((work(deadline), None))
        except BaseException as error:  # also what drivers in other languages raise past Exception
            outcome.put((None, error))

    late = f"The catalog did not answer within {seconds:g} s"
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), name="lineage-catalog", daemon=True).start()
    try:
        result, error = outcome.get(timeout=seconds)
    except queue.Empty:
        _interrupt(deadline)
        raise CatalogTimeout(late) from None
    if isinstance(error, CatalogError):
        raise error
    if error is not None:
        if deadline.is_over:
            raise CatalogTimeout(late) from error
        raise CatalogError(f"{type(error).__name__}: {_first_line(error)}") from error
    return result  # type: ignore[return-value]


def _interrupt(deadline: Deadline) -> None:
    if deadline.interrupt is None:
        return
    try:
        deadline.interrupt()
    except Exception as error:
        log.info("Could not interrupt the catalog query: %s", error)


def _first_line(error: BaseException) -> str:
    """Return the message's first line; the message goes into an event, so without what looks secret."""
    line = next(iter(said(error).strip().splitlines()), "no message")
    return masked_text(line)
