"""Operators that hand their work to a platform: dbt, Spark, Databricks.

In: the official result of a task, and its event. Out: whether one of these platforms has completed it. A
module of its own because each platform has its place here, and is imported for its own tasks only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lineage_provider.extractors.event import TaskEvent
from lineage_provider.extractors.merging import UNKNOWN, add_datasets
from lineage_provider.extractors.operators import databricks_kind, dbt_kind, spark_kind

if TYPE_CHECKING:
    from lineage_provider.settings import Settings


def complete_from_platform(
    found: Any, event: TaskEvent, settings: Settings, *, plain: bool, alone: bool
) -> bool:
    """Complete ``found`` by what the task's platform tells; True where nothing else is to be looked for.

    ``plain``: the operator has no OpenLineage methods and no extractor; ``alone``: no manager of another
    plugin sends events of single queries.
    """
    if event.moment != "start" and settings.dbt_events != "off" and dbt_kind(event.task) is not None:
        from lineage_provider.extractors.dbt_task import complete_from_dbt

        if complete_from_dbt(found, event, settings):
            return True
    if plain and settings.spark_sql and (kind := spark_kind(event.task)) is not None:
        return _spark(found, event, kind, settings)
    if (kind := databricks_kind(event.task)) is not None:
        return _databricks(found, event, kind, settings, alone)
    return False


def _spark(found: Any, event: TaskEvent, kind: str, settings: Settings) -> bool:
    from lineage_provider.extractors.spark_sql import spark_lineage

    lineage = spark_lineage(event.task, kind, settings, event.moment)
    if lineage is None:
        return False
    add_datasets(found, lineage.datasets.inputs, lineage.datasets.outputs)
    found.job_facets = {**lineage.job_facets, **(found.job_facets or {})}
    event.report(found, lineage)
    if found.inputs or found.outputs:
        found.run_facets.pop(UNKNOWN, None)
    return True


def _databricks(found: Any, event: TaskEvent, kind: str, settings: Settings, alone: bool) -> bool:
    if kind == "job":
        if event.moment != "start" and settings.databricks_runs and alone:
            from lineage_provider.extractors.databricks_jobs import send_job_runs

            send_job_runs(found, event, settings)
        return False
    from lineage_provider.extractors.databricks import complete_from_databricks

    queries = complete_from_databricks(found, event, kind, settings)
    if queries is not None and alone:
        queries.send()
    return True
