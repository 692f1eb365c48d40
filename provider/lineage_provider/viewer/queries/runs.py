"""Runs: one in detail, the newest of a job or DAG, that of a task instance, those of a query.

In: a store and what the asker knows of a run. Out: a RunDetail or summaries, the newest first. A module of
its own because all answers are about runs, and none about the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer.events import iso, mapping, mappings, query_ids, tag_texts, text, unique
from lineage_provider.viewer.facets import Assertion, airflow_identity, columns, run_tests, statistics
from lineage_provider.viewer.graph import CheckResult, RunDetail, RunSummary, UsedDataset, dataset_id, name_of
from lineage_provider.viewer.graph import job_id as id_of_job
from lineage_provider.viewer.merge import Name, Run, SeenDataset
from lineage_provider.viewer.queries.nodes import (
    dataset_node,
    job_nodes,
    summaries,
    summary,
    summary_columns,
)
from lineage_provider.viewer.queries.run_graph import run_row
from lineage_provider.viewer.queries.visible import EVERYTHING, Unknown, Visible
from lineage_provider.viewer.store import Store, known, tables
from lineage_provider.viewer.store.generations import edges_of
from lineage_provider.viewer.store.rows import checked
from lineage_provider.viewer.store.sql import mapped, select_in

_FEW_DAGS = 50


def detail(store: Store, run_id: str, visible: Visible = EVERYTHING) -> RunDetail:
    """One run, by its OpenLineage run id; raises Unknown."""
    with store.reading() as connection:
        row, run = merged_run(connection, run_id, visible)
        job = id_of_job(run.job)
        edges = list(edges_of(run))
        rows = mapped(_datasets(connection, run))
        children = connection.execute(
            sa.select(*summary_columns()).where(tables.run.c.parent == row["id"]).order_by(tables.run.c.began)
        ).mappings()
        return RunDetail(
            run=summary(row, run.job),
            job=job_nodes(connection, [row["job"]])[row["job"]],
            inputs=tuple(_used(run.inputs, rows, "reads")),
            outputs=tuple(_used(run.outputs, rows, "writes")),
            sql=sql_of(run),
            dialect=text(run.job_facet("sql").get("dialect")),
            columns=tuple(edge.edge(job) for edge in edges if edge.target_column),
            rows=tuple(edge.edge(job) for edge in edges if not edge.target_column),
            checks=tuple(checks_of(run)),
            query_ids=tuple(unique(query_ids(run.run_facets))),
            tags=_tags(run),
            error=_error(run),
            problems=tuple(_problems(run)),
            children=tuple(summaries(connection, [one for one in children if visible.dag(one["dag_id"])])),
            parent=row["parent_id"],
            log_url=airflow_identity(run).log_url,
            facets={"run": run.run_facets, "job": run.job_facets},
        )


def merged_run(connection: sa.Connection, run_id: str, visible: Visible) -> tuple[sa.RowMapping, Run]:
    """The row of a run and all that its events came to; raises Unknown."""
    row = run_row(connection, run_id, visible)
    name: Name = known.names_of(connection, tables.job, [row["job"]])[row["job"]]
    return row, known.runs(connection, {row["run_id"]: name})[row["run_id"]]


def listed(
    store: Store,
    *,
    job: str | None = None,
    dag_id: str | None = None,
    job_type: str | None = None,
    limit: int = 50,
    visible: Visible = EVERYTHING,
) -> list[RunSummary]:
    """The newest runs; without a job, those of single queries are left out unless asked for."""
    c = tables.run.c
    statement = sa.select(c.id, c.began).order_by(c.began.desc()).limit(limit)
    with store.reading() as connection:
        if job is not None:
            statements = [statement.where(c.job == tables.key(*name_of(job)), visible.condition(c.dag_id))]
        else:
            kinds = [job_type] if job_type else ["DAG", "TASK"] if dag_id is not None else []
            statements = [statement.where(c.job_type == kind) for kind in kinds]
            statements = statements or [statement.where(c.job_type != "QUERY")]
            statements = [each for one in statements for each in _of_dags(one, dag_id, visible)]
        return summaries(connection, connection.execute(_newest(statements, limit)).mappings())


def _newest(statements: Sequence[sa.Select[Any]], limit: int) -> sa.Select[Any]:
    """The newest runs of several statements. Each ends at the limit by itself, and so by its index; only the
    runs that are left are read."""
    runs = tables.run.c
    if not statements:
        return sa.select(*summary_columns()).where(sa.false())
    parts = sa.union_all(*(sa.select(each.subquery()) for each in statements)).subquery()
    newest = sa.select(parts.c.id).order_by(parts.c.began.desc()).limit(limit).subquery()
    return (
        sa.select(*summary_columns())
        .join_from(newest, tables.run, runs.id == newest.c.id)
        .order_by(runs.began.desc())
    )


def _of_dags(statement: sa.Select[Any], dag_id: str | None, visible: Visible) -> list[sa.Select[Any]]:
    """A statement for one DAG, or for all that may be seen; a few DAGs one by one, each by its index."""
    c = tables.run.c
    if dag_id is not None:
        return [statement.where(c.dag_id == dag_id)] if visible.dag(dag_id) else []
    if visible.dags is None or len(visible.dags) > _FEW_DAGS:
        return [statement.where(visible.condition(c.dag_id))]
    dags: list[str | None] = [None, *sorted(visible.dags)]
    return [statement.where(c.dag_id.is_(None) if dag is None else c.dag_id == dag) for dag in dags]


def resolve(
    store: Store,
    dag_id: str,
    run_id: str,
    task_id: str | None = None,
    map_index: int | None = None,
    try_number: int | None = None,
    visible: Visible = EVERYTHING,
) -> RunSummary:
    """The run of a task instance, or of a DAG run; of several tries the last. Raises Unknown."""
    c = tables.run.c
    statement = sa.select(*summary_columns()).where(c.dag_run == tables.key(dag_id, run_id))
    with store.reading() as connection:
        rows = [
            row
            for row in connection.execute(statement).mappings()
            if visible.dag(row["dag_id"]) and row["dag_id"] == dag_id and row["task_id"] == task_id
        ]
        rows = [row for row in rows if map_index in (None, -1) or row["map_index"] == map_index]
        rows = [row for row in rows if try_number is None or row["try_number"] == try_number]
        if not rows:
            what = (f"task {task_id} in " if task_id else "") + f"run {run_id} of {dag_id}"
            raise Unknown(
                f"no events of {what} are known: it has not started, lineage was off for it, or events go "
                "elsewhere (airflow lineage doctor tells where)"
            )
        newest = max(rows, key=lambda row: (row["try_number"] or 0, row["began"]))
        return summaries(connection, [newest])[0]


def find_runs(
    store: Store,
    *,
    query_id: str | None = None,
    query_tag: str | None = None,
    limit: int = 20,
    visible: Visible = EVERYTHING,
) -> list[RunSummary]:
    """The runs of a query, by the warehouse's id or by its tag, which may be cut short; the newest first."""
    c = tables.mark.c
    with store.reading() as connection:
        if query_id is not None:
            condition = sa.and_(c.kind == "query_id", c.value == query_id.strip().lower()[:250])
        else:
            begun = (query_tag or "").strip()[:250]
            end = begun[:-1] + chr(ord(begun[-1]) + 1) if begun else begun
            condition = sa.and_(c.kind == "query_tag", c.value >= begun, c.value < end)
        keys = connection.execute(sa.select(c.run).where(condition).limit(2_000)).scalars().all()
        found = select_in(connection, sa.select(*summary_columns()), tables.run.c.id, keys)
        rows = sorted((row for row in found if visible.dag(row["dag_id"])), key=lambda row: -row["began"])
        return summaries(connection, rows[:limit])


def sql_of(run: Run) -> str:
    return text(run.job_facet("sql").get("query"))


def checks_of(run: Run) -> list[CheckResult]:
    """The results of a run's checks, those of datasets first; a test that repeats one is left out."""
    found = [_result(one, dataset_id(name), run) for name, results in checked(run) for one in results]
    named = {one.name for one in found}
    return found + [_result(one, None, run) for one in run_tests(run) if one.name not in named]


def _result(one: Assertion, dataset: str | None, run: Run) -> CheckResult:
    return CheckResult(dataset=dataset, at=iso(run.latest), run=run.run_id, **asdict(one))


def _datasets(connection: sa.Connection, run: Run) -> Iterator[sa.RowMapping]:
    keys = [tables.key(*name) for name in (*run.inputs, *run.outputs)]
    return select_in(connection, sa.select(tables.dataset), tables.dataset.c.id, keys)


def _used(datasets: Mapping[Name, SeenDataset], rows: Mapping[int, Any], side: str) -> Iterator[UsedDataset]:
    """Datasets with the columns that they had then."""
    for name, seen in datasets.items():
        row = rows.get(tables.key(*name))
        if row is None:
            continue
        node = dataset_node(row)
        then = columns(seen.facet("schema"))
        rows_count, size = statistics(seen)
        change = text(seen.facet("lifecycleStateChange").get("lifecycleStateChange"))
        yield UsedDataset(replace(node, columns=then or node.columns), side, rows_count, size, change)


def _tags(run: Run) -> dict[str, str]:
    found = {
        text(each.get("key")): text(each.get("value"))
        for facet in (run.job_facet("tags"), run.facet("tags"))
        for each in mappings(facet.get("tags"))
    }
    applied = next(tag_texts(run.run_facets), None)
    return {**found, **({"query_tag": applied} if applied else {})}


def _error(run: Run) -> dict[str, str] | None:
    facet = run.facet("errorMessage")
    if not facet:
        return None
    return {"message": text(facet.get("message")), "stack": text(facet.get("stackTrace"))}


def _problems(run: Run) -> list[str]:
    errors = mappings(mapping(run.facet("extractionError")).get("errors"))
    return unique(text(error.get("errorMessage")).strip() for error in errors)
