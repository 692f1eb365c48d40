"""Any transport configuration as a destination: what is sent, and whose word is believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openlineage.client.serde import Serde
from openlineage.client.transport.transport import Config, Transport

from lineage_provider.delivery.client_events import rebuild
from lineage_provider.delivery.kafka_sender import message_key
from lineage_provider.delivery.outcomes import Outcome, Verdict
from lineage_provider.delivery.targets import TargetError, open_sender, targets
from tests.fault_server import OK, FaultServer, status
from tests.unit.delivery.conftest import event

HTTP = {"type": "http", "url": "http://backend"}
FILE = {"type": "file", "log_file_path": "copy.jsonl"}


def send(config: dict[str, Any], body: bytes | None = None) -> Outcome:
    sender = open_sender(config, 2.0)
    try:
        return sender.send(body or Serde.to_json(event()).encode(), 2.0)
    finally:
        sender.close()


class Asynchronous(Transport):
    """A transport of somebody else's that keeps events in memory and loses them when it is closed early."""

    config_class = Config
    kept = False

    def __init__(self, config: Config) -> None: ...

    def emit(self, event: Any) -> None:
        self.event = event

    def close(self, timeout: float = -1) -> bool:
        return self.kept


class Keeping(Asynchronous):
    kept = True


class Own:
    """A sender of somebody else's."""

    def __init__(self, config: dict[str, Any], timeout: float) -> None:
        self.answer = config["answer"]

    def send(self, body: bytes, timeout: float) -> Outcome:
        return Outcome(Verdict(self.answer))

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("config", "names"),
    [
        (HTTP, ["default"]),
        ({**HTTP, "name": "marquez"}, ["marquez"]),
        ({"type": "composite", "transports": {"a": HTTP, "b": FILE}}, ["a", "b"]),
        ({"type": "composite", "transports": [HTTP, {**FILE, "name": "copy"}]}, ["http-0", "copy"]),
        (
            {
                "type": "composite",
                "transports": {"a": HTTP, "in": {"type": "composite", "transports": {"b": FILE}}},
            },
            ["a", "in.b"],
        ),
        (
            {"type": "composite", "continue_on_success": False, "transports": {"a": HTTP, "b": FILE}},
            ["default"],
        ),
        ({"type": "transform", "transport": HTTP, "transformer_class": "x.Y"}, ["default"]),
        ({"type": "composite", "transports": {"../up": HTTP}}, ["_up"]),
    ],
)
def test_every_branch_is_a_destination(config: dict[str, Any], names: list[str]) -> None:
    assert [target.name for target in targets(config)] == names


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"url": "http://backend"},
        {"type": "composite"},
        {"type": "composite", "transports": [{**HTTP, "name": "a"}, {**FILE, "name": "a"}]},
    ],
)
def test_configurations_that_cannot_be_used_say_so(config: dict[str, Any]) -> None:
    with pytest.raises(TargetError):
        targets(config)


def test_secrets_are_not_in_what_is_shown() -> None:
    (target,) = targets(
        {"type": "http", "url": "https://user:secret@host/x?key=secret", "auth": {"apiKey": "secret"}}
    )
    assert "secret" not in repr(target) + target.description


def test_async_http_is_sent_at_once(server: FaultServer) -> None:
    assert send({"type": "async_http", "url": server.url}).verdict is Verdict.DELIVERED
    assert len(server.events()) == 1


def test_datadog_is_sent_at_once_whatever_its_rules_say(server: FaultServer) -> None:
    config = {
        "type": "datadog",
        "apiKey": "key",
        "site": server.url,
        "async_transport_rules": {"*": {"*": True}},
    }
    assert send(config).verdict is Verdict.DELIVERED
    (request,) = server.requests
    assert request.path == "/api/v1/lineage"
    assert (request.headers["Authorization"], request.headers["Content-Encoding"]) == ("Bearer key", "gzip")


def test_a_transform_changes_what_is_sent(server: FaultServer) -> None:
    config = {
        "type": "transform",
        "transformer_class": "openlineage.client.transport.transform.transformers."
        "job_namespace_replace_transformer.JobNamespaceReplaceTransformer",
        "transformer_properties": {"new_job_namespace": "prod"},
        "transport": {"type": "http", "url": server.url},
    }
    body = json.loads(Serde.to_json(event()))
    parent = {"run": {"runId": body["run"]["runId"]}, "job": {"namespace": "tests", "name": "dag"}}
    body["run"]["facets"] = {"parent": {**parent, "root": parent}}
    assert send(config, json.dumps(body).encode()).verdict is Verdict.DELIVERED
    (sent,) = server.events()
    assert sent["job"]["namespace"] == "prod"
    assert sent["run"]["facets"]["parent"]["job"]["namespace"] == "prod"
    assert sent["run"]["facets"]["parent"]["root"]["job"]["namespace"] == "prod"


def test_the_second_of_a_failover_gets_what_the_first_refuses(server: FaultServer) -> None:
    server.answers = [status(503), OK]
    http = {"type": "http", "url": server.url}
    failover = {"type": "composite", "continue_on_success": False, "transports": {"a": http, "b": http}}
    assert send(failover).verdict is Verdict.DELIVERED
    assert len(server.requests) == 2


def test_a_failover_whose_branches_refuse_waits_for_the_one_with_hope(server: FaultServer) -> None:
    server.answers = [status(422), status(503)]
    http = {"type": "http", "url": server.url}
    failover = {"type": "composite", "continue_on_success": False, "transports": {"a": http, "b": http}}
    assert send(failover).verdict is Verdict.RETRY


def test_a_file_gets_the_event_as_the_file_transport_writes_it(tmp_path: Path) -> None:
    sent = event()
    config = {"type": "file", "log_file_path": str(tmp_path / "events"), "append": True}
    assert send(config, Serde.to_json(sent).encode()).verdict is Verdict.DELIVERED
    assert json.loads((tmp_path / "events").read_text()) == json.loads(Serde.to_json(sent))


def test_an_unknown_transport_is_closed_and_its_answer_believed() -> None:
    assert send({"type": f"{__name__}.Asynchronous"}).verdict is Verdict.RETRY
    assert send({"type": f"{__name__}.Keeping"}).verdict is Verdict.DELIVERED


def test_a_sender_class_is_used_as_it_is() -> None:
    assert send({"type": f"{__name__}.Own", "answer": "hold"}).verdict is Verdict.HOLD


def test_a_configuration_that_cannot_be_used_keeps_the_event(server: FaultServer) -> None:
    (target,) = targets({"type": "http"})
    with pytest.raises(TargetError, match="default"):
        target.open(1.0)


COMMON = {
    "eventTime": "2026-01-01T00:00:00Z",
    "producer": "https://example.com",
    "schemaURL": "https://openlineage.io/spec/1-0-5/OpenLineage.json",
}
RUN_EVENT = {
    **COMMON,
    "eventType": "COMPLETE",
    "run": {
        "runId": "01941f29-7c00-7a2b-9d3a-000000000001",
        "facets": {"own": {"_producer": "p", "list": [{"b": 1}]}},
    },
    "job": {"namespace": "n", "name": "j", "facets": {}},
    "inputs": [{"namespace": "n", "name": "d", "facets": {}, "inputFacets": {"x": {"rowCount": 1}}}],
    "outputs": [],
}
JOB_EVENT = {**COMMON, "job": {"namespace": "n", "name": "j", "facets": {}}, "inputs": [], "outputs": []}
DATASET_EVENT = {
    **COMMON,
    "dataset": {"namespace": "n", "name": "d", "facets": {"schema": {"fields": []}}},
}


@pytest.mark.parametrize("sent", [RUN_EVENT, JOB_EVENT, DATASET_EVENT], ids=["run", "job", "dataset"])
def test_events_come_back_as_they_were(sent: dict[str, Any]) -> None:
    assert json.loads(Serde.to_json(rebuild(sent))) == sent


def test_the_message_key_is_the_root_jobs(server: FaultServer) -> None:
    from openlineage.client.event_v2 import Run
    from openlineage.client.facet_v2 import parent_run
    from openlineage.client.transport.kafka import KafkaTransport

    task = event()
    run = "01941f29-7c00-7a2b-9d3a-000000000001"
    task.run = Run(
        run,
        {
            "parent": parent_run.ParentRunFacet(
                parent_run.Run(run),
                parent_run.Job("tests", "dag"),
                parent_run.Root(parent_run.RootRun(run), parent_run.RootJob("tests", "outer")),
            )
        },
    )
    for one in (event(), task):
        official = KafkaTransport._get_message_key(object.__new__(KafkaTransport), one)
        assert message_key(json.loads(Serde.to_json(one))) == official
