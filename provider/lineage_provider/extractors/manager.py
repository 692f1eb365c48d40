"""The extractor manager that stands in for the OpenLineage provider's own.

In: every task event, from the official listener. Out: :class:`OperatorLineage`. It takes over what
the replaced manager knew (extractors of users win over ours), answers for SQL operators, completes
operators that have OpenLineage methods of their own and tasks that run SQL through hooks, and leaves
everything else to the official code, which it is a subclass of.

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

from lineage_provider.extractors import collected, official_parts
from lineage_provider.extractors.merging import UNKNOWN, add_datasets, add_error
from lineage_provider.extractors.sql_text import has_sql

if TYPE_CHECKING:
    from lineage_provider.extractors.sql_task import SqlLineage
    from lineage_provider.facets import Moment
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

_BASE_SQL_MODULE = "airflow.providers.common.sql.operators.sql"
_METHODS = (
    "get_openlineage_facets_on_start",
    "get_openlineage_facets_on_complete",
    "get_openlineage_facets_on_failure",
)
_SOURCE_ONLY = (BashExtractor, PythonExtractor)
_STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)
_MOMENTS: dict[Any, Moment] = {TaskInstanceState.RUNNING: "start", TaskInstanceState.FAILED: "fail"}

Lineage: TypeAlias = OperatorLineage[Any, Any]
Official = Callable[[], Lineage]


class LineageExtractorManager(ExtractorManager):
    """Exact SQL lineage where the official manager has generic or none."""

    def __init__(self, settings: Settings, replaced: ExtractorManager | None = None) -> None:
        if replaced is None:
            super().__init__()  # type: ignore[no-untyped-call]
        else:
            # What was configured or registered on the manager that was in place goes on to hold; reading
            # the configuration again would repeat its warnings.
            vars(self).update(vars(replaced))
        self.settings = settings
        # A manager of another plugin goes on to give what is the official result here.
        self._neighbour = None if replaced is None or _is_plain(replaced) else replaced

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
            extract = super(LineageExtractorManager, self).extract_metadata
            if self._neighbour is not None:
                extract = self._neighbour.extract_metadata
            return extract(dagrun, task, task_instance_state, task_instance, *rest, **more)

        if self._is_users(task):
            return official()
        controls = more.get("controls") or (rest[0] if rest else None)
        event = _Event(task, task_instance, task_instance_state, getattr(controls, "hook_lineage", True))
        found = self._sql(event, official) if is_generic_sql(task) else self._completed(event, official)
        self._finish(found, event, dagrun)
        return found

    def _finish(self, found: Lineage, event: _Event, dagrun: Any) -> None:
        """What holds for the result of every operator."""
        try:
            if found.job_facets and not self.settings.include_source_code:
                found.job_facets.pop("sourceCode", None)
            if self.settings.query_tag or self.settings.query_comment:
                from lineage_provider.query_tags.events import add_query_tag

                ended = event.moment != "start"
                add_query_tag(found, event.task, event.task_instance, dagrun, ended=ended)
        except _STOPS:
            raise
        except BaseException as error:
            event.warn(_reason(error), 1)
            add_error(found, _failure(event, error))

    def get_hook_lineage(self, task_instance: Any = None, task_instance_state: Any = None) -> Lineage | None:
        """As the official method, except at START: what is collected then is not of this task."""
        if task_instance_state == TaskInstanceState.RUNNING:
            return None
        return super().get_hook_lineage(task_instance, task_instance_state)

    def preload(self, task: Any) -> None:
        """Import what a SQL task needs; called before the listener forks, so that both forks have it."""
        if is_generic_sql(task) and not self._is_users(task):
            from lineage_provider.extractors import preloading

            preloading.load()

    def _is_users(self, task: Any) -> bool:
        """Whether a user configured an extractor for this operator; it wins, untouched."""
        extractor = self.extractors.get(task.task_type)
        return extractor is not None and extractor not in _SOURCE_ONLY

    def _sql(self, event: _Event, official: Official) -> Lineage:
        try:
            return self._own(event)
        except _STOPS:
            raise
        except BaseException as error:
            return _reported(official, event, error)

    def _own(self, event: _Event) -> Lineage:
        """Our own answer for a SQL operator."""
        # Imported at the first SQL task of a process: sqlglot costs what other tasks need not pay.
        from lineage_provider.extractors.sql_task import sql_lineage

        found = sql_lineage(event.task, self.settings, event.moment)
        lineage: Lineage = OperatorLineage(job_facets=dict(found.job_facets))
        add_datasets(lineage, found.datasets.inputs, found.datasets.outputs)
        reported = False
        if event.moment != "start":
            lineage, reported = official_parts.with_database_part(
                event.task, event.task_instance, lineage, event.defects
            )
            lineage = official_parts.with_checks(event.task, lineage, event.defects)
        if not lineage.inputs and not lineage.outputs:
            self._add_hooks(lineage, event, children=not reported)
        if official_parts.official_finds_none(event.task):
            self._add_declared(lineage, event)
        _report(lineage, found, event)
        return lineage

    def _add_hooks(self, lineage: Lineage, event: _Event, *, children: bool) -> None:
        """As the official manager does for tasks without datasets: hook lineage, else what is declared."""
        hooks = self._hooks(event) if event.hooks_allowed and children else None
        if hooks is not None:
            add_datasets(lineage, hooks.inputs, hooks.outputs)
        else:
            self._add_declared(lineage, event)

    def _hooks(self, event: _Event) -> Lineage | None:
        try:
            return self.get_hook_lineage(event.task_instance, event.state)
        except _STOPS:
            raise
        except BaseException as error:
            event.defects.append(f"what hooks reported could not be read: {_reason(error)}")
            return None

    def _add_declared(self, lineage: Lineage, event: _Event) -> None:
        empty: Lineage = OperatorLineage()
        declared = official_parts.declared(
            self.extract_inlets_and_outlets, empty, event.task, event.task_instance
        )
        add_datasets(lineage, declared.inputs, declared.outputs)

    def _completed(self, event: _Event, official: Official) -> Lineage:
        """The official result, with what its SQL tells beyond it."""
        try:
            found = official()
        except _STOPS:
            raise
        except BaseException as error:
            return _reported(OperatorLineage, event, error)
        try:
            self._complete(found, event)
        except _STOPS:
            raise
        except BaseException as error:
            event.warn(_reason(error), 1)
            add_error(found, _failure(event, error))
        return found

    def _complete(self, found: Lineage, event: _Event) -> None:
        extractor = self.get_extractor_class(event.task)
        empty = not found.inputs and not found.outputs
        if empty and extractor is self.default_extractor and is_sql(event.task) and has_sql(event.task):
            from lineage_provider.extractors.sql_task import sql_lineage

            lineage = sql_lineage(event.task, self.settings, event.moment)
            add_datasets(found, lineage.datasets.inputs, lineage.datasets.outputs)
            _report(found, lineage, event)
        elif (
            event.moment != "start" and event.hooks_allowed and (empty or extractor in (None, *_SOURCE_ONLY))
        ):
            self._complete_from_hooks(found, event)
        if found.outputs and "sql" in (found.job_facets or {}):
            from lineage_provider.extractors.completion import completed

            completed(found, self.settings)

    def _complete_from_hooks(self, found: Lineage, event: _Event) -> None:
        ran = collected.hook_sql() if event.moment != "start" else []
        if not ran:
            return
        from lineage_provider.extractors.hook_task import hook_lineage

        lineage = hook_lineage(ran, event.name, self.settings, event.moment)
        datasets = lineage.datasets
        add_datasets(found, datasets.inputs, datasets.outputs)
        _report(found, lineage, event)
        if self.get_extractor_class(event.task) is None and (datasets.inputs or datasets.outputs):
            # As the official manager does for tasks whose hooks reported datasets.
            found.run_facets.pop(UNKNOWN, None)


class _Event:
    """One task event that the listener asks about."""

    def __init__(self, task: Any, task_instance: Any, state: Any, hooks_allowed: bool) -> None:
        self.task = task
        self.task_instance = task_instance
        self.state = state
        self.hooks_allowed = hooks_allowed
        self.moment: Moment = _MOMENTS.get(state, "complete")
        self.defects: list[str] = []
        """What official code, called by ours, could not do."""
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


def is_sql(task: Any) -> bool:
    """Whether a task derives from BaseSQLOperator."""
    module = sys.modules.get(_BASE_SQL_MODULE)
    # While its module is not imported no task of that kind can exist.
    return module is not None and isinstance(task, module.BaseSQLOperator)


def is_generic_sql(task: Any) -> bool:
    """Whether a task derives from BaseSQLOperator, has SQL, and no OpenLineage methods of its own.

    What counts is the class that has the method, not the method: other plugins wrap the generic one.
    """
    return is_sql(task) and has_sql(task) and all(_owner(task, name) for name in _METHODS)


def _owner(task: Any, method: str) -> bool:
    owner = next((kind for kind in type(task).__mro__ if method in vars(kind)), None)
    return method not in vars(task) and (owner is None or owner.__module__ == _BASE_SQL_MODULE)


def _is_plain(manager: ExtractorManager) -> bool:
    return type(manager).extract_metadata is ExtractorManager.extract_metadata


def _report(lineage: Lineage, found: SqlLineage, event: _Event) -> None:
    """Say once a task what is not known."""
    from lineage_provider.facets import extraction_error
    from lineage_provider.sql import Problem

    problems = (*found.problems, *(Problem(0, "internal", defect) for defect in event.defects))
    error = extraction_error(problems, found.total, found.texts)
    add_error(lineage, error)
    if error is not None:
        event.warn(error.errors[0].errorMessage, len(problems))


def _reported(instead: Official, event: _Event, error: BaseException) -> Lineage:
    """What stands in for a result that failed, with the reason; never an exception."""
    event.warn(_reason(error), 1)
    log.debug("Lineage extraction failed", exc_info=error)
    try:
        found = instead()
    except _STOPS:
        raise
    except BaseException as second:
        log.debug("The official extraction failed, too", exc_info=second)
        found = OperatorLineage()
    add_error(found, _failure(event, error))
    return found


def _failure(event: _Event, error: BaseException) -> Any:
    from lineage_provider.facets.errors import failure

    return failure(_reason(error), event.task.task_id)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
