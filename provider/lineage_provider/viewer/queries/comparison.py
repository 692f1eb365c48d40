"""Two runs side by side: what one of them had only, and what was other.

In: a store and two run ids, as a rule of the same task. Out: a Comparison. A module of its own because each
kind of difference is a rule of its own, in a table of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from lineage_provider.viewer.facets import columns, statistics
from lineage_provider.viewer.graph import Comparison, dataset_id
from lineage_provider.viewer.graph import job_id as id_of_job
from lineage_provider.viewer.merge import Run, SeenDataset
from lineage_provider.viewer.queries.nodes import summary
from lineage_provider.viewer.queries.runs import checks_of, merged_run, sql_of
from lineage_provider.viewer.queries.visible import EVERYTHING, Visible
from lineage_provider.viewer.store import Store
from lineage_provider.viewer.store.generations import edges_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def compare(store: Store, left: str, right: str, visible: Visible = EVERYTHING) -> Comparison:
    """Compare two runs, the older one as a rule on the left; raises Unknown."""
    with store.reading() as connection:
        left_row, old = merged_run(connection, left, visible)
        right_row, new = merged_run(connection, right, visible)
        return Comparison(
            left=summary(left_row, old.job),
            right=summary(right_row, new.job),
            schema=tuple(_schema(old, new)),
            columns=tuple(_edges(old, new, of_rows=False)),
            rows=tuple(_edges(old, new, of_rows=True)),
            datasets=tuple(_datasets(old, new)),
            statistics=tuple(_statistics(old, new)),
            checks=tuple(_checks(old, new)),
            sql_changed=sql_of(old) != sql_of(new),
            left_sql=sql_of(old),
            right_sql=sql_of(new),
        )


def _changes(old: Mapping[K, V], new: Mapping[K, V]) -> list[tuple[K, str, V | None, V | None]]:
    """Keys whose values differ, with ``removed``, ``added`` or ``changed`` and both values."""
    found: list[tuple[K, str, V | None, V | None]] = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            found.append((key, "removed", old[key], None))
        elif key not in old:
            found.append((key, "added", None, new[key]))
        elif old[key] != new[key]:
            found.append((key, "changed", old[key], new[key]))
    return found


def _schema(old: Run, new: Run) -> list[dict[str, Any]]:
    found = []
    for dataset in dict.fromkeys((*_seen(old), *_seen(new))):
        left = {one.name: one.type for one in columns(_seen(old).get(dataset, SeenDataset()).facet("schema"))}
        right = {
            one.name: one.type for one in columns(_seen(new).get(dataset, SeenDataset()).facet("schema"))
        }
        if not left or not right:
            continue  # not known is no difference
        for column, change, before, after in _changes(left, right):
            if change == "changed" and not (before and after):
                continue
            change = "type" if change == "changed" else change
            found.append(
                {"dataset": dataset, "column": column, "change": change, "left": before, "right": after}
            )
    return found


def _seen(run: Run) -> dict[str, SeenDataset]:
    """Datasets by id; one that is read and written counts as written."""
    return {dataset_id(name): seen for name, seen in (*run.inputs.items(), *run.outputs.items())}


def _edges(old: Run, new: Run, *, of_rows: bool) -> list[dict[str, Any]]:
    def edges(run: Run) -> dict[tuple[str, str], list[Any]]:
        found: dict[tuple[str, str], list[Any]] = {}
        for one in edges_of(run):
            if bool(one.target_column) is not of_rows:
                edge = one.edge(id_of_job(run.job)).to_dict() | {"job": ""}
                if edge not in found.setdefault((edge["source"], edge["target"]), []):
                    found[edge["source"], edge["target"]].append(edge)
        return {ends: sorted(several, key=str) for ends, several in found.items()}

    found = []
    for _, change, before, after in _changes(edges(old), edges(new)):
        edge = {**(after or before or [{}])[0]}
        found.append({"edge": edge, "change": change, "left": before or [], "right": after or []})
    return found


def _datasets(old: Run, new: Run) -> list[dict[str, Any]]:
    def datasets(run: Run) -> dict[tuple[str, str], bool]:
        pairs = [("reads", name) for name in run.inputs] + [("writes", name) for name in run.outputs]
        return {(side, dataset_id(name)): True for side, name in pairs}

    return [
        {"dataset": dataset, "side": side, "change": change}
        for (side, dataset), change, _, _ in _changes(datasets(old), datasets(new))
    ]


def _statistics(old: Run, new: Run) -> list[dict[str, Any]]:
    """Rows and bytes of both runs, also where they are equal; only where one of them counted."""

    def counted(run: Run) -> dict[tuple[str, str], dict[str, int | None]]:
        sides = (("reads", run.inputs), ("writes", run.outputs))
        found = {
            (side, dataset_id(name)): statistics(seen) for side, used in sides for name, seen in used.items()
        }
        return {
            key: {"rows": rows, "bytes": size}
            for key, (rows, size) in found.items()
            if (rows, size) != (None, None)
        }

    left, right = counted(old), counted(new)
    return [
        {
            "dataset": dataset,
            "side": side,
            "left": left.get((side, dataset)),
            "right": right.get((side, dataset)),
        }
        for side, dataset in dict.fromkeys((*left, *right))
    ]


def _checks(old: Run, new: Run) -> list[dict[str, Any]]:
    def outcomes(run: Run) -> dict[tuple[str | None, str, str], dict[str, Any]]:
        return {
            (one.dataset, one.name, one.column): {
                "success": one.success,
                "actual": one.actual,
                "expected": one.expected,
            }
            for one in checks_of(run)
        }

    return [
        {"name": name, "dataset": dataset, "column": column, "change": change, "left": before, "right": after}
        for (dataset, name, column), change, before, after in _changes(outcomes(old), outcomes(new))
    ]
