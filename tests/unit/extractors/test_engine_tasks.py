"""One SQL task on each engine, from connection to event: the operator, the provider's own hook, our engine.

Only the driver's connect is replaced, where no server can run here: it answers the catalog query with the
columns of `orders`. ClickHouse runs for real, in this process, where chdb is installed.
"""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

from tests.clickhouse_http import asked as clickhouse_statements
from tests.clickhouse_http import serving
from tests.unit.engines.test_engine_hooks import HOOKS, Driver, Hook
from tests.unit.extractors.conftest import Extract

# Airflow knows them by connection type; the plugin's type belongs to the provider where both are installed.
TASKS = [hook for hook in HOOKS if hook.row and hook.module.startswith("airflow.")]


def columns(dataset: Any) -> dict[str, list[str]]:
    facet = (dataset.facets or {}).get("columnLineage")
    fields = facet.fields if facet else {}
    return {name: [f"{one.name}.{one.field}" for one in entry.inputFields] for name, entry in fields.items()}


@pytest.fixture(params=TASKS, ids=lambda hook: f"{hook.name}-{hook.dataset}")
def of(request: pytest.FixtureRequest) -> Hook:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def asked(of: Hook, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The connection `warehouse`, and what the driver was connected with."""
    module = pytest.importorskip(of.module, reason=f"no provider of {of.conn_type}", exc_type=ImportError)
    described = {**of.fields, "conn_type": of.conn_type}
    monkeypatch.setenv("AIRFLOW_CONN_WAREHOUSE", json.dumps(described))
    opened: list[dict[str, Any]] = []
    driver = Driver(rows=[(*of.row[:2], named(of, "orders").rpartition(".")[2], *of.row[3:])])

    def connect(*args: Any, **kwargs: Any) -> Driver:
        opened.append(kwargs)
        return driver

    where, _, attribute = of.edge.partition(":")
    monkeypatch.setattr(importlib.import_module(where), attribute, connect)
    if of.conn_type == "athena":  # credentials of AWS
        monkeypatch.setattr(getattr(module, of.name), "get_session", lambda self, **kwargs: None)
        monkeypatch.setenv("AIRFLOW_CONN_AWS_DEFAULT", json.dumps({"conn_type": "aws"}))
    return opened


def named(of: Hook, table: str) -> str:
    """The dataset of an unquoted ``table``: some engines store such names in upper case."""
    fold = str.upper if of.conn_type in ("oracle", "exasol") else str
    return of.dataset.removesuffix("orders") + fold(table)


def task(of: Hook) -> SQLExecuteQueryOperator:
    sql = "CREATE TABLE copies AS SELECT * FROM orders"
    if of.conn_type == "databricks":  # its connections are those of another hook to Airflow
        operators = importlib.import_module("airflow.providers.databricks.operators.databricks_sql")
        own: SQLExecuteQueryOperator = operators.DatabricksSqlOperator(
            task_id="load", databricks_conn_id="warehouse", sql=sql, **of.arguments
        )
        return own
    return SQLExecuteQueryOperator(task_id="load", conn_id="warehouse", sql=sql)


def test_a_task_is_followed_to_its_columns(of: Hook, asked: list[dict[str, Any]], extract: Extract) -> None:
    found = extract(task(of))
    (source,), (target,) = found.inputs, found.outputs
    assert (source.namespace, source.name) == (of.namespace, named(of, "orders"))
    assert (target.namespace, target.name) == (of.namespace, named(of, "copies"))
    (field,) = source.facets["schema"].fields
    assert (field.name.lower(), field.description) == ("id", of.row[5])
    assert list(columns(target).values()) == [[f"{named(of, 'orders')}.{of.row[3]}"]]
    assert len(asked) == 1
    assert found.run_facets.get("extractionError") is None


def test_nothing_is_opened_when_it_starts(of: Hook, asked: list[dict[str, Any]], extract: Extract) -> None:
    found = extract(task(of), "running")
    assert [(one.namespace, one.name) for one in found.inputs] == [(of.namespace, named(of, "orders"))]
    assert asked == []


def test_a_task_on_clickhouse_itself(extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("chdb", reason="chdb is not installed: make test-engines")
    pytest.importorskip("airflow.providers.clickhousedb.hooks.clickhouse", reason="no ClickHouse provider")
    with serving() as port:
        connection = {"conn_type": "clickhouse", "host": "127.0.0.1", "port": port}
        monkeypatch.setenv("AIRFLOW_CONN_WAREHOUSE", json.dumps(connection))
        load = SQLExecuteQueryOperator(
            task_id="load",
            conn_id="warehouse",
            sql=[
                "CREATE TABLE Orders (Id Int64 COMMENT 'key', amount Decimal(10, 2)) ENGINE = Memory",
                "CREATE TABLE totals ENGINE = Memory AS SELECT Id % 10 AS bucket, sum(amount) AS total "
                "FROM Orders GROUP BY bucket",
            ],
        )
        load.execute({})
        clickhouse_statements.clear()
        found = extract(load)
    assert [one.name for one in found.outputs] == ["default.Orders", "default.totals"]
    totals = found.outputs[1]
    assert columns(totals) == {"bucket": ["default.Orders.Id"], "total": ["default.Orders.amount"]}
    assert [(field.name, field.type) for field in totals.facets["schema"].fields] == [
        ("bucket", "Int16"), ("total", "Decimal(38, 2)"),
    ]  # fmt: skip
    assert len([text for text in clickhouse_statements if "system.columns" in text]) == 1
