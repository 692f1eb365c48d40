"""Google Dataplex (Data Lineage API).

In: option values. Out: the client's ``gcplineage`` transport, always synchronous. A module of its own because
every backend is one. Limits from Google's documentation of ProcessOpenLineageRunEvent.
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


def _transport(values: Values) -> Transport:
    if not values.get("project_id"):
        raise DestinationError("project_id is missing: set it to the Google Cloud project of the lineage")
    transport: Transport = {
        "type": "gcplineage",
        "project_id": str(values["project_id"]),
        "location": str(values.get("location") or "us-central1"),
        "async_transport_rules": {},
    }
    if values.get("credentials_path"):
        transport["credentials_path"] = str(values["credentials_path"])
    return transport


DESTINATION = Destination(
    name="dataplex",
    title="Google Dataplex",
    description="The Data Lineage API of Google Cloud.",
    transport=_transport,
    options=(
        Option("project_id", "Google Cloud project.", required=True, connection="project"),
        Option("location", "Region of the lineage service.", default="us-central1"),
        Option(
            "credentials_path",
            "File with a service account's key; the machine's own identity where none is given.",
            connection="key_path",
        ),
        NAMESPACE,
    ),
    rules=Rules(kinds=frozenset({RUN}), max_bytes=5_000_000, max_links=100, max_name=4000),
    shown=("project_id", "location"),
    documentation="https://cloud.google.com/dataplex/docs/open-lineage",
    notes=("Needs the package google-cloud-datacatalog-lineage.",),
)
