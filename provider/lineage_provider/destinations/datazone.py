"""Amazon DataZone and SageMaker Unified Studio.

In: option values. Out: the client's ``amazon_datazone_api`` transport. A module of its own because every
backend is one. Limit from the documentation of PostLineageEvent: 300,000 bytes.
"""

from __future__ import annotations

import re

from lineage_provider.destinations.base import (
    NAMESPACE,
    RUN,
    Destination,
    DestinationError,
    Option,
    Rules,
    Transport,
    Values,
)

DOMAIN = re.compile(r"dzd[-_][a-zA-Z0-9_-]{1,36}")


def _transport(values: Values) -> Transport:
    domain = str(values.get("domain_id") or "").strip()
    if not DOMAIN.fullmatch(domain):
        given = domain or "(missing)"
        raise DestinationError(f"domain_id = {given} has to look like dzd_a1b2c3 or dzd-a1b2c3")
    transport: Transport = {"type": "amazon_datazone_api", "domainId": domain}
    if values.get("region"):
        transport["region"] = str(values["region"])
    if values.get("endpoint_url"):
        transport["endpointOverride"] = str(values["endpoint_url"])
    return transport


DESTINATION = Destination(
    name="datazone",
    title="Amazon DataZone",
    description="Amazon DataZone and SageMaker Unified Studio, by PostLineageEvent.",
    transport=_transport,
    options=(
        Option("domain_id", "Id of the DataZone domain.", required=True, example="dzd_a1b2c3"),
        Option("region", "AWS region.", variables=("AWS_REGION",), connection="region_name"),
        Option("endpoint_url", "Address of the service, where it is not the region's own."),
        NAMESPACE,
    ),
    rules=Rules(kinds=frozenset({RUN}), max_bytes=300_000),
    shown=("domain_id", "region"),
    documentation="https://docs.aws.amazon.com/datazone/latest/userguide/datazone-data-lineage.html",
    notes=("Needs the package boto3, and an identity that may call datazone:PostLineageEvent.",),
)
