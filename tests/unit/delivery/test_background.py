"""The background sender, senders that meet, and processes that are killed while they spool."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lineage_provider.delivery import background, store
from lineage_provider.delivery.outbox import Effort
from lineage_provider.delivery.store import StoreConfig, StoreTransport
from tests.fault_server import OK, FaultServer, silent, slow, status
from tests.unit.delivery.conftest import MakeTransport, event, only, pair, waiting


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def child(work: Callable[[], object]) -> int:
    process = os.fork()
    if not process:
        work()
        os._exit(0)
    return process


def test_a_sender_delivers_what_tasks_left(transport: MakeTransport, server: FaultServer) -> None:
    server.answers = [status(503)]
    spooling = transport()
    for one in pair("dag.a"):
        spooling.emit(one)
    process = background.start(transport)
    try:
        wait_for(lambda: waiting(spooling) == 0)
    finally:
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
    assert server.sequence() == [("dag.a", "START"), ("dag.a", "COMPLETE")]


def test_a_sender_ends_with_its_parent(transport: MakeTransport, tmp_path: Path) -> None:
    def parent() -> None:
        (tmp_path / "sender").write_text(str(background.start(transport)))
        wait_for((tmp_path / "go").exists)

    started = child(parent)
    wait_for(lambda: (tmp_path / "sender").exists() and bool((tmp_path / "sender").read_text()))
    sender = int((tmp_path / "sender").read_text())
    os.kill(started, signal.SIGKILL)
    os.waitpid(started, 0)
    wait_for(lambda: not runs(sender))


def test_a_sender_without_work_leaves_no_zombie() -> None:
    process = background.start(lambda: None)
    wait_for(lambda: not runs(process))
    os.waitpid(child(lambda: None), 0)  # its parent forks again, as Airflow's parents do
    assert not Path(f"/proc/{process}").exists()


def runs(process: int) -> bool:
    """Whether a process is there and has not ended; its parent, which would ask for its end, is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_two_senders_send_nothing_twice(transport: MakeTransport, server: FaultServer) -> None:
    server.answer = slow(0.005, OK)
    spooling = transport(budget_seconds=0)
    for number in range(30):
        for one in pair(f"dag.{number}"):
            spooling.emit(one)

    def send() -> None:
        only(transport()).deliver(Effort(time.monotonic() + 30, patient=True, forced=True))

    for process in [child(send) for _ in range(3)]:
        os.waitpid(process, 0)
    assert len(server.events()) == 60
    assert len(set(server.sequence())) == 60


def test_no_event_is_lost_by_processes_that_are_killed(
    transport: MakeTransport, server: FaultServer, tmp_path: Path
) -> None:
    """What ``emit`` returned for is there, however its process ended."""
    server.answer = slow(0.002, OK)
    chance = random.Random(7)
    for number in range(8):
        done = tmp_path / f"done-{number}"

        def emit_many(number: int = number, done: Path = done) -> None:
            spooling = transport()
            with done.open("a") as file:
                for count in range(1000):
                    spooling.emit(event(job=f"{number}.{count}"))
                    print(f"{number}.{count}", file=file, flush=True)

        process = child(emit_many)
        time.sleep(chance.uniform(0.05, 0.4))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    only(transport()).deliver(Effort(time.monotonic() + 60, patient=True, forced=True))
    emitted = {line for path in tmp_path.glob("done-*") for line in path.read_text().split()}
    assert emitted
    assert emitted <= {job for job, _ in server.sequence()}
    assert waiting(transport()) == 0


def test_a_run_that_always_fails_holds_up_no_other(transport: MakeTransport, server: FaultServer) -> None:
    spooling = transport(budget_seconds=0)
    spooling.emit(event(job="dag.poison"))
    for number in range(5):
        spooling.emit(event(job=f"dag.{number}"))

    def by_job(handler: Any) -> None:
        poisoned = handler.request_got.event["job"]["name"] == "dag.poison"
        (status(500) if poisoned else OK)(handler)

    server.answer = by_job
    only(spooling).deliver(Effort(time.monotonic() + 30, patient=True))
    assert len(server.events()) == 5
    assert waiting(spooling) == 1


def test_a_silent_backend_does_not_hold_a_patient_sender_for_ever(
    transport: MakeTransport, server: FaultServer
) -> None:
    server.answer = silent
    spooling = transport(budget_seconds=0, deliver_to={"type": "http", "url": server.url, "timeout": 0.2})
    spooling.emit(event())
    only(spooling).deliver(Effort(time.monotonic() + 30, patient=True))
    assert only(spooling).breaker.state().is_open


def test_the_store_keeps_events_by_day(tmp_path: Path) -> None:
    transport = StoreTransport(StoreConfig.from_dict({"store": str(tmp_path / "store")}))
    transport.emit(event(job="dag.a"))
    transport.emit(event(job="dag.b"))
    (file,) = (tmp_path / "store").iterdir()
    assert file.name.startswith(time.strftime("%Y-%m-%d", time.gmtime()))
    with file.open("a") as end:
        end.write('{"half of a li')
    assert [one["job"]["name"] for one in store.read(tmp_path / "store")] == ["dag.a", "dag.b"]


def test_the_store_forgets_old_days(tmp_path: Path) -> None:
    (tmp_path / "2020-01-01.host.jsonl").write_text("{}\n")
    StoreTransport(StoreConfig.from_dict({"store": str(tmp_path)})).emit(event())
    assert len(list(store.read(tmp_path))) == 1
