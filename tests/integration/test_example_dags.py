"""The example pipelines in a real Airflow: what their events say about tables and columns, in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.event_lineage import (
    checks,
    columns,
    full_names,
    input_,
    inputs,
    output,
    outputs,
    rows,
    schema,
)
from tests.integration.scheduler import ROOT, FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow) -> dict[str, FinishedRun]:
    return airflow.run_dags(["retail_sqlite", "retail_duckdb"])


@pytest.fixture(scope="module")
def sqlite(runs: dict[str, FinishedRun]) -> FinishedRun:
    return runs["retail_sqlite"]


@pytest.fixture(scope="module")
def duckdb(runs: dict[str, FinishedRun]) -> FinishedRun:
    return runs["retail_duckdb"]


@pytest.mark.parametrize("dag_id", ["retail_sqlite", "retail_duckdb"])
def test_the_pipeline_succeeds_though_one_check_fails(runs: dict[str, FinishedRun], dag_id: str) -> None:
    run = runs[dag_id]

    assert run.state == "success"
    states = run.task_states()
    assert states.pop("check_return_rate") == "failed"
    assert set(states.values()) == {"success"}


@pytest.mark.parametrize("dag_id", ["retail_sqlite", "retail_duckdb"])
def test_no_task_needed_a_second_try(runs: dict[str, FinishedRun], dag_id: str) -> None:
    assert {task.try_number for task in runs[dag_id].tasks} == {1}


@pytest.mark.parametrize("dag_id", ["retail_sqlite", "retail_duckdb"])
def test_every_event_follows_the_specification(runs: dict[str, FinishedRun], dag_id: str) -> None:
    events = runs[dag_id].events()

    assert len(events) >= 26
    assert problems_of(events) == []


@pytest.mark.parametrize("dag_id", ["retail_sqlite", "retail_duckdb"])
def test_nothing_was_left_unexplained(runs: dict[str, FinishedRun], dag_id: str) -> None:
    errors = [event["run"]["facets"].get("extractionError") for event in runs[dag_id].task_events()]

    assert [error for error in errors if error] == []


def test_sqlite_tables_are_named_by_their_file(sqlite: FinishedRun, airflow_directory: Path) -> None:
    namespace = f"sqlite://{airflow_directory / 'retail.sqlite'}"

    assert full_names(sqlite.last_event("stage_customers")) == {
        (namespace, "main.raw_customers"),
        (namespace, "main.stg_customers"),
    }


def test_sqlite_rows_that_a_hook_inserts_in_mapped_tasks_have_their_table(sqlite: FinishedRun) -> None:
    events = [*sqlite.task_events("load_file"), *sqlite.child_events("load_file")]
    written = {
        name for event in events if event["eventType"] == "COMPLETE" for name in outputs(event, "main.")
    }

    assert written == {"raw_customers", "raw_order_items", "raw_orders", "raw_products", "raw_returns"}


def test_sqlite_upsert(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("stage_customers")

    assert columns(event, "stg_customers", "main.") == {
        "customer_key": ["raw_customers.id IDENTITY"],
        "full_name": ["raw_customers.first_name TRANSFORMATION", "raw_customers.last_name TRANSFORMATION"],
        "mail_domain": ["raw_customers.email TRANSFORMATION"],
        "country_code": ["raw_customers.country TRANSFORMATION"],
        "signup_day": ["raw_customers.created_at TRANSFORMATION"],
    }
    assert rows(event, "stg_customers", "main.") == ["raw_customers.id FILTER"]


def test_sqlite_schemas_of_what_is_read_and_written(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("stage_customers")

    assert schema(input_(event, "raw_customers")) == {
        "id": "INTEGER",
        "first_name": "TEXT",
        "last_name": "TEXT",
        "email": "TEXT",
        "phone": "TEXT",
        "country": "TEXT",
        "created_at": "TEXT",
    }
    assert schema(output(event, "stg_customers")) == {
        "customer_key": "INTEGER",
        "full_name": "TEXT",
        "mail_domain": "TEXT",
        "country_code": "TEXT",
        "signup_day": "TEXT",
    }


def test_sqlite_window_in_a_cte_chooses_rows(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("stage_orders")

    assert columns(event, "stg_orders", "main.") == {
        "order_number": ["raw_orders.order_id IDENTITY"],
        "customer_key": ["raw_orders.customer_id IDENTITY"],
        "order_day": ["raw_orders.ordered_at TRANSFORMATION"],
        "order_state": ["raw_orders.status IDENTITY"],
        "sales_channel": ["raw_orders.channel IDENTITY"],
    }
    assert rows(event, "stg_orders", "main.") == [
        "raw_orders.channel FILTER",
        "raw_orders.order_id WINDOW",
        "raw_orders.ordered_at FILTER",
        "raw_orders.updated_at WINDOW",
    ]


def test_sqlite_two_statements_of_one_task(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("stage_order_lines")
    price = [
        "raw_order_items.discount_pct TRANSFORMATION",
        "raw_order_items.quantity TRANSFORMATION",
        "raw_order_items.unit_price TRANSFORMATION",
    ]

    assert {"raw_order_items", "raw_products", "stg_orders"} <= set(inputs(event, "main."))
    assert outputs(event, "main.") == ["stg_order_lines"]
    assert columns(event, "stg_order_lines", "main.") == {
        "order_number": ["raw_order_items.order_id IDENTITY"],
        "line_number": ["raw_order_items.line_no IDENTITY"],
        "product_sku": ["raw_products.sku IDENTITY"],
        "units": ["raw_order_items.quantity IDENTITY"],
        "net_amount": price,
        "margin_amount": [*price, "raw_products.unit_cost TRANSFORMATION"],
    }
    assert rows(event, "stg_order_lines", "main.") == [
        "raw_order_items.order_id JOIN",
        "raw_order_items.sku JOIN",
        "raw_products.sku JOIN",
        "stg_order_lines.order_number FILTER",
        "stg_orders.order_number FILTER",
        "stg_orders.order_number JOIN",
        "stg_orders.order_state FILTER",
    ]


def test_sqlite_ctes_are_traced_to_their_tables(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("daily_revenue")

    assert sorted(inputs(event, "main.")) == ["raw_returns", "stg_customers", "stg_order_lines", "stg_orders"]
    assert columns(event, "mart_daily_revenue", "main.") == {
        "revenue_day": ["stg_orders.order_day IDENTITY"],
        "market": ["stg_customers.country_code IDENTITY"],
        "order_count": ["stg_orders.order_number AGGREGATION"],
        "gross_revenue": ["stg_order_lines.net_amount AGGREGATION"],
        "refunded": ["raw_returns.refund AGGREGATION"],
    }
    assert rows(event, "mart_daily_revenue", "main.") == [
        "raw_returns.line_no GROUP_BY",
        "raw_returns.line_no JOIN",
        "raw_returns.order_id GROUP_BY",
        "raw_returns.order_id JOIN",
        "stg_customers.country_code GROUP_BY",
        "stg_customers.customer_key JOIN",
        "stg_order_lines.line_number JOIN",
        "stg_order_lines.order_number JOIN",
        "stg_orders.customer_key JOIN",
        "stg_orders.order_day GROUP_BY",
        "stg_orders.order_number JOIN",
        "stg_orders.order_state FILTER",
    ]


def test_sqlite_window_functions(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("customer_value")

    assert columns(event, "mart_customer_value", "main.") == {
        "customer_key": ["stg_customers.customer_key IDENTITY"],
        "customer_name": ["stg_customers.full_name IDENTITY"],
        "lifetime_revenue": ["stg_order_lines.net_amount AGGREGATION"],
        "value_rank": ["stg_order_lines.net_amount WINDOW"],
        "value_band": ["stg_order_lines.net_amount WINDOW"],
    }


def test_sqlite_view(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("product_ranking")

    assert sorted(inputs(event, "main.")) == ["raw_products", "stg_order_lines"]
    assert outputs(event, "main.") == ["product_ranking"]
    assert columns(event, "product_ranking", "main.") == {
        "product_group": ["raw_products.category IDENTITY"],
        "product_name": ["raw_products.title IDENTITY"],
        "units_sold": ["stg_order_lines.units AGGREGATION"],
        "margin": ["stg_order_lines.margin_amount AGGREGATION"],
        "place_in_group": ["raw_products.category WINDOW", "stg_order_lines.margin_amount WINDOW"],
    }


def test_sqlite_create_table_as_select(sqlite: FinishedRun) -> None:
    event = sqlite.last_event("report")

    assert inputs(event, "main.") == ["mart_daily_revenue"]
    assert columns(event, "report_monthly", "main.") == {
        "report_month": ["mart_daily_revenue.revenue_day TRANSFORMATION"],
        "country": ["mart_daily_revenue.market IDENTITY"],
        "net_revenue": [
            "mart_daily_revenue.gross_revenue AGGREGATION",
            "mart_daily_revenue.refunded AGGREGATION",
        ],
        "revenue_to_date": [
            "mart_daily_revenue.gross_revenue AGGREGATION",
            "mart_daily_revenue.market WINDOW",
            "mart_daily_revenue.refunded AGGREGATION",
            "mart_daily_revenue.revenue_day WINDOW",
        ],
    }


@pytest.mark.parametrize(
    ("dag_id", "table"), [("retail_sqlite", "stg_order_lines"), ("retail_duckdb", "staging.order_lines")]
)
def test_column_checks_are_on_the_table_they_read(
    runs: dict[str, FinishedRun], dag_id: str, table: str
) -> None:
    event = runs[dag_id].last_event("check_order_lines")

    assert checks(input_(event, table)) == {
        "product_sku.null_check": True,
        "units.min": True,
        "units.max": True,
        "net_amount.min": True,
    }


@pytest.mark.parametrize(
    ("dag_id", "table"), [("retail_sqlite", "mart_daily_revenue"), ("retail_duckdb", "marts.daily_revenue")]
)
def test_table_checks_are_on_the_table_they_read(
    runs: dict[str, FinishedRun], dag_id: str, table: str
) -> None:
    event = runs[dag_id].last_event("check_daily_revenue")

    assert checks(input_(event, table)) == {"has_rows": True, "refunds_within_revenue": True}


@pytest.mark.parametrize(
    ("dag_id", "table"),
    [("retail_sqlite", "main.mart_daily_revenue"), ("retail_duckdb", "retail.marts.daily_revenue")],
)
def test_the_failing_check_names_the_table_it_read(
    runs: dict[str, FinishedRun], dag_id: str, table: str
) -> None:
    event = runs[dag_id].last_event("check_return_rate")

    assert event["eventType"] == "FAIL"
    assert inputs(event) == [table]
    assert checks(input_(event, table)) == {"check_return_rate": False}


def test_duckdb_tables_are_named_by_database_schema_and_table(
    duckdb: FinishedRun, airflow_directory: Path
) -> None:
    namespace = f"duckdb://{airflow_directory / 'retail.duckdb'}"

    assert full_names(duckdb.last_event("stage_customers")) == {
        (namespace, "retail.raw.customers"),
        (namespace, "retail.staging.customers"),
    }


def test_duckdb_files_are_datasets(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("load_files")
    files = sorted(ROOT.glob("dags_example/data/*.csv"))

    assert sorted((one["namespace"], one["name"]) for one in event["inputs"]) == [
        ("file", str(file)) for file in files
    ]
    assert columns(event, "raw.returns", "")["refund"] == [f"{files[-1]}.refund IDENTITY"]


def test_duckdb_hash_is_masked(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("stage_customers")

    assert columns(event, "staging.customers", "retail.") == {
        "customer_key": ["raw.customers.id IDENTITY"],
        "full_name": ["raw.customers.first_name TRANSFORMATION", "raw.customers.last_name TRANSFORMATION"],
        "email_hash": ["raw.customers.email TRANSFORMATION MASKED"],
        "country_code": ["raw.customers.country TRANSFORMATION"],
        "signup_day": ["raw.customers.created_at TRANSFORMATION"],
    }
    assert schema(output(event, "staging.customers")) == {
        "customer_key": "INTEGER",
        "full_name": "VARCHAR",
        "email_hash": "VARCHAR",
        "country_code": "VARCHAR",
        "signup_day": "DATE",
    }


def test_duckdb_merge(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("stage_orders")

    assert "raw.orders" in inputs(event, "retail.")
    assert outputs(event, "retail.") == ["staging.orders"]
    assert columns(event, "staging.orders", "retail.") == {
        "order_number": ["raw.orders.order_id IDENTITY"],
        "customer_key": ["raw.orders.customer_id IDENTITY"],
        "order_day": ["raw.orders.ordered_at TRANSFORMATION"],
        "order_state": ["raw.orders.status IDENTITY"],
        "sales_channel": ["raw.orders.channel IDENTITY"],
    }
    assert rows(event, "staging.orders", "retail.") == [
        "raw.orders.channel FILTER",
        "raw.orders.order_id JOIN",
        "raw.orders.order_id WINDOW",
        "raw.orders.ordered_at FILTER",
        "raw.orders.updated_at WINDOW",
        "staging.orders.order_number JOIN",
    ]


def test_duckdb_temporary_table_is_traced_through(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("stage_order_lines")
    price = [
        "raw.order_items.discount_pct TRANSFORMATION",
        "raw.order_items.quantity TRANSFORMATION",
        "raw.order_items.unit_price TRANSFORMATION",
    ]

    assert not [name for name in inputs(event) + outputs(event) if name.endswith("priced")]
    assert outputs(event, "retail.") == ["staging.order_lines"]
    assert columns(event, "staging.order_lines", "retail.") == {
        "order_number": ["raw.order_items.order_id IDENTITY"],
        "line_number": ["raw.order_items.line_no IDENTITY"],
        "product_sku": ["raw.products.sku IDENTITY"],
        "units": ["raw.order_items.quantity IDENTITY"],
        "net_amount": price,
        "margin_amount": [*price, "raw.products.unit_cost TRANSFORMATION"],
    }


def test_duckdb_ctes_behind_insert_are_traced_to_their_tables(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("daily_revenue")

    assert sorted(inputs(event, "retail.")) == [
        "raw.returns",
        "staging.customers",
        "staging.order_lines",
        "staging.orders",
    ]
    assert columns(event, "marts.daily_revenue", "retail.") == {
        "revenue_day": ["staging.orders.order_day IDENTITY"],
        "market": ["staging.customers.country_code IDENTITY"],
        "order_count": ["staging.orders.order_number AGGREGATION"],
        "gross_revenue": ["staging.order_lines.net_amount AGGREGATION"],
        "refunded": ["raw.returns.refund AGGREGATION"],
    }


def test_duckdb_view_with_qualify(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("product_ranking")

    assert columns(event, "marts.product_ranking", "retail.") == {
        "product_group": ["raw.products.category IDENTITY"],
        "product_name": ["raw.products.title IDENTITY"],
        "units_sold": ["staging.order_lines.units AGGREGATION"],
        "margin": ["staging.order_lines.margin_amount AGGREGATION"],
    }
    assert rows(event, "marts.product_ranking", "retail.") == [
        "raw.products.category GROUP_BY",
        "raw.products.category WINDOW",
        "raw.products.sku JOIN",
        "raw.products.title GROUP_BY",
        "staging.order_lines.margin_amount WINDOW",
        "staging.order_lines.product_sku JOIN",
    ]


def test_duckdb_lateral_aliases(duckdb: FinishedRun) -> None:
    event = duckdb.last_event("report")

    assert columns(event, "marts.report_monthly", "retail.") == {
        "report_month": ["marts.daily_revenue.revenue_day TRANSFORMATION"],
        "country": ["marts.daily_revenue.market IDENTITY"],
        "net_revenue": [
            "marts.daily_revenue.gross_revenue AGGREGATION",
            "marts.daily_revenue.refunded AGGREGATION",
        ],
        "revenue_to_date": [
            "marts.daily_revenue.gross_revenue AGGREGATION",
            "marts.daily_revenue.market WINDOW",
            "marts.daily_revenue.refunded AGGREGATION",
            "marts.daily_revenue.revenue_day WINDOW",
        ],
    }
