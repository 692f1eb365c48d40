"""BigQuery's check operators, of its provider's real classes: what their end event says about the table.

BigQuery itself is replaced by a database in memory, behind the hook's connection and its jobs. Skipped with a
reason where there is no Google provider; `make test-engines` installs it.
"""

from __future__ import annotations

import json
import sqlite3
from types import SimpleNamespace
from typing import Any

import pytest
from openlineage.client.serde import Serde

from lineage_provider.extractors import failing
from tests.unit.extractors.conftest import Extract

NAME = ("bigquery", "shop-prod.core.orders")
COLUMN = {
    "table": "core.orders",
    "column_mapping": {"amount": {"max": {"leq_to": 5}, "min": {"greater_than": 1}}},
}
TABLE = {
    "table": "core.orders",
    "checks": {
        "rows": {"check_statement": "COUNT(*) = 3"},
        "sum": {"check_statement": "SUM(amount) > 100"},
    },
}
COUNT = {"sql": "SELECT COUNT(*) FROM core.orders WHERE amount > 0"}
INTERVAL = {"table": "core.orders", "metrics_thresholds": {"COUNT(*)": 1.5}, "days_back": -1}


class FakeJob:
    """A finished job with the rows of a query."""

    job_id = "job-1"
    error_result = None
    state = "DONE"

    def __init__(self, database: sqlite3.Connection, sql: str) -> None:
        self._cursor = database.execute(sql)

    def running(self) -> bool:
        return False

    def result(self, **settings: Any) -> Any:
        rows = self._cursor.fetchall()
        names = [one[0] for one in self._cursor.description]

        class Rows(list[Any]):
            def to_dataframe(self) -> Any:
                import pandas

                return pandas.DataFrame(rows, columns=names)

        return Rows(rows)


@pytest.fixture
def operators(monkeypatch: pytest.MonkeyPatch) -> Any:
    """BigQuery's operators, whose hook works on a table of three orders: 1, 5, and none."""
    P = "airflow.providers.google.cloud"
    operators = pytest.importorskip(f"{P}.operators.bigquery", reason="no Google provider")
    hook = pytest.importorskip(f"{P}.hooks.bigquery").BigQueryHook
    database = sqlite3.connect(":memory:")
    database.execute("ATTACH ':memory:' AS core")
    database.execute("CREATE TABLE core.orders (amount INTEGER, ds TEXT)")
    days = ["2026-01-02", "2026-01-02", "2026-01-01"]
    database.executemany("INSERT INTO core.orders VALUES (?, ?)", zip([1, 5, None], days, strict=True))
    monkeypatch.setattr(hook, "get_conn", lambda self: Connection(database))
    monkeypatch.setattr(hook, "get_credentials_and_project_id", lambda self: (None, "shop-prod"))
    monkeypatch.setattr(
        hook,
        "insert_job",
        lambda self, configuration, **settings: FakeJob(database, configuration["query"]["query"]),
    )
    connection = {"conn_type": "google_cloud_platform", "extra": {"project": "shop-prod"}}
    monkeypatch.setenv("AIRFLOW_CONN_GOOGLE_CLOUD_DEFAULT", json.dumps(connection))
    return operators


class Connection:
    """The database, whose end the hook may close as often as it likes."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.cursor, self.commit, self.rollback = database.cursor, database.commit, database.rollback

    def close(self) -> None:
        pass


def results(found: Any) -> list[tuple[str, bool]]:
    (dataset,) = found.inputs
    assert (dataset.namespace, dataset.name) == NAME
    assert dataset.facets["dataQualityAssertions"] == dataset.inputFacets["dataQualityAssertions"]
    told = Serde.to_dict(dataset.inputFacets["dataQualityAssertions"])["assertions"]
    return [(one["name"], one["success"]) for one in told]


CONTEXT = {"ti": SimpleNamespace(xcom_push=lambda **values: None)}


def run(task: Any, extract: Extract, method: str = "execute", **arguments: Any) -> Any:
    """The lineage of the task's end event, after it ran and failed or not."""
    try:
        getattr(task, method)(CONTEXT, **arguments)
    except Exception as error:
        failing.remember(error)  # as the listener does, which is given it
        return extract(task, "failed", catalog_lookup=False)
    return extract(task, "success", catalog_lookup=False)


ONE_ROW = [
    ("BigQueryCheckOperator", COUNT, [("check", True)]),
    ("BigQueryCheckOperator", {"sql": "SELECT COUNT(*) = 9 FROM core.orders"}, [("check", False)]),
    ("BigQueryValueCheckOperator", {**COUNT, "pass_value": 2}, [("check", True)]),
    ("BigQueryValueCheckOperator", {**COUNT, "pass_value": 7}, [("check", False)]),
]


@pytest.mark.parametrize(
    ("kind", "arguments", "expected"),
    [
        ("BigQueryColumnCheckOperator", COLUMN, [("amount.max", True), ("amount.min", False)]),
        ("BigQueryTableCheckOperator", TABLE, [("rows", True), ("sum", False)]),
        *ONE_ROW,
        *((kind, {**arguments, "deferrable": True}, expected) for kind, arguments, expected in ONE_ROW),
    ],
)
def test_results_are_on_the_table(
    kind: str,
    arguments: dict[str, Any],
    expected: list[tuple[str, bool]],
    operators: Any,
    extract: Extract,
    collector: Any,
) -> None:
    task = getattr(operators, kind)(task_id="check", use_legacy_sql=False, **arguments)
    start = extract(task, "running", catalog_lookup=False)
    assert [(one.namespace, one.name) for one in start.inputs] == [NAME]
    assert results(run(task, extract)) == expected


@pytest.fixture
def interval(operators: Any) -> Any:
    """Two rows today, one yesterday: more than half as many again."""

    def make(**more: Any) -> Any:
        task = operators.BigQueryIntervalCheckOperator(
            task_id="check", use_legacy_sql=False, **{**INTERVAL, **more}
        )
        task.sql1 = task.sql1.replace("{{ ds }}", "2026-01-02")
        task.sql2 = task.sql2.replace("{{ macros.ds_add(ds, -1) }}", "2026-01-01")
        return task

    return make


@pytest.mark.parametrize(("most", "success"), [(1.5, False), (2.5, True)])
def test_an_interval_is_compared(
    most: float, success: bool, interval: Any, extract: Extract, collector: Any
) -> None:
    found = run(interval(metrics_thresholds={"COUNT(*)": most}), extract)
    assert results(found) == [("interval_COUNT(*)", success)]


def test_a_check_that_was_deferred_passes_with_its_task(
    interval: Any, extract: Extract, collector: Any
) -> None:
    found = run(
        interval(deferrable=True), extract, "execute_complete", event={"status": "success", "message": "ok"}
    )
    assert results(found) == [("interval_COUNT(*)", True)]


def test_a_trigger_that_tells_only_of_an_error_decides_no_check(
    interval: Any, extract: Extract, collector: Any
) -> None:
    found = run(
        interval(deferrable=True), extract, "execute_complete", event={"status": "error", "message": "no"}
    )
    (dataset,) = found.inputs
    assert (dataset.namespace, dataset.name) == NAME
    assert "dataQualityAssertions" not in dataset.inputFacets


def test_sql_that_fails_decides_no_check(operators: Any, extract: Extract, collector: Any) -> None:
    task = operators.BigQueryCheckOperator(
        task_id="check", use_legacy_sql=False, sql="SELECT nothing FROM core.orders"
    )
    (dataset,) = run(task, extract).inputs
    assert "dataQualityAssertions" not in dataset.inputFacets
