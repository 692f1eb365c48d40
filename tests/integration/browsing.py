"""What tests need to look at the lineage page in a real browser.

In: a page. Out: what its console complained of, selectors of what it shows. A module of its own because the
page is looked at by itself and inside Airflow; the fixtures ``browser`` and ``page`` are in conftest.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.unit.viewer.events_of import table

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt install chromium")
PATIENCE_MS = 60_000

expect.set_options(timeout=PATIENCE_MS)


def complaints(page: Page) -> list[str]:
    """What the console says wrong from now on."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
    return found


def log_in(page: Page, address: str, user: str, path: str = "") -> None:
    """By the form of Airflow's simple login, on the way to a page; passwords are the users' names."""
    page.goto(f"{address}/auth/login?next={address}/{path}")
    page.locator("input[name=username]").fill(user)
    page.locator("input[name=password]").fill(user)
    page.locator("button[type=submit]").click()
    expect(page).to_have_url(f"{address}/{path}")


@contextmanager
def logged_in_context(browser: Browser, address: str, user: str) -> Iterator[BrowserContext]:
    """The browser of a user who logs in once; Airflow's own files stay in its cache."""
    context = browser.new_context(viewport={"width": 1600, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    first = context.new_page()
    log_in(first, address, user)
    first.close()
    yield context
    context.close()


@contextmanager
def faultless_page(context: BrowserContext) -> Iterator[Page]:
    """A page whose test fails when the console says anything wrong."""
    opened = context.new_page()
    wrong = complaints(opened)
    yield opened
    opened.close()
    assert wrong == []


def card(name: str) -> str:
    """The selector of a dataset in the graph."""
    return f'[data-id="{table(name)}"]'


def row(column: str) -> str:
    """The selector of a column in the graph: ``table#column``."""
    name, _, field = column.partition("#")
    return f'[data-key="{table(name)}#{field}"]'
