"""The lineage page inside Airflow, in a real browser: login, menu, tabs, rights; as a person goes through it.

Airflow's own api-server and pages, its simple login, DAG runs of its database; events as in the other tests
of the viewer. Skipped where there is no Chromium.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.integration.browsing import (
    card,
    faultless_page,
    log_in,
    logged_in_context,
    needs_chromium,
    row,
)
from tests.integration.viewer_server import ApiServer
from tests.unit.viewer.events_of import run_id, table

pytestmark = [pytest.mark.scheduler, needs_chromium]

TABS = {
    "nav": "plugin/lineage",
    "dag": "dags/shop/plugin/lineage-dag",
    "dag_run": "dags/shop/runs/r1/plugin/lineage-run",
    "task": "dags/shop/tasks/daily/plugin/lineage-task",
    "task_instance": "dags/shop/runs/r2/tasks/daily/plugin/lineage-task-instance",
}


@pytest.fixture(scope="module")
def logged_in(browser: Browser, viewer_airflow: ApiServer) -> Iterator[BrowserContext]:
    with logged_in_context(browser, viewer_airflow.address, "anna") as context:
        yield context


@pytest.fixture
def page(logged_in: BrowserContext) -> Iterator[Page]:
    with faultless_page(logged_in) as opened:
        yield opened


def open_tab(page: Page, server: ApiServer, tab: str) -> None:
    page.goto(f"{server.address}/{TABS[tab]}")


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_shows_its_own_lineage(page: Page, viewer_airflow: ApiServer, tab: str) -> None:
    open_tab(page, viewer_airflow, tab)
    expect(page.locator(".lx")).to_be_visible()
    if tab == "task_instance":
        expect(page.locator(".lx-page")).to_contain_text("MAX(amount)")
    elif tab == "nav":
        expect(page.locator(".lx")).to_contain_text("Search")
    else:
        expect(page.locator(card("shop.daily"))).to_be_visible()
        expect(page.locator(card("shop.orders"))).to_be_visible()


def test_the_menu_of_airflow_leads_to_the_page(page: Page, viewer_airflow: ApiServer) -> None:
    page.goto(viewer_airflow.address)
    page.get_by_role("button", name="Browse").click()
    page.get_by_role("menuitem", name="Lineage").click()
    expect(page).to_have_url(re.compile("/plugin/lineage"))
    expect(page.locator(".lx")).to_be_visible()


def test_a_tab_opens_traces_searches_and_takes_away(page: Page, viewer_airflow: ApiServer) -> None:
    open_tab(page, viewer_airflow, "dag")
    page.locator(f"{card('shop.daily')} .lx-opener").click()
    page.locator(row("shop.daily#revenue")).click()
    expect(page.locator(".lx-side")).to_contain_text("MAX(amount)")
    expect(page).to_have_url(re.compile(r"/dags/shop/plugin/lineage-dag\?.*column="))
    page.locator(".lx-menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert Path(download.value.path()).read_bytes().startswith(b"<svg")
    page.locator(".lx").get_by_role("button", name="Search").click()
    page.keyboard.type("report")
    page.locator(".lx-hit", has_text="finance").first.click()
    expect(page.locator(card("finance.report"))).to_be_visible()


def test_a_tab_compares_two_runs(page: Page, viewer_airflow: ApiServer) -> None:
    open_tab(page, viewer_airflow, "task_instance")
    page.get_by_role("button", name="Compare with the run before").click()
    expect(page.locator(".lx-diff.lx-left")).to_contain_text("SUM(amount)")
    expect(page.locator(".lx-diff.lx-right")).to_contain_text("MAX(amount)")


def test_an_address_inside_airflow_brings_back_the_view(page: Page, viewer_airflow: ApiServer) -> None:
    path = f"plugin/lineage?run={run_id('shop.daily.r2.None')}"
    page.goto(f"{viewer_airflow.address}/{path}")
    expect(page.locator(".lx-page")).to_contain_text("MAX(amount)")


def test_the_keyboard_alone_traces_a_column_in_a_tab(page: Page, viewer_airflow: ApiServer) -> None:
    open_tab(page, viewer_airflow, "dag")
    page.locator(f"{card('shop.daily')} .lx-head").focus()
    page.keyboard.press("Enter")
    expect(page.locator(row("shop.daily#revenue"))).to_be_visible()
    expect(page.locator(f"{card('shop.daily')} .lx-head")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(row("shop.daily#day"))).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(row("shop.daily#revenue"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".lx-side h2")).to_have_text("revenue")


def test_the_first_change_of_the_address_leaves_the_page_as_it_was(
    page: Page, viewer_airflow: ApiServer
) -> None:
    """Airflow unmounts a tab's component then, and mounts it anew: the page is to stay, with its focus."""
    open_tab(page, viewer_airflow, "dag")
    head = page.locator(f"{card('shop.daily')} .lx-head")
    head.focus()
    page.locator(".lx").evaluate("element => { window.lineagePage = element }")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("open="))
    expect(page.locator(row("shop.daily#revenue"))).to_be_visible()
    page.wait_for_timeout(1_500)
    expect(head).to_be_focused()
    assert page.locator(".lx").evaluate("element => element === window.lineagePage && element.isConnected")


def test_a_tab_is_dark_where_airflow_is(page: Page, viewer_airflow: ApiServer) -> None:
    page.emulate_media(color_scheme="dark")
    open_tab(page, viewer_airflow, "dag")
    expect(page.locator(".lx")).to_have_attribute("data-theme", "dark")


def test_a_viewer_sees_her_dag_and_not_the_next(browser: Browser, viewer_airflow: ApiServer) -> None:
    page = browser.new_page()
    log_in(page, viewer_airflow.address, "vera", TABS["dag"])
    expect(page.locator(card("shop.daily"))).to_be_visible()
    expect(page.locator(".lx")).not_to_contain_text("finance")
    page.context.close()


def test_a_viewer_without_rights_sees_no_data(browser: Browser, viewer_airflow: ApiServer) -> None:
    page = browser.new_page()
    answers: set[int] = set()
    page.on("response", lambda got: answers.add(got.status) if "/lineage/api/" in got.url else None)
    log_in(page, viewer_airflow.address, "nora", f"lineage/?node={table('shop.daily')}")
    expect(page.locator(".lx-note")).to_be_visible()
    expect(page.locator(".lx-card")).to_have_count(0)
    page.context.close()
    assert answers == {403}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_findings_of_axe_in_a_tab(page: Page, viewer_airflow: ApiServer, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_tab(page, viewer_airflow, "dag")
    expect(page.locator(card("shop.daily"))).to_be_visible()
    found = Axe().run(page).response["violations"]
    ours = [
        (each["id"], node["html"][:200])
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
        if isinstance(node["target"][0], list)  # inside the page's shadow root; the rest is Airflow's
    ]
    assert ours == []
