"""The lineage page and API in a real api-server: logins, rights by DAG, posted events, files that grow."""

from __future__ import annotations

import json
import re
import time
import urllib.parse
import urllib.request

import pytest

from tests.integration.viewer_server import ApiServer
from tests.unit.viewer.events_of import run_id, shop, table, task

pytestmark = pytest.mark.scheduler


def test_without_a_login_there_is_nothing(viewer_airflow: ApiServer) -> None:
    status, body = viewer_airflow.request("api/v1/runs")
    assert status == 401
    assert "log in to Airflow" in json.loads(body)["detail"]
    assert viewer_airflow.request("")[0] == 401


def test_a_browser_without_a_login_is_led_to_it_and_back(viewer_airflow: ApiServer) -> None:
    status, location = viewer_airflow.request("", headers={"Accept": "text/html"})
    assert status == 307
    assert location.startswith("/api/v2/auth/login?next=http")


def test_an_administrator_sees_all_dags(viewer_airflow: ApiServer) -> None:
    graph = viewer_airflow.get("graph", "anna", node=table("shop.daily"))
    names = {node["name"] for node in graph["nodes"]}
    assert {"raw.orders", "shop.orders", "shop.daily", "finance.report"} <= names
    assert graph["hidden"] == 0


def test_a_user_sees_the_dags_that_are_hers(viewer_airflow: ApiServer) -> None:
    graph = viewer_airflow.get("graph", "vera", node=table("shop.daily"))
    assert "finance" not in json.dumps(graph["nodes"])
    assert graph["hidden"] == 1
    assert {run["dag_id"] for run in viewer_airflow.get("runs", "vera")} == {"shop"}
    report = urllib.parse.quote("dag:finance")
    assert viewer_airflow.request(f"api/v1/graph?node={report}", "vera")[0] == 404
    assert viewer_airflow.request(f"api/v1/runs/{run_id('finance.report.r1.None')}", "vera")[0] == 404


def test_a_user_without_rights_is_refused(viewer_airflow: ApiServer) -> None:
    status, body = viewer_airflow.request("api/v1/runs", "nora")
    assert status == 403
    assert "shop" not in body


def test_the_cookie_of_airflows_own_pages_is_a_login(viewer_airflow: ApiServer) -> None:
    cookie = {"Cookie": f"_token={viewer_airflow.token('anna')}"}
    assert viewer_airflow.request("api/v1/status", headers=cookie)[0] == 200


@pytest.mark.parametrize("bearer", ["", "wrong", "login"])
def test_events_are_taken_with_their_own_secret_only(viewer_airflow: ApiServer, bearer: str) -> None:
    secret = viewer_airflow.token("anna") if bearer == "login" else bearer
    headers = {"Authorization": f"Bearer {secret}"} if bearer else {}
    assert viewer_airflow.request("api/v1/lineage", content=shop()[0], headers=headers)[0] == 401


def test_events_that_the_transport_keeps_here_are_followed(viewer_airflow: ApiServer) -> None:
    event = task("COMPLETE", "shop", "from_file", "12:00:00")
    with viewer_airflow.setup.events.open("a") as file:
        file.write(json.dumps(event) + "\n")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if "from_file" in {run["task_id"] for run in viewer_airflow.get("runs", "anna")}:
            return
        time.sleep(1)
    raise AssertionError(viewer_airflow.log_tail("api-server", 40))


def test_airflow_lists_the_plugin_with_its_app(viewer_airflow: ApiServer) -> None:
    request = urllib.request.Request(
        f"{viewer_airflow.address}/api/v2/plugins",
        headers={"Authorization": f"Bearer {viewer_airflow.token('anna')}"},
    )
    _, body = viewer_airflow._answer(request)
    plugin = next(one for one in json.loads(body)["plugins"] if one["name"] == "lineage_provider")
    assert [app["name"] for app in plugin["fastapi_apps"]] == ["Lineage"]
    assert {app["destination"]: app["url_route"] for app in plugin["react_apps"]} == {
        "nav": "lineage",
        "dag": "lineage-dag",
        "dag_run": "lineage-run",
        "task": "lineage-task",
        "task_instance": "lineage-task-instance",
    }
    for app in plugin["react_apps"]:
        assert viewer_airflow.request(app["bundle_url"].removeprefix("lineage/"))[0] == 200


def test_the_page_and_its_files_are_there(viewer_airflow: ApiServer) -> None:
    status, page = viewer_airflow.request("", "anna")
    assert status == 200
    for file in re.findall(r'(?:src|href)="(static/[^"]+)"', page):
        assert viewer_airflow.request(file)[0] == 200
