"""What Soda scanned while a task ran: noted in the task's process, told at its end.

In: ``soda.scan.Scan.execute`` of Soda Core 3. Out: :class:`Scanned` values of this process. A module of its
own because it is a place where code of others is wrapped: the result, or the error, goes through untouched,
and what fails in reading it is one line of the log.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lineage_provider.query_tags.wrapping import when_imported, wrap

if TYPE_CHECKING:
    from lineage_provider.soda.reading import Scanned

log = logging.getLogger("lineage_provider")

MAX_SCANS = 100
"""Scans of a task that are noted."""

_MODULE = "soda.scan"
_MARK = "_lineage_provider_scans"
_noted: list[Scanned] = []
_defects: list[str] = []


def noted() -> tuple[Scanned, ...]:
    """What was scanned so far in this process, since the task began."""
    return tuple(_noted)


def defects() -> tuple[str, ...]:
    """Scans that could not be read, and why."""
    return tuple(_defects)


def forget() -> None:
    """Begin anew, for the next task of this process."""
    _noted.clear()
    _defects.clear()


def put_in_place() -> None:
    """Wrap the class where its module is imported already, else when it is."""
    when_imported(_MODULE, "scans", _wrap)


def _wrap(module: ModuleType) -> None:
    owner = getattr(module, "Scan", None)
    if owner is not None:
        wrap(owner, "execute", _noting, mark=_MARK)


def _noting(original: Callable[..., Any]) -> Callable[..., Any]:
    def execute(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(self, *args, **kwargs)
        try:
            from lineage_provider.soda.reading import read

            if len(_noted) < MAX_SCANS:
                _noted.append(read(self))
        except Exception as error:
            _defects.append(f"a scan could not be read: {type(error).__name__}: {error}"[:500])
            log.debug("A scan could not be read", exc_info=True)
        return result

    return execute
