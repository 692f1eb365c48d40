"""The real Great Expectations, in a process of its own: what it is given back, and what is noted of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.gx_environment import gx_packages
from tests.openlineage_schema import problems_of

PROGRAM = Path(__file__).with_name("gx_program.py")
ROOT = PROGRAM.parents[2]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gx")


@pytest.fixture(scope="module")
def noted(directory: Path) -> dict[str, Any]:
    """Dataset name -> dataset, of everything that the program validated."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(gx_packages()), str(ROOT / "provider"))),
        "GX_ANALYTICS_ENABLED": "false",
        "OPENLINEAGE__TRANSPORT": json.dumps(
            {"type": "file", "log_file_path": str(directory / "events.jsonl"), "append": True}
        ),
    }
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(directory)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {one["name"]: one for one in json.loads(done.stdout.splitlines()[-1])}


@pytest.fixture(scope="module")
def events(noted: dict[str, Any], directory: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / "events.jsonl").read_text().splitlines()]


def checked(dataset: dict[str, Any]) -> list[tuple[Any, ...]]:
    facet = dataset["inputFacets"]["dataQualityAssertions"]
    return sorted(
        (a["assertion"], a.get("column"), a["success"], a["severity"], a.get("actual"))
        for a in facet["assertions"]
    )


UNEXPECTED = '{"unexpected_count": 1, "unexpected_percent": 33.33333333333333}'
OF_SUITE = [
    ("expect_column_mean_to_be_between", "absent", False, "error", "error"),
    ("expect_column_values_to_be_in_set", "status", False, "error", UNEXPECTED),
    ("expect_column_values_to_not_be_null", "amount", False, "warn", UNEXPECTED),
    ("expect_table_row_count_to_be_between", None, True, "error", "3"),
]


def test_a_checkpoint_with_the_action_sends_a_run_with_every_result(
    events: list[dict[str, Any]], directory: Path
) -> None:
    start, complete = events
    (dataset,) = complete["inputs"]

    assert [event["eventType"] for event in events] == ["START", "COMPLETE"]
    assert (complete["job"]["namespace"], complete["job"]["name"]) == ("quality", "nightly")
    assert (dataset["namespace"], dataset["name"]) == (f"sqlite://{directory}/shop.sqlite", "main.orders")
    assert checked(dataset) == OF_SUITE
    assert problems_of((start, complete)) == []


def test_a_suite_is_noted_with_what_it_measured(noted: dict[str, Any]) -> None:
    metrics = noted["main.orders"]["inputFacets"]["dataQualityMetrics"]

    assert [one for one in checked(noted["main.orders"]) if "quantile" not in one[0]] == OF_SUITE
    assert metrics["rowCount"] == 3
    assert metrics["columnMetrics"]["amount"] == {"count": 3, "nullCount": 1, "quantiles": {}}


def test_one_expectation_on_a_file_is_noted(noted: dict[str, Any], directory: Path) -> None:
    (found,) = checked(noted[f"{directory}/orders.csv"])

    assert noted[f"{directory}/orders.csv"]["namespace"] == "file"
    assert found[:3] == ("expect_column_values_to_not_be_null", "amount", False)


def test_a_result_that_great_expectations_cannot_store_is_noted(noted: dict[str, Any]) -> None:
    (found,) = [one for one in checked(noted["main.orders"]) if "quantile" in one[0]]

    assert found[1:3] == ("amount", False)
    assert found[4] == '{"quantiles": [0.5], "values": [5.5]}'


def test_no_value_of_a_row_is_kept(noted: dict[str, Any], events: list[dict[str, Any]]) -> None:
    assert "top secret" not in json.dumps([noted, events])
