"""The transport that the OpenLineage client makes of everything it is given.

In: the transport that Airflow's configuration names, the environment, and ``openlineage.yml``. Out: the one
configuration that results. A module of its own because the client merges these without a word, and because
it writes variables of its own into the environment while it does.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any


def effective(config: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return ``config`` as the client merges it with files and variables; empty where nothing is said."""
    from openlineage.client import OpenLineageClient
    from openlineage.client.transport.noop import NoopConfig, NoopTransport

    before = dict(os.environ)
    try:
        client = OpenLineageClient(
            config={"transport": dict(config)} if config else {}, transport=NoopTransport(NoopConfig())
        )
        merged = dict(client.config.transport or {})
    finally:
        os.environ.clear()
        os.environ.update(before)
    if not merged.get("type") and os.environ.get("OPENLINEAGE_URL"):
        return _by_url(os.environ)
    if merged.get("type") != "composite":
        merged.pop("transports", None)  # the client's own note of OPENLINEAGE_URL
    return merged


def _by_url(variables: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "http", "url": variables["OPENLINEAGE_URL"]}
    if endpoint := variables.get("OPENLINEAGE_ENDPOINT"):
        found["endpoint"] = endpoint
    if key := variables.get("OPENLINEAGE_API_KEY"):
        found["auth"] = {"type": "api_key", "apiKey": key}
    return found
