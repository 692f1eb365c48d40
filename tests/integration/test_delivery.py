"""Delivery under a real scheduler: a backend that is down while tasks run, and no backend at all.

The backend is a real HTTP server of this process; it is not there at first.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from lineage_provider.delivery import store
from lineage_provider.delivery.spool import Spool, storage_for
from tests.fault_server import FaultServer
from tests.integration.delivery_runs import (
    DAG,
    EXPECTED,
    FOLDER,
    TASKS,
    connections,
    events_of,
    run,
    starts_first,
    wait_for,
)
from tests.integration.scheduler import RunningAirflow, running_airflow

pytestmark = pytest.mark.scheduler


@pytest.fixture(scope="module")
def port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Spool:
    return Spool(storage_for(str(tmp_path_factory.mktemp("delivery") / "spool")), "default")


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory, port: int, spool: Spool) -> Iterator[RunningAirflow]:
    """An Airflow with a plain HTTP transport, and ``[lineage_provider] spool`` in front of it."""
    directory = tmp_path_factory.mktemp("delivery_airflow")
    with running_airflow(
        directory,
        dag_folders={"delivery": FOLDER},
        connections=connections(directory),
        environment={
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
                {"type": "http", "url": f"http://127.0.0.1:{port}"}
            ),
            "AIRFLOW__LINEAGE_PROVIDER__SPOOL": spool.storage.address,
        },
        dag_ids=[DAG],
    ) as running:
        yield running


def senders(airflow: RunningAirflow) -> dict[str, psutil.Process]:
    """The background sender beside each of Airflow's processes."""
    return {
        name: child
        for name, process in airflow.processes.running().items()
        for child in psutil.Process(process).children()
        if "lineage -- sender" in " ".join(child.cmdline())
    }


def test_what_a_backend_misses_arrives_when_it_is_back(
    airflow: RunningAirflow, port: int, spool: Spool
) -> None:
    run_id = run(airflow)
    wait_for(lambda: len(spool.waiting()) == len(EXPECTED), 120)
    states = {task.task_id: task.state for task in airflow.api.task_states(DAG, run_id)}
    assert states == dict.fromkeys(TASKS, "success") | {"fail": "failed"}
    with FaultServer(port) as server:
        wait_for(lambda: not spool.waiting(), 90)
        assert sorted(events_of(server.events())) == EXPECTED
        assert starts_first(server.events())


def test_every_long_lived_process_has_a_sender(airflow: RunningAirflow) -> None:
    assert set(senders(airflow)) == {"scheduler", "dag-processor", "triggerer"}


def test_deliver_once_sends_what_waits(airflow: RunningAirflow, port: int, spool: Spool) -> None:
    for process in senders(airflow).values():
        process.kill()
    run(airflow)
    wait_for(lambda: len(spool.waiting()) == len(EXPECTED), 120)
    with FaultServer(port) as server:
        done = subprocess.run(
            [sys.executable, "-m", "airflow", "lineage", "deliver", "--once", "--json"],
            env=dict(airflow.processes.environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.splitlines()[-1])["delivered"] == len(EXPECTED)
        assert sorted(events_of(server.events())) == EXPECTED
        assert starts_first(server.events())


@pytest.fixture(scope="module")
def without_transport(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAirflow]:
    """An Airflow that has no OpenLineage configuration at all."""
    directory = tmp_path_factory.mktemp("store_airflow")
    with running_airflow(
        directory,
        dag_folders={"delivery": FOLDER},
        connections=connections(directory),
        environment={
            "AIRFLOW__OPENLINEAGE__TRANSPORT": "",
            "AIRFLOW__LINEAGE_PROVIDER__STORE": str(directory / "store"),
        },
        dag_ids=[DAG],
    ) as running:
        yield running


def test_without_a_transport_every_process_writes_to_the_store(without_transport: RunningAirflow) -> None:
    run(without_transport)
    place = without_transport.home.parent / "store"
    wait_for(lambda: len(list(store.read(place))) >= len(EXPECTED), 120)
    events = list(store.read(place))
    assert sorted(events_of(events)) == EXPECTED
    (copied,) = [
        event for event in events if (event["job"]["name"], event["eventType"]) == (f"{DAG}.copy", "COMPLETE")
    ]
    assert [dataset["name"] for dataset in copied["outputs"]] == ["main.copies"]
