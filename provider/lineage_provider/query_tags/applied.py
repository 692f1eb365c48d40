"""Which tags this process has given to the task that runs.

In: every tag as it was set. Out: the same, for the task's events. A module of its own because the wrappers
write it in the task's process, and the events, made in a fork of that process, read it. Only the last task
is kept: tasks that share a process (``airflow dags test``) run one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from lineage_provider.query_tags.tag import TaskTag

# A task that opens connections in a loop with a tag of its own each is reported by the first of them.
MAX_TAGS = 50


@dataclass(frozen=True, slots=True)
class AppliedTag:
    """One tag that an engine was given: ``mechanism`` names the parameter, setting or place."""

    engine: str
    mechanism: str
    text: str


_last: list[TaskTag | None] = [None]
_applied: dict[AppliedTag, None] = {}


def remember(tag: TaskTag, engine: str, mechanism: str, text: str) -> None:
    """Note a tag that was set for a task."""
    if _last[0] != tag:
        _applied.clear()
        _last[0] = tag
    if len(_applied) < MAX_TAGS:
        _applied[AppliedTag(engine, mechanism, text)] = None


def of(tag: TaskTag) -> tuple[AppliedTag, ...]:
    """The tags that were set for a task in this process, in their order."""
    return tuple(_applied) if _last[0] == tag else ()
