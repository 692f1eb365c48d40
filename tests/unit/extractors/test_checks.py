"""Check operators, really executed on SQLite, and what their end event says about the table."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.common.sql.operators.sql import (
    BranchSQLOperator,
    SQLCheckOperator,
    SQLCheckResult,
    SQLColumnCheckOperator,
    SQLIntervalCheckOperator,
    SQLTableCheckOperator,
    SQLThresholdCheckOperator,
    SQLValueCheckOperator,
)
from airflow.sdk import BaseOperator
from airflow.sdk.lineage import HookLineageCollector
from openlineage.client.serde import Serde

from lineage_provider.extractors import checks
from lineage_provider.extractors.task_queries import TaskQueries
from tests.unit.extractors.conftest import Extract

Check = Callable[..., Any]


@pytest.fixture
def orders(shop: Path) -> Path:
    """orders: three rows, amounts 1, 5 and NULL; two on the first, one on the second of January."""
    with sqlite3.connect(shop) as connection:
        connection.executemany(
            "INSERT INTO orders VALUES (?, ?, ?)",
            [(1, "2026-01-01", 1), (2, "2026-01-01", 5), (3, "2026-01-02", None)],
        )
    connection.close()
    return shop


@pytest.fixture
def check(orders: Path, extract: Extract) -> Check:
    """``check(Operator, ...)``: the lineage of its end event, after it ran and failed or not."""

    def run(kind: type[Any], context: Any = None, **arguments: Any) -> Any:
        task = kind(**{"task_id": "check", "conn_id": "shop", **arguments})
        try:
            task.execute(context or {})
        except Exception:
            return extract(task, "failed")
        return extract(task, "success")

    return run


def assertions(found: Any, table: str = "main.orders") -> list[dict[str, Any]]:
    """The assertions of an input, without what is empty; the same in both places."""
    (dataset,) = [one for one in found.inputs if one.name == table]
    assert dataset.facets["dataQualityAssertions"] == dataset.inputFacets["dataQualityAssertions"]
    return Serde.to_dict(dataset.inputFacets["dataQualityAssertions"])["assertions"]  # type: ignore[no-any-return]


def metrics(found: Any, table: str = "main.orders") -> dict[str, Any]:
    (dataset,) = [one for one in found.inputs if one.name == table]
    facet = dataset.inputFacets.get("dataQualityMetrics")
    assert facet == dataset.facets.get("dataQualityMetrics")
    whole = Serde.to_dict(facet) if facet is not None else {}
    numbers = {key: value for key, value in whole.items() if not key.startswith("_")}
    for fields in numbers.get("columnMetrics", {}).values():
        assert fields.pop("quantiles", {}) == {}
    return numbers


def run_facet_names(found: Any) -> list[str]:
    return [one.name for one in found.run_facets["test"].tests] if "test" in found.run_facets else []


def test_each_column_check_is_an_assertion(check: Check) -> None:
    found = check(
        SQLColumnCheckOperator,
        table="orders",
        column_mapping={"amount": {"null_check": {"equal_to": 0}, "max": {"leq_to": 5}}},
    )
    nulls, highest = assertions(found)
    assert nulls == {
        "assertion": "not_null",
        "success": False,
        "column": "amount",
        "severity": "error",
        "name": "amount.null_check",
        "description": "Column-level statistical check against the configured threshold",
        "expected": "0",
        "actual": "1",
        "content": "SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END)",
        "contentType": "sql",
        "params": {"equal_to": 0, "accept_none": True},
    }
    assert (highest["assertion"], highest["success"], highest["actual"]) == ("accepted_range", True, "5.0")


def test_columns_are_measured(check: Check) -> None:
    found = check(
        SQLColumnCheckOperator,
        table="orders",
        column_mapping={
            "amount": {
                name: {"geq_to": 0} for name in ("null_check", "distinct_check", "unique_check", "min", "max")
            }
        },
    )
    assert metrics(found) == {
        "columnMetrics": {
            "amount": {"nullCount": 1, "distinctCount": 2, "count": 2, "min": 1.0, "max": 5.0},
        }
    }


def test_a_column_is_named_as_the_catalog_has_it(check: Check) -> None:
    found = check(SQLColumnCheckOperator, table="ORDERS", column_mapping={"AMOUNT": {"max": {"leq_to": 5}}})
    (assertion,) = assertions(found)
    assert assertion["column"] == "amount"
    assert metrics(found) == {"columnMetrics": {"amount": {"max": 5.0}}}


def test_dates_and_text_are_no_metrics(check: Check) -> None:
    found = check(
        SQLColumnCheckOperator, table="orders", column_mapping={"ds": {"min": {"geq_to": "2026-01-01"}}}
    )
    (assertion,) = assertions(found)
    assert (assertion["success"], assertion["actual"]) == (True, "2026-01-01")
    assert metrics(found) == {}


def test_a_partition_is_not_taken_for_the_whole(check: Check) -> None:
    found = check(
        SQLColumnCheckOperator,
        table="orders",
        partition_clause="ds = '2026-01-01'",
        column_mapping={"amount": {"null_check": {"equal_to": 0}}},
    )
    assert metrics(found) == {
        "columnMetrics": {"amount": {"nullCount": 0}},
        "condition": "ds = '2026-01-01'",
    }


def test_checks_with_partitions_of_their_own_do_not_mix_into_the_metrics(check: Check) -> None:
    found = check(
        SQLColumnCheckOperator,
        table="orders",
        column_mapping={
            "amount": {
                "null_check": {"equal_to": 0, "partition_clause": "ds = '2026-01-01'"},
                "max": {"leq_to": 5},
            }
        },
    )
    assert [one["success"] for one in assertions(found)] == [True, True]
    assert metrics(found) == {"columnMetrics": {"amount": {"max": 5.0}}}


def test_a_table_check_measures_what_it_confirms(check: Check) -> None:
    found = check(
        SQLTableCheckOperator,
        table="orders",
        checks={
            "row_count": {"check_statement": "COUNT(*) = 3"},
            "total": {"check_statement": "SUM(amount) = 7"},
            "positive": {"check_statement": "amount > 0", "partition_clause": "amount IS NOT NULL"},
        },
    )
    assert [(one["name"], one["success"], one["content"]) for one in assertions(found)] == [
        ("row_count", True, "COUNT(*) = 3"),
        ("total", False, "SUM(amount) = 7"),
        ("positive", True, "amount > 0"),
    ]
    assert metrics(found) == {"columnMetrics": {}, "rowCount": 3}


class WarnsWhenEmpty(SQLTableCheckOperator):
    """Returns no rows for an empty table."""

    sql_check_template = SQLTableCheckOperator.sql_check_template + " HAVING COUNT(*) > 0"


def test_a_warning_is_one(check: Check) -> None:
    found = check(
        WarnsWhenEmpty, table="daily", checks={"paid": {"check_statement": "revenue > 0"}}, accept_none=True
    )
    (assertion,) = assertions(found, "main.daily")
    assert (assertion["severity"], assertion["success"]) == ("warn", False)


def test_a_result_that_breaks_the_check_fails_it(check: Check) -> None:
    """The operator raises before it has a list of results: NULL is no truth value."""
    found = check(
        SQLTableCheckOperator,
        table="daily",
        checks={"rows": {"check_statement": "COUNT(*) = 0"}, "paid": {"check_statement": "revenue > 0"}},
    )
    assert [(one["name"], one["success"], one["actual"]) for one in assertions(found, "main.daily")] == [
        ("rows", True, "1"),
        ("paid", False, "None"),
    ]


@pytest.mark.parametrize(
    ("arguments", "success", "expected", "actual"),
    [
        ({"pass_value": 3}, True, "3", "(3,)"),
        ({"pass_value": 5, "tolerance": 0.1}, False, ">= 4.5, <= 5.5", "(3,)"),
    ],
)
def test_a_value_check_finds_its_table_in_the_sql(
    arguments: Any, success: bool, expected: str, actual: str, check: Check
) -> None:
    found = check(SQLValueCheckOperator, sql="SELECT COUNT(*) FROM orders", **arguments)
    (assertion,) = assertions(found)
    assert assertion["content"] == "SELECT COUNT(*) FROM orders"
    assert (assertion["name"], assertion["success"]) == ("check", success)
    assert (assertion["expected"], assertion["actual"]) == (expected, actual)
    assert metrics(found) == {"columnMetrics": {}, "rowCount": 3}


def test_a_check_on_several_tables_is_on_each_of_them(check: Check) -> None:
    found = check(
        SQLCheckOperator,
        sql="SELECT COUNT(*) = 0 FROM orders o LEFT JOIN daily d ON d.d = o.ds WHERE d.d = ''",
    )
    for table in ("main.orders", "main.daily"):
        (assertion,) = assertions(found, table)
        assert (assertion["success"], assertion["params"]) == (
            True,
            {"tables": ["main.orders", "main.daily"]},
        )
        assert metrics(found, table) == {}


def test_a_table_with_results_is_an_input_also_where_queries_have_the_datasets(
    orders: Path, extract: Extract, collector: HookLineageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TaskQueries, "send", lambda self: None)
    task = SQLThresholdCheckOperator(
        task_id="check",
        conn_id="shop",
        sql="SELECT COUNT(*) FROM orders",
        min_threshold="SELECT COUNT(*) FROM daily",
        max_threshold=5,
    )
    task.execute({})
    found = extract(task, "success", task_sums_queries=False)
    assert [one.name for one in found.inputs] == ["main.orders"]
    assert assertions(found)[0]["success"]


def test_a_check_without_a_table_is_in_the_run_facet_only(check: Check) -> None:
    found = check(SQLCheckOperator, sql="SELECT 1")
    assert (found.inputs, run_facet_names(found)) == ([], ["check"])


def test_the_rows_without_a_value_are_counted(check: Check) -> None:
    found = check(SQLValueCheckOperator, sql="SELECT COUNT(*) FROM orders WHERE amount IS NULL", pass_value=1)
    assert metrics(found) == {"columnMetrics": {"amount": {"nullCount": 1}}}


def test_limits_of_a_threshold_are_inputs_and_the_check_is_on_its_own_table(check: Check) -> None:
    found = check(
        SQLThresholdCheckOperator,
        sql="SELECT SUM(amount) FROM orders",
        min_threshold="SELECT COUNT(*) FROM daily",
        max_threshold=5,
    )
    (assertion,) = assertions(found)
    assert (assertion["expected"], assertion["actual"], assertion["success"]) == (
        ">= 0, <= 5.0",
        "6.0",
        False,
    )
    assert metrics(found) == {"columnMetrics": {"amount": {"sum": 6.0}}}
    assert [one.name for one in found.inputs] == ["main.orders", "main.daily"]
    assert "SELECT COUNT(*) FROM daily" in found.job_facets["sql"].query


def test_an_interval_check_measures_the_day(check: Check) -> None:
    class Rendered(SQLIntervalCheckOperator):
        def execute(self, context: Any) -> None:
            self.sql1 = self.sql1.replace("{{ ds }}", "2026-01-01")
            self.sql2 = self.sql2.replace("{{ macros.ds_add(ds, -1) }}", "2026-01-02")
            super().execute(context)

    found = check(Rendered, table="orders", days_back=1, metrics_thresholds={"COUNT(*)": 1.5, "MIN(id)": 9})
    rows, lowest = assertions(found)
    assert (rows["name"], rows["success"], rows["expected"]) == ("interval_COUNT(*)", False, "< 1.5")
    assert (lowest["name"], lowest["success"], lowest["actual"]) == ("interval_MIN(id)", True, "3.0")
    assert metrics(found) == {
        "columnMetrics": {"id": {"min": 1}},
        "rowCount": 2,
        "condition": "ds = '2026-01-01'",
    }


def test_a_branch_is_an_assertion_that_decides_nothing(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BranchSQLOperator, "skip_all_except", lambda *args, **more: None)
    found = check(
        BranchSQLOperator,
        {"ti": None},
        sql="SELECT COUNT(*) > 5 FROM orders",
        follow_task_ids_if_true=["yes"],
        follow_task_ids_if_false=["no"],
    )
    (assertion,) = assertions(found)
    assert (assertion["severity"], assertion["success"], assertion["actual"]) == ("info", False, "0")


def test_the_run_facet_has_what_the_official_provider_puts_there(check: Check) -> None:
    """Nothing is found on SQLite by the official code, so all its checks are in the run facet."""
    found = check(SQLColumnCheckOperator, table="orders", column_mapping={"amount": {"max": {"leq_to": 5}}})
    assert run_facet_names(found) == ["amount.max"]


def test_checks_that_are_on_a_dataset_are_not_in_the_run_facet_where_the_official_provider_finds_it(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lineage_provider.extractors import official_parts

    monkeypatch.setattr(official_parts, "official_finds_none", lambda task: False)
    found = check(SQLColumnCheckOperator, table="orders", column_mapping={"amount": {"max": {"leq_to": 5}}})
    assert run_facet_names(found) == []


def test_results_of_a_users_own_operator_count(check: Check) -> None:
    class Own(SQLCheckOperator):
        def execute(self, context: Any) -> None:
            self.check_results = [
                SQLCheckResult(
                    "fresh", "freshness", False, "warn", table="orders", expected="1 h", actual="2 h"
                ),
                "no result",  # type: ignore[list-item]
            ]

    (assertion,) = assertions(check(Own, sql="SELECT 1 FROM orders"))
    assert (assertion["assertion"], assertion["severity"]) == ("freshness", "warn")


def test_operators_that_keep_no_results_are_read_by_their_arguments(orders: Path, extract: Extract) -> None:
    """BigQuery's column checks and older releases of common.sql."""
    task = SQLColumnCheckOperator(
        task_id="check", conn_id="shop", table="orders", column_mapping={"amount": {"max": {"leq_to": 5}}}
    )
    task.column_mapping["amount"]["max"].update(result=5.0, success=True)
    found = extract(task, "success")
    (assertion,) = assertions(found)
    assert (assertion["name"], assertion["success"], assertion["expected"]) == ("amount.max", True, "<=5")
    assert run_facet_names(found) == []


def test_a_check_that_keeps_no_result_has_passed_when_its_task_has(
    orders: Path, extract: Extract, collector: HookLineageCollector
) -> None:
    """BigQuery's checks after a deferral."""
    task = SQLValueCheckOperator(
        task_id="check", conn_id="shop", sql="SELECT COUNT(*) FROM orders", pass_value=3
    )
    (assertion,) = assertions(extract(task, "success"))
    assert (assertion["name"], assertion["success"], assertion["expected"]) == ("check", True, "3")
    assert "actual" not in assertion
    (table,) = extract(task, "failed").inputs
    assert "dataQualityAssertions" not in table.facets


@pytest.mark.parametrize(("rows", "found"), [("WHERE id > 100", [False]), ("WHERE no_such_column > 1", [])])
def test_a_check_that_breaks_off_has_failed_if_its_sql_has_run(
    rows: str, found: list[bool], check: Check, collector: HookLineageCollector
) -> None:
    """The threshold check raises on zero rows before it has a list of results."""
    event = check(
        SQLThresholdCheckOperator,
        sql=f"SELECT id FROM orders {rows}",
        min_threshold="SELECT COUNT(*) FROM daily",
        max_threshold=5,
    )
    (orders,) = [one for one in event.inputs if one.name == "main.orders"]
    facet = orders.facets.get("dataQualityAssertions")
    assert [one.success for one in (facet.assertions if facet else [])] == found


def test_a_check_that_never_ran_has_no_result(orders: Path, extract: Extract) -> None:
    task = SQLColumnCheckOperator(
        task_id="check", conn_id="shop", table="orders", column_mapping={"amount": {"max": {"leq_to": 5}}}
    )
    (table,) = extract(task, "failed").inputs
    assert "dataQualityAssertions" not in table.facets


@pytest.mark.parametrize(
    ("actual", "values"),
    [
        ("(5,)", [5]),
        ("[5, -1.5]", [5, -1.5]),
        ("{'n': 5}", [5]),
        ("Row(n=5, d='x')", [5, None]),
        ("(Decimal('1.50'), None)", [Decimal("1.50"), None]),
        ("Decimal('2')", [Decimal(2)]),
        ("(datetime.date(2026, 1, 1),)", [None]),
        ("7", [7]),
        ("2026-01-01 :", None),
    ],
)
def test_values_are_read_from_their_text(actual: str, values: Any) -> None:
    assert checks._values(actual) == values


def test_parameters_are_json(check: Check) -> None:
    class Own(SQLCheckOperator):
        def execute(self, context: Any) -> None:
            params = {
                "day": datetime.date(2026, 1, 1),
                "limit": Decimal("1.5"),
                "any": (Decimal(2), float("nan")),
            }
            self.check_results = [SQLCheckResult("c", "custom", True, content=str(self.sql), params=params)]

    (assertion,) = assertions(check(Own, sql="SELECT 1 FROM orders"))
    assert assertion["params"] == {"day": "2026-01-01", "limit": 1.5, "any": [2, "nan"]}


def test_secrets_in_checks_are_hidden(check: Check) -> None:
    found = check(
        SQLTableCheckOperator,
        table="orders",
        partition_clause="ds <> 'postgres://etl:hunter2hunter2@db/shop'",
        checks={"rows": {"check_statement": "COUNT(*) = 3"}},
    )
    assert assertions(found)[0]["success"]
    assert metrics(found)["rowCount"] == 3
    assert "hunter2" not in repr(found)


def test_a_task_without_checks_has_no_results() -> None:
    assert checks.results_of(BaseOperator(task_id="x"), "complete") == []
    assert checks.results_of(SimpleNamespace(checks={"a": 1}, table="t"), "fail") == []
