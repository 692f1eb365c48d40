"""A shell command that runs a real dbt as a task would, and what is known of it then, without an Airflow.

task = DbtTask(directory, "dbt build")      # `dbt` is the real one; started at once
task.ended()
nodes, notes = task.read()
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from lineage_provider.extractors import dbt_bash
from tests.integration.dbt_environment import dbt_executable

SECONDS = 300


class DbtTask:
    """``directory``: the operator's cwd; None for one that gives none."""

    def __init__(
        self, directory: Path | None, command: str, environment: Mapping[str, str] | None = None
    ) -> None:
        text = command.replace("dbt ", f'"{dbt_executable()}" ')
        given = {**os.environ, **(environment or {})}
        self.operator = SimpleNamespace(bash_command=text, cwd=directory and str(directory), env=given)
        self.started = datetime.now(UTC)
        self._process = subprocess.Popen(
            ["bash", "-c", text], cwd=directory, env=given, stdout=subprocess.DEVNULL
        )

    def running(self) -> bool:
        return self._process.poll() is None

    def ended(self) -> int:
        """Wait for it; its exit code."""
        return self._process.wait(SECONDS)

    def read(self) -> tuple[list[str], list[str]]:
        """The nodes that are known, and what is said of others; raises ArtifactsError."""
        [calls] = dbt_bash.by_target(dbt_bash.commands(self.operator))
        artifacts, _ = dbt_bash.read(calls, self.started)
        succeeded = self._process.returncode == 0
        artifacts, notes = dbt_bash.with_earlier(self.operator, calls, artifacts, self.started, succeeded)
        return sorted({result.unique_id for result in artifacts.results}), notes
