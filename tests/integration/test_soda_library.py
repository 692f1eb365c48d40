"""The real Soda Core 3, in a process and an environment of its own: what is noted of a scan."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from tests.integration.dbt_environment import environment
from tests.integration.scheduler import ROOT

VERSION = "3.5.6"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("soda")


@pytest.fixture(scope="module")
def noted(directory: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The datasets, and what could not be known."""
    # setuptools: a part of Soda still imports distutils, which Python 3.12 has no longer.
    home = environment("soda-core", VERSION, (f"soda-core-duckdb=={VERSION}", "setuptools"))
    program = Path(__file__).with_name("soda_program.py")
    packages = [str(ROOT / "provider"), sysconfig.get_path("purelib")]
    done = subprocess.run(
        [str(home / "bin" / "python"), str(program), str(directory), *packages],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    datasets, problems = done.stdout.splitlines()[-2:]
    return json.loads(datasets), json.loads(problems)


def test_every_check_is_on_the_table_of_the_file(
    noted: tuple[list[dict[str, Any]], list[str]], directory: Path
) -> None:
    (dataset,) = noted[0]
    facet = dataset["inputFacets"]["dataQualityAssertions"]
    found = {
        (one["assertion"], one.get("column"), one["success"], one["severity"], one.get("actual"))
        for one in facet["assertions"]
    }

    assert (dataset["namespace"], dataset["name"]) == (
        f"duckdb://{directory}/shop.duckdb",
        "shop.main.orders",
    )
    assert found == {
        ("row_count", None, True, "error", "3"),
        ("missing_count", "amount", False, "error", "1"),
        ("duplicate_count", "id", False, "warn", "1"),
        ("max", "amount", True, "error", "7.0"),
        ("invalid_percent", "status", False, "error", "33.33"),
        ("schema", None, False, "error", None),
        ("failed_rows", None, False, "error", "1"),
    }


def test_what_it_measured(noted: tuple[list[dict[str, Any]], list[str]]) -> None:
    metrics = noted[0][0]["inputFacets"]["dataQualityMetrics"]

    assert metrics["rowCount"] == 3
    assert metrics["columnMetrics"]["amount"]["nullCount"] == 1
    assert metrics["columnMetrics"]["amount"]["max"] == 7.0


def test_a_check_that_could_not_be_evaluated_is_told(
    noted: tuple[list[dict[str, Any]], list[str]],
) -> None:
    assert noted[1] == ["Soda could not evaluate the check max(status) < 3"]


def test_no_value_of_a_row_is_kept(noted: tuple[list[dict[str, Any]], list[str]]) -> None:
    assert "a value of a row" not in json.dumps(noted)
