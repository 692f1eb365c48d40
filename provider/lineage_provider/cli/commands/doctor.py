"""``airflow lineage doctor``: find what keeps events from arriving, before they are lost.

In: Airflow's configuration; with ``--online`` the backends, too. Out: a report, and an exit code by its worst
finding. A module of its own because every command is one.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from lineage_provider.cli.command import Command, argument


def run(arguments: Namespace) -> int:
    from lineage_provider import configured
    from lineage_provider.cli import doctor
    from lineage_provider.cli.findings_view import EXIT_CODES, render
    from lineage_provider.cli.progress import style_of
    from lineage_provider.destinations.finding import worst
    from lineage_provider.destinations.probe import probe

    found = doctor.offline(arguments.destination)
    if arguments.online:
        unusable = {one.destination for one in found if one.code == "options-unusable"}
        for name in doctor.chosen(arguments.destination):
            if name in unusable:
                continue
            values = configured.values_of(name)
            print(f"trying {name} ...", file=sys.stderr)
            found += probe(configured.destination_of(name), values, name, arguments.timeout)
    code = EXIT_CODES[worst(found)]
    if arguments.json:
        print(json.dumps({"exit_code": code, "findings": [one.to_dict() for one in found]}, indent=2))
    else:
        print(render(found, style_of(sys.stdout)))
    return code


COMMAND = Command(
    name="doctor",
    help="Find what keeps events from arriving at their backends",
    description="Checks the whole configuration of lineage events and says what is wrong, why, and what to "
    "change. With --online it also sends a marked test run to each destination, and reads it back where the "
    "backend lets one. Exit code 0: fine, 1: warnings, 2: errors.",
    run=run,
    arguments=(
        argument("--destination", metavar="NAME", help="look at this destination only"),
        argument("--online", action="store_true", help="send a test run, too"),
        argument("--timeout", type=float, default=10.0, metavar="SECONDS", help="for each request (10)"),
        argument("--json", action="store_true", help="print JSON"),
    ),
    examples=("doctor", "doctor --online --destination marquez", "doctor --json"),
)
