"""Which edges a job has now: those of its newest good DAG run.

In: runs with their places, in order, and jobs' rows. Out: edges to delete and to put, and the rows changed.
A module of its own because it is one rule, and the one that keeps old lineage out of the graph:

1. Runs of one DAG run (mapped instances, queries of a task) are taken together.
2. A run that ended well replaces what an older DAG run left, and what was only announced (START, failures).
3. A task's own datasets come before those of its queries: the task sums them up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lineage_provider.viewer.facets import SourceEdge, column_edges
from lineage_provider.viewer.merge import Name, Run
from lineage_provider.viewer.store import tables
from lineage_provider.viewer.store.belonging import Place
from lineage_provider.viewer.store.sql import Row, canonical


@dataclass
class JobEdges:
    """What is to be written for one job."""

    replaces: bool = False
    edges: dict[tuple[bool, int], Row] = field(default_factory=dict)
    columns: dict[int, Row] = field(default_factory=dict)


def take(job: Row, changes: dict[int, JobEdges], run: Run, place: Place) -> None:
    """Let one run have its say about the edges of ``job``."""
    if not run.inputs and not run.outputs:
        return
    own, final = place.shown_as == place.job, run.final and run.state == "success"
    began = run.started or run.latest
    decision = _decision(job, place.generation, began, own, final)
    if decision is None:
        return
    content = _hash(run)
    same = content == job["edges_hash"]
    change = changes.setdefault(job["id"], JobEdges())
    if decision == "replace":
        job |= {
            "generation": place.generation,
            "generation_at": began,
            "generation_final": final,
            "generation_own": own,
            "edges_hash": content,
        }
        if not same:
            change.replaces = True
            change.edges.clear()
            change.columns.clear()
    elif not same:
        job["edges_hash"] = None
    if not same:
        change.edges.update(_edges(job["id"], run))
        change.columns.update(column_rows(job["id"], run))


def _decision(job: Row, generation: int, began: int, own: bool, final: bool) -> str | None:
    """``replace``, ``add``, or None where this run has nothing to say."""
    if job["generation"] is None:
        return "replace"
    if job["generation"] == generation:
        here, there = (final, own), (job["generation_final"], job["generation_own"])
        return "add" if here == there else "replace" if here > there else None
    if final != job["generation_final"]:
        return "replace" if final else None
    return "replace" if began >= (job["generation_at"] or 0) else None


def _hash(run: Run) -> int:
    parts = [
        [side, *name, seen.facets.get("columnLineage") if side else None]
        for side, datasets in enumerate((run.inputs, run.outputs))
        for name, seen in sorted(datasets.items())
    ]
    return tables.hashed(canonical(parts))


def _edges(job: int, run: Run) -> Iterator[tuple[tuple[bool, int], Row]]:
    for writes, datasets in ((False, run.inputs), (True, run.outputs)):
        for name in datasets:
            dataset = tables.key(*name)
            yield (writes, dataset), {"job": job, "writes": writes, "dataset": dataset}


def column_rows(job: int, run: Run) -> Iterator[tuple[int, Row]]:
    """The edges of a run's columns, by their keys, as rows of a job."""
    for edge in edges_of(run):
        row = _column_row(job, edge)
        yield row["id"], row


def edges_of(run: Run) -> Iterator[SourceEdge]:
    """The column edges of all outputs of a run."""
    for name, seen in run.outputs.items():
        yield from column_edges(name, seen.facet("columnLineage"))


def column_key(dataset: Name, column: str) -> int:
    """The key of a column; of all rows of a dataset, where the column is empty."""
    return key_in(tables.key(*dataset), column)


def key_in(dataset: int, column: str) -> int:
    """The same, by the dataset's key."""
    return tables.key(str(dataset), column)


def _column_row(job: int, edge: SourceEdge) -> Row:
    source, target = column_key(edge.source, edge.source_column), column_key(edge.target, edge.target_column)
    return {
        "job": job,
        "id": tables.key(str(source), str(target), edge.type, edge.subtype, edge.expression),
        "source": tables.key(*edge.source),
        "source_column": edge.source_column,
        "source_key": source,
        "target": tables.key(*edge.target),
        "target_column": edge.target_column,
        "target_key": target,
        "type": edge.type[:40],
        "subtype": edge.subtype[:40],
        "masking": edge.masking,
        "inferred": edge.inferred,
        "ambiguous": edge.ambiguous,
        "expression": edge.expression,
    }
