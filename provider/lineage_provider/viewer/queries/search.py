"""Search by words of names: datasets, their columns, tasks, DAGs.

In: a store and what somebody typed. Out: hits, the best first. A module of its own because the store keeps
words for it: every end of a name that begins with a word, so that a search is a range of an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import sqlalchemy as sa

from lineage_provider.viewer.graph import DAG, Hit, column_id, dataset_id, job_id
from lineage_provider.viewer.queries.nodes import visible_jobs
from lineage_provider.viewer.queries.visible import EVERYTHING, Visible
from lineage_provider.viewer.store import Store, tables
from lineage_provider.viewer.store.sql import select_in

_ORDER = {"dataset": 0, "dag": 1, "job": 2, "column": 3}
_MOST_TERMS = 2_000


def search(store: Store, wanted: str, limit: int = 20, visible: Visible = EVERYTHING) -> list[Hit]:
    """What has all the words in its name, or, of a column, in its dataset's; exact names first."""
    words = [word for word in re.split(r"\s+", wanted.lower().strip()) if word]
    if not words:
        return []
    with store.reading() as connection:
        longest = max(words, key=len)
        rows = _with(connection, longest)
        datasets, jobs = _named(connection, rows)
        hits = []
        for row in rows:
            named = datasets.get(row["ref"]) or jobs.get(row["ref"])
            if named is None:
                continue
            full = f"{named['name']} {row['label']}".lower()
            if all(word in full for word in words):
                hits.append((row, named))
        allowed = _allowed(connection, [row for row, _ in hits], visible)
        hits = [(row, named) for row, named in hits if row["ref"] in allowed]
        hits.sort(
            key=lambda hit: (
                _rank(hit[0], longest),
                _ORDER[hit[0]["kind"]],
                hit[0]["label"].lower(),
                hit[1]["name"],
            )
        )
        return list(dict.fromkeys(_hit(row, named) for row, named in hits))[:limit]


def _with(connection: sa.Connection, word: str) -> list[sa.RowMapping]:
    c = tables.term.c
    begun = word[:64]
    end = begun[:-1] + chr(min(ord(begun[-1]) + 1, 0x10FFFF))
    statement = (
        sa.select(tables.term).where(c.term >= begun, c.term < end).order_by(c.term).limit(_MOST_TERMS)
    )
    return list(connection.execute(statement).mappings())


def _named(
    connection: sa.Connection, rows: Iterable[sa.RowMapping]
) -> tuple[dict[int, sa.RowMapping], dict[int, sa.RowMapping]]:
    refs = [(row["kind"], row["ref"]) for row in rows]
    d, j = tables.dataset.c, tables.job.c
    datasets = select_in(
        connection,
        sa.select(d.id, d.namespace, d.name),
        d.id,
        (ref for kind, ref in refs if kind in ("dataset", "column")),
    )
    jobs = select_in(
        connection,
        sa.select(j.id, j.namespace, j.name, j.dag_id),
        j.id,
        (ref for kind, ref in refs if kind in ("job", "dag")),
    )
    return {row["id"]: row for row in datasets}, {row["id"]: row for row in jobs}


def _allowed(connection: sa.Connection, rows: list[sa.RowMapping], visible: Visible) -> set[int]:
    refs = {row["ref"] for row in rows}
    if visible.dags is None:
        return refs
    jobs = {row["ref"] for row in rows if row["kind"] in ("job", "dag")}
    c = tables.edge.c
    edges = list(select_in(connection, sa.select(c.job, c.dataset), c.dataset, refs - jobs))
    seen, _ = visible_jobs(connection, jobs | {row["job"] for row in edges}, visible)
    return (jobs & seen) | {row["dataset"] for row in edges if row["job"] in seen}


def _rank(row: sa.RowMapping, word: str) -> int:
    label = row["label"].lower()
    last = re.split(r"[./]", label)[-1]
    return 0 if word in (label, last) else 1 if last.startswith(word) or label.startswith(word) else 2


def _hit(row: sa.RowMapping, named: sa.RowMapping) -> Hit:
    name = (named["namespace"], named["name"])
    kind = row["kind"]
    if kind == "column":
        return Hit(column_id(name, row["label"]), kind, row["label"], named["name"])
    if kind == "dag":
        return Hit(f"{DAG}{named['dag_id'] or named['name']}", kind, named["name"], named["namespace"])
    identity = dataset_id(name) if kind == "dataset" else job_id(name)
    return Hit(identity, kind, named["name"], named["namespace"])
