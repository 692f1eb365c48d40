"""Merged runs -> the rows of the store's tables that are theirs alone.

In: a run and its place. Out: rows. A module of its own because these are plain translations, without any
question to the database: what several runs share (datasets, jobs, edges) is written elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lineage_provider.viewer.events import query_ids, tag_texts, unique
from lineage_provider.viewer.facets import Assertion, assertions, statistics
from lineage_provider.viewer.merge import Name, Run, SeenDataset
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.belonging import Place
from lineage_provider.viewer.store.sql import Row, canonical, packed

_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_MOST_TERMS = 12
_MOST_TEXT = 4_000


def began(run: Run) -> int:
    """The time a run is listed by."""
    return run.started if run.started is not None else run.latest


@dataclass(frozen=True)
class Document:
    """Something that many runs have alike; its key tells whether it is stored already."""

    id: int
    value: Any

    @classmethod
    def of(cls, value: Any) -> Document:
        return cls(tables.hashed(canonical(value)), value)

    def row(self) -> Row:
        return {"id": self.id, "body": packed(self.value)}


def run_row(run: Run, place: Place, job_facets: int) -> Row:
    airflow = place.airflow
    return {
        "id": tables.key(run.run_id),
        "run_id": run.run_id[:64],
        "job": place.job,
        "dag_id": place.dag_id,
        "task_id": airflow.task_id,
        "dag_run_id": place.dag_run_id[:250],
        "dag_run": place.generation if airflow.dag_id is not None else None,
        "try_number": airflow.try_number,
        "map_index": airflow.map_index,
        "parent": tables.key(run.parent_run) if run.parent_run else None,
        "parent_id": run.parent_run[:64] or None,
        "job_type": run.job_type[:40],
        "state": run.state[:20],
        "began": began(run),
        "started": run.started,
        "ended": run.ended,
        "latest": run.latest,
        "final": run.final,
        "facets": packed(run.run_facets),
        "job_facets": job_facets,
    }


def used_rows(run: Run) -> Iterator[tuple[Row, Document]]:
    """For each dataset that a run read or wrote, its row and the document with its facets."""
    key, time = tables.key(run.run_id), began(run)
    for writes, datasets in ((False, run.inputs), (True, run.outputs)):
        for position, (name, seen) in enumerate(datasets.items()):
            facets = Document.of(seen.facets)
            rows, size = statistics(seen)
            used = {
                "run": key,
                "writes": writes,
                "dataset": tables.key(*name),
                "position": position,
                "began": time,
                "rows_count": rows,
                "bytes_count": size,
                "facets": facets.id,
                "own": packed(seen.own) if seen.own else None,
            }
            yield used, facets


def checked(run: Run) -> Iterator[tuple[Name, list[Assertion]]]:
    """Datasets with the results of the run's checks on them; each check once."""
    found: dict[Name, dict[Assertion, None]] = {}
    datasets: Iterable[tuple[Name, SeenDataset]] = (*run.inputs.items(), *run.outputs.items())
    for name, seen in datasets:
        for assertion in assertions(seen):
            found.setdefault(name, {})[assertion] = None
    yield from ((name, list(results)) for name, results in found.items())


def check_rows(run: Run) -> Iterator[Row]:
    key, time = tables.key(run.run_id), began(run)
    for name, results in checked(run):
        for position, one in enumerate(results):
            yield {
                "run": key,
                "dataset": tables.key(*name),
                "position": position,
                "began": time,
                "at": run.latest,
                "name": one.name,
                "assertion": one.assertion,
                "success": one.success,
                "outcome": one.outcome,
                "severity": one.severity[:20],
                "column_name": one.column,
                "expected": one.expected[:_MOST_TEXT],
                "actual": one.actual[:_MOST_TEXT],
                "content": one.content[:_MOST_TEXT],
            }


def state_rows(run: Run, place: Place) -> Iterator[Row]:
    """The newest result of each check, as far as this run knows."""
    for name, results in checked(run):
        for one in results:
            yield {
                "dataset": tables.key(*name),
                "id": tables.key(str(place.job), one.name, one.column, one.assertion),
                "job": place.job,
                "generation": place.generation,
                "outcome": one.outcome,
                "at": run.latest,
            }


def mark_rows(run: Run) -> Iterator[Row]:
    """What a run is found by."""
    key = tables.key(run.run_id)
    for kind, values in (
        ("query_id", (each.lower() for each in query_ids(run.run_facets))),
        ("query_tag", tag_texts(run.run_facets)),
    ):
        for value in unique(values):
            yield {"kind": kind, "value": value[:250], "run": key}


def term_rows(kind: str, name: str, ref: int, identity: str) -> Iterator[Row]:
    """The words that something is found by: every end of its name that begins with a word."""
    text = name.lower()
    starts = [match.start() for match in _WORD_START.finditer(text)]
    for start in [0, *starts[-_MOST_TERMS:]]:
        yield {
            "term": text[start : start + 64],
            "kind": kind,
            "ref": ref,
            "id": tables.key(kind, identity),
            "label": name,
        }


def fields_text(fields: Iterable[tuple[str, str, str]]) -> str:
    """A dataset's columns as the store keeps them."""
    return json.dumps([list(field) for field in fields], ensure_ascii=False)
