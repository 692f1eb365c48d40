"""Runs that were found -> the lines of a tree.

    shop.load  ✓ success  3.2 s
    ├─ run     manual__2026-01-01  try 1
    ├─ reads   postgres://db:5432/shop.public.orders
    └─ writes  postgres://db:5432/shop.public.daily

In: :class:`FoundRun` and a `Style`. Out: text. A module of its own because finding does not draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lineage_provider.cli.finding import FoundRun
from lineage_provider.cli.tree import Node, Style, draw, outcome, paint


def run_tree(runs: Sequence[FoundRun], style: Style) -> str:
    """The trees of some runs, with an empty line between them."""
    return "\n\n".join("\n".join(_lines(run, style)) for run in runs)


def _lines(run: FoundRun, style: Style) -> Iterator[str]:
    name = f"{run.dag_id}.{run.task_id}" if run.dag_id and run.task_id else run.task_id or run.dag_id
    pieces = [("task", name or "unknown task"), ("", "  ")]
    yield paint((*pieces, *outcome(run.state or "unknown", run.seconds, style)), style)
    yield from draw(tuple(_nodes(run)), "", style)


def _nodes(run: FoundRun) -> Iterator[Node]:
    notes = []
    if run.try_number is not None:
        notes.append(f"try {run.try_number}")
    if run.map_index is not None and run.map_index >= 0:
        notes.append(f"map index {run.map_index}")
    if run.run_id:
        yield _node("run", run.run_id, "  " + ", ".join(notes) if notes else "")
    if run.start or run.end:
        yield _node("time", f"{_time(run.start)} to {_time(run.end)}")
    yield from _listed("reads", run.inputs, "dataset")
    yield from _listed("writes", run.outputs, "dataset")
    yield from _listed("query", run.query_ids)
    yield from _listed("tag", run.query_tags)
    yield _node("events", run.openlineage_run_id, f"  OpenLineage run, in {', '.join(run.found_in)}")
    if run.log_url:
        yield _node("log", run.log_url)


def _listed(word: str, texts: Iterable[str], role: str = "") -> Iterator[Node]:
    yield from (_node(word, text, role=role) for text in texts)


def _node(word: str, text: str, note: str = "", role: str = "") -> Node:
    return Node((("quiet", word.ljust(8)), (role, text), ("quiet", note)))


def _time(text: str) -> str:
    """A time without its fraction; without its zone, where that is UTC's."""
    return re.sub(r"\.\d+", "", text).replace("T", " ").replace("+00:00", "Z") or "?"
