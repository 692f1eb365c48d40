"""What lineage costs a task: process time without lineage, with the official provider, and with ours.

    make bench PYTEST_ARGS="-k tasks"

A real scheduler, one task at a time, events to a file; 20 tasks each of Python, SQLite and PostgreSQL
(where a server is), in two rounds in which the three set-ups take turns. The time is that of the task's own
process, as its supervisor logs it. Prints medians and ratios; asserts nothing about them.
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
from pathlib import Path

import pytest

from lineage_provider.cli.airflow_api import AirflowApiError
from tests.integration.scheduler import RunningAirflow, running_airflow

ROUNDS = int(os.environ.get("LINEAGE_BENCH_ROUNDS", "2"))
DAGS = Path(__file__).parent / "dags"
MODES: Mapping[str, Mapping[str, str]] = {
    "off": {"AIRFLOW__OPENLINEAGE__DISABLED": "True"},
    "official": {"AIRFLOW__LINEAGE_PROVIDER__ENABLED": "False"},
    "ours": {},
}
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


_DURATION = re.compile(r"Workload finished.*?duration=([\d.]+)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def _finished(airflow: RunningAirflow) -> list[float]:
    text = (airflow.processes.setup.logs / "scheduler.log").read_text(errors="replace")
    return [float(seconds) for seconds in _DURATION.findall(_COLOURS.sub("", text))]


def _measure(directory: Path, mode: str, kinds: list[str]) -> dict[str, list[float]]:
    directory.mkdir()
    environment = {"AIRFLOW__CORE__PARALLELISM": "1", **MODES[mode]}
    with running_airflow(
        directory,
        dag_folders={"benchmarks": DAGS},
        connections=_connections(directory.parent),
        environment=environment,
        dag_ids=[f"bench_{kind}" for kind in kinds],
    ) as airflow:
        return {kind: _run(airflow, f"bench_{kind}") for kind in kinds}


def _print(times: Times, kinds: list[str]) -> None:
    print(f"\n{'tasks':10}{'off':>9}{'official':>10}{'ours':>9}{'ours/official':>15}{'ours-official':>15}")
    for kind in kinds:
        off, official, ours = (statistics.median(times[mode, kind]) for mode in MODES)
        print(
            f"{kind:10}{off:9.3f}{official:10.3f}{ours:9.3f}"
            f"{ours / official:14.2f}x{1000 * (ours - official):+12.0f} ms"
        )
    counts = {f"{mode} {kind}": len(found) for (mode, kind), found in times.items()}
    print("tasks timed:", json.dumps(counts))


@pytest.mark.benchmark
@pytest.mark.scheduler
def test_process_time_of_tasks(tmp_path: Path) -> None:
    kinds = ["python", "sqlite", *(["postgres"] if _postgres_runs() else [])]
    _make_tables(tmp_path, kinds)
    times: Times = {(mode, kind): [] for mode in MODES for kind in kinds}
    for number in range(ROUNDS):
        for mode in MODES:
            for kind, found in _measure(tmp_path / f"{mode}_{number}", mode, kinds).items():
                times[mode, kind] += found
                print(
                    f"round {number + 1}, {mode}, {kind}: median {statistics.median(found):.3f} s", flush=True
                )
    _print(times, kinds)
    assert all(times.values())
