"""``airflow lineage runs``: the newest runs, with their ids.

In: a job, a DAG, or nothing. Out: a line a run, or JSON; exit code 1 where there are none. A module of its
own because every command is one.
"""

from __future__ import annotations

import sys
from argparse import Namespace

from lineage_provider.cli.command import FOUND, NOT_FOUND, Command, CommandError, argument
from lineage_provider.cli.lineage_source import ARGUMENTS


def run(arguments: Namespace) -> int:
    from lineage_provider.cli import choosing
    from lineage_provider.cli.graph_tree import runs_table
    from lineage_provider.cli.lineage_source import lineage, print_json, style
    from lineage_provider.viewer import queries

    if arguments.limit < 1:
        raise CommandError("--limit has to be 1 or more")
    with lineage(arguments) as store:
        node = choosing.node(store, arguments.name) if arguments.name else ""
        if node and not node.startswith(("dag:", "job:")):
            raise CommandError(f"{arguments.name} is a dataset: give a task or a DAG")
        found = queries.listed(
            store,
            job=node if node.startswith("job:") else None,
            dag_id=node.removeprefix("dag:") if node.startswith("dag:") else None,
            limit=arguments.limit,
        )
    if arguments.json:
        print_json(found)
    elif found:
        print(runs_table(found, style(arguments)))
    else:
        print("no runs are known", file=sys.stderr)
    return FOUND if found else NOT_FOUND


COMMAND = Command(
    name="runs",
    help="List the newest runs, with their ids",
    description="List the newest runs of a task or a DAG, or of all, with their OpenLineage run ids.",
    run=run,
    arguments=(
        argument("name", nargs="?", metavar="NAME", help="task or DAG, whole or in part"),
        argument("--limit", type=int, default=20, metavar="N", help="the newest N runs (default: 20)"),
        *ARGUMENTS,
    ),
    examples=("runs", "runs shop.load --limit 5 --json"),
)
