"""Plain settings of a destination become a transport that the OpenLineage client can make."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from lineage_provider.destinations import DESTINATIONS, DestinationError, destination

MINIMAL = {
    "datadog": {"api_key": "k"},
    "openmetadata": {"bootstrap_servers": "kafka:9092"},
    "atlan": {"url": "https://tenant.atlan.com", "api_key": "k"},
    "astro": {"url": "https://astro.example.com", "api_key": "k"},
    "marquez": {"url": "http://marquez:5000"},
    "datahub": {"url": "http://gms:8080"},
    "dataplex": {"project_id": "lake"},
    "datazone": {"domain_id": "dzd_a1b2c3"},
    "http": {"url": "https://lineage.example.com"},
    "file": {"path": "/tmp/lineage.jsonl"},
}
ADDRESSES = {
    "datadog": "https://data-obs-intake.datadoghq.com/api/v1/lineage",
    "atlan": "https://tenant.atlan.com/events/openlineage/airflow/api/v1/lineage",
    "astro": "https://astro.example.com/api/v1/lineage",
    "marquez": "http://marquez:5000/api/v1/lineage",
    "datahub": "http://gms:8080/openapi/openlineage/api/v1/lineage",
    "http": "https://lineage.example.com/api/v1/lineage",
}


def posts_to(transport: dict) -> str:
    """The address that the client's HTTP transport makes of its configuration."""
    return urljoin(transport["url"], transport["endpoint"])


def test_every_destination_is_covered_here() -> None:
    assert set(MINIMAL) == set(DESTINATIONS)


@pytest.mark.parametrize("name", ADDRESSES)
def test_http_destinations_post_to_their_backends_path(name: str) -> None:
    transport = destination(name).transport(MINIMAL[name])
    assert transport["type"] == "http"
    assert posts_to(transport) == ADDRESSES[name]


@pytest.mark.parametrize(
    "url", ["https://proxy.example.com/team/lineage", "https://proxy.example.com/team/lineage/"]
)
def test_a_path_in_the_address_is_kept(url: str) -> None:
    transport = destination("marquez").transport({"url": url})
    assert posts_to(transport) == "https://proxy.example.com/team/lineage/api/v1/lineage"


def test_an_endpoint_with_a_leading_slash_keeps_the_address_path() -> None:
    transport = destination("http").transport(
        {"url": "https://h.example.com/p", "endpoint": "/api/v1/lineage"}
    )
    assert posts_to(transport) == "https://h.example.com/p/api/v1/lineage"


@pytest.mark.parametrize("name", ["http", "marquez", "datadog", "file"])
def test_the_client_makes_the_transport(name: str) -> None:
    from openlineage.client.transport.factory import DefaultTransportFactory
    from openlineage.client.transport.file import FileTransport
    from openlineage.client.transport.http import HttpTransport

    factory = DefaultTransportFactory()
    factory.register_transport("http", HttpTransport)
    factory.register_transport("file", FileTransport)
    made = factory.create(destination(name).transport(MINIMAL[name]))
    assert made.kind == ("file" if name == "file" else "http")


def test_a_key_goes_into_the_auth_block_without_the_word_bearer() -> None:
    transport = destination("marquez").transport({"url": "http://m:5000", "api_key": "Bearer abc"})
    assert transport["auth"] == {"type": "api_key", "apiKey": "abc"}


def test_a_reference_to_a_key_is_passed_on() -> None:
    reference = {"type": "some.TokenProvider", "conn_id": "dd"}
    assert destination("datadog").transport({"api_key": reference})["auth"] == reference


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("datadoghq.eu", "https://data-obs-intake.datadoghq.eu/api/v1/lineage"),
        ("https://app.datadoghq.eu/", "https://data-obs-intake.datadoghq.eu/api/v1/lineage"),
        ("http://127.0.0.1:18080/ok", "http://127.0.0.1:18080/ok/api/v1/lineage"),
    ],
)
def test_a_datadog_site_is_a_name_or_an_address(site: str, address: str) -> None:
    assert posts_to(destination("datadog").transport({"api_key": "k", "site": site})) == address


def test_the_datadog_agent_needs_no_key() -> None:
    transport = destination("datadog").transport({"agent_url": "http://agent:8126"})
    assert posts_to(transport) == "http://agent:8126/openlineage/api/v1/lineage"
    assert "auth" not in transport


def test_kafka_messages_are_bounded_in_time() -> None:
    transport = destination("openmetadata").transport(
        {"bootstrap_servers": "k:9092", "username": "u", "password": "p", "properties": '{"client.id": "af"}'}
    )
    assert transport["config"] == {
        "bootstrap.servers": "k:9092",
        "message.timeout.ms": "5000",
        "sasl.username": "u",
        "sasl.password": "p",
        "client.id": "af",
    }


def test_the_connector_configuration_names_a_consumer_group_and_no_password() -> None:
    from lineage_provider.destinations.openmetadata import connector_config

    config = connector_config(
        {"bootstrap_servers": "k:9092", "sasl_mechanism": "PLAIN", "username": "u", "password": "geheim"}
    )
    broker = config["serviceConnection"]["config"]["brokerConfig"]
    assert broker["consumerGroupName"] == "openmetadata"
    assert "geheim" not in str(config)


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("datadog", {}, "DD_API_KEY"),
        ("datadog", {"api_key": "k", "site": "localhost:8126"}, "is not a Datadog site"),
        ("marquez", {}, "url is missing"),
        ("marquez", {"url": "marquez:5000"}, "has to begin with http"),
        ("marquez", {"url": "http://m:5000", "timeout": "soon"}, "timeout = soon"),
        ("atlan", {"url": "https://t.atlan.com"}, "api_key is missing"),
        ("openmetadata", {"bootstrap_servers": "k:9092", "properties": "nope"}, "not JSON"),
        ("openmetadata", {"bootstrap_servers": "k:9092", "security_protocol": "TLS"}, "SASL_SSL"),
        ("datazone", {"domain_id": "x"}, "domain_id = x"),
        ("dataplex", {}, "project_id is missing"),
        ("file", {}, "path is missing"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, values: dict, said: str) -> None:
    with pytest.raises(DestinationError, match=said):
        destination(name).transport(values)


def test_a_destination_that_is_not_known_gets_a_hint() -> None:
    with pytest.raises(DestinationError, match="Did you mean marquez"):
        destination("marques")


@pytest.mark.parametrize(
    "site", ["US5.datadoghq.com", "https://us5.datadoghq.com", "https://us5.datadoghq.com/x"]
)
def test_the_address_of_a_datadog_page_is_its_site(site: str) -> None:
    transport = DESTINATIONS["datadog"].transport({"api_key": "k", "site": site})
    assert transport["url"] == "https://data-obs-intake.us5.datadoghq.com/"


def test_the_word_bearer_is_left_out_in_any_case() -> None:
    transport = DESTINATIONS["http"].transport({"url": "https://h.io", "api_key": "bearer abc"})
    assert transport["auth"]["apiKey"] == "abc"
