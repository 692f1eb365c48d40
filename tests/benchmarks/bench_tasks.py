"""What lineage costs a task: process time without lineage, with the official provider, and with ours.

    make bench PYTEST_ARGS="-k process_time"

An Airflow with a real scheduler for each way, one task at a time: events to a file, to a fast HTTP server,
and to that through the spool; DAGs of 5 tasks of Python, SQLite and PostgreSQL (where a server is). The
Airflows are there at the same time and take turns: in each of six rounds every one of them runs each DAG, in
an order that is turned round each time, and the others are stopped (SIGSTOP) meanwhile. The time is that of
the task's own process, as its supervisor logs it. Prints medians, and the ratio to the OpenLineage provider
alone with the same transport: the median of the rounds' ratios, the lowest and the highest. Asserts nothing
about them.

Airflow's supervisor sometimes looks for a task's end a moment too early, and then waits for the next
heartbeat, 5 s later, with lineage or without: such tasks are counted, and their times left out.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import sqlite3
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from lineage_provider.cli.airflow_api import AirflowApiError
from tests.fault_server import FaultServer
from tests.integration.scheduler import RunningAirflow, running_airflow

ROUNDS = int(os.environ.get("LINEAGE_BENCH_ROUNDS", "6"))
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
Times = dict[tuple[str, str], list[list[float]]]
"""(mode, kind of task) -> of each round, the seconds of each task's process whose end was seen in time."""


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
    """Run a DAG; seconds of each of its tasks' processes, also of those whose end was seen late."""
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


HEARTBEAT = 5.0
"""Seconds, Airflow's default; no task of ours takes as long."""
# One task at a time, under the time limits that users have.
AS_SHIPPED = {
    "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": f"{HEARTBEAT:.0f}",
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


@contextlib.contextmanager
def _airflow(directory: Path, mode: str, kinds: list[str], server: FaultServer) -> Iterator[RunningAirflow]:
    """An Airflow of one mode, which has run every DAG once: what only a first run costs is not counted."""
    directory.mkdir()
    environment = {**AS_SHIPPED, **MODES[mode], **_way(mode, directory, server)}
    with running_airflow(
        directory,
        dag_folders={"benchmarks": DAGS},
        connections=_connections(directory.parent),
        environment=environment,
        dag_ids=[f"bench_{kind}" for kind in kinds],
    ) as airflow:
        for kind in kinds:
            _run(airflow, f"bench_{kind}")
        yield airflow


def _processes(airflow: RunningAirflow) -> list[psutil.Process]:
    leaders = [psutil.Process(process_id) for process_id in airflow.processes.running().values()]
    return [*leaders, *(child for leader in leaders for child in leader.children(recursive=True))]


def _stop(airflow: RunningAirflow) -> None:
    """Let no process of this Airflow run until :func:`_go_on`."""
    for process in _processes(airflow):
        with contextlib.suppress(psutil.NoSuchProcess):  # a task's, which has just ended
            process.suspend()


def _go_on(airflow: RunningAirflow) -> None:
    for process in _processes(airflow):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.resume()


def _measure(airflow: RunningAirflow, kinds: list[str]) -> dict[str, list[float]]:
    """Seconds of tasks of each kind, in the one Airflow that runs meanwhile."""
    _go_on(airflow)
    try:
        return {kind: _run(airflow, f"bench_{kind}") for kind in kinds}
    finally:
        _stop(airflow)


def _print(times: Times, kinds: list[str]) -> None:
    def median(mode: str, kind: str) -> float:
        return statistics.median(seconds for found in times[mode, kind] for seconds in found)

    print(f"\n{'tasks':10}{'off':>7}   {'ours : official':38}{'seconds':>15}{'ratio':>8}  lowest, highest")
    for kind in kinds:
        for ours, official in COMPARED:
            ratios = [
                statistics.median(mine) / statistics.median(theirs)
                for mine, theirs in zip(times[ours, kind], times[official, kind], strict=True)
            ]
            print(
                f"{kind:10}{median('off', kind):7.3f}   {f'{ours} : {official}':38}"
                f"{median(ours, kind):7.3f} :{median(official, kind):6.3f}{statistics.median(ratios):7.2f}x"
                f"   {min(ratios):.2f} to {max(ratios):.2f}"
            )
    counts = {f"{mode}, {kind}": sum(map(len, found)) for (mode, kind), found in times.items()}
    print("tasks timed:", json.dumps(counts))


@pytest.mark.benchmark
@pytest.mark.scheduler
def test_process_time_of_tasks(tmp_path: Path) -> None:
    kinds = ["python", "sqlite", *(["postgres"] if _postgres_runs() else [])]
    _make_tables(tmp_path, kinds)
    times: Times = {(mode, kind): [] for mode in MODES for kind in kinds}
    seen_late = dict.fromkeys(MODES, 0)
    with FaultServer() as server, contextlib.ExitStack() as running:
        airflows: dict[str, RunningAirflow] = {}
        for mode in MODES:
            directory = tmp_path / mode.replace(", ", "_").replace(" ", "_")
            airflows[mode] = running.enter_context(_airflow(directory, mode, kinds, server))
            running.callback(_go_on, airflows[mode])  # it ends by itself only when it runs
            _stop(airflows[mode])
        for number in range(ROUNDS):
            for mode in MODES if number % 2 == 0 else reversed(MODES):
                for kind, found in _measure(airflows[mode], kinds).items():
                    seen_late[mode] += sum(seconds >= HEARTBEAT for seconds in found)
                    found = [seconds for seconds in found if seconds < HEARTBEAT]
                    times[mode, kind].append(found)
                    middle = statistics.median(found)
                    print(f"round {number + 1}, {mode}, {kind}: median {middle:.3f} s", flush=True)
    _print(times, kinds)
    print("tasks whose end was seen late:", json.dumps(seen_late))
    assert all(times.values())
