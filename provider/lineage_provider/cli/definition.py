"""The commands as Airflow's program takes them: the group ``airflow lineage``.

In: the table of commands. Out: Airflow's command objects. Airflow calls it, by the ``cli`` key of the
provider info, whenever ``airflow`` is started (3.2 and newer; before, and without Airflow,
``python -m lineage_provider`` has the same commands). A module of its own because it is the only one that
knows Airflow's classes.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from lineage_provider.cli import celery_worker
from lineage_provider.cli.command import Command
from lineage_provider.cli.commands import COMMANDS
from lineage_provider.cli.running import run_command

if TYPE_CHECKING:
    from airflow.cli.cli_config import CLICommand

GROUP = "lineage"
GROUP_HELP = "Lineage of SQL, and of the tasks that ran it"


def get_lineage_cli_commands() -> list[CLICommand]:
    """Return the group with all commands; where the command is a Celery worker, go with it."""
    celery_worker.accompany(sys.argv)
    from airflow.cli.cli_config import ActionCommand, Arg, GroupCommand

    commands = tuple(
        ActionCommand(
            name=command.name,
            help=command.help,
            description=command.description or command.help,
            epilog=examples(command, f"airflow {GROUP}"),
            func=_starting(command),
            args=tuple(
                Arg(flags=each.flags, **each.options)  # type: ignore[no-untyped-call]
                for each in command.arguments
            ),
        )
        for command in COMMANDS
    )
    return [GroupCommand(name=GROUP, help=GROUP_HELP, subcommands=commands)]


def examples(command: Command, program: str) -> str | None:
    """The end of a command's help."""
    if not command.examples:
        return None
    return "\n  ".join(["Examples:", *(f"{program} {line}" for line in command.examples)])


def _starting(command: Command) -> Callable[[Namespace], None]:
    def start(arguments: Namespace) -> None:
        # Airflow's program ends with 0 whatever a command returns.
        if code := run_command(command, arguments):
            sys.exit(code)

    return start
