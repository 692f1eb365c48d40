"""Options of destinations, from every place where a deployment may put them."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from lineage_provider import configured
from lineage_provider.delivery.outcomes import Verdict
from lineage_provider.destinations import DestinationError


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DD_API_KEY", "DD_SITE", "OPENLINEAGE_URL", "OPENLINEAGE_API_KEY", "MARQUEZ_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[Any]:
    """A real HTTP server; what it got is in ``got``, what it answers with is ``status``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            import gzip

            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            found.got.append((self.path, dict(self.headers), json.loads(body)))  # type: ignore[attr-defined]
            self.send_response(found.status)  # type: ignore[attr-defined]
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    found = HTTPServer(("127.0.0.1", 0), Handler)
    found.got, found.status = [], 201  # type: ignore[attr-defined]
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()


def section(monkeypatch: pytest.MonkeyPatch, name: str, **options: str) -> None:
    for option, value in options.items():
        monkeypatch.setenv(f"AIRFLOW__LINEAGE_PROVIDER_{name.upper()}__{option.upper()}", value)


def event() -> bytes:
    return json.dumps(
        {
            "eventType": "COMPLETE",
            "run": {"runId": "0190c5f8-0000-7000-8000-000000000001"},
            "job": {"namespace": "default", "name": "d.t"},
        }
    ).encode()


def test_options_come_from_the_section(monkeypatch: pytest.MonkeyPatch) -> None:
    section(monkeypatch, "marquez", url="http://m:5000", namespace="prod")
    assert configured.values_of("marquez") == {"url": "http://m:5000", "namespace": "prod", "timeout": "2"}


def test_the_vendors_variables_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DD_API_KEY", "from-env")
    section(monkeypatch, "datadog", site="datadoghq.eu")
    found = configured.values_of("datadog")
    assert (found["api_key"], found["site"]) == ("from-env", "datadoghq.eu")


def test_a_connection_holds_address_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "AIRFLOW_CONN_BACKEND",
        json.dumps(
            {"conn_type": "http", "host": "h.example.com", "schema": "https", "port": 8443, "password": "k"}
        ),
    )
    section(monkeypatch, "marquez", connection="backend")
    found = configured.values_of("marquez")
    assert (found["url"], found["api_key"]) == ("https://h.example.com:8443", "k")


def test_the_section_wins_over_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "AIRFLOW_CONN_BACKEND", json.dumps({"conn_type": "http", "host": "a", "password": "k"})
    )
    section(monkeypatch, "marquez", connection="backend", url="http://b:1")
    assert configured.values_of("marquez")["url"] == "http://b:1"


def test_a_kafka_connection_holds_the_brokers(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = {"bootstrap.servers": "k1:9092,k2:9092", "security_protocol": "SASL_SSL"}
    monkeypatch.setenv("AIRFLOW_CONN_KAFKA", json.dumps({"conn_type": "kafka", "extra": extra}))
    section(monkeypatch, "openmetadata", connection="kafka")
    found = configured.values_of("openmetadata")
    assert (found["bootstrap_servers"], found["security_protocol"]) == ("k1:9092,k2:9092", "SASL_SSL")


def test_a_connection_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    section(monkeypatch, "marquez", connection="nowhere")
    with pytest.raises(DestinationError, match="connection = nowhere cannot be read"):
        configured.values_of("marquez")


def test_a_key_may_come_from_a_command() -> None:
    """Airflow reads ``_CMD`` only of options that the provider declares as sensitive."""
    code = "from lineage_provider import configured; print(configured.values_of('datadog')['api_key'])"
    environment = {"AIRFLOW__LINEAGE_PROVIDER_DATADOG__API_KEY_CMD": "echo from-command"}
    import os

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().endswith("from-command")


def test_several_backends_of_one_kind_have_names_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    section(monkeypatch, "datadog_eu", type="datadog", api_key="k", site="datadoghq.eu")
    assert configured.destination_of("datadog_eu").name == "datadog"
    assert configured.values_of("datadog_eu")["site"] == "datadoghq.eu"


def test_an_unknown_name_says_how_to_make_it_one() -> None:
    with pytest.raises(DestinationError, match=r"\[lineage_provider_mine\] type"):
        configured.destination_of("mine")


def test_the_transport_holds_no_values(monkeypatch: pytest.MonkeyPatch) -> None:
    section(monkeypatch, "datadog", api_key="geheim")
    assert "geheim" not in json.dumps(configured.deliver_to("datadog, marquez"))
    assert list(configured.deliver_to("datadog, marquez")["transports"]) == ["datadog", "marquez"]


def test_a_name_twice_is_refused() -> None:
    with pytest.raises(DestinationError, match="twice"):
        configured.deliver_to("marquez, marquez")


def test_events_are_sent_shaped_and_with_their_key(monkeypatch: pytest.MonkeyPatch, server: Any) -> None:
    url = f"http://127.0.0.1:{server.server_port}/base"
    section(monkeypatch, "marquez", url=url, api_key="k", namespace="prod")
    sender = configured.ConfiguredSender({"destination": "marquez"}, 5.0)
    outcome = sender.send(event(), 5.0)
    sender.close()
    assert outcome.verdict is Verdict.DELIVERED
    ((path, headers, sent),) = server.got
    assert path == "/base/api/v1/lineage"
    assert headers["Authorization"] == "Bearer k"
    assert sent["job"]["namespace"] == "prod"
    assert sent["inputs"] == sent["outputs"] == []


def test_what_a_backend_never_reads_is_done_with(monkeypatch: pytest.MonkeyPatch, server: Any) -> None:
    section(monkeypatch, "datahub", url=f"http://127.0.0.1:{server.server_port}")
    sender = configured.ConfiguredSender({"destination": "datahub"}, 5.0)
    assert sender.send(b'{"job": {"namespace": "n", "name": "j"}}', 5.0).verdict is Verdict.DELIVERED
    assert server.got == []


def test_a_refusal_is_not_taken_for_success(monkeypatch: pytest.MonkeyPatch, server: Any) -> None:
    server.status = 503
    section(monkeypatch, "marquez", url=f"http://127.0.0.1:{server.server_port}")
    sender = configured.ConfiguredSender({"destination": "marquez"}, 5.0)
    assert sender.send(event(), 5.0).verdict is Verdict.RETRY


def test_missing_options_name_section_and_option() -> None:
    with pytest.raises(DestinationError, match=r"\[lineage_provider_datadog\] api_key is missing"):
        configured.ConfiguredSender({"destination": "datadog"}, 5.0)


def test_a_spool_delivers_to_configured_destinations(
    monkeypatch: pytest.MonkeyPatch, server: Any, tmp_path: Any
) -> None:
    from openlineage.client.event_v2 import Job, Run, RunEvent, RunState

    from lineage_provider.delivery import SpoolTransport
    from lineage_provider.delivery.transport import SpoolConfig

    section(monkeypatch, "marquez", url=f"http://127.0.0.1:{server.server_port}")
    config = {"spool": str(tmp_path), "deliver_to": configured.deliver_to("marquez"), "budget_seconds": 5}
    transport = SpoolTransport(SpoolConfig.from_dict(config))
    run = Run(runId="0190c5f8-0000-7000-8000-000000000001")
    job = Job(namespace="n", name="j")
    transport.emit(RunEvent(eventType=RunState.START, eventTime="2026-01-01T00:00:00Z", run=run, job=job))
    assert [sent["eventType"] for _, _, sent in server.got] == ["START"]


def test_the_kafka_providers_own_names_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = {
        "bootstrap.servers": "k:9092",
        "security.protocol": "SASL_SSL",
        "sasl.mechanism": "PLAIN",
        "sasl.username": "u",
        "sasl.password": "p",
        "ssl.ca.location": "/ca.pem",
    }
    monkeypatch.setenv("AIRFLOW_CONN_KAFKA", json.dumps({"conn_type": "kafka", "extra": extra}))
    section(monkeypatch, "openmetadata", connection="kafka")
    found = configured.values_of("openmetadata")
    assert configured.destination_of("openmetadata").transport(found)["config"].items() >= extra.items()


def test_the_datadog_providers_own_names_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = {"api_key": "k", "api_host": "https://api.datadoghq.eu"}
    monkeypatch.setenv("AIRFLOW_CONN_DD", json.dumps({"conn_type": "datadog", "extra": extra}))
    section(monkeypatch, "datadog", connection="dd")
    transport = configured.destination_of("datadog").transport(configured.values_of("datadog"))
    assert transport["url"] == "https://data-obs-intake.datadoghq.eu/"


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("http://marquez:5000", "http://marquez:5000"),
        ("http://tenant.atlan.com", "https://tenant.atlan.com"),
        ("http://h:8443/https", "https://h:8443"),
    ],
)
def test_a_port_of_its_own_is_reached_by_http_where_nothing_says_https(
    monkeypatch: pytest.MonkeyPatch, uri: str, url: str
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_BACKEND", uri)
    section(monkeypatch, "marquez", connection="backend")
    assert configured.values_of("marquez")["url"] == url
