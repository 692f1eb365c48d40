"""Ways to write a dbt command, with a real dbt: the artifacts are found, or what is missing is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lineage_provider.dbt import ArtifactsError
from tests.integration.dbt_tasks import DbtTask

FILES = {
    "dbt_project.yml": "{name: shop, profile: shop, flags: {send_anonymous_usage_stats: false}}",
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}",
    "seeds/orders.csv": "id,amount\n1,5\n",
    "models/a.sql": "{{ config(materialized='table') }} select id from {{ ref('orders') }}",
    "models/a.yml": "{models: [{name: a, columns: [{name: id, data_tests: [unique]}]}]}",
}
BUILT = ["model.shop.a", "seed.shop.orders", "test.shop.unique_a_id.f6a5f640da"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a directory whose name has a space."""
    made = tmp_path_factory.mktemp("dbt") / "my shop"
    for name, text in FILES.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text)
    return made


@pytest.mark.parametrize(
    "command",
    [
        'cd "{project}" && dbt build',
        'dbt build --project-dir "{project}" --profiles-dir "{project}"',
        "dbt build --project-dir='{project}' --profiles-dir='{project}' --target-path relative",
        'cd "{project}/models" && dbt build --profiles-dir .. --target-path "{project}/a target"',
        'export DBT_TARGET_PATH="{project}/of environment"; cd "{project}"; dbt build 2>&1 | tail -3',
    ],
)
def test_wherever_dbt_is_called_its_results_are_found(project: Path, command: str) -> None:
    task = DbtTask(None, command.format(project=project))

    assert task.ended() == 0
    assert task.read() == (BUILT, [])


@pytest.mark.parametrize("name", ["DBT_TARGET_PATH", "DBT_ENGINE_TARGET_PATH"])
def test_a_target_path_of_the_tasks_environment(project: Path, tmp_path: Path, name: str) -> None:
    task = DbtTask(project, "dbt build", {name: str(tmp_path / "a target")})

    assert task.ended() == 0
    assert task.read() == (BUILT, [])


def test_what_an_earlier_command_made_is_known_by_its_sql(project: Path) -> None:
    task = DbtTask(project, "dbt build && dbt docs generate")
    assert task.ended() == 0
    nodes, [note] = task.read()

    assert nodes == BUILT[:2]
    assert "only the results of the last that ran (dbt generate) are left" in note


def test_a_project_that_cannot_be_parsed_leaves_nothing(project: Path, tmp_path: Path) -> None:
    broken = tmp_path / "shop"
    shutil.copytree(project, broken, ignore=shutil.ignore_patterns("target", "logs"))
    (broken / "models" / "bad.sql").write_text("select * from {{ ref('nowhere') }}")
    task = DbtTask(broken, "dbt build")

    assert task.ended() != 0
    with pytest.raises(ArtifactsError, match="dbt ended before it ran a node"):
        task.read()


def test_results_of_yesterday_are_not_those_of_a_project_that_cannot_be_parsed(
    project: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "shop"
    shutil.copytree(project, broken, ignore=shutil.ignore_patterns("target"))
    first = DbtTask(broken, "dbt build")
    assert first.ended() == 0
    (broken / "models" / "bad.sql").write_text("select * from {{ ref('nowhere') }}")
    task = DbtTask(broken, "sleep 3; dbt build")

    assert task.ended() != 0
    with pytest.raises(ArtifactsError, match=r"is of an earlier run .* dbt of this task wrote none"):
        task.read()
