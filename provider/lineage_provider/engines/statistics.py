"""How many rows a statement wrote: what a driver's row count means, and what a warehouse remembers.

In: the lineage of one statement and the number its cursor gave; or what the warehouse's query history says
of it. Out: rows, bytes and files that were really written or read, or None. A module of its own because
"a row count" is another number on every engine, and a wrong number is worse than none.

The doors, for whoever adds an engine:

1. ``Engine.row_counts``: a :class:`RowCounts`, the table of what this engine's drivers count. It is asked
   by :meth:`Engine.rows_written` with one statement and one number; override that method only where the
   statement's text decides.
2. ``Engine.query_facts(hook, query_ids, timeout=...)``: what the warehouse itself noted (times, rows, bytes,
   error), as :class:`QueryFacts` by query id, in one bounded look-up. It is asked only with
   ``[lineage_provider] query_history`` on, once a connection, and what it says wins over the driver.

What is counted, by the words of the facets (``rowCount``: "The number of rows written to the dataset"):
INSERT, UPDATE, MERGE, CTAS and COPY give the rows they put there. A DELETE's count is the rows it took
away; the count of a MERGE that deletes, too, is of both, and so is not used. On a task's own event the rows
of all its statements add up, and a DELETE's count stands only where nothing else was written to that table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from lineage_provider.sql.model import StatementLineage

CHANGES = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
"""Statements whose affected rows every driver that follows PEP 249 counts."""

_RETURNING = re.compile(r"\breturning\b", re.IGNORECASE)
_MERGE_DELETES = re.compile(r"\bthen\s+delete\b", re.IGNORECASE)


@dataclass(frozen=True)
class RowCounts:
    """What the row count of an engine's drivers says.

    >>> RowCounts().rows(StatementLineage(1, "INSERT", "INSERT INTO t SELECT 1", 0), 1)
    1
    >>> RowCounts().rows(StatementLineage(1, "SELECT", "SELECT 1", 0), 1) is None
    True
    """

    kinds: frozenset[str] = CHANGES
    """Kinds of statements (``StatementLineage.kind``) whose count is the rows they wrote."""
    zero: bool = True
    """Whether 0 means no rows; False where the drivers also say 0 for what they do not know."""
    returning: bool = True
    """Whether the count is right for statements with RETURNING, before their rows are fetched."""
    not_counted: str = ""
    """A regular expression; statements with it (searched without regard to case) have no usable count."""
    many: Literal["first", "last", "none"] = "none"
    """Which statement a count belongs to where several were sent as one command."""

    def rows(self, statement: StatementLineage, count: int) -> int | None:
        """The rows that ``statement`` wrote; None where ``count`` does not tell."""
        if statement.kind not in self.kinds or count < 0 or (count == 0 and not self.zero):
            return None
        if statement.kind == "MERGE" and _MERGE_DELETES.search(statement.text):
            return None  # one count for rows written and rows taken away
        if not self.returning and _RETURNING.search(statement.text):
            return None
        if self.not_counted and re.search(self.not_counted, statement.text, re.IGNORECASE):
            return None
        return count


@dataclass(frozen=True)
class QueryFacts:
    """What a warehouse's history says of one query; None: it does not say."""

    started: datetime | None = None
    """With a time zone, as all moments here."""
    ended: datetime | None = None
    failed: bool | None = None
    error: str | None = None
    """The warehouse's message, without the text of the query."""
    text: str | None = None
    """The SQL as the warehouse has it; stands in where Airflow does not know it."""
    rows_written: int | None = None
    rows_read: int | None = None
    bytes_written: int | None = None
    bytes_read: int | None = None
    files_written: int | None = None
    files_read: int | None = None


@dataclass(frozen=True)
class Amount:
    """Rows, bytes and files that moved; what is None is not known."""

    rows: int | None = None
    size: int | None = None
    """Bytes."""
    files: int | None = None

    def repeated(self, times: int) -> Amount:
        """The same, ``times`` times."""
        return Amount(*(None if v is None else v * times for v in (self.rows, self.size, self.files)))

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.rows, self.size, self.files))


@dataclass(frozen=True)
class Statistics:
    """What one statement wrote and read."""

    written: Amount = field(default_factory=Amount)
    read: Amount = field(default_factory=Amount)

    def repeated(self, times: int) -> Statistics:
        """Of a statement that ran ``times`` times, with the same numbers."""
        return Statistics(self.written.repeated(times), self.read.repeated(times))


def statistics_of(rows_written: int | None, facts: QueryFacts | None = None) -> Statistics:
    """The driver's rows and the warehouse's facts in one; the warehouse's win."""
    if facts is None:
        return Statistics(Amount(rows_written))
    rows = rows_written if facts.rows_written is None else facts.rows_written
    return Statistics(
        Amount(rows, facts.bytes_written, facts.files_written),
        Amount(facts.rows_read, facts.bytes_read, facts.files_read),
    )
