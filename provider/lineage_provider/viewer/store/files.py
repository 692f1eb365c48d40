"""Files of events -> the store, from where the last reading ended.

In: a store and paths. Out: how many events were new. A module of its own because files grow while they are
read: how far each was read stands in the store itself, in the transaction of the events, so that nothing is
read twice or left out, whoever reads and whenever it ends.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from lineage_provider.viewer.events import Event
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.homes import BATCH, Store
from lineage_provider.viewer.store.sql import put
from lineage_provider.viewer.store.writing import write

_WHOLE_FILE = 64_000_000
"""Bytes of a file that holds one event over several lines beyond which it is not read."""


@dataclass
class Filled:
    """What reading came to; ``damaged`` lines are no JSON objects."""

    events: int = 0
    damaged: int = 0
    unreadable: tuple[str, ...] = ()


def fill(store: Store, paths: Iterable[Path]) -> Filled:
    """Read what is new in files of JSON lines (also ``.gz``); unreadable files are named in the answer."""
    found = Filled()
    for path in paths:
        try:
            _fill_from(store, path, found)
        except (OSError, EOFError) as error:
            found.unreadable += (f"{path}: {error}",)
    return found


def _fill_from(store: Store, path: Path, found: Filled) -> None:
    status = path.stat()
    key, file_id = tables.key(str(path.absolute())), f"{status.st_dev}:{status.st_ino}"
    position = _position(store, key, file_id)
    if position == status.st_size:
        return
    if path.suffix == ".gz" or position > status.st_size:
        position = 0  # packed files are read as a whole; a shorter file was written anew
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        file.seek(position)
        end = position
        batch: list[Event] = []
        for line, end in _lines(file, position, status.st_size):
            event = _parsed(line)
            if event is None:
                found.damaged += 1
                continue
            batch.append(event)
            if len(batch) == BATCH:
                _note(store, batch, key, path, file_id, end if path.suffix != ".gz" else 0)
                found.events += len(batch)
                batch = []
        found.events += len(batch)
        _note(store, batch, key, path, file_id, status.st_size if path.suffix == ".gz" else end)


def _position(store: Store, key: int, file_id: str) -> int:
    c = tables.source_file.c
    with store.reading() as connection:
        row = connection.execute(sa.select(c.position).where(c.id == key, c.file_id == file_id)).first()
    return row[0] if row else 0


def _lines(file: IO[bytes] | gzip.GzipFile, position: int, size: int) -> Iterator[tuple[bytes, int]]:
    """Whole lines, and where each ends; a last line without end only if it is a whole event."""
    for line in file:
        position += len(line)
        if line.strip() == b"{" and position == len(line) and size <= _WHOLE_FILE:
            rest = file.read()
            yield line + rest, position + len(rest)
            return
        if not line.endswith(b"\n") and _parsed(line) is None:
            return
        if line.strip():
            yield line, position


def _parsed(line: bytes) -> Event | None:
    try:
        event: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _note(store: Store, events: list[Event], key: int, path: Path, file_id: str, position: int) -> None:
    row = {"id": key, "path": os.fspath(path.absolute()), "file_id": file_id, "position": position}
    with store.writing() as connection:
        write(connection, events)
        put(connection, tables.source_file, [row])
