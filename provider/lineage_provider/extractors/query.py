"""The statements of a task, each with its own lineage and with what is known of its execution.

In: the parts of a text that was analysed as a whole. Out: one :class:`Query` a statement. A module of its
own because the text is analysed once, for the task, and the events of single queries take their part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lineage_provider.engines import Engine, Statistics, statistics_of
from lineage_provider.extractors.executed import Executed
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import Problem
from lineage_provider.sql.parts import Part


@dataclass(frozen=True)
class Query:
    """One statement of a task."""

    part: Part
    naming: Naming | None = None
    """None where the connection could not be used: then there are no datasets."""
    place: int = 0
    """Its place, from 0, among the statements that are sent as one command."""
    together: int = 1
    """How many statements that command has."""
    problems: tuple[Problem, ...] = ()
    executed: Executed | None = None
    """How it was executed, where that is known."""

    @property
    def engine(self) -> Engine | None:
        return self.naming.engine if self.naming is not None else None

    @property
    def dialect(self) -> str | None:
        return self.engine.dialect if self.engine is not None else None

    @property
    def text(self) -> str:
        facts = self.executed.facts if self.executed is not None else None
        return self.part.text or (facts.text if facts is not None else None) or ""

    @property
    def query_id(self) -> str | None:
        return self.executed.query_id if self.executed is not None else None

    @property
    def error(self) -> str | None:
        if self.executed is None:
            return None
        facts = self.executed.facts
        if facts is not None and facts.failed:
            return facts.error or self.executed.error or "the query failed"
        return self.executed.error

    @property
    def statistics(self) -> Statistics:
        """What it wrote and read, by the driver's count and by the warehouse's history."""
        if self.executed is None or self.error is not None:
            return Statistics()
        facts = self.executed.facts
        return statistics_of(self._rows(), facts if self.together == 1 else None)

    def _rows(self) -> int | None:
        """The rows it wrote, where the driver's count is about this statement, and about one table."""
        statement, engine, executed = self.part.single, self.engine, self.executed
        if statement is None or engine is None or executed is None or executed.row_count is None:
            return None
        if len(set(self.part.lineage.outputs)) != 1:
            return None
        counted = {"first": 0, "last": self.together - 1}.get(engine.row_counts.many)
        if self.together > 1 and self.place != counted:
            return None
        return engine.rows_written(statement, executed.row_count)


def queries_of(parts: Sequence[Part], problems: Sequence[Problem], naming: Naming | None) -> list[Query]:
    """The statements of one text, as they are before anything is known of their execution."""
    return [
        Query(part, naming, problems=tuple(p for p in problems if p.statement == part.number))
        for part in parts
    ]
