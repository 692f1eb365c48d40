"""Datadog Data Observability: its intake, or the Datadog Agent as a proxy.

In: option values. Out: an ``http`` transport. A module of its own because every backend is one. The client's
``datadog`` transport is not used: by its ``async_transport_rules`` it gives events to a thread that does not
outlive the process of a task, and they are lost.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from lineage_provider.destinations.base import (
    NAMESPACE,
    Destination,
    DestinationError,
    Option,
    Rules,
    Transport,
    Values,
)
from lineage_provider.destinations.http import API_KEY, TIMEOUT_OPTION, address, http_transport

SITES = (
    "datadoghq.com",
    "us3.datadoghq.com",
    "us5.datadoghq.com",
    "datadoghq.eu",
    "ap1.datadoghq.com",
    "ap2.datadoghq.com",
    "uk1.datadoghq.com",
    "ddog-gov.com",
    "us2.ddog-gov.com",
    "datad0g.com",
)
"""Sites of openlineage-python 1.54's DatadogTransport."""
AGENT_ENDPOINT = "openlineage/api/v1/lineage"


def intake(site: str) -> str:
    """Return the intake's address for a site or for an address that was given as one."""
    site = site.strip().rstrip("/")
    if site.lower().removeprefix("app.") in SITES:
        site = site.lower().removeprefix("app.")
    if "://" in site:
        host = urlsplit(site).hostname or ""
        # The address of the web page or of the API, pasted: what is meant is the site.
        for prefix in ("", "app.", "api.", "www."):
            if host.startswith(prefix) and host.removeprefix(prefix) in SITES:
                return f"https://data-obs-intake.{host.removeprefix(prefix)}/"
        return address({"site": site}, "site")
    if site not in SITES:
        raise DestinationError(f"site = {site} is not a Datadog site: it has to be one of {', '.join(SITES)}")
    return f"https://data-obs-intake.{site}/"


def _transport(values: Values) -> Transport:
    if values.get("agent_url"):
        return http_transport({**values, "api_key": None}, address(values, "agent_url"), AGENT_ENDPOINT)
    if not values.get("api_key"):
        raise DestinationError(
            "api_key is missing: set it, or DD_API_KEY, or a connection whose password it is; "
            "with the Datadog Agent as proxy set agent_url instead"
        )
    return http_transport(values, intake(str(values.get("site") or SITES[0])))


DESTINATION = Destination(
    name="datadog",
    title="Datadog",
    description="Data Observability: jobs, runs and datasets, by the intake of a site or through an Agent.",
    transport=_transport,
    options=(
        Option(
            "site",
            "Datadog site, as in the address of your Datadog pages.",
            default=SITES[0],
            example="datadoghq.eu",
            variables=("DD_SITE",),
            connection="host",
            extras=("api_host",),
        ),
        Option(
            "api_key",
            "Datadog API key.",
            secret=True,
            variables=("DD_API_KEY",),
            connection=API_KEY.connection,
        ),
        Option(
            "agent_url",
            "Address of a Datadog Agent with ol_proxy_config enabled; then no key is needed here.",
            example="http://datadog-agent:8126",
        ),
        TIMEOUT_OPTION,
        NAMESPACE,
    ),
    rules=Rules(),
    shown=("site", "api_key"),
    documentation="https://docs.datadoghq.com/data_observability/",
    notes=("Run events without the jobType facet are not processed; it is added where it is missing.",),
)
