"""The tag in a task's events: run facets ``queryTag`` and ``tags``.

In: a task, its run, and what the wrappers noted while it ran. Out: run facets for its event and for those of
its queries. A module of its own because events are made elsewhere, in a fork of the task's process, and
must not show a tag that no query has.

1. START: the tag's keys, where the task's connection is of a kind that is tagged.
2. The end: the keys, and every text that was set, for any task that was tagged.
3. The end of a task that resumed in another process: the keys, and the text as it was set without a user's
   own; what happened before it deferred is not known there.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.facets.query_tag import KEY, query_tag_facet, with_query_tags
from lineage_provider.query_tags import applied
from lineage_provider.query_tags.apply import is_tagged
from lineage_provider.query_tags.identity import tag_of
from lineage_provider.query_tags.tag import Limit, TaskTag, tag_text
from lineage_provider.query_tags.wrapping import guarded

# Connection type -> the engine that is tagged by its hook. Hooks of the same type share the class.
_ENGINES = {
    "snowflake": "snowflake",
    "postgres": "postgres",
    "pgvector": "postgres",
    "redshift": "redshift",
    "databricks": "databricks",
    "gcpbigquery": "bigquery",
    "trino": "trino",
    "presto": "presto",
}
_WHOLE = Limit(2000)


def add_query_tag(lineage: Any, task: Any, task_instance: Any, dag_run: Any, *, ended: bool) -> Any:
    """Add the facets to an event's lineage; it is returned as it is where there is no tag."""

    def added() -> Any:
        facets = run_facets(task, task_instance, dag_run, lineage.run_facets, ended=ended)
        lineage.run_facets.update(facets)
        return lineage

    return guarded("events", lineage, added)


def run_facets(
    task: Any, task_instance: Any, dag_run: Any, present: Any = None, *, ended: bool
) -> dict[str, Any]:
    """The facets, also for events of single queries; ``present``: facets that are there already."""
    tag = tag_of(task_instance, dag_run)
    found = applied.of(tag) if ended else ()
    if found:
        forms = [(entry.engine, entry.mechanism, entry.text) for entry in found]
        texts = [entry.text for entry in found]
    elif _is_expected(task, task_instance, ended):
        forms, texts = [], [tag_text(tag, _WHOLE)] if ended else []
    else:
        return {}
    facets: dict[str, Any] = {KEY: query_tag_facet(_values(tag), forms)}
    if texts:
        facets["tags"] = with_query_tags((present or {}).get("tags"), texts)
    return facets


def _values(tag: TaskTag) -> dict[str, str | int]:
    return tag.values()


def _is_expected(task: Any, task_instance: Any, ended: bool) -> bool:
    """Whether a task without a noted tag has one: it begins, or it went on in another process."""
    if ended and not _has_resumed(task_instance):
        return False
    get_hook = getattr(task, "get_db_hook", None)
    if get_hook is None:
        return False
    try:
        hook = get_hook()
    except Exception:
        return False  # a connection that cannot be found is reported where it is used
    engine = _ENGINES.get(str(getattr(hook, "conn_type", "")))
    return engine is not None and is_tagged(engine)


def _has_resumed(task_instance: Any) -> bool:
    context = getattr(task_instance, "_ti_context_from_server", None)
    return bool(getattr(context, "next_method", None))
