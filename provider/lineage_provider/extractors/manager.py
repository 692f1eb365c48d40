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
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.providers.openlineage.extractors.bash import BashExtractor
from airflow.providers.openlineage.extractors.manager import ExtractorManager
from airflow.providers.openlineage.extractors.python import PythonExtractor
from airflow.utils.state import TaskInstanceState

from lineage_provider.extractors import official_parts, scans, validations
from lineage_provider.extractors.event import TaskEvent, reason
from lineage_provider.extractors.known_operators import KnownOperator, known_operator
from lineage_provider.extractors.masked import mask_facets
from lineage_provider.extractors.merging import UNKNOWN, add_datasets
from lineage_provider.extractors.operators import dbt_kind, is_generic_sql, is_replaced, is_sql
from lineage_provider.extractors.platforms import complete_from_platform
from lineage_provider.extractors.sql_text import has_sql

if TYPE_CHECKING:
    from lineage_provider.extractors.executed import Executed
    from lineage_provider.extractors.sql_task import SqlLineage
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

_COPY = "CopyFromExternalStageToSnowflakeOperator"
_SOURCE_ONLY = (BashExtractor, PythonExtractor)
_STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)

Lineage: TypeAlias = OperatorLineage[Any, Any]
Official = Callable[[], Lineage]
Result = TypeVar("Result")


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
        self._official_events = False

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
            return self._with_official_events(official)
        controls = more.get("controls") or (rest[0] if rest else None)
        hooks_allowed = getattr(controls, "hook_lineage", True)
        event = TaskEvent(task, task_instance, dagrun, task_instance_state, hooks_allowed)
        found = self._sql(event, official) if is_generic_sql(task) else self._completed(event, official)
        if event.moment != "start":
            self._add_validations(found, event)
        self._finish(found, event)
        return found

    def _add_validations(self, found: Lineage, event: TaskEvent) -> None:
        """What Great Expectations and Soda validated in this task."""
        if not any((validations.noted(), validations.defects(), scans.noted(), scans.defects())):
            return
        try:
            from lineage_provider.extractors.validated import add_validations

            add_validations(found, event, self.settings)
        except _STOPS:
            raise
        except BaseException as error:
            event.report_failure(found, error)

    def _finish(self, found: Lineage, event: TaskEvent) -> None:
        """What holds for the result of every operator."""
        try:
            if found.job_facets and not self.settings.include_source_code:
                found.job_facets.pop("sourceCode", None)
            if self.settings.query_tag or self.settings.query_comment:
                from lineage_provider.query_tags.events import add_query_tag

                ended = event.moment != "start"
                add_query_tag(found, event.task, event.task_instance, event.dag_run, ended=ended)
            mask_facets(found)
        except _STOPS:
            raise
        except BaseException as error:
            event.report_failure(found, error)

    def get_hook_lineage(self, task_instance: Any = None, task_instance_state: Any = None) -> Lineage | None:
        """The datasets that hooks reported; called by the official code for tasks without datasets.

        Its events of single queries are left to ours, unless ours failed. At START there is nothing: what
        is collected then is not of this task.
        """
        if task_instance_state == TaskInstanceState.RUNNING:
            return None
        if self._official_events:
            return super().get_hook_lineage(task_instance, task_instance_state)
        return official_parts.reported_assets()

    def preload(self, task: Any) -> None:
        """Import what a SQL task needs; called before the listener forks, so that both forks have it."""
        if is_generic_sql(task) and not self._is_users(task):
            from lineage_provider.extractors import preloading

            preloading.load()
        if self.settings.dbt_events != "off" and dbt_kind(task) == "cosmos" and not self._is_users(task):
            from lineage_provider.extractors import dbt_cosmos

            dbt_cosmos.watch(task)

    def _is_users(self, task: Any) -> bool:
        """Whether a user configured an extractor for this operator; it wins, untouched."""
        extractor = self.extractors.get(task.task_type)
        return extractor is not None and extractor not in _SOURCE_ONLY

    def _sql(self, event: TaskEvent, official: Official) -> Lineage:
        try:
            return self._own(event)
        except _STOPS:
            raise
        except BaseException as failure:
            error = failure
        if event.queries_sent:
            return _instead(official, event, error)
        return self._with_official_events(lambda: _instead(official, event, error))

    def _with_official_events(self, official: Callable[[], Result]) -> Result:
        """The official result, with the official events of single queries."""
        self._official_events = True
        try:
            return official()
        finally:
            self._official_events = False

    def _own(self, event: TaskEvent) -> Lineage:
        """Our own answer for a SQL operator."""
        # Imported at the first SQL task of a process: sqlglot costs what other tasks need not pay.
        from lineage_provider.extractors.sql_task import sql_lineage

        found = sql_lineage(event.task, self.settings, event.moment)
        lineage: Lineage = OperatorLineage(job_facets=dict(found.job_facets))
        if event.moment == "start":
            add_datasets(lineage, found.datasets.inputs, found.datasets.outputs)
        else:
            lineage = self._ended(lineage, found, event)
        if not lineage.inputs and not lineage.outputs:
            self._add_hooks(lineage, event)
        if official_parts.official_finds_none(event.task):
            self._add_declared(lineage, event)
        event.report(lineage, found)
        return lineage

    def _ended(self, lineage: Lineage, found: SqlLineage, event: TaskEvent) -> Lineage:
        """A SQL operator that has ended: its queries and its checks."""
        from lineage_provider.extractors.checks import with_checks

        self._add_own_queries(lineage, found, event)
        lineage = official_parts.with_database_part(event.task, event.task_instance, lineage, event.defects)
        checked: Lineage = with_checks(event.task, lineage, found, event.moment, event.defects)
        return checked

    def _add_own_queries(self, lineage: Lineage, found: SqlLineage, event: TaskEvent) -> None:
        """What a SQL operator executed: to its own event, and as events of single queries."""
        from lineage_provider.extractors.task_queries import TaskQueries, of_operator

        queries, more = of_operator(event, found, self.settings)
        ours = TaskQueries(queries, found.total, event, self.settings)
        if ours.summed_up:
            for one in (found.datasets, more.datasets):
                add_datasets(lineage, one.inputs, one.outputs)
        ours.describe(lineage)
        ours.send()

    def _add_hooks(self, lineage: Lineage, event: TaskEvent) -> None:
        """As the official manager does for tasks without datasets: hook lineage, else what is declared."""
        hooks = self._hooks(event) if event.hooks_allowed else None
        if hooks is not None:
            add_datasets(lineage, hooks.inputs, hooks.outputs)
        else:
            self._add_declared(lineage, event)

    def _hooks(self, event: TaskEvent) -> Lineage | None:
        try:
            return self.get_hook_lineage(event.task_instance, event.state)
        except _STOPS:
            raise
        except BaseException as error:
            event.defects.append(f"what hooks reported could not be read: {reason(error)}")
            return None

    def _add_declared(self, lineage: Lineage, event: TaskEvent) -> None:
        empty: Lineage = OperatorLineage()
        declared = official_parts.declared(
            self.extract_inlets_and_outlets, empty, event.task, event.task_instance
        )
        add_datasets(lineage, declared.inputs, declared.outputs)

    def _completed(self, event: TaskEvent, official: Official) -> Lineage:
        """The official result, with what its SQL tells beyond it."""
        replaced = event.moment != "start" and is_replaced(event.task, self.settings.dbt_events)
        try:
            found = OperatorLineage() if replaced else official()
        except _STOPS:
            raise
        except BaseException as error:
            return _instead(OperatorLineage, event, error)
        empty = not found.inputs and not found.outputs
        try:
            self._complete(found, event)
        except _STOPS:
            raise
        except BaseException as error:
            if replaced and not event.queries_sent:
                return _instead(official, event, error)
            event.report_failure(found, error)
            if empty and event.hooks_allowed and not event.queries_sent:
                # As the official manager would have done; what hooks reported is in the result already.
                self._with_official_events(lambda: self._hooks(event))
        return found

    def _complete(self, found: Lineage, event: TaskEvent) -> None:
        extractor = self.get_extractor_class(event.task)
        empty = not found.inputs and not found.outputs
        if empty and extractor is self.default_extractor and is_sql(event.task) and has_sql(event.task):
            from lineage_provider.extractors.sql_task import sql_lineage

            lineage = sql_lineage(event.task, self.settings, event.moment)
            if event.moment == "start":
                add_datasets(found, lineage.datasets.inputs, lineage.datasets.outputs)
            else:
                self._add_own_queries(found, lineage, event)
            event.report(found, lineage)
        elif complete_from_platform(
            found, event, self.settings, plain=extractor is None, alone=self._neighbour is None
        ):
            pass
        elif _is_copy(event.task):
            self._complete_copy(found, event)
        elif (empty or extractor is None) and (known := known_operator(event.task)) is not None:
            self._complete_from_attributes(found, event, known)
            # Complete as it is: the text alone does not tell which of two databases ran it.
            return
        elif (
            event.moment != "start" and event.hooks_allowed and (empty or extractor in (None, *_SOURCE_ONLY))
        ):
            self._complete_from_hooks(found, event)
        if any("dataQuality" in key for dataset in found.inputs for key in _facet_names(dataset)):
            from lineage_provider.facets.quality import in_both_places

            found.inputs = [in_both_places(dataset) for dataset in found.inputs]
        if (found.inputs or found.outputs) and "sql" in (found.job_facets or {}):
            from lineage_provider.extractors.completion import completed

            completed(found, self.settings)

    def _complete_from_attributes(self, found: Lineage, event: TaskEvent, known: KnownOperator) -> None:
        from lineage_provider.extractors.ran import executed
        from lineage_provider.extractors.transfers import operator_lineage

        ran = executed(event)
        succeeded = [one for one in ran if one.error is None]
        lineage = operator_lineage(event.task, known, succeeded, self.settings, event.moment)
        add_datasets(found, lineage.datasets.inputs, lineage.datasets.outputs)
        found.job_facets = {**lineage.job_facets, **(found.job_facets or {})}
        if ran:
            self._add_queries(found, event, ran, lineage)
        event.report(found, lineage)
        if found.inputs or found.outputs:
            found.run_facets.pop(UNKNOWN, None)

    def _complete_copy(self, found: Lineage, event: TaskEvent) -> None:
        from lineage_provider.extractors.snowflake_copy import settle_outputs, start_lineage

        if event.moment == "start":
            lineage = start_lineage(event.task, self.settings)
            add_datasets(found, lineage.datasets.inputs, lineage.datasets.outputs)
            found.job_facets = {**lineage.job_facets, **(found.job_facets or {})}
            event.report(found, lineage)
        else:
            theirs, found.outputs = found.outputs, []
            try:
                self._complete_from_hooks(found, event)
            finally:
                settle_outputs(found, theirs, event.task)

    def _add_queries(
        self, found: Lineage, event: TaskEvent, ran: list[Executed], lineage: SqlLineage
    ) -> None:
        """The single queries of a task whose own lineage is known already, by what catalogs said for it."""
        from lineage_provider.extractors.hook_task import hook_lineage
        from lineage_provider.extractors.task_queries import TaskQueries

        single = hook_lineage(ran, event.name, self.settings, event.moment, lineage.answers)
        queries = TaskQueries(single.queries, 0, event, self.settings)
        queries.describe(found)
        if self._neighbour is None:
            queries.send()

    def _complete_from_hooks(self, found: Lineage, event: TaskEvent) -> None:
        from lineage_provider.extractors.ran import executed

        ran = executed(event)
        if not ran:
            return
        from lineage_provider.extractors.hook_task import hook_lineage
        from lineage_provider.extractors.task_queries import TaskQueries

        lineage = hook_lineage(ran, event.name, self.settings, event.moment)
        queries = TaskQueries(lineage.queries, 0, event, self.settings)
        datasets = lineage.datasets
        if queries.summed_up:
            add_datasets(found, datasets.inputs, datasets.outputs)
        queries.describe(found)
        if self._neighbour is None:
            queries.send()
        event.report(found, lineage)
        if self.get_extractor_class(event.task) is None and (datasets.inputs or datasets.outputs):
            # As the official manager does for tasks whose hooks reported datasets.
            found.run_facets.pop(UNKNOWN, None)


def _facet_names(dataset: Any) -> list[str]:
    return [*(dataset.facets or ()), *(getattr(dataset, "inputFacets", None) or ())]


def _is_copy(task: Any) -> bool:
    return any(kind.__name__ == _COPY for kind in type(task).__mro__)


def _is_plain(manager: ExtractorManager) -> bool:
    return type(manager).extract_metadata is ExtractorManager.extract_metadata


def _instead(official: Official, event: TaskEvent, error: BaseException) -> Lineage:
    """What stands in for a result that failed, with the reason; never an exception."""
    try:
        found = official()
    except _STOPS:
        raise
    except BaseException as second:
        log.debug("The official extraction failed, too", exc_info=second)
        found = OperatorLineage()
    event.report_failure(found, error)
    return found
