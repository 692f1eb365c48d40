"""Search by words of names: datasets, their columns, tasks, DAGs.

In: a store and what somebody typed. Out: hits, the best first. A module of its own because the store keeps
words for it: every end of a name that begins with a word, so that a search is a range of an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from lineage_provider.viewer.graph import DAG, Hit, column_id, dataset_id, job_id
from lineage_provider.viewer.queries.nodes import visible_jobs
from lineage_provider.viewer.queries.visible import EVERYTHING, Visible
from lineage_provider.viewer.store import Store, tables
from lineage_provider.viewer.store.sql import chunks, select_in

_ORDER = {"dataset": 0, "dag": 1, "job": 2, "column": 3}
_OF_DATASETS = ("dataset", "column")
_MOST_TERMS = 2_000
_AT_ONCE = 200


class Match(NamedTuple):
    """Something with a name: its kind, the key of its dataset or job, the name."""

    kind: str
    ref: int
    label: str


def search(store: Store, wanted: str, limit: int = 20, visible: Visible = EVERYTHING) -> list[Hit]:
    """What has all the words in its name, or, of a column, in its dataset's; exact names first."""
    words = [word for word in re.split(r"\s+", wanted.lower().strip()) if word]
    if not words:
        return []
    longest = max(words, key=len)
    with store.reading() as connection:
        found: list[Hit] = []
        # The best are looked at first: of thousands of matches, most need not be read.
        for some in chunks(_ranked(_with(connection, longest), longest), _AT_ONCE):
            found += _hits(connection, some, words, visible)
            if len(found) >= limit:
                break
        return list(dict.fromkeys(found))[:limit]


def _with(connection: sa.Connection, word: str) -> list[Match]:
    """What has a name with an end that begins with the word; each once, in the order of those ends."""
    c = tables.term.c
    begun = word[:64]
    end = begun[:-1] + chr(min(ord(begun[-1]) + 1, 0x10FFFF))
    statement = (
        sa.select(c.kind, c.ref, c.label)
        .where(c.term >= begun, c.term < end)
        .order_by(c.term)
        .limit(_MOST_TERMS)
    )
    return list(dict.fromkeys(Match(*row) for row in connection.execute(statement)))


def _ranked(matches: Iterable[Match], word: str) -> list[Match]:
    return sorted(
        matches, key=lambda one: (_rank(one.label.lower(), word), _ORDER[one.kind], one.label.lower())
    )


def _rank(label: str, word: str) -> int:
    last = label.replace("/", ".").rpartition(".")[2]
    return 0 if word in (label, last) else 1 if last.startswith(word) or label.startswith(word) else 2


def _hits(
    connection: sa.Connection, matches: Sequence[Match], words: Sequence[str], visible: Visible
) -> list[Hit]:
    """Those that have all the words and may be seen; equal labels in the order of what they are of."""
    named = _named(connection, matches)
    whole = [
        one
        for one in matches
        if (row := named.get(one.ref)) and all(word in f"{row['name']} {one.label}".lower() for word in words)
    ]
    allowed = _allowed(connection, whole, visible)
    whole = [one for one in whole if one.ref in allowed]
    longest = max(words, key=len)
    whole.sort(
        key=lambda one: (
            _rank(one.label.lower(), longest),
            _ORDER[one.kind],
            one.label.lower(),
            named[one.ref]["name"],
        )
    )
    return [_hit(one, named[one.ref]) for one in whole]


def _named(connection: sa.Connection, matches: Iterable[Match]) -> dict[int, sa.RowMapping]:
    """Names of the datasets and jobs, by their keys."""
    d, j = tables.dataset.c, tables.job.c
    datasets = {one.ref for one in matches if one.kind in _OF_DATASETS}
    jobs = {one.ref for one in matches} - datasets
    return {
        row["id"]: row
        for rows in (
            select_in(connection, sa.select(d.id, d.namespace, d.name), d.id, sorted(datasets)),
            select_in(connection, sa.select(j.id, j.namespace, j.name, j.dag_id), j.id, sorted(jobs)),
        )
        for row in rows
    }


def _allowed(connection: sa.Connection, matches: Iterable[Match], visible: Visible) -> set[int]:
    listed = list(matches)
    if visible.dags is None:
        return {one.ref for one in listed}
    datasets = {one.ref for one in listed if one.kind in _OF_DATASETS}
    jobs = {one.ref for one in listed} - datasets
    c = tables.edge.c
    edges = list(select_in(connection, sa.select(c.job, c.dataset), c.dataset, sorted(datasets)))
    seen, _ = visible_jobs(connection, jobs | {row["job"] for row in edges}, visible)
    return (jobs & seen) | {row["dataset"] for row in edges if row["job"] in seen}


def _hit(match: Match, named: sa.RowMapping) -> Hit:
    name = (named["namespace"], named["name"])
    kind = match.kind
    if kind == "column":
        return Hit(column_id(name, match.label), kind, match.label, named["name"])
    if kind == "dag":
        return Hit(f"{DAG}{named['dag_id'] or named['name']}", kind, named["name"], named["namespace"])
    identity = dataset_id(name) if kind == "dataset" else job_id(name)
    return Hit(identity, kind, named["name"], named["namespace"])
