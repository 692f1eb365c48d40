"""A graph with all that the page shows beside it, as one HTML file.

In: a store and a graph from it. Out: the text of the file. A module of its own because the page asks an API
for runs, checks and statistics one by one, and a file has to have them all.
"""

from __future__ import annotations

from lineage_provider.viewer import queries
from lineage_provider.viewer.graph import DatasetNode, Graph, JobNode
from lineage_provider.viewer.single_file import single_file
from lineage_provider.viewer.store import Store

_HISTORY = 50
"""Results of checks, and numbers of rows, that the file holds of each dataset."""


def snapshot(store: Store, graph: Graph, title: str) -> str:
    """The file, with newest runs and the history of datasets; raises OSError where no page is built."""
    datasets = [node.id for node in graph.nodes if isinstance(node, DatasetNode)]
    runs = [node.run.id for node in graph.nodes if isinstance(node, JobNode) and node.run]
    checks = {one: queries.check_history(store, one, limit=_HISTORY) for one in datasets}
    statistics = {one: queries.statistics_history(store, one, limit=_HISTORY) for one in datasets}
    return single_file(
        graph.to_dict(),
        title=title,
        runs={run: queries.detail(store, run).to_dict() for run in runs},
        checks={one: [each.to_dict() for each in found] for one, found in checks.items()},
        statistics={one: [each.to_dict() for each in found] for one, found in statistics.items()},
    )
