"""Events of a demo run -> the sample answers that tests and the page's stories stand on.

    python scripts/sample_lineage.py .demo/events.jsonl tests/unit/viewer/sample_graph.json

In: a file of events. Out: one JSON file with an answer of each kind, in the form of docs/viewer-api.md,
without the path of this machine. A program of its own because the sample is made anew whenever the form
changes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from lineage_provider.viewer import queries
from lineage_provider.viewer.store import Store, in_memory

PLACE = "/demo"
"""Stands for the folder in which the demo ran."""


def answers(store: Store) -> dict[str, Any]:
    """An answer of each kind, about the pipeline in DuckDB."""
    runs = queries.listed(store, limit=200)
    task = next(run for run in runs if run.task_id == "daily_revenue" and run.dag_id == "retail_duckdb")
    failed = next(run for run in runs if run.state == "failed")
    other = next(run for run in runs if run.task_id == "stage_orders" and run.dag_id == "retail_duckdb")
    detail = queries.detail(store, task.id)
    output = detail.outputs[0].node.id
    checked = next(
        node.id for node in queries.graph(store, "dag:retail_duckdb").nodes if getattr(node, "checks", None)
    )
    column = detail.columns[0].target
    found = {
        "graph": queries.graph(store, "dag:retail_duckdb").to_dict(),
        "graph_of_dataset": queries.graph(store, output, 2, 2).to_dict(),
        "graph_of_run": queries.graph(store, task.id).to_dict(),
        "column": queries.trace(store, column).to_dict(),
        "impact": queries.impact(store, detail.columns[0].source).to_dict(),
        "run": detail.to_dict(),
        "failed_run": queries.detail(store, failed.id).to_dict(),
        "compare": queries.compare(store, other.id, task.id).to_dict(),
    }
    lists = {
        "runs": runs[:20],
        "checks": queries.check_history(store, checked),
        "statistics": queries.statistics_history(store, output),
        "search": queries.search(store, "order"),
    }
    return {**found, **{name: [one.to_dict() for one in several] for name, several in lists.items()}}


def main() -> None:
    events, sample = map(Path, sys.argv[1:3])
    text = events.read_text().replace(str(events.resolve().parent), PLACE)
    text = text.replace(str(Path(__file__).resolve().parents[1]), "/project")
    store = in_memory()
    store.add(json.loads(line) for line in text.splitlines())
    sample.write_text(json.dumps(answers(store), indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
