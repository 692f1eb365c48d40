"""Kafka as a destination, on librdkafka's mock cluster: only what a broker confirms is delivered."""

from __future__ import annotations

import json
import time

import pytest

from lineage_provider.delivery.outcomes import Verdict
from lineage_provider.delivery.targets import open_sender
from tests.kafka_broker import broker, read_all
from tests.unit.delivery.conftest import MakeTransport, event, only, pair, waiting

pytest.importorskip("confluent_kafka")
# The client's Kafka transport asks Airflow for its version; loading it takes longer than a send may.
pytest.importorskip("airflow.version")


def config(servers: str, **options: str) -> dict[str, object]:
    return {"type": "kafka", "topic": "lineage", "config": {"bootstrap.servers": servers, **options}}


def test_a_confirmed_message_is_delivered_with_the_root_jobs_key(transport: MakeTransport) -> None:
    with broker() as servers:
        spooling = transport(deliver_to=config(servers), budget_seconds=10)
        start, end = pair("dag.a")
        spooling.emit(start)
        spooling.emit(end)
        assert waiting(spooling) == 0
        found = read_all(servers, "lineage", 2)
    assert [key for key, _ in found] == ["run:tests/dag.a"] * 2
    assert [json.loads(value)["eventType"] for _, value in found] == ["START", "COMPLETE"]


def test_a_broker_that_is_down_keeps_the_event(transport: MakeTransport) -> None:
    # The transport itself would wait 300 s, and then say nothing.
    spooling = transport(deliver_to=config("127.0.0.1:9"), budget_seconds=0.5)
    began = time.monotonic()
    spooling.emit(event())
    assert time.monotonic() - began < 60
    assert waiting(spooling) == 1
    assert only(spooling).breaker.state().is_slow


def test_a_message_that_is_too_large_is_a_dead_letter() -> None:
    with broker() as servers:
        sender = open_sender(config(servers, **{"message.max.bytes": "1000"}), 10.0)
        body = json.dumps({"job": {"namespace": "n", "name": "j" * 2000}}).encode()
        outcome = sender.send(body, 10.0)
    assert outcome.verdict is Verdict.DEAD
    assert "MSG_SIZE_TOO_LARGE" in outcome.reason
