"""Lineage of 17 statements on three databases, from events of a real scheduler, written out in full."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from tests.integration import event_lineage
from tests.integration.dags.statement_cases import SCHEMAS, Case, cases
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import validate_event


def _postgres_runs() -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", 5432)) == 0


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow) -> dict[str, FinishedRun]:
    """The finished run of each database's DAG; they run beside each other."""
    databases = [name for name in SCHEMAS if name != "postgres" or _postgres_runs()]
    finished = airflow.run_dags([f"statements_{name}" for name in databases], timeout=400)
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
        pytest.skip("no PostgreSQL server on 127.0.0.1:5432")
    return runs[database]


PREFIXES = {"sqlite": "main.", "duckdb": "statements.main.", "postgres": "test.public."}


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
    for event in run.task_events():
        names = event_lineage.full_names(event)
        for dataset in event["outputs"]:
            facet = dataset["facets"].get("columnLineage", {"fields": {}})
            fields = [f for entry in facet["fields"].values() for f in entry["inputFields"]]
            for field in fields:
                assert (field["namespace"], field["name"]) in names


@pytest.mark.parametrize("database", SCHEMAS)
def test_every_event_is_valid(run: FinishedRun, database: str) -> None:
    for event in run.events():
        validate_event(event)
