"""What the store holds of the things that some events are about, read before they are written.

In: a connection and run ids, or keys. Out: runs as `merge` has them, and rows that can be changed. A module
of its own because merging needs them all at once: a question an event would be the price of a store that is
slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer.merge import Name, Run, SeenDataset
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.sql import Row, mapped, select_in, unpacked


def runs(connection: sa.Connection, wanted: Mapping[str, Name]) -> dict[str, Run]:
    """The runs that are known of those wanted (run id -> job's name)."""
    by_key = {tables.key(run_id): run_id for run_id in wanted}
    rows = mapped(select_in(connection, sa.select(tables.run), tables.run.c.id, by_key))
    if not rows:
        return {}
    used = list(select_in(connection, sa.select(tables.run_dataset), tables.run_dataset.c.run, rows))
    bodies = documents(
        connection, {*(row["job_facets"] for row in rows.values()), *(row["facets"] for row in used)}
    )
    names = names_of(connection, tables.dataset, {row["dataset"] for row in used})
    found = {}
    for key, row in rows.items():
        run = _run(by_key[key], wanted[by_key[key]], row)
        run.job_facets = dict(bodies.get(row["job_facets"], {}))
        found[key] = run
    for row in sorted(used, key=lambda row: row["position"]):
        if row["dataset"] in names:
            side = found[row["run"]].outputs if row["writes"] else found[row["run"]].inputs
            own = unpacked(row["own"]) if row["own"] else {}
            side[names[row["dataset"]]] = SeenDataset(dict(bodies.get(row["facets"], {})), own)
    return {run.run_id: run for run in found.values()}


def _run(run_id: str, job: Name, row: sa.RowMapping) -> Run:
    return Run(
        run_id=run_id,
        job=job,
        state=row["state"],
        started=row["started"],
        ended=row["ended"],
        latest=row["latest"],
        final=row["final"],
        run_facets=unpacked(row["facets"]),
    )


def documents(connection: sa.Connection, keys: Iterable[int]) -> dict[int, Any]:
    table = tables.document
    return {
        row["id"]: unpacked(row["body"]) for row in select_in(connection, sa.select(table), table.c.id, keys)
    }


def names_of(connection: sa.Connection, table: sa.Table, keys: Iterable[int]) -> dict[int, Name]:
    """Namespace and name of datasets or jobs by their keys."""
    statement = sa.select(table.c.id, table.c.namespace, table.c.name)
    rows = select_in(connection, statement, table.c.id, keys)
    return {row["id"]: (row["namespace"], row["name"]) for row in rows}


def rows_of(connection: sa.Connection, table: sa.Table, keys: Iterable[int]) -> dict[int, Row]:
    """Whole rows by their keys, to be changed and put back."""
    return {row["id"]: dict(row) for row in select_in(connection, sa.select(table), table.c.id, keys)}
