"""Runs of their own below a task's run: what all of them say of the task, and how they are sent.

In: a task's event. Out: the task's run in OpenLineage's words, run ids and parent facets of its children, and
the way that events take. A module of its own because single queries and dbt's nodes are children alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from openlineage.client.facet_v2 import parent_run
from openlineage.client.uuid import generate_static_uuid

if TYPE_CHECKING:
    from lineage_provider.extractors.event import TaskEvent
    from lineage_provider.settings import Settings


@dataclass(frozen=True)
class TaskRun:
    """What the events of a task's children say of the task."""

    run_id: str
    job_name: str
    namespace: str
    root_run_id: str
    root_job_name: str
    root_namespace: str
    run_facets: Mapping[str, Any]
    """Facets of every child's run: the processing engine, the query tag."""


def task_run(event: TaskEvent, settings: Settings) -> TaskRun:
    """What the official provider calls the task's run; raises what it cannot tell."""
    from airflow.providers.openlineage.plugins import macros
    from airflow.providers.openlineage.utils.utils import get_processing_engine_facet

    instance = event.task_instance
    facets = dict(get_processing_engine_facet())
    if settings.query_tag or settings.query_comment:
        from lineage_provider.query_tags.events import run_facets

        facets |= run_facets(event.task, instance, event.dag_run, ended=True)
    return TaskRun(
        run_id=macros.lineage_run_id(instance),
        job_name=macros.lineage_job_name(instance),
        namespace=str(macros.lineage_job_namespace()),  # type: ignore[no-untyped-call]
        root_run_id=macros.lineage_root_run_id(instance),
        root_job_name=macros.lineage_root_job_name(instance),
        root_namespace=macros.lineage_root_job_namespace(instance),
        run_facets=facets,
    )


def child_run_id(task_run_id: str, label: str) -> str:
    """The run id of the child called ``label``: as old as the task's, and always the same."""
    milliseconds = UUID(task_run_id).int >> 80
    data = f"{task_run_id}.{label}".encode()
    return str(generate_static_uuid(datetime.fromtimestamp(milliseconds / 1000, UTC), data))


def parent(task: TaskRun) -> parent_run.ParentRunFacet:
    """The facet that leads to the task's run, and to the root of that."""
    return parent_run.ParentRunFacet(
        run=parent_run.Run(runId=task.run_id),
        job=parent_run.Job(namespace=task.namespace, name=task.job_name),
        root=parent_run.Root(
            run=parent_run.RootRun(runId=task.root_run_id),
            job=parent_run.RootJob(namespace=task.root_namespace, name=task.root_job_name),
        ),
    )


def emit() -> Any:
    """The official provider's way to send an event."""
    from airflow.providers.openlineage.plugins.listener import get_openlineage_listener

    return get_openlineage_listener().adapter.emit


def seconds() -> float:
    """Half of what the official listener gives its fork: the task's own event is sent after these."""
    from airflow.providers.openlineage import conf

    return max(1.0, float(conf.execution_timeout()) / 2)
