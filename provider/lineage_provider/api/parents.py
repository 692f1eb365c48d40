"""The run that a run belongs to: one given, the one around it, the Airflow task, or the environment's.

In: what the caller gave, and where the code runs. Out: :class:`Parent` or None. A module of its own because
it is the only place that looks at Airflow's running task, and it must not import Airflow to find that there
is none.
"""

from __future__ import annotations

import os
import sys
import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from openlineage.client.facet_v2 import parent_run

VARIABLE = "OPENLINEAGE_PARENT_ID"
ROOT_VARIABLE = "OPENLINEAGE_ROOT_PARENT_ID"
"""``namespace/job/run id``, as dbt-ol and other OpenLineage programs read them."""


@dataclass(frozen=True)
class Parent:
    """A run: job namespace, job name, run id; and the root above it, where there is one."""

    namespace: str
    name: str
    run_id: str
    root: Parent | None = None

    def facet(self) -> parent_run.ParentRunFacet:
        """The run facet ``parent`` for a run below this one."""
        root = self.root or self
        return parent_run.ParentRunFacet(
            run=parent_run.Run(runId=self.run_id),
            job=parent_run.Job(namespace=self.namespace, name=self.name),
            root=parent_run.Root(
                run=parent_run.RootRun(runId=root.run_id),
                job=parent_run.RootJob(namespace=root.namespace, name=root.name),
            ),
        )

    @property
    def id(self) -> str:
        return f"{self.namespace}/{self.name}/{self.run_id}"


current: ContextVar[Parent | None] = ContextVar("lineage_provider_run", default=None)
"""The innermost run of this thread or asyncio task."""


def parse(text: str, root: str | None = None) -> Parent:
    """Read ``namespace/job/run id``; a namespace may have slashes. Raises ValueError for other texts."""
    front, _, run_id = text.strip().rpartition("/")
    namespace, _, name = front.rpartition("/")
    if not namespace or not name:
        raise ValueError(f"{text!r} is not of the form namespace/job/run-id")
    uuid.UUID(run_id)
    return Parent(namespace, name, run_id, parse(root) if root else None)


def find() -> Parent | None:
    """Return the run around this code, else the running Airflow task, else the environment's parent."""
    around = current.get()
    if around is not None:
        return around
    task = airflow_task()
    if task is not None:
        return _of_task(task)
    text = os.environ.get(VARIABLE)
    return parse(text, os.environ.get(ROOT_VARIABLE)) if text else None


def airflow_task() -> Any:
    """Return the running task instance; None outside a task."""
    sdk = sys.modules.get("airflow.sdk")
    if sdk is None:
        return None  # no task can be running in a process that did not import it
    try:
        return sdk.get_current_context()["ti"]
    except Exception:
        return None  # outside a task this raises; its class differs between releases


def _of_task(task_instance: Any) -> Parent:
    from airflow.providers.openlineage.plugins import macros as untyped

    macros: Any = untyped
    root = Parent(
        macros.lineage_root_job_namespace(task_instance),
        macros.lineage_root_job_name(task_instance),
        macros.lineage_root_run_id(task_instance),
    )
    return Parent(
        macros.lineage_job_namespace(),
        macros.lineage_job_name(task_instance),
        macros.lineage_run_id(task_instance),
        root,
    )
