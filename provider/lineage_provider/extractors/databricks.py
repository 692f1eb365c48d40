"""Databricks operators whose OpenLineage methods know their SQL at the end only: statements and COPY INTO.

In: a DatabricksSQLStatementsOperator or DatabricksCopyIntoOperator, and what the official method found. Out:
the same, with datasets at START too, columns, types, rows, and an event for each query with its id. A module
of its own because a statement goes through Databricks' REST API: its catalog is asked on the same warehouse,
by the SQL hook.

Datasets of the official result that ours lacks stay.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lineage_provider.engines import Engine, engine_for
from lineage_provider.engines.deadline import within
from lineage_provider.extractors.event import TaskEvent, reason
from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.hook_task import hook_lineage
from lineage_provider.extractors.query import Query
from lineage_provider.extractors.ran import executed
from lineage_provider.extractors.sql_task import SqlLineage, connection_of, lineage_of
from lineage_provider.extractors.task_queries import TaskQueries
from lineage_provider.facets import sql_facet

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

_WRITTEN = ("num_affected_rows", "num_inserted_rows")


def complete_from_databricks(found: Any, event: TaskEvent, kind: str, settings: Settings) -> Any:
    """Complete ``found``; the queries whose events are to be sent, or None where there are none."""
    try:
        hook = _hook(event.task, kind)
        engine = engine_for(hook, connection_of(hook))
    except Exception as error:  # the connection, or a driver that is not installed
        event.defects.append(f"the connection cannot be used for lineage: {reason(error)}"[:500])
        return None
    ran = _ran(event, kind, hook, engine, settings)
    if not ran:
        text = _followed(_text(event.task, kind), event.task, kind)
        lineage = lineage_of(text, engine, hook, settings, event.moment) if text else SqlLineage()
        _put(found, lineage)
        facet = sql_facet([_text(event.task, kind)], engine.dialect)
        found.job_facets = {"sql": facet, **(found.job_facets or {})}
        event.report(found, lineage)
        return None
    read = [dataclasses.replace(one, text=_followed(one.text, event.task, kind)) for one in ran]
    lineage = hook_lineage(read, event.name, settings, event.moment)
    single = lineage.queries
    if kind == "copy" and len(single) == len(ran):
        single = tuple(_as_sent(query, one) for query, one in zip(single, ran, strict=True))
    queries = TaskQueries(single, 0, event, settings)
    _put(found, lineage if queries.summed_up else SqlLineage())
    queries.describe(found)
    event.report(found, lineage)
    return queries


def _put(found: Any, lineage: SqlLineage) -> None:
    """Ours, and what theirs has beyond it."""
    for side, ours in (("inputs", lineage.datasets.inputs), ("outputs", lineage.datasets.outputs)):
        setattr(found, side, [*ours, *_beyond(getattr(found, side) or (), ours)])


def _beyond(theirs: Iterable[Any], ours: Iterable[Any]) -> list[Any]:
    """Datasets that ours does not have under the same name, whose spelling only the catalog knows."""
    known = {(one.namespace, one.name.casefold().strip("/")) for one in ours}
    return [one for one in theirs if (one.namespace, one.name.casefold().strip("/")) not in known]


def _hook(task: Any, kind: str) -> Any:
    """A hook that can ask the catalog on the warehouse that ran the task; opens no connection."""
    if kind == "copy":
        return task._get_hook()
    from airflow.providers.databricks.hooks.databricks_sql import DatabricksSqlHook

    return DatabricksSqlHook(
        databricks_conn_id=task.databricks_conn_id,
        http_path=f"/sql/1.0/warehouses/{task.warehouse_id}",
        catalog=task.catalog,
        schema=task.schema,
    )


def _ran(event: TaskEvent, kind: str, hook: Any, engine: Engine, settings: Settings) -> list[Executed]:
    """What the task has executed, on the hook that can ask the catalog."""
    ran = [dataclasses.replace(one, hook=hook, text=_filled(one.text, event.task)) for one in executed(event)]
    text = _text(event.task, kind)
    if not ran and text and event.moment != "start":
        # In another process, before the task deferred.
        query_id = getattr(event.task, "statement_id", None) or resumed_with(event, "statement_id")
        ran = [Executed(hook, text, query_id=str(query_id))] if query_id else []
    if kind == "statement" and event.moment == "complete":
        ran = [_counted(one, event, engine, settings) for one in ran]
    return ran


def _counted(one: Executed, event: TaskEvent, engine: Engine, settings: Settings) -> Executed:
    """With the rows that the statement wrote, as its result says: one request, for statements that write."""
    if not one.query_id or one.row_count is not None or not settings.catalog_lookup:
        return one
    if not lineage_of(one.text, engine, None, settings, "start").datasets.outputs:
        return one  # the result of a query is the user's rows: they are not fetched
    call = ("GET", f"2.0/sql/statements/{one.query_id}")
    api = event.task._hook
    try:
        answer = within(settings.catalog_timeout, lambda deadline: api._do_api_call(call))
    except Exception as error:
        log.debug("The rows of a Databricks statement are not known: %s", error)
        return one
    return dataclasses.replace(one, row_count=_rows(answer))


def _rows(answer: Mapping[str, Any]) -> int | None:
    names = [one.get("name") for one in answer["manifest"]["schema"]["columns"]]
    values = (answer.get("result") or {}).get("data_array") or [[]]
    row = dict(zip(names, values[0], strict=False))
    count = next((row[name] for name in _WRITTEN if row.get(name) is not None), None)
    return int(count) if count is not None and str(count).isdigit() else None


def _text(task: Any, kind: str) -> str:
    if kind == "copy":
        text = getattr(task, "_sql", None) or task._create_sql_query()
        return str(text)
    return _filled(str(task.statement or ""), task)


def _followed(text: str, task: Any, kind: str) -> str:
    """The text without what does not matter for lineage: COPY INTO's credentials, files and options."""
    if kind != "copy":
        return text
    source = f"'{task.file_location}'"
    if getattr(task, "_expression_list", None):
        source = f"(SELECT {task._expression_list} FROM {source})"
    return f"COPY INTO {task.table_name} FROM {source} FILEFORMAT = {task._file_format}"


def _as_sent(query: Query, one: Executed) -> Query:
    return dataclasses.replace(query, part=dataclasses.replace(query.part, text=one.text), executed=one)


def _filled(text: str, task: Any) -> str:
    """Names that are parameters: ``IDENTIFIER(:table)``. Values of other parameters are no matter here."""
    for parameter in getattr(task, "parameters", None) or ():
        name, value = parameter.get("name"), parameter.get("value")
        if name and isinstance(value, str):
            named = rf"(?i)\bIDENTIFIER\s*\(\s*:{re.escape(name)}\s*\)"
            text = value.join(re.split(named, text))
    return text


def resumed_with(event: TaskEvent, key: str) -> Any:
    """What the trigger gave a task that had deferred, by key; None where it did not defer."""
    context = getattr(event.task_instance, "_ti_context_from_server", None)
    return _found(getattr(context, "next_kwargs", None), key)


def _found(value: Any, key: str) -> Any:
    """Look for a key at any depth: Airflow keeps such values serialized, each mapping in one of its own."""
    if isinstance(value, Mapping):
        if value.get(key) is not None and not isinstance(value[key], Mapping):
            return value[key]
        return next((found for one in value.values() if (found := _found(one, key)) is not None), None)
    return None
