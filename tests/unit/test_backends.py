"""The backends behind a client's transport, whatever stands in front of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openlineage.client.transport import get_default_factory

from lineage_provider import configured
from lineage_provider.backends import backends
from lineage_provider.settings import Settings

HTTP = {"type": "http", "url": "http://one:1", "auth": {"type": "api_key", "apiKey": "k1"}}
MARQUEZ = {
    "type": "http",
    "url": "http://marquez:5000/",
    "endpoint": "api/v1/lineage",
    "timeout": 2.0,
    "compression": "gzip",
}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """``found(transport)``: the backends of a client that has this transport."""
    monkeypatch.setenv("AIRFLOW__LINEAGE_PROVIDER_MARQUEZ__URL", "http://marquez:5000")
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", "https://airflow.example.com/prod")

    def answer(transport: dict[str, Any], **options: Any) -> dict[str, Any]:
        from airflow.providers.openlineage.plugins import listener

        client = SimpleNamespace(transport=get_default_factory().create(transport))
        adapter = SimpleNamespace(get_or_create_openlineage_client=lambda: client)
        official = SimpleNamespace(adapter=adapter)
        monkeypatch.setattr(listener, "get_openlineage_listener", lambda: official)
        return dict(backends(Settings(**options)))

    return answer


def spool(tmp_path: Path, deliver_to: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "lineage_provider.delivery.SpoolTransport",
        "spool": str(tmp_path),
        "deliver_to": deliver_to,
    }


def test_behind_the_spool(found: Any, tmp_path: Path) -> None:
    assert found(spool(tmp_path, HTTP)) == {"default": HTTP}


def test_each_branch_of_a_composite_behind_the_spool(found: Any, tmp_path: Path) -> None:
    composite = {"type": "composite", "transports": {"a": HTTP, "b": {"type": "console"}}}
    assert found(spool(tmp_path, composite)) == {"a": HTTP, "b": {"type": "console"}}


def test_destinations_are_what_their_sections_say(found: Any, tmp_path: Path) -> None:
    assert found(spool(tmp_path, configured.deliver_to("marquez"))) == {"marquez": MARQUEZ}


def test_a_destination_that_cannot_be_used_costs_the_others_nothing(
    found: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(spool(tmp_path, configured.deliver_to("astro, marquez"))) == {"marquez": MARQUEZ}
    assert "not told of the destination astro" in caplog.text


def test_a_plain_http_transport(found: Any) -> None:
    transport = {**HTTP, "custom_headers": {"X-Team": "data"}, "timeout": 3}
    assert found(transport) == {
        "default": {
            "type": "http",
            "url": "http://one:1",
            "endpoint": "api/v1/lineage",
            "timeout": 3,
            "custom_headers": {"X-Team": "data"},
            "auth": {"type": "api_key", "apiKey": "Bearer k1"},
        }
    }


def test_a_plain_composite(found: Any) -> None:
    named = {"type": "composite", "transports": [{**HTTP, "name": "a"}, {"type": "console", "name": "b"}]}
    assert {name: config["type"] for name, config in found(named).items()} == {"a": "http", "b": "console"}


def test_the_store_is_reached_through_an_api_server_that_takes_events(found: Any, tmp_path: Path) -> None:
    store = {"type": "lineage_provider.delivery.StoreTransport", "store": str(tmp_path)}
    assert found(store) == {}
    assert found(store, ingest_token="t0ken") == {
        "store": {
            "type": "http",
            "url": "https://airflow.example.com/prod",
            "endpoint": "lineage/api/v1/lineage",
            "auth": {"type": "api_key", "apiKey": "t0ken"},
        }
    }
