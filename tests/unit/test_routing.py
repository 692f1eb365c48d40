"""Where events go by ``[lineage_provider]``: alone, and beside a transport of ``[openlineage]``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lineage_provider import configured, routing
from lineage_provider.settings import Settings

pytest.importorskip("airflow.providers.openlineage")


@pytest.fixture
def adapter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """The official adapter, without a client; what is wrapped here is taken off again."""
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    for name in ("OPENLINEAGE_URL", "AIRFLOW__OPENLINEAGE__TRANSPORT", "OPENLINEAGE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    original = OpenLineageAdapter.get_or_create_openlineage_client
    yield OpenLineageAdapter
    OpenLineageAdapter.get_or_create_openlineage_client = original  # type: ignore[method-assign]


def routed(adapter: Any, monkeypatch: pytest.MonkeyPatch, options: Settings, transport: Any = None) -> Any:
    """The transport of an OpenLineage client after routing."""
    if transport is not None:
        monkeypatch.setenv("AIRFLOW__OPENLINEAGE__TRANSPORT", json.dumps(transport))
    else:
        monkeypatch.setenv("AIRFLOW__OPENLINEAGE__TRANSPORT", "")
    routing.route(options)
    return adapter().get_or_create_openlineage_client().transport


def legs(transport: Any) -> dict[str, str]:
    assert transport.kind == "spool", transport
    deliver_to = transport.options.deliver_to
    return {name: leg["type"] for name, leg in deliver_to["transports"].items()}


def test_nothing_configured_goes_to_the_store(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert routed(adapter, monkeypatch, Settings(store=str(tmp_path))).kind == "store"


def test_destinations_alone_are_enough(adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    transport = routed(adapter, monkeypatch, Settings(destinations="marquez, datadog", spool=str(tmp_path)))
    assert legs(transport) == {"marquez": configured.SENDER, "datadog": configured.SENDER}
    assert transport.options.spool == str(tmp_path)


def test_a_store_that_is_named_gets_events_beside_the_destinations(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options = Settings(destinations="marquez", store=str(tmp_path), spool=str(tmp_path))
    assert legs(routed(adapter, monkeypatch, options)) == {
        "marquez": configured.SENDER,
        "store": routing.STORE,
    }


@pytest.mark.parametrize(
    "present",
    [
        {"type": "http", "url": "http://h:1"},
        {"type": "file", "log_file_path": "x.jsonl", "append": True},
    ],
)
def test_a_transport_that_is_there_goes_on_to_get_events(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, present: dict[str, Any]
) -> None:
    options = Settings(destinations="marquez", spool=str(tmp_path))
    found = legs(routed(adapter, monkeypatch, options, present))
    assert found == {"openlineage": present["type"], "marquez": configured.SENDER}


def test_a_spool_that_is_there_keeps_its_directory(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    present = {
        "type": routing.SPOOL,
        "spool": str(tmp_path / "there"),
        "deliver_to": {"type": "http", "url": "http://h:1"},
    }
    transport = routed(adapter, monkeypatch, Settings(destinations="marquez"), present)
    assert legs(transport) == {"openlineage": "http", "marquez": configured.SENDER}
    assert transport.options.spool == str(tmp_path / "there")


@pytest.mark.parametrize("kind", ["console", "noop"])
def test_a_transport_that_sends_nothing_is_replaced(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    options = Settings(destinations="marquez", spool=str(tmp_path))
    assert legs(routed(adapter, monkeypatch, options, {"type": kind})) == {"marquez": configured.SENDER}


def test_without_options_a_transport_is_left_alone(adapter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    transport = routed(adapter, monkeypatch, Settings(), {"type": "http", "url": "http://h:1"})
    assert transport.kind == "http"


def test_no_key_is_put_into_the_environment(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AIRFLOW__LINEAGE_PROVIDER_DATADOG__API_KEY", "geheim")
    routed(adapter, monkeypatch, Settings(destinations="datadog", spool=str(tmp_path)))
    assert "geheim" not in os.environ["AIRFLOW__OPENLINEAGE__TRANSPORT"]


def test_a_configuration_file_tells_whether_there_may_be_a_spool(
    adapter: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where it names none, no process is started to find that out."""
    file = tmp_path / "lineage.yml"
    monkeypatch.setenv("AIRFLOW__OPENLINEAGE__CONFIG_PATH", str(file))
    assert not routing.may_spool(Settings())
    file.write_text("transport: {type: console}")
    assert not routing.may_spool(Settings())
    file.write_text(f"transport: {{type: {routing.SPOOL}}}")
    assert routing.may_spool(Settings())


def test_older_releases_know_no_connection_for_the_configuration(
    adapter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from airflow.providers.openlineage import conf

    monkeypatch.delattr(conf, "config_conn_id")
    assert not routing.may_spool(Settings())
    assert routing.may_spool(Settings(spool="x"))
