"""Lineage objects -> OpenLineage datasets and facets.

In: what the SQL engine found, and the database engine that names it. Out: input and output datasets
with schema, column lineage, lifecycle and symlinks, and the facets of job and run. One file a facet.
Knows the OpenLineage client and nothing of Airflow.
"""

from __future__ import annotations

from lineage_provider.facets.datasets import Datasets, Moment, datasets_of
from lineage_provider.facets.errors import extraction_error, failure, together
from lineage_provider.facets.job import sql_facet

__all__ = [
    "Datasets",
    "Moment",
    "datasets_of",
    "extraction_error",
    "failure",
    "sql_facet",
    "together",
]
