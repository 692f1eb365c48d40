"""Configurations of transports that lose events, as measured with the client under Airflow."""

from __future__ import annotations

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
        ({"type": "file", "log_file_path": "/nowhere/at/all/x.jsonl", "append": True}, "folder-not-writable"),
        ({"type": "composite", "transports": {}}, "composite-empty"),
        ({"type": "composite", "transports": {"a": {"type": "console"}}}, "console-only"),
    ],
)
def test_what_loses_every_event_is_an_error(config: dict[str, Any], code: str) -> None:
    assert codes(config)[code] == Severity.ERROR


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
