"""DataHub, over the OpenLineage endpoint of its metadata service.

In: option values. Out: an ``http`` transport. A module of its own because every backend is one. Older servers
answer 500 ("Unable to determine orchestrator") for events of other producers than Airflow itself that lack
the processing_engine facet; shaping adds it everywhere. Job events end in an error there and are not sent.
"""

from __future__ import annotations

from lineage_provider.destinations.base import NAMESPACE, RUN, Destination, Option, Rules, Transport, Values
from lineage_provider.destinations.http import API_KEY, TIMEOUT_OPTION, address, http_transport

_ENDPOINT = "openapi/openlineage/api/v1/lineage"


def _transport(values: Values) -> Transport:
    return http_transport(values, address(values), _ENDPOINT)


DESTINATION = Destination(
    name="datahub",
    title="DataHub",
    description="Datasets, data flows and jobs, by the OpenLineage endpoint of DataHub's metadata service.",
    transport=_transport,
    options=(
        Option(
            "url",
            "Address of the metadata service (GMS).",
            required=True,
            example="http://datahub-gms:8080",
            variables=("DATAHUB_GMS_URL",),
            connection="host",
        ),
        Option(
            API_KEY.name,
            "Personal access token, where the server asks for one.",
            secret=True,
            variables=("DATAHUB_GMS_TOKEN",),
            connection=API_KEY.connection,
        ),
        TIMEOUT_OPTION,
        NAMESPACE,
    ),
    rules=Rules(kinds=frozenset({RUN})),
    shown=("url", "api_key"),
    documentation="https://docs.datahub.com/docs/lineage/openlineage",
)
