"""Which pipelines the demo takes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from lineage_provider.cli import demo_pipelines


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> set[str]:
    """Modules that can be found; there is no dbt but DBT_EXECUTABLE."""
    modules: set[str] = set()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object() if name in modules else None)
    monkeypatch.setattr(demo_pipelines.sys, "prefix", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DBT_EXECUTABLE", raising=False)
    return modules


def test_what_is_missing_is_told_and_the_others_run(installed: set[str]) -> None:
    assert demo_pipelines.why_not_quality() == "dbt and great-expectations and duckdb-engine not installed"
    assert demo_pipelines.runnable() == ("retail_sqlite", "retail_duckdb")


def test_with_dbt_and_great_expectations_their_pipeline_runs_too(
    installed: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.update({"great_expectations", "duckdb_engine"})
    monkeypatch.setenv("DBT_EXECUTABLE", "/opt/dbt/bin/dbt")

    assert demo_pipelines.runnable()[-1] == "quality_duckdb"


def test_the_dbt_of_make_quality_is_found(installed: set[str], tmp_path: Path) -> None:
    program = tmp_path / "dbt" / "bin" / "dbt"
    program.parent.mkdir(parents=True)
    program.touch()

    assert demo_pipelines.dbt_program() == str(program)
