"""``airflow lineage dead``: the events that a backend refused for good.

In: the configured spool. Out: a list of dead letters, one of them in full, or their return to the queue. A
module of its own because every command is one.
"""

from __future__ import annotations

import json
import time
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from lineage_provider.cli import spools
from lineage_provider.cli.command import FOUND, NOT_FOUND, Command, CommandError, argument

if TYPE_CHECKING:
    from lineage_provider.delivery.entries import Entry
    from lineage_provider.delivery.outbox import Outbox

Letter = tuple["Outbox", "Entry"]


def run(arguments: Namespace) -> int:
    letters = [(outbox, entry) for outbox in spools.outboxes(arguments) for entry in outbox.spool.dead()]
    action = arguments.action or "list"
    if action != "list":
        letters = _chosen(letters, arguments)
    return _ACTIONS[action](letters, arguments)


def _chosen(letters: list[Letter], arguments: Namespace) -> list[Letter]:
    if arguments.all:
        return letters
    if not arguments.entry:
        raise CommandError(f"name the entries to {arguments.action}, or give --all")
    chosen = [
        letter for letter in letters if any(letter[1].name.startswith(name) for name in arguments.entry)
    ]
    missing = [name for name in arguments.entry if not any(one.name.startswith(name) for _, one in chosen)]
    if missing:
        raise CommandError(f"there is no dead letter {', '.join(missing)}", NOT_FOUND)
    return chosen


def _list(letters: list[Letter], arguments: Namespace) -> int:
    for letter in letters:
        described = _described(letter)
        print(json.dumps(described) if arguments.json else _line(described))
    if not letters and not arguments.json:
        print("no dead letters")
    return FOUND


def _show(letters: list[Letter], arguments: Namespace) -> int:
    for letter in letters:
        described = _described(letter) | {"event": _event(letter)}
        if arguments.json:
            print(json.dumps(described))
            continue
        print(_line(described))
        if described["answer"]:
            print(f"  answer: {described['answer']}")
        print(json.dumps(described["event"], indent=2))
    return FOUND


def _replay(letters: list[Letter], arguments: Namespace) -> int:
    done = sum(outbox.spool.replay(entry) for outbox, entry in letters)
    return _told(done, "for delivery again (airflow lineage deliver --once)", "replayed", arguments)


def _drop(letters: list[Letter], arguments: Namespace) -> int:
    done = sum(outbox.spool.drop(entry) for outbox, entry in letters)
    return _told(done, "deleted for good", "dropped", arguments)


def _told(count: int, words: str, key: str, arguments: Namespace) -> int:
    print(
        json.dumps({key: count})
        if arguments.json
        else f"{count} dead letter{'' if count == 1 else 's'} {words}"
    )
    return FOUND


def _described(letter: Letter) -> dict[str, Any]:
    outbox, entry = letter
    why = outbox.spool.dead_letter(entry)
    event = _event(letter)
    job = event.get("job") or event.get("dataset") or {}
    return {
        "entry": entry.name,
        "destination": outbox.target.name,
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(why.at)),
        "job": f"{job.get('namespace')}/{job.get('name')}",
        "event_type": event.get("eventType"),
        "run_id": (event.get("run") or {}).get("runId"),
        "status": why.status,
        "reason": why.reason,
        "answer": why.answer,
    }


def _event(letter: Letter) -> dict[str, Any]:
    outbox, entry = letter
    try:
        found = json.loads(outbox.spool.read_dead(entry) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _line(described: dict[str, Any]) -> str:
    what = f"{described['event_type'] or 'event'} of {described['job']}"
    where = f"{described['entry']}  {described['at']}  {described['destination']}"
    return f"{where}  {what}\n  {described['reason']}"


_ACTIONS = {"list": _list, "show": _show, "replay": _replay, "drop": _drop}

COMMAND = Command(
    name="dead",
    help="List, show, replay or drop events that a backend refused for good",
    description="Events that a backend refused for good (most answers 4xx) are set aside with the answer. "
    "replay lets them wait for delivery again, drop deletes them.",
    run=run,
    arguments=(
        argument("action", nargs="?", choices=tuple(_ACTIONS), help="what to do; list where none is given"),
        argument("entry", nargs="*", help="entries as list shows them, or the beginnings of their names"),
        argument("--all", action="store_true", help="every dead letter"),
        *spools.ARGUMENTS,
    ),
    examples=("dead list", "dead show 0176", "dead replay --all", "dead drop --all --destination datadog"),
)
