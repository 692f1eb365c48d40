"""A dataset over time: results of its checks, rows written and read.

In: a store and a dataset's id. Out: values, the newest first. A module of its own because history is read
from the rows of runs, by the dataset's index, and has nothing to do with the graph.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from lineage_provider.viewer.events import iso
from lineage_provider.viewer.graph import CheckResult, Statistics, dataset_id
from lineage_provider.viewer.queries.nodes import (
    dataset_and_column,
    require_visible_dataset,
    summaries,
    summary_columns,
)
from lineage_provider.viewer.queries.visible import EVERYTHING, Visible
from lineage_provider.viewer.store import Store, tables
from lineage_provider.viewer.store.sql import select_in

_LOOK_BACK = 1_000
"""Uses of a dataset, each way, among which counted ones are looked for."""


def check_history(
    store: Store, node: str, *, limit: int = 200, visible: Visible = EVERYTHING
) -> list[CheckResult]:
    """Results of the checks on a dataset; raises ValueError or Unknown."""
    c = tables.check.c
    with store.reading() as connection:
        name, _ = dataset_and_column(connection, node)
        key = require_visible_dataset(connection, name, visible)
        statement = (
            sa.select(tables.check).where(c.dataset == key).order_by(c.at.desc(), c.position).limit(limit)
        )
        rows = connection.execute(statement).mappings().all()
        columns = (tables.run.c.id, tables.run.c.run_id, tables.run.c.dag_id)
        found = select_in(connection, sa.select(*columns), columns[0], {row["run"] for row in rows})
        runs = {row["id"]: row["run_id"] for row in found if visible.dag(row["dag_id"])}
        return [
            CheckResult(
                dataset=dataset_id(name),
                name=row["name"],
                assertion=row["assertion"],
                success=row["success"],
                column=row["column_name"],
                severity=row["severity"],
                expected=row["expected"],
                actual=row["actual"],
                content=row["content"],
                at=iso(row["at"]),
                run=runs[row["run"]],
            )
            for row in rows
            if row["run"] in runs
        ]


def statistics_history(
    store: Store, node: str, *, limit: int = 200, visible: Visible = EVERYTHING
) -> list[Statistics]:
    """What runs wrote to a dataset, and read from it, where they counted it; raises ValueError or Unknown."""
    with store.reading() as connection:
        name, _ = dataset_and_column(connection, node)
        key = require_visible_dataset(connection, name, visible)
        counted = [row for writes in (True, False) for row in _counted(connection, key, writes, limit)]
        rows = sorted(counted, key=lambda row: -row["began"])[:limit]
        found = list(
            select_in(
                connection, sa.select(*summary_columns()), tables.run.c.id, {row["run"] for row in rows}
            )
        )
        shown = {
            row["id"]: run
            for row, run in zip(found, summaries(connection, found), strict=True)
            if visible.dag(row["dag_id"]) and row["job_type"] != "QUERY"
        }
        return [
            Statistics(
                run=shown[row["run"]].id,
                job=shown[row["run"]].job,
                at=iso(row["began"]),
                side="writes" if row["writes"] else "reads",
                rows=row["rows_count"],
                bytes=row["bytes_count"],
                state=shown[row["run"]].state,
            )
            for row in rows
            if row["run"] in shown
        ]


def _counted(connection: sa.Connection, dataset: int, writes: bool, limit: int) -> Iterator[sa.RowMapping]:
    """Of the newest uses of a dataset, those with counts. Most reads have none: the look back is bounded."""
    c = tables.run_dataset.c
    newest = (
        sa.select(c.run, c.writes, c.began, c.rows_count, c.bytes_count)
        .where(c.dataset == dataset, c.writes == writes)
        .order_by(c.began.desc())
        .limit(max(limit, _LOOK_BACK))
        .subquery()
    )
    n = newest.c
    counted = sa.or_(n.rows_count.is_not(None), n.bytes_count.is_not(None))
    yield from connection.execute(
        sa.select(newest).where(counted).order_by(n.began.desc()).limit(limit)
    ).mappings()
