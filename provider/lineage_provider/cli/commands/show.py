"""``airflow lineage show``: the lineage around a dataset, a task, a DAG or a run.

In: a name, whole or in part. Out: a tree, or JSON. A module of its own because every command is one.
"""

from __future__ import annotations

from argparse import Namespace

from lineage_provider.cli.command import FOUND, Command, argument
from lineage_provider.cli.lineage_source import ARGUMENTS


def run(arguments: Namespace) -> int:
    from lineage_provider.cli import choosing
    from lineage_provider.cli.graph_tree import graph_tree
    from lineage_provider.cli.lineage_source import lineage, print_json, style
    from lineage_provider.viewer import queries

    with lineage(arguments) as store:
        if not arguments.name:
            return _list(store, arguments)
        node = choosing.node(store, arguments.name)
        graph = queries.graph(store, node, arguments.up, arguments.down)
    if arguments.json:
        print_json(graph)
    else:
        print(graph_tree(graph, style(arguments), columns=arguments.columns))
    return FOUND


def _list(store: object, arguments: Namespace) -> int:
    """Without a name: all datasets, DAGs and jobs that there are."""
    from lineage_provider.cli import choosing
    from lineage_provider.cli.lineage_source import print_json
    from lineage_provider.viewer.store import Store

    assert isinstance(store, Store)
    names = choosing.names(store)
    if arguments.json:
        print_json([{"id": identity, "name": name} for identity, name in names.items()])
    else:
        for identity, name in names.items():
            print(f"{identity.partition(':')[0]:8} {name}")
    return FOUND


COMMAND = Command(
    name="show",
    help="Show the lineage around a dataset, task, DAG or run",
    description="Show where a dataset comes from and goes to, or what a task, a DAG or a run reads and "
    "writes. Names may be given in part. Without a name, all that is known is listed. Shown are the events "
    "that Airflow's OpenLineage transport keeps on this machine, or those that --events names.",
    run=run,
    arguments=(
        argument("name", nargs="?", metavar="NAME", help="dataset, task, DAG or run id, whole or in part"),
        argument("--columns", action="store_true", help="show columns and what they are made of"),
        argument("--up", type=int, metavar="N", help="steps upstream (default: 2 around a dataset or task)"),
        argument("--down", type=int, metavar="N", help="steps downstream"),
        *ARGUMENTS,
    ),
    examples=(
        "show mart.daily --columns",
        "show shop.load --up 3 --down 0",
        "show shop --events events.jsonl",
    ),
)
