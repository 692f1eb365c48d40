"""`python -m lineage_provider.cli.demo` from beginning to end, as `make demo` runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from lineage_provider.cli.run_events import read_events
from tests.integration.scheduler import ROOT
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler


def run_demo(directory: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lineage_provider.cli.demo", "--directory", str(directory)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(directory: Path) -> subprocess.CompletedProcess[str]:
    return run_demo(directory, {})


def test_the_demo_ends_well(demo: subprocess.CompletedProcess[str]) -> None:
    assert demo.returncode == 0, demo.stdout + demo.stderr


def test_it_shows_progress(demo: subprocess.CompletedProcess[str]) -> None:
    assert "Starting Airflow" in demo.stdout
    assert "retail_sqlite ended: success" in demo.stdout
    assert "retail_duckdb ended: success" in demo.stdout
    assert "failed (on purpose)" in demo.stdout


def test_it_prints_tasks_datasets_columns_and_checks(demo: subprocess.CompletedProcess[str]) -> None:
    lines = [line.strip(" │├└─") for line in demo.stdout.splitlines()]

    assert any(line.startswith("retail_sqlite  ✓ success") for line in lines)
    assert any(line.startswith("stage_orders  ✓ success") for line in lines)
    assert any(line.startswith("order_state") and "← raw_orders.status  IDENTITY" in line for line in lines)
    assert any(line.startswith("email_hash") and "MASKED" in line for line in lines)
    assert any(line.startswith("✓ check units.min") for line in lines)
    assert any(line.startswith("check_return_rate  ✗ failed") for line in lines)


def test_it_says_where_the_events_are(demo: subprocess.CompletedProcess[str], directory: Path) -> None:
    assert f"Events       {directory / 'events.jsonl'}" in demo.stdout
    assert "retail.marts.daily_revenue" in (directory / "lineage.html").read_text()


def test_the_events_follow_the_specification(demo: subprocess.CompletedProcess[str], directory: Path) -> None:
    file = read_events(directory / "events.jsonl")

    assert len(file.events) > 50
    assert file.damaged_lines == ()
    assert problems_of(file.events) == []


def test_without_lineage_it_fails_and_says_why(tmp_path: Path) -> None:
    demo = run_demo(tmp_path, {"AIRFLOW__LINEAGE_PROVIDER__ENABLED": "False"})

    assert demo.returncode == 1
    assert "The demo failed: No lineage came out: the events of retail_sqlite name no dataset." in demo.stdout
    assert f"Events: {tmp_path / 'events.jsonl'}" in demo.stdout
