"""A real Celery worker of Airflow, on Redis: it sends what waits in the spool of its host."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from lineage_provider.delivery.transport import SpoolConfig, SpoolTransport
from tests.fault_server import FaultServer
from tests.unit.delivery.conftest import event

pytestmark = pytest.mark.scheduler

BROKER = "redis://127.0.0.1:6379/14"


@pytest.fixture
def redis() -> None:
    pytest.importorskip("airflow.providers.celery", reason="apache-airflow-providers-celery is not installed")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 6379)):
            pytest.skip("there is no Redis server on port 6379")


# With the option, which Airflow before 3.2 needs, there is one sender, too, not two.
@pytest.mark.usefixtures("redis")
@pytest.mark.parametrize("config_options", ["", "lineage_provider.celery_worker.CELERY_CONFIG"])
def test_a_celery_worker_sends_what_waits_and_its_sender_ends_with_it(
    tmp_path: Path, config_options: str
) -> None:
    with FaultServer() as server:
        transport = {"type": "http", "url": server.url}
        spool = {"spool": str(tmp_path / "spool"), "deliver_to": transport, "budget_seconds": 0}
        SpoolTransport(SpoolConfig.from_dict(spool)).emit(event())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {
            **os.environ,
            "AIRFLOW_HOME": str(tmp_path),
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__CELERY__BROKER_URL": BROKER,
            "AIRFLOW__CELERY__RESULT_BACKEND": BROKER,
            **({"AIRFLOW__CELERY__CELERY_CONFIG_OPTIONS": config_options} if config_options else {}),
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(port),
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport),
            "AIRFLOW__LINEAGE_PROVIDER__SPOOL": str(tmp_path / "spool"),
        }
        worker = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "airflow",
                "celery",
                "worker",
                "--concurrency",
                "1",
                "-q",
                "lineage_tests",
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + 120
            while not server.events() and worker.poll() is None and time.monotonic() < deadline:
                time.sleep(0.2)
            assert server.sequence() == [("dag.task", "COMPLETE")]
            children = psutil.Process(worker.pid).children()
            (sender,) = [one for one in children if "lineage -- sender" in " ".join(one.cmdline())]
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(60)
        assert psutil.wait_procs([sender], timeout=20)[1] == []
