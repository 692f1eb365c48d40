"""The destinations that a deployment has configured, with their options.

In: Airflow's configuration, its connections and the environment. Out: option values of each destination, and
the sender that the spool opens for it. A module of its own because keys are looked for only in the process
that sends, when it sends: they are in no transport configuration, no environment of a child and no log.

An option is taken from the first place that has it: the section ``[lineage_provider_NAME]`` (or its
environment variables, with ``_CMD`` and ``_SECRET`` for keys), the Airflow connection that the section's
``connection`` names, the vendor's own environment variables, the default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from lineage_provider.destinations import DESTINATIONS, Destination, DestinationError, Option, destination
from lineage_provider.destinations.base import CONNECTION, SECTION_PREFIX
from lineage_provider.destinations.sender import DestinationSender

SENDER = "lineage_provider.configured.ConfiguredSender"
TYPE = Option("type", "Which destination this section describes, where its name is another one.")


def names(text: str) -> list[str]:
    """Split ``[lineage_provider] destinations``; raises DestinationError for a name that stands twice."""
    found = [name.strip().lower() for name in text.split(",") if name.strip()]
    if len(set(found)) < len(found):
        raise DestinationError(f"destinations = {text} names a destination twice")
    return found


def deliver_to(text: str) -> dict[str, Any]:
    """Return the transport configuration of ``[lineage_provider] destinations``; it holds no values."""
    transports = {name: {"type": SENDER, "destination": name} for name in names(text)}
    return {"type": "composite", "transports": transports}


def destination_of(name: str) -> Destination:
    """Return the destination that a configured name stands for; raises DestinationError."""
    kind = _configuration(name, TYPE.name)
    if kind or name in DESTINATIONS:
        return destination(kind or name)
    raise DestinationError(
        f"{name} is not a destination ({', '.join(DESTINATIONS)}); where it is a name of your own, set "
        f"[{SECTION_PREFIX}{name}] type"
    )


def values_of(name: str) -> dict[str, Any]:
    """Return the option values of a configured destination, keys included; raises DestinationError."""
    connection = _connection(name)
    found = {}
    for option in destination_of(name).options:
        value = (
            _configuration(name, option.name)
            or _of_connection(connection, option)
            or next((os.environ[v] for v in option.variables if os.environ.get(v)), None)
            or option.default
        )
        if value:
            found[option.name] = value
    return found


class ConfiguredSender(DestinationSender):
    """The sender of a configured destination: its options are looked for when it is opened."""

    def __init__(self, config: Mapping[str, Any], timeout: float) -> None:
        name = str(config["destination"])
        try:
            super().__init__({"destination": destination_of(name).name, "values": values_of(name)}, timeout)
        except DestinationError as error:
            raise DestinationError(f"[{SECTION_PREFIX}{name}] {error}") from error


def _configuration(name: str, option: str) -> str | None:
    from airflow.configuration import conf

    text: str | None = conf.get(SECTION_PREFIX + name, option, fallback=None)
    return text.strip() if text and text.strip() else None


def _connection(name: str) -> Any:
    conn_id = _configuration(name, CONNECTION.name)
    if conn_id is None:
        return None
    from airflow.providers.common.compat.sdk import BaseHook

    try:
        return BaseHook.get_connection(conn_id)
    except Exception as error:
        raise DestinationError(f"connection = {conn_id} cannot be read: {error}") from error


def _of_connection(connection: Any, option: Option) -> str | None:
    """Return what a connection holds for an option: a field of it, or a key of its extra."""
    if connection is None:
        return None
    extra = connection.extra_dejson or {}
    in_extra = next((extra[key] for key in (option.name, *option.extras) if extra.get(key)), None)
    if option.connection == "host":
        # The Kafka provider's connections hold the brokers in their extra.
        return in_extra or extra.get("bootstrap.servers") or _address(connection, option)
    if option.connection in ("login", "password", "schema"):
        return getattr(connection, option.connection) or in_extra
    return in_extra or extra.get(option.connection or option.name)


def _address(connection: Any, option: Option) -> str | None:
    """Return the address of an HTTP connection: https, but http where only a port other than 443 is said."""
    host = str(connection.host or "")
    if not host:
        return None
    port = f":{connection.port}" if connection.port else ""
    if option.name not in ("url", "agent_url") or "://" in host:
        return host + port
    plain = connection.port not in (None, 443) and connection.conn_type != "https"
    return f"{connection.schema or ('http' if plain else 'https')}://{host}{port}"
