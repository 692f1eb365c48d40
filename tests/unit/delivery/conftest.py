"""Fixtures of the delivery tests: events, a spool in a temporary directory, a real HTTP server."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openlineage.client import event_v2

from lineage_provider.delivery import SpoolTransport
from lineage_provider.delivery.outbox import Outbox
from lineage_provider.delivery.transport import SpoolConfig
from tests.fault_server import FaultServer

MakeTransport = Callable[..., SpoolTransport]


def event(state: str = "COMPLETE", job: str = "dag.task", run: str | None = None) -> event_v2.RunEvent:
    return event_v2.RunEvent(
        eventTime="2026-01-01T00:00:00+00:00",
        producer="https://example.com/tests",
        run=event_v2.Run(run or str(uuid.uuid4())),
        job=event_v2.Job("tests", job),
        eventType=event_v2.RunState(state),
        inputs=[event_v2.InputDataset("postgres://db:5432", "shop.public.orders")],
        outputs=[],
    )


def pair(job: str) -> tuple[event_v2.RunEvent, event_v2.RunEvent]:
    """START and COMPLETE of one run."""
    run = str(uuid.uuid4())
    return event("START", job, run), event("COMPLETE", job, run)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A bucket of an S3 server in a process of its own (moto), by the connection ``lineage_s3``; where
    `make test-engines` has installed it."""
    pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    from airflow.providers.amazon.aws.hooks.s3 import S3Hook

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    connection = {
        "conn_type": "aws",
        "login": "testing",
        "password": "testing",
        "extra": {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": "us-east-1"},
    }
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AIRFLOW_CONN_LINEAGE_S3", json.dumps(connection))
            _wait_for_port(port)
            S3Hook("lineage_s3").get_conn().create_bucket(Bucket="lineage")
            yield "s3://lineage_s3@lineage"
    finally:
        server.terminate()
        server.wait()


def _wait_for_port(port: int, seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline, "the S3 server does not start"
        time.sleep(0.2)


@pytest.fixture
def spool_directory(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def transport(spool_directory: Path, server: FaultServer) -> MakeTransport:
    """Makes transports that deliver to the server, or to what ``deliver_to`` says."""

    def make(**config: Any) -> SpoolTransport:
        config = {
            "spool": str(spool_directory),
            "deliver_to": {"type": "http", "url": server.url},
            "budget_seconds": 2,
            **config,
        }
        return SpoolTransport(SpoolConfig.from_dict(config))

    return make


def waiting(transport: SpoolTransport) -> int:
    return sum(len(outbox.spool.waiting()) for outbox in transport.outboxes())


def only(transport: SpoolTransport) -> Outbox:
    (outbox,) = transport.outboxes()
    return outbox
