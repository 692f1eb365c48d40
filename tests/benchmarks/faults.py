"""What becomes of events when a backend has a bad day: the official transports beside the spool.

    python -m tests.benchmarks.faults [--tasks N] [--only NAME,...] [--json]

Each scenario runs tasks one after another. A task is a process of its own that emits START and COMPLETE, each
in a child that is killed after Airflow's execution_timeout (10 s, plus 3 s) and ends by os._exit, as Airflow
emits them. Then the backend recovers, and whoever stores something may send it (`airflow lineage deliver`).

Columns: tasks that succeeded, seconds that lineage added to a task (median), events that the backend never
acknowledged, events it acknowledged more than once. Nothing of Airflow runs here: the integration tests
show the same under a scheduler.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lineage_provider.delivery.transport import SpoolConfig, SpoolTransport
from tests.benchmarks.fault_runs import (
    Make,
    Outcome,
    deliver,
    emit,
    event,
    names,
    official,
    run_tasks,
    spooling,
)
from tests.fault_server import OK, FaultServer, breaks_off, hangs_up, key, silent, status


def pair(
    tasks: int,
    deliver_to: dict[str, Any],
    arrived: Callable[[], list[str]],
    reset: Callable[[], None],
    recover: Callable[[], None],
    after: dict[str, Any] | None = None,
) -> tuple[Outcome, Outcome]:
    """The same scenario with the official transport, then with the spool in front of it."""
    results = []
    for ours in (False, True):
        reset()
        with tempfile.TemporaryDirectory() as place:
            directory = Path(place)
            make: Make = (
                (lambda d=directory: spooling(d, deliver_to)) if ours else (lambda: official(deliver_to))
            )
            outcome = run_tasks(make, tasks)
            recover()
            if ours:
                deliver(spooling(directory, after or deliver_to))
            outcome.arrived = arrived()
        results.append(outcome)
    return results[0], results[1]


@contextlib.contextmanager
def http(answer: Any) -> Iterator[tuple[FaultServer, Callable[[], None], Callable[[], None]]]:
    """A server that answers so until it recovers."""
    with FaultServer() as server:

        def reset() -> None:
            server.requests.clear()
            server.answer = answer

        def recover() -> None:
            server.answer = OK

        yield server, reset, recover


def answering(answer: Any) -> Callable[[int], tuple[Outcome, Outcome]]:
    def scenario(tasks: int) -> tuple[Outcome, Outcome]:
        with http(answer) as (server, reset, recover):
            config = {"type": "http", "url": server.url}
            return pair(tasks, config, lambda: names(server.events()), reset, recover)

    return scenario


def refused(tasks: int) -> tuple[Outcome, Outcome]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = {"type": "http", "url": f"http://127.0.0.1:{port}"}
    with contextlib.ExitStack() as stack:
        servers: list[FaultServer] = []

        def reset() -> None:
            stack.pop_all().close()
            servers.clear()

        def recover() -> None:
            servers.append(stack.enter_context(FaultServer(port)))

        return pair(tasks, config, lambda: names(servers[0].events()), reset, recover)


def unknown_name(tasks: int) -> tuple[Outcome, Outcome]:
    """A name that is not found, then is: told by the configuration, since no name server is at hand."""
    with http(OK) as (server, reset, recover):
        config = {"type": "http", "url": "http://no-such-host.invalid"}
        after = {"type": "http", "url": server.url}
        return pair(tasks, config, lambda: names(server.events()), reset, recover, after)


def wrong_key(tasks: int) -> tuple[Outcome, Outcome]:
    """401 until the key in the configuration is put right."""
    with http(key("right")) as (server, reset, _):
        config = {"type": "http", "url": server.url, "auth": {"type": "api_key", "apiKey": "wrong"}}
        after = {**config, "auth": {"type": "api_key", "apiKey": "right"}}
        return pair(tasks, config, lambda: names(server.events()), reset, lambda: None, after)


def kafka_down(tasks: int) -> tuple[Outcome, Outcome]:
    """No broker, then one; with the client's own message.timeout.ms of 300 s shortened to 3 s for it."""
    import airflow.version  # noqa: F401  the client's transport asks for it, in every fork

    from tests.kafka_broker import broker, read_all

    with broker() as servers:
        down: dict[str, Any] = {
            "type": "kafka",
            "topic": "lineage",
            "config": {"bootstrap.servers": "127.0.0.1:9", "message.timeout.ms": "3000", "log_level": "0"},
        }
        up = {**down, "config": {**down["config"], "bootstrap.servers": servers}}
        seen: list[str] = []

        def arrived() -> list[str]:
            everything = names([json.loads(value) for _, value in read_all(servers, "lineage", 10_000, 8.0)])
            new = everything[len(seen) :]
            seen.extend(new)
            return new

        return pair(tasks, down, arrived, lambda: None, lambda: None, up)


def broken_spool(make_place: Callable[[Path], contextlib.AbstractContextManager[str]]) -> Any:
    """A spool that cannot be written, with a backend that works: the official half has no spool to break."""

    def scenario(tasks: int) -> tuple[Outcome, Outcome]:
        results = []
        with FaultServer() as server, tempfile.TemporaryDirectory() as place:
            config = {"type": "http", "url": server.url}
            results.append(run_tasks(lambda: official(config), tasks))
            results[0].arrived = names(server.events())
            server.requests.clear()
            with make_place(Path(place)) as spool:
                options = {"spool": spool, "deliver_to": config}
                results.append(run_tasks(lambda: SpoolTransport(SpoolConfig.from_dict(options)), tasks))
                deliver(SpoolTransport(SpoolConfig.from_dict(options)))
            results[1].arrived = names(server.events())
        return results[0], results[1]

    return scenario


@contextlib.contextmanager
def full_disk(directory: Path) -> Iterator[str]:
    """A file system of 64 KiB without a free byte."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(directory)], check=True)
    try:
        with contextlib.suppress(OSError), (directory / "filler").open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        yield str(directory / "spool")
    finally:
        subprocess.run(["umount", str(directory)], check=True)


@contextlib.contextmanager
def read_only(directory: Path) -> Iterator[str]:
    """A directory below a file: nobody can write there, not even root."""
    (directory / "file").write_text("in the way")
    yield str(directory / "file" / "spool")


def killed(tasks: int) -> tuple[Outcome, Outcome]:
    """Processes that emit 1,000 events together and are killed at random points; an event counts as emitted
    when ``emit`` has returned."""
    results = []
    chance = random.Random(11)
    for ours in (False, True):
        with http(status(503)) as (server, reset, recover), tempfile.TemporaryDirectory() as place:
            reset()
            directory = Path(place)
            outcome = Outcome(tasks=0)
            config = {"type": "http", "url": server.url, "retry": {"total": 0}}
            number = 0
            while len(_returned(directory)) < 1000 and number < 200:
                _emit_until_killed(directory, number, config, ours, chance.uniform(0.05, 0.5))
                number += 1
            outcome.tasks = outcome.succeeded = number
            outcome.emitted = _returned(directory)
            outcome.delays = [0.0]
            recover()
            if ours:
                deliver(spooling(directory, config))
            outcome.arrived = [name for name in names(server.events()) if name in set(outcome.emitted)]
        results.append(outcome)
    return results[0], results[1]


def _returned(directory: Path) -> list[str]:
    return [line for path in directory.glob("done-*") for line in path.read_text().splitlines()]


def _emit_until_killed(
    directory: Path, number: int, config: dict[str, Any], ours: bool, after: float
) -> None:
    child = os.fork()
    if not child:
        transport = spooling(directory, config) if ours else official(config)
        with (directory / f"done-{number}").open("a") as done:
            while True:
                run = str(uuid.uuid4())
                with contextlib.suppress(Exception):  # the official one raises; its caller logs and goes on
                    transport.emit(event(run, "COMPLETE", "killed"))
                print(f"{run} COMPLETE", file=done, flush=True)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def two_senders(tasks: int) -> tuple[Outcome, Outcome]:
    """Tasks leave their events; two senders start at the same moment. There is no official sender."""
    with http(status(503)) as (server, reset, recover), tempfile.TemporaryDirectory() as place:
        config = {"type": "http", "url": server.url, "retry": {"total": 0}}
        reset()
        theirs = run_tasks(lambda: official(config), tasks)
        ours = run_tasks(lambda: spooling(Path(place), config), tasks)
        recover()
        theirs.arrived = []
        children = []
        for _ in range(2):
            child = os.fork()
            if not child:
                deliver(spooling(Path(place), config))
                os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        ours.arrived = names(server.events())
    return theirs, ours


def clock_jump(tasks: int) -> tuple[Outcome, Outcome]:
    """The clock is set back by a day while the backend is down, between START and COMPLETE of each task."""
    real, real_ns = time.time, time.time_ns
    with http(status(503)) as (server, reset, recover), tempfile.TemporaryDirectory() as place:
        config = {"type": "http", "url": server.url, "retry": {"total": 0}}
        reset()
        theirs = run_tasks(lambda: official(config), tasks)
        ours = Outcome(tasks, succeeded=tasks)
        for number in range(tasks):
            run = str(uuid.uuid4())
            began = time.monotonic()
            for state, seconds in (("START", 0), ("COMPLETE", -86_400)):
                time.time = lambda s=seconds: real() + s  # type: ignore[misc]
                time.time_ns = lambda s=seconds: real_ns() + s * 10**9  # type: ignore[misc]
                ours.emitted.append(f"{run} {state}")
                emit(lambda: spooling(Path(place), config), event(run, state, f"task_{number}"))
            ours.delays.append(time.monotonic() - began)
        time.time, time.time_ns = real, real_ns
        recover()
        deliver(spooling(Path(place), config))
        theirs.arrived, ours.arrived = [], names(server.events())
    return theirs, ours


SCENARIOS: dict[str, Callable[[int], tuple[Outcome, Outcome]]] = {
    "nothing wrong": answering(OK),
    "refused": refused,
    "DNS failure": unknown_name,
    "500": answering(status(500)),
    "503": answering(status(503)),
    "429, Retry-After: 2": answering(status(429, Retry_After="2")),
    "never answers": answering(silent),
    "closes at once": answering(hangs_up),
    "closes mid-body": answering(breaks_off),
    "302": answering(status(302, Location="/login")),
    "401, then fixed": wrong_key,
    "Kafka down, then up": kafka_down,
    "disk full": broken_spool(full_disk),
    "spool not writable": broken_spool(read_only),
    "kill -9 at random, 1,000 events": killed,
    "two senders at once": two_senders,
    "clock set back a day": clock_jump,
}


def line(name: str, theirs: Outcome, ours: Outcome) -> str:
    cells = [name]
    for one in (theirs, ours):
        delay = f"{statistics.median(one.delays):.2f} s" if any(one.delays) else "-"
        cells += [f"{one.succeeded}/{one.tasks}", delay, f"{one.lost} of {len(one.emitted)}", str(one.twice)]
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| | official: tasks | delay a task | lost | twice | spool: tasks | delay a task | lost | twice |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=3)
    parser.add_argument("--only", default="", help="names with commas between them")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = [name.strip() for name in options.only.split(",") if name.strip()]
    if not options.json:
        print(HEAD)
    for name, scenario in SCENARIOS.items():
        if chosen and not any(one in name for one in chosen):
            continue
        try:
            theirs, ours = scenario(options.tasks)
        except (OSError, ImportError, subprocess.CalledProcessError) as error:
            print(f"| {name} | not run here: {error} |", file=sys.stderr)
            continue
        if options.json:
            print(json.dumps({name: [vars(theirs), vars(ours)]}), flush=True)
        else:
            print(line(name, theirs, ours), flush=True)


if __name__ == "__main__":
    main()
