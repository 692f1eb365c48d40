"""Two tasks that run a real dbt in one directory at the same time: right, or said, never the other one's."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.dbt import ArtifactsError
from lineage_provider.extractors import dbt_bash
from tests.integration.dbt_environment import dbt_executable

FILES = {
    "dbt_project.yml": "{name: shop, profile: shop, flags: {send_anonymous_usage_stats: false}}",
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}",
    "models/a.sql": "select 1 as id",
    "models/b.sql": "select 2 as id",
    "wait.sh": "until [ -e go ]; do sleep 0.2; done",
}


class Task:
    """A shell command that runs as a task would."""

    def __init__(self, directory: Path, command: str) -> None:
        text = command.replace("dbt ", f'"{dbt_executable()}" ')
        self.operator = SimpleNamespace(bash_command=text, cwd=str(directory), env=None)
        self.started = datetime.now(UTC)
        self._process = subprocess.Popen(
            ["bash", "-c", text], cwd=directory, env=dict(os.environ), stdout=subprocess.DEVNULL
        )

    def ended(self) -> None:
        assert self._process.wait(300) == 0

    def read(self) -> tuple[list[str], list[str]]:
        """The nodes that are known, and what is said of others."""
        [calls] = dbt_bash.by_target(dbt_bash.commands(self.operator))
        artifacts, _ = dbt_bash.read(calls, self.started)
        artifacts, notes = dbt_bash.with_earlier(
            self.operator, calls, artifacts, self.started, succeeded=True
        )
        return sorted({result.unique_id for result in artifacts.results}), notes


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def both(directory: Path, first: str, second: str) -> list[Any]:
    """What each of two tasks knows, when both have ended."""
    tasks = [Task(directory, first), Task(directory, second)]
    for task in tasks:
        task.ended()
    found: list[Any] = []
    for task in tasks:
        try:
            found.append(task.read())
        except ArtifactsError as error:
            found.append(str(error))
    return found


def test_equal_commands_are_not_told_apart(directory: Path) -> None:
    for said in both(directory, "dbt run --select a", "dbt run --select a"):
        assert "ran there more often than this task calls it" in said


def test_the_results_of_another_command_are_not_taken(directory: Path) -> None:
    one, other = sorted(both(directory, "dbt run --select a", "dbt run --select b"), key=str)

    assert one[0] in (["model.shop.a"], ["model.shop.b"])
    assert "another task uses that directory" in other


def test_what_another_task_built_is_not_taken_for_an_earlier_command_of_this_one(directory: Path) -> None:
    task = Task(directory, "dbt run --select a && sh wait.sh && dbt run --select a")
    Task(directory, "dbt run --select b").ended()
    (directory / "go").touch()
    task.ended()
    nodes, notes = task.read()

    assert nodes == ["model.shop.a"]
    assert (
        "what those before ran is not known, because `dbt run --select b` ran in that directory" in notes[0]
    )


def test_target_directories_of_their_own_keep_tasks_apart(directory: Path) -> None:
    found = both(directory, "dbt run --select a --target-path one", "dbt run --select b --target-path other")

    assert found == [(["model.shop.a"], []), (["model.shop.b"], [])]
