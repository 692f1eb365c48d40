"""A job by itself: what it reads and writes by design, without a run.

In: a job's name and datasets. Out: one OpenLineage JobEvent. A module of its own because schedulers register
jobs before they run them; the facets of a job are those of its runs, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from openlineage.client.event_v2 import Job, JobEvent
from openlineage.client.facet_v2 import documentation_job, job_type_job, ownership_job

from lineage_provider import PRODUCER
from lineage_provider.api.datasets import Dataset, Gathered, several
from lineage_provider.api.emitting import Emitter, default_namespace, guarded


def emit_job(
    job: str,
    *,
    namespace: str | None = None,
    inputs: Sequence[Dataset] = (),
    outputs: Sequence[Dataset] = (),
    description: str | None = None,
    owners: Sequence[str] = (),
    job_type: str = "JOB",
    integration: str = "CUSTOM",
    transport: Mapping[str, Any] | None = None,
) -> None:
    """Send what ``job`` is, reads and writes. Errors are logged, never raised."""

    def send() -> None:
        gathered = Gathered()
        for dataset in several(inputs):
            gathered.add_input(dataset)
        for dataset in several(outputs):
            gathered.add_output(dataset)
        emitter = Emitter(transport)
        emitter(
            JobEvent(
                eventTime=datetime.now(UTC).isoformat(),
                job=Job(
                    namespace=namespace or default_namespace(),
                    name=job,
                    facets=job_facets(description, owners, job_type, integration),
                ),
                inputs=list(gathered.inputs.values()),
                outputs=list(gathered.outputs.values()),
                producer=PRODUCER,
            )
        )
        emitter.close()

    guarded(f"the job {job} is not sent", None, send)


def job_facets(
    description: str | None, owners: Sequence[str], job_type: str, integration: str
) -> dict[str, Any]:
    """Job facets: ``jobType`` always, because backends do not process runs without it."""
    facets: dict[str, Any] = {
        "jobType": job_type_job.JobTypeJobFacet(
            processingType="BATCH", integration=integration, jobType=job_type
        )
    }
    if description:
        facets["documentation"] = documentation_job.DocumentationJobFacet(description=description)
    if owners:
        facets["ownership"] = ownership_job.OwnershipJobFacet(
            owners=[
                ownership_job.Owner(name=owner) for owner in ([owners] if isinstance(owners, str) else owners)
            ]
        )
    return facets
