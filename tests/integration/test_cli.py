"""``airflow lineage``, as the real executable of this environment, beside a real Airflow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.scheduler import FinishedRun, RunningAirflow

AIRFLOW = Path(sys.executable).with_name("airflow")
DAG, TASK = "plain", "first"


def lineage(
    *arguments: str, text: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(AIRFLOW), "lineage", *arguments],
        input=text,
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"AIRFLOW_HOME": str(tmp_path)}


def test_sql_prints_json_and_nothing_else_on_standard_output(home: dict[str, str]) -> None:
    done = lineage("sql", "--dialect", "postgres", "--json", text="SELECT a FROM t", environment=home)
    assert (done.returncode, json.loads(done.stdout)["inputs"]) == (0, ["t"])


def test_what_cannot_be_used_is_exit_code_2(home: dict[str, str]) -> None:
    done = lineage("sql", "--dialect", "mssql", environment=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--dialect mssql: not known; did you mean tsql?" in done.stderr


@pytest.fixture(scope="module")
def run(airflow: RunningAirflow) -> FinishedRun:
    return airflow.run_dag(DAG)


@pytest.mark.scheduler
def test_find_searches_where_airflows_transport_leaves_events(
    airflow: RunningAirflow, run: FinishedRun
) -> None:
    tag = json.dumps({"dag_id": DAG, "task_id": TASK, "run_id": run.run_id})[:-5]
    done = lineage("find", "--json", "--query-tag", tag, environment=airflow.processes.environment)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)["runs"]
    last = run.last_event(TASK)
    assert found["openlineage_run_id"] == last["run"]["runId"]
    assert (found["run_id"], found["state"]) == (run.run_id, "success")
    assert found["outputs"] == [f"{each['namespace']}/{each['name']}" for each in last["outputs"]]


@pytest.mark.scheduler
def test_find_says_where_it_looked(airflow: RunningAirflow, run: FinishedRun) -> None:
    done = lineage("find", "--query-id", "no-such-query", environment=airflow.processes.environment)
    assert done.returncode == 1
    assert str(airflow.processes.setup.events) in done.stderr
