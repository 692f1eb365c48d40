"""Backends that events are delivered to: one file each, and one table of all.

In: plain settings and OpenLineage events as JSON objects. Out: transports, shaped events, findings. This room
knows events, not SQL, and reads no configuration: what it needs is handed to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from lineage_provider.destinations import (
    astro,
    atlan,
    datadog,
    datahub,
    dataplex,
    datazone,
    file,
    http,
    marquez,
    openmetadata,
)
from lineage_provider.destinations.base import Destination, DestinationError, Option, Rules
from lineage_provider.destinations.finding import Finding, Severity

DESTINATIONS: Mapping[str, Destination] = MappingProxyType(
    {
        module.DESTINATION.name: module.DESTINATION
        for module in (
            datadog,
            openmetadata,
            atlan,
            astro,
            marquez,
            datahub,
            dataplex,
            datazone,
            http,
            file,
        )
    }
)
"""Every destination by name, in the order of the documentation."""


def destination(name: str) -> Destination:
    """Return a destination by its name; raises :class:`DestinationError` with the names there are."""
    found = DESTINATIONS.get(name.strip().lower())
    if found is None:
        near = get_close_matches(name, DESTINATIONS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise DestinationError(f"{name} is not a destination.{hint} There are: {', '.join(DESTINATIONS)}")
    return found


__all__ = [
    "DESTINATIONS",
    "Destination",
    "DestinationError",
    "Finding",
    "Option",
    "Rules",
    "Severity",
    "destination",
]
