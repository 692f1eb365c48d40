"""The events of dbt's nodes: runs of their own below the task's run.

In: what dbt's artifacts say of each node, and the task's run. Out: one START and one COMPLETE or FAIL a node,
with dbt's own times. A module of its own because :mod:`lineage_provider.dbt` knows no task.

1. Job ``<dag>.<task>.dbt.<unique id>``, job type MODEL, SEED, SNAPSHOT or TEST, integration DBT.
2. Run id: of the task's run id, the invocation and the node, so that an event that is delivered twice is the
   same event.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
from openlineage.client.facet_v2 import error_message_run

from lineage_provider.dbt import NodeRun
from lineage_provider.extractors.child_runs import TaskRun, child_run_id, parent
from lineage_provider.extractors.query_events import external_query
from lineage_provider.sql.secret_patterns import masked_text

MAX_NODES = 5_000
"""Nodes of a task that get events of their own."""


def send(runs: Sequence[NodeRun], task: TaskRun, emit: Callable[[RunEvent], Any], seconds: float) -> int:
    """Send the events of as many nodes as there is time for; the number of those that have theirs."""
    deadline = time.monotonic() + seconds
    for place, run in enumerate(runs[:MAX_NODES]):
        if time.monotonic() > deadline:
            return place
        for event in events(run, task):
            emit(event)
    return min(len(runs), MAX_NODES)


def events(run: NodeRun, task: TaskRun) -> Iterator[RunEvent]:
    """The START and the end event of one node."""
    now = datetime.now(UTC)
    started = run.started or now
    ended = max(run.ended or now, started)
    facets = {**task.run_facets, **run.run_facets, "parent": parent(task)}
    if run.query_id and run.namespace:
        facets["externalQuery"] = external_query(run.query_id, run.namespace)
    invocation = getattr(run.run_facets.get("dbt_run"), "invocation_id", "")
    run_id = child_run_id(task.run_id, f"dbt.{invocation}.{run.unique_id}")
    job = Job(task.namespace, f"{task.job_name}.dbt.{run.unique_id}", facets=dict(run.job_facets))
    yield RunEvent(
        eventType=RunState.START,
        eventTime=started.isoformat(),
        run=Run(run_id, facets=dict(facets)),
        job=job,
        inputs=[],
        outputs=[],
    )
    if run.error is not None:
        facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(
            message=masked_text(run.error), programmingLanguage="SQL"
        )
    yield RunEvent(
        eventType=RunState.COMPLETE if run.error is None else RunState.FAIL,
        eventTime=ended.isoformat(),
        run=Run(run_id, facets=facets),
        job=job,
        inputs=run.datasets.inputs,
        outputs=run.datasets.outputs,
    )
