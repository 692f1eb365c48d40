"""Astronomer Astro Observe.

In: option values. Out: an ``http`` transport. A module of its own because every backend is one. Astro hides
source code by default, so it is taken out of what is sent there.
"""

from __future__ import annotations

from lineage_provider.destinations.base import (
    NAMESPACE,
    Destination,
    DestinationError,
    Option,
    Rules,
    Transport,
    Values,
)
from lineage_provider.destinations.http import TIMEOUT_OPTION, address, http_transport


def _transport(values: Values) -> Transport:
    if not values.get("api_key"):
        raise DestinationError(
            "api_key is missing: set it, or OPENLINEAGE_API_KEY, to a Deployment API token with the "
            "permission Observe Ingest"
        )
    return http_transport(values, address(values))


DESTINATION = Destination(
    name="astro",
    title="Astro",
    description="Astro Observe, for Airflows on Astro and outside it.",
    transport=_transport,
    options=(
        Option(
            "url",
            "Base address of your Astro domain for lineage.",
            required=True,
            example="https://astro.example.com",
            variables=("OPENLINEAGE_URL",),
            connection="host",
        ),
        Option(
            "api_key",
            "Deployment API token with the permission Observe Ingest.",
            required=True,
            secret=True,
            variables=("OPENLINEAGE_API_KEY",),
            connection="password",
        ),
        Option(
            NAMESPACE.name,
            NAMESPACE.description,
            example=NAMESPACE.example,
            variables=("OPENLINEAGE_NAMESPACE",),
        ),
        TIMEOUT_OPTION,
    ),
    rules=Rules(drops=("sourceCode",)),
    shown=("url", "api_key"),
    documentation="https://www.astronomer.io/docs/observe",
)
