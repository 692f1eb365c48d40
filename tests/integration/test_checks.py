"""Results of all check operators on four databases, from events of a real scheduler."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from lineage_provider.cli.run_events import Event, run_facet
from tests.integration import event_lineage
from tests.integration.conftest import MYSQL_DATABASE, POSTGRES_DATABASE, available
from tests.integration.dags.check_cases import CASES, DAY, CheckCase
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

PREFIXES = {
    "sqlite": "main.",
    "duckdb": "checks.main.",
    "postgres": f"{POSTGRES_DATABASE}.public.",
    "mysql": f"{MYSQL_DATABASE}.",
}
NO_OFFICIAL_DATASETS = {"sqlite", "duckdb"}
NAMES_A_TABLE = {"column", "table", "interval"}


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow, mysql_database: None) -> dict[str, FinishedRun]:
    """The finished run of each database's DAG; they run beside each other."""
    day = datetime.fromisoformat(DAY).replace(tzinfo=UTC)
    run_ids = {
        database: airflow.trigger(f"checks_{database}", logical_date=day)
        for database in PREFIXES
        if not available(database)
    }
    return {
        database: airflow.wait(f"checks_{database}", run_id, timeout=900)
        for database, run_id in run_ids.items()
    }


@pytest.fixture
def run(runs: dict[str, FinishedRun], database: str) -> FinishedRun:
    if database not in runs:
        pytest.skip(available(database))
    return runs[database]


def parameters() -> list[Any]:
    return [
        pytest.param(database, case, id=f"{database}-{case.task_id}")
        for database in PREFIXES
        for case in CASES
    ]


def metrics(facet: dict[str, Any]) -> dict[str, Any]:
    """rowCount and condition as they are, and ``column.metric``."""
    found = {key: facet[key] for key in ("rowCount", "condition") if key in facet}
    for column, fields in facet.get("columnMetrics", {}).items():
        found.update({f"{column}.{name}": value for name, value in fields.items() if name != "quantiles"})
    return found


@pytest.mark.parametrize(("database", "case"), parameters())
def test_each_check_is_an_assertion_on_its_table(run: FinishedRun, database: str, case: CheckCase) -> None:
    event = run.last_event(case.task_id)
    table = event_lineage.input_(event, case.table)
    facet = table["inputFacets"]["dataQualityAssertions"]

    assert event["eventType"] == ("FAIL" if case.fails else "COMPLETE")
    assert sorted(event_lineage.inputs(event, PREFIXES[database])) == sorted(case.inputs or [case.table])
    assert [
        (one["name"], one["assertion"], one.get("column"), one["success"], one["severity"])
        for one in facet["assertions"]
    ] == list(case.assertions)
    assert table["facets"]["dataQualityAssertions"] == facet
    assert all(
        one["expected"] and one["content"] and one["contentType"] == "sql" for one in facet["assertions"]
    )
    assert all("actual" in one for one in facet["assertions"] if one["severity"] != "warn")


@pytest.mark.parametrize(("database", "case"), parameters())
def test_what_the_checks_measured_and_nothing_else(run: FinishedRun, database: str, case: CheckCase) -> None:
    table = event_lineage.input_(run.last_event(case.task_id), case.table)

    found = table["inputFacets"].get("dataQualityMetrics")
    assert table["facets"].get("dataQualityMetrics") == found
    assert metrics(found or {}) == case.metrics


@pytest.mark.parametrize(("database", "case"), parameters())
def test_the_run_facet_holds_what_the_official_provider_puts_there(
    run: FinishedRun, database: str, case: CheckCase
) -> None:
    facet = run_facet(run.last_event(case.task_id), "test") or {"tests": []}

    names_a_table = case.task_id.partition("_")[0] in NAMES_A_TABLE
    expected = (
        [] if names_a_table and database not in NO_OFFICIAL_DATASETS else [one[0] for one in case.assertions]
    )
    assert [one["name"] for one in facet["tests"]] == expected


@pytest.mark.parametrize(("database", "case"), parameters())
def test_start_has_the_tables_and_no_results(run: FinishedRun, database: str, case: CheckCase) -> None:
    start = next(event for event in run.task_events(case.task_id) if event["eventType"] == "START")

    assert sorted(event_lineage.inputs(start, PREFIXES[database])) == sorted(case.inputs or [case.table])
    assert all(not one.get("inputFacets") for one in start["inputs"])


@pytest.mark.parametrize("database", PREFIXES)
def test_every_event_is_valid(run: FinishedRun, database: str) -> None:
    assert problems_of(run.events()) == []


@pytest.mark.parametrize("database", PREFIXES)
def test_nothing_is_reported_as_unknown(run: FinishedRun, database: str) -> None:
    def errors(event: Event) -> list[str]:
        facet = event["run"]["facets"].get("extractionError")
        return [one["errorMessage"] for one in facet["errors"]] if facet else []

    found = {case.task_id: errors(run.last_event(case.task_id)) for case in CASES}
    assert {task: messages for task, messages in found.items() if messages} == {}
