"""The lineage page with the roles of the FAB auth manager, some of which see no tab of any plugin.

In: a real api-server with that auth manager, and a user for each of some roles. Out: what the page and its
API answer each of them. Skipped where apache-airflow-providers-fab is not installed: `make test-fab` installs
it into an environment of its own, since it brings tables of its own into every Airflow's database.
"""

from __future__ import annotations

import importlib.util
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.cli.airflow_processes import AirflowSetup
from tests.integration.viewer_server import SECRET, ApiServer, command, post, wait
from tests.unit.viewer.events_of import run_id, shop, table

pytestmark = [
    pytest.mark.scheduler,
    pytest.mark.skipif(
        importlib.util.find_spec("airflow.providers.fab") is None,
        reason="FAB is not installed: make test-fab",
    ),
]

HERE = Path(__file__).parent
FAB = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
USERS = {"vera": "Viewer", "una": "User", "otto": "OnlyShop", "nora": "Public"}


def post_json(server: ApiServer, path: str, content: Any) -> None:
    request = urllib.request.Request(
        f"{server.address}/auth/fab/v1/{path}",
        json.dumps(content).encode(),
        {"Authorization": f"Bearer {server.token('anna')}", "Content-Type": "application/json"},
    )
    status, body = server._answer(request)
    assert status < 300, body


def make_users(server: ApiServer) -> None:
    """An administrator by the command, the others by her; one has a role of one DAG."""
    names = ["--firstname", "a", "--lastname", "b", "--email", "anna@example.com"]
    command(server, "users", "create", "--username", "anna", "--password", "anna", "--role", "Admin", *names)
    command(server, "sync-perm", "--include-dags")
    may = [("DAG:shop", "can_read"), ("Assets", "can_read"), ("Website", "can_read")]
    actions = [{"action": {"name": action}, "resource": {"name": what}} for what, action in may]
    post_json(server, "roles", {"name": "OnlyShop", "actions": actions})
    for name, role in USERS.items():
        user = {"username": name, "password": name, "first_name": name, "last_name": name}
        post_json(server, "users", {**user, "email": f"{name}@example.com", "roles": [{"name": role}]})


@pytest.fixture(scope="module")
def fab_airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    directory = tmp_path_factory.mktemp("fab")
    setup = AirflowSetup(
        home=directory / "airflow",
        events=directory / "events.jsonl",
        dag_folders={"viewer": HERE / "viewer_dags"},
        environment={
            "AIRFLOW__CORE__AUTH_MANAGER": FAB,
            "AIRFLOW__LINEAGE_PROVIDER__INGEST_TOKEN": SECRET,
        },
    )
    with ApiServer(setup) as running:
        wait(running)
        command(running, "dags", "reserialize")
        make_users(running)
        post(running, shop())
        yield running


@pytest.mark.parametrize("user", ["vera", "una"])
def test_roles_without_plugin_tabs_have_the_page(fab_airflow: ApiServer, user: str) -> None:
    """Airflow refuses them the list of plugins, from which its own page makes tabs."""
    request = urllib.request.Request(
        f"{fab_airflow.address}/api/v2/plugins",
        headers={"Authorization": f"Bearer {fab_airflow.token(user)}"},
    )
    assert fab_airflow._answer(request)[0] == 403
    assert fab_airflow.request("", user)[0] == 200
    graph = fab_airflow.get("graph", user, node=table("shop.daily"))
    assert {"raw.orders", "shop.daily", "finance.report"} <= {node["name"] for node in graph["nodes"]}


def test_the_cookie_of_fabs_login_is_one_for_the_page(fab_airflow: ApiServer) -> None:
    cookie = {"Cookie": f"_token={fab_airflow.token('vera')}"}
    assert fab_airflow.request("api/v1/status", headers=cookie)[0] == 200


def test_a_role_of_one_dag_sees_no_other(fab_airflow: ApiServer) -> None:
    graph = fab_airflow.get("graph", "otto", node=table("shop.daily"))
    assert "finance" not in json.dumps(graph["nodes"])
    assert graph["hidden"] == 1
    assert {run["dag_id"] for run in fab_airflow.get("runs", "otto")} == {"shop"}
    assert fab_airflow.request(f"api/v1/runs/{run_id('finance.report.r1.None')}", "otto")[0] == 404


def test_a_role_without_rights_sees_no_data(fab_airflow: ApiServer) -> None:
    status, body = fab_airflow.request("api/v1/runs", "nora")
    assert status == 403
    assert "shop" not in body


def test_without_a_login_there_is_nothing(fab_airflow: ApiServer) -> None:
    assert fab_airflow.request("api/v1/runs")[0] == 401
