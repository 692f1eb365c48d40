"""What official code, operators and other plugins do wrong costs their part, and never the event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from airflow.providers.common.sql.operators.sql import SQLCheckOperator, SQLExecuteQueryOperator
from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.providers.openlineage.extractors.manager import ExtractorManager
from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from airflow.sdk import BaseOperator
from openlineage.client.event_v2 import Dataset

from lineage_provider.extractors.manager import LineageExtractorManager
from lineage_provider.settings import Settings
from tests.unit.extractors.conftest import Extract, operator

LOAD = "INSERT INTO daily SELECT ds, SUM(amount) FROM orders GROUP BY ds"


class PanicException(BaseException):
    """As pyo3 raises it: not an Exception."""


def errors(found: Any) -> list[str]:
    return [error.errorMessage for error in found.run_facets["extractionError"].errors]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "lineage_provider"]


class Panics(BaseOperator):
    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
        raise PanicException("called unwrap() on None")


def test_an_operator_whose_own_method_panics_has_an_event(
    extract: Extract, caplog: pytest.LogCaptureFixture
) -> None:
    found = extract(Panics(task_id="own"))

    assert errors(found) == ["PanicException: called unwrap() on None"]
    assert len(warnings(caplog)) == 1


class WithoutFacets(BaseOperator):
    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
        return OperatorLineage(outputs=[Dataset("ftp://x", "y")], run_facets=None, job_facets=None)  # type: ignore[arg-type]


def test_an_operator_that_gives_no_facets_keeps_its_datasets(
    extract: Extract, caplog: pytest.LogCaptureFixture
) -> None:
    found = extract(WithoutFacets(task_id="own"))

    assert [dataset.name for dataset in found.outputs] == ["y"]
    assert warnings(caplog) == []


def test_a_hook_that_panics_over_its_queries_costs_only_that(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls = []

    def broken(self: Any, task_instance: Any) -> Any:
        calls.append(self)
        raise PanicException("no history")

    monkeypatch.setattr(SqliteHook, "get_openlineage_database_specific_lineage", broken)
    found = extract(operator(LOAD))

    assert [dataset.name for dataset in found.outputs] == ["main.daily"]
    assert errors(found) == ["internal: SqliteHook could not report its queries: no history"]
    assert len(warnings(caplog)) == 1
    assert len(calls) == 1


def test_check_results_that_cannot_be_attached_are_reported(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, lineage: Any) -> Any:
        raise RuntimeError("client too old")

    monkeypatch.setattr(SQLCheckOperator, "_attach_check_facets", broken)
    task = SQLCheckOperator(task_id="check", conn_id="shop", sql="SELECT COUNT(*) FROM orders")
    task.check_results = [object()]  # type: ignore[list-item]
    found = extract(task)

    assert [dataset.name for dataset in found.inputs] == ["main.orders"]
    assert errors(found) == [
        "internal: the results of the checks are not in the run facet test: client too old"
    ]


def test_two_failures_are_one_line_in_the_log(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: Any, task_instance: Any) -> Any:
        raise RuntimeError("no history")

    monkeypatch.setattr(SqliteHook, "get_openlineage_database_specific_lineage", broken)
    found = extract(operator(["SELEC nonsense FRM", LOAD]))

    assert len(errors(found)) == 2
    assert len(warnings(caplog)) == 1


def test_start_logs_nothing(shop: Path, extract: Extract, caplog: pytest.LogCaptureFixture) -> None:
    """The end of the task says the same again."""
    found = extract(operator("SELEC nonsense FRM"), "running")

    assert errors(found)[0].startswith("parse: ")
    assert warnings(caplog) == []


class Neighbour(ExtractorManager):
    """The manager of another plugin."""

    def extract_metadata(self, *args: Any, **more: Any) -> Any:
        return OperatorLineage(inputs=[Dataset("neighbour", "own")])


def test_a_manager_of_another_plugin_goes_on_to_answer_for_other_operators(extract: Extract) -> None:
    manager = LineageExtractorManager(Settings(), Neighbour())
    found = extract(BaseOperator(task_id="other"), manager=manager)

    assert [dataset.namespace for dataset in found.inputs] == ["neighbour"]


def test_a_mapped_operator_is_read_like_any_other(shop: Path, extract: Extract) -> None:
    from airflow.sdk import DAG

    with DAG("d"):
        mapped = SQLExecuteQueryOperator.partial(task_id="load", conn_id="shop").expand(
            sql=[LOAD, "SELECT 1"]
        )
    task = mapped.unmap({"sql": LOAD})
    found = extract(task)

    assert [dataset.name for dataset in found.outputs] == ["main.daily"]
