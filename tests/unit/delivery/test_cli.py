"""``deliver`` and ``dead`` as a person runs them, against a real spool and a real HTTP server."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from lineage_provider.__main__ import main
from tests.fault_server import OK, FaultServer, status
from tests.unit.delivery.conftest import MakeTransport, event, pair

DOWN = "http://127.0.0.1:9"


@pytest.fixture
def place(spool_directory: Path, server: FaultServer) -> list[str]:
    """The options that name the spool and where it delivers to."""
    return ["--spool", str(spool_directory), "--deliver-to", json.dumps({"type": "http", "url": server.url})]


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_deliver_once_sends_everything_in_the_order_of_each_run(
    transport: MakeTransport, server: FaultServer, place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    spooling = transport(budget_seconds=0)
    for job in ("dag.a", "dag.b"):
        for one in reversed(pair(job)):  # the end first, as if the clock had been set back in between
            spooling.emit(one)
    assert main(["deliver", "--once", "--json", *place]) == 0
    (result,) = printed(capsys)
    assert (result["delivered"], result["waiting"]) == (4, 0)
    assert [state for job, state in server.sequence() if job == "dag.a"] == ["START", "COMPLETE"]
    assert [state for job, state in server.sequence() if job == "dag.b"] == ["START", "COMPLETE"]


def test_deliver_once_says_what_still_waits_and_why(
    transport: MakeTransport, server: FaultServer, place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    transport(budget_seconds=0).emit(event())
    server.answer = status(503)
    assert main(["deliver", "--once", *place]) == 1
    out = capsys.readouterr().out
    assert out.startswith("default: 0 events delivered, 1 event waiting, the oldest for ")
    assert "answered 503" in out


def test_deliver_once_does_not_try_a_backend_that_is_down_for_every_run(
    transport: MakeTransport, server: FaultServer, place: list[str]
) -> None:
    spooling = transport(budget_seconds=0)
    for number in range(10):
        spooling.emit(event(job=f"dag.{number}"))
    server.answer = status(503)
    assert main(["deliver", "--once", *place]) == 1
    assert len(server.requests) == 3  # its rounds


def test_deliver_once_ignores_waiting_times_that_are_our_own(
    transport: MakeTransport, server: FaultServer, place: list[str]
) -> None:
    server.answer = status(503)
    transport().emit(event())
    server.answer = OK
    assert main(["deliver", "--once", *place]) == 0
    assert len(server.events()) == 1


def test_deliver_once_waits_as_long_as_the_backend_asked(
    transport: MakeTransport, server: FaultServer, place: list[str]
) -> None:
    server.answer = status(429, Retry_After="1")
    transport().emit(event())
    server.answer = OK
    assert main(["deliver", "--once", *place]) == 0
    refused, taken = server.requests
    assert taken.at - refused.at >= 1


def test_events_of_a_destination_that_is_gone_are_shown(
    transport: MakeTransport, place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    named = {"type": "http", "url": DOWN, "name": "old"}
    transport(budget_seconds=0, deliver_to=named).emit(event())
    assert main(["deliver", "--once", *place]) == 1
    assert "no destination of that name is configured" in capsys.readouterr().out


def test_dead_letters_are_listed_shown_replayed_and_dropped(
    transport: MakeTransport, server: FaultServer, place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers = [status(422, "eventTime"), status(400)]
    spooling = transport()
    spooling.emit(event(job="dag.first"))
    time.sleep(0.01)
    spooling.emit(event(job="dag.second"))
    assert main(["dead", "list", "--json", *place]) == 0
    first, second = printed(capsys)
    assert (first["job"], first["status"], first["answer"]) == ("tests/dag.first", 422, "eventTime")
    assert main(["dead", "show", str(second["entry"]), "--json", *place]) == 0
    (shown,) = printed(capsys)
    assert shown["event"]["job"] == {"namespace": "tests", "name": "dag.second", "facets": {}}  # type: ignore[index]
    assert main(["dead", "drop", str(second["entry"]), *place]) == 0
    assert main(["dead", "replay", "--all", *place]) == 0
    assert main(["deliver", "--once", *place]) == 0
    assert server.sequence() == [("dag.first", "COMPLETE")]
    capsys.readouterr()
    assert main(["dead", *place]) == 0
    assert capsys.readouterr().out == "no dead letters\n"


def test_without_a_spool_the_options_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from lineage_provider.cli import spools

    monkeypatch.setattr(spools, "_configured", list)
    assert main(["deliver", "--once"]) == 2
    assert "[lineage_provider] spool" in capsys.readouterr().err
