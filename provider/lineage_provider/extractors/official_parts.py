"""Parts of the official result that ours keeps: queries of the hook, checks, declared datasets.

In: a SQL task that has ended, and our lineage of it. Out: the same lineage with what the official
operator method would have added. A module of its own because each part calls official code whose errors
must cost that part alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)


def with_database_part(task: Any, task_instance: Any, lineage: Any, defects: list[str]) -> tuple[Any, bool]:
    """Add what the hook itself knows of its queries (Snowflake and Databricks: ids, child events).

    The second value tells whether the hook had queries to report: then they have their child events.
    What fails is appended to ``defects``.
    """
    try:
        hook = task.get_db_hook()
        find = hook.get_openlineage_database_specific_lineage
    except Exception:
        return lineage, False  # most hooks have none; one that cannot be made was reported already
    try:
        found = find(task_instance)
    except _STOPS:
        raise
    except BaseException as error:  # also what the official parser's native code raises
        defects.append(f"{type(hook).__name__} could not report its queries: {error}"[:500])
        return lineage, bool(getattr(hook, "query_ids", None))
    return (lineage if found is None else lineage.merge(found)), bool(getattr(hook, "query_ids", None))


def with_checks(task: Any, lineage: Any, defects: list[str]) -> Any:
    """Put results of SQL checks on the dataset that they are about, by the official rules."""
    attach = getattr(task, "_attach_check_facets", None)
    if not getattr(task, "check_results", None) or attach is None:
        return lineage
    try:
        return attach(lineage)
    except Exception as error:
        defects.append(f"the results of the checks are not in this event: {error}"[:500])
        return lineage


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
