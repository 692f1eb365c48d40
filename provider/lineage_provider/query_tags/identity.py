"""Which task runs here and now.

In: Airflow's context of the running task. Out: its :class:`TaskTag`, or None outside a task: in the
scheduler, in ``airflow connections test``, in a script. A module of its own because this is the one place
that asks Airflow and the OpenLineage provider who the task is; the ids are those of the task's events.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from lineage_provider.query_tags.tag import TaskTag

log = logging.getLogger("lineage_provider")


def current_task() -> TaskTag | None:
    """The tag of the task that this thread runs; None where there is none."""
    try:
        from airflow.sdk import get_current_context

        context: Any = get_current_context()
    except (ImportError, RuntimeError):
        return None  # outside a task, as get_current_context says by RuntimeError
    return tag_of(context["ti"], context.get("dag_run"))


def current_operator() -> Any:
    """The operator that runs; None outside a task."""
    try:
        from airflow.sdk import get_current_context

        return get_current_context()["task"]
    except (ImportError, RuntimeError, KeyError):
        return None


def tag_of(task_instance: Any, dag_run: Any = None) -> TaskTag:
    """The tag of a task instance; without its DAG run the OpenLineage part is left out."""
    run_id, namespace = _openlineage(task_instance, dag_run)
    map_index = getattr(task_instance, "map_index", -1)
    return TaskTag(
        dag_id=str(task_instance.dag_id),
        task_id=str(task_instance.task_id),
        run_id=str(task_instance.run_id),
        try_number=int(task_instance.try_number),
        map_index=-1 if map_index is None else int(map_index),
        openlineage_run_id=run_id,
        openlineage_job_namespace=namespace,
    )


def _openlineage(task_instance: Any, dag_run: Any) -> tuple[str | None, str | None]:
    """Run id and job namespace of the task's events; both None where the task has no events."""
    try:
        from airflow.providers.openlineage import conf
    except ImportError:
        return None, None
    try:
        if conf.is_disabled() or dag_run is None:
            return None, None
        from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

        run_id = OpenLineageAdapter.build_task_instance_run_id(
            dag_id=task_instance.dag_id,
            task_id=task_instance.task_id,
            try_number=task_instance.try_number,
            logical_date=dag_run.logical_date or dag_run.run_after,
            map_index=task_instance.map_index,
        )
        return str(run_id), str(conf.namespace())
    except Exception as error:
        _say_once(f"{type(error).__name__}: {error}")
        return None, None


@cache
def _say_once(reason: str) -> None:
    log.warning("Query tags lack the OpenLineage run id: %s", reason)
