"""Counts and gauges of the delivery, in Airflow's metrics where Airflow is there.

In: what happened, and to which destination. Out: ``lineage.delivery.{name}`` in StatsD or OpenTelemetry, as
Airflow is configured. A module of its own because delivery also serves programs without Airflow, and a
metric must never cost an event.
"""

from __future__ import annotations

import logging
import sys
from functools import cache
from typing import Any

log = logging.getLogger(__name__)

_PREFIX = "lineage.delivery."


def count(name: str, destination: str, number: int = 1) -> None:
    """Add to a counter: spooled, delivered, retried, dead, given_up, lost."""
    _record("incr", name, number, destination)


def gauge(name: str, destination: str, value: float) -> None:
    """Set a gauge: waiting (events), oldest_seconds, dead_letters."""
    _record("gauge", name, value, destination)


def _record(kind: str, name: str, value: float, destination: str) -> None:
    stats = _stats() if "airflow" in sys.modules else None
    if stats is None:
        return
    try:
        getattr(stats, kind)(_PREFIX + name, value, tags={"destination": destination})
    except Exception as error:  # a metrics server that is not there, a backend without tags
        log.debug("Metric %s was not recorded: %s", name, error)


@cache
def _stats() -> Any:
    """Airflow's Stats, wherever this release keeps them; None without."""
    for module in ("airflow.providers.common.compat.sdk", "airflow.sdk.observability.stats", "airflow.stats"):
        try:
            return __import__(module, fromlist=["Stats"]).Stats
        except (ImportError, AttributeError):
            continue
    return None
