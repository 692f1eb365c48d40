"""dbt Cloud: artifacts of a job's run, by its API.

In: a DbtCloudRunJobOperator whose run is over. Out: the artifacts of each step that ran nodes, and the engine
of the project's connection. A module of its own because it is the only way to dbt that goes over a network:
through the operator's own hook, run results first, and the manifest of those steps only that need it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lineage_provider.dbt import Artifacts, ArtifactsError, connection_of
from lineage_provider.dbt.artifacts import CATALOG, MANIFEST, RUN_RESULTS
from lineage_provider.dbt.command import RUNS
from lineage_provider.engines import Engine

log = logging.getLogger("lineage_provider")

_STEP = re.compile(r"Invoke dbt with `([^`]*)`")


def read(task: Any) -> list[tuple[Artifacts, Engine]]:
    """The artifacts of every step; raises ArtifactsError, ProfileError or what the API's client raises."""
    run_id = getattr(task, "run_id", None)
    if run_id is None:
        raise ArtifactsError("the dbt Cloud operator has started no run")
    if not getattr(task, "wait_for_termination", True):
        raise ArtifactsError(
            "the dbt Cloud run goes on after the task, which has wait_for_termination=False: "
            "its artifacts are not there yet"
        )
    hook, account = task.hook, getattr(task, "account_id", None)
    answer = hook.get_job_run(run_id=run_id, account_id=account, include_related=["run_steps", "job"])
    run = answer.json()["data"]
    account = run.get("account_id") or account
    connection = _connection(hook, run, account)
    found = []
    for step in _steps(run):

        def artifact(path: str, step: int = step) -> Mapping[str, Any]:
            got = hook.get_job_run_artifact(run_id, path=path, account_id=account, step=step).json()
            return got if isinstance(got, Mapping) else {}

        try:
            results = artifact(RUN_RESULTS)
        except Exception as error:  # a step without results: deps, source freshness
            log.debug("Step %s of the dbt Cloud run left no results: %s", step, error)
            continue
        if (results.get("args") or {}).get("which") not in RUNS:
            continue
        artifacts = Artifacts.of(artifact(MANIFEST), results, _optional(artifact))
        found.append((artifacts, _engine(artifacts, connection)))
    if not found:
        raise ArtifactsError(f"dbt Cloud has no run results of run {run_id}")
    return found


def _steps(run: Mapping[str, Any]) -> Iterator[int]:
    """The steps that called dbt, by their number from 1."""
    for step in run.get("run_steps") or ():
        if _STEP.match(str(step.get("name") or "")) and step.get("index") is not None:
            yield int(step["index"])


def _optional(artifact: Any) -> Mapping[str, Any] | None:
    """The catalog, which only jobs that generate documentation leave."""
    try:
        found: Mapping[str, Any] = artifact(CATALOG)
    except Exception as error:
        log.debug("The dbt Cloud run left no catalog: %s", error)
        return None
    return found


def _connection(hook: Any, run: Mapping[str, Any], account: Any) -> Mapping[str, Any]:
    """What the run's project says of its warehouse."""
    project_id = run.get("project_id") or (run.get("job") or {}).get("project_id")
    project = hook.get_project(project_id=project_id, account_id=account).json()["data"]
    connection = project.get("connection") or {}
    return {**(connection.get("details") or {}), "type": connection.get("type")}


def _engine(artifacts: Artifacts, connection: Mapping[str, Any]) -> Engine:
    # dbt Cloud says "adapter" for all connections of its newer kind; the manifest knows which it is.
    adapter = artifacts.adapter or str(connection.get("type") or "")
    return connection_of(adapter, connection).engine()
