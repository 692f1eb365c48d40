"""A ``ValidationAction`` for checkpoints of Great Expectations 1.x outside Airflow.

    from lineage_provider.gx.action import LineageAction

    gx.Checkpoint(name="nightly", validation_definitions=[orders], actions=[LineageAction(name="lineage")])

In: the result of a checkpoint. Out: one run of the job ``<checkpoint>`` with every validated dataset, its
assertions and metrics, sent through :mod:`lineage_provider.api`. A module of its own because it alone imports
Great Expectations. What fails here is logged and breaks no checkpoint; data that fails does not fail the run.

In Airflow it is not needed: a task's validations are in the task's own events.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Literal, Optional

from great_expectations.checkpoint import ValidationAction

from lineage_provider.api import lineage_run
from lineage_provider.gx.datasets import validated
from lineage_provider.gx.reading import read

if TYPE_CHECKING:
    from lineage_provider.gx.validations import Validation

log = logging.getLogger("lineage_provider")


class LineageAction(ValidationAction):  # type: ignore[misc]  # without types where it is not installed
    """Send what a checkpoint validated; where to, ``OPENLINEAGE_URL`` and its kin say.

    ``job`` and ``namespace`` name the job; without them the checkpoint's name and ``OPENLINEAGE_NAMESPACE``.
    ``parent`` (``namespace/job/run id``) is the run that this one belongs to; without it
    ``OPENLINEAGE_PARENT_ID`` is read. Great Expectations stores these, so no secret is among them.
    """

    type: Literal["lineage_provider"] = "lineage_provider"
    name: str = "lineage"
    # Optional: pydantic 1 evaluates these annotations.
    job: Optional[str] = None  # noqa: UP045
    namespace: Optional[str] = None  # noqa: UP045
    parent: Optional[str] = None  # noqa: UP045

    def run(self, checkpoint_result: Any, action_context: Any = None) -> dict[str, Any]:
        """Called by the checkpoint. Returns the ids of what was sent, or the reason why nothing was."""
        try:
            return self._send(checkpoint_result)
        except Exception as error:
            log.warning("Lineage of a checkpoint is not sent: %s: %s", type(error).__name__, error)
            log.debug("Lineage of a checkpoint is not sent", exc_info=True)
            return {"error": f"{type(error).__name__}: {error}"[:500]}

    def _send(self, checkpoint_result: Any) -> dict[str, Any]:
        from lineage_provider.facets import extraction_error

        checkpoint = checkpoint_result.checkpoint_config
        definitions = {one.id: one for one in checkpoint.validation_definitions}
        run = lineage_run(
            self.job or checkpoint.name,
            namespace=self.namespace,
            parent=self.parent,
            job_type="CHECKPOINT",
            integration="GREAT_EXPECTATIONS",
        )
        validations = [_validation(one, definitions) for one in checkpoint_result.run_results.values()]
        found = validated(validations, run.job)
        with run:
            run.add_inputs(found.inputs)
            error = extraction_error(found.problems, len(validations), {})
            if error is not None:
                run.facet("extractionError", error)
        return {"job": run.job, "namespace": run.namespace, "run_id": run.run_id}


def _validation(result: Any, definitions: dict[Any, Any]) -> Validation:
    definition = definitions[result.meta["validation_id"]]
    return read(definition.data, result.meta.get("batch_spec"), result.results, result.suite_name)
