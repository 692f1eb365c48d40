"""Whether artifacts are those of the dbt command that a task ran.

In: run results and manifest of a target directory, the command, and when the task started. Out: the reason
why they are not its own, or None. A module of its own because wrong artifacts are worse than none: a target
directory is left from yesterday, shared with other tasks, or overwritten by ``dbt docs generate``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from lineage_provider.dbt.artifacts import Artifacts, moment_of
from lineage_provider.dbt.command import OVERWRITES, RUNS, DbtCommand

SLACK = timedelta(seconds=2)
"""Clocks of two processes on one machine, and rounding."""


def foreign(
    artifacts: Artifacts, commands: Sequence[DbtCommand], task_started: datetime | None
) -> str | None:
    """Why the artifacts are not of any of ``commands``; None where they are.

    1. The invocation began after the task did (its own clock; the file's time can be a copy's).
    2. Its command (``args.which``) is one that the task runs. It may be one that leaves no results of nodes.
    3. Its command line, where dbt noted it and the shell's is literal, is the task's.
    4. The manifest is not older than the task either.
    """
    which = str(artifacts.arguments.get("which") or "")
    begun = artifacts.started
    where = f"run_results.json in {artifacts.directory}"
    if begun is None:
        return f"{where} does not say when it was made"
    if task_started is not None and begun < task_started - SLACK:
        return (
            f"{where} is of an earlier run ({begun:%Y-%m-%d %H:%M:%S} UTC): dbt of this task wrote none. "
            "Look at its log, at --no-write-json and at --target-path"
        )
    verbs = {command.verb for command in commands}
    if which and which not in RUNS and which not in {OVERWRITES.get(verb) for verb in verbs}:
        return f"{where} is of `dbt {which}`, which overwrites the results of the command before it"
    if which in RUNS and commands and which not in verbs:
        return f"{where} is of `dbt {which}`, which this task does not run: another task uses that directory"
    said = str(artifacts.arguments.get("invocation_command") or "")
    # dbt-ol and programs that call dbt as a library note a command line of their own.
    if said.startswith("dbt ") and commands and not any(may_be(command, said) for command in commands):
        return f"{where} is of another command ({said}): another task uses that directory"
    return _old_manifest(artifacts, task_started)


def _old_manifest(artifacts: Artifacts, task_started: datetime | None) -> str | None:
    if artifacts.manifest_invocation_id == artifacts.invocation_id:
        return None
    made = moment_of((artifacts.manifest.get("metadata") or {}).get("generated_at"))
    if task_started is not None and (made is None or made < task_started - SLACK):
        return f"manifest.json in {artifacts.directory} is of another run than run_results.json beside it"
    return None


def may_be(command: DbtCommand, said: str) -> bool:
    """Whether dbt's own note of its command line can be that of ``command``.

    dbt joins words without quotes, so words are compared without regard to where they were split.
    """
    if command.executable != "dbt":
        return True
    asked = " ".join(command.arguments)
    if "$" in asked or "`" in asked or "*" in asked:
        return True
    noted = said.partition(" ")[2]
    return _letters(noted) == _letters(asked)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if not letter.isspace() and letter not in "'\"")
