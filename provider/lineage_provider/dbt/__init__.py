"""What dbt leaves behind -> lineage: one run a model, seed, snapshot and test.

In: dbt's artifacts (manifest, run results, catalog) and the profile it ran with. Out: :class:`NodeRun` values
with OpenLineage datasets and facets. Reads files, never runs dbt, and knows nothing of Airflow: extractors
find out which dbt ran, and send the events.
"""

from __future__ import annotations

from lineage_provider.dbt.artifacts import Artifacts
from lineage_provider.dbt.command import DbtCommand, dbt_commands
from lineage_provider.dbt.documents import ArtifactsError
from lineage_provider.dbt.freshness import foreign
from lineage_provider.dbt.profile import ProfileConnection, ProfileError, connection_of
from lineage_provider.dbt.runs import DbtLineage, NodeRun, node_runs

__all__ = [
    "Artifacts",
    "ArtifactsError",
    "DbtCommand",
    "DbtLineage",
    "NodeRun",
    "ProfileConnection",
    "ProfileError",
    "connection_of",
    "dbt_commands",
    "foreign",
    "node_runs",
]
