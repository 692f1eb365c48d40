"""What a task executed: one value a command, in order.

In: the collector of hook lineage, the times that were noted, the statement that failed. Out:
:class:`Executed` values, which child events and statistics are made from. A module of its own because all
of these sources speak of the same commands.

Adding facts: what a warehouse knows of a query by its id comes through ``Engine.query_facts`` (see
:mod:`lineage_provider.engines.statistics`) and ends in :attr:`Executed.facts`; what a hook says at once
(ids, counts) is read in :mod:`lineage_provider.extractors.collected`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Every process that loads the plugin comes here; the engines, and with them the parser, are for few.
    from lineage_provider.engines.statistics import QueryFacts


@dataclass(frozen=True)
class Executed:
    """One command that was sent to a database, by a hook."""

    hook: Any
    text: str
    """As it was sent: one statement, or several where the hook does not split; empty where only the
    query's id is known."""
    database: str | None = None
    """The database that the hook reported as its default, where it reports one."""
    schema: str | None = None
    """The schema, in the same way."""
    said: Mapping[str, Any] | None = None
    """What else the hook reported of the call: the cluster of Redshift's Data API."""
    row_count: int | None = None
    """What the driver says, whatever that means there (``Engine.rows_written``); never negative."""
    query_id: str | None = None
    times: int = 1
    """How often the hook reported exactly this; Airflow's collector keeps equal reports once."""
    started: datetime | None = None
    ended: datetime | None = None
    error: str | None = None
    """Why it failed; None where it did not."""
    facts: QueryFacts | None = None
    """What the warehouse's history says, where it was asked."""


@dataclass(frozen=True)
class Note:
    """One call that was timed: which hook, what it sent, and when."""

    hook: Any
    text: str
    """Empty for a call that makes its SQL itself (``insert_rows``)."""
    started: datetime
    ended: datetime
    error: str | None = None


def in_order(
    reported: Sequence[Executed], notes: Sequence[Note], failed: Executed | None, *, full: bool = False
) -> list[Executed]:
    """All that was executed: what hooks reported, with its times, and what failed, where it failed.

    A failed statement that the task went on after is known by its note only; so is what came after the
    collector was ``full``.
    """
    calls = [note for note in notes if not note.text]
    left = [note for note in notes if note.text]
    found = [timed for one in reported for timed in _timed(one, left)]
    found = _by_calls(found, [note for note in calls if note.error is None])
    if failed is not None:
        (failed,) = _by_calls([failed], [note for note in calls if note.error is not None])
    errors = [_of_note(note) for note in left if full or note.error is not None]
    if failed is not None and not any(_is_same(failed, one) for one in errors):
        errors.append(failed)
    elif failed is not None:
        last = max(place for place, one in enumerate(errors) if _is_same(failed, one))
        errors[last] = dataclasses.replace(errors[last], query_id=failed.query_id)
    found += [_in_session(one, reported) for one in errors]
    if all(one.started is not None for one in found):
        found.sort(key=lambda one: one.started or datetime.min)
    return found


def _in_session(one: Executed, reported: Sequence[Executed]) -> Executed:
    """A statement that no hook reported, in the session that its hook reported for others."""
    for other in reported:
        if other.hook is one.hook:
            return dataclasses.replace(one, database=other.database, schema=other.schema, said=other.said)
    return one


def _timed(one: Executed, notes: list[Note]) -> list[Executed]:
    """The command with its times, once for each time that it was noted; used notes are taken away."""
    found: list[Executed] = []
    for note in list(notes):
        if len(found) < one.times and note.error is None and _is_note_of(note, one):
            notes.remove(note)
            found.append(dataclasses.replace(one, times=1, started=note.started, ended=note.ended))
    left = one.times - len(found)
    return [*found, dataclasses.replace(one, times=left)] if left else found


def _by_calls(found: Sequence[Executed], calls: Sequence[Note]) -> list[Executed]:
    """Give calls' times to what they reported, where a hook made as many calls as it has reports left."""
    answer = list(found)
    for hook in {id(note.hook): note.hook for note in calls}.values():
        mine = [note for note in calls if note.hook is hook]
        places = [
            place
            for place, one in enumerate(answer)
            if one.hook is hook and one.started is None and one.times == 1
        ]
        if len(mine) == len(places):
            for place, note in zip(places, mine, strict=True):
                answer[place] = dataclasses.replace(answer[place], started=note.started, ended=note.ended)
    return answer


def _is_note_of(note: Note, one: Executed) -> bool:
    return note.hook is one.hook and note.text == one.text


def _is_same(first: Executed, second: Executed) -> bool:
    return first.hook is second.hook and first.text == second.text


def _of_note(note: Note) -> Executed:
    return Executed(note.hook, note.text, started=note.started, ended=note.ended, error=note.error)
