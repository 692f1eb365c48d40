"""SQL through hooks, transfers, sensors and row inserts, from events of a real scheduler."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration import event_lineage
from tests.integration.conftest import MYSQL_DATABASE, POSTGRES_DATABASE, available
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

PREFIXES = {
    "sqlite": "main.",
    "duckdb": "hooks.main.",
    "postgres": f"{POSTGRES_DATABASE}.public.",
    "mysql": f"{MYSQL_DATABASE}.",
}
SUMMED = {"day_of": ["hook_orders.ds IDENTITY"], "total": ["hook_orders.amount AGGREGATION"]}
# task -> inputs, outputs, columns of the output
TASKS: dict[str, tuple[list[str], list[str], dict[str, list[str]]]] = {
    "runs": (["hook_orders"], ["hook_a"], SUMMED),
    "gets_records": (["hook_orders"], [], {}),
    "gets_first": (["hook_orders"], [], {}),
    "gets_df": (["hook_orders"], [], {}),
    "inserts_rows": ([], ["hook_d"], {}),
    "inserts_rows_without_columns": ([], ["hook_e"], {}),
    "fails_after_its_sql": (["hook_orders"], ["hook_f"], SUMMED),
    "python_operator": (["hook_orders"], ["hook_b"], SUMMED),
    "own_operator": (["hook_orders"], ["hook_c"], SUMMED),
    "sensor": (["hook_orders"], [], {}),
    "insert_rows": ([], ["hook_g"], {}),
    "insert_rows_fails": ([], ["hook_g"], {}),
    "transfer_in_pages": (
        ["hook_orders"],
        ["hook_h"],
        {"day_of": ["hook_orders.ds IDENTITY"], "total": ["hook_orders.amount IDENTITY"]},
    ),
}
FAILING = {"fails_after_its_sql", "insert_rows_fails"}
KNOWN_AT_START = {"sensor", "insert_rows", "insert_rows_fails", "transfer_in_pages"}


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow, mysql_database: None) -> dict[str, FinishedRun]:
    databases = [database for database in PREFIXES if not available(database)]
    finished = airflow.run_dags([f"hooks_{database}" for database in databases], timeout=900)
    return {database: finished[f"hooks_{database}"] for database in databases}


@pytest.fixture(scope="module")
def transfers(airflow: RunningAirflow, runs: dict[str, FinishedRun]) -> FinishedRun:
    """Runs when the tables that it reads are there."""
    return airflow.run_dag("transfers", timeout=900)


@pytest.fixture
def run(runs: dict[str, FinishedRun], database: str) -> FinishedRun:
    if database not in runs:
        pytest.skip(available(database))
    return runs[database]


def parameters() -> list[Any]:
    return [pytest.param(database, task, id=f"{database}-{task}") for database in PREFIXES for task in TASKS]


def errors(event: Event) -> list[str]:
    facet = event["run"]["facets"].get("extractionError")
    return [one["errorMessage"] for one in facet["errors"]] if facet else []


@pytest.mark.parametrize(("database", "task"), parameters())
def test_a_task_has_the_datasets_of_its_hooks(run: FinishedRun, database: str, task: str) -> None:
    event = run.last_event(task)
    inputs, outputs, columns = TASKS[task]

    assert event["eventType"] == ("FAIL" if task in FAILING else "COMPLETE")
    assert event_lineage.inputs(event, PREFIXES[database]) == inputs
    assert event_lineage.outputs(event, PREFIXES[database]) == outputs
    for table in outputs:
        dataset = event_lineage.output(event, table)
        assert list(event_lineage.schema(dataset)) == ["day_of", "total"]
        if columns:
            assert event_lineage.columns(event, table, PREFIXES[database]) == columns
        else:
            assert "columnLineage" not in dataset["facets"]
    assert errors(event) == []
    # The OpenLineage provider says of every PythonOperator that its source is unknown.
    assert ("unknownSourceAttribute" in event["run"]["facets"]) == (task == "python_operator")


@pytest.mark.parametrize(("database", "task"), [p for p in parameters() if p.values[1] in KNOWN_AT_START])
def test_attributes_tell_the_datasets_at_start(run: FinishedRun, database: str, task: str) -> None:
    starts = [event for event in run.task_events(task) if event["eventType"] == "START"]
    tries = {event["run"]["runId"] for event in run.task_events(task)}

    assert [
        (event_lineage.inputs(one, PREFIXES[database]), event_lineage.outputs(one, PREFIXES[database]))
        for one in starts
    ] == [TASKS[task][:2]] * len(tries)


@pytest.mark.parametrize("database", PREFIXES)
def test_every_event_is_valid(run: FinishedRun, database: str) -> None:
    assert problems_of(run.events()) == []


@pytest.mark.parametrize("target", PREFIXES)
def test_a_transfer_links_two_databases(
    target: str, transfers: FinishedRun, runs: dict[str, FinishedRun]
) -> None:
    if target not in runs:
        pytest.skip(available(target))
    databases = list(runs)
    source = databases[databases.index(target) - 1]
    name = f"{source}_to_{target}"
    expected = (PREFIXES[source] + "hook_orders", PREFIXES[target] + "hook_transferred")

    for event in transfers.task_events(name):
        (read,), (written,) = event["inputs"], event["outputs"]
        assert (read["name"], written["name"]) == expected
        assert (read["namespace"].partition(":")[0], written["namespace"].partition(":")[0]) == (
            source,
            target,
        )
        fields = written["facets"]["columnLineage"]["fields"]
        assert {
            column: [one["field"] for one in entry["inputFields"]] for column, entry in fields.items()
        } == {
            "day_of": ["ds"],
            "total": ["amount"],
        }
        sources = [one for entry in fields.values() for one in entry["inputFields"]]
        assert {(one["namespace"], one["name"]) for one in sources} == {(read["namespace"], read["name"])}
    end = transfers.last_event(name)
    assert end["eventType"] == "COMPLETE"
    assert list(event_lineage.schema(end["outputs"][0])) == ["note", "day_of", "total"]


def test_a_transfer_that_fails_has_both_sides(transfers: FinishedRun, runs: dict[str, FinishedRun]) -> None:
    event = transfers.last_event("to_nowhere")
    first, *_, last = runs

    assert event["eventType"] == "FAIL"
    assert [one["name"] for one in event["inputs"]] == [PREFIXES[first] + "hook_orders"]
    assert [one["name"] for one in event["outputs"]] == [PREFIXES[last] + "hook_missing"]


def test_events_of_transfers_are_valid(transfers: FinishedRun) -> None:
    assert problems_of(transfers.events()) == []


def test_the_example_has_its_checks_and_both_sides_of_its_transfer(airflow: RunningAirflow) -> None:
    run = airflow.run_dag("checks_and_transfer")
    columns = event_lineage.input_(run.last_event("check_columns"), "orders")
    copied = run.last_event("copy_orders")

    assert set(run.task_states().values()) == {"success"}
    assert event_lineage.checks(columns) == {
        "order_id.null_check": True,
        "order_id.unique_check": True,
        "amount.min": True,
        "amount.max": True,
    }
    metrics = columns["inputFacets"]["dataQualityMetrics"]["columnMetrics"]
    assert (metrics["order_id"]["nullCount"], metrics["amount"]["min"], metrics["amount"]["max"]) == (
        0,
        10,
        30,
    )
    assert event_lineage.columns(copied, "daily_revenue", "main.") == {
        "revenue": ["orders.amount AGGREGATION"],
        "revenue_day": ["orders.order_day IDENTITY"],
    }
