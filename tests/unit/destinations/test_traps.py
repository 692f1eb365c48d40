"""Configurations of transports that lose events, as measured with the client under Airflow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lineage_provider.destinations import DESTINATIONS, Severity
from lineage_provider.destinations.traps import SPOOL, check_transport, worst_case

QUICK = {"timeout": 1, "retry": {"total": 1, "status_forcelist": [429, 500]}}


def codes(config: dict[str, Any], **more: Any) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in check_transport(config, **more)}


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"type": "console"}, "console-only"),
        ({"type": "noop"}, "noop"),
        ({"type": "htpp"}, "transport-unknown"),
        ({"type": "http", "url": "marquez:5000"}, "url-unusable"),
        ({"type": "http", "url": "https://h.io/team"}, "url-prefix-lost"),
        ({"type": "http", "url": "https://h.io/team/", "endpoint": "/api/v1/lineage"}, "url-prefix-lost"),
        ({"type": "http", "url": "https://h.io", "auth": {"type": "api_key"}}, "key-missing"),
        (
            {"type": "http", "url": "https://h.io", "auth": {"type": "api_key", "apiKey": "Bearer k"}},
            "key-with-bearer",
        ),
        ({"type": "async_http", "url": "https://h.io"}, "async-loses-events"),
        (
            {"type": "datadog", "apiKey": "k", "async_transport_rules": {"airflow": {"*": True}}},
            "async-loses-events",
        ),
        (
            {"type": "datadog", "apiKey": "k", "async_transport_rules": {"*": {"*": True}}},
            "async-loses-events",
        ),
        ({"type": "datadog", "apiKey": "k", "site": "datadog.com"}, "site-unknown"),
        ({"type": "kafka", "topic": "t", "config": {"bootstrap.servers": "k:9092"}}, "kafka-waits-too-long"),
        (
            {
                "type": "kafka",
                "topic": "t",
                "flush": False,
                "config": {"bootstrap.servers": "k:9092", "message.timeout.ms": "3000"},
            },
            "kafka-not-flushed",
        ),
        ({"type": "kafka", "config": {}}, "brokers-missing"),
        (
            {"type": "kafka", "topic": "t", "config": {"bootstrap.servers": "http://k:9092"}},
            "brokers-unusable",
        ),
        (
            {
                "type": "kafka",
                "topic": "t",
                "config": {
                    "bootstrap.servers": "k:9092",
                    "security.protocol": "SASL_SSL",
                    "sasl.mechanism": "PLAIN",
                },
            },
            "user-missing",
        ),
        (
            {
                "type": "kafka",
                "topic": "t",
                "config": {"bootstrap.servers": "k:9092", "message.timeout.ms": "5 s"},
            },
            "number-unusable",
        ),
        (
            {
                "type": "kafka",
                "topic": "t",
                "config": {"bootstrap.servers": "k:9092", "ssl.ca.location": "/nowhere.pem"},
            },
            "file-missing",
        ),
        ({"type": "http", "url": "https://h.io/api/v1/lineage"}, "url-holds-endpoint"),
        ({"type": "http", "url": "https://h.io/api/v1/lineage/"}, "url-holds-endpoint"),
        (
            {
                "type": "http",
                "url": "https://g/openapi/openlineage/",
                "endpoint": "openapi/openlineage/api/v1/x",
            },
            "url-holds-endpoint",
        ),
        ({"type": "http", "url": "https://h.io", "timeout": "two"}, "number-unusable"),
        ({"type": "http", "url": "https://h.io", "retry": {"total": "many"}}, "number-unusable"),
        ({"type": "http", "url": "https://h.io", "auth": {"type": "apikey"}}, "auth-unknown"),
        ({"type": "http", "url": "https://h.io", "auth": {"type": "api_key", "api_key": "k"}}, "key-missing"),
        (
            {"type": "http", "url": "https://h.io", "sslContext": {"caCertPath": "/nowhere.pem"}},
            "file-missing",
        ),
        ({"type": "datadog", "apiKey": {"type": "airflow_connection_api_key"}}, "key-no-text"),
        ({"type": "amazon_datazone_api", "domainId": "mine", "region": "eu-west-1"}, "domain-unusable"),
        ({"type": "file", "log_file_path": "/tmp", "append": True}, "path-is-folder"),
        ({"type": SPOOL, "deliver_to": "http"}, "deliver-to-unusable"),
        ({"type": SPOOL, "budget_seconds": "half"}, "number-unusable"),
        ({"type": "file", "log_file_path": "/nowhere/at/all/x.jsonl", "append": True}, "folder-not-writable"),
        ({"type": "composite", "transports": {}}, "composite-empty"),
        ({"type": "composite", "transports": {"a": {"type": "console"}}}, "console-only"),
    ],
)
def test_what_loses_every_event_is_an_error(config: dict[str, Any], code: str) -> None:
    assert codes(config)[code] == Severity.ERROR


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"type": "async_http", "url": "https://h.io", "verify": False}, "verify-ignored"),
        ({"type": SPOOL, "budget_seconds": 60, "deliver_to": {"type": "console"}}, "budget-too-long"),
        (
            {
                "type": "kafka",
                "topic": "t",
                "config": {"bootstrap.servers": "k:9092", "sasl.username": "u", "sasl.password": "p"},
            },
            "user-not-used",
        ),
    ],
)
def test_what_loses_some_is_a_warning(config: dict[str, Any], code: str) -> None:
    assert codes(config)[code] == Severity.WARNING


def test_a_misnamed_key_is_said_with_its_name() -> None:
    config = {"type": "http", "url": "https://h.io", "auth": {"type": "api_key", "api_key": "k"}}
    (found,) = (one for one in check_transport(config) if one.code == "key-missing")
    assert found.fix == "rename api_key to apiKey"


def test_the_path_of_a_proxy_is_no_path_of_the_api() -> None:
    assert "url-holds-endpoint" not in codes({"type": "http", "url": "https://h.io/api/"})


def test_a_region_that_nobody_names_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("boto3")
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    config = {"type": "amazon_datazone_api", "domainId": "dzd_a1b2c3"}
    assert codes(config)["region-missing"] == Severity.ERROR
    assert "region-missing" not in codes({**config, "region": "eu-west-1"})


def test_the_clients_defaults_outlast_airflow() -> None:
    assert worst_case({"timeout": 5}) == pytest.approx(39.0)
    assert "slower-than-airflow-waits" in codes({"type": "http", "url": "https://h.io"})
    assert "slower-than-airflow-waits" not in codes({"type": "http", "url": "https://h.io", **QUICK})


def test_default_datadog_rules_are_safe() -> None:
    assert "async-loses-events" not in codes(
        {"type": "datadog", "apiKey": "k", "async_transport_rules": {"dbt": {"*": True}}}
    )


def test_times_of_a_composite_add_up() -> None:
    legs = {
        name: {"type": "http", "url": f"https://{name}.io", "timeout": 2, "retry": {"total": 1}}
        for name in "abc"
    }
    assert "composite-adds-up" in codes({"type": "composite", "transports": legs})


def test_behind_a_spool_a_slow_server_loses_nothing() -> None:
    spooled = {"type": SPOOL, "spool": "/tmp/x", "deliver_to": {"type": "http", "url": "https://h.io"}}
    assert codes(spooled) == {}


def test_behind_a_spool_a_wrong_address_is_still_wrong() -> None:
    spooled = {"type": SPOOL, "spool": "/tmp/x", "deliver_to": {"type": "http", "url": "https://h.io/team"}}
    assert codes(spooled)["url-prefix-lost"] == Severity.ERROR


@pytest.mark.parametrize("name", ["datadog", "marquez", "atlan", "astro", "datahub", "http"])
def test_what_our_destinations_make_has_no_trap_behind_a_spool(name: str) -> None:
    transport = DESTINATIONS[name].transport({"url": "https://h.example.com/base", "api_key": "k"})
    assert codes(transport, spooled=True) == {}
