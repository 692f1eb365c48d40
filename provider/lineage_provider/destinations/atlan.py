"""Atlan, over its OpenLineage HTTP endpoint.

In: option values. Out: an ``http`` transport. A module of its own because every backend is one. Rules from
Atlan's developer documentation: a run is processed when its terminal event arrives, and only if its START
arrived before, with the same run id and job; the job namespace is the name of the Atlan connection.
"""

from __future__ import annotations

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
from lineage_provider.destinations.http import TIMEOUT_OPTION, URL, address, http_transport

_PATH = "events/openlineage/{connector}/api/v1/lineage"


def _transport(values: Values) -> Transport:
    if not values.get("api_key"):
        raise DestinationError("api_key is missing: set it to an Atlan API token, or a connection's password")
    connector = str(values.get("connector") or "airflow").strip()
    return http_transport(values, address(values), _PATH.format(connector=connector))


DESTINATION = Destination(
    name="atlan",
    title="Atlan",
    description="DAGs and tasks as processes, with lineage between the assets of your warehouse connections.",
    transport=_transport,
    options=(
        Option(
            "url",
            "Address of your tenant.",
            required=True,
            example="https://tenant.atlan.com",
            connection=URL.connection,
        ),
        Option("api_key", "Atlan API token.", required=True, secret=True, connection="password"),
        Option("connector", "Connector type of the Atlan connection.", default="airflow"),
        Option(
            NAMESPACE.name,
            "Name of the Atlan connection of this Airflow: events of other job namespaces are not "
            "processed. Only needed where [openlineage] namespace is another name.",
            example="airflow-prod",
        ),
        TIMEOUT_OPTION,
    ),
    rules=Rules(kinds=frozenset({RUN}), needs_start=True, name_parts=2),
    shown=("url", "api_key", "namespace"),
    documentation="https://docs.atlan.com/apps/connectors/lineage/airflow-openlineage",
    notes=("The job namespace has to be the name of an Airflow connection that exists in Atlan.",),
)
