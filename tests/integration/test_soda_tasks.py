"""Soda Core 3 in the tasks of a real scheduler, beside Airflow's own packages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration.event_lineage import full_names
from tests.integration.scheduler import ROOT, FinishedRun, running_airflow
from tests.integration.soda_environment import soda_packages
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

ENDS = {"load": "success", "passes": "success", "fails": "failed", "warns": "success"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FinishedRun]:
    directory = tmp_path_factory.mktemp("soda_tasks")
    connections = {"soda_duckdb": {"conn_type": "duckdb", "host": str(directory / "shop.duckdb")}}
    folders = {"dags": ROOT / "tests/integration/soda_dags"}
    environment = {"PYTHONPATH": str(soda_packages())}
    with running_airflow(directory / "airflow", folders, connections, environment, ("soda",)) as airflow:
        yield airflow.run_dag("soda", timeout=600)


def assertions(event: Event) -> list[tuple[Any, ...]]:
    [dataset] = event["inputs"]
    found = dataset["inputFacets"]["dataQualityAssertions"]["assertions"]
    assert dataset["facets"]["dataQualityAssertions"]["assertions"] == found
    keys = ("assertion", "column", "success", "severity", "actual")
    return sorted(tuple(one.get(key) for key in keys) for one in found)


def test_what_soda_fails_is_what_fails(run: FinishedRun) -> None:
    assert run.task_states() == ENDS


def test_every_event_follows_the_specification(run: FinishedRun) -> None:
    assert problems_of(run.events()) == []


def test_every_task_has_its_two_events_and_lacks_nothing(run: FinishedRun) -> None:
    for task, state in ENDS.items():
        end = "COMPLETE" if state == "success" else "FAIL"
        assert [event["eventType"] for event in run.task_events(task)] == ["START", end]
        assert "extractionError" not in run.last_event(task)["run"]["facets"]


@pytest.mark.parametrize("task", ["passes", "fails", "warns"])
def test_what_is_scanned_is_the_table_that_the_sql_task_made(run: FinishedRun, task: str) -> None:
    [made] = run.last_event("load")["outputs"]

    assert full_names(run.last_event(task)) == {(made["namespace"], made["name"])}
    assert made["name"] == "shop.main.orders"


def test_a_scan_that_passes(run: FinishedRun) -> None:
    event = run.last_event("passes")

    assert assertions(event) == [
        ("max", "amount", True, "error", "7.0"),
        ("row_count", None, True, "error", "3"),
    ]
    metrics = event["inputs"][0]["inputFacets"]["dataQualityMetrics"]
    assert (metrics["rowCount"], metrics["columnMetrics"]["amount"]["max"]) == (3, 7.0)


def test_a_scan_that_fails_its_task(run: FinishedRun) -> None:
    assert assertions(run.last_event("fails")) == [
        ("invalid_percent", "status", False, "error", "33.33"),
        ("missing_count", "amount", False, "error", "1"),
    ]


def test_a_scan_that_warns(run: FinishedRun) -> None:
    assert assertions(run.last_event("warns")) == [("duplicate_count", "id", False, "warn", "1")]


def test_no_value_of_a_row_is_in_an_event(run: FinishedRun) -> None:
    # The SQL task's own text has it.
    events = [event for task in ENDS if task != "load" for event in run.task_events(task)]

    assert events
    assert "a value of a row" not in json.dumps(events)
