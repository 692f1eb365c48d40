"""Does every event of 200 tasks arrive that two Celery workers ran while the backend was down at times?

    python tests/benchmarks/celery_delivery.py [--tasks 200] [--redis redis://127.0.0.1:6379/9]

Needs Redis and PostgreSQL (Airflow's metadata; Celery does not go with SQLite), and the packages
apache-airflow-providers-celery, redis, asyncpg and celery<5.7 (that provider cannot import 5.7 yet) beside
this project. A real api-server, scheduler and dag-processor, two `airflow celery worker`s with a spool each,
as on two hosts, and a real HTTP server that is not there, works, answers 503, and works again. Nothing but
Airflow's own processes delivers. Prints what arrived, and how soon after the last task; the exit code is 1
when an event is missing or a START came late.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg2

from lineage_provider.cli.airflow_api import FINISHED_RUN_STATES, AirflowApiError
from lineage_provider.cli.airflow_processes import AirflowProcesses, AirflowSetup
from lineage_provider.delivery.spool import Spool, storage_for
from tests.fault_server import OK, FaultServer, status

DAG = "celery_tasks"
WORKERS = ("worker-1", "worker-2")
DATABASE = "lineage_celery"
POSTGRES = "127.0.0.1:5432"
RUN_SECONDS, RECOVERY_SECONDS = 1_500.0, 180.0


class CeleryAirflow(AirflowProcesses):
    """An Airflow with two workers, each with the spool of a host of its own."""

    def _commands(self) -> Mapping[str, Sequence[str]]:
        workers = {
            name: ["celery", "worker", "--concurrency", "2", "--celery-hostname", name, "--skip-serve-logs"]
            for name in WORKERS
        }
        return {**super()._commands(), **workers}

    def _spawn(self, name: str, arguments: Sequence[str]) -> Any:
        before = self._environment
        spool = str(self.setup.home / "spools" / (name if name in WORKERS else "scheduler"))
        self._environment = {**before, "AIRFLOW__LINEAGE_PROVIDER__SPOOL": spool}
        try:
            return super()._spawn(name, arguments)
        finally:
            self._environment = before


def main() -> int:
    """Run the tasks and wait for their events; 1 when something is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/9")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, metadata() as address:
        setup = make_setup(Path(folder), options.tasks, options.redis, address, port := free_port())
        with CeleryAirflow(setup) as airflow:
            airflow.wait_until_ready([DAG], 300)
            try:
                return measure(airflow, port, options.tasks)
            except BaseException:
                for name in ("scheduler", *WORKERS):
                    print(f"--- {name}\n{airflow.log_tail(name, 40)}", file=sys.stderr)
                raise


@contextlib.contextmanager
def metadata() -> Iterator[str]:
    """A PostgreSQL database for Airflow; dropped afterwards."""
    server = psycopg2.connect(f"host=127.0.0.1 user=postgres dbname=postgres port={POSTGRES.split(':')[1]}")
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield f"postgresql+psycopg2://postgres@{POSTGRES}/{DATABASE}"
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            server.close()


def make_setup(folder: Path, tasks: int, redis: str, database: str, port: int) -> AirflowSetup:
    with sqlite3.connect(folder / "shop.sqlite") as connection:
        connection.execute("CREATE TABLE orders (id INTEGER, amount INTEGER)")
    return AirflowSetup(
        home=folder / "airflow",
        events=folder / "events.jsonl",
        dag_folders={"celery": Path(__file__).parent / "celery_dags"},
        connections={"celery_sqlite": {"conn_type": "sqlite", "host": str(folder / "shop.sqlite")}},
        parallelism=8,
        triggerer=False,
        environment={
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database,
            "AIRFLOW__CELERY__BROKER_URL": redis,
            "AIRFLOW__CELERY__RESULT_BACKEND": redis,
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
                {"type": "http", "url": f"http://127.0.0.1:{port}"}
            ),
            "LINEAGE_CELERY_TASKS": str(tasks),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def measure(airflow: CeleryAirflow, port: int, tasks: int) -> int:
    """Run the DAG against a backend with bad days; print what arrived."""
    began = time.monotonic()
    run_id = airflow.api.trigger(DAG)
    wait_for(lambda: finished(airflow, run_id) >= tasks // 4, "a quarter of the tasks, backend away")
    with FaultServer(port) as server:
        wait_for(lambda: finished(airflow, run_id) >= tasks // 2, "half of the tasks, backend there")
        server.answer = status(503)
        wait_for(lambda: state(airflow, run_id) in FINISHED_RUN_STATES, "all tasks, backend says 503")
        ran, waiting = time.monotonic() - began, waits(airflow)
        server.answer = OK
        expected = 2 * tasks + 2
        recovered = time.monotonic()
        with contextlib.suppress(TimeoutError):
            wait_for(lambda: len(ids(server)) >= expected, "every event", RECOVERY_SECONDS)
        print(f"tasks {tasks}, run {state(airflow, run_id)} after {ran:.0f} s")
        print(f"waiting when the last task had ended: {waiting}")
        return report(server, expected, time.monotonic() - recovered, waits(airflow))


def report(server: FaultServer, expected: int, seconds: float, left: Mapping[str, int]) -> int:
    events = server.events()
    found = Counter(ids(server))
    seen: dict[str, list[str]] = {}
    for event in events:
        seen.setdefault(event["run"]["runId"], []).append(event["eventType"])
    late = [run for run, states in seen.items() if states[0] != "START"]
    print(
        f"arrived {len(found)} of {expected} events, {expected - len(found)} missing, after {seconds:.1f} s"
    )
    print(f"twice {sum(found.values()) - len(found)}, START after its end {len(late)}, still waiting {left}")
    return int(len(found) < expected or bool(late))


def ids(server: FaultServer) -> list[tuple[str, str]]:
    """(run id, event type) of everything acknowledged."""
    return [(event["run"]["runId"], event["eventType"]) for event in server.events()]


def waits(airflow: CeleryAirflow) -> dict[str, int]:
    """How many events wait in each spool."""
    spools = airflow.setup.home / "spools"
    return {
        folder.name: len(Spool(storage_for(str(folder)), "default").waiting())
        for folder in sorted(spools.iterdir())
    }


def finished(airflow: CeleryAirflow, run_id: str) -> int:
    return sum(task.finished for task in airflow.api.task_states(DAG, run_id))


def state(airflow: CeleryAirflow, run_id: str) -> str:
    return airflow.api.run_state(DAG, run_id)


def wait_for(condition: Any, what: str, seconds: float = RUN_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(AirflowApiError):  # too busy to answer
            if condition():
                return
        time.sleep(0.5)
    raise TimeoutError(f"not within {seconds:.0f} s: {what}")


if __name__ == "__main__":
    sys.exit(main())
