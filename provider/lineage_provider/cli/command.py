"""What a command of ``airflow lineage`` is: its name, its arguments, what it runs, how it fails.

In: nothing. Out: the frozen values that every file in ``commands/`` makes one of. A module of its own
because it is read whenever ``airflow`` is started, by any command: it imports the standard library only.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FOUND, NOT_FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: done; done, with a negative answer; arguments or files that cannot be used."""


class CommandError(Exception):
    """Why a command stops; the text is for the person who typed it and names what can be changed."""

    def __init__(self, message: str, exit_code: int = UNUSABLE) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Argument:
    """One argument, in the words of :meth:`argparse.ArgumentParser.add_argument`."""

    flags: tuple[str, ...]
    options: Mapping[str, Any]


def argument(*flags: str, **options: Any) -> Argument:
    """Describe an argument as ``add_argument`` takes it."""
    return Argument(flags, options)


@dataclass(frozen=True)
class Command:
    """One command. ``run`` takes the parsed arguments and returns the exit code; it imports what it needs
    when it is called, never before."""

    name: str
    help: str
    run: Callable[[Namespace], int]
    arguments: Sequence[Argument] = field(default=())
    description: str = ""
    """A paragraph for ``--help``; no square brackets: Airflow's help takes them for colours."""
    examples: Sequence[str] = field(default=())
    """Command lines for the end of ``--help``, without ``airflow lineage``."""
