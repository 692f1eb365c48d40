"""``airflow lineage diff``: two runs side by side.

In: two run ids. Out: datasets, columns, lineage, checks and rows that differ, as a tree or JSON; exit code
1 where something but time and rows does. A module of its own because every command is one.
"""

from __future__ import annotations

from argparse import Namespace

from lineage_provider.cli.command import FOUND, Command, argument
from lineage_provider.cli.lineage_source import ARGUMENTS

DIFFERENT = 1


def run(arguments: Namespace) -> int:
    from lineage_provider.cli import choosing
    from lineage_provider.cli.graph_tree import comparison_tree
    from lineage_provider.cli.lineage_source import lineage, print_found
    from lineage_provider.viewer import queries

    with lineage(arguments) as store:
        left, right = (choosing.run(store, each) for each in (arguments.left, arguments.right))
        found = queries.compare(store, left, right)
    print_found(arguments, found, comparison_tree)
    return DIFFERENT if found.differs else FOUND


COMMAND = Command(
    name="diff",
    help="Compare two runs: schema, lineage, checks, rows",
    description="Compare two runs, by their OpenLineage run ids, which may be cut short: datasets, columns, "
    "lineage, what decides rows, checks, rows. As with diff, the exit code is 1 where they differ.",
    run=run,
    arguments=(
        argument("left", metavar="RUN", help="run id of the older run; airflow lineage runs lists them"),
        argument("right", metavar="RUN", help="run id of the newer run"),
        *ARGUMENTS,
    ),
    examples=("diff 01a1fd4d-40fb-725b-b792-b2893f8c6489 01a1fd7b-9d83-74cd-a24c-1ee88f6570a3",),
)
