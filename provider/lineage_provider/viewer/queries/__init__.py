"""Questions to the store: each takes a store, what is asked, and what the asker may see; values come back.

    graph(store, node, up, down)      the neighbourhood of a dataset, job, DAG or run
    everything(store)                    all of it, up to a limit
    trace(store, column, direction)   where a column comes from, or goes to
    impact(store, node)               what depends on a column or dataset
    detail(store, run_id)             one run; listed(), resolve(), find_runs() find runs
    compare(store, left, right)       two runs
    search(store, text)               by words of names
    check_history(store, dataset), statistics_history(store, dataset)

What does not exist, and what the asker may not see, is :class:`Unknown` alike.
"""

from lineage_provider.viewer.queries.checks import check_history, statistics_history
from lineage_provider.viewer.queries.columns import trace
from lineage_provider.viewer.queries.comparison import compare
from lineage_provider.viewer.queries.impact import impact
from lineage_provider.viewer.queries.neighbourhood import MOST_NODES, everything, graph
from lineage_provider.viewer.queries.runs import detail, find_runs, listed, resolve
from lineage_provider.viewer.queries.search import search
from lineage_provider.viewer.queries.visible import EVERYTHING, Unknown, Visible

__all__ = [
    "EVERYTHING",
    "MOST_NODES",
    "Unknown",
    "Visible",
    "check_history",
    "compare",
    "detail",
    "everything",
    "find_runs",
    "graph",
    "impact",
    "listed",
    "resolve",
    "search",
    "statistics_history",
    "trace",
]
