"""Keys of the store -> the nodes that people see, and ids -> keys.

In: a connection and keys, or the text of an id. Out: nodes. A module of its own because each question ends
here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer.events import iso, seconds
from lineage_provider.viewer.graph import (
    DATASET,
    CheckCounts,
    Column,
    ColumnEdge,
    DatasetNode,
    JobNode,
    RunSummary,
    column_id,
    dataset_id,
    job_id,
    label_of,
    name_of,
    split_column,
)
from lineage_provider.viewer.merge import Name
from lineage_provider.viewer.queries.visible import Unknown, Visible
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.known import names_of
from lineage_provider.viewer.store.sql import Record, mapped, select_in

Marks = Mapping[int, tuple[bool, bool]]
"""By key, whether the graph goes on upstream and downstream."""
_NO_MARKS: Marks = {}
_SUMMARY = [
    "id",
    "run_id",
    "job",
    "dag_id",
    "task_id",
    "dag_run_id",
    "try_number",
    "map_index",
    "job_type",
    "state",
    "started",
    "ended",
    "began",
]


def summary_columns() -> list[sa.Column[Any]]:
    """The columns of a run that a list shows: not its facets."""
    return [tables.run.c[name] for name in _SUMMARY]


def summary(row: Record, job: Name | None = None) -> RunSummary:
    return RunSummary(
        id=row["run_id"],
        state=row["state"],
        started=iso(row["started"]),
        ended=iso(row["ended"]),
        seconds=seconds(row["started"], row["ended"]),
        try_number=row["try_number"],
        map_index=row["map_index"],
        dag_run_id=row["dag_run_id"],
        job=job_id(job) if job else "",
        dag_id=row["dag_id"] or None,
        task_id=row["task_id"],
        job_type=row["job_type"],
    )


def summaries(connection: sa.Connection, rows: Iterable[Record]) -> list[RunSummary]:
    listed = list(rows)
    names = names_of(connection, tables.job, {row["job"] for row in listed})
    return [summary(row, names.get(row["job"])) for row in listed]


def dataset_node(row: Record, marks: tuple[bool, bool] = (False, False)) -> DatasetNode:
    name = (row["namespace"], row["name"])
    checked = row["checked_at"] is not None
    return DatasetNode(
        id=dataset_id(name),
        namespace=name[0],
        name=name[1],
        label=label_of(name),
        columns=tuple(Column(*field) for field in json.loads(row["fields"])),
        checks=CheckCounts(row["passed"], row["failed"], row["warned"], iso(row["checked_at"]))
        if checked
        else None,
        rows=row["rows_written"],
        bytes=row["bytes_written"],
        updated=iso(row["updated"] or None),
        more_up=marks[0],
        more_down=marks[1],
    )


def dataset_nodes(
    connection: sa.Connection, keys: Iterable[int], marks: Marks = _NO_MARKS
) -> dict[int, DatasetNode]:
    rows = select_in(connection, sa.select(tables.dataset), tables.dataset.c.id, keys)
    return {row["id"]: dataset_node(row, marks.get(row["id"], (False, False))) for row in rows}


def job_nodes(connection: sa.Connection, keys: Iterable[int], marks: Marks = _NO_MARKS) -> dict[int, JobNode]:
    rows = list(select_in(connection, sa.select(tables.job), tables.job.c.id, keys))
    newest = {row["last_run"] for row in rows if row["last_run"] is not None}
    runs = mapped(select_in(connection, sa.select(*summary_columns()), tables.run.c.id, newest))
    return {row["id"]: job_node(row, runs.get(row["last_run"]), marks) for row in rows}


def job_node(row: Record, run: Record | None, marks: Marks = _NO_MARKS) -> JobNode:
    name = (row["namespace"], row["name"])
    more_up, more_down = marks.get(row["id"], (False, False))
    return JobNode(
        id=job_id(name),
        namespace=name[0],
        name=name[1],
        label=row["task_id"] or (name[1] if row["job_type"] == "DAG" else label_of(name)),
        dag_id=row["dag_id"] or None,
        task_id=row["task_id"],
        job_type=row["job_type"],
        description=row["description"],
        owners=tuple(json.loads(row["owners"])),
        run=summary(run, name) if run else None,
        more_up=more_up,
        more_down=more_down,
    )


def column_edge(row: Record, datasets: Mapping[int, Name], jobs: Mapping[int, Name]) -> ColumnEdge:
    """An edge of the store; its datasets and job are among the names."""
    target = datasets[row["target"]]
    return ColumnEdge(
        source=column_id(datasets[row["source"]], row["source_column"]),
        target=column_id(target, row["target_column"]) if row["target_column"] else dataset_id(target),
        type=row["type"],
        subtype=row["subtype"],
        masking=row["masking"],
        expression=row["expression"] or None,
        inferred=row["inferred"],
        ambiguous=row["ambiguous"],
        job=job_id(jobs[row["job"]]),
    )


def dataset_and_column(connection: sa.Connection, node: str) -> tuple[Name, str]:
    """The dataset, and the column or an empty text, that an id names; raises ValueError or Unknown."""
    dataset, column = split_column(node)
    name = name_of(dataset)
    key = tables.key(*name)
    if key not in names_of(connection, tables.dataset, [key]):
        raise Unknown(
            f"no dataset {name[1]} in {name[0]} is known: events name datasets exactly so, or have not come "
            "yet"
        )
    return name, column


def visible_jobs(
    connection: sa.Connection, keys: Iterable[int], visible: Visible
) -> tuple[set[int], set[int]]:
    """Of some jobs that are known, those that may be seen, and those that may not."""
    if visible.dags is None:
        return set(keys), set()
    c = tables.job.c
    seen: set[int] = set()
    hidden: set[int] = set()
    for row in select_in(connection, sa.select(c.id, c.dag_id), c.id, keys):
        (seen if visible.dag(row["dag_id"]) else hidden).add(row["id"])
    return seen, hidden


def require_visible_dataset(connection: sa.Connection, name: Name, visible: Visible) -> int:
    """The key of a dataset that may be seen; raises Unknown."""
    key = tables.key(*name)
    if visible.dags is not None:
        c = tables.edge.c
        jobs = connection.execute(sa.select(c.job).where(c.dataset == key)).scalars()
        if not visible_jobs(connection, jobs, visible)[0]:
            raise Unknown(
                f"no dataset {name[1]} in {name[0]} is known, or you may read none of the DAGs that use it"
            )
    return key


def is_dataset(node: str) -> bool:
    return node.startswith(DATASET)
