"""Operators whose attributes say what they read and write, really executed between SQLite files."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from airflow.providers.common.sql.config import DataSourceConfig
from airflow.providers.common.sql.operators.analytics import AnalyticsOperator
from airflow.providers.common.sql.operators.generic_transfer import GenericTransfer
from airflow.providers.common.sql.operators.sql import SQLBulkLoadOperator, SQLInsertRowsOperator
from airflow.providers.common.sql.sensors.sql import SqlSensor
from airflow.sdk.lineage import HookLineageCollector

from lineage_provider.extractors import transfers
from lineage_provider.extractors.known_operators import KNOWN, known_operator
from lineage_provider.sql import analyze
from tests.unit.extractors.conftest import Extract

QUERY = "SELECT ds, SUM(amount) FROM orders WHERE id > 0 GROUP BY ds"


@pytest.fixture
def mart(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The namespace behind the connection ``mart``: revenue(Day, Total, note)."""
    file = tmp_path / "mart.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE revenue (Day TEXT, Total REAL, note TEXT)")
    connection.close()
    with sqlite3.connect(shop) as connection:
        connection.execute("INSERT INTO orders VALUES (1, '2026-01-01', 5)")
    connection.close()
    monkeypatch.setenv("AIRFLOW_CONN_MART", json.dumps({"conn_type": "sqlite", "host": str(file)}))
    return f"sqlite://{file}"


def transfer(**more: Any) -> GenericTransfer:
    return GenericTransfer(
        **{
            "task_id": "move",
            "sql": QUERY,
            "source_conn_id": "shop",
            "destination_table": "revenue",
            "destination_conn_id": "mart",
            "insert_args": {"target_fields": ["day", "total"]},
            **more,
        }
    )


def columns(dataset: Any) -> dict[str, list[str]]:
    facet = (dataset.facets or {}).get("columnLineage")
    if facet is None:
        return {}
    return {
        name: [f"{one.name}.{one.field} {one.transformations[0].subtype}" for one in entry.inputFields]
        for name, entry in facet.fields.items()
    }


def errors(found: Any) -> list[str]:
    facet = found.run_facets.get("extractionError")
    return [one.errorMessage for one in facet.errors] if facet else []


@pytest.mark.parametrize("state", ["running", "failed"])
def test_a_transfer_that_has_not_ended_well_has_both_sides(state: str, mart: str, extract: Extract) -> None:
    found = extract(transfer(), state)
    assert [one.name for one in found.inputs] == ["main.orders"]
    assert [(one.namespace, one.name) for one in found.outputs] == [(mart, "main.revenue")]
    assert "unknownSourceAttribute" not in found.run_facets
    assert found.job_facets["sql"].query == QUERY


def test_at_start_the_columns_are_those_that_the_arguments_name(mart: str, extract: Extract) -> None:
    (output,) = extract(transfer(), "running").outputs
    assert columns(output) == {
        "day": ["main.orders.ds IDENTITY"],
        "total": ["main.orders.amount AGGREGATION"],
    }


def test_a_transfer_that_ended_is_followed_to_the_columns_of_the_catalog(
    mart: str, extract: Extract, collector: HookLineageCollector
) -> None:
    task = transfer(preoperator="DELETE FROM revenue")
    task.execute({})
    found = extract(task)

    (source,), (output,) = found.inputs, found.outputs
    assert [field.name for field in source.facets["schema"].fields] == ["id", "ds", "amount"]
    assert [field.name for field in output.facets["schema"].fields] == ["Day", "Total", "note"]
    assert columns(output) == {
        "Day": ["main.orders.ds IDENTITY"],
        "Total": ["main.orders.amount AGGREGATION"],
    }
    (rows,) = {(one.name, one.field) for one in output.facets["columnLineage"].dataset if one.field == "id"}
    assert rows == ("main.orders", "id")
    assert errors(found) == []


def test_without_named_columns_rows_fill_the_table_in_its_order(mart: str, extract: Extract) -> None:
    (output,) = extract(transfer(sql="SELECT * FROM orders", insert_args={})).outputs
    assert columns(output) == {
        "Day": ["main.orders.id IDENTITY"],
        "Total": ["main.orders.ds IDENTITY"],
        "note": ["main.orders.amount IDENTITY"],
    }


def test_without_named_columns_and_catalog_nothing_is_guessed_at_start(mart: str, extract: Extract) -> None:
    (output,) = extract(transfer(insert_args={}), "running").outputs
    assert columns(output) == {}


def test_a_query_that_begins_with_a_cte_is_followed(mart: str, extract: Extract) -> None:
    (output,) = extract(transfer(sql=f"WITH x AS ({QUERY}) SELECT * FROM x")).outputs
    assert columns(output)["Total"] == ["main.orders.amount AGGREGATION"]


def test_sql_server_reads_no_cte_behind_insert() -> None:
    query = "WITH x AS (SELECT id, v FROM a) SELECT v, v FROM x -- all"
    wrapped = transfers._wrapped(query, "tsql")
    found = analyze(wrapped, "tsql", {transfers.STAND_IN: {"p": "int", "q": "int"}})
    assert [(edge.output_column, edge.input_column) for edge in found.columns] == [("p", "v"), ("q", "v")]
    assert (found.problems, transfers._unwrapped(wrapped)) == ((), query)


def test_several_queries_fill_one_table(mart: str, extract: Extract) -> None:
    task = transfer(
        sql=["SELECT ds FROM orders", "SELECT d FROM daily;"], insert_args={"target_fields": ["day"]}
    )
    found = extract(task)
    assert [one.name for one in found.inputs] == ["main.orders", "main.daily"]
    assert columns(found.outputs[0]) == {"Day": ["main.orders.ds IDENTITY", "main.daily.d IDENTITY"]}


def test_a_function_that_changes_the_rows_ends_the_column_lineage(mart: str, extract: Extract) -> None:
    found = extract(transfer(rows_processor=lambda rows, **context: rows))
    assert [one.name for one in found.inputs] == ["main.orders"]
    assert (columns(found.outputs[0]), errors(found)) == ({}, [])


def test_pages_are_the_query_itself(mart: str, extract: Extract, collector: HookLineageCollector) -> None:
    task = transfer(page_size=1)
    task.execute({})
    found = extract(task)
    assert [one.name for one in found.inputs] == ["main.orders"]
    assert columns(found.outputs[0])["Day"] == ["main.orders.ds IDENTITY"]
    assert errors(found) == []


def test_a_transfer_within_one_database_asks_its_catalog_once(
    mart: str, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lineage_provider.engines.sqlite import SQLiteEngine

    asked = []
    columns_of = SQLiteEngine.columns

    def counted(self: Any, hook: Any, tables: Any, *, timeout: float) -> Any:
        asked.append(sorted(map(str, tables)))
        return columns_of(self, hook, tables, timeout=timeout)

    monkeypatch.setattr(SQLiteEngine, "columns", counted)
    found = extract(transfer(destination_conn_id="shop", destination_table="daily", insert_args={}))
    assert asked == [["main.daily", "main.orders"]]
    assert columns(found.outputs[0]) == {
        "d": ["main.orders.ds IDENTITY"],
        "revenue": ["main.orders.amount AGGREGATION"],
    }


def test_the_query_is_not_looked_for_on_the_target(mart: str, extract: Extract, monkeypatch: Any) -> None:
    """PostgreSQL as the target of a query on SQLite; nothing answers at its address."""
    monkeypatch.setenv("AIRFLOW_CONN_MART", "postgres://nobody@127.0.0.1:1/shop")
    found = extract(transfer(), "running")
    assert [one.name for one in found.inputs] == ["main.orders"]
    assert [(one.namespace, one.name) for one in found.outputs] == [
        ("postgres://127.0.0.1:1", "shop.public.revenue")
    ]


def test_a_connection_that_is_not_there_costs_its_side_only(mart: str, extract: Extract) -> None:
    found = extract(transfer(destination_conn_id="nowhere"))
    assert [one.name for one in found.inputs] == ["main.orders"]
    assert found.outputs == []
    assert errors(found)[0].startswith("input: connection 'nowhere' cannot be used for lineage")


def test_a_query_that_cannot_be_parsed_is_reported_in_its_own_words(mart: str, extract: Extract) -> None:
    found = extract(transfer(sql="SELEC ds FRM orders"))
    assert [one.name for one in found.outputs] == ["main.revenue"]
    assert errors(found)
    assert "lineage_transfer" not in repr(found.run_facets["extractionError"])


def test_columns_that_cannot_be_known_are_reported_for_the_real_table(mart: str, extract: Extract) -> None:
    found = extract(transfer(insert_args={}, destination_table="missing"))
    assert "missing" in errors(found)[0]
    assert "lineage_transfer" not in repr(found)


@pytest.mark.parametrize("state", ["running", "success", "failed"])
def test_inserted_rows_have_their_table(state: str, mart: str, extract: Extract) -> None:
    task = SQLInsertRowsOperator(
        task_id="rows",
        conn_id="mart",
        table_name="revenue",
        columns=["Day", "Total"],
        rows=[("2026-01-01", 1)],
        preoperator="DELETE FROM revenue",
    )
    found = extract(task, state)
    (output,) = found.outputs
    assert (output.namespace, output.name) == (mart, "main.revenue")
    assert ("schema" in output.facets) == (state != "running")


def test_what_is_loaded_in_bulk_has_its_table(mart: str, extract: Extract) -> None:
    task = SQLBulkLoadOperator(task_id="load", conn_id="mart", table="revenue", tmp_file="/tmp/x")
    assert [one.name for one in extract(task, "running").outputs] == ["main.revenue"]


def test_a_sensor_reads_what_it_asks(shop: Path, extract: Extract) -> None:
    task = SqlSensor(task_id="wait", conn_id="shop", sql="SELECT COUNT(*) FROM orders")
    found = extract(task, "running")
    assert ([one.name for one in found.inputs], found.outputs) == (["main.orders"], [])
    assert found.job_facets["sql"].query == "SELECT COUNT(*) FROM orders"


def test_analytics_on_files_read_the_files_that_its_queries_name(extract: Extract) -> None:
    files = [
        DataSourceConfig(conn_id="s3", table_name=name, uri=f"s3://lake/{name}/", format="parquet")
        for name in ("orders", "customers")
    ]
    task = AnalyticsOperator(
        task_id="count", datasource_configs=files, queries=["SELECT COUNT(*) FROM Orders o"]
    )
    found = extract(task, "running")
    assert [(one.namespace, one.name) for one in found.inputs] == [("s3://lake", "orders/")]


def test_classes_derived_from_known_ones_are_known() -> None:
    class Own(GenericTransfer):
        pass

    class GenericTransferOfUsers:
        pass

    assert known_operator(Own.__new__(Own)) is KNOWN["GenericTransfer"]
    assert known_operator(GenericTransferOfUsers()) is None
