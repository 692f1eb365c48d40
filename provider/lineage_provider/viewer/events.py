"""What the viewer reads from OpenLineage events, whoever made them.

In: parts of events, as JSON has them. Out: mappings, texts, numbers and times of one form. A module of its
own because events come from other producers, too (dbt, Spark, anybody who posts): what is not as the
specification says is passed over, here and nowhere else.

Times are microseconds since 1970 in UTC: they sort, and each database has a type for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Event = dict[str, Any]

END_TYPES = frozenset({"COMPLETE", "FAIL", "ABORT"})
STATES = {
    "COMPLETE": "success",
    "FAIL": "failed",
    "ABORT": "aborted",
    "START": "running",
    "RUNNING": "running",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def mapping(value: Any) -> Mapping[str, Any]:
    """``value``, where it is an object; else an empty one."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; empty where it is none."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """``value`` as text; empty for null."""
    return "" if value is None else str(value)


def count(value: Any) -> int | None:
    """``value``, where it is a whole number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or value < 0:
        return None
    return int(value) if float(value).is_integer() and value < 1 << 62 else None


def whole(value: Any) -> int | None:
    """A whole number, also where it is written as text."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def moment(value: Any) -> int | None:
    """An ISO time as microseconds; one without a zone is UTC. None where it is no time."""
    try:
        time = datetime.fromisoformat(str(value))
        return ((time if time.tzinfo else time.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND
    except (ValueError, OverflowError):
        return None


def iso(microseconds: int | None) -> str | None:
    """The ISO form of a time, in UTC."""
    return None if microseconds is None else (_EPOCH + microseconds * _MICROSECOND).isoformat()


def seconds(started: int | None, ended: int | None) -> float | None:
    """What lies between two times."""
    return None if started is None or ended is None else round(max(0, ended - started) / 1_000_000, 3)


def query_ids(run_facets: Mapping[str, Any]) -> Iterator[str]:
    """The warehouse's ids of the queries that a run's facets tell of."""
    for facet in run_facets.values():
        yield from _ids(facet)


def tag_texts(run_facets: Mapping[str, Any]) -> Iterator[str]:
    """Query tags as engines were given them."""
    for each in mappings(mapping(run_facets.get("queryTag")).get("applied")):
        yield text(each.get("text"))
    for each in mappings(mapping(run_facets.get("tags")).get("tags")):
        if each.get("key") == "query_tag":
            yield text(each.get("value"))


def _ids(facet: Any) -> Iterator[str]:
    """Ids by their names in the standard facet and in those that list several queries."""
    if isinstance(facet, Mapping):
        for key, value in facet.items():
            if key in ("externalQueryId", "queryId", "query_id") and isinstance(value, str):
                yield value
            elif isinstance(value, (Mapping, list)):
                yield from _ids(value)
    elif isinstance(facet, list):
        for each in facet:
            yield from _ids(each)


def unique(values: Iterable[str]) -> list[str]:
    """Each text once, in the order of its first place; empty ones left out."""
    return list(dict.fromkeys(value for value in values if value))
