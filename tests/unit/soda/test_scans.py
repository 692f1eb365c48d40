"""Scans of Soda Core 3 as datasets with data-quality facets; results in the form of Soda 3.5.6."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from openlineage.client.serde import Serde

from lineage_provider.extractors import listener, scans
from lineage_provider.soda.datasets import scanned
from lineage_provider.soda.reading import read

OWNER = "shop.scan"
POSTGRES = {"type": "postgres", "host": "DB", "username": "u", "password": "secret", "database": "shop"}


def check(definition: str, metric: str, outcome: str = "pass", value: Any = 0, **more: Any) -> dict[str, Any]:
    return {
        "name": definition,
        "definition": f"checks for orders:\n  - {definition}",
        "dataSource": "shop",
        "table": "orders",
        "column": None,
        "filter": None,
        "outcome": outcome,
        "metrics": [f"metric-shop-orders-{metric}"],
        "diagnostics": {"value": value, "fail": {"greaterThan": 0.0}, "blocks": ["rows"]},
        **more,
    }


def scan(*checks: dict[str, Any], source: dict[str, Any] | None = None, open_checks: Any = ()) -> Any:
    metrics = [
        {"identity": one["metrics"][0], "metricName": one["metrics"][0].rpartition("-")[2]} for one in checks
    ]
    manager = SimpleNamespace(data_source_properties_by_name={"shop": POSTGRES if source is None else source})
    return SimpleNamespace(
        get_scan_results=lambda: {"checks": list(checks), "metrics": metrics},
        _data_source_manager=manager,
        _checks=open_checks,
    )


def inputs(given: Any) -> list[dict[str, Any]]:
    return [json.loads(Serde.to_json(one)) for one in scanned([read(given)], OWNER).inputs]


def test_a_check_is_an_assertion_on_its_table() -> None:
    missing = check("missing_count(amount) = 0", "amount-missing_count", "fail", 2, column="amount")
    (found,) = inputs(scan(missing))

    assert (found["namespace"], found["name"]) == ("postgres://db:5432", "shop.public.orders")
    assert found["facets"]["dataQualityAssertions"] == found["inputFacets"]["dataQualityAssertions"]
    assert found["facets"]["dataQualityAssertions"]["assertions"] == [
        {
            "assertion": "missing_count",
            "success": False,
            "severity": "error",
            "column": "amount",
            "name": "missing_count(amount) = 0",
            "expected": '{"fail when": {"greaterThan": 0.0}}',
            "actual": "2",
        }
    ]


def test_a_warning_failed_and_says_so() -> None:
    (found,) = inputs(scan(check("duplicate_count(id) = 0", "id-duplicate_count", "warn", 1, column="id")))

    (one,) = found["facets"]["dataQualityAssertions"]["assertions"]
    assert (one["success"], one["severity"]) == (False, "warn")


def test_what_was_measured_of_all_rows_is_a_metric() -> None:
    (found,) = inputs(
        scan(
            check("row_count > 0", "row_count", value=3),
            check("missing_count(amount) < 5", "amount-missing_count", value=1, column="amount"),
            check("max(amount) < 9", "amount-max", value=7.5, column="amount"),
            check("missing_count(id) < 9", "id-missing_count-1a2b", value=8, column="id"),
            check("row_count < 9", "row_count", value=2, filter="today"),
        )
    )

    metrics = found["inputFacets"]["dataQualityMetrics"]
    assert metrics["rowCount"] == 3
    assert {
        name: (one.get("nullCount"), one.get("max")) for name, one in metrics["columnMetrics"].items()
    } == {"amount": (1, 7.5)}


def test_a_text_that_was_measured_is_a_value_of_a_row_and_stays_out() -> None:
    given = scan(check("max(name) < 'Z'", "name-max", value="Ann", column="name"))

    assert "Ann" not in json.dumps(inputs(given))


def test_passwords_are_not_kept() -> None:
    assert "secret" not in repr(read(scan(check("row_count > 0", "row_count"))))


@pytest.mark.parametrize(
    "source", [{"type": "duckdb"}, {"type": "spark_df"}, {"type": "dask"}], ids=["duckdb", "spark", "dask"]
)
def test_a_frame_in_memory_is_the_tasks_own(source: dict[str, Any]) -> None:
    (found,) = inputs(scan(check("row_count > 0", "row_count"), source=source))

    assert (found["namespace"], found["name"]) == ("soda://shop.scan", "orders")


def test_a_connection_below_its_own_key_and_a_schema() -> None:
    nested = {"type": "postgres", "connection": {"host": "db", "database": "shop"}, "schema": "raw"}
    (found,) = inputs(scan(check("row_count > 0", "row_count"), source=nested))

    assert found["name"] == "shop.raw.orders"


def test_what_is_not_known_is_told() -> None:
    open_check = SimpleNamespace(outcome=None, archetype=None, name="freshness(day) < 1d")
    given = scan(check("row_count > 0", "row_count"), source={"type": "denodo"}, open_checks=[open_check])

    found = scanned([read(given)], OWNER)

    assert found.inputs == ()
    assert [problem.message for problem in found.problems] == [
        "Soda could not evaluate the check freshness(day) < 1d",
        "the database of Soda's data source 'shop' cannot be named",
    ]


class Scan:
    """The part of Soda's class that is wrapped."""

    def __init__(self, given: Any) -> None:
        vars(self).update(vars(given))

    def execute(self) -> int:
        return 2


@pytest.fixture
def wrapped() -> Iterator[type[Scan]]:
    kind = type("Scan", (Scan,), dict(vars(Scan)))
    module = ModuleType("soda.scan")
    module.Scan = kind  # type: ignore[attr-defined]
    scans._wrap(module)
    yield kind
    scans.forget()


def test_a_scan_is_noted_and_its_result_returned(wrapped: type[Scan]) -> None:
    assert wrapped(scan(check("row_count > 0", "row_count"))).execute() == 2
    assert [one.kind for one in scans.noted()[0].outcomes] == ["row_count"]


def test_a_scan_that_cannot_be_read_breaks_nothing(wrapped: type[Scan]) -> None:
    assert wrapped(SimpleNamespace()).execute() == 2
    assert scans.noted() == ()
    assert len(scans.defects()) == 1


def test_another_task_of_the_same_process_begins_anew(wrapped: type[Scan]) -> None:
    def task(name: str) -> Any:
        return SimpleNamespace(dag_id="d", run_id="r", task_id=name, map_index=-1, try_number=1)

    listener.forget_other_tasks(task("first"))
    wrapped(scan(check("row_count > 0", "row_count"))).execute()
    listener.forget_other_tasks(task("second"))
    assert scans.noted() == ()
