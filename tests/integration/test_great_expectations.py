"""Great Expectations in a real scheduler: its operators, checkpoints in Python, and the example with dbt.

It lies in an environment of its own (gx_environment.py), which an Airflow of its own sees by its PYTHONPATH.
Importing Great Expectations takes seconds, and every task does it: the times allowed here are those of a busy
machine.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration.conftest import POSTGRES_DATABASE, available
from tests.integration.dbt_environment import dbt_executable
from tests.integration.event_lineage import checks, columns, input_
from tests.integration.gx_environment import gx_packages
from tests.integration.scheduler import ROOT, FinishedRun, RunningAirflow, running_airflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

SECRET = "a value of a row"
TABLES = f"""
CREATE TABLE orders (id INTEGER, customer_id INTEGER, amount REAL, status VARCHAR(99));
CREATE TABLE customers (id INTEGER, name VARCHAR(99));
INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob');
INSERT INTO orders VALUES (1, 1, 5.5, 'new'), (2, 2, NULL, 'paid'), (3, 1, 70, '{SECRET}');
"""
SCHEMA = "gx_shop"
PATIENT = {
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
    "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "300",
}
RUN_SECONDS = 900
UNEXPECTED = '{"unexpected_count": 1, "unexpected_percent": 33.33333333333333}'
NONE_UNEXPECTED = '{"unexpected_count": 0, "unexpected_percent": 0.0}'
ROWS, NOT_NULL = "expect_table_row_count_to_be_between", "expect_column_values_to_not_be_null"
MAX, IN_SET = "expect_column_max_to_be_between", "expect_column_values_to_be_in_set"
GOOD = [
    (MAX, "amount", True, "error", "70.0"),
    (NOT_NULL, "id", True, "error", NONE_UNEXPECTED),
    (ROWS, None, True, "error", "3"),
]
BAD = [
    (IN_SET, "status", False, "error", UNEXPECTED),
    (NOT_NULL, "amount", False, "warn", UNEXPECTED),
]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the DAG great_expectations."""
    import pandas

    made = tmp_path_factory.mktemp("gx")
    with sqlite3.connect(made / "shop.sqlite") as connection:
        connection.executescript(TABLES)
        orders = pandas.read_sql("SELECT id, amount, status FROM orders", connection)
    connection.close()
    orders.to_csv(made / "orders.csv", index=False)
    orders.to_parquet(made / "orders.parquet")
    return made


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database with the table; empty where there is no server."""
    if available("postgres"):
        yield ""
        return
    import psycopg

    place = {"host": "127.0.0.1", "user": "postgres", "dbname": POSTGRES_DATABASE, "autocommit": True}
    with psycopg.connect(**place) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        connection.execute(f"SET search_path TO {SCHEMA}; {TABLES}")
        yield f"postgresql+psycopg2://postgres@127.0.0.1:5432/{POSTGRES_DATABASE}"
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


@pytest.fixture(scope="module")
def gx_airflow(directory: Path, postgres: str) -> Iterator[RunningAirflow]:
    """An Airflow that sees Great Expectations; its DAG files take long to import."""
    environment = {
        **PATIENT,
        "PYTHONPATH": str(gx_packages()),
        "GX_TEST_DIRECTORY": str(directory),
        "GX_TEST_POSTGRES": postgres,
        "DBT_EXECUTABLE": str(dbt_executable()),
    }
    folders = {"dags": ROOT / "tests/integration/gx_dags", "examples": ROOT / "dags_example"}
    connections = {"quality_duckdb": {"conn_type": "duckdb", "host": str(directory / "quality.duckdb")}}
    dags = ("great_expectations", "quality_duckdb")
    with running_airflow(directory / "airflow", folders, connections, environment, dags) as running:
        yield running


def states(run: FinishedRun) -> dict[str, str]:
    """Task -> how its last event says that it ended."""
    return {
        event["job"]["name"].removeprefix(f"{run.dag_id}."): event["eventType"]
        for event in run.task_events()
        if event["eventType"] != "START"
    }


@pytest.fixture(scope="module")
def run(gx_airflow: RunningAirflow) -> FinishedRun:
    return gx_airflow.run_dag("great_expectations", timeout=RUN_SECONDS)


@pytest.fixture(scope="module")
def example(gx_airflow: RunningAirflow) -> FinishedRun:
    return gx_airflow.run_dag("quality_duckdb", timeout=RUN_SECONDS)


def assertions(dataset: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every assertion, and that it stands in both places."""
    found = dataset["inputFacets"]["dataQualityAssertions"]["assertions"]
    assert dataset["facets"]["dataQualityAssertions"]["assertions"] == found
    keys = ("assertion", "column", "success", "severity", "actual")
    return sorted(tuple(one.get(key) for key in keys) for one in found)


def metrics(dataset: dict[str, Any]) -> tuple[Any, dict[str, dict[str, Any]]]:
    """Rows, and the numbers of each column."""
    facet = dataset["inputFacets"]["dataQualityMetrics"]
    return facet.get("rowCount"), {
        column: {name: value for name, value in found.items() if value != {}}
        for column, found in facet["columnMetrics"].items()
    }


def only_input(event: Event) -> dict[str, Any]:
    (dataset,) = event["inputs"]
    return dataset


def test_what_fails_is_what_great_expectations_fails(run: FinishedRun, postgres: str) -> None:
    assert run.state == "failed"
    assert states(run) == {
        "batch_passes": "COMPLETE",
        "batch_fails": "FAIL",
        "checkpoint_passes": "COMPLETE",
        "checkpoint_fails": "FAIL",
        "frame_passes": "COMPLETE",
        "frame_fails": "FAIL",
        "checkpoint_in_python": "COMPLETE",
        "definition_and_batch": "COMPLETE",
        **({"postgres_fails": "FAIL"} if postgres else {}),
    }


def test_every_event_follows_the_specification(run: FinishedRun, example: FinishedRun) -> None:
    assert problems_of([*run.events(), *example.events()]) == []


def test_every_task_has_its_two_events(run: FinishedRun) -> None:
    for task, ended in states(run).items():
        assert [event["eventType"] for event in run.task_events(task)] == ["START", ended], task
        assert "extractionError" not in run.last_event(task)["run"]["facets"], task


def test_a_batch_of_a_table_that_passes(run: FinishedRun, directory: Path) -> None:
    dataset = only_input(run.last_event("batch_passes"))

    assert (dataset["namespace"], dataset["name"]) == (f"sqlite://{directory}/shop.sqlite", "main.orders")
    assert assertions(dataset) == GOOD
    assert metrics(dataset) == (3, {"id": {"count": 3, "nullCount": 0}, "amount": {"max": 70.0}})


def test_a_batch_of_a_table_that_fails(run: FinishedRun) -> None:
    event = run.last_event("batch_fails")

    assert event["eventType"] == "FAIL"
    assert assertions(only_input(event)) == BAD
    assert metrics(only_input(event)) == (
        3,
        {"amount": {"count": 3, "nullCount": 1}, "status": {"count": 3, "nullCount": 0}},
    )


def test_a_checkpoint_of_two_files(run: FinishedRun, directory: Path) -> None:
    event = run.last_event("checkpoint_passes")

    assert [(one["namespace"], one["name"]) for one in event["inputs"]] == [
        ("file", f"{directory}/orders.csv"),
        ("file", f"{directory}/orders.parquet"),
    ]
    assert [assertions(one) for one in event["inputs"]] == [GOOD, GOOD]


def test_a_checkpoint_of_a_query_is_about_each_table_by_its_own_columns(run: FinishedRun) -> None:
    event = run.last_event("checkpoint_fails")
    orders, customers = input_(event, "orders"), input_(event, "customers")

    assert event["eventType"] == "FAIL"
    assert assertions(orders) == sorted(
        [
            (IN_SET, "status", False, "error", UNEXPECTED),
            (NOT_NULL, None, True, "error", NONE_UNEXPECTED),
            (MAX, None, True, "error", "140.0"),
        ],
        key=lambda one: one[0],
    )
    assert [one[:2] for one in assertions(customers)] == [(MAX, None), (IN_SET, None), (NOT_NULL, "name")]
    assert "JOIN customers" in orders["inputFacets"]["dataQualityMetrics"]["condition"]


@pytest.mark.parametrize("task", ["frame_passes", "frame_fails"])
def test_a_data_frame_is_the_tasks_own(run: FinishedRun, task: str) -> None:
    dataset = only_input(run.last_event(task))

    assert dataset["namespace"] == f"great_expectations://great_expectations.{task}"
    assert dataset["name"] == task
    assert all(one[2] for one in assertions(dataset)) is (task == "frame_passes")


def test_a_checkpoint_in_python_has_the_results_of_all_its_definitions(run: FinishedRun) -> None:
    event = run.last_event("checkpoint_in_python")

    assert event["eventType"] == "COMPLETE"
    assert assertions(only_input(event)) == sorted(GOOD + BAD, key=lambda one: one[:2])


def test_a_definition_and_a_batch_in_one_task(run: FinishedRun, directory: Path) -> None:
    table, file = run.last_event("definition_and_batch")["inputs"]

    assert assertions(table) == BAD
    assert (file["namespace"], file["name"]) == ("file", f"{directory}/orders.csv")
    assert [one[:3] for one in assertions(file)] == [("expect_column_to_exist", "id", True)]


def test_a_table_of_postgres(run: FinishedRun, postgres: str) -> None:
    if not postgres:
        pytest.skip(available("postgres"))
    dataset = only_input(run.last_event("postgres_fails"))

    assert dataset["namespace"] == "postgres://127.0.0.1:5432"
    assert dataset["name"] == f"{POSTGRES_DATABASE}.{SCHEMA}.orders"
    assert assertions(dataset) == BAD


def test_no_value_of_a_row_is_in_an_event(run: FinishedRun) -> None:
    assert SECRET not in json.dumps(run.events())


def test_the_example_with_dbt_ends_well(example: FinishedRun) -> None:
    assert states(example) == dict.fromkeys(("load_customers", "build", "validate", "mart"), "COMPLETE")
    assert example.state == "success"
    assert [e for e in example.task_events() if "extractionError" in e["run"]["facets"]] == []


def test_dbt_great_expectations_and_the_mart_speak_of_one_table(example: FinishedRun) -> None:
    (built,) = [
        dataset
        for event in example.child_events("build")
        if event["job"]["name"].endswith(".model.shop.customer_revenue") and event["eventType"] == "COMPLETE"
        for dataset in event["outputs"]
    ]
    validated = only_input(example.last_event("validate"))
    read = only_input(example.last_event("mart"))

    assert {(one["namespace"], one["name"]) for one in (built, validated, read)} == {
        (built["namespace"], "quality.main.customer_revenue")
    }
    assert columns({"outputs": [built]}, "customer_revenue", "quality.main.")["revenue"] == [
        "stg_orders.amount AGGREGATION"
    ]


def test_the_expectations_of_the_example_are_on_dbts_model(example: FinishedRun) -> None:
    validated = only_input(example.last_event("validate"))

    assert assertions(validated) == [
        (MAX, "revenue", False, "warn", "42.0"),
        ("expect_column_values_to_be_unique", "customer_id", True, "error", NONE_UNEXPECTED),
        (NOT_NULL, "country", True, "error", NONE_UNEXPECTED),
        (ROWS, None, True, "error", "2"),
    ]
    assert metrics(validated)[0] == 2
    assert "condition" not in validated["inputFacets"]["dataQualityMetrics"]


def test_dbts_tests_of_the_example_are_in_its_task(example: FinishedRun) -> None:
    assert checks(input_(example.last_event("build"), "stg_orders"))["orders_have_a_customer"] is False


def test_the_mart_of_the_example(example: FinishedRun) -> None:
    assert columns(example.last_event("mart"), "revenue_by_country", "quality.main.") == {
        "country": ["customer_revenue.country IDENTITY"],
        "revenue": ["customer_revenue.revenue AGGREGATION"],
    }
