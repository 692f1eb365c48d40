"""``airflow lineage check``: would this backend keep these recorded events?

In: a file of events, one JSON object a line, and a destination's name. Out: a report, and an exit code by its
worst finding. A module of its own because every command is one.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from lineage_provider.cli.command import Command, CommandError, argument


def run(arguments: Namespace) -> int:
    from lineage_provider.cli.findings_view import EXIT_CODES, render
    from lineage_provider.cli.progress import style_of
    from lineage_provider.destinations import DESTINATIONS, DestinationError, destination
    from lineage_provider.destinations.checking import check
    from lineage_provider.destinations.finding import worst

    try:
        asked = [destination(arguments.destination)] if arguments.destination else list(DESTINATIONS.values())
    except DestinationError as unknown:
        raise CommandError(str(unknown)) from unknown
    found = [finding for one in asked for finding in check(_events(arguments.events), one)]
    code = EXIT_CODES[worst(found)]
    if arguments.json:
        print(json.dumps({"exit_code": code, "findings": [one.to_dict() for one in found]}, indent=2))
    else:
        print(render(found, style_of(sys.stdout)))
    return code


def _events(path: str) -> Iterator[Any]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                if number == 1 and line.strip() in ("[", "{"):
                    yield from _whole(line + file.read(), path)
                    return
                yield from _of_line(line, path, number)
    except (OSError, UnicodeDecodeError) as unreadable:
        raise CommandError(f"{path} cannot be read: {unreadable}") from unreadable


def _whole(text: str, path: str) -> list[Any]:
    """The events of a file that is one indented event, or one array of them."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise CommandError(
            f"line 1 of {path} is not JSON, and neither is the whole file: {broken}. It has to hold events "
            "as JSON, one a line (JSON Lines), or one array of them"
        ) from broken
    return found if isinstance(found, list) else [found]


def _of_line(line: str, path: str, number: int) -> list[Any]:
    try:
        found = json.loads(line)
    except RecursionError as deep:
        raise CommandError(f"line {number} of {path} is nested too deep to be an event") from deep
    except json.JSONDecodeError as broken:
        raise CommandError(
            f"line {number} of {path} is not JSON: {broken.msg}, at character {broken.pos + 1}. Each line "
            "has to be one event"
        ) from broken
    return found if isinstance(found, list) and all(isinstance(one, dict) for one in found) else [found]


COMMAND = Command(
    name="check",
    help="Judge recorded events by the rules of a backend",
    description="Reads recorded OpenLineage events, one JSON object a line, and says what a backend would "
    "refuse, drop or show wrong of them. Exit code 0: fine, 1: warnings, 2: errors.",
    run=run,
    arguments=(
        argument("events", metavar="EVENTS", help="file of events, such as the file transport writes"),
        argument("--destination", metavar="NAME", help="the backend; all of them where none is named"),
        argument("--json", action="store_true", help="print JSON"),
    ),
    examples=("check events.jsonl --destination atlan",),
)
