"""The lineage page in a real browser: Chromium drives it as a person does, on the real API.

In: events of tests/unit/viewer in a store of its own, served without Airflow (what Airflow adds is its login,
which tests/integration/test_viewer.py is about). Skipped where there is no Chromium.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from lineage_provider.viewer.api import create_app
from lineage_provider.viewer.queries import Visible, graph
from lineage_provider.viewer.single_file import DIST, single_file
from lineage_provider.viewer.store import Store, open_file
from tests.integration.browsing import card, needs_chromium, row
from tests.unit.viewer.events_of import checked_again, run_id, shop, table

pytestmark = needs_chromium

REVENUE = f"{table('shop.daily')}#revenue"
PATH = ["raw.orders#amount", "shop.orders#amount", "shop.daily#revenue", "finance.report#total"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with_events = open_file(tmp_path_factory.mktemp("page") / "viewer.sqlite")
    with_events.add([*shop(), checked_again()])
    yield with_events
    with_events.close()


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    root = FastAPI()
    root.mount("/lineage", create_app(lambda: store, lambda: Visible(), lambda: "ann", "", DIST))
    server = uvicorn.Server(uvicorn.Config(root, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/lineage/"
    server.should_exit = True
    thread.join(timeout=10)


def shown(page: Page, address: str, **parameters: str) -> Page:
    page.goto(f"{address}?{urlencode(parameters)}")
    return page


def test_a_click_on_a_column_lights_its_whole_path(page: Page, address: str) -> None:
    shown(page, address, node=table("shop.daily"))
    page.locator(f"{card('shop.daily')} .lx-opener").click()
    page.locator(row("shop.daily#revenue")).click()
    for column in PATH:
        expect(page.locator(row(column))).to_be_visible()
    expect(page.locator(".lx-side")).to_contain_text("MAX(amount)")
    expect(page).to_have_url(re.compile("column="))


def test_a_slow_click_on_a_dataset_that_had_no_focus_counts(page: Page, address: str) -> None:
    """A person holds the button for longer than a frame of the page takes."""
    shown(page, address, node=table("shop.daily"))
    page.locator(f"{card('raw.orders')} .lx-opener").click(delay=300)
    expect(page.locator(row("raw.orders#amount"))).to_be_visible()
    page.locator(f"{card('shop.daily')} .lx-opener").click(delay=300)
    expect(page.locator(row("shop.daily#revenue"))).to_be_visible()


def test_the_address_brings_back_what_was_seen(page: Page, address: str) -> None:
    shown(page, address, node=table("shop.daily"), column=REVENUE)
    expect(page.locator(".lx-side h2")).to_have_text("revenue")
    expect(page.locator(row(PATH[0]))).to_be_visible()


def test_back_undoes_a_trace(page: Page, address: str) -> None:
    shown(page, address, node=table("shop.daily"), open=table("shop.daily"))
    page.locator(row("shop.daily#revenue")).click()
    expect(page.locator(row(PATH[0]))).to_be_visible()
    page.go_back()
    expect(page.locator(row(PATH[0]))).to_be_hidden()


def test_search_finds_a_column(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Control+k")
    page.keyboard.type("revenue")
    expect(page.locator(".lx-hit").first).to_contain_text("revenue")
    page.locator(".lx-hit", has_text="column").first.click()
    expect(page.locator(".lx-side h2")).to_have_text("revenue")


def test_a_search_without_result_says_so(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Control+k")
    page.keyboard.type("nosuchthing")
    expect(page.locator(".lx-search-status")).to_contain_text("Nothing is called")


def test_the_keyboard_alone_opens_moves_and_traces(page: Page, address: str) -> None:
    shown(page, address, node=table("shop.daily"), select=table("shop.daily"))
    page.locator(f"{card('shop.daily')} .lx-head").focus()
    page.keyboard.press("Enter")
    expect(page.locator(row("shop.daily#revenue"))).to_be_visible()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator(row("shop.daily#revenue"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".lx-side h2")).to_have_text("revenue")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(row("shop.orders#amount"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(row(PATH[0]))).to_be_hidden()


def test_what_depends_on_a_column_as_a_table_to_take_away(page: Page, address: str) -> None:
    shown(page, address, view="impact", select=f"{table('raw.orders')}#amount")
    expect(page.locator(".lx-page")).to_contain_text("finance")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    lines = Path(download.value.path()).read_text().splitlines()
    assert "task,prod,finance.report,,finance,report,finance,3," in lines


def test_five_clicks_tell_what_breaks_without_a_column(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("amount")
    page.locator(".lx-hit", has_text="raw.orders").first.click()
    page.get_by_role("button", name="What depends on it").click()
    expect(page.locator(".lx-page")).to_contain_text("Owners to tell")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert "finance.report" in Path(download.value.path()).read_text()
    page.locator(".lx-page").get_by_role("button", name="report").first.click()
    expect(page.locator(".lx-side h2")).to_have_text("report")


@pytest.mark.parametrize(("item", "beginning"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_the_graph_as_a_picture(page: Page, address: str, item: str, beginning: bytes) -> None:
    shown(page, address, node=table("shop.daily"))
    page.locator(".lx-menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=item).click()
    assert Path(download.value.path()).read_bytes().startswith(beginning)


def test_a_run_shows_its_sql_and_compares_with_the_one_before(page: Page, address: str) -> None:
    shown(page, address, run=run_id("shop.daily.r2.None"))
    expect(page.locator(".lx-sql-keyword").first).to_have_text("INSERT")
    page.get_by_role("button", name="Compare with the run before").click()
    expect(page.locator(".lx-diff.lx-left")).to_contain_text("SUM(amount)")
    expect(page.locator(".lx-diff.lx-right")).to_contain_text("MAX(amount)")
    expect(page.locator(".lx-page")).to_contain_text("-4")


def test_a_failed_check_is_red_on_its_dataset(page: Page, address: str) -> None:
    shown(page, address, node=table("shop.daily"), select=table("shop.daily"))
    expect(page.locator(f"{card('shop.daily')} .lx-badge.lx-bad")).to_have_text("1")
    expect(page.locator(".lx-side .lx-checks")).to_contain_text("has_rows")
    expect(page.locator(".lx-side .lx-spark")).to_have_attribute("aria-label", re.compile("from 3 to 7"))


def test_dark_follows_the_system_and_the_choice(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    expect(page.locator(".lx")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Colours as the system's").click()
    expect(page.locator(".lx")).to_have_attribute("data-theme", "light")


def test_the_list_says_what_the_graph_shows(page: Page, address: str) -> None:
    shown(page, address, node=table("shop.daily"), view="list", column=REVENUE)
    path = page.get_by_role("region", name="Path of the column")
    for column in PATH:
        expect(path).to_contain_text(column.rpartition(".")[2].replace("#", "."))


def test_what_is_not_known_says_what_to_do(browser: Browser, address: str) -> None:
    page = browser.new_page()
    shown(page, address, node=table("no.such"))
    expect(page.locator(".lx-note")).to_contain_text("Not found")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"node": table("shop.daily"), "column": REVENUE},
        {"node": table("shop.daily"), "select": table("shop.daily"), "open": table("shop.daily")},
        {"node": table("shop.daily"), "view": "list"},
        {"run": run_id("shop.daily.r2.None")},
        {"left": run_id("shop.daily.r1.None"), "right": run_id("shop.daily.r2.None")},
        {"view": "impact", "select": table("raw.orders")},
    ],
    ids=["start", "trace", "dataset", "list", "run", "compare", "impact"],
)
def test_no_serious_findings_of_axe(
    page: Page, address: str, parameters: dict[str, str], scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown(page, address, **parameters)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in serious] == []


def test_the_single_file_opens_from_disk(page: Page, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "lineage.html"
    file.write_text(single_file(graph(store, table("shop.daily"), 4, 4).to_dict()), encoding="utf-8")
    page.goto(file.as_uri())
    page.locator(f"{card('shop.daily')} .lx-opener").click()
    page.locator(row("shop.daily#revenue")).click()
    expect(page.locator(row(PATH[0]))).to_be_visible()
