"""Fixtures of the integration tests: one real Airflow for all of them.

Starting it takes some 20 seconds, so every test module shares it. It is started by the first test that asks
for it and ended with the session.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.scheduler import RunningAirflow, running_airflow


def connections(directory: Path) -> dict[str, dict[str, object]]:
    """Connection id -> connection of the shared Airflow; database files live in `directory`."""
    return {
        "retail_sqlite": {"conn_type": "sqlite", "host": str(directory / "retail.sqlite")},
        "retail_duckdb": {"conn_type": "duckdb", "host": str(directory / "retail.duckdb")},
        "statements_sqlite": {"conn_type": "sqlite", "host": str(directory / "statements.sqlite")},
        "statements_duckdb": {"conn_type": "duckdb", "host": str(directory / "statements.duckdb")},
        "statements_postgres": {
            "conn_type": "postgres",
            "host": "127.0.0.1",
            "port": 5432,
            "login": "postgres",
            "schema": "test",
        },
        "bad_input_sqlite": {"conn_type": "sqlite", "host": str(directory / "bad_input.sqlite")},
        "dag_side_sqlite": {"conn_type": "sqlite", "host": str(directory / "dag_side.sqlite")},
    }


@pytest.fixture(scope="session")
def airflow_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared Airflow, its events and the embedded databases live."""
    return tmp_path_factory.mktemp("real_airflow")


@pytest.fixture(scope="session")
def airflow(airflow_directory: Path) -> Iterator[RunningAirflow]:
    with running_airflow(airflow_directory, connections=connections(airflow_directory)) as running:
        yield running


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):  # type: ignore[no-untyped-def]
    """Add the ends of Airflow's logs to the report of a failed test that used it."""
    outcome = yield
    report = outcome.get_result()
    running = getattr(item, "funcargs", {}).get("airflow")
    if report.failed and isinstance(running, RunningAirflow):
        for name in ("scheduler", "api-server", "dag-processor", "triggerer"):
            report.sections.append((f"airflow {name}", running.processes.log_tail(name)))
