"""Marquez, the reference server of OpenLineage.

In: option values. Out: an ``http`` transport. A module of its own because every backend is one. Rules from
Marquez's source: a namespace with a character outside its set is answered with 400, and column lineage is
kept only between columns that the schema facets of both datasets name in the same run.
"""

from __future__ import annotations

from lineage_provider.destinations.base import NAMESPACE, Destination, Option, Rules, Transport, Values
from lineage_provider.destinations.http import API_KEY, TIMEOUT_OPTION, address, http_transport


def _transport(values: Values) -> Transport:
    return http_transport(values, address(values))


DESTINATION = Destination(
    name="marquez",
    title="Marquez",
    description="The reference server of OpenLineage, with a page of its own for lineage.",
    transport=_transport,
    options=(
        Option(
            "url",
            "Address of the Marquez API.",
            required=True,
            example="http://marquez:5000",
            variables=("MARQUEZ_URL",),
            connection="host",
        ),
        API_KEY,
        TIMEOUT_OPTION,
        NAMESPACE,
    ),
    rules=Rules(needs_schema=True, namespace_characters=r"a-zA-Z:;=/0-9_\-.@+", max_namespace=1024),
    shown=("url",),
    documentation="https://marquezproject.ai/docs/",
    notes=("Column lineage needs the schema facet on both sides: keep catalog_lookup on.",),
)
