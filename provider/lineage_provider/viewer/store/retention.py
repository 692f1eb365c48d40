"""What leaves the store: runs that are too old or too many, then what only they had.

In: a store, an age in days, a number of runs; 0 is without bound. Out: how many runs went. A module of its
own because it is the only part that takes things away. It goes in small transactions, so that others get
their turn.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import sqlalchemy as sa

from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.homes import Store
from lineage_provider.viewer.store.sql import delete_in

_DAY = 86_400_000_000
_AT_ONCE = 500
_OF_RUNS = (
    (tables.run_dataset, tables.run_dataset.c.run),
    (tables.check, tables.check.c.run),
    (tables.mark, tables.mark.c.run),
    (tables.run, tables.run.c.id),
)


def prune(store: Store, max_age_days: float, max_runs: int, now: int | None = None) -> int:
    """Forget runs that began too long ago, and the oldest of too many; returns how many."""
    now = time.time_ns() // 1_000 if now is None else now
    bounds = []
    if max_age_days > 0:
        bounds.append(now - int(max_age_days * _DAY))
    if max_runs > 0 and (oldest := _oldest_to_keep(store, max_runs)) is not None:
        bounds.append(oldest)
    if not bounds:
        return 0
    forgotten = 0
    while runs := _older(store, max(bounds)):
        with store.writing() as connection:
            for table, column in _OF_RUNS:
                delete_in(connection, table, column, runs)
        forgotten += len(runs)
    if forgotten:
        _forget_rest(store, max(bounds))
    return forgotten


def _oldest_to_keep(store: Store, max_runs: int) -> int | None:
    """When the oldest run began that is not one too many."""
    c = tables.run.c
    statement = sa.select(c.began).order_by(c.began.desc()).offset(max_runs - 1).limit(1)
    with store.reading() as connection:
        found: int | None = connection.execute(statement).scalar()
    return found


def _older(store: Store, bound: int) -> Sequence[int]:
    c = tables.run.c
    with store.reading() as connection:
        statement = sa.select(c.id).where(c.began < bound).order_by(c.began).limit(_AT_ONCE)
        return connection.execute(statement).scalars().all()


def _forget_rest(store: Store, bound: int) -> None:
    """Jobs and datasets without a newer event, their edges and words; facets that no run has any more."""
    d, j = tables.dataset.c, tables.job.c
    with store.reading() as connection:
        jobs = connection.execute(sa.select(j.id).where(j.updated < bound)).scalars().all()
        datasets = connection.execute(sa.select(d.id).where(d.updated < bound)).scalars().all()
    with store.writing() as connection:
        for table in (tables.edge, tables.column_edge):
            delete_in(connection, table, table.c.job, jobs)
        delete_in(connection, tables.check_state, tables.check_state.c.dataset, datasets)
        delete_in(connection, tables.term, tables.term.c.ref, [*jobs, *datasets])
        delete_in(connection, tables.job, j.id, jobs)
        delete_in(connection, tables.dataset, d.id, datasets)
        delete_in(connection, tables.document, tables.document.c.id, _unused_documents(connection))


def _unused_documents(connection: sa.Connection) -> Sequence[int]:
    """Keys of documents that no run has. As a join: PostgreSQL looks through a NOT IN of this size anew for
    every document."""
    document = tables.document.c.id
    facets = sa.select(tables.run_dataset.c.facets.label("id"))
    used = sa.union(facets, sa.select(tables.run.c.job_facets)).subquery()
    statement = sa.select(document).outerjoin(used, used.c.id == document).where(used.c.id.is_(None))
    return connection.execute(statement).scalars().all()
