"""What breaks if a column is dropped, or a dataset: everything that depends on it, and whose it is.

In: a store and the id of a column or dataset. Out: an Impact. A module of its own because it goes on where
a path of values ends: a column that filters has an effect on all rows, and on all that is made of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from lineage_provider.viewer.events import iso
from lineage_provider.viewer.graph import AffectedJob, Impact, Reached, column_id, dataset_id, job_id
from lineage_provider.viewer.queries.columns import edges_at
from lineage_provider.viewer.queries.neighbourhood import Walk
from lineage_provider.viewer.queries.nodes import dataset_and_column, require_visible_dataset
from lineage_provider.viewer.queries.visible import EVERYTHING, Visible
from lineage_provider.viewer.store import Store, known, tables
from lineage_provider.viewer.store.generations import column_key, key_in
from lineage_provider.viewer.store.sql import select_in

MOST_REACHED = 5_000


@dataclass
class _Reach:
    """What was reached, with the distance: columns by value, datasets by rows, jobs."""

    columns: dict[tuple[int, str], int] = field(default_factory=dict)
    by_rows: dict[int, int] = field(default_factory=dict)
    jobs: dict[int, int] = field(default_factory=dict)


def impact(store: Store, node: str, visible: Visible = EVERYTHING) -> Impact:
    """What depends on a column or a dataset; raises ValueError or Unknown."""
    with store.reading() as connection:
        name, column = dataset_and_column(connection, node)
        key = require_visible_dataset(connection, name, visible)
        walk, reach = Walk(connection, visible, MOST_REACHED), _Reach()
        if column:
            _values(walk, reach, {(key, column): column_key(name, column)})
            _rows(walk, reach, dict(reach.by_rows))
        else:
            _rows(walk, reach, {key: 0})
            del reach.by_rows[key]
            _all_values(walk, reach, key)
        root = column_id(name, column) if column else dataset_id(name)
        return _answer(walk, reach, root)


def _values(walk: Walk, reach: _Reach, start: dict[tuple[int, str], int]) -> None:
    """Follow values from some columns (by their keys); where a column decides rows, note the dataset."""
    frontier, passed, distance = set(start.values()), set(start), 0
    while frontier and len(reach.columns) < MOST_REACHED:
        distance += 1
        after: set[int] = set()
        for row in edges_at(walk, frontier, up=False):
            reach.jobs.setdefault(row["job"], distance)
            if not row["target_column"]:
                reach.by_rows.setdefault(row["target"], distance)
                continue
            place = (row["target"], row["target_column"])
            if place not in passed:
                passed.add(place)
                reach.columns[place] = distance
                after.add(row["target_key"])
        frontier = after
    walk.truncated = walk.truncated or bool(frontier)


def _all_values(walk: Walk, reach: _Reach, dataset: int) -> None:
    """Follow the values of all columns of a dataset, together."""
    fields = walk.connection.execute(sa.select(tables.dataset.c.fields).where(tables.dataset.c.id == dataset))
    columns = [column for column, *_ in json.loads(fields.scalar() or "[]")]
    found = _Reach()
    _values(walk, found, {(dataset, column): key_in(dataset, column) for column in columns})
    reach.columns = {place: distance for place, distance in found.columns.items() if place[0] != dataset}


def _rows(walk: Walk, reach: _Reach, start: dict[int, int]) -> None:
    """Follow whole datasets: who reads one of them writes others."""
    known_jobs = set(reach.jobs)
    current = start
    while current and not walk.truncated:
        after: dict[int, int] = {}
        for distance in sorted(set(current.values())):
            datasets = {key for key, far in current.items() if far == distance}
            for dataset in datasets:
                reach.by_rows.setdefault(dataset, distance)
            jobs, written = _readers(walk, datasets)
            for job in jobs - known_jobs:
                reach.jobs[job] = min(distance + 1, reach.jobs.get(job, distance + 1))
            for dataset in written - reach.by_rows.keys():
                after[dataset] = min(distance + 1, after.get(dataset, distance + 1))
        current = after
        walk.truncated = len(reach.by_rows) + len(current) > MOST_REACHED


def _readers(walk: Walk, datasets: Iterable[int]) -> tuple[set[int], set[int]]:
    """The jobs that read some datasets, as far as they may be seen, and the datasets that those write."""
    reads, writes, job = tables.edge.alias(), tables.edge.alias(), tables.job.c
    statement = (
        sa.select(reads.c.job, job.dag_id, writes.c.dataset)
        .join(tables.job, job.id == reads.c.job)
        .outerjoin(writes, sa.and_(writes.c.job == reads.c.job, writes.c.writes == sa.literal(True)))
        .where(reads.c.writes == sa.literal(False))
        .distinct()
    )
    rows = list(select_in(walk.connection, statement, reads.c.dataset, sorted(datasets)))
    seen = [row for row in rows if walk.visible.dag(row["dag_id"])]
    walk.hidden |= {row["job"] for row in rows if not walk.visible.dag(row["dag_id"])}
    return {row["job"] for row in seen}, {row["dataset"] for row in seen if row["dataset"] is not None}


def _answer(walk: Walk, reach: _Reach, root: str) -> Impact:
    by_value: dict[int, int] = {}
    for (dataset, _), distance in reach.columns.items():
        by_value[dataset] = min(distance, by_value.get(dataset, distance))
    reached = {**reach.by_rows, **by_value}
    names = known.names_of(walk.connection, tables.dataset, reached)
    jobs = sorted(_jobs(walk, reach.jobs), key=lambda one: (one.distance, one.id))
    return Impact(
        root=root,
        datasets=_sorted(
            Reached(dataset_id(names[key]), distance, rows=key not in by_value)
            for key, distance in reached.items()
            if key in names
        ),
        columns=_sorted(
            Reached(column_id(names[key], column), distance)
            for (key, column), distance in reach.columns.items()
            if key in names
        ),
        jobs=tuple(jobs),
        dags=tuple(sorted({job.dag_id for job in jobs if job.dag_id})),
        owners=tuple(sorted({owner for job in jobs for owner in job.owners})),
        truncated=walk.truncated,
        hidden=len(walk.hidden),
    )


def _sorted(reached: Iterable[Reached]) -> tuple[Reached, ...]:
    return tuple(sorted(reached, key=lambda one: (one.distance, one.id)))


def _jobs(walk: Walk, distances: dict[int, int]) -> Iterable[AffectedJob]:
    for row in select_in(walk.connection, sa.select(tables.job), tables.job.c.id, distances):
        yield AffectedJob(
            id=job_id((row["namespace"], row["name"])),
            dag_id=row["dag_id"] or None,
            task_id=row["task_id"],
            owners=tuple(json.loads(row["owners"])),
            distance=distances[row["id"]],
            updated=iso(row["updated"]),
        )
