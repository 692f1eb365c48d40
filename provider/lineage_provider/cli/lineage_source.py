"""The lineage that a command looks at: the viewer's store, filled with the events there are.

In: ``--events`` and ``--store`` of a command line. Out: a store. A module of its own because every command
that shows lineage begins with it.

Events that a user names are read into memory, for this command only. Those of the configured transport are
kept in a SQLite file in Airflow's home directory, and each command reads only what is new.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lineage_provider.cli.command import Argument, CommandError, argument

if TYPE_CHECKING:
    from lineage_provider.cli.event_store import EventStore
    from lineage_provider.cli.tree import Style
    from lineage_provider.viewer.store import Store

T = TypeVar("T")

EVENTS = argument(
    "--events", nargs="+", metavar="PATH", help="files of events (JSON lines, also .gz), or folders"
)
ARGUMENTS: tuple[Argument, ...] = (
    EVENTS,
    argument("--json", action="store_true", help="print JSON"),
    argument("--no-colour", "--no-color", action="store_true", help="no colours on a terminal"),
)


@contextmanager
def lineage(arguments: Namespace) -> Iterator[Store]:
    """The store that the arguments mean, filled; raises CommandError where there are no events."""
    store = _open(arguments)
    try:
        yield store
    except (LookupError, ValueError) as error:
        from lineage_provider.viewer.queries import Unknown

        if not isinstance(error, (Unknown, ValueError)):
            raise
        raise CommandError(str(error), exit_code=1 if isinstance(error, Unknown) else 2) from error
    finally:
        store.close()


def _open(arguments: Namespace) -> Store:
    from lineage_provider.cli import event_store
    from lineage_provider.viewer.store import in_memory

    if arguments.events:
        return _filled(in_memory(), event_store.named(arguments.events))
    return _kept()


def _kept() -> Store:
    """The store of this deployment, which the api-server uses, too."""
    from sqlalchemy.exc import SQLAlchemyError

    from lineage_provider import settings, viewing
    from lineage_provider.cli import event_store
    from lineage_provider.viewer.store.retention import prune

    place, options = viewing.store_place(), settings.current()
    try:
        events = event_store.configured()
    except CommandError:
        if place != viewing.METADATA and "://" not in place and not Path(place).expanduser().exists():
            raise
        events = event_store.EventStore()  # the store has what was posted to the api-server
    try:
        store = _filled(viewing.open_store(), events)
    except (OSError, SQLAlchemyError) as error:
        raise CommandError(
            f"{place.rpartition('@')[2]} cannot be used ({error}): set [lineage_provider] viewer_store, or "
            "name events with --events"
        ) from error
    prune(store, options.viewer_days, options.viewer_runs)
    return store


def _filled(store: Store, events: EventStore) -> Store:
    from lineage_provider.viewer.store.files import fill

    found = fill(store, events.files)
    if events.spools:
        store.add(_spooled(events))
    for each in found.unreadable:
        print(f"not read: {each}", file=sys.stderr)
    if found.damaged:
        print(f"{found.damaged:,} lines cannot be read as events", file=sys.stderr)
    return store


def _spooled(events: EventStore) -> Iterator[dict[str, Any]]:
    from lineage_provider.cli.event_store import EventStore

    waiting = EventStore(spools=events.spools)
    for _, line in waiting.raw():
        event = waiting.parsed(line)
        if event is not None:
            yield event


def print_json(value: Any) -> None:
    """Print a value of the viewer, or a list of them."""
    listed = (
        [one if isinstance(one, dict) else one.to_dict() for one in value]
        if isinstance(value, list)
        else None
    )
    print(json.dumps(value.to_dict() if listed is None else listed, indent=2, ensure_ascii=False))


def print_found(arguments: Namespace, found: T, tree: Callable[[T, Style], str]) -> None:
    """Print a value of the viewer as the arguments ask: JSON, or a tree."""
    if arguments.json:
        print_json(found)
    else:
        print(tree(found, style(arguments)))


def style(arguments: Namespace) -> Style:
    """How trees are drawn on this terminal, or in this pipe."""
    from lineage_provider.cli.tree import Style

    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    coloured = not arguments.no_colour and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return Style(colour=coloured, unicode=encoding in ("utf8", "utf16"), width=width)
