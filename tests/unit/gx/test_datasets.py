"""Validations as datasets with data-quality facets."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import pytest
from openlineage.client.serde import Serde
from sqlalchemy import create_engine

from lineage_provider.gx.datasets import validated
from lineage_provider.gx.reading import read
from tests.unit.gx.results import batch_definition, not_null, result, table_spec

OWNER = "shop.validate"


def inputs(spec: Any, *results: Any, **asset: Any) -> list[dict[str, Any]]:
    found = validated([read(batch_definition(**asset), spec, results, "suite")], OWNER)
    assert not found.problems
    return [json.loads(Serde.to_json(one)) for one in found.inputs]


def names(spec: Any, **asset: Any) -> list[tuple[str, str]]:
    return [(one["namespace"], one["name"]) for one in inputs(spec, not_null("id"), **asset)]


@pytest.mark.parametrize(
    ("url", "table", "schema", "expected"),
    [
        ("sqlite:////data/shop.sqlite", "Orders", None, ("sqlite:///data/shop.sqlite", "main.Orders")),
        ("sqlite://", "orders", None, ("sqlite://:memory:/shop.validate", "main.orders")),
        (
            "postgresql+psycopg2://u:secret@DB.example.com/shop",
            "Orders",
            "Sales",
            ("postgres://db.example.com:5432", "shop.sales.orders"),
        ),
        (
            "postgresql://u@db:5433/shop",
            '"Orders"',
            None,
            ("postgres://db:5433", "shop.public.Orders"),
        ),
        ("mysql+pymysql://u@db/shop", "orders", None, ("mysql://db:3306", "shop.orders")),
        (
            "snowflake://u:secret@org-acme/shop/raw?warehouse=wh",
            "orders",
            None,
            ("snowflake://org-acme", "SHOP.RAW.ORDERS"),
        ),
        ("bigquery://project/shop", "raw.orders", None, ("bigquery", "project.raw.orders")),
        (
            "databricks://token:secret@adb.azuredatabricks.net?catalog=main&schema=raw&http_path=x",
            "orders",
            None,
            ("databricks://adb.azuredatabricks.net", "main.raw.orders"),
        ),
        ("trino://u@trino:8080/hive/raw", "orders", None, ("trino://trino:8080", "hive.raw.orders")),
        (
            "redshift+psycopg2://u@c.abc.eu-west-1.redshift.amazonaws.com:5439/shop",
            "orders",
            "raw",
            ("redshift://c.eu-west-1:5439", "shop.raw.orders"),
        ),
        (
            "mssql+pyodbc://?odbc_connect=Driver={ODBC Driver 18};Server=tcp:db,1433;Database=shop;Pwd=x",
            "orders",
            None,
            ("mssql://db:1433", "shop.dbo.orders"),
        ),
    ],
)
def test_a_table_has_the_name_that_tasks_give_it(
    url: str, table: str, schema: str | None, expected: tuple[str, str]
) -> None:
    assert names(table_spec(table, schema), url=url) == [expected]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"table_name": "orders", "schema": "raw"}, ("postgres://db:5432", "shop.raw.orders")),
        ({"sql": "orders"}, ("postgres://db:5432", "shop.public.orders")),
        ({"sql": "SELECT id FROM raw.orders"}, ("postgres://db:5432", "shop.raw.orders")),
    ],
)
def test_what_pandas_reads_by_sql_is_the_table(options: dict[str, Any], expected: tuple[str, str]) -> None:
    con = "postgresql+psycopg2://u:secret@db/shop"

    assert names({"reader_method": "read_sql", "reader_options": {"con": con, **options}}) == [expected]


def test_pandas_reading_through_an_engine_is_named_by_its_url() -> None:
    spec = {"reader_options": {"con": create_engine("sqlite:////data/shop.sqlite"), "sql": "orders"}}

    assert names(spec) == [("sqlite:///data/shop.sqlite", "main.orders")]


def test_pandas_reading_through_a_drivers_connection_is_a_frame() -> None:
    spec = {"reader_options": {"con": object(), "sql": "SELECT 1"}}

    assert names(spec, asset="mine") == [(f"great_expectations://{OWNER}", "mine")]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({"path": "/data/orders.csv", "reader_method": "read_csv"}, ("file", "/data/orders.csv")),
        (
            {"reader_options": {"filepath_or_buffer": PurePosixPath("/data/o.csv")}},
            ("file", "/data/o.csv"),
        ),
        ({"reader_options": {"path": "s3a://lake/orders.parquet"}}, ("s3://lake", "orders.parquet")),
        ({"batch_data": "PandasDataFrame"}, ("great_expectations://shop.validate", "orders")),
    ],
)
def test_files_are_known_by_path_and_data_frames_by_asset(spec: Any, expected: tuple[str, str]) -> None:
    assert names(spec) == [expected]


def test_assertions_and_metrics_are_in_both_places() -> None:
    (found,) = inputs(table_spec(), not_null("amount", unexpected=1))

    facet = found["inputFacets"]["dataQualityAssertions"]
    assert found["facets"]["dataQualityAssertions"] == facet
    (assertion,) = facet["assertions"]
    assert assertion == {
        "assertion": "expect_column_values_to_not_be_null",
        "success": False,
        "column": "amount",
        "severity": "error",
        "name": "4e7a",
        "actual": json.dumps({"unexpected_count": 1, "unexpected_percent": 100.0 / 3}),
        "params": {"column": "amount"},
    }
    metrics = found["inputFacets"]["dataQualityMetrics"]
    assert metrics["rowCount"] == 3
    assert metrics["columnMetrics"]["amount"]["nullCount"] == 1


def test_no_value_of_a_row_is_kept() -> None:
    counts = {"partial_unexpected_list": ["Ann"], "partial_unexpected_counts": [{"value": "Ann"}]}
    found = inputs(
        table_spec(),
        result("expect_column_most_common_value_to_be_in_set", False, ["Ann"], counts=counts, column="name"),
        result("expect_column_max_to_be_between", False, "Ann", column="name"),
        result("expect_column_distinct_values_to_equal_set", False, [1, "Ann"], column="name"),
    )

    assert "Ann" not in json.dumps(found)


def test_an_expectation_that_raised_failed_with_an_error() -> None:
    raised = {"metric": {"raised_exception": True, "exception_message": "no such column"}}
    (found,) = inputs(
        table_spec(), result("expect_column_mean_to_be_between", False, exception=raised, column="x")
    )

    (assertion,) = found["inputFacets"]["dataQualityAssertions"]["assertions"]
    assert (assertion["success"], assertion["actual"]) == (False, "error")
    assert "dataQualityMetrics" not in found["inputFacets"]


@pytest.mark.parametrize(
    ("given", "expected"), [("critical", "error"), ("warning", "warn"), ("info", "info")]
)
def test_severity_is_in_the_words_of_the_facet(given: str, expected: str) -> None:
    (found,) = inputs(table_spec(), result("expect_column_to_exist", severity=given, column="x"))

    assert found["facets"]["dataQualityAssertions"]["assertions"][0]["severity"] == expected


def test_what_was_measured_on_some_rows_is_no_metric() -> None:
    condition = {"type": "comparison", "column": {"name": "id"}, "operator": ">", "parameter": 1}
    part = result("expect_column_max_to_be_between", True, 7, column="amount", row_condition=condition)
    (found,) = inputs(table_spec(), part)

    assert "dataQualityMetrics" not in found["inputFacets"]


def test_metrics_of_a_partition_say_which() -> None:
    spec = table_spec(
        partitioner_method="partition_on_year_and_month",
        partitioner_kwargs={"column_name": "ts"},
        batch_identifiers={"ts": {"year": 2026, "month": 11}},
    )
    (found,) = inputs(spec, not_null("id"))

    assert found["inputFacets"]["dataQualityMetrics"]["condition"] == "ts: year = 2026, month = 11"


def test_a_query_is_about_its_tables_and_their_own_columns() -> None:
    spec = {"query": "SELECT o.id, c.name AS who FROM orders o JOIN customers c ON o.cid = c.id"}
    orders, customers = inputs(spec, not_null("who"))

    assert (orders["name"], customers["name"]) == ("main.orders", "main.customers")
    assert [
        one["inputFacets"]["dataQualityAssertions"]["assertions"][0].get("column")
        for one in (orders, customers)
    ] == [None, "name"]
    assert customers["inputFacets"]["dataQualityMetrics"]["condition"].startswith("(SELECT o.id")


def test_a_dataset_that_has_no_name_is_a_problem_and_the_others_stay() -> None:
    nameless = read(batch_definition("snowflake:///shop"), table_spec(), [not_null("id")])
    named = read(batch_definition(), table_spec(), [not_null("id")])
    found = validated([nameless, named], OWNER)

    assert [one.name for one in found.inputs] == ["main.orders"]
    assert [one.message for one in found.problems] == [
        "A validation is left out: The Snowflake connection names no account"
    ]


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("SELECT * FROM orders", None),
        ("select * from orders ;", None),
        ("SELECT * FROM orders WHERE id > 1", "(SELECT * FROM orders WHERE id > 1)"),
    ],
)
def test_all_columns_of_one_table_are_its_columns(query: str, condition: str | None) -> None:
    (found,) = inputs({"query": query}, not_null("amount"))

    assert found["inputFacets"]["dataQualityAssertions"]["assertions"][0]["column"] == "amount"
    assert found["inputFacets"]["dataQualityMetrics"].get("condition") == condition
