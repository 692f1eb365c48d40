"""dbt in a real scheduler: a real project on DuckDB, its artifacts as events."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration.dbt_environment import dbt_executable
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler


@pytest.fixture(scope="module")
def run(airflow: RunningAirflow) -> FinishedRun:
    return airflow.run_dag("dbt_duckdb", conf={"dbt": str(dbt_executable())}, timeout=400)


def node_events(run: FinishedRun, task: str, node: str) -> list[Event]:
    """The events of one node, by its unique id or the beginning of it."""
    start = f"dbt_duckdb.{task}.dbt.{node}"
    return [
        event
        for event in run.child_events(task)
        if event["job"]["name"] == start or event["job"]["name"].startswith(f"{start}.")
    ]


def end_of(run: FinishedRun, task: str, node: str) -> Event:
    return node_events(run, task, node)[-1]


def named(datasets: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(dataset for dataset in datasets if dataset["name"] == f"dbt_shop.{name}")


def edges(dataset: dict[str, Any]) -> dict[str, set[tuple[str, str, str, str]]]:
    """Output column -> (input table, its column, type, subtype)."""
    return {
        column: {
            (field["name"].removeprefix("dbt_shop."), field["field"], t["type"], t["subtype"])
            for field in entry["inputFields"]
            for t in field["transformations"]
        }
        for column, entry in dataset["facets"]["columnLineage"]["fields"].items()
    }


def assertions(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    keys = ("assertion", "success", "severity", "column", "name", "expected", "actual", "params")
    found = dataset["inputFacets"]["dataQualityAssertions"]["assertions"]
    assert dataset["facets"]["dataQualityAssertions"]["assertions"] == found
    return [{key: one[key] for key in keys if key in one} for one in found]


def test_the_audit_alone_fails(run: FinishedRun) -> None:
    assert run.state == "success"
    assert run.task_states() == {
        "load_customers": "success",
        "build": "success",
        "best_customers": "success",
        "audit": "failed",
        "done": "success",
    }


def test_every_event_follows_the_specification(run: FinishedRun) -> None:
    events = run.events()
    assert problems_of(events) == []
    assert len(events) > 40


def test_each_node_that_ran_is_a_run_below_the_task(run: FinishedRun) -> None:
    [task] = {event["run"]["runId"] for event in run.task_events("build")}
    [dag] = {event["run"]["runId"] for event in run.dag_events()}
    by_job: dict[str, list[str]] = {}
    for event in run.child_events("build"):
        by_job.setdefault(event["job"]["name"].removeprefix("dbt_duckdb.build.dbt."), []).append(
            event["eventType"]
        )
        parent = event["run"]["facets"]["parent"]
        assert parent["run"]["runId"] == task
        assert parent["root"]["run"]["runId"] == dag
        assert event["job"]["facets"]["jobType"]["integration"] == "DBT"

    assert all(types == ["START", "COMPLETE"] for types in by_job.values())
    assert {job for job in by_job if not job.startswith("test.")} == {
        "seed.shop.raw_orders",
        "seed.shop.countries",
        "model.shop.stg_orders",
        "model.shop.stg_customers",
        "model.shop.customer_revenue",
        "model.shop.daily_orders",
        "snapshot.shop.orders_history",
    }
    assert len([job for job in by_job if job.startswith("test.")]) == 8


def test_times_are_those_of_dbt(run: FinishedRun) -> None:
    order = [
        end_of(run, "build", f"model.shop.{model}")["eventTime"]
        for model in ("stg_orders", "customer_revenue")
    ]
    start, end = (event["eventTime"] for event in node_events(run, "build", "model.shop.stg_orders"))

    assert order == sorted(order)
    assert start < end < run.last_event("build")["eventTime"]


def test_columns_of_a_model(run: FinishedRun) -> None:
    event = end_of(run, "build", "model.shop.customer_revenue")
    [output] = event["outputs"]

    assert output["name"] == "dbt_shop.main.customer_revenue"
    assert edges(output) == {
        "customer_id": {("main.stg_customers", "customer_id", "DIRECT", "IDENTITY")},
        "country": {("main.stg_customers", "country", "DIRECT", "IDENTITY")},
        "revenue": {("main.stg_orders", "amount", "DIRECT", "AGGREGATION")},
    }
    rows = {
        (field["name"].removeprefix("dbt_shop.main."), field["field"], t["subtype"])
        for field in output["facets"]["columnLineage"]["dataset"]
        for t in field["transformations"]
    }
    assert rows == {
        ("stg_orders", "customer_id", "JOIN"),
        ("stg_customers", "customer_id", "JOIN"),
        ("stg_orders", "status", "FILTER"),
        ("stg_customers", "customer_id", "GROUP_BY"),
        ("stg_customers", "country", "GROUP_BY"),
    }


def test_a_hash_masks_the_mail_address(run: FinishedRun) -> None:
    [output] = end_of(run, "build", "model.shop.stg_customers")["outputs"]
    [mail] = output["facets"]["columnLineage"]["fields"]["email_hash"]["inputFields"]

    assert (mail["name"], mail["field"]) == ("dbt_shop.crm.customers", "email")
    assert [(t["subtype"], t["masking"]) for t in mail["transformations"]] == [("TRANSFORMATION", True)]


def test_the_schema_has_types_of_the_warehouse_and_descriptions_of_the_project(run: FinishedRun) -> None:
    [output] = end_of(run, "build", "model.shop.stg_orders")["outputs"]
    fields = [
        (field["name"], field["type"], field.get("description"))
        for field in output["facets"]["schema"]["fields"]
    ]

    assert fields == [
        ("order_id", "INTEGER", "Number of the order."),
        ("customer_id", "INTEGER", None),
        ("ordered_on", "DATE", None),
        ("status", "VARCHAR", None),
        ("amount", "DECIMAL(10,2)", None),
    ]
    assert output["facets"]["documentation"]["description"] == "One row an order."


def test_seeds_and_sources_are_inputs(run: FinishedRun) -> None:
    event = end_of(run, "build", "model.shop.stg_customers")

    assert {one["name"] for one in event["inputs"]} == {"dbt_shop.crm.customers", "dbt_shop.main.countries"}


def test_a_star_in_a_snapshot_is_followed(run: FinishedRun) -> None:
    [output] = end_of(run, "build", "snapshot.shop.orders_history")["outputs"]

    assert edges(output)["amount"] == {("main.raw_orders", "amount", "DIRECT", "IDENTITY")}
    assert {"dbt_valid_from", "dbt_valid_to"} <= {f["name"] for f in output["facets"]["schema"]["fields"]}


def test_rows_of_a_seed(run: FinishedRun) -> None:
    [output] = end_of(run, "build", "seed.shop.raw_orders")["outputs"]

    assert output["outputFacets"]["outputStatistics"]["rowCount"] == 5


def test_exposures_stand_on_the_model_they_read(run: FinishedRun) -> None:
    [output] = end_of(run, "build", "model.shop.customer_revenue")["outputs"]

    assert output["facets"]["dbt_exposures"]["exposures"] == [
        {
            "name": "revenue_dashboard",
            "type": "dashboard",
            "url": "https://bi.example.com/revenue",
            "owner": {"email": "finance@example.com", "name": "Finance"},
        }
    ]


def test_a_relationship_is_checked_on_the_table_that_has_the_test(run: FinishedRun) -> None:
    event = end_of(run, "build", "test.shop.orders_have_a_customer")

    assert event["eventType"] == "COMPLETE"
    assert assertions(named(event["inputs"], "main.stg_orders")) == [
        {
            "assertion": "relationships",
            "success": False,
            "severity": "warn",
            "column": "customer_id",
            "name": "orders_have_a_customer",
            "expected": "0",
            "actual": "1",
            "params": {"to": "ref('stg_customers')", "field": "customer_id"},
        }
    ]
    assert "dataQualityAssertions" not in named(event["inputs"], "main.stg_customers")["facets"]


def test_the_tasks_own_event_has_all_results_of_a_table(run: FinishedRun) -> None:
    event = run.last_event("build")

    assert [
        (one["name"].partition("_stg")[0], one["success"])
        for one in assertions(named(event["inputs"], "main.stg_orders"))
    ] == [
        ("accepted_values", True),
        ("no_negative_amounts", True),
        ("not_null", True),
        ("unique", True),
        ("orders_have_a_customer", False),
    ]
    assert {one["name"].removeprefix("dbt_shop.") for one in event["outputs"]} == {
        "main.countries",
        "main.raw_orders",
        "main.stg_orders",
        "main.stg_customers",
        "main.orders_history",
        "main.daily_orders",
        "main.customer_revenue",
    }


def test_a_failed_test_is_there_and_skipped_nodes_are_not(run: FinishedRun) -> None:
    jobs = {event["job"]["name"].rpartition(".dbt.")[2] for event in run.child_events("audit")}
    event = end_of(run, "audit", "test.shop.amounts_are_small")

    assert {job.rpartition(".")[0] if job.startswith("test") else job for job in jobs} == {
        "model.shop.big_orders",
        "test.shop.amounts_are_small",
    }
    assert event["eventType"] == "FAIL"
    assert event["run"]["facets"]["errorMessage"]["message"] == "Got 1 result, configured to fail if >0"
    assert assertions(named(event["inputs"], "main.big_orders")) == [
        {
            "assertion": "accepted_values",
            "success": False,
            "severity": "error",
            "column": "amount",
            "name": "amounts_are_small",
            "expected": "0",
            "actual": "1",
            "params": {"values": [20.5, 15.0], "quote": False, "error_if": ">0", "warn_if": ">0"},
        }
    ]


def test_the_failed_task_has_the_result_too(run: FinishedRun) -> None:
    event = run.last_event("audit")

    assert event["eventType"] == "FAIL"
    assert [one["success"] for one in assertions(named(event["inputs"], "main.big_orders"))] == [False]


def test_sql_tasks_and_dbt_speak_of_the_same_tables(run: FinishedRun) -> None:
    loaded = named(run.last_event("load_customers")["outputs"], "crm.customers")
    source = named(end_of(run, "build", "model.shop.stg_customers")["inputs"], "crm.customers")
    model = named(end_of(run, "build", "model.shop.customer_revenue")["outputs"], "main.customer_revenue")
    read = named(run.last_event("best_customers")["inputs"], "main.customer_revenue")

    assert loaded["namespace"] == source["namespace"]
    assert model["namespace"] == read["namespace"]


def test_nothing_is_reported_missing(run: FinishedRun) -> None:
    assert "extractionError" not in run.last_event("build")["run"]["facets"]
