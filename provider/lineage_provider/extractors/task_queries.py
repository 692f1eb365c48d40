"""The queries of a task that has ended: which there were, what they did, and their events.

In: a task's event, and the lineage of its SQL. Out: the same task's lineage with statistics, and the
events of its queries on their way. A module of its own because SQL operators and tasks that run SQL through
hooks come here from two sides, and everything after is the same for both.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lineage_provider.engines import Engine, QueryFacts
from lineage_provider.extractors import child_runs, collected
from lineage_provider.extractors.event import TaskEvent, reason
from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.hook_task import hook_lineage
from lineage_provider.extractors.matching import matched
from lineage_provider.extractors.query import Query
from lineage_provider.extractors.query_events import external_query, send
from lineage_provider.extractors.ran import executed
from lineage_provider.extractors.sql_task import SqlLineage
from lineage_provider.facets import sql_facet
from lineage_provider.facets.statistics import add_statistics, added, moved
from lineage_provider.sql.parts import Part

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

_EXTERNAL = "externalQuery"
MAX_EQUAL = 500
"""Events for equal statements that nobody can tell apart."""


def of_operator(event: TaskEvent, found: SqlLineage, settings: Settings) -> tuple[list[Query], SqlLineage]:
    """The queries of a SQL operator, and the lineage of what else it ran (other SQL than its own).

    Where no hook said what it ran (SQL that went on in another process), the ids of its queries are the
    operator's hook's own.
    """
    engine = found.naming.engine if found.naming is not None else None
    answer = matched(
        found.queries,
        found.commands,
        executed(event),
        engine.dialect if engine is not None else None,
        failed=event.moment == "fail",
    )
    queries = answer.queries
    if not any(query.executed for query in queries) and not answer.others:
        queries = _with_ids(queries, found, event)
    if not answer.others:
        return queries, SqlLineage()
    more = hook_lineage(answer.others, event.name, settings, event.moment)
    return [*queries, *more.queries], more


def _with_ids(queries: list[Query], found: SqlLineage, event: TaskEvent) -> list[Query]:
    hook = _hook_of(event.task)
    ids = [one for one in getattr(hook, "query_ids", None) or () if isinstance(one, str)]
    if not ids:
        return queries
    if len(ids) == len(queries):
        return [
            dataclasses.replace(query, executed=Executed(hook, query.part.text, query_id=query_id))
            for query, query_id in zip(queries, ids, strict=True)
        ]
    # Which of them is which statement is not known.
    return [Query(Part(1, ""), found.naming, executed=Executed(hook, "", query_id=one)) for one in ids]


def _hook_of(task: Any) -> Any:
    try:
        return task.get_db_hook()
    except Exception:
        return None  # reported where its connection was looked at


class TaskQueries:
    """All queries of one task that has ended."""

    def __init__(
        self, queries: Sequence[Query], statements: int, event: TaskEvent, settings: Settings
    ) -> None:
        self.queries = list(queries)
        self.event = event
        self.settings = settings
        several = max(statements, sum(_times(query) for query in self.queries)) > 1
        with_ids = any(query.query_id for query in self.queries)
        wanted = {"always": True, "never": False}.get(settings.query_events, several or with_ids)
        self.have_events = wanted and bool(self.queries)
        """Whether single queries get events of their own."""
        if settings.query_history and with_ids:
            self._ask_history()

    @property
    def summed_up(self) -> bool:
        """Whether the task's own event has the datasets of its queries."""
        return self.settings.task_sums_queries or not self.have_events

    def describe(self, lineage: Any) -> None:
        """Add to the task's own lineage what its queries tell beyond datasets."""
        ids = {query.query_id: query for query in self.queries if query.query_id and query.engine}
        if len(ids) == 1 and _EXTERNAL not in lineage.run_facets:
            ((query_id, query),) = ids.items()
            if query.engine is not None and query_id is not None:
                lineage.run_facets[_EXTERNAL] = external_query(query_id, query.engine.namespace)
        if len(self.queries) == 1 and "sql" not in lineage.job_facets and self.queries[0].text.strip():
            lineage.job_facets["sql"] = sql_facet([self.queries[0].text], self.queries[0].dialect)
        if self.event.moment == "complete" and self.summed_up and self._are_all_counted():
            add_statistics(lineage.inputs, lineage.outputs, self._sum())

    def _are_all_counted(self) -> bool:
        """Not where hooks could not report everything, or where something was taken back."""
        kinds = {statement.kind for query in self.queries for statement in query.part.statements}
        return not collected.is_full() and "ROLLBACK" not in kinds

    def _sum(self) -> Any:
        return added(
            moved(query.part.lineage, query.naming, query.statistics.repeated(_times(query)))
            for query in self.queries
            if query.naming is not None and query.error is None
        )

    def send(self) -> None:
        """Send the events of single queries; what goes wrong is reported with the task."""
        self.event.queries_sent = True
        if not self.have_events:
            return
        single = [query for query in self.queries for _ in range(min(_times(query), MAX_EQUAL))]
        try:
            task = child_runs.task_run(self.event, self.settings)
            sent = send(single, task, child_runs.emit(), child_runs.seconds())
        except Exception as error:
            self.event.defects.append(f"events of single queries could not be sent: {reason(error)}")
            log.debug("Events of queries could not be sent", exc_info=True)
            return
        if sent < len(single):
            log.warning(
                "Of %s queries of task %s the first %s have events of their own; "
                "the task's event has the lineage of all",
                len(single),
                self.event.name,
                sent,
            )

    def _ask_history(self) -> None:
        """Ask each connection once what its warehouse noted of these queries."""
        groups: dict[Engine, dict[str, Executed]] = {}
        for query in self.queries:
            if query.query_id and query.engine is not None and query.executed is not None:
                groups.setdefault(query.engine, {})[query.query_id] = query.executed
        facts: dict[str, QueryFacts] = {}
        for engine, ran in groups.items():
            hook = next(iter(ran.values())).hook
            timeout = self.settings.catalog_timeout / len(groups)
            since = _earliest(ran.values()) or getattr(self.event.dag_run, "start_date", None)
            try:
                facts.update(engine.query_facts(hook, tuple(ran), timeout=timeout, since=since))
            except Exception as error:
                self.event.defects.append(f"the query history could not be asked: {error}"[:500])
        self.queries = [_with_facts(query, facts) for query in self.queries]


def _earliest(ran: Iterable[Executed]) -> datetime | None:
    """When the first of them began; None where that is not known of each (in another process)."""
    starts = [one.started for one in ran]
    known = [start for start in starts if start is not None]
    return min(known) if len(known) == len(starts) else None


def _with_facts(query: Query, facts: Mapping[str, QueryFacts]) -> Query:
    known = facts.get(query.query_id or "")
    if known is None or query.executed is None:
        return query
    return dataclasses.replace(query, executed=dataclasses.replace(query.executed, facts=known))


def _times(query: Query) -> int:
    return query.executed.times if query.executed is not None else 1
