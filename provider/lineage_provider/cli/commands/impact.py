"""``airflow lineage impact``: what breaks if a column or dataset is dropped.

In: a column or dataset, whole or in part. Out: tasks, owners, columns and datasets that depend on it, as a
tree, JSON or CSV; exit code 1 where nothing does. A module of its own because every command is one.
"""

from __future__ import annotations

from argparse import Namespace

from lineage_provider.cli.command import FOUND, NOT_FOUND, Command, argument
from lineage_provider.cli.lineage_source import ARGUMENTS


def run(arguments: Namespace) -> int:
    from lineage_provider.cli import choosing
    from lineage_provider.cli.graph_tree import impact_tree
    from lineage_provider.cli.lineage_source import lineage, print_found
    from lineage_provider.viewer import queries
    from lineage_provider.viewer.export import impact_csv

    with lineage(arguments) as store:
        found = queries.impact(store, choosing.column(store, arguments.name))
    if arguments.csv and not arguments.json:
        print(impact_csv(found), end="")
    else:
        print_found(arguments, found, impact_tree)
    return FOUND if found.jobs else NOT_FOUND


COMMAND = Command(
    name="impact",
    help="Show what depends on a column or a dataset: tasks, DAGs, owners",
    description="Show what depends on a column or a dataset: tasks with their owners, columns made of it, "
    "and datasets whose rows are decided by it. Names may be given in part.",
    run=run,
    arguments=(
        argument("name", metavar="COLUMN", help="table.column, or a dataset, whole or in part"),
        argument("--csv", action="store_true", help="print CSV"),
        *ARGUMENTS,
    ),
    examples=("impact orders.amount", "impact mart.daily --csv > affected.csv"),
)
