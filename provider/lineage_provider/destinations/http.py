"""Any backend that takes OpenLineage events over HTTP, and what HTTP destinations share.

In: option values. Out: the configuration of the ``http`` transport. A module of its own because joining an
address and a path is where events get lost: the client drops a path from ``url`` that does not end with a
slash, and every path before an ``endpoint`` that begins with one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lineage_provider.destinations.base import (
    NAMESPACE,
    Destination,
    DestinationError,
    Option,
    Transport,
    Values,
)

STANDARD_ENDPOINT = "api/v1/lineage"
"""Path of the OpenLineage HTTP API (openlineage.io, "Proxy backend" and client documentation)."""
TIMEOUT = "2"


def address(values: Values, name: str = "url") -> str:
    """Return the address without path traps: scheme and host are there, one slash at the end."""
    text = str(values.get(name) or "").strip()
    if not text:
        raise DestinationError(f"{name} is missing: set it to an address like https://host:port")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DestinationError(f"{name} = {text} is not an address: it has to begin with http:// or https://")
    if parts.query or parts.fragment:
        raise DestinationError(f"{name} = {text} has a query or fragment, which requests would lose")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", ""))


def seconds(values: Values) -> float:
    """Return the time-out of one request in seconds."""
    text = values.get("timeout") or TIMEOUT
    try:
        found = float(text)
    except (TypeError, ValueError):
        found = 0.0
    if not 0 < found <= 300:
        raise DestinationError(f"timeout = {text} cannot be used: it has to be seconds from 0 to 300")
    return found


def authorization(key: Any) -> dict[str, Any]:
    """Return the ``auth`` block of a key, or of the reference that stands for it."""
    if isinstance(key, Mapping):
        return dict(key)
    # The client writes "Bearer " itself; a key that was pasted with it would be refused.
    text = str(key).strip()
    return {"type": "api_key", "apiKey": text[7:].strip() if text.lower().startswith("bearer ") else text}


def http_transport(values: Values, url: str, endpoint: str = STANDARD_ENDPOINT) -> Transport:
    """Return the configuration of an HTTP transport; ``api_key`` of ``values`` is optional."""
    transport: Transport = {
        "type": "http",
        "url": url,
        "endpoint": endpoint.strip().lstrip("/"),
        "timeout": seconds(values),
        "compression": "gzip",
    }
    if values.get("api_key"):
        transport["auth"] = authorization(values["api_key"])
    return transport


URL = Option(
    "url",
    "Address of the server.",
    required=True,
    example="https://lineage.example.com",
    connection="host",
)
API_KEY = Option(
    "api_key",
    "Key that is sent as Authorization: Bearer.",
    secret=True,
    connection="password",
)
TIMEOUT_OPTION = Option("timeout", "Seconds that one request may take.", default=TIMEOUT, example="5")


def _transport(values: Values) -> Transport:
    return http_transport(values, address(values), str(values.get("endpoint") or STANDARD_ENDPOINT))


DESTINATION = Destination(
    name="http",
    title="Any HTTP backend",
    description="Every server with the OpenLineage HTTP API, proxies of OpenLineage included.",
    transport=_transport,
    options=(
        URL,
        Option("endpoint", "Path behind the address.", default=STANDARD_ENDPOINT),
        API_KEY,
        TIMEOUT_OPTION,
        NAMESPACE,
    ),
    shown=("url", "api_key"),
    documentation="https://openlineage.io/docs/client/python",
)
