"""``airflow lineage find``: from a query that the warehouse shows to the task that ran it.

In: a query's id or its tag. Out: the task's runs as a tree, or JSON; exit code 1 where there is none. A
module of its own because every command is one.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from lineage_provider.cli.command import FOUND, NOT_FOUND, Command, CommandError, argument

if TYPE_CHECKING:
    from lineage_provider.cli.event_store import EventStore
    from lineage_provider.cli.finding import FoundRun, Wanted


def run(arguments: Namespace) -> int:
    from lineage_provider.cli import event_store
    from lineage_provider.cli.finding import find

    wanted = _wanted(arguments)
    store = event_store.named(arguments.events) if arguments.events else event_store.configured()
    found, total = find(store, wanted, arguments.limit)
    if arguments.json:
        searched = {"events": store.read_events, "damaged": store.damaged, "places": _places(store)}
        runs = [run.to_dict() for run in found]
        print(json.dumps({"runs": runs, "total": total, "searched": searched}, indent=2, ensure_ascii=False))
    elif found:
        _print_tree(found, total, colours=not arguments.no_colour)
    if not found:
        print(_nothing(arguments, store, wanted), file=sys.stderr)
    return FOUND if found else NOT_FOUND


def _wanted(arguments: Namespace) -> Wanted:
    from lineage_provider.cli.finding import Wanted
    from lineage_provider.query_tags.reading import read_tag

    given = arguments.query_id if arguments.query_id is not None else arguments.query_tag
    if not (given or "").strip():
        raise CommandError("give what the warehouse shows: --query-id ID or --query-tag TEXT")
    if arguments.query_id is not None and arguments.query_tag is not None:
        raise CommandError("give one of --query-id and --query-tag")
    if arguments.limit < 1:
        raise CommandError("--limit has to be 1 or more")
    if arguments.query_id is not None:
        return Wanted(query_id=given.strip())
    return Wanted(tag=read_tag(given))


def _places(store: EventStore) -> list[str]:
    return [*map(str, store.files), *store.spools]


def _nothing(arguments: Namespace, store: EventStore, wanted: Wanted) -> str:
    places = _places(store)
    where = places[0] if len(places) == 1 else f"{len(places)} files and spools, {places[0]} first"
    what = f"query id {arguments.query_id}" if arguments.query_id is not None else "that query tag"
    lines = [f"No run with {what} in {store.read_events:,} events ({where})."]
    if store.damaged:
        lines.append(f"{store.damaged:,} of their lines cannot be read as events.")
    if wanted.tag is not None and not wanted.tag.names_a_task:
        lines.append("The text has no DAG, task or run in it; it was compared with whole tags.")
    lines.append("Events of other files or folders are searched with --events.")
    return "\n".join(lines)


def _print_tree(found: list[FoundRun], total: int, *, colours: bool) -> None:
    from lineage_provider.cli.found_tree import run_tree
    from lineage_provider.cli.tree import Style

    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    coloured = colours and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(run_tree(found, Style(colour=coloured, unicode=encoding in ("utf8", "utf16"))))
    if total > len(found):
        print(f"{total - len(found):,} older runs fit, too: --limit shows more.")


COMMAND = Command(
    name="find",
    help="Find the task that ran a query which the warehouse shows",
    description="Find the task that ran a query, by the query's id or by its tag as the warehouse shows it: "
    "QUERY_TAG, application_name, query_group, labels, client info, or a statement with its comment. The "
    "text may be cut short. Searched are the events that Airflow's OpenLineage transport keeps on this "
    "machine (a file, a spool), or those that --events names.",
    run=run,
    arguments=(
        argument("--query-id", metavar="ID", help="the warehouse's id of the query"),
        argument("--query-tag", metavar="TEXT", help="the query's tag, whole or cut short"),
        argument(
            "--events", nargs="+", metavar="PATH", help="files of events (JSON lines, also .gz), or folders"
        ),
        argument("--limit", type=int, default=20, metavar="N", help="show the newest N runs (default: 20)"),
        argument("--json", action="store_true", help="print JSON instead of a tree"),
        argument("--no-colour", "--no-color", action="store_true", help="no colours on a terminal"),
    ),
    examples=(
        "find --query-id 01b2c3d4-0000-1111-0000-00000000abcd",
        'find --query-tag \'{"app":"airflow","dag_id":"shop","task_id":"lo\' --events events.jsonl',
    ),
)
