"""Databricks jobs: the tasks of a job's run, as runs of their own below the Airflow task.

In: an operator that started a job, or watches one task of it, and its API's answer about the run. Out: a
START and an end event for each task that ran there, with its own times and error. A module of its own because
the answer tells how a job went, not what it read and wrote: datasets come from OpenLineage's listener in the
cluster, or not at all.

1. Job ``<dag>.<task>.databricks.<task key>``, job type by the kind of task (NOTEBOOK, SPARK_PYTHON, SQL),
   integration DATABRICKS.
2. Run id: of the task's run id, the job's run, the task key and the attempt.
3. Tasks that did not run (skipped, upstream failed) have no events, and those that have not ended neither.
4. The API tells 100 tasks a page. Pages are read one by one here, not by the hook's ``get_run``: that knows
   the first one only in older releases of its provider, and loses all when one fails in newer ones.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
from openlineage.client.facet_v2 import error_message_run, job_type_job

from lineage_provider.engines.deadline import CatalogError, Deadline, within
from lineage_provider.extractors import child_runs
from lineage_provider.extractors.child_runs import TaskRun, child_run_id, parent
from lineage_provider.extractors.databricks import resumed_with
from lineage_provider.extractors.event import TaskEvent, reason
from lineage_provider.extractors.sql_task import SqlLineage
from lineage_provider.sql import Problem
from lineage_provider.sql.secret_patterns import masked_text

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

MAX_PAGES = 50
"""Pages of a run that are read: a job has 1,000 tasks at the most, and a repair adds those it ran again."""
_ENDS = {"SUCCESS": RunState.COMPLETE, "SUCCESS_WITH_FAILURES": RunState.COMPLETE, "CANCELED": RunState.ABORT}
"""By result state; every other one is FAIL."""
_NOT_RUN = frozenset({"SKIPPED", "EXCLUDED", "UPSTREAM_FAILED", "UPSTREAM_CANCELED", "DISABLED"})


def send_job_runs(lineage: Any, event: TaskEvent, settings: Settings) -> None:
    """Send the events of a job's tasks; what goes wrong is reported with the task."""
    run_id = _run_id(event)
    if run_id is None:
        return
    problems: list[str] = []
    try:
        tasks = _tasks(event.task._hook, run_id, settings.catalog_timeout, problems)
        found = list(_own(tasks, event.task))
        sent = _send(found, run_id, child_runs.task_run(event, settings)) if found else 0
        if sent < len(found):
            problems.append(
                f"no time was left for the events of {len(found) - sent} of {len(found)} tasks of Databricks "
                f"run {run_id}"
            )
    except Exception as error:
        problems.append(f"the tasks of Databricks run {run_id} are not known: {reason(error)}")
    if problems:
        found_wrong = tuple(Problem(0, "input", text[:500]) for text in problems)
        event.report(lineage, SqlLineage(problems=found_wrong))


def _tasks(hook: Any, run_id: Any, seconds: float, problems: list[str]) -> Sequence[Mapping[str, Any]]:
    """The tasks on all pages of the API's answer; those before one that fails or comes too late are kept."""
    from airflow.providers.databricks.hooks.databricks import GET_RUN_ENDPOINT

    found: list[Mapping[str, Any]] = []
    known = f"of Databricks run {run_id} only the"

    def read(deadline: Deadline) -> None:
        token = None
        for _ in range(MAX_PAGES):
            asked = {"run_id": run_id, **({"page_token": token} if token else {})}
            page = hook._do_api_call(GET_RUN_ENDPOINT, asked)
            if time.monotonic() - deadline.started > seconds:
                return  # nobody waits any more
            found.extend(page.get("tasks") or ())
            token = page.get("next_page_token")
            if not token:
                return
        problems.append(f"{known} tasks of the first {MAX_PAGES} pages are known")

    try:
        within(seconds, read)
    except CatalogError as error:
        if not found:
            raise
        problems.append(f"{known} first {len(found)} tasks are known: {reason(error)}")
    return tuple(found)


def _send(found: Sequence[Mapping[str, Any]], run_id: Any, task: TaskRun) -> int:
    """Send the events of as many tasks as there is time for; returns their number."""
    emit, deadline = child_runs.emit(), time.monotonic() + child_runs.seconds()
    for place, one in enumerate(found):
        if time.monotonic() > deadline:
            return place
        for child in events(one, run_id, task):
            emit(child)
    return len(found)


def _run_id(event: TaskEvent) -> Any:
    for name in ("run_id", "databricks_run_id"):
        if getattr(event.task, name, None) is not None:
            return getattr(event.task, name)
    return resumed_with(event, "run_id")


def _own(tasks: Iterable[Mapping[str, Any]], operator: Any) -> Iterator[Mapping[str, Any]]:
    """The tasks that ran: all of the job, or the one that this operator stands for."""
    key = getattr(operator, "databricks_task_key", None)
    for one in tasks:
        state = one.get("state") or {}
        ended = one.get("start_time") and one.get("end_time") and state.get("result_state") not in _NOT_RUN
        if ended and (key is None or one.get("task_key") == key):
            yield one


def events(one: Mapping[str, Any], run_id: Any, task: TaskRun) -> Iterator[RunEvent]:
    """The START and the end event of one task of a job's run, as the Jobs API describes it."""
    key, state = str(one.get("task_key")), one.get("state") or {}
    label = f"databricks.{run_id}.{key}.{one.get('attempt_number') or 0}"
    kind = next((name.removesuffix("_task") for name in one if name.endswith("_task")), "task")
    job = Job(
        task.namespace,
        f"{task.job_name}.databricks.{key}",
        facets={
            "jobType": job_type_job.JobTypeJobFacet(
                jobType=kind.upper(), integration="DATABRICKS", processingType="BATCH"
            )
        },
    )
    facets: dict[str, Any] = {**task.run_facets, "parent": parent(task)}
    child = child_run_id(task.run_id, label)
    yield RunEvent(
        eventType=RunState.START,
        eventTime=_time(one["start_time"]),
        run=Run(child, facets=dict(facets)),
        job=job,
    )
    end = _ENDS.get(str(state.get("result_state")), RunState.FAIL)
    if end is not RunState.COMPLETE and state.get("state_message"):
        facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(
            message=masked_text(str(state["state_message"])), programmingLanguage="UNKNOWN"
        )
    yield RunEvent(eventType=end, eventTime=_time(one["end_time"]), run=Run(child, facets=facets), job=job)


def _time(milliseconds: Any) -> str:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC).isoformat()
