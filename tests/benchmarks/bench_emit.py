"""How long `emit` holds up its caller: until an event is on the disk, and until a backend has taken it.

    make bench PYTEST_ARGS="-k emit"

Events of the size of a SQL task's, each by itself; files and folders are fsynced as always. The first line is
what this disk takes at the least: one file written, fsynced, renamed, and its folder fsynced. Prints medians;
asserts only that every event was kept or acknowledged.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.delivery.transport import SpoolConfig, SpoolTransport
from tests.fault_server import FaultServer

EVENTS = int(os.environ.get("LINEAGE_BENCH_EVENTS", "500"))
COLUMNS = 30


def task_event() -> dict[str, Any]:
    """A COMPLETE event of about 6 kB, as a task with 30 columns has."""
    fields = {
        f"column_{number}": {
            "inputFields": [{"namespace": "postgres://db:5432", "name": "shop.public.orders", "field": "id"}],
        }
        for number in range(COLUMNS)
    }
    facets = {"columnLineage": {"_producer": "https://example.com", "fields": fields}}
    return {
        "eventType": "COMPLETE",
        "eventTime": "2026-01-01T00:00:00+00:00",
        "producer": "https://example.com/bench",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run": {"runId": str(uuid.uuid4()), "facets": {}},
        "job": {"namespace": "bench", "name": "dag.task", "facets": {}},
        "inputs": [],
        "outputs": [{"namespace": "postgres://db:5432", "name": "shop.public.daily", "facets": facets}],
    }


def bare(directory: Path, body: bytes) -> None:
    """The system calls that durability takes, and nothing else."""
    path = directory / uuid.uuid4().hex
    handle = os.open(f"{path}.tmp", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.write(handle, body)
    os.fsync(handle)
    os.close(handle)
    os.rename(f"{path}.tmp", path)
    folder = os.open(directory, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def transport(spool: Path, deliver_to: Mapping[str, Any] | None = None) -> SpoolTransport:
    options = {"spool": str(spool), **({"deliver_to": deliver_to} if deliver_to else {})}
    return SpoolTransport(SpoolConfig.from_dict(options))


def measure(name: str, emit: Callable[[dict[str, Any]], None]) -> None:
    seconds = []
    for _ in range(EVENTS):
        one = task_event()
        began = time.perf_counter()
        emit(one)
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    print(
        f"{name:44} median {1000 * statistics.median(seconds):6.2f} ms,"
        f" 95 of 100 within {1000 * seconds[int(len(seconds) * 0.95)]:6.2f} ms",
        flush=True,
    )


@pytest.mark.benchmark
def test_time_of_emit(tmp_path: Path) -> None:
    bare_folder = tmp_path / "bare"
    bare_folder.mkdir()
    kept, down = transport(tmp_path / "kept"), transport(tmp_path / "down", _nobody())
    with FaultServer() as server:
        sent = transport(tmp_path / "sent", {"type": "http", "url": server.url})
        print(f"\n{EVENTS} events of {len(json.dumps(task_event()))} bytes")
        measure("the system calls alone", lambda one: bare(bare_folder, json.dumps(one).encode()))
        measure("kept", kept.emit)
        down.emit(task_event())  # who finds out that nobody is there
        measure("kept; the backend is known to be down", down.emit)
        measure("kept, sent and acknowledged (local HTTP)", sent.emit)
        assert len(server.events()) == EVENTS
    assert len(kept.outboxes()[0].spool.waiting()) == EVENTS
    assert len(down.outboxes()[0].spool.waiting()) == EVENTS + 1


def _nobody() -> dict[str, Any]:
    return {"type": "http", "url": "http://127.0.0.1:9"}
