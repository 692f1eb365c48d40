"""Two tasks that run a real dbt in one directory at the same time: right, or said, never the other one's."""

from __future__ import annotations

import time
from pathlib import Path

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


def known(task: DbtTask) -> tuple[list[str], list[str]] | str:
    """The nodes that a task that has ended knows, and what it says of others; or why it knows none."""
    try:
        return task.read()
    except ArtifactsError as error:
        return str(error)


def while_another_waits(directory: Path, first: str, second: str) -> list[tuple[list[str], list[str]] | str]:
    """What each of two tasks knows, of which the first runs its dbt, then lives until the second ended."""
    tasks = [DbtTask(directory, f"{first} && touch ran && sh wait.sh")]
    while not (directory / "ran").exists():
        assert tasks[0].running()
        time.sleep(0.05)
    tasks.append(DbtTask(directory, second))
    assert tasks[1].ended() == 0
    (directory / "go").touch()
    assert tasks[0].ended() == 0
    return [known(task) for task in tasks]


def test_equal_commands_are_not_told_apart(directory: Path) -> None:
    one, other = while_another_waits(directory, "dbt run --select a", "dbt run --select a")

    assert "ran there more often than this task calls it" in one
    # The log does not tell when the first one's dbt ended: the second began after that.
    assert other == (["model.shop.a"], [])


def test_the_results_of_another_command_are_not_taken(directory: Path) -> None:
    one, other = while_another_waits(directory, "dbt run --select a", "dbt run --select b")

    assert "another task uses that directory" in one
    assert other == (["model.shop.b"], [])


def test_at_the_same_moment_nobody_takes_the_others(directory: Path) -> None:
    """Which of them ends last is chance, and whether they garble what both write, too."""
    own = ["model.shop.a"], ["model.shop.b"]
    tasks = DbtTask(directory, "dbt run --select a"), DbtTask(directory, "dbt run --select b")
    for task in tasks:
        task.ended()

    for task, nodes in zip(tasks, own, strict=True):
        said = known(task)
        if isinstance(said, str):
            assert "another task uses that directory" in said or "give each a --target-path" in said
        else:
            assert said == (nodes, [])


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
    tasks = [DbtTask(directory, f"dbt run --select {name} --target-path {name}_target") for name in "ab"]

    assert [task.ended() for task in tasks] == [0, 0]
    assert [known(task) for task in tasks] == [(["model.shop.a"], []), (["model.shop.b"], [])]
