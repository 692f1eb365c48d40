"""dbt in a shell: BashOperator and ``@task.bash``.

In: the operator, rendered. Out: the dbt commands that it ran, and their artifacts with the engine of their
profile. A module of its own because everything here is about where a shell's dbt reads and writes.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lineage_provider.dbt import (
    Artifacts,
    ArtifactsError,
    DbtCommand,
    ProfileError,
    connection_of,
    dbt_commands,
    foreign,
)
from lineage_provider.dbt.command import OVERWRITES, RUNS
from lineage_provider.dbt.neighbours import strangers
from lineage_provider.dbt.overwritten import with_overwritten
from lineage_provider.dbt.profile import PROFILES, read_output
from lineage_provider.engines import Engine

_LOOP = re.compile(r"\b(?:for|while|until)\b(.*?)\bdone\b", re.DOTALL)
_SET_E = re.compile(r"\bset\s+-\w*e")


def commands(task: Any) -> tuple[DbtCommand, ...]:
    """The dbt commands of an operator's shell command that write results."""
    text = getattr(task, "bash_command", None)
    if not isinstance(text, str):
        return ()
    # Without cwd the command runs in a temporary directory, which is gone by now.
    directory = getattr(task, "cwd", None)
    found = dbt_commands(text, directory, _environment(task))
    repeated = any("dbt" in loop.lower() for loop in _LOOP.findall(text))
    return tuple(
        dataclasses.replace(command, repeated=repeated)
        for command in found
        if command.verb in RUNS or command.verb in OVERWRITES
    )


def by_target(calls: Iterable[DbtCommand]) -> list[list[DbtCommand]]:
    """Commands by the target directory that they share, in order; without those that run no node alone."""
    found: dict[Path | None, list[DbtCommand]] = {}
    for call in calls:
        found.setdefault(call.target_directory, []).append(call)
    return [group for group in found.values() if any(call.verb in RUNS for call in group)]


def read(
    calls: Sequence[DbtCommand], task_started: datetime | None, task: str | None = None
) -> tuple[Artifacts, Engine]:
    """The artifacts that the last of ``calls`` left, and the engine of its profile; ``task``: its name.

    Raises ArtifactsError where there are none of this task's own, ProfileError or ValueError where the
    database cannot be named.
    """
    target = calls[-1].target_directory
    if target is None:
        raise ArtifactsError(
            f"where `dbt {calls[-1].verb}` ran is not known: give the operator cwd=, or dbt an absolute "
            "--project-dir"
        )
    artifacts = Artifacts.read(target)
    call = next((c for c in reversed(calls) if c.verb == artifacts.arguments.get("which")), calls[-1])
    artifacts = dataclasses.replace(artifacts, called_in=call.directory)
    why = foreign(artifacts, calls, task_started) or _ambiguous(artifacts, calls, task_started)
    if why is not None:
        raise ArtifactsError(why)
    return artifacts, engine_of(artifacts, call, task)


def _ambiguous(
    artifacts: Artifacts, calls: Sequence[DbtCommand], task_started: datetime | None
) -> str | None:
    """Why the results can be another task's, although their command is this task's."""
    said = str(artifacts.arguments.get("invocation_command") or "")
    if not said or said not in strangers(artifacts, calls, task_started):
        return None
    return (
        f"run_results.json in {artifacts.directory}: `{said}` ran there more often than this task calls it, "
        "so its results can be another task's. Give tasks that run at the same time a --target-path each"
    )


def with_earlier(
    task: Any, calls: Sequence[DbtCommand], artifacts: Artifacts, started: datetime | None, succeeded: bool
) -> tuple[Artifacts, list[str]]:
    """Add what commands before the last one ran, and what to say of them.

    Each dbt command overwrites the results of the one before it.
    """
    if len(calls) < 2:
        repeated = any(call.repeated for call in calls)
        return artifacts, [
            "dbt runs in a loop: only the results of its last call are left"
        ] if repeated else []
    which = str(artifacts.arguments.get("which"))
    if which not in RUNS:
        artifacts = artifacts.without_results()
    added = 0
    others = strangers(artifacts, calls, started)
    if started is not None and succeeded and not others and _stops_at_errors(task.bash_command):
        artifacts, added = with_overwritten(artifacts, started)
    rest = (
        f"; {added} seeds and models of those before are known by their SQL, not their rows" if added else ""
    )
    if others:
        rest = f"; what those before ran is not known, because `{others[0]}` ran in that directory meanwhile"
    return artifacts, [
        f"of {len(calls)} dbt commands only the results of the last that ran (dbt {which}) are left, because "
        f"each overwrites run_results.json{rest}: use `dbt build`, a task for each, or --target-path"
    ]


def _stops_at_errors(text: str) -> bool:
    """Whether a command that succeeded as a whole has no part that failed.

    >>> _stops_at_errors("dbt seed && dbt run"), _stops_at_errors("dbt seed; dbt run")
    (True, False)
    """
    if "||" in text or "set +e" in text or "|" in text.replace("||", ""):
        return False
    lines = [line for line in text.replace("\\\n", " ").replace("&&\n", "&& ").splitlines() if line.strip()]
    return bool(_SET_E.search(text)) or (len(lines) == 1 and ";" not in text)


def engine_of(artifacts: Artifacts, call: DbtCommand, task: str | None = None) -> Engine:
    """The engine behind the profile that a command ran with; raises ProfileError or ValueError."""
    arguments = artifacts.arguments
    profile = arguments.get("profile") or call.setting("--profile") or call.project_setting("profile")
    if not profile:
        raise ProfileError(f"the dbt project in {call.project} names no profile")
    target = arguments.get("target") or call.setting("--target") or call.option("-t")
    variables = arguments.get("vars")
    output = read_output(
        _profiles_file(call, arguments),
        str(profile),
        str(target) if target else None,
        call.environment,
        variables if isinstance(variables, dict) else {},
    )
    adapter = str(output.get("type") or artifacts.adapter)
    return connection_of(adapter, output, call.directory).engine(task)


def _profiles_file(call: DbtCommand, arguments: Mapping[str, Any]) -> Path:
    """Where dbt found profiles.yml: it notes that itself; else by its own rules."""
    said = call.setting("--profiles-dir")
    places = [
        Path(str(arguments["profiles_dir"])) if arguments.get("profiles_dir") else None,
        call.path(said) if said else None,
        call.directory,
        call.project,
        Path(call.environment.get("HOME") or os.path.expanduser("~")) / ".dbt",
    ]
    for place in places:
        if place is not None and (place / PROFILES).is_file():
            return place / PROFILES
    raise ProfileError(f"there is no {PROFILES} for the dbt project in {call.project}")


def _environment(task: Any) -> dict[str, str]:
    own = getattr(task, "env", None)
    if own is None:
        return dict(os.environ)
    inherited = dict(os.environ) if getattr(task, "append_env", False) else {}
    return {**inherited, **{str(key): str(value) for key, value in own.items()}}
