"""What the official listener is told before it acts: which starts are no starts.

In: the listener object. Out: the same object, with three methods wrapped. A module of its own because this
is the second of two places where the official provider is touched (the first is its extractor manager).

1. A deferred task that resumes in another process is reported as running again, with the same run id;
   only its first START goes out.
2. Where tasks share a process (``airflow dags test``), what one task's hooks collected must not show up
   in the events of the next.
3. The listener extracts in forked children, one at START and one at the end, while the task waits. What
   they need is imported in the task's own process just before the first fork, so that it is imported
   once.
4. Just before that fork, and so before it is executed, a task that submits a job elsewhere gets what the job
   has to know of it.
5. A task that failed is looked at while its exception is there: which statement was being executed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from lineage_provider.extractors import collected, failing, noting, scans, validations

log = logging.getLogger("lineage_provider")

_START = "_on_task_instance_running"
_FORK = "_fork_execute"
_FAILURE = "_on_task_instance_failed"
_MARK = "_lineage_provider_wrapped"


def wrap(
    listener: Any, preload: Callable[[Any], None], prepare: Callable[[Any, Any], None] | None = None
) -> None:
    """Wrap the listener's start and fork, once.

    ``preload`` is given the task that has started, before the first fork; ``prepare`` the task and its
    instance, before the task is executed.
    """
    start = getattr(listener, _START, None)
    if start is None:
        log.warning(
            "This release of the OpenLineage provider starts tasks in another way: "
            "a deferred task will be reported as started twice"
        )
        return
    if getattr(start, _MARK, False):
        return
    current: list[Any] = []

    def running(task_instance: Any, *rest: Any, **more: Any) -> Any:
        try:
            forget_other_tasks(task_instance)
            if resumes(task_instance):
                log.debug("Task %s resumes: its START was sent before it deferred", task_instance.task_id)
                return None
        except Exception as error:
            log.warning("The start of a task could not be looked at: %s", error)
        current[:] = [task_instance]
        return start(task_instance, *rest, **more)

    setattr(running, _MARK, True)
    setattr(listener, _START, running)
    _wrap_fork(listener, current, preload, prepare)
    _wrap_failure(listener)


def _wrap_fork(
    listener: Any,
    current: list[Any],
    preload: Callable[[Any], None],
    prepare: Callable[[Any, Any], None] | None,
) -> None:
    fork = getattr(listener, _FORK, None)
    if fork is None:
        return  # only saves time

    def forking(*args: Any, **more: Any) -> Any:
        # Once a task: a start that is not reported (emission_policy) never comes here.
        while current:
            instance = current.pop()
            task = getattr(instance, "task", None)
            try:
                preload(task)
            except Exception as error:
                log.debug("Not imported before the fork: %s", error)
            try:
                if prepare is not None:
                    prepare(task, instance)
            except Exception as error:
                log.warning("The task's own job is told nothing about lineage: %s", type(error).__name__)
                log.debug("Not prepared", exc_info=True)
        return fork(*args, **more)

    setattr(listener, _FORK, forking)


def _wrap_failure(listener: Any) -> None:
    fail = getattr(listener, _FAILURE, None)
    if fail is None:
        return  # the task's own FAIL says that it failed; which statement did stays unknown

    def failed(*args: Any, **more: Any) -> Any:
        try:
            given = (*args, *more.values())
            failing.remember(next((one for one in given if isinstance(one, BaseException)), None))
        except Exception as error:
            log.debug("The statement that failed could not be found: %s", error)
        return fail(*args, **more)

    setattr(listener, _FAILURE, failed)


def resumes(task_instance: Any) -> bool:
    """Whether a task instance goes on after a deferral, in this try.

    A task that starts in the triggerer (``start_from_trigger``) was never reported as started before.
    """
    context = getattr(task_instance, "_ti_context_from_server", None)
    if not getattr(context, "next_method", None):
        return False
    return not getattr(getattr(task_instance, "task", None), "start_from_trigger", False)


_KEY = ("dag_id", "run_id", "task_id", "map_index", "try_number")
_last: list[Any] = [None]


def forget_other_tasks(task_instance: Any) -> None:
    """Empty the collector of hook lineage, and what was noted, when another task starts in this process."""
    key = tuple(getattr(task_instance, name, None) for name in _KEY)
    before, _last[0] = _last[0], key
    if before is not None and before != key:
        collected.forget()
        noting.forget()
        failing.forget()
        validations.forget()
        scans.forget()
