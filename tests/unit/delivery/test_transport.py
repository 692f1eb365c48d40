"""The spool transport against a real HTTP server: what is acknowledged goes, everything else stays."""

from __future__ import annotations

import json
import os
import socket
import stat
import time
from pathlib import Path

import pytest
from openlineage.client.serde import Serde
from openlineage.client.transport import get_default_factory

from lineage_provider.delivery import EventLost, SpoolTransport
from lineage_provider.delivery.outbox import Effort
from tests.fault_server import OK, FaultServer, breaks_off, hangs_up, key, silent, status
from tests.unit.delivery.conftest import MakeTransport, event, only, pair, waiting


def later(seconds: float = 20.0) -> Effort:
    """The effort of somebody who asks for delivery."""
    return Effort(time.monotonic() + seconds, patient=True, forced=True)


def test_an_event_is_delivered_as_the_http_transport_would_send_it(
    transport: MakeTransport, server: FaultServer
) -> None:
    sent = event()
    plain = {
        "type": "http",
        "url": server.url,
        "auth": {"type": "api_key", "apiKey": "k"},
        "compression": "gzip",
    }
    get_default_factory().create(dict(plain)).emit(sent)
    spooling = transport(deliver_to=plain)
    spooling.emit(sent)
    official, ours = server.requests
    assert ours.path == official.path == "/api/v1/lineage"
    assert ours.event == official.event
    assert ours.headers["Authorization"] == "Bearer k"
    assert ours.headers["Content-Encoding"] == "gzip"
    assert waiting(spooling) == 0


def test_the_client_makes_the_transport_from_its_class_path(
    spool_directory: Path, server: FaultServer
) -> None:
    made = get_default_factory().create(
        {
            "type": "lineage_provider.delivery.SpoolTransport",
            "spool": str(spool_directory),
            "deliver_to": {"type": "http", "url": server.url},
        }  # type: ignore[arg-type]
    )
    assert isinstance(made, SpoolTransport)
    made.emit(event("START"))
    assert server.sequence() == [("dag.task", "START")]


@pytest.mark.parametrize(
    ("answer", "code"),
    [(status(500), 500), (status(503), 503), (status(429, Retry_After="0"), 429), (status(401), 401)],
    ids=["500", "503", "429", "401"],
)
def test_what_is_refused_for_now_waits_and_arrives_in_order(
    transport: MakeTransport, server: FaultServer, answer: object, code: int
) -> None:
    server.answer = answer  # type: ignore[assignment]
    spooling = transport()
    for one in pair("dag.a"):
        spooling.emit(one)
    assert server.events() == []
    assert waiting(spooling) == 2
    server.answer = OK
    only(spooling).deliver(later())
    assert server.sequence() == [("dag.a", "START"), ("dag.a", "COMPLETE")]
    assert waiting(spooling) == 0


@pytest.mark.parametrize("answer", [breaks_off, hangs_up], ids=["mid-body", "no answer"])
def test_an_answer_that_breaks_off_is_no_acknowledgement(
    transport: MakeTransport, server: FaultServer, answer: object
) -> None:
    server.answer = answer  # type: ignore[assignment]
    spooling = transport()
    spooling.emit(event())
    assert waiting(spooling) == 1


def test_a_backend_that_is_not_there_keeps_the_event(transport: MakeTransport) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    spooling = transport(deliver_to={"type": "http", "url": url})
    spooling.emit(event())
    assert waiting(spooling) == 1
    assert "refused" in only(spooling).breaker.state().reason


def test_a_silent_backend_costs_the_budget_once(transport: MakeTransport, server: FaultServer) -> None:
    server.answer = silent
    spooling = transport(budget_seconds=0.3)
    for _ in range(3):
        spooling.emit(event())
    assert waiting(spooling) == 3
    assert only(spooling).breaker.state().is_slow
    # Only the first one was sent: the others found the mark it left on the disk.
    other_process = transport(budget_seconds=0.3)
    other_process.emit(event())
    assert len(server.requests) <= 1


def test_a_redirect_is_not_success(transport: MakeTransport, server: FaultServer) -> None:
    server.answer = status(302, Location=f"{server.url}/login")
    spooling = transport()
    spooling.emit(event())
    assert [request.path for request in server.requests] == ["/api/v1/lineage"]
    assert waiting(spooling) == 1
    assert "sends to" in only(spooling).breaker.state().reason


def test_a_permanent_redirect_on_the_same_host_is_followed_with_the_event(
    transport: MakeTransport, server: FaultServer
) -> None:
    server.answers = [status(308, Location="/lineage"), OK]
    spooling = transport()
    spooling.emit(event())
    assert [request.path for request in server.requests] == ["/api/v1/lineage", "/lineage"]
    assert waiting(spooling) == 0


def test_what_is_refused_for_good_becomes_a_dead_letter_with_the_answer(
    transport: MakeTransport, server: FaultServer
) -> None:
    server.answers = [status(422, '{"errors": ["eventTime must not be null"]}')]
    spooling = transport()
    first, second = pair("dag.a")
    spooling.emit(first)
    spooling.emit(second)
    outbox = only(spooling)
    (entry,) = outbox.spool.dead()
    letter = outbox.spool.dead_letter(entry)
    assert (letter.status, letter.answer) == (422, '{"errors": ["eventTime must not be null"]}')
    assert server.sequence() == [("dag.a", "COMPLETE")]
    assert json.loads(outbox.spool.read_dead(entry) or b"") == json.loads(Serde.to_json(first))


def test_a_dead_letter_can_be_replayed(transport: MakeTransport, server: FaultServer) -> None:
    server.answers = [status(422)]
    spooling = transport()
    spooling.emit(event())
    outbox = only(spooling)
    (entry,) = outbox.spool.dead()
    assert outbox.spool.replay(entry)
    outbox.deliver(later())
    assert len(server.events()) == 1
    assert outbox.spool.dead() == []


def test_a_key_that_is_put_right_delivers_what_waited(transport: MakeTransport, server: FaultServer) -> None:
    server.answer = key("right")
    wrong = transport(
        deliver_to={"type": "http", "url": server.url, "auth": {"type": "api_key", "apiKey": "x"}}
    )
    wrong.emit(event())
    assert waiting(wrong) == 1
    right = transport(
        deliver_to={"type": "http", "url": server.url, "auth": {"type": "api_key", "apiKey": "right"}}
    )
    only(right).deliver(later())
    assert len(server.events()) == 1


def test_later_tasks_push_what_waited(transport: MakeTransport, server: FaultServer) -> None:
    server.answers = [status(500)]
    spooling = transport()
    spooling.emit(event(job="dag.first"))
    spooling.emit(event(job="dag.second"))
    assert server.sequence() == [("dag.second", "COMPLETE")]
    # The first run waits a second after a failure of its own; then the next task takes it along.
    time.sleep(1.3)
    spooling.emit(event(job="dag.third"))
    assert server.sequence()[1:] == [("dag.third", "COMPLETE"), ("dag.first", "COMPLETE")]


def test_the_events_are_only_readable_by_their_owner(transport: MakeTransport, spool_directory: Path) -> None:
    spooling = transport(budget_seconds=0)
    spooling.emit(event())
    modes = {
        stat.S_IMODE(path.stat().st_mode): path.is_dir()
        for path in [spool_directory, *spool_directory.rglob("*")]
    }
    assert modes == {0o700: True, 0o600: False}


def test_an_event_survives_a_child_that_ends_at_once(transport: MakeTransport, server: FaultServer) -> None:
    server.answer = status(503)
    spooling = transport()
    spooling.emit(event(job="dag.parent"))
    child = os.fork()
    if not child:
        spooling.emit(event(job="dag.child"))
        os._exit(0)
    os.waitpid(child, 0)
    assert waiting(spooling) == 2


def test_a_spool_that_cannot_be_written_sends_directly(
    transport: MakeTransport, server: FaultServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    spooling = transport(spool=str(tmp_path / "file" / "spool"))
    spooling.emit(event())
    assert len(server.events()) == 1
    assert "cannot be written" in caplog.text


def test_an_event_that_is_lost_both_ways_is_not_lost_silently(
    transport: MakeTransport, server: FaultServer, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    server.answer = status(500)
    spooling = transport(spool=str(tmp_path / "file" / "spool"))
    with pytest.raises(EventLost, match=r"cannot be written .*answered 500"):
        spooling.emit(event())


def test_every_branch_of_a_composite_has_its_own_spool(
    transport: MakeTransport, server: FaultServer, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.jsonl"
    server.answer = status(503)
    spooling = transport(
        deliver_to={
            "type": "composite",
            "transports": {
                "backend": {"type": "http", "url": server.url},
                "copy": {"type": "file", "log_file_path": str(copy), "append": True},
            },
        }
    )
    spooling.emit(event())
    assert {outbox.target.name: len(outbox.spool.waiting()) for outbox in spooling.outboxes()} == {
        "backend": 1,
        "copy": 0,
    }
    assert len(copy.read_text().splitlines()) == 1
