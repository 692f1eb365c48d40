"""Fixtures of the integration tests: one real Airflow for all of them.

Starting it takes some 20 seconds, so every test module shares it. It is started by the first test that asks
for it and ended with the session.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.integration.browsing import CHROMIUM, PATIENCE_MS, complaints
from tests.integration.scheduler import RunningAirflow, running_airflow
from tests.integration.second_try import (  # noqa: F401 - pytest's hooks
    pytest_report_teststatus,
    pytest_runtest_protocol,
    pytest_terminal_summary,
)
from tests.integration.viewer_server import ApiServer, viewer_server

POSTGRES_DATABASE = os.environ.get("LINEAGE_TEST_DATABASE", "test")
"""There already."""
MYSQL_DATABASE = os.environ.get("LINEAGE_TEST_DATABASE", "lineage_tests")
"""Made by the tests that use it."""
QUERIES_DATABASE = f"{os.environ.get('LINEAGE_TEST_DATABASE', 'lineage')}_queries"
"""The same, on both servers."""
PORTS = {"postgres": 5432, "mysql": 3306}


def connections(directory: Path) -> dict[str, dict[str, object]]:
    """Connection id -> connection of the shared Airflow; database files live in `directory`."""
    return {
        "retail_sqlite": {"conn_type": "sqlite", "host": str(directory / "retail.sqlite")},
        "retail_duckdb": {"conn_type": "duckdb", "host": str(directory / "retail.duckdb")},
        "queries_sqlite": {"conn_type": "sqlite", "host": str(directory / "queries.sqlite")},
        "queries_duckdb": {"conn_type": "duckdb", "host": str(directory / "queries.duckdb")},
        "queries_postgres": {
            "conn_type": "postgres",
            "host": "127.0.0.1",
            "port": 5432,
            "login": "postgres",
            "schema": QUERIES_DATABASE,
        },
        "queries_mysql": {
            "conn_type": "mysql",
            "host": "127.0.0.1",
            "port": 3306,
            "login": "root",
            "schema": QUERIES_DATABASE,
            "extra": {"client": "mysql-connector-python"},
        },
        "bad_input_sqlite": {"conn_type": "sqlite", "host": str(directory / "bad_input.sqlite")},
        "dag_side_sqlite": {"conn_type": "sqlite", "host": str(directory / "dag_side.sqlite")},
        "shop": {"conn_type": "sqlite", "host": str(directory / "shop.sqlite")},
        "mart": {"conn_type": "duckdb", "host": str(directory / "mart.duckdb")},
        "dbt_duckdb": {"conn_type": "duckdb", "host": str(directory / "dbt_shop.duckdb")},
        **{
            f"{dags}_{database}": connection
            for dags in ("statements", "checks", "hooks")
            for database, connection in _databases(directory, dags).items()
        },
    }


def _databases(directory: Path, name: str) -> dict[str, dict[str, object]]:
    """A connection to every database; the embedded ones have a file of that name."""
    return {
        "sqlite": {"conn_type": "sqlite", "host": str(directory / f"{name}.sqlite")},
        "duckdb": {"conn_type": "duckdb", "host": str(directory / f"{name}.duckdb")},
        "postgres": {
            "conn_type": "postgres",
            "host": "127.0.0.1",
            "port": 5432,
            "login": "postgres",
            "schema": POSTGRES_DATABASE,
        },
        "mysql": {
            "conn_type": "mysql",
            "host": "127.0.0.1",
            "port": 3306,
            "login": "root",
            "schema": MYSQL_DATABASE,
        },
    }


def available(database: str) -> str:
    """Why a database cannot be tested here; empty where it can."""
    if database == "mysql" and not all(
        importlib.util.find_spec(module) for module in ("MySQLdb", "airflow.providers.mysql")
    ):
        return "the MySQL provider or its driver is not installed: make setup-mysql"
    if database in PORTS:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", PORTS[database])):
                return f"no server on 127.0.0.1:{PORTS[database]}"
    return ""


@contextlib.contextmanager
def mysql_databases() -> Iterator[None]:
    """The database of the MySQL connections, where there is a server."""
    if available("mysql"):
        yield
        return
    import pymysql

    with pymysql.connect(host="127.0.0.1", user="root", autocommit=True) as connection:
        cursor = connection.cursor()
        cursor.execute(f"CREATE DATABASE IF NOT EXISTS {MYSQL_DATABASE}")
        yield
        cursor.execute(f"DROP DATABASE IF EXISTS {MYSQL_DATABASE}")


@pytest.fixture(scope="session")
def mysql_database() -> Iterator[None]:
    with mysql_databases():
        yield


@pytest.fixture(scope="session")
def airflow_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared Airflow, its events and the embedded databases live."""
    return tmp_path_factory.mktemp("real_airflow")


@pytest.fixture(scope="session")
def airflow(airflow_directory: Path) -> Iterator[RunningAirflow]:
    with running_airflow(airflow_directory, connections=connections(airflow_directory)) as running:
        yield running


@pytest.fixture(scope="session")
def viewer_airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """An api-server with users of different rights, for the tests of the lineage page."""
    with viewer_server(tmp_path_factory.mktemp("viewer")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, closed after a module's tests: as long as it is there, this thread has a running event loop
    (Playwright's), and ``asyncio.run`` refuses to work in any other test."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The page of a new visitor; its test fails when the console says anything wrong."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    wrong = complaints(opened)
    yield opened
    context.close()
    assert wrong == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):  # type: ignore[no-untyped-def]
    """Add the ends of Airflow's logs to the report of a failed test that used it."""
    outcome = yield
    report = outcome.get_result()
    running = getattr(item, "funcargs", {}).get("airflow")
    if report.failed and isinstance(running, RunningAirflow):
        for name in ("scheduler", "api-server", "dag-processor", "triggerer"):
            report.sections.append((f"airflow {name}", running.processes.log_tail(name)))
