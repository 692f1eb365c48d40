"""The options of the spool transport: defaults, meaning, and reading them from a transport configuration.

In: the mapping OpenLineage hands a transport's configuration class. Out: :class:`SpoolOptions`. A module of
its own because the transport, the command line and the background senders need the same values.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lineage_provider.delivery.bounds import Bounds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpoolOptions:
    """``spool``: directory or object storage URL. ``deliver_to``: any OpenLineage transport configuration;
    None keeps events until somebody says where to. ``budget_seconds``: how long ``emit`` tries to deliver
    before it leaves the event to the senders; 0 only spools. ``push``: how many older events of other runs
    a task delivers after its own, within the same budget."""

    spool: str
    deliver_to: Mapping[str, Any] | None = field(default=None, repr=False)
    budget_seconds: float = 0.5
    push: int = 20
    bounds: Bounds = field(default_factory=Bounds)


KNOWN = ("budget_seconds", "deliver_to", "max_age_days", "max_bytes", "max_events", "push", "spool")
"""Options that a transport configuration of the spool may have, beside its type."""


def from_config(config: Mapping[str, Any]) -> SpoolOptions:
    """Read a transport configuration; raises ValueError for what cannot be used."""
    if names := unknown(config):
        # Not an error: the client mixes keys of a stray openlineage.yml and of variables into every config.
        log.warning(
            "Options that the spool transport does not know: %s. It knows: %s.",
            ", ".join(names),
            ", ".join(KNOWN),
        )
    deliver_to = config.get("deliver_to")
    if deliver_to is not None and not isinstance(deliver_to, Mapping):
        raise ValueError('deliver_to has to be a transport configuration, such as {"type": "http", ...}')
    bounds = Bounds()
    return SpoolOptions(
        spool=str(config.get("spool") or default_spool()),
        deliver_to=deliver_to,
        budget_seconds=_number(config, "budget_seconds", 0.5),
        push=int(_number(config, "push", 20)),
        bounds=Bounds(
            max_bytes=int(_number(config, "max_bytes", bounds.max_bytes)),
            max_events=int(_number(config, "max_events", bounds.max_events)),
            max_age_days=_number(config, "max_age_days", bounds.max_age_days),
        ),
    )


def unknown(config: Mapping[str, Any]) -> list[str]:
    """Names in a transport configuration that the spool transport does not read, in order."""
    return sorted(set(config) - {"type", *KNOWN})


def default_spool() -> str:
    """``lineage/spool`` in Airflow's home directory."""
    home = os.environ.get("AIRFLOW_HOME") or os.path.join("~", "airflow")
    return os.path.join(os.path.expanduser(home), "lineage", "spool")


def _number(config: Mapping[str, Any], name: str, default: float) -> float:
    value = config.get(name)
    if value is None:
        return default
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if number < 0:
        raise ValueError(f"{name} has to be a number of at least 0, not {value!r}")
    return number
