"""Validations of a task are in its end event, whatever else is known of it, and however it ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.sdk import BaseOperator
from airflow.utils.state import TaskInstanceState
from openlineage.client.event_v2 import Dataset
from openlineage.client.facet_v2 import schema_dataset

from lineage_provider.extractors import validated, validations
from lineage_provider.gx.reading import read
from tests.unit.extractors.conftest import Extract
from tests.unit.gx.results import batch_definition, not_null, table_spec

ORDERS = ("sqlite:///data/shop.sqlite", "main.orders")


class Validates(BaseOperator):
    """As Great Expectations' operators: without OpenLineage methods."""


class CopiesAndValidates(BaseOperator):
    """As a transfer of files: it says itself what it reads and writes."""

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> OperatorLineage[Any, Any]:
        fields = [schema_dataset.SchemaDatasetFacetFields("id")]
        return OperatorLineage(
            inputs=[
                Dataset("s3://lake", "orders.csv"),
                Dataset(*ORDERS, facets={"schema": schema_dataset.SchemaDatasetFacet(fields=fields)}),
            ],
            outputs=[Dataset("gs://lake", "orders.csv")],
        )


@pytest.fixture(autouse=True)
def noted() -> Iterator[None]:
    validations.forget()
    validations._notes.add(
        lambda: read(batch_definition(), table_spec(), [not_null("id", unexpected=1)], "orders")
    )
    yield
    validations.forget()


def inputs(lineage: Any) -> list[tuple[str, str]]:
    return [(one.namespace, one.name) for one in lineage.inputs]


def test_a_failed_task_has_what_failed(extract: Extract) -> None:
    found = extract(Validates(task_id="validate"), TaskInstanceState.FAILED)

    assert inputs(found) == [ORDERS]
    (assertion,) = found.inputs[0].inputFacets["dataQualityAssertions"].assertions
    assert (assertion.column, assertion.success) == ("id", False)
    assert "unknownSourceAttribute" not in found.run_facets


def test_the_start_has_nothing_of_it(extract: Extract) -> None:
    assert extract(Validates(task_id="validate"), TaskInstanceState.RUNNING).inputs == []


def test_official_datasets_and_their_facets_stay(extract: Extract) -> None:
    found = extract(CopiesAndValidates(task_id="copy"), TaskInstanceState.SUCCESS)

    assert inputs(found) == [("s3://lake", "orders.csv"), ORDERS]
    assert outputs(found) == [("gs://lake", "orders.csv")]
    assert set(found.inputs[1].facets) == {"schema", "dataQualityAssertions", "dataQualityMetrics"}


def outputs(lineage: Any) -> list[tuple[str, str]]:
    return [(one.namespace, one.name) for one in lineage.outputs]


def test_an_error_of_ours_is_reported_and_costs_the_validations_only(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError("odd result")

    monkeypatch.setattr(validated, "validated", broken)
    found = extract(CopiesAndValidates(task_id="copy"), TaskInstanceState.SUCCESS)

    assert inputs(found) == [("s3://lake", "orders.csv"), ORDERS]
    assert "odd result" in found.run_facets["extractionError"].errors[0].errorMessage
