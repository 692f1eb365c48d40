"""A scan of Soda Core 3 -> :class:`Scanned`.

In: the object of a scan that is over, by duck type. Out: values of ours. A module of its own because what is
known of Soda's objects is here, and because here it is decided what may be kept: outcome, threshold and one
measured number of each check. Samples of rows, measured texts and passwords are never read.

``soda.scan.Scan.get_scan_results()`` (3.5):

    {"checks": [{"name", "table", "column", "filter", "dataSource", "outcome", "definition",
                 "metrics": [identity], "diagnostics": {"value", "fail": {...}, "warn": {...}}}],
     "metrics": [{"identity", "metricName", "value"}]}
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lineage_provider.dbt import ProfileConnection, ProfileError, connection_of

_KIND = re.compile(r"(failed rows|anomaly detection|change|values in|[a-z0-9_]+)")
_FRAMES = frozenset({"dask", "spark_df", "pandas"})
"""Types of data sources that are data frames in memory."""


@dataclass(frozen=True)
class Outcome:
    """The result of one check."""

    source: str
    """The data source, as Soda's configuration calls it."""
    table: str
    kind: str
    """``missing_count``, ``schema``, ``failed_rows``, ..."""
    name: str
    outcome: str
    """``pass``, ``warn`` or ``fail``."""
    column: str | None = None
    value: int | float | None = None
    plain: bool = False
    """The value is the metric as it is: of all rows, and with nothing else counted as missing or invalid."""
    part: str | None = None
    """The dataset filter that the check was on."""
    thresholds: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Source:
    """A data source: a database, or data frames in memory (no connection)."""

    connection: ProfileConnection | None
    schema: str | None = None


@dataclass(frozen=True)
class Scanned:
    """One scan."""

    sources: Mapping[str, Source]
    outcomes: tuple[Outcome, ...]
    problems: tuple[str, ...] = ()


def read(scan: Any) -> Scanned:
    """Return what a scan found."""
    results = scan.get_scan_results()
    metrics = {str(one["identity"]): one for one in results.get("metrics") or ()}
    outcomes = tuple(_outcome(one, metrics) for one in results.get("checks") or () if one.get("table"))
    problems = list(_not_evaluated(scan))
    sources: dict[str, Source] = {}
    known = scan._data_source_manager.data_source_properties_by_name
    for name in dict.fromkeys(one.source for one in outcomes):
        try:
            sources[name] = _source(known.get(name) or {})
        except ProfileError:
            problems.append(f"the database of Soda's data source {name!r} cannot be named")
    return Scanned(sources, outcomes, tuple(problems))


def _outcome(check: Mapping[str, Any], metrics: Mapping[str, Mapping[str, Any]]) -> Outcome:
    diagnostics = check.get("diagnostics") or {}
    kind = _kind(str(check.get("definition") or ""))
    column, table, source = check.get("column"), str(check["table"]), str(check.get("dataSource") or "")
    identity = next(iter(check.get("metrics") or ()), "")
    # A metric with settings of its own (missing values, a filter) has a hash behind its name.
    plain = "-".join(["metric", source, table, *([column] if column else []), kind])
    return Outcome(
        source=source,
        table=table,
        kind=kind,
        name=str(check.get("name") or kind),
        outcome=str(check.get("outcome")),
        column=column,
        value=_number(diagnostics.get("value")),
        plain=identity == plain and metrics.get(identity, {}).get("metricName") == kind,
        part=check.get("filter") or None,
        thresholds={key: diagnostics[key] for key in ("warn", "fail") if diagnostics.get(key)} or None,
    )


def _kind(definition: str) -> str:
    """The kind of a check, by the text that Soda gives of it.

    >>> _kind("checks for orders:\\n  - missing_count(amount) = 0:\\n      name: amount known")
    'missing_count'
    >>> _kind("checks for orders:\\n  - failed rows:\\n      fail condition: amount > 6")
    'failed_rows'
    """
    _, _, rest = definition.partition(":\n")
    found = _KIND.match(rest.strip().removeprefix("- ").lower())
    return found[1].replace(" ", "_") if found else "check"


def _source(properties: Mapping[str, Any]) -> Source:
    """Soda has a connection's settings beside the type, or below ``connection``; they are called as dbt's."""
    nested = properties.get("connection")
    said = {**properties, **(nested if isinstance(nested, Mapping) else {})}
    kind = str(said.get("type") or "")
    schema = said.get("schema") or said.get("dataset")
    if kind in _FRAMES or (kind == "duckdb" and not said.get("path")):
        return Source(None)
    if kind == "spark" and said.get("method") == "databricks":
        kind = "databricks"
    return Source(connection_of(kind, said), str(schema) if schema else None)


def _not_evaluated(scan: Any) -> Iterator[str]:
    for check in getattr(scan, "_checks", None) or ():
        if getattr(check, "outcome", None) is None and getattr(check, "archetype", None) is None:
            yield f"Soda could not evaluate the check {getattr(check, 'name', None) or 'without a name'}"[
                :500
            ]


def _number(value: Any) -> int | float | None:
    """A number; None for texts, which are values of rows."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value
