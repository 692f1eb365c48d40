"""What Soda scanned while a task ran: noted in the task's process, told at its end.

In: ``soda.scan.Scan.execute`` of Soda Core 3. Out: :class:`Scanned` values of this process. A module of its
own because it is a place where code of others is wrapped: the result, or the error, goes through untouched,
and what fails in reading it is one line of the log.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lineage_provider.extractors.result_notes import ResultNotes
from lineage_provider.query_tags.wrapping import when_imported, wrap

if TYPE_CHECKING:
    from lineage_provider.soda.reading import Scanned

MAX_SCANS = 100
"""Scans of a task that are noted."""

_MODULE = "soda.scan"
_MARK = "_lineage_provider_scans"
_notes: ResultNotes[Scanned] = ResultNotes("a scan", MAX_SCANS)

noted, defects, forget = _notes.noted, _notes.defects, _notes.forget


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
        _notes.add(lambda: _read(self))
        return result

    return execute


def _read(scan: Any) -> Scanned:
    from lineage_provider.soda.reading import read

    return read(scan)
