"""The events of single queries: runs of their own below the task's run.

In: a task's queries, and its run. Out: one START and one COMPLETE or FAIL a query, sent by the official
provider's adapter. A module of its own because these events take the place of the official ones, which
have the SQL, and no datasets.

1. Job ``<dag>.<task>.query.<n>``, n from 1 over the whole task, job type QUERY.
2. Run id: of the task's run id and n, so that an event that is delivered twice is the same event. Parent is
   the task's run; the root stays the task's root.
3. Times: as noted in the task's process, or as the warehouse has them; where nobody knows them both events
   have the moment of sending, as the official ones do.
4. Events are sent at the task's end, in the fork that makes the task's own event, one after the other: no
   background thread of that process would live to send them. They get a share of the time it has.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
from openlineage.client.facet_v2 import error_message_run, external_query_run, job_type_job

from lineage_provider.extractors.child_runs import TaskRun, child_run_id, parent
from lineage_provider.extractors.query import Query
from lineage_provider.facets import Datasets, Moment, datasets_of, extraction_error, sql_facet
from lineage_provider.facets.statistics import add_statistics, moved
from lineage_provider.sql.masking import script_secrets, without

MAX_QUERIES = 500
"""Queries of a task that get events of their own; the task's event counts all of them."""


def query_run_id(task_run_id: str, number: int) -> str:
    """The run id of a task's n-th query: as old as the task's, and always the same.

    >>> query_run_id("01990a5b-5c00-7b3a-8f00-1234567890ab", 1)
    '01990a5b-5c00-7556-abd5-78d46a66f071'
    """
    return child_run_id(task_run_id, f"query.{number}")


def send(queries: Sequence[Query], task: TaskRun, emit: Callable[[RunEvent], Any], seconds: float) -> int:
    """Send the events of as many queries as there is time for; the number of those that have theirs."""
    deadline = time.monotonic() + seconds
    secrets = _secrets(queries[:MAX_QUERIES])
    for number, query in enumerate(queries[:MAX_QUERIES], 1):
        if time.monotonic() > deadline:
            return number - 1
        for event in events(query, number, task, secrets):
            emit(event)
    return min(len(queries), MAX_QUERIES)


def _secrets(queries: Sequence[Query]) -> frozenset[str]:
    """What is secret in any of them: a password that one statement sets can stand in the next."""
    texts: dict[str | None, list[str]] = {}
    for query in queries:
        texts.setdefault(query.dialect, []).append(query.text)
    return frozenset[str]().union(*(script_secrets(group, dialect) for dialect, group in texts.items()))


def events(
    query: Query, number: int, task: TaskRun, secrets: frozenset[str] = frozenset()
) -> Iterator[RunEvent]:
    """The START and the end event of one query; ``secrets`` are ``***`` in them."""
    now = datetime.now(UTC)
    started, ended = _times(query, now)
    error = query.error
    run_id = query_run_id(task.run_id, number)
    common = {**task.run_facets, "parent": parent(task), **_external(query)}
    job = Job(task.namespace, f"{task.job_name}.query.{number}", facets=_job_facets(query, secrets))
    datasets = _datasets(query, "complete" if error is None else "fail")
    yield RunEvent(
        eventType=RunState.START,
        eventTime=started.isoformat(),
        run=Run(run_id, facets=common),
        job=job,
        inputs=datasets.inputs,
        outputs=datasets.outputs,
    )
    datasets = _datasets(query, "complete" if error is None else "fail")
    if query.naming is not None:
        add_statistics(
            datasets.inputs, datasets.outputs, moved(query.part.lineage, query.naming, query.statistics)
        )
    yield RunEvent(
        eventType=RunState.COMPLETE if error is None else RunState.FAIL,
        eventTime=ended.isoformat(),
        run=Run(run_id, facets={**common, **_outcome(query, secrets)}),
        job=job,
        inputs=datasets.inputs,
        outputs=datasets.outputs,
    )


def _times(query: Query, now: datetime) -> tuple[datetime, datetime]:
    """Start and end; the warehouse's own clock wins, and a half that is missing is the other half."""
    one = query.executed
    facts = one.facts if one is not None else None
    for known in (facts, one):
        if known is not None and (known.started or known.ended):
            started = known.started or known.ended
            ended = known.ended or known.started
            if started is not None and ended is not None:
                return started, max(started, ended)
    return now, now


def _datasets(query: Query, moment: Moment) -> Datasets:
    if query.naming is None:
        return Datasets()
    return datasets_of(query.part.lineage, query.naming, moment)


def external_query(query_id: str, namespace: str) -> external_query_run.ExternalQueryRunFacet:
    """The facet that leads from a run to the query in the warehouse's history."""
    return external_query_run.ExternalQueryRunFacet(externalQueryId=query_id, source=namespace)


def _external(query: Query) -> dict[str, Any]:
    if query.query_id is None or query.engine is None:
        return {}
    return {"externalQuery": external_query(query.query_id, query.engine.namespace)}


def _job_facets(query: Query, secrets: frozenset[str]) -> dict[str, Any]:
    facets: dict[str, Any] = {
        "jobType": job_type_job.JobTypeJobFacet(
            jobType="QUERY", integration="AIRFLOW", processingType="BATCH"
        )
    }
    if query.text.strip():
        facets["sql"] = sql_facet([query.text], query.dialect, secrets)
    return facets


def _outcome(query: Query, secrets: frozenset[str]) -> dict[str, Any]:
    """What the end event says beside: the error, and what of the statement could not be followed."""
    found: dict[str, Any] = {}
    if query.error is not None:
        found["errorMessage"] = error_message_run.ErrorMessageRunFacet(
            message=without(query.error, secrets), programmingLanguage="SQL"
        )
    texts = {problem.statement: query.text for problem in query.problems}
    report = extraction_error(query.problems, 1, texts, query.dialect, secrets)
    if report is not None:
        for one in report.errors:
            one.taskNumber = None if one.taskNumber is None else 0
        found["extractionError"] = report
    return found
