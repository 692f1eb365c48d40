"""Facets that only dbt fills: what a run was in dbt, exposures, documentation.

In: nodes of the manifest. Out: facets. ``dbt_exposures`` and ``dbt_run`` are called as dbt-ol and Cosmos call
theirs. A module of its own because these are not in OpenLineage's specification.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attr
from openlineage.client.event_v2 import OutputDataset
from openlineage.client.facet_v2 import (
    DatasetFacet,
    RunFacet,
    documentation_dataset,
    documentation_job,
    job_type_job,
    ownership_job,
    processing_engine_run,
    symlinks_dataset,
)

from lineage_provider.dbt.artifacts import Artifacts, Node

_SCHEMAS = "https://airflow-provider-lineage.readthedocs.io/schemas/1-0-0"


@attr.define
class DbtRunFacet(RunFacet):
    """Which invocation of dbt a run belongs to, and which node of the project it is."""

    invocation_id: str
    dbt_version: str
    project_name: str
    adapter: str
    command: str | None = None
    unique_id: str | None = None
    resource_type: str | None = None
    materialization: str | None = None
    original_file_path: str | None = None
    tags: list[str] = attr.field(factory=list)

    @staticmethod
    def _get_schema() -> str:
        return f"{_SCHEMAS}/DbtRunFacet.json#/$defs/DbtRunFacet"


@attr.define
class DbtExposuresDatasetFacet(DatasetFacet):
    """Dashboards, notebooks and applications that read a model."""

    exposures: list[dict[str, Any]] = attr.field(factory=list)

    @staticmethod
    def _get_schema() -> str:
        return f"{_SCHEMAS}/DbtExposuresDatasetFacet.json#/$defs/DbtExposuresDatasetFacet"


def run_facets(artifacts: Artifacts, node: Node | None = None) -> dict[str, Any]:
    """What every run of an invocation says of it, and one of ``node`` of its node."""
    own: dict[str, Any] = {}
    if node is not None:
        own = {
            "unique_id": node.unique_id,
            "resource_type": node.kind,
            "materialization": node.materialized or None,
            "original_file_path": node.raw.get("original_file_path"),
            "tags": [str(tag) for tag in node.raw.get("tags") or ()],
        }
    facet = DbtRunFacet(
        invocation_id=artifacts.invocation_id,
        dbt_version=artifacts.dbt_version,
        project_name=artifacts.project,
        adapter=artifacts.adapter,
        command=str(artifacts.arguments.get("which") or "") or None,
        **own,
    )
    return {
        "dbt_run": facet,
        "processing_engine": processing_engine_run.ProcessingEngineRunFacet(
            name="dbt", version=artifacts.dbt_version
        ),
    }


def job_facets(node: Node) -> dict[str, Any]:
    """Type, documentation and owner of a node's job."""
    found: dict[str, Any] = {
        "jobType": job_type_job.JobTypeJobFacet(
            jobType=node.kind.upper(), integration="DBT", processingType="BATCH"
        )
    }
    if node.description:
        found["documentation"] = documentation_job.DocumentationJobFacet(description=node.description)
    owner = (node.raw.get("meta") or node.config.get("meta") or {}).get("owner")
    if isinstance(owner, str) and owner:
        found["ownership"] = ownership_job.OwnershipJobFacet(owners=[ownership_job.Owner(name=owner)])
    return found


def dataset_facets(node: Node, exposures: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Documentation of a node's table, and who reads it outside of dbt."""
    found: dict[str, Any] = {}
    if node.description:
        found["documentation"] = documentation_dataset.DocumentationDatasetFacet(description=node.description)
    if exposures:
        found["dbt_exposures"] = DbtExposuresDatasetFacet(exposures=[_exposure(one) for one in exposures])
    return found


def on_file(view: OutputDataset, file: tuple[str, str]) -> OutputDataset:
    """The file that an external model wrote, by what is known of the view that dbt makes on it.

    Both are outputs, since some read the view and others the file; each names the other as a symlink.
    """
    link = symlinks_dataset.Identifier(view.namespace, view.name, type="TABLE")
    own = {**(view.facets or {}), "symlinks": symlinks_dataset.SymlinksDatasetFacet(identifiers=[link])}
    return OutputDataset(*file, facets=own, outputFacets=dict(view.outputFacets or {}))


def _exposure(raw: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("name", "type", "url", "label", "maturity", "description")
    owner = {key: value for key, value in (raw.get("owner") or {}).items() if value}
    found = {key: raw[key] for key in keys if raw.get(key)}
    return {**found, "owner": owner} if owner else found
