"""Events -> the store, in batches.

In: a connection inside a transaction, events in any order. Out: rows of all tables, and how many runs they
came to. A module of its own because this is the order of the steps, and each step is elsewhere. Writing the
same events once more changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from lineage_provider.viewer.events import Event
from lineage_provider.viewer.merge import Name, Run, identity, merge
from lineage_provider.viewer.store import generations, known, rows, shared, tables
from lineage_provider.viewer.store.belonging import Place, places
from lineage_provider.viewer.store.sql import Row, chunks, delete_in, put, select_in


def write(connection: sa.Connection, events: Sequence[Event]) -> int:
    """Write a batch of events; the number of runs that they belong to."""
    runs = _merged(connection, events)
    if not runs:
        return 0
    ordered = sorted(runs, key=lambda run: run.latest)
    found = places(connection, ordered)
    _write_runs(connection, ordered, found)
    _write_datasets(connection, ordered, found)
    _write_jobs(connection, ordered, found)
    return len(runs)


def _merged(connection: sa.Connection, events: Sequence[Event]) -> list[Run]:
    identities = [identity(event) for event in events]
    wanted: dict[str, Name] = {found[0]: found[1] for found in identities if found is not None}
    runs: dict[str, Run | None] = {**known.runs(connection, wanted)}
    for event, found in zip(events, identities, strict=True):
        if found is not None:
            runs[found[0]] = merge(runs.get(found[0]), event)
    return [run for run in runs.values() if run is not None]


def _write_runs(connection: sa.Connection, runs: Sequence[Run], found: dict[str, Place]) -> None:
    """What belongs to one run alone."""
    documents: dict[int, rows.Document] = {}
    run_rows: list[Row] = []
    used: list[Row] = []
    for run in runs:
        job_facets = rows.Document.of(run.job_facets)
        documents[job_facets.id] = job_facets
        run_rows.append(rows.run_row(run, found[run.run_id], job_facets.id))
        for row, document in rows.used_rows(run):
            used.append(row)
            documents[document.id] = document
    _write_documents(connection, documents)
    put(connection, tables.run, run_rows)
    put(connection, tables.run_dataset, used)
    put(connection, tables.check, (row for run in runs for row in rows.check_rows(run)))
    put(connection, tables.mark, (row for run in runs for row in rows.mark_rows(run)), replace=False)


def _write_documents(connection: sa.Connection, documents: dict[int, rows.Document]) -> None:
    """Most of them are there already: those are not even packed."""
    c = tables.document.c
    there = {row["id"] for row in select_in(connection, sa.select(c.id), c.id, documents)}
    fresh = (one.row() for key, one in documents.items() if key not in there)
    put(connection, tables.document, fresh, replace=False)


def _write_datasets(connection: sa.Connection, runs: Sequence[Run], found: dict[str, Place]) -> None:
    names = {tables.key(*name): name for run in runs for name in (*run.inputs, *run.outputs)}
    stored = known.rows_of(connection, tables.dataset, names)
    now = {key: stored.get(key) or shared.new_dataset(name) for key, name in names.items()}
    renamed = set(now) - set(stored)
    for run in runs:
        for writes, datasets in ((False, run.inputs), (True, run.outputs)):
            for name, seen in datasets.items():
                key = tables.key(*name)
                if shared.see_dataset(now[key], seen, run, writes=writes):
                    renamed.add(key)
    _count_checks(connection, now, [row for run in runs for row in rows.state_rows(run, found[run.run_id])])
    put(connection, tables.dataset, now.values())
    _write_terms(connection, renamed, (row for key in renamed for row in shared.dataset_terms(now[key])))


def _count_checks(connection: sa.Connection, datasets: dict[int, Row], states: list[Row]) -> None:
    """Note the newest result of each check, and count them by dataset."""
    if not states:
        return
    c = tables.check_state.c
    touched = {row["dataset"] for row in states}
    newest: dict[tuple[int, int], Row] = {
        (row["dataset"], row["id"]): dict(row)
        for part in chunks(sorted(touched))
        for row in connection.execute(sa.select(tables.check_state).where(c.dataset.in_(part))).mappings()
    }
    before = dict(newest)
    for row in states:
        siblings = [k for k, old in newest.items() if k[0] == row["dataset"] and old["job"] == row["job"]]
        others = [k for k in siblings if newest[k]["generation"] != row["generation"]]
        if any(newest[k]["at"] > row["at"] for k in others):
            continue
        for k in others:
            del newest[k]  # a check that is no more, or is to come
        newest[row["dataset"], row["id"]] = row
    for dataset, identity_ in before.keys() - newest.keys():
        connection.execute(sa.delete(tables.check_state).where(c.dataset == dataset, c.id == identity_))
    put(connection, tables.check_state, newest.values())
    for dataset in touched:
        outcomes = [row for key, row in newest.items() if key[0] == dataset]
        datasets[dataset] |= {
            "checked_at": max(row["at"] for row in outcomes),
            **{
                name: sum(row["outcome"] == name for row in outcomes)
                for name in ("passed", "failed", "warned")
            },
        }


def _write_jobs(connection: sa.Connection, runs: Sequence[Run], found: dict[str, Place]) -> None:
    names = {tables.key(*run.job): run.job for run in runs}
    names |= {tables.key(*run.parent_job): run.parent_job for run in runs if run.parent_job}
    stored = known.rows_of(connection, tables.job, names)
    now = {key: stored.get(key) or shared.new_job(name) for key, name in names.items()}
    kinds = {key: (row["job_type"], row["name"]) for key, row in stored.items()}
    changes: dict[int, generations.JobEdges] = {}
    for run in runs:
        place = found[run.run_id]
        shared.see_job(now[place.job], run, place)
        if place.shown_as != place.job and now[place.shown_as]["dag_id"] is None:
            now[place.shown_as]["dag_id"] = place.dag_id
        generations.take(now[place.shown_as], changes, run, place)
    put(connection, tables.job, now.values())
    _write_edges(connection, changes)
    fresh = {key for key, row in now.items() if kinds.get(key) != (row["job_type"], row["name"])}
    _write_terms(connection, fresh, (row for key in fresh for row in shared.job_terms(now[key])))


def _write_edges(connection: sa.Connection, changes: dict[int, generations.JobEdges]) -> None:
    replaced = [job for job, change in changes.items() if change.replaces]
    delete_in(connection, tables.edge, tables.edge.c.job, replaced)
    delete_in(connection, tables.column_edge, tables.column_edge.c.job, replaced)
    put(
        connection,
        tables.edge,
        (row for change in changes.values() for row in change.edges.values()),
        replace=False,
    )
    put(
        connection,
        tables.column_edge,
        (row for change in changes.values() for row in change.columns.values()),
    )


def _write_terms(connection: sa.Connection, refs: Iterable[int], terms: Iterable[Row]) -> None:
    delete_in(connection, tables.term, tables.term.c.ref, refs)
    put(connection, tables.term, terms, replace=False)
