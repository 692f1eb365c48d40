"""The API as a client sees it: logins, permissions, errors, posted events. Airflow's part is stood in for."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import Header
from fastapi.exceptions import HTTPException
from fastapi.testclient import TestClient

from lineage_provider.viewer.api import create_app
from lineage_provider.viewer.queries import Visible
from lineage_provider.viewer.store import NotMigrated, Store, in_memory
from tests.unit.viewer.events_of import run_id, shop, table, task

SECRET = "a secret # with a mark"


def visible(user: str = Header("")) -> Visible:
    """Stands in for viewer/access.py: the user's name is the DAG that may be read."""
    if not user:
        raise HTTPException(401, "Not authenticated")
    if user == "nobody":
        raise HTTPException(403, "Forbidden")
    return Visible(None if user == "admin" else frozenset({user}))


def user_name(user: str = Header("")) -> str:
    visible(user)
    return user


@pytest.fixture
def store() -> Store:
    found = in_memory()
    found.add(shop())
    return found


@pytest.fixture
def client(store: Store, tmp_path: Path) -> TestClient:
    app = create_app(lambda: store, visible, user_name, SECRET, tmp_path / "absent")
    return TestClient(app, headers={"user": "admin"})


READING = [
    ("graph", {"node": table("shop.daily")}),
    ("column", {"id": f"{table('shop.daily')}#revenue"}),
    ("impact", {"id": f"{table('raw.orders')}#amount"}),
    ("search", {"q": "daily"}),
    ("runs", {}),
    (f"runs/{run_id('shop.daily.r1.None')}", {}),
    ("compare", {"left": run_id("shop.daily.r1.None"), "right": run_id("shop.load.r1.None")}),
    ("find", {"query_id": "x"}),
    ("resolve", {"dag_id": "shop", "run_id": "r1", "task_id": "daily"}),
    ("checks", {"dataset": table("shop.daily")}),
    ("statistics", {"dataset": table("shop.daily")}),
    ("status", {}),
    ("openapi.json", {}),
]


@pytest.mark.parametrize(("path", "parameters"), READING)
def test_every_endpoint_answers_asks_for_a_login_and_for_the_right(
    client: TestClient, path: str, parameters: dict[str, str]
) -> None:
    def status(user: str) -> int:
        return client.get(f"/api/v1/{path}", params=parameters, headers={"user": user}).status_code

    assert (status("admin"), status(""), status("nobody")) == (200, 401, 403)


def test_every_route_is_among_those_that_are_tested(client: TestClient) -> None:
    routes = set(client.get("/api/v1/openapi.json").json()["paths"])
    tested = {f"/api/v1/{path}" for path, _ in READING} | {"/api/v1/lineage", "/api/v1/runs/{run_id}"}
    assert routes <= tested


def test_the_page_asks_for_a_login(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"user": ""}).status_code == 401


def test_a_dag_of_others_is_not_found_and_not_in_answers(client: TestClient) -> None:
    asked = {"headers": {"user": "shop"}}
    assert client.get("/api/v1/graph", params={"node": "dag:finance"}, **asked).status_code == 404
    assert client.get(f"/api/v1/runs/{run_id('finance.report.r1.None')}", **asked).status_code == 404
    for path in ("graph", "impact"):
        parameters = {"node": table("shop.daily"), "id": table("shop.daily")}
        assert "finance" not in client.get(f"/api/v1/{path}", params=parameters, **asked).text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("graph?node=table%3Ax", 404),
        ("column?id=nothing", 400),
        ("graph", 422),
        ("find", 400),
        ("column?id=dataset%3Aa%7Cb%23c", 404),
    ],
)
def test_errors_say_what_to_do(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.json()["detail"]


def post(client: TestClient, content: bytes, **headers: str) -> Any:
    return client.post("/api/v1/lineage", content=content, headers={"user": "", **headers})


BEARER = f"Bearer {SECRET}"
EVENT = json.dumps(task("COMPLETE", "shop", "posted", "12:00:00")).encode()


@pytest.mark.parametrize(
    "pack", [lambda body: (body, {}), lambda body: (gzip.compress(body), {"content-encoding": "gzip"})]
)
def test_an_event_can_be_posted(
    client: TestClient, pack: Callable[[bytes], tuple[bytes, dict[str, str]]]
) -> None:
    body, headers = pack(EVENT)
    assert post(client, body, authorization=BEARER, **headers).status_code == 201
    assert client.get("/api/v1/runs").json()[0]["task_id"] == "posted"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (EVENT, {}, 401),
        (EVENT, {"authorization": "Bearer wrong"}, 401),
        (EVENT, {"user": "admin"}, 401),
        (b"{", {"authorization": BEARER}, 400),
        (b'"text"', {"authorization": BEARER}, 422),
        (b"x", {"authorization": BEARER, "content-encoding": "gzip"}, 400),
        (gzip.compress(b" " * 30_000_000), {"authorization": BEARER, "content-encoding": "gzip"}, 413),
    ],
)
def test_what_cannot_be_taken_is_refused(
    client: TestClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = post(client, body, **headers)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_no_secret_no_events(store: Store, tmp_path: Path) -> None:
    client = TestClient(create_app(lambda: store, visible, user_name, "", tmp_path))
    assert post(client, EVENT, authorization="Bearer ").status_code == 403


def test_the_plugin_loads_no_fastapi_and_no_store() -> None:
    """A process that only loads the plugin, as scheduler and tasks do."""
    program = (
        "import sys, lineage_provider.plugin as p, lineage_provider.viewing\n"
        "before = {'fastapi', 'lineage_provider.viewer.api'} & set(sys.modules)\n"
        "plugin = p.LineageProviderPlugin()\n"
        "assert not before, before\n"
        "assert not {m for m in sys.modules if m.startswith('lineage_provider.viewer')}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_store_that_is_not_migrated_says_what_to_do(tmp_path: Path) -> None:
    def unmigrated() -> Store:
        raise NotMigrated("run airflow db migrate")

    client = TestClient(
        create_app(unmigrated, visible, user_name, SECRET, tmp_path), headers={"user": "admin"}
    )
    answer = client.get("/api/v1/runs")
    assert (answer.status_code, answer.json()) == (503, {"detail": "run airflow db migrate"})
