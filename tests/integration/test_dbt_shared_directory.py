"""Two tasks that run a real dbt in one directory at the same time: right, or said, never the other one's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lineage_provider.dbt import ArtifactsError
from tests.integration.dbt_tasks import DbtTask

FILES = {
    "dbt_project.yml": "{name: shop, profile: shop, flags: {send_anonymous_usage_stats: false}}",
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}",
    "models/a.sql": "select 1 as id",
    "models/b.sql": "select 2 as id",
    "wait.sh": "until [ -e go ]; do sleep 0.2; done",
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def both(directory: Path, first: str, second: str) -> list[Any]:
    """What each of two tasks knows, when both have ended."""
    tasks = [DbtTask(directory, first), DbtTask(directory, second)]
    for task in tasks:
        assert task.ended() == 0
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
    task = DbtTask(directory, "dbt run --select a && sh wait.sh && dbt run --select a")
    assert DbtTask(directory, "dbt run --select b").ended() == 0
    (directory / "go").touch()
    assert task.ended() == 0
    nodes, notes = task.read()

    assert nodes == ["model.shop.a"]
    assert (
        "what those before ran is not known, because `dbt run --select b` ran in that directory" in notes[0]
    )


def test_target_directories_of_their_own_keep_tasks_apart(directory: Path) -> None:
    found = both(directory, "dbt run --select a --target-path one", "dbt run --select b --target-path other")

    assert found == [(["model.shop.a"], []), (["model.shop.b"], [])]
