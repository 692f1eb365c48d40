"""The extractor manager that stands in for the OpenLineage provider's own.

In: every task event, from the official listener. Out: :class:`OperatorLineage`. It takes over what
the replaced manager knew (extractors of users win over ours), answers for SQL operators, completes
operators that have OpenLineage methods of their own, and leaves everything else to the official code,
which it is a subclass of.

Whatever fails here, the native parser's PanicException (a BaseException) included, ends as one warning
and an ``extractionError`` facet, on top of the official result.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.providers.openlineage.extractors.bash import BashExtractor
from airflow.providers.openlineage.extractors.manager import ExtractorManager
from airflow.providers.openlineage.extractors.python import PythonExtractor
from airflow.utils.state import TaskInstanceState

from lineage_provider.extractors.sql_text import has_sql

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

_BASE_SQL_MODULE = "airflow.providers.common.sql.operators.sql"
_METHODS = ("get_openlineage_facets_on_start", "get_openlineage_facets_on_complete")
_FAILURE_METHOD = "get_openlineage_facets_on_failure"
_STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)

Lineage: TypeAlias = OperatorLineage[Any, Any]
Official = Callable[[], Lineage]


class LineageExtractorManager(ExtractorManager):
    """Exact SQL lineage where the official manager has generic or none."""

    def __init__(self, settings: Settings, replaced: ExtractorManager | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.settings = settings
        if replaced is not None:
            # What others registered on the manager that was in place goes on to hold.
            self.extractors = dict(replaced.extractors)
            self.default_extractor = replaced.default_extractor

    def extract_metadata(
        self,
        dagrun: Any,
        task: Any,
        task_instance_state: Any,
        task_instance: Any = None,
        *rest: Any,
        **more: Any,
    ) -> Lineage:
        """Answer the official listener for one task event."""

        def official() -> Lineage:
            return super(LineageExtractorManager, self).extract_metadata(
                dagrun, task, task_instance_state, task_instance, *rest, **more
            )

        if self._is_users(task):
            return official()
        if is_generic_sql(task):
            found = self._sql(task, task_instance_state, task_instance, official)
        else:
            found = self._completed(task, official)
        if not self.settings.include_source_code:
            found.job_facets.pop("sourceCode", None)
        return found

    def _is_users(self, task: Any) -> bool:
        """Whether a user configured an extractor for this operator; it wins, untouched."""
        extractor = self.extractors.get(task.task_type)
        return extractor is not None and extractor not in (BashExtractor, PythonExtractor)

    def _sql(self, task: Any, state: Any, task_instance: Any, official: Official) -> Lineage:
        try:
            return self._own(task, state, task_instance)
        except _STOPS:
            raise
        except BaseException as error:
            if state != TaskInstanceState.RUNNING:  # one line a task
                _warn(task, _reason(error), 1)
            log.debug("Lineage extraction failed", exc_info=error)
            return self._fallen_back(task, error, official)

    def _own(self, task: Any, state: Any, task_instance: Any) -> Lineage:
        """Our own answer for a SQL operator."""
        # Imported at the first SQL task of a process: sqlglot costs what other tasks need not pay.
        from lineage_provider.extractors.sql_task import sql_lineage
        from lineage_provider.facets import extraction_error

        ended = state != TaskInstanceState.RUNNING
        found = sql_lineage(task, self.settings, ended=ended)
        lineage: Lineage = OperatorLineage(
            inputs=list(found.datasets.inputs),
            outputs=list(found.datasets.outputs),
            job_facets=dict(found.job_facets),
        )
        error = extraction_error(found.problems, found.total, found.texts)
        if error is not None:
            lineage.run_facets["extractionError"] = error
            if ended:
                _warn(task, error.errors[0].errorMessage, len(error.errors))
        if ended:
            lineage = _with_database_part(task, task_instance, lineage)
            lineage = _with_checks(task, lineage)
            if not lineage.inputs and not lineage.outputs:
                lineage = self._with_hooks(task, task_instance, state, lineage)
        return lineage

    def _with_hooks(self, task: Any, task_instance: Any, state: Any, lineage: Lineage) -> Lineage:
        """As the official manager does for tasks without datasets: hook lineage, else inlets and outlets."""
        hooks = self.get_hook_lineage(task_instance, state)
        if hooks is not None:
            return lineage.merge(hooks)
        self.extract_inlets_and_outlets(lineage, task, task_instance)
        return lineage

    def _completed(self, task: Any, official: Official) -> Lineage:
        found = official()
        if not found.outputs or "sql" not in (found.job_facets or {}):
            return found
        try:
            from lineage_provider.extractors.completion import completed

            completed(found, self.settings)
        except _STOPS:
            raise
        except BaseException as error:
            log.warning("Column lineage of task %s could not be added: %s", task.task_id, error)
        return found

    def _fallen_back(self, task: Any, error: BaseException, official: Official) -> Lineage:
        """The official result, with the reason why it is not ours."""
        from openlineage.client.facet_v2 import extraction_error_run

        found = official()
        found.run_facets.setdefault(
            "extractionError",
            extraction_error_run.ExtractionErrorRunFacet(
                totalTasks=1,
                failedTasks=1,
                errors=[extraction_error_run.Error(errorMessage=_reason(error), task=task.task_id)],
            ),
        )
        return found


def is_generic_sql(task: Any) -> bool:
    """Whether a task derives from BaseSQLOperator, has SQL, and no OpenLineage methods of its own."""
    module = sys.modules.get(_BASE_SQL_MODULE)
    if module is None:
        return False  # no task of that kind can exist while its module is not imported
    base: type[Any] = module.BaseSQLOperator
    return (
        isinstance(task, base)
        and all(getattr(type(task), name, None) is getattr(base, name, None) for name in _METHODS)
        and getattr(type(task), _FAILURE_METHOD, None) is getattr(base, _FAILURE_METHOD, None)
        and has_sql(task)
    )


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _warn(task: Any, first: str, count: int) -> None:
    more = f" (and {count - 1} more, see the event's extractionError)" if count > 1 else ""
    log.warning("Lineage of task %s.%s is incomplete: %s%s", task.dag_id, task.task_id, first, more)


def _with_database_part(task: Any, task_instance: Any, lineage: Lineage) -> Lineage:
    """What the hook itself knows of its queries (Snowflake and Databricks: ids, child events)."""
    try:
        find = task.get_db_hook().get_openlineage_database_specific_lineage
    except Exception:
        return lineage  # most hooks have none; one that cannot be made was reported already
    try:
        found = find(task_instance)
    except Exception as error:
        log.warning("%s could not report its queries: %s", type(task).__name__, error)
        return lineage
    return lineage if found is None else lineage.merge(found)


def _with_checks(task: Any, lineage: Lineage) -> Lineage:
    """Results of SQL checks on the dataset that they are about, by the official rules."""
    attach = getattr(task, "_attach_check_facets", None)
    if not getattr(task, "check_results", None) or attach is None:
        return lineage
    try:
        found: Lineage = attach(lineage)
    except Exception as error:
        log.warning("Results of the checks of task %s are not in its event: %s", task.task_id, error)
        return lineage
    return found
