"""Five destinations, and nothing else configured, under a real scheduler.

The backends are a real HTTP server of this process, which stands for Datadog, Atlan, Astro and Marquez and
refuses a wrong key, and librdkafka's mock cluster, which OpenMetadata would read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fault_server import OK, FaultServer, Request, status
from tests.integration.delivery_runs import (
    DAG,
    EXPECTED,
    FOLDER,
    at_least_once,
    connections,
    events_of,
    run,
    starts_first,
    wait_for,
)
from tests.integration.scheduler import NAMESPACE, RunningAirflow, running_airflow
from tests.kafka_broker import broker, read_all

pytestmark = pytest.mark.scheduler

PATHS = {
    "datadog": "/datadog/api/v1/lineage",
    "atlan": "/atlan/events/openlineage/airflow/api/v1/lineage",
    "astro": "/astro/api/v1/lineage",
    "marquez": "/marquez/api/v1/lineage",
}
BACKENDS = (*PATHS, "openmetadata")
KEYS = {"datadog": "dd-4b1e9c", "atlan": "at-77f02d", "astro": "as-c3a815"}


def backend(handler: Any) -> None:
    """201 where the path is one of a backend and the key is its own; 404 and 401 elsewhere."""
    name = next((name for name, path in PATHS.items() if path == handler.path), None)
    key = handler.headers.get("Authorization")
    if name is None:
        return status(404)(handler)
    right = key == (f"Bearer {KEYS[name]}" if name in KEYS else None)
    return (OK if right else status(401, "wrong key"))(handler)


def environment(server: FaultServer, servers: str) -> dict[str, str]:
    options = {
        "": {"DESTINATIONS": "datadog, atlan, astro, marquez, openmetadata"},
        "_DATADOG": {"SITE": f"{server.url}/datadog", "CONNECTION": "datadog_key"},
        "_ATLAN": {"URL": f"{server.url}/atlan/", "API_KEY": KEYS["atlan"], "NAMESPACE": "airflow-atlan"},
        "_ASTRO": {"URL": f"{server.url}/astro", "API_KEY_CMD": f"echo {KEYS['astro']}"},
        "_MARQUEZ": {"URL": f"{server.url}/marquez"},
        "_OPENMETADATA": {"BOOTSTRAP_SERVERS": servers, "TOPIC": "lineage"},
    }
    return {
        "AIRFLOW__OPENLINEAGE__TRANSPORT": "",
        **{
            f"AIRFLOW__LINEAGE_PROVIDER{section}__{name}": value
            for section, found in options.items()
            for name, value in found.items()
        },
    }


@dataclass(frozen=True)
class Delivered:
    """What each backend has got of one DAG run, and the Airflow that sent it."""

    airflow: RunningAirflow
    server: FaultServer
    messages: list[dict[str, Any]]

    def requests(self, name: str) -> list[Request]:
        return [request for request in self.server.requests if request.path == PATHS[name]]

    def events(self, name: str) -> list[dict[str, Any]]:
        return [request.event for request in self.requests(name)] if name in PATHS else self.messages


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivered]:
    directory = tmp_path_factory.mktemp("destinations")
    with (
        FaultServer(answer=backend) as server,
        broker() as servers,
        running_airflow(
            directory,
            dag_folders={"delivery": FOLDER},
            connections={
                **connections(directory),
                "datadog_key": {"conn_type": "http", "password": KEYS["datadog"]},
            },
            environment=environment(server, servers),
            dag_ids=[DAG],
        ) as airflow,
    ):
        run(airflow)
        got = Delivered(airflow, server, [])

        def all_are_there() -> bool:
            missing = len(EXPECTED) - len(at_least_once(got.messages))
            got.messages.extend(json.loads(body) for _, body in read_all(servers, "lineage", missing, 10))
            return all(len(at_least_once(got.events(name))) >= len(EXPECTED) for name in BACKENDS)

        wait_for(all_are_there, 60)
        assert {request.path for request in server.requests} == set(PATHS.values())
        yield got


@pytest.mark.parametrize("name", BACKENDS)
def test_every_event_arrives_in_order(delivered: Delivered, name: str) -> None:
    assert sorted(events_of(at_least_once(delivered.events(name)))) == EXPECTED
    assert starts_first(delivered.events(name))


@pytest.mark.parametrize("name", PATHS)
def test_every_request_is_acknowledged(delivered: Delivered, name: str) -> None:
    assert all(request.acknowledged for request in delivered.requests(name))


@pytest.mark.parametrize("name", PATHS)
def test_requests_are_compressed_json(delivered: Delivered, name: str) -> None:
    for request in delivered.requests(name):
        assert request.headers["Content-Type"] == "application/json"
        assert request.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("name", BACKENDS)
def test_events_have_what_backends_stumble_over(delivered: Delivered, name: str) -> None:
    for event in delivered.events(name):
        assert isinstance(event["inputs"], list)
        assert isinstance(event["outputs"], list)
        assert event["job"]["facets"]["jobType"]["integration"] == "AIRFLOW"
        assert event["run"]["facets"]["processing_engine"]["name"] == "Airflow"


@pytest.mark.parametrize("name", BACKENDS)
def test_column_lineage_arrives(delivered: Delivered, name: str) -> None:
    (copied,) = [
        event
        for event in at_least_once(delivered.events(name))
        if (event["job"]["name"], event["eventType"]) == (f"{DAG}.copy", "COMPLETE")
    ]
    (output,) = copied["outputs"]
    (source,) = output["facets"]["columnLineage"]["fields"]["id"]["inputFields"]
    assert output["name"] == "main.copies"
    assert (source["name"], source["field"]) == ("main.orders", "id")


def test_atlan_gets_the_name_of_its_connection(delivered: Delivered) -> None:
    for event in delivered.events("atlan"):
        assert event["job"]["namespace"] == "airflow-atlan"
        if parent := event["run"]["facets"].get("parent"):
            assert parent["job"]["namespace"] == parent["root"]["job"]["namespace"] == "airflow-atlan"
    assert {event["job"]["namespace"] for event in delivered.events("astro")} == {NAMESPACE}


def test_keys_are_in_headers_only(delivered: Delivered) -> None:
    keys = re.compile("|".join(KEYS.values()))
    bodies = [json.dumps(event) for name in BACKENDS for event in delivered.events(name)]
    assert not [body for body in bodies if keys.search(body)]
    files = [path for path in Path(delivered.airflow.home).rglob("*") if path.is_file()]
    assert not [path for path in files if keys.search(path.read_text(errors="replace"))]
