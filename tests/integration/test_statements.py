"""Lineage of 17 statements on four databases, from events of a real scheduler, written out in full."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration import event_lineage
from tests.integration.conftest import MYSQL_DATABASE, POSTGRES_DATABASE, available
from tests.integration.dags.statement_cases import SCHEMAS, Case, cases
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow, mysql_database: None) -> dict[str, FinishedRun]:
    """The finished run of each database's DAG; they run beside each other."""
    databases = [name for name in SCHEMAS if not available(name)]
    finished = airflow.run_dags([f"statements_{name}" for name in databases], timeout=RUN_SECONDS)
    return {name: finished[f"statements_{name}"] for name in databases}


def _parameters() -> list[Any]:
    return [
        pytest.param(database, case, id=f"{database}-{case.task_id}")
        for database in SCHEMAS
        for case in cases(database)
    ]


@pytest.fixture
def run(runs: dict[str, FinishedRun], database: str) -> FinishedRun:
    if database not in runs:
        pytest.skip(available(database))
    return runs[database]


RUN_SECONDS = 900.0
PREFIXES = {
    "sqlite": "main.",
    "duckdb": "statements.main.",
    "postgres": f"{POSTGRES_DATABASE}.public.",
    "mysql": f"{MYSQL_DATABASE}.",
}


@pytest.mark.parametrize(("database", "case"), _parameters())
def test_statement(run: FinishedRun, database: str, case: Case) -> None:
    event = run.last_event(case.task_id)
    prefix = PREFIXES[database]

    assert event["eventType"] == ("FAIL" if case.fails else "COMPLETE")
    assert sorted(event_lineage.inputs(event, prefix)) == sorted(case.inputs)
    assert sorted(event_lineage.outputs(event, prefix)) == sorted(case.outputs)
    for table in case.outputs:
        expected_columns = case.columns.get(table, {})
        expected_rows = case.rows.get(table, [])
        facets = event_lineage.output(event, table)["facets"]
        if not expected_columns and not expected_rows:
            assert "columnLineage" not in facets
            continue
        found = event_lineage.columns(event, table, prefix)
        assert found == {name: sorted(edges) for name, edges in expected_columns.items()}
        assert event_lineage.rows(event, table, prefix) == sorted(expected_rows)
    for table, names in case.schemas.items():
        assert list(event_lineage.schema(event_lineage.output(event, table))) == list(names)
    for table in case.inputs:
        expected = {"customers": ["id", "name", "country"]}.get(
            table, ["id", "customer_id", "amount", "ds", "status"]
        )
        assert list(event_lineage.schema(event_lineage.input_(event, table))) == expected


@pytest.mark.parametrize(("database", "case"), _parameters())
def test_start_names_the_same_tables(run: FinishedRun, database: str, case: Case) -> None:
    """Nothing but the text is known at START, and the text names the tables."""
    start = next(e for e in run.task_events(case.task_id) if e["eventType"] == "START")
    end = run.last_event(case.task_id)

    assert {d["name"] for d in start["inputs"]} == {d["name"] for d in end["inputs"]}
    assert {d["name"] for d in start["outputs"]} == {d["name"] for d in end["outputs"]}


@pytest.mark.parametrize("database", SCHEMAS)
def test_names_in_facets_are_names_of_the_event(run: FinishedRun, database: str) -> None:
    sources = [
        (event["job"]["name"], (source["namespace"], source["name"]), event_lineage.full_names(event))
        for event in run.task_events()
        for dataset in event["outputs"]
        for entry in dataset["facets"].get("columnLineage", {"fields": {}})["fields"].values()
        for source in entry["inputFields"]
    ]
    assert len(sources) > 20
    assert [(job, source) for job, source, names in sources if source not in names] == []


@pytest.mark.parametrize("database", SCHEMAS)
def test_every_event_is_valid(run: FinishedRun, database: str) -> None:
    assert problems_of(run.events()) == []
