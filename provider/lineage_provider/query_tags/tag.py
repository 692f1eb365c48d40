"""The tag of a task as text: which keys, in which order, cut by which rule, merged with a user's own.

In: who the task is (:class:`TaskTag`), how long a text the engine takes (:class:`Limit`), and the tag a user
has set there. Out: the text to set. A module of its own because every engine's tag is made by these rules,
and because they are a contract: warehouses keep these texts for years. Nothing of Airflow is imported.

1. A tag is one JSON object without spaces; its keys stand in the order of :data:`KEYS`.
2. Too long for the engine, keys are left out, never shortened: they are taken in the order of
   :data:`PRIORITY` as long as they fit. A value is whole or absent.
3. A user's JSON object keeps its text and its keys, ours are added behind them; the user's key wins where
   both have one. Any other text of a user goes under the key ``user_tag``, in front.
4. Where both do not fit, the user's tag stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

Value: TypeAlias = str | int

APPLICATION = "airflow"
USER_KEY = "user_tag"


@dataclass(frozen=True, slots=True)
class TaskTag:
    """Who runs a query. The OpenLineage part is empty where no events are made."""

    dag_id: str
    task_id: str
    run_id: str
    try_number: int = 1
    map_index: int = -1
    openlineage_run_id: str | None = None
    openlineage_job_namespace: str | None = None
    app: str = APPLICATION

    def values(self) -> dict[str, Value]:
        """Every key that has a value, in the order of :data:`KEYS`."""
        found = {name: getattr(self, name) for name in KEYS}
        return {name: value for name, value in found.items() if value is not None}


KEYS = (
    "app",
    "dag_id",
    "task_id",
    "run_id",
    "try_number",
    "map_index",
    "openlineage_run_id",
    "openlineage_job_namespace",
)
# The id of the run leads to everything else; then what people recognise a task by; what can be looked up
# by the keys before it, and what is the same for all tasks, comes last.
PRIORITY = (
    "openlineage_run_id",
    "dag_id",
    "task_id",
    "run_id",
    "try_number",
    "map_index",
    "app",
    "openlineage_job_namespace",
)
assert sorted(KEYS) == sorted(PRIORITY) == sorted(field.name for field in fields(TaskTag))


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest text an engine takes; ``ascii``: other characters are written as JSON escapes."""

    size: int
    unit: Literal["characters", "bytes"] = "characters"
    ascii: bool = False

    def fits(self, text: str) -> bool:
        length = len(text.encode("utf-8", "surrogatepass")) if self.unit == "bytes" else len(text)
        return length <= self.size


def tag_text(tag: TaskTag, limit: Limit) -> str:
    """The tag as JSON within ``limit``; empty where not even one key fits.

    >>> tag_text(TaskTag("shop", "load", "manual__1"), Limit(40))
    '{"dag_id":"shop","task_id":"load"}'
    """
    return _fitted("", {}, tag, limit)


def merged(user: object, tag: TaskTag, limit: Limit) -> str:
    """The tag together with the one a user has set: JSON text, a mapping, or any other text.

    >>> merged("nightly", TaskTag("shop", "load", "manual__1"), Limit(60))
    '{"user_tag":"nightly","dag_id":"shop","task_id":"load"}'
    >>> merged('{"team": "dwh"}', TaskTag("shop", "load", "manual__1"), Limit(60))
    '{"team": "dwh","dag_id":"shop","task_id":"load"}'
    """
    text, own = _users(user, limit)
    if not text.strip():
        return tag_text(tag, limit)
    if own is None:
        wrapped = {USER_KEY: text}
        return _fitted(_json(wrapped, limit), wrapped, tag, limit) or text
    return _fitted(text.strip(), own, tag, limit) or text


def merged_plain(user: str, tag: TaskTag, limit: Limit) -> str:
    """As :func:`merged`, for short names: a user's text stays in front, the run's id follows it.

    Without OpenLineage there is no such id, and ``dag_id.task_id`` follows instead.

    >>> merged_plain("etl", TaskTag("shop", "load", "manual__1"), Limit(63, "bytes"))
    'etl shop.load'
    """
    text, own = _users(user, limit)
    if not text.strip() or own is not None:
        return merged(user, tag, limit)
    identity = tag.openlineage_run_id or f"{tag.dag_id}.{tag.task_id}"
    if identity in text:
        return text
    both = f"{text} {identity}"
    return both if limit.fits(both) else text


def missing(tag: TaskTag, present: Iterable[str]) -> dict[str, Value]:
    """The tag's keys that are not ``present``, for engines with tags of their own."""
    there = set(present)
    return {key: value for key, value in tag.values().items() if key not in there}


def _users(user: object, limit: Limit) -> tuple[str, dict[str, Any] | None]:
    """A user's tag as text, and as an object where it is one."""
    if user is None:
        return "", None
    if isinstance(user, Mapping):
        return _json(user, limit), dict(user)
    text = str(user)
    try:
        found = json.loads(text)
    except ValueError:
        return text, None
    return text, found if isinstance(found, dict) else None


def _fitted(text: str, own: Mapping[str, Any], tag: TaskTag, limit: Limit) -> str:
    """``text`` (a JSON object or nothing) with as many of the tag's keys as fit; empty where none does."""
    values = {key: value for key, value in tag.values().items() if key not in own}
    chosen: set[str] = set()
    best = ""
    for key in PRIORITY:
        if key not in values:
            continue
        candidate = _joined(text, {name: values[name] for name in KEYS if name in chosen | {key}}, limit)
        if limit.fits(candidate):
            chosen.add(key)
            best = candidate
    return best


def _joined(text: str, values: Mapping[str, Value], limit: Limit) -> str:
    """A JSON object's text with more keys at its end; the text itself stays to the letter."""
    more = _json(values, limit)
    if not text:
        return more
    body = text[:-1].rstrip()
    return f"{body}{'' if body.endswith('{') else ','}{more[1:]}"


def _json(values: Mapping[Any, Any], limit: Limit) -> str:
    return json.dumps(values, ensure_ascii=limit.ascii, separators=(",", ":"), default=str)
