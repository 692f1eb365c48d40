"""The path of a column: everything it comes from, everything that comes from it.

In: a store, a column's id, a direction. Out: a Graph with the edges of the path only. A module of its own
because columns are walked edge by edge, and datasets job by job.

Along the path values are followed; what decides rows (filters, joins) is told for every dataset on the way
up, and not followed: each column of a table depends on each column of its filters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from lineage_provider.viewer.graph import Graph, column_id
from lineage_provider.viewer.queries.neighbourhood import Walk, finished, marks_of
from lineage_provider.viewer.queries.nodes import (
    dataset_and_column,
    require_visible_dataset,
    visible_jobs,
)
from lineage_provider.viewer.queries.visible import EVERYTHING, Unknown, Visible
from lineage_provider.viewer.store import Store, tables
from lineage_provider.viewer.store.generations import column_key, key_in
from lineage_provider.viewer.store.sql import Record, select_in

MOST_EDGES = 5_000
DIRECTIONS = ("up", "down", "both")


def trace(
    store: Store, node: str, direction: str = "both", depth: int = 20, visible: Visible = EVERYTHING
) -> Graph:
    """The path of a column; ``depth`` is the number of tasks. Raises ValueError or Unknown."""
    if direction not in DIRECTIONS:
        raise ValueError(f"direction has to be one of {', '.join(DIRECTIONS)}")
    with store.reading() as connection:
        name, column = dataset_and_column(connection, node)
        if not column:
            raise ValueError(f"{node} names no column: dataset:NAMESPACE|NAME#COLUMN")
        key = require_visible_dataset(connection, name, visible)
        start = (key, column_key(name, column))
        found: dict[tuple[int, int], Record] = {}
        walk = Walk(connection, visible, MOST_EDGES)
        for up in (True, False):
            if direction in ("both", "up" if up else "down"):
                _follow(walk, start, depth, found, up=up)
        if not found and not _has_column(connection, key, column):
            raise Unknown(
                f"no column {column} of {name[1]} is known: names are exactly those of the database"
            )
        walk.datasets.add(key)
        return finished(walk, column_id(name, column), marks_of_path(walk), found.values())


def _follow(
    walk: Walk,
    start: tuple[int, int],
    depth: int,
    found: dict[tuple[int, int], Record],
    *,
    up: bool,
) -> None:
    """Walk edge by edge, at most ``depth`` of them one after the other."""
    frontier, passed = {start}, {start}
    while frontier and depth > 0 and not walk.truncated:
        keys = {key for _, key in frontier}
        if up:
            # What decides the rows of the datasets on the way: target is the dataset, its column empty.
            keys |= {key_in(dataset, "") for dataset, _ in frontier}
        rows = edges_at(walk, keys, up=up)
        found.update(((row["job"], row["id"]), row) for row in rows)
        side = "source" if up else "target"
        frontier = {(row[side], row[f"{side}_key"]) for row in rows if row["target_column"]} - passed
        passed |= frontier
        depth -= 1
        walk.truncated = walk.truncated or len(found) > walk.limit
    for row in found.values():
        walk.jobs.add(row["job"])
        walk.datasets |= {row["source"], row["target"]}
        walk.edges |= {(row["job"], False, row["source"]), (row["job"], True, row["target"])}


def edges_at(walk: Walk, keys: Iterable[int], *, up: bool) -> list[Record]:
    """The column edges that end (``up``) or begin at some columns, of jobs that may be seen."""
    c = tables.column_edge.c
    column = c.target_key if up else c.source_key
    rows = list(select_in(walk.connection, sa.select(tables.column_edge), column, sorted(keys)))
    seen, hidden = visible_jobs(walk.connection, {row["job"] for row in rows}, walk.visible)
    walk.hidden |= hidden
    return [row for row in rows if row["job"] in seen]


def marks_of_path(walk: Walk) -> Mapping[int, tuple[bool, bool]]:
    """Where the graph goes on; edges that are not of the path stay out."""
    edges = set(walk.edges)
    marks = marks_of(walk)
    walk.edges = edges
    return marks


def _has_column(connection: sa.Connection, dataset: int, column: str) -> bool:
    fields = connection.execute(sa.select(tables.dataset.c.fields).where(tables.dataset.c.id == dataset))
    return any(field[0] == column for field in json.loads(fields.scalar() or "[]"))
