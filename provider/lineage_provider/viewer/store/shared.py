"""Datasets and jobs as the store knows them now: what many runs together say.

In: runs in the order of their events, and the rows there are. Out: rows changed. A module of its own
because the rules for "now" are here: the newest counts, and what is known better (types) is not given up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from lineage_provider.viewer.events import mapping, text
from lineage_provider.viewer.facets import columns, owners, statistics
from lineage_provider.viewer.merge import Name, Run, SeenDataset
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.belonging import Place
from lineage_provider.viewer.store.rows import began, fields_text, term_rows
from lineage_provider.viewer.store.sql import Row


def new_dataset(name: Name) -> Row:
    return {
        "id": tables.key(*name),
        "namespace": name[0],
        "name": name[1],
        "updated": 0,
        "fields": "[]",
        "fields_at": 0,
        "rows_written": None,
        "bytes_written": None,
        "written_at": None,
        "passed": 0,
        "failed": 0,
        "warned": 0,
        "checked_at": None,
    }


def new_job(name: Name) -> Row:
    return {
        "id": tables.key(*name),
        "namespace": name[0],
        "name": name[1],
        "dag_id": tables.NO_DAG,
        "task_id": None,
        "job_type": "",
        "description": "",
        "owners": "[]",
        "updated": 0,
        "last_run": None,
        "last_at": None,
        "generation": None,
        "generation_at": None,
        "generation_final": False,
        "generation_own": False,
        "edges_hash": None,
    }


def see_dataset(row: Row, seen: SeenDataset, run: Run, *, writes: bool) -> bool:
    """Take what a run says of a dataset; whether its columns are others now."""
    row["updated"] = max(row["updated"], run.latest)
    if writes and run.final and run.latest >= (row["written_at"] or 0):
        rows, size = statistics(seen)
        if rows is not None or size is not None:
            row |= {"rows_written": rows, "bytes_written": size, "written_at": run.latest}
    return _see_fields(row, seen, run)


def _see_fields(row: Row, seen: SeenDataset, run: Run) -> bool:
    found = [(one.name, one.type, one.description) for one in columns(seen.facet("schema"))]
    known = [tuple(field) for field in json.loads(row["fields"])]
    if not found or found == known or (known and run.latest < row["fields_at"]):
        return False
    typed = any(kind for _, kind, _ in found)
    fewer = {field[0] for field in found} <= {field[0] for field in known}
    if any(field[1] for field in known) and not typed and (fewer or not run.final):
        return False  # known from the catalog before, and now from a statement, which may name some only
    row |= {"fields": fields_text(found), "fields_at": run.latest}
    return {field[0] for field in found} != {field[0] for field in known}


def see_job(row: Row, run: Run, place: Place) -> None:
    """Take what a run says of its job."""
    if row["dag_id"] is None or row["dag_id"] == tables.UNKNOWN_DAG or place.airflow.dag_id is not None:
        row["dag_id"] = place.dag_id if place.dag_id is not None else row["dag_id"]
    if run.latest < row["updated"]:
        return
    row |= {
        "updated": run.latest,
        "task_id": place.airflow.task_id or row["task_id"],
        "job_type": run.job_type[:40] or row["job_type"],
        "description": text(mapping(run.job_facet("documentation")).get("description")) or row["description"],
        "owners": json.dumps(list(owners(run))) if owners(run) else row["owners"],
    }
    if began(run) >= (row["last_at"] or 0):
        row |= {"last_run": tables.key(run.run_id), "last_at": began(run)}


def dataset_terms(row: Row) -> Iterator[Row]:
    """The words a dataset and its columns are found by."""
    yield from term_rows("dataset", row["name"], row["id"], row["name"])
    for name, _, _ in json.loads(row["fields"]):
        yield from term_rows("column", name, row["id"], name)


def job_terms(row: Row) -> Iterator[Row]:
    """The words a job is found by: a DAG by its id; single queries are found with their task."""
    if row["job_type"] == "QUERY":
        return
    kind = "dag" if row["job_type"] == "DAG" else "job"
    yield from term_rows(kind, row["name"], row["id"], row["name"])
