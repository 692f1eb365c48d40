"""``python -m lineage_provider``: the commands of ``airflow lineage``, without Airflow's program.

In: arguments. Out: an exit code. A module of its own because Airflow older than 3.2 takes no commands from
providers, and because programs without Airflow use some of them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from lineage_provider.cli.commands import COMMANDS
from lineage_provider.cli.definition import GROUP_HELP, examples
from lineage_provider.cli.running import run_command

PROGRAM = "python -m lineage_provider"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog=PROGRAM, description=GROUP_HELP)
    group = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        inner = group.add_parser(
            command.name,
            help=command.help,
            description=command.description or command.help,
            epilog=examples(command, PROGRAM),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for each in command.arguments:
            inner.add_argument(*each.flags, **each.options)
        inner.set_defaults(chosen=command)
    options = parser.parse_args(arguments)
    return run_command(options.chosen, options)


if __name__ == "__main__":
    sys.exit(main())
