"""Events that are kept on this machine, as a stream of them.

In: files and folders that a user named, or what Airflow's ``[openlineage]`` is set up with. Out: events as
bytes, one at a time, in no order; memory is bounded by the largest event. A module of its own because several
commands read events in the same way.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lineage_provider.cli.command import CommandError
from lineage_provider.kept_events import ENDINGS, files_in

Event = dict[str, Any]
_WHOLE_FILE = 64_000_000
"""Bytes of a file with one event over several lines beyond which it is not read."""


@dataclass
class EventStore:
    """Files and spools, and what reading them came to."""

    files: list[Path] = field(default_factory=list)
    spools: list[str] = field(default_factory=list)
    read_events: int = 0
    damaged: int = 0
    """Lines that are no JSON objects; one at the end of a file may still be being written."""

    def __bool__(self) -> bool:
        return bool(self.files or self.spools)

    def raw(self) -> Iterator[tuple[str, bytes]]:
        """Where from, and the event's JSON, for every event; each call reads all of them again."""
        self.read_events = self.damaged = 0
        for path in self.files:
            yield from self._objects(str(path), _lines(path))
        for address in self.spools:
            yield from self._objects(address, _spooled(address))

    def _objects(self, place: str, lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        for line in lines:
            if line.lstrip()[:1] == b"{":
                self.read_events += 1
                yield place, line
            else:
                self.damaged += 1

    def parsed(self, line: bytes) -> Event | None:
        """The run event; None where it is one of a job or a dataset, and, counted, where it is no event."""
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            self.damaged += 1
            return None
        return event if isinstance(event.get("run"), dict) else None


def named(paths: Iterable[str]) -> EventStore:
    """The files and folders that a user named; a spool's folder is one, too. Raises CommandError."""
    store = EventStore()
    for each in paths:
        path = Path(each).expanduser()
        if path.is_dir():
            found = files_in(path)
            if not found:
                raise CommandError(f"{each}: no files of events there ({', '.join(ENDINGS)})")
            store.files += found
        elif path.exists():
            store.files.append(path)
        else:
            raise CommandError(f"{each}: no such file or folder")
    return store


def configured() -> EventStore:
    """Where Airflow's own transport leaves events; raises CommandError where that is nowhere here."""
    from lineage_provider.kept_events import kept_events

    kept = kept_events()
    store = EventStore(kept.files, kept.spools)
    if not store:
        what = f"the transport is {kept.kind}" if kept.kind else "no transport is configured"
        raise CommandError(
            f"no events are kept here: in the openlineage section of Airflow's configuration {what}; "
            "name files of events with --events"
        )
    return store


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file):
                if number == 0 and line.strip() == b"{" and path.stat().st_size <= _WHOLE_FILE:
                    # One event over several lines, as the file transport's debug mode writes it.
                    yield line + file.read()
                    return
                if line.strip():
                    yield line
    except (OSError, EOFError) as error:
        raise CommandError(f"{path}: {error}") from error


def _spooled(address: str) -> Iterator[bytes]:
    """Events that a spool has not delivered, of all its destinations."""
    from lineage_provider.delivery.spool import Spool, storage_for

    storage = storage_for(address)
    for name in storage.folders(""):
        spool = Spool(storage, name)
        bodies = (*map(spool.read, spool.waiting()), *map(spool.read_dead, spool.dead()))
        yield from (body for body in bodies if body is not None)
