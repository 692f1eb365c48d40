"""The graph of one run: what it read and wrote then, whatever its job does now.

In: a walk that has not begun, and a run id. Out: a Graph. A module of its own because a run's edges are in
the run's own rows, and those of a DAG run in the rows of its tasks' runs.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer.graph import Graph
from lineage_provider.viewer.merge import Name
from lineage_provider.viewer.queries.neighbourhood import Walk, finished, marks_of
from lineage_provider.viewer.queries.visible import Unknown, Visible
from lineage_provider.viewer.store import known, tables
from lineage_provider.viewer.store.generations import column_rows


def run_row(connection: sa.Connection, run_id: str, visible: Visible) -> sa.RowMapping:
    """The row of a run that may be seen; raises Unknown."""
    statement = sa.select(tables.run).where(tables.run.c.id == tables.key(run_id.strip().lower()))
    row = connection.execute(statement).mappings().first()
    if row is None or not visible.dag(row["dag_id"]):
        raise Unknown(
            f"no run {run_id} is known: airflow lineage runs lists OpenLineage run ids, "
            "and you have to be allowed to read its DAG"
        )
    return row


def run_graph(walk: Walk, run_id: str, up: int, down: int) -> Graph:
    """The datasets and columns of a run and of the runs below it, then the graph around those."""
    connection = walk.connection
    row = run_row(connection, run_id, walk.visible)
    runs = _runs(connection, row, walk.visible)
    names = known.names_of(connection, tables.job, {each["job"] for each in runs})
    wanted: dict[str, Name] = {each["run_id"]: names[each["job"]] for each in runs if each["job"] in names}
    columns: list[dict[str, Any]] = []
    for run in known.runs(connection, wanted).values():
        job = tables.key(*run.job)
        if run.inputs or run.outputs:
            walk.jobs.add(job)
        for writes, datasets in ((False, run.inputs), (True, run.outputs)):
            for name in datasets:
                walk.datasets.add(tables.key(*name))
                walk.edges.add((job, writes, tables.key(*name)))
        columns += [edge for _, edge in column_rows(job, run)]
    walk.jobs = walk.jobs or {row["job"]}
    own = set(walk.datasets)
    walk.go(own, up, up=True)
    walk.go(own, down, up=False)
    columns = [
        edge for edge in columns if edge["source"] in walk.datasets and edge["target"] in walk.datasets
    ]
    return finished(walk, row["run_id"], marks_of(walk), columns)


def _runs(connection: sa.Connection, row: sa.RowMapping, visible: Visible) -> list[sa.RowMapping]:
    """The run itself; of a DAG run, those of its tasks; of a task that says nothing itself, its queries."""
    c = tables.run.c
    below = [
        each
        for each in connection.execute(sa.select(tables.run).where(c.parent == row["id"])).mappings()
        if visible.dag(each["dag_id"])
    ]
    if row["job_type"] == "DAG":
        return [each for each in below if each["job_type"] != "DAG"]
    of_run = tables.run_dataset.c.run == row["id"]
    has_datasets = connection.execute(sa.select(tables.run_dataset.c.run).where(of_run).limit(1)).first()
    return [row] if has_datasets else [row, *below]
