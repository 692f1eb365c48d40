"""What lineage costs a task: process time without lineage, with the official provider, and with ours.

    make bench PYTEST_ARGS="-k tasks"

A real scheduler, one task at a time, events to a file, to a fast HTTP server, and to that through the spool;
10 tasks each of Python, SQLite and PostgreSQL (where a server is), in three rounds in which the set-ups take
turns. The time is that of the task's own process, as its supervisor logs it. Prints medians and ratios to the
OpenLineage provider alone with the same transport; asserts nothing about them.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import statistics
import time
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from lineage_provider.cli.airflow_api import AirflowApiError
from tests.fault_server import FaultServer
from tests.integration.scheduler import RunningAirflow, running_airflow

ROUNDS = int(os.environ.get("LINEAGE_BENCH_ROUNDS", "3"))
DAGS = Path(__file__).parent / "dags"
OFFICIAL = {"AIRFLOW__LINEAGE_PROVIDER__ENABLED": "False"}
MODES: Mapping[str, Mapping[str, str]] = {
    "off": {"AIRFLOW__OPENLINEAGE__DISABLED": "True"},
    "official, file": OFFICIAL,
    "ours, file": {},
    "official, http": OFFICIAL,
    "ours, http": {},
    "ours, http by spool": {},
}
COMPARED = (
    ("ours, file", "official, file"),
    ("ours, http", "official, http"),
    ("ours, http by spool", "official, http"),
)
TABLES = (
    "DROP TABLE IF EXISTS bench_orders",
    "DROP TABLE IF EXISTS bench_customers",
    "DROP TABLE IF EXISTS bench_daily",
    "CREATE TABLE bench_orders (id INT, customer_id INT, amount INT, ds VARCHAR(10), status VARCHAR(10))",
    "CREATE TABLE bench_customers (id INT, name VARCHAR(10), country VARCHAR(10))",
    "CREATE TABLE bench_daily (day VARCHAR(10), revenue INT, buyers INT)",
)
Times = dict[tuple[str, str], list[float]]
"""(mode, kind of task) -> seconds of each task's process."""


def _postgres_runs() -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", 5432)) == 0


def _connections(directory: Path) -> dict[str, Mapping[str, object]]:
    return {
        "bench_sqlite": {"conn_type": "sqlite", "host": str(directory / "bench.sqlite")},
        "bench_postgres": {
            "conn_type": "postgres",
            "host": "127.0.0.1",
            "port": 5432,
            "login": "postgres",
            "schema": "test",
        },
    }


def _make_tables(directory: Path, kinds: list[str]) -> None:
    with sqlite3.connect(directory / "bench.sqlite") as connection:
        for statement in TABLES:
            connection.execute(statement)
    if "postgres" in kinds:
        import psycopg2

        with (
            psycopg2.connect("host=127.0.0.1 user=postgres dbname=test") as server,
            server.cursor() as cursor,
        ):
            for statement in TABLES:
                cursor.execute(statement)


def _run(airflow: RunningAirflow, dag_id: str) -> list[float]:
    """Run a DAG; seconds of each of its tasks' processes."""
    before = len(_finished(airflow))
    run_id = airflow.trigger(dag_id)
    deadline = time.monotonic() + 300
    while (state := _state(airflow, dag_id, run_id)) in ("queued", "running"):
        assert time.monotonic() < deadline, f"{dag_id} is {state}"
        time.sleep(0.5)
    assert state == "success"
    time.sleep(1)
    return _finished(airflow)[before:]


def _state(airflow: RunningAirflow, dag_id: str, run_id: str) -> str:
    """The run's state; a machine that is too busy to answer has it still running."""
    try:
        return airflow.api.run_state(dag_id, run_id)
    except AirflowApiError:
        return "running"


# One task at a time, under the time limits that users have.
AS_SHIPPED = {
    "AIRFLOW__CORE__PARALLELISM": "1",
    "AIRFLOW__CORE__TASK_SUCCESS_OVERTIME": "20",
    "AIRFLOW__OPENLINEAGE__EXECUTION_TIMEOUT": "10",
}
_DURATION = re.compile(r"Workload finished.*?duration=([\d.]+)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def _finished(airflow: RunningAirflow) -> list[float]:
    text = (airflow.processes.setup.logs / "scheduler.log").read_text(errors="replace")
    return [float(seconds) for seconds in _DURATION.findall(_COLOURS.sub("", text))]


def _way(mode: str, directory: Path, server: FaultServer) -> dict[str, str]:
    """The transport of a mode; without HTTP in its name that of the set-up, a file."""
    if "http" not in mode:
        return {}
    transport = {"AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps({"type": "http", "url": server.url})}
    spool = {"AIRFLOW__LINEAGE_PROVIDER__SPOOL": str(directory / "spool")}
    return transport | (spool if "spool" in mode else {})


def _measure(directory: Path, mode: str, kinds: list[str], server: FaultServer) -> dict[str, list[float]]:
    directory.mkdir()
    environment = {**AS_SHIPPED, **MODES[mode], **_way(mode, directory, server)}
    with running_airflow(
        directory,
        dag_folders={"benchmarks": DAGS},
        connections=_connections(directory.parent),
        environment=environment,
        dag_ids=[f"bench_{kind}" for kind in kinds],
    ) as airflow:
        return {kind: _run(airflow, f"bench_{kind}") for kind in kinds}


def _print(times: Times, kinds: list[str]) -> None:
    medians = {key: statistics.median(found) for key, found in times.items()}
    print(f"\n{'tasks':10}{'off':>9}   {'ours and official':44}{'seconds':>17}{'ratio':>8}")
    for kind in kinds:
        for ours, official in COMPARED:
            mine, theirs = medians[ours, kind], medians[official, kind]
            print(
                f"{kind:10}{medians['off', kind]:9.3f}   {f'{ours} : {official}':44}"
                f"{mine:8.3f} :{theirs:7.3f}{mine / theirs:7.2f}x{1000 * (mine - theirs):+7.0f} ms"
            )
    counts = {f"{mode} {kind}": len(found) for (mode, kind), found in times.items()}
    print("tasks timed:", json.dumps(counts))


@pytest.mark.benchmark
@pytest.mark.scheduler
def test_process_time_of_tasks(tmp_path: Path) -> None:
    kinds = ["python", "sqlite", *(["postgres"] if _postgres_runs() else [])]
    _make_tables(tmp_path, kinds)
    times: Times = {(mode, kind): [] for mode in MODES for kind in kinds}
    for number, mode in product(range(ROUNDS), MODES):
        directory = tmp_path / f"{mode.replace(', ', '_').replace(' ', '_')}_{number}"
        with FaultServer() as server:
            measured = _measure(directory, mode, kinds, server)
        for kind, found in measured.items():
            times[mode, kind] += found
            print(f"round {number + 1}, {mode}, {kind}: median {statistics.median(found):.3f} s", flush=True)
    _print(times, kinds)
    assert all(times.values())
