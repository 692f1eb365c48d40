"""External models of a real dbt-duckdb: the view that dbt makes and the file that it wrote."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.dbt import DbtLineage, node_runs
from lineage_provider.extractors import dbt_bash
from tests.integration.dbt_environment import dbt_executable

PROJECT = """
name: shop
version: "1.0"
profile: shop
flags: {send_anonymous_usage_stats: false}
"""
PROFILES = """
shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: "{{ env_var('DATABASE') }}", external_root: lake}
"""
SEED = "id,amount,country\n1,5.5,DE\n2,7,FR\n"
MODELS = {
    "located": "{{ config(materialized='external', location=env_var('LAKE') ~ '/located orders.parquet') }}"
    "select id, amount * 2 as twice from {{ ref('orders') }}",
    "by_root": "{{ config(materialized='external', format='csv') }} select id from {{ ref('located') }}",
    "parts": "{{ config(materialized='external', location=env_var('LAKE') ~ '/parts',"
    " options={'partition_by': 'country'}) }} select id, country from {{ ref('orders') }}",
    "inside": "{{ config(materialized='table') }} select id, twice from {{ ref('located') }}",
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a directory whose name has a space."""
    made = tmp_path_factory.mktemp("external") / "my shop"
    for folder in ("models", "seeds", "lake"):
        (made / folder).mkdir(parents=True)
    (made / "dbt_project.yml").write_text(PROJECT)
    (made / "profiles.yml").write_text(PROFILES)
    (made / "seeds" / "orders.csv").write_text(SEED)
    for name, text in MODELS.items():
        (made / "models" / f"{name}.sql").write_text(text)
    return made


@pytest.fixture(scope="module", params=["file", "memory"])
def found(request: pytest.FixtureRequest, directory: Path) -> DbtLineage:
    """What a task's `dbt build` left, for a database in a file and for one in memory."""
    database = str(directory / "shop.duckdb") if request.param == "file" else ":memory:"
    lake = directory / f"lake_{request.param}"
    lake.mkdir()
    environment = {"DATABASE": database, "LAKE": str(lake)}
    command = f'"{dbt_executable()}" build --target-path target_{request.param}'
    task = SimpleNamespace(
        bash_command=command, cwd=str(directory), env=environment, append_env=True, dag_id="d", task_id="t"
    )
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=directory,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    artifacts, engine = dbt_bash.read(dbt_bash.commands(task), None, "d.t")
    return node_runs(artifacts, engine)


def outputs(found: DbtLineage, model: str) -> list[Any]:
    [run] = [one for one in found.runs if one.unique_id == f"model.shop.{model}"]
    return run.datasets.outputs


def links(dataset: Any) -> list[tuple[str, str, str]]:
    return [(one.namespace, one.name, one.type) for one in dataset.facets["symlinks"].identifiers]


def test_a_model_with_a_location_has_view_and_file(found: DbtLineage, directory: Path) -> None:
    view, file = outputs(found, "located")

    assert view.name.rpartition(".")[2] == "located"
    assert file.namespace == "file"
    assert Path(file.name).name == "located orders.parquet"
    assert Path(file.name).is_file()
    assert links(view) == [("file", file.name, "LOCATION")]
    assert links(file) == [(view.namespace, view.name, "TABLE")]


def test_both_have_the_columns(found: DbtLineage) -> None:
    for dataset in outputs(found, "located"):
        fields = dataset.facets["columnLineage"].fields
        assert [field.field for field in fields["twice"].inputFields] == ["amount"]


def test_a_model_without_a_location_is_below_the_profiles_root(found: DbtLineage, directory: Path) -> None:
    assert outputs(found, "by_root")[1].name == str(directory / "lake" / "by_root.csv")


def test_a_partitioned_model_is_a_directory(found: DbtLineage) -> None:
    file = Path(outputs(found, "parts")[1].name)

    assert file.name == "parts"
    assert {one.name for one in file.iterdir()} == {"country=DE", "country=FR"}


def test_who_reads_an_external_model_reads_its_view_and_knows_its_file(found: DbtLineage) -> None:
    [run] = [one for one in found.runs if one.unique_id == "model.shop.inside"]
    [read] = run.datasets.inputs
    view, file = outputs(found, "located")

    assert (read.namespace, read.name) == (view.namespace, view.name)
    assert links(read) == [("file", file.name, "LOCATION")]
    assert len(run.datasets.outputs) == 1


def test_nothing_is_missing(found: DbtLineage) -> None:
    assert found.problems == ()
