"""Which DAG, which DAG run and which task a run belongs to.

In: runs, and what is known of their parents. Out: one :class:`Place` a run. A module of its own because
permissions hang on it: a query, or a dbt model below a task, is its DAG's, and nobody else may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from lineage_provider.viewer.facets import AirflowIdentity, airflow_identity
from lineage_provider.viewer.merge import Run
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.sql import select_in


@dataclass(frozen=True)
class Place:
    """Where a run belongs. Runs of one ``generation`` are shown together; a newer one replaces it."""

    airflow: AirflowIdentity
    job: int
    """The job whose run it is."""
    shown_as: int
    """The job that its edges are shown at: of a query, its task."""
    generation: int
    dag_id: str | None
    dag_run_id: str


def places(connection: sa.Connection, runs: Iterable[Run]) -> dict[str, Place]:
    """The place of each run; parents are looked for among these runs first, then in the store."""
    listed = list(runs)
    here = {run.run_id: run for run in listed}
    absent = {run.parent_run for run in listed if run.parent_run and run.parent_run not in here}
    stored = _stored(connection, absent)
    found: dict[str, Place] = {}
    for run in listed:
        _place(run, here, stored, found, 0)
    return found


def _place(
    run: Run, here: Mapping[str, Run], stored: Mapping[str, Place], found: dict[str, Place], depth: int
) -> Place:
    if run.run_id in found:
        return found[run.run_id]
    own, job = airflow_identity(run), tables.key(*run.job)
    parent = stored.get(run.parent_run)
    if run.parent_run in here and depth < 20 and own.dag_id is None:
        parent = _place(here[run.parent_run], here, stored, found, depth + 1)
    shown_as = tables.key(*run.parent_job) if run.job_type == "QUERY" and run.parent_job else job
    if own.dag_id is not None:
        generation = tables.key(own.dag_id, own.dag_run_id)
        place = Place(own, job, shown_as, generation, own.dag_id, own.dag_run_id)
    elif parent is not None:
        place = Place(own, job, shown_as, parent.generation, parent.dag_id, parent.dag_run_id)
    else:
        # A query is always a task's; of other runs with an unknown parent nobody knows.
        dag_id = tables.UNKNOWN_DAG if run.parent_run else tables.NO_DAG
        place = Place(own, job, shown_as, tables.key(run.parent_run or run.run_id), dag_id, "")
    found[run.run_id] = place
    return place


def _stored(connection: sa.Connection, run_ids: Iterable[str]) -> dict[str, Place]:
    by_key = {tables.key(run_id): run_id for run_id in run_ids}
    c = tables.run.c
    statement = sa.select(c.id, c.job, c.dag_id, c.dag_run_id, c.dag_run)
    return {
        by_key[row["id"]]: Place(
            airflow=AirflowIdentity(),
            job=row["job"],
            shown_as=row["job"],
            generation=row["dag_run"] or row["id"],
            dag_id=row["dag_id"],
            dag_run_id=row["dag_run_id"],
        )
        for row in select_in(connection, statement, c.id, by_key)
    }
