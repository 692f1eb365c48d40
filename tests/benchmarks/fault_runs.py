"""Tasks that emit as Airflow's do, and what they have to show for it: the ground of faults.py.

In: a way to make a transport. Out: an :class:`Outcome`. A module of its own because it is the part that
imitates Airflow, which every scenario shares.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openlineage.client.transport  # what Airflow's parents have loaded before they fork
from openlineage.client import OpenLineageClient, event_v2

from lineage_provider.delivery import http_sender  # noqa: F401  loaded before the forks, too
from lineage_provider.delivery.outbox import Effort
from lineage_provider.delivery.transport import SpoolConfig, SpoolTransport

EXECUTION_TIMEOUT, GRACE = 10.0, 3.0
RECOVERY_SECONDS = 60.0

Make = Callable[[], Any]
"""Makes the transport, in the child that emits."""


@dataclass
class Outcome:
    """One row's half: a scenario with one of the transports."""

    tasks: int
    succeeded: int = 0
    delays: list[float] = field(default_factory=list)
    emitted: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return len(set(self.emitted) - set(self.arrived))

    @property
    def twice(self) -> int:
        return len(self.arrived) - len(set(self.arrived))


def event(run: str, state: str, job: str) -> event_v2.RunEvent:
    return event_v2.RunEvent(
        eventTime="2026-01-01T00:00:00+00:00",
        producer="https://example.com/faults",
        run=event_v2.Run(run),
        job=event_v2.Job("faults", job),
        eventType=event_v2.RunState(state),
    )


def emit(make: Make, one: event_v2.RunEvent) -> None:
    """As Airflow does it: a fork, its end by os._exit, the parent waits for it and ends it in the end."""
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            OpenLineageClient(transport=make()).emit(one)
        os._exit(0)
    deadline = time.monotonic() + EXECUTION_TIMEOUT
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGTERM)
            time.sleep(min(GRACE, 0.1))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return
        time.sleep(0.002)


def run_tasks(make: Make, tasks: int) -> Outcome:
    outcome = Outcome(tasks)
    for number in range(tasks):
        run = str(uuid.uuid4())
        began = time.monotonic()
        for state in ("START", "COMPLETE"):
            outcome.emitted.append(f"{run} {state}")
            emit(make, event(run, state, f"task_{number}"))
        outcome.delays.append(time.monotonic() - began)
        outcome.succeeded += 1
    return outcome


def names(events: list[dict[str, Any]]) -> list[str]:
    return [f"{one['run']['runId']} {one['eventType']}" for one in events]


def spooling(directory: Path, deliver_to: dict[str, Any]) -> SpoolTransport:
    config = {"spool": str(directory / "spool"), "deliver_to": deliver_to}
    return SpoolTransport(SpoolConfig.from_dict(config))


def official(deliver_to: dict[str, Any]) -> Any:
    return openlineage.client.transport.get_default_factory().create(json.loads(json.dumps(deliver_to)))


def deliver(transport: SpoolTransport) -> None:
    """What `airflow lineage deliver --once` does, with its three rounds."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    for outbox in transport.outboxes():
        while outbox.spool.waiting() and time.monotonic() < deadline:
            time.sleep(outbox.breaker.state().wait.left() if outbox.breaker.state().asked else 0.0)
            outbox.deliver(Effort(deadline, patient=True, forced=True))
            time.sleep(0.1)
        outbox.close()
