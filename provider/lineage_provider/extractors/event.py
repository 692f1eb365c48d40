"""One task event that the listener asks about, and how what went wrong is reported in it.

In: a task, its instance and run, and the state it is in. Out: a :class:`TaskEvent` that the rooms of this
package hand on, one line in the task's log, and ``extractionError``. A module of its own because everything
that is said about a task is said once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from airflow.utils.state import TaskInstanceState

from lineage_provider.extractors.merging import add_error

if TYPE_CHECKING:
    from lineage_provider.extractors.sql_task import SqlLineage
    from lineage_provider.facets import Moment

log = logging.getLogger("lineage_provider")

_MOMENTS: dict[Any, Moment] = {TaskInstanceState.RUNNING: "start", TaskInstanceState.FAILED: "fail"}


class TaskEvent:
    """One task event that the listener asks about."""

    def __init__(
        self, task: Any, task_instance: Any, dag_run: Any, state: Any, hooks_allowed: bool = True
    ) -> None:
        self.task = task
        self.task_instance = task_instance
        self.dag_run = dag_run
        self.state = state
        self.hooks_allowed = hooks_allowed
        """Whether the user's emission policy lets lineage of hooks be used."""
        self.moment: Moment = _MOMENTS.get(state, "complete")
        self.defects: list[str] = []
        """What official code, called by ours, could not do."""
        self.queries_sent = False
        """Whether events of single queries were sent, or need not be."""
        self._warned = False

    @property
    def name(self) -> str:
        return f"{self.task.dag_id}.{self.task.task_id}"

    def warn(self, first: str, count: int) -> None:
        """One line in the task's log, at its end: what START reports is reported there again."""
        if self.moment != "start" and not self._warned:
            self._warned = True
            more = f" (and {count - 1} more, see the event's extractionError)" if count > 1 else ""
            log.warning("Lineage of task %s is incomplete: %s%s", self.name, first, more)

    def report(self, lineage: Any, found: SqlLineage) -> None:
        """Say once a task what is not known."""
        from lineage_provider.facets import extraction_error
        from lineage_provider.sql import Problem

        problems = (*found.problems, *(Problem(0, "internal", defect) for defect in self.defects))
        dialect = found.naming.engine.dialect if found.naming else None
        error = extraction_error(problems, found.total, found.texts, dialect)
        add_error(lineage, error)
        if error is not None:
            self.warn(error.errors[0].errorMessage, len(problems))

    def report_failure(self, lineage: Any, error: BaseException) -> None:
        """Say that an extraction failed, as a whole or in part."""
        from lineage_provider.facets.errors import failure

        self.warn(reason(error), 1)
        log.debug("Lineage extraction failed", exc_info=error)
        add_error(lineage, failure(reason(error), self.task.task_id))


def reason(error: BaseException) -> str:
    """An error in one line, without secrets."""
    text = f"{type(error).__name__}: {error}"
    try:
        from lineage_provider.sql.secret_patterns import masked_text

        text = masked_text(text)
    except ImportError:
        log.debug("The reason is not searched for secrets", exc_info=True)
    return text[:500]
