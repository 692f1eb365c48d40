"""Runs of the DAG in delivery_dags/, and what its events have to be: for every test of where events go."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lineage_provider.cli.airflow_api import FINISHED_RUN_STATES, AirflowApiError
from tests.integration.scheduler import ROOT, RunningAirflow

FOLDER = ROOT / "tests/integration/delivery_dags"
DAG = "delivery_dag"
TASKS = {"create", "copy", "wait", "count", "fail"}
EXPECTED = sorted(
    [
        (f"{DAG}.create", "START"),
        (f"{DAG}.create", "COMPLETE"),
        (f"{DAG}.copy", "START"),
        (f"{DAG}.copy", "COMPLETE"),
        (f"{DAG}.wait", "START"),
        (f"{DAG}.wait", "COMPLETE"),
        (f"{DAG}.count", "START"),
        (f"{DAG}.count", "COMPLETE"),
        (f"{DAG}.fail", "START"),
        (f"{DAG}.fail", "FAIL"),
        (DAG, "START"),
        (DAG, "FAIL"),
    ]
)
"""Every event of one run; those of the DAG come from the scheduler's process pool."""


def run(airflow: RunningAirflow) -> str:
    """Run the DAG to its end; the run id."""
    run_id = airflow.trigger(DAG)

    def ended() -> bool:
        try:
            return airflow.api.run_state(DAG, run_id) in FINISHED_RUN_STATES
        except AirflowApiError:  # an api-server that loads its modules answers no one else
            return False

    wait_for(ended, 180)
    return run_id


def wait_for(condition: Callable[[], Any], seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.2)
    return found


def events_of(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(event["job"]["name"], event["eventType"]) for event in events]


def at_least_once(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events without repeats of the same content, which arrive where an answer took longer than a task
    waits for it."""
    return list({json.dumps(event, sort_keys=True): event for event in events}.values())


def starts_first(events: list[dict[str, Any]]) -> bool:
    """Whether every run begins with its START, and has none after its end."""
    runs: dict[str, list[str]] = {}
    for event in events:
        runs.setdefault(event["run"]["runId"], []).append(event["eventType"])
    return all(
        states[0] == "START" and "START" not in states[states.count("START") :] for states in runs.values()
    )


def connections(directory: Path) -> dict[str, dict[str, object]]:
    return {"delivery_sqlite": {"conn_type": "sqlite", "host": str(directory / "delivery.sqlite")}}
