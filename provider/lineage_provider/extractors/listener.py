"""What the official listener is told before it acts: which starts are no starts.

In: the listener object. Out: the same object, with one method wrapped. A module of its own because this
is the second of two places where the official provider is touched (the first is its extractor manager).

1. A deferred task that resumes in another process is reported as running again, with the same run id;
   only its first START goes out.
2. Where tasks share a process (``airflow dags test``), what one task's hooks collected must not show up
   in the events of the next.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

log = logging.getLogger("lineage_provider")

_METHOD = "_on_task_instance_running"
_MARK = "_lineage_provider_wrapped"


def wrap(listener: Any) -> None:
    """Wrap the listener's start method, once."""
    official = getattr(listener, _METHOD, None)
    if official is None:
        log.warning(
            "This release of the OpenLineage provider starts tasks in another way: "
            "a deferred task will be reported as started twice"
        )
        return
    if getattr(official, _MARK, False):
        return

    def running(task_instance: Any, *rest: Any, **more: Any) -> Any:
        try:
            forget_other_tasks(task_instance)
            if resumes(task_instance):
                log.debug("Task %s resumes: its START was sent before it deferred", task_instance.task_id)
                return None
        except Exception as error:
            log.warning("The start of a task could not be looked at: %s", error)
        return official(task_instance, *rest, **more)

    setattr(running, _MARK, True)
    setattr(listener, _METHOD, running)


def resumes(task_instance: Any) -> bool:
    """Whether a task instance goes on after a deferral, in this try.

    A task that starts in the triggerer (``start_from_trigger``) was never reported as started before.
    """
    context = getattr(task_instance, "_ti_context_from_server", None)
    if not getattr(context, "next_method", None):
        return False
    return not getattr(getattr(task_instance, "task", None), "start_from_trigger", False)


_last: list[Any] = [None]


def forget_other_tasks(task_instance: Any) -> None:
    """Empty the collector of hook lineage when another task starts in this process."""
    key = tuple(getattr(task_instance, name, None) for name in ("dag_id", "run_id", "task_id", "map_index"))
    before, _last[0] = _last[0], key
    if before is None or before == key:
        return
    lineage = sys.modules.get("airflow.sdk.lineage")
    clear = getattr(getattr(lineage, "get_hook_lineage_collector", None), "cache_clear", None)
    if clear is not None:
        clear()
