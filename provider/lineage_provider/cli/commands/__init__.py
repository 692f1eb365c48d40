"""The commands of ``airflow lineage``: one file a command, one table of all.

In: nothing. Out: :data:`COMMANDS`. To add a command, write a file with a ``COMMAND`` and name it here.
Those files import the standard library and ``cli.command`` at their top, nothing else: all of them are read
whenever ``airflow`` is started. What a command needs it imports when it runs. A module of its own because
Airflow's program, ours and the documentation read the same table.
"""

from __future__ import annotations

from lineage_provider.cli.command import Command
from lineage_provider.cli.commands import (
    check,
    dead,
    deliver,
    diff,
    doctor,
    export,
    find,
    impact,
    runs,
    show,
    sql,
)

COMMANDS: tuple[Command, ...] = (
    sql.COMMAND,
    show.COMMAND,
    impact.COMMAND,
    runs.COMMAND,
    diff.COMMAND,
    export.COMMAND,
    find.COMMAND,
    deliver.COMMAND,
    dead.COMMAND,
    doctor.COMMAND,
    check.COMMAND,
)
