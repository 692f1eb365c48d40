"""`airflow standalone` with this provider and nothing else set up: what its scheduler runs is on the page.

That is what a person has who installs the package and starts Airflow: no transport is configured, the store
is the embedded one. In: a DAG run twice, the second time with another statement. Out: its lineage in
Airflow's tabs and at /lineage/, as a browser shows it. Skipped where there is no Chromium.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lineage_provider.cli.airflow_processes import AirflowSetup
from tests.integration.browsing import faultless_page, log_in, logged_in_context, needs_chromium
from tests.integration.scheduler import PATIENCE
from tests.integration.viewer_server import ApiServer

pytestmark = [pytest.mark.scheduler, needs_chromium]

HERE = Path(__file__).parent
USERS = {"anna": "admin", "nora": ""}
"""Standalone insists on Airflow's simple auth manager; a user without a role may do nothing there."""
START_SECONDS, RUN_SECONDS, EVENT_SECONDS = 180.0, 180.0, 60.0
RUNS = {"first": "SUM", "second": "MAX"}
DAG_TAB = "dags/daily_orders/plugin/lineage-dag"
INSTANCE_TAB = "dags/daily_orders/runs/second/tasks/daily/plugin/lineage-task-instance"


class Standalone(ApiServer):
    """The one command, which makes its database and starts all other processes itself."""

    def start(self) -> None:
        self.setup.logs.mkdir(parents=True, exist_ok=True)
        self._spawn("standalone", ["standalone"])

    def until(self, what: str, seconds: float, found: Callable[[], Any]) -> Any:
        """The first answer that says something; a server that does not answer yet is asked again."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.check_alive()
            try:
                if answer := found():
                    return answer
            except (OSError, AssertionError, json.JSONDecodeError):
                pass
            time.sleep(0.5)
        raise AssertionError(f"{what} not within {seconds:.0f} s\n{self.log_tail('standalone', 80)}")

    def health(self) -> Mapping[str, str]:
        answer = self.airflow("monitor/health", "anna")
        return {name: part["status"] for name, part in answer.items() if part["status"]}

    def run_dag(self, run_id: str, how: str) -> None:
        """Trigger the DAG and wait for its end."""
        wanted = {"dag_run_id": run_id, "logical_date": None, "conf": {"how": how}}
        self.airflow("dags/daily_orders/dagRuns", "anna", wanted)
        path = f"dags/daily_orders/dagRuns/{run_id}"
        states = {"success", "failed"}
        state = self.until(
            f"the end of {run_id}",
            RUN_SECONDS,
            lambda: states & {self.airflow(path, "anna")["state"]},
        )
        assert state == {"success"}, self.log_tail("standalone", 80)

    def columns_known(self, run_id: str) -> Any:
        """What the page's API knows of the task that writes, once its last event is there."""
        known = {"dag_id": "daily_orders", "run_id": run_id, "task_id": "daily"}
        found = self.get("resolve", "anna", **known)
        return found["state"] == "success" and self.get(f"runs/{found['id']}", "anna")["columns"]


@pytest.fixture(scope="module")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """Airflow, with both runs over and their events in the store."""
    directory = tmp_path_factory.mktemp("standalone")
    passwords = directory / "passwords.json"
    passwords.write_text(json.dumps({user: user for user in USERS}))
    setup = AirflowSetup(
        home=directory / "airflow",
        events=directory / "no_events.jsonl",
        dag_folders={"tests": HERE / "standalone_dags"},
        connections={"standalone_shop": {"conn_type": "sqlite", "host": str(directory / "shop.sqlite")}},
        environment={
            **PATIENCE,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "AIRFLOW__OPENLINEAGE__TRANSPORT": "",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(map(":".join, USERS.items())),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        },
    )
    with Standalone(setup) as running:
        parts = {"scheduler", "dag_processor", "triggerer", "metadatabase"}
        running.until(
            "all parts healthy",
            START_SECONDS,
            lambda: {name for name, state in running.health().items() if state == "healthy"} >= parts,
        )
        running.until(
            "the DAG", START_SECONDS, lambda: running.airflow("dags/daily_orders", "anna")["dag_id"]
        )
        for run_id, how in RUNS.items():
            running.run_dag(run_id, how)
        for run_id in RUNS:
            running.until(f"lineage of {run_id}", EVENT_SECONDS, lambda: running.columns_known(run_id))  # noqa: B023
        yield running


@pytest.fixture(scope="module")
def visitor(browser: Browser, standalone: Standalone) -> Iterator[BrowserContext]:
    with logged_in_context(browser, standalone.address, "anna") as context:
        yield context


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    with faultless_page(visitor) as opened:
        yield opened


@pytest.fixture(scope="module")
def tables(standalone: Standalone) -> Mapping[str, str]:
    """The ids of the DAG's datasets by their last names, as its graph gives them."""
    graph = standalone.get("graph", "anna", node="dag:daily_orders")
    return {node["label"]: node["id"] for node in graph["nodes"] if node["kind"] == "dataset"}


def card(dataset: str) -> str:
    return f'[data-id="{dataset}"]'


def row(dataset: str, column: str) -> str:
    return f'[data-key="{dataset}#{column}"]'


def test_the_embedded_store_has_it_all(standalone: Standalone, tables: Mapping[str, str]) -> None:
    assert set(tables) == {"raw_orders", "daily_revenue"}
    assert (standalone.setup.home / "lineage" / "viewer.sqlite").is_file()
    assert not standalone.setup.events.exists()


def test_a_tab_expands_a_dataset_and_traces_its_column(
    page: Page, standalone: Standalone, tables: Mapping[str, str]
) -> None:
    page.goto(f"{standalone.address}/{DAG_TAB}")
    page.locator(f"{card(tables['daily_revenue'])} .lx-opener").click()
    page.locator(row(tables["daily_revenue"], "revenue")).click()
    expect(page.locator(row(tables["raw_orders"], "amount"))).to_be_visible()
    expect(page.locator(".lx-side")).to_contain_text("MAX(amount)")
    expect(page.locator(".lx-side")).to_contain_text("raw_orders.state")
    expect(page.locator(f"{card(tables['daily_revenue'])} .lx-badge.lx-good")).to_have_text("1")


def test_a_task_instance_compares_its_two_runs(page: Page, standalone: Standalone) -> None:
    page.goto(f"{standalone.address}/{INSTANCE_TAB}")
    expect(page.locator(".lx-page")).to_contain_text("MAX(amount)")
    page.get_by_role("button", name="Compare with the run before").click()
    expect(page.locator(".lx-diff.lx-left")).to_contain_text("SUM(amount)")
    expect(page.locator(".lx-diff.lx-right")).to_contain_text("MAX(amount)")


def test_search_leads_from_the_menu_to_the_dataset(
    page: Page, standalone: Standalone, tables: Mapping[str, str]
) -> None:
    page.goto(f"{standalone.address}/plugin/lineage")
    page.locator(".lx").get_by_role("button", name="Search").first.click()
    page.keyboard.type("daily_rev")
    page.locator(".lx-hit", has_text="dataset").first.click()
    expect(page.locator(card(tables["daily_revenue"]))).to_be_visible()
    expect(page).to_have_url(re.compile(r"/plugin/lineage\?.*node="))


def test_a_link_brings_back_the_trace(page: Page, standalone: Standalone, tables: Mapping[str, str]) -> None:
    dataset = tables["daily_revenue"]
    page.goto(f"{standalone.address}/lineage/?node={dataset}&column={dataset}%23revenue")
    expect(page.locator(".lx-side h2")).to_have_text("revenue")
    expect(page.locator(row(tables["raw_orders"], "amount"))).to_be_visible()


def test_a_user_without_rights_sees_no_data(
    browser: Browser, standalone: Standalone, tables: Mapping[str, str]
) -> None:
    page = browser.new_page()
    answers: set[int] = set()
    page.on("response", lambda got: answers.add(got.status) if "/lineage/api/" in got.url else None)
    log_in(page, standalone.address, "nora", f"lineage/?node={tables['daily_revenue']}")
    expect(page.locator(".lx-note")).to_be_visible()
    expect(page.locator(".lx-card")).to_have_count(0)
    page.context.close()
    assert answers == {403}
