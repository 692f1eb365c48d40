"""Other calls of dbt in the same target directory while a task ran, by dbt's own log.

In: artifacts (which name the log), the task's commands, and when it started. Out: command lines that are not
the task's. A module of its own because artifacts cannot tell: of two tasks that share a directory the last
one's are left, and where both run the same command nothing in them says whose they are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lineage_provider.dbt.artifacts import Artifacts
from lineage_provider.dbt.command import OVERWRITES, RUNS, DbtCommand
from lineage_provider.dbt.freshness import may_be

MOST_BYTES = 10_000_000
"""Of a log: dbt begins a new one at this size."""
_DAY = 86_400
_CALLED = re.compile(rb"(\d\d):(\d\d):(\d\d)\.\d+ \[debug\] \[[^\]]*\]: running dbt with arguments (\{.*\})")


def strangers(
    artifacts: Artifacts, calls: Sequence[DbtCommand], started: datetime | None, now: datetime | None = None
) -> list[str]:
    """Commands that wrote results into the directory of ``calls`` since then, and are none of these."""
    log = artifacts.arguments.get("log_path")
    if started is None or not log or not calls or any(call.repeated for call in calls):
        return []
    own = list(calls)
    found = []
    for command, target in _called(Path(str(log)) / "dbt.log", started, now or datetime.now(UTC)):
        if not set(command.split()) & {*RUNS, *OVERWRITES} or not _same_target(target, calls[-1]):
            continue
        mine = next((one for one in own if may_be(one, command)), None)
        if mine is None:
            found.append(command)
        else:
            own.remove(mine)
    return found


def _called(log: Path, started: datetime, now: datetime) -> Iterator[tuple[str, str | None]]:
    """Command line and --target-path of each call that the log tells since ``started``; it has no dates."""
    passed = (now - started).total_seconds()
    clock = (now.hour * 60 + now.minute) * 60 + now.second
    for hour, minute, second, said in _CALLED.findall(_end_of(log)):
        age = (clock - (int(hour) * 60 + int(minute)) * 60 - int(second)) % _DAY
        if age > passed:
            continue
        try:
            arguments = ast.literal_eval(said.decode())
        except (ValueError, SyntaxError):
            continue
        target = arguments.get("target_path")
        yield (
            str(arguments.get("invocation_command") or ""),
            None if target in (None, "None") else str(target),
        )


def _end_of(log: Path) -> bytes:
    """The end of a file; empty where there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - MOST_BYTES))
            return file.read(MOST_BYTES)
    except OSError:
        return b""


def _same_target(target: str | None, call: DbtCommand) -> bool:
    if target is None or call.project is None:
        return target == call.setting("--target-path")
    return call.project / target == call.target_directory
