"""The graph around a dataset, a job, a DAG or a run, as far as it is asked for.

In: a store, a node's id, how many steps up and down. Out: a Graph. One step leads from a dataset through a
job to the next dataset. A module of its own because walking is what all graphs have in common.

Whether the graph goes on beyond what is shown stands on its nodes. Each step is a few statements, whatever
the number of nodes; a graph that would be larger than the limit is cut, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from lineage_provider.viewer.graph import (
    DAG,
    DATASET,
    JOB,
    ColumnEdge,
    Edge,
    Graph,
    dataset_id,
    job_id,
    name_of,
)
from lineage_provider.viewer.merge import Name
from lineage_provider.viewer.queries.nodes import (
    column_edge,
    dataset_and_column,
    dataset_nodes,
    job_nodes,
    require_visible_dataset,
    visible_jobs,
)
from lineage_provider.viewer.queries.visible import EVERYTHING, Unknown, Visible
from lineage_provider.viewer.store import Store, tables
from lineage_provider.viewer.store.known import names_of
from lineage_provider.viewer.store.sql import Record, select_in

MOST_NODES = 2_000
_STEPS = 2
"""Steps up and down where the asker does not say; none around a whole DAG or a run."""


@dataclass
class Walk:
    """What was reached so far, by keys; an edge is (job, whether it writes, dataset)."""

    connection: sa.Connection
    visible: Visible
    limit: int
    jobs: set[int] = field(default_factory=set)
    datasets: set[int] = field(default_factory=set)
    edges: set[tuple[int, bool, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    truncated: bool = False

    def go(self, frontier: Iterable[int], steps: int, *, up: bool) -> None:
        """Walk from some datasets: up by those who write them, down by those who read them."""
        passed = set(frontier)
        current = set(passed)
        while current and steps > 0:
            found = self.jobs_of(current, writes=up)
            current = self.datasets_of(found, writes=not up) - passed
            passed |= current
            steps -= 1

    def jobs_of(self, datasets: Iterable[int], *, writes: bool) -> set[int]:
        """The jobs that write (or read) some datasets, as far as they may be seen."""
        c = tables.edge.c
        statement = sa.select(c.job, c.dataset).where(c.writes == writes)
        rows = list(select_in(self.connection, statement, c.dataset, sorted(datasets)))
        seen, hidden = visible_jobs(self.connection, {row["job"] for row in rows}, self.visible)
        self.hidden |= hidden
        seen = self._fitting(seen, self.jobs)
        self.jobs |= seen
        self.edges |= {(row["job"], writes, row["dataset"]) for row in rows if row["job"] in seen}
        return seen

    def datasets_of(self, jobs: Iterable[int], *, writes: bool) -> set[int]:
        """The datasets that some jobs write (or read)."""
        c = tables.edge.c
        statement = sa.select(c.job, c.dataset).where(c.writes == writes)
        rows = list(select_in(self.connection, statement, c.job, sorted(jobs)))
        found = self._fitting({row["dataset"] for row in rows}, self.datasets)
        self.datasets |= found
        self.edges |= {(row["job"], writes, row["dataset"]) for row in rows if row["dataset"] in found}
        return found

    def _fitting(self, found: set[int], known: set[int]) -> set[int]:
        """What there is still room for."""
        room = self.limit - len(self.jobs) - len(self.datasets)
        fresh = sorted(found - known)
        if len(fresh) > room:
            self.truncated = True
            found = (found & known) | set(fresh[: max(0, room)])
        return found


def graph(
    store: Store,
    node: str,
    up: int | None = None,
    down: int | None = None,
    visible: Visible = EVERYTHING,
    *,
    limit: int = MOST_NODES,
) -> Graph:
    """The graph around a node; raises ValueError for a text that is no id, Unknown for what is not there."""
    from lineage_provider.viewer.queries.run_graph import run_graph

    with store.reading() as connection:
        walk = Walk(connection, visible, limit)
        if node.startswith(DATASET):
            return _of_dataset(walk, node, *_steps(up, down, _STEPS))
        if node.startswith(JOB):
            return _of_job(walk, node, *_steps(up, down, _STEPS))
        if node.startswith(DAG):
            return _of_dag(walk, node, *_steps(up, down, 0))
        return run_graph(walk, node, *_steps(up, down, 0))


def everything(store: Store, visible: Visible = EVERYTHING, *, limit: int = MOST_NODES) -> Graph:
    """All jobs with their datasets, up to the limit."""
    with store.reading() as connection:
        walk = Walk(connection, visible, limit)
        jobs = connection.execute(sa.select(tables.edge.c.job).distinct().limit(limit)).scalars().all()
        walk.jobs, walk.hidden = visible_jobs(connection, jobs, visible)
        walk.datasets_of(walk.jobs, writes=False)
        walk.datasets_of(walk.jobs, writes=True)
        return finished(walk, None, marks_of(walk), _column_rows(walk))


def _steps(up: int | None, down: int | None, default: int) -> tuple[int, int]:
    return default if up is None else max(0, up), default if down is None else max(0, down)


def _of_dataset(walk: Walk, node: str, up: int, down: int) -> Graph:
    name, _ = dataset_and_column(walk.connection, node)
    key = require_visible_dataset(walk.connection, name, walk.visible)
    walk.datasets.add(key)
    walk.go([key], up, up=True)
    walk.go([key], down, up=False)
    return assembled(walk, dataset_id(name))


def _of_job(walk: Walk, node: str, up: int, down: int) -> Graph:
    name = name_of(node)
    key = tables.key(*name)
    seen, _ = visible_jobs(walk.connection, [key], walk.visible)
    if not seen or key not in names_of(walk.connection, tables.job, [key]):
        raise Unknown(f"no job {name[1]} in {name[0]} is known, or you may not read its DAG")
    walk.jobs.add(key)
    if up:
        walk.go(walk.datasets_of([key], writes=False), up - 1, up=True)
    if down:
        walk.go(walk.datasets_of([key], writes=True), down - 1, up=False)
    return assembled(walk, job_id(name))


def _of_dag(walk: Walk, node: str, up: int, down: int) -> Graph:
    dag_id = node.removeprefix(DAG)
    c = tables.job.c
    rows = walk.connection.execute(sa.select(c.id).where(c.dag_id == dag_id)).scalars().all()
    if not rows or not walk.visible.dag(dag_id):
        raise Unknown(f"no DAG {dag_id} is known: its tasks have sent no events yet, or you may not read it")
    with_edges = select_in(walk.connection, sa.select(tables.edge.c.job), tables.edge.c.job, rows)
    walk.jobs |= {row["job"] for row in with_edges}
    read, written = walk.datasets_of(walk.jobs, writes=False), walk.datasets_of(walk.jobs, writes=True)
    walk.go(read | written, up, up=True)
    walk.go(read | written, down, up=False)
    return assembled(walk, node)


def assembled(walk: Walk, root: str) -> Graph:
    """The graph of what was walked: nodes, all edges between them, the edges of their columns."""
    marks = marks_of(walk)
    return finished(walk, root, marks, _column_rows(walk))


def finished(
    walk: Walk,
    root: str | None,
    marks: Mapping[int, tuple[bool, bool]],
    column_rows: Iterable[Record],
) -> Graph:
    datasets = dataset_nodes(walk.connection, walk.datasets, marks)
    jobs = job_nodes(walk.connection, walk.jobs, marks)
    dataset_names: dict[int, Name] = {key: (one.namespace, one.name) for key, one in datasets.items()}
    job_names: dict[int, Name] = {key: (one.namespace, one.name) for key, one in jobs.items()}
    listed = list(column_rows)
    edges = [
        Edge(jobs[job].id, datasets[dataset].id, "writes")
        if writes
        else Edge(datasets[dataset].id, jobs[job].id, "reads")
        for job, writes, dataset in walk.edges
        if job in jobs and dataset in datasets
    ]

    def column_edges(*, of_rows: bool) -> tuple[ColumnEdge, ...]:
        chosen = (row for row in listed if bool(row["target_column"]) is not of_rows)
        found = {column_edge(row, dataset_names, job_names) for row in chosen}
        return tuple(
            sorted(found, key=lambda one: (one.target, one.source, one.subtype, one.expression or ""))
        )

    return Graph(
        nodes=tuple(
            sorted((*datasets.values(), *jobs.values()), key=lambda one: (one.kind, one.namespace, one.name))
        ),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
        columns=column_edges(of_rows=False),
        rows=column_edges(of_rows=True),
        root=root,
        truncated=walk.truncated,
        hidden=len(walk.hidden),
    )


def _column_rows(walk: Walk) -> list[Record]:
    c = tables.column_edge.c
    return [
        row
        for row in select_in(walk.connection, sa.select(tables.column_edge), c.job, sorted(walk.jobs))
        if row["source"] in walk.datasets and row["target"] in walk.datasets
    ]


def marks_of(walk: Walk) -> dict[int, tuple[bool, bool]]:
    """Add what edges there are between found nodes, and tell where there are nodes beyond."""
    c = tables.edge.c
    rows = [*select_in(walk.connection, sa.select(tables.edge), c.dataset, sorted(walk.datasets))]
    rows += select_in(walk.connection, sa.select(tables.edge), c.job, sorted(walk.jobs))
    outside = {row["job"] for row in rows} - walk.jobs
    seen, hidden = visible_jobs(walk.connection, outside, walk.visible)
    walk.hidden |= hidden
    up: set[int] = set()
    down: set[int] = set()
    for row in rows:
        job, writes, dataset = row["job"], row["writes"], row["dataset"]
        if job in walk.jobs and dataset in walk.datasets:
            walk.edges.add((job, writes, dataset))
        elif job in walk.jobs:
            (down if writes else up).add(job)
        elif job in seen:
            (up if writes else down).add(dataset)
    return {key: (key in up, key in down) for key in up | down}
