"""Parts of the official result that ours keeps: what hooks add, declared datasets, assets.

In: a SQL task that has ended, and our lineage of it. Out: the same lineage with what the official
operator method would have added. A module of its own because each part calls official code whose errors
must cost that part alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from airflow.providers.openlineage.extractors import OperatorLineage

from lineage_provider.extractors import collected

_STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)


# Modules of hooks whose database-specific part sends an event for each query: ours take their place.
_QUERY_REPORTERS = ("airflow.providers.snowflake.", "airflow.providers.databricks.")


def with_database_part(task: Any, task_instance: Any, lineage: Any, defects: list[str]) -> Any:
    """Add what the hook itself knows of its queries, unless that is events of single queries.

    What fails is appended to ``defects``.
    """
    try:
        hook = task.get_db_hook()
        find = hook.get_openlineage_database_specific_lineage
    except Exception:
        return lineage  # most hooks have none; one that cannot be made was reported already
    if str(getattr(find, "__module__", "")).startswith(_QUERY_REPORTERS):
        return lineage
    try:
        found = find(task_instance)
    except _STOPS:
        raise
    except BaseException as error:  # also what the official parser's native code raises
        defects.append(f"{type(hook).__name__} could not report its queries: {error}"[:500])
        return lineage
    return lineage if found is None else lineage.merge(found)


def reported_assets() -> OperatorLineage[Any, Any] | None:
    """Return the datasets of assets that hooks reported, as lineage; None where there are none."""
    inputs, outputs = collected.assets()
    if not inputs and not outputs:
        return None
    from airflow.providers.common.compat.openlineage.utils.utils import translate_airflow_asset

    translated = [
        [found for one in side if (found := translate_airflow_asset(one.asset, one.context)) is not None]
        for side in (inputs, outputs)
    ]
    return OperatorLineage(inputs=translated[0], outputs=translated[1]) if any(translated) else None


def official_finds_none(task: Any) -> bool:
    """Whether the official method never finds datasets here, so that declared ones are what it sends.

    True for hooks that do not describe their database (SQLite, DuckDB, ...) and for connections that
    cannot be used.
    """
    try:
        described = type(task.get_db_hook()).get_openlineage_database_info
    except Exception:
        return True
    return str(described.__module__) == "airflow.providers.common.sql.hooks.sql"


def declared(extract: Callable[..., None], empty: Any, task: Any, task_instance: Any) -> Any:
    """Return the inlets and outlets of a task as lineage; ``extract`` is the official method for it."""
    try:
        extract(empty, task, task_instance)
    except TypeError:  # before 2.16 it takes no task instance
        extract(empty, task)
    return empty
