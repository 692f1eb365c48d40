"""Cosmos operators with local execution: artifacts that vanish with their temporary directory.

In: a Cosmos operator, in the task's own process before it runs. Out: its artifacts, kept until the task's
event is made. A module of its own because Cosmos runs dbt in a copy of the project and removes it before the
operator returns: what is left is taken at the one moment when Cosmos itself looks at it
(``calculate_openlineage_events_completes``, which it calls on success and on failure).

The method is wrapped on the operator's instance, never on a class; what fails in the wrapper costs lineage
only.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lineage_provider.dbt import Artifacts, ArtifactsError, ProfileError, connection_of, foreign
from lineage_provider.dbt.artifacts import FILES
from lineage_provider.dbt.command import DbtCommand
from lineage_provider.dbt.profile import read_output
from lineage_provider.engines import Engine, engine_for
from lineage_provider.extractors.sql_task import connection_of as airflow_connection_of

log = logging.getLogger("lineage_provider")

_SEAM = "calculate_openlineage_events_completes"
_KEPT = "_lineage_provider_dbt"


@dataclass(frozen=True)
class Kept:
    """What was taken from one invocation."""

    directory: Path
    environment: Mapping[str, str]


def watch(task: Any) -> None:
    """Keep the artifacts of a Cosmos operator that is about to run; the second call does nothing."""
    original = getattr(task, _SEAM, None)
    if original is None or _KEPT in vars(task):
        return
    kept: list[Kept] = []

    def calculate(env: Any, project_dir: Any, *rest: Any, **more: Any) -> Any:
        try:
            kept.append(_keep(Path(project_dir), env))
        except Exception as error:
            log.warning("The artifacts of dbt could not be kept for lineage: %s", error)
        return original(env, project_dir, *rest, **more)

    vars(task).update({_KEPT: kept, _SEAM: calculate})


def leaves_dbt_to_another_task(task: Any) -> bool:
    """Whether a task of Cosmos's watcher mode has only waited for its node, which its producer ran."""
    waits = any(
        kind.__name__ == "BaseConsumerSensor" and kind.__module__.startswith("cosmos.")
        for kind in type(task).__mro__
    )
    return waits and not vars(task).get(_KEPT)


def _keep(project: Path, environment: Mapping[str, str]) -> Kept:
    """Link, or copy, the artifacts out of a directory that will be removed."""
    known = {str(key): str(value) for key, value in environment.items()}
    call = DbtCommand("dbt", "", (), project, {**os.environ, **known})
    target = call.target_directory or project / "target"
    directory = Path(tempfile.mkdtemp(prefix="lineage_provider_dbt_"))
    for name in FILES:
        if (target / name).is_file():
            try:
                os.link(target / name, directory / name)
            except OSError:
                shutil.copyfile(target / name, directory / name)
    return Kept(directory, call.environment)


def read(task: Any, task_started: datetime | None) -> tuple[Artifacts, Engine, Any]:
    """The artifacts of the last invocation, its engine, and a hook to ask the catalog through, or None.

    Raises ArtifactsError, ProfileError or ValueError; what was kept is removed.
    """
    kept: list[Kept] = vars(task).get(_KEPT) or []
    if not kept:
        raise ArtifactsError(
            "Cosmos called no dbt in this task, or its release reads artifacts in another way"
        )
    try:
        artifacts = Artifacts.read(kept[-1].directory)
        why = foreign(artifacts, (), task_started)
        if why is not None:
            raise ArtifactsError(why)
        # Read before their directory is removed.
        _ = artifacts.manifest, artifacts.catalog
    finally:
        for one in kept:
            shutil.rmtree(one.directory, ignore_errors=True)
    engine, hook = _engine(task, artifacts, kept[-1].environment)
    return artifacts, engine, hook


def _engine(task: Any, artifacts: Artifacts, environment: Mapping[str, str]) -> tuple[Engine, Any]:
    """By the Airflow connection of a profile mapping, else by the profiles.yml that Cosmos was given."""
    name = f"{task.dag_id}.{task.task_id}"
    config = getattr(task, "profile_config", None)
    mapping = getattr(config, "profile_mapping", None)
    connection_id = getattr(mapping, "conn_id", None)
    if connection_id:
        from airflow.providers.common.compat.sdk import BaseHook

        hook = BaseHook.get_connection(connection_id).get_hook()  # type: ignore[no-untyped-call]
        return engine_for(hook, airflow_connection_of(hook), task=name), hook
    file = getattr(config, "profiles_yml_filepath", None)
    if not file:
        raise ProfileError("the Cosmos operator has neither a profile mapping nor a profiles.yml")
    variables = artifacts.arguments.get("vars")
    output = read_output(
        Path(file),
        str(getattr(config, "profile_name", None) or "default"),
        getattr(config, "target_name", None),
        environment,
        variables if isinstance(variables, dict) else {},
    )
    return connection_of(str(output.get("type") or artifacts.adapter), output).engine(name), None
