"""The backends behind this process's OpenLineage client, for programs that send events of their own.

In: the client's transport, whatever stands in front of the backends: a spool, a composite, destinations. Out:
each backend's name and plain transport configuration, its key included. A module of its own because this
answer is needed in a task (Spark jobs), where nothing is sent, and because it is the one place that opens a
destination's configuration for somebody else.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lineage_provider import configured
from lineage_provider.destinations import DestinationError, destination

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

Backend = tuple[str, Mapping[str, Any]]

_DESTINATION_SENDER = "lineage_provider.destinations.sender.DestinationSender"
_INGEST = "lineage/api/v1/lineage"


def backends(options: Settings) -> Iterator[Backend]:
    """Every backend that events of this process are delivered to; one that cannot be used is left out."""
    from airflow.providers.openlineage.plugins.listener import get_openlineage_listener

    yield from _of(get_openlineage_listener().adapter.get_or_create_openlineage_client().transport, options)


def _of(transport: Any, options: Settings, name: str = "default") -> Iterator[Backend]:
    from lineage_provider.delivery import SpoolTransport

    if isinstance(transport, SpoolTransport):
        if transport.options.deliver_to:
            yield from _of_config(transport.options.deliver_to, options)
    elif isinstance(inner := getattr(transport, "transports", None), list):
        for place, one in enumerate(inner):
            yield from _of(one, options, getattr(one, "name", None) or f"{one.kind}_{place}")
    elif transport.kind == "store":
        yield from _store(options)
    else:
        yield name, _config_of(transport)


def _config_of(transport: Any) -> dict[str, Any]:
    """The configuration of one of the client's own transports."""
    config: dict[str, Any] = {"type": transport.kind}
    if transport.kind not in ("http", "async_http"):
        return config
    made = transport.config
    for key in ("url", "endpoint", "timeout", "compression", "custom_headers"):
        value = getattr(made, key, None)
        if value:
            config[key] = getattr(value, "value", value)
    auth = getattr(made, "auth", None)
    bearer = auth.get_bearer() if auth is not None else None
    if bearer:
        config["auth"] = {"type": "api_key", "apiKey": bearer}
    return config


def _of_config(config: Mapping[str, Any], options: Settings, name: str = "default") -> Iterator[Backend]:
    from lineage_provider.delivery.targets import targets

    if config.get("type") == "composite":
        for target in targets({**config, "continue_on_success": True}):
            yield from _of_config(target.config, options, target.name)
        return
    try:
        yield from _backend(config, options, name)
    except DestinationError as error:
        log.warning("Programs that a task starts are not told of the destination %s: %s", name, error)


def _backend(config: Mapping[str, Any], options: Settings, name: str) -> Iterator[Backend]:
    kind = config.get("type")
    if kind == configured.SENDER:
        own = str(config["destination"])
        yield own, configured.destination_of(own).transport(configured.values_of(own))
    elif kind == _DESTINATION_SENDER:
        own = str(config.get("destination") or "")
        yield name, destination(own).transport(config.get("values") or {})
    elif str(kind).endswith("StoreTransport"):
        yield from _store(options)
    else:
        yield name, config


def _store(options: Settings) -> Iterator[Backend]:
    """The embedded store is on a disk: from elsewhere it is reached through the api-server, where that takes
    events."""
    from airflow.configuration import conf

    url = conf.get("api", "base_url", fallback="")
    if options.ingest_token and url:
        key = {"type": "api_key", "apiKey": options.ingest_token}
        yield "store", {"type": "http", "url": url, "endpoint": _INGEST, "auth": key}
