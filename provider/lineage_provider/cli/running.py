"""Run one command: its errors as text, its exit code, a reader that goes away.

In: a :class:`Command` and parsed arguments. Out: an exit code. A module of its own because Airflow's program
and ours start commands in the same way.
"""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace

from lineage_provider.cli.command import Command, CommandError

INTERRUPTED = 130


def run_command(command: Command, arguments: Namespace) -> int:
    """Run ``command``; the exit code. Errors of the user's are one line, defects a traceback."""
    _keep_logs_out_of_the_output()
    try:
        code = command.run(arguments)
        sys.stdout.flush()
        return code
    except CommandError as error:
        print(f"{command.name}: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def _keep_logs_out_of_the_output() -> None:
    """Airflow may log to standard output, where programs expect JSON and nothing else."""
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    for handler in {handler for logger in loggers for handler in logger.handlers}:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stdout:
            handler.setStream(sys.stderr)
