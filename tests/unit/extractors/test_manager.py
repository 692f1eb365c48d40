"""Who answers for which task: users' extractors, ours, the operators' own methods, the official manager."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.common.sql.hooks.lineage import send_sql_hook_lineage
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.openlineage.extractors import BaseExtractor, OperatorLineage
from airflow.providers.openlineage.extractors.base import DefaultExtractor
from airflow.providers.openlineage.extractors.manager import ExtractorManager
from airflow.providers.openlineage.utils.emission_policy import EmissionPolicy
from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, BaseOperator
from openlineage.client.event_v2 import Dataset
from openlineage.client.facet_v2 import (
    column_lineage_dataset,
    data_quality_assertions_dataset,
    schema_dataset,
    sql_job,
)

from lineage_provider.extractors import hook_task
from lineage_provider.extractors.manager import LineageExtractorManager
from lineage_provider.extractors.operators import is_generic_sql
from lineage_provider.settings import Settings
from tests.unit.extractors.conftest import Extract, operator

LOAD = "INSERT INTO daily SELECT ds, SUM(amount) FROM orders GROUP BY ds"


class UserExtractor(BaseExtractor):
    @classmethod
    def get_operator_classnames(cls) -> list[str]:
        return ["SQLExecuteQueryOperator"]

    def _execute_extraction(self) -> OperatorLineage[Any, Any]:
        return OperatorLineage(inputs=[Dataset(namespace="users", name="own")])


class OtherDefault(DefaultExtractor):
    """What another plugin put in as default extractor."""


def names(datasets: list[Any]) -> list[str]:
    return [dataset.name for dataset in datasets]


def test_extractors_registered_on_the_replaced_manager_go_on_to_win(shop: Path, extract: Extract) -> None:
    replaced = ExtractorManager()
    replaced.add_extractor("SQLExecuteQueryOperator", UserExtractor)
    manager = LineageExtractorManager(Settings(), replaced)
    assert names(extract(operator(LOAD), manager=manager).inputs) == ["own"]


def test_extractors_added_later_win_too(shop: Path, extract: Extract) -> None:
    manager = LineageExtractorManager(Settings(), ExtractorManager())
    manager.add_extractor("SQLExecuteQueryOperator", UserExtractor)
    assert names(extract(operator(LOAD), manager=manager).inputs) == ["own"]


def test_a_default_extractor_of_others_stays() -> None:
    replaced = ExtractorManager()
    replaced.default_extractor = OtherDefault
    assert LineageExtractorManager(Settings(), replaced).default_extractor is OtherDefault


class Subclass(SQLExecuteQueryOperator):
    """As users write them."""


class WithOwnMethod(SQLExecuteQueryOperator):
    def get_openlineage_facets_on_start(self) -> Any:
        return OperatorLineage(inputs=[Dataset(namespace="theirs", name="t")])


class WithEmptyMethod(SQLExecuteQueryOperator):
    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
        return OperatorLineage()


def test_subclasses_are_ours_unless_they_have_methods_of_their_own() -> None:
    assert is_generic_sql(Subclass(task_id="a", conn_id="shop", sql="SELECT 1"))
    assert not is_generic_sql(WithOwnMethod(task_id="a", conn_id="shop", sql="SELECT 1"))
    assert not is_generic_sql(EmptyOperator(task_id="a"))


def test_a_failure_method_of_its_own_counts() -> None:
    class WithFailureMethod(SQLExecuteQueryOperator):
        def get_openlineage_facets_on_failure(self, task_instance: Any) -> Any:
            return OperatorLineage()

    assert not is_generic_sql(WithFailureMethod(task_id="a", conn_id="shop", sql="SELECT 1"))


def test_a_wrapper_around_the_generic_method_is_still_generic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other plugins (DataHub's) put theirs on the class."""
    monkeypatch.setattr(
        SQLExecuteQueryOperator, "get_openlineage_facets_on_complete", lambda *args: None, raising=False
    )
    assert is_generic_sql(operator(LOAD))


def test_own_methods_are_called_and_their_datasets_stay(shop: Path, extract: Extract) -> None:
    task = WithOwnMethod(task_id="own", conn_id="shop", sql=LOAD)
    found = extract(task, "running")
    assert [(d.namespace, d.name) for d in (*found.inputs, *found.outputs)] == [("theirs", "t")]


def test_own_methods_that_find_nothing_are_completed_from_the_sql(shop: Path, extract: Extract) -> None:
    class Blind(SQLExecuteQueryOperator):
        def get_openlineage_facets_on_start(self) -> Any:
            return OperatorLineage(job_facets={"theirs": "kept"})

    found = extract(Blind(task_id="own", conn_id="shop", sql=LOAD), "running")
    assert (names(found.inputs), names(found.outputs)) == (["main.orders"], ["main.daily"])
    assert found.job_facets["theirs"] == "kept"


class BigQueryLike(BaseOperator):
    """Not a SQL operator of common.sql; reports datasets and SQL."""

    columns: Any = None

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
        fields = [schema_dataset.SchemaDatasetFacetFields(name="total", type="NUMERIC")]
        facets: dict[str, Any] = {"schema": schema_dataset.SchemaDatasetFacet(fields=fields)}
        if self.columns is not None:
            facets["columnLineage"] = self.columns
        return OperatorLineage(
            inputs=[Dataset(namespace="bigquery", name="shop.sales.Orders")],
            outputs=[Dataset(namespace="bigquery", name="shop.sales.Daily", facets=facets)],
            job_facets={
                "sql": sql_job.SQLJobFacet(
                    query="INSERT shop.sales.Daily SELECT amount FROM shop.sales.Orders"
                )
            },
        )


def test_columns_are_added_under_the_names_that_the_operator_gave(extract: Extract) -> None:
    found = extract(BigQueryLike(task_id="job"))
    facet = found.outputs[0].facets["columnLineage"]
    (source,) = facet.fields["total"].inputFields
    assert (source.namespace, source.name, source.field) == ("bigquery", "shop.sales.Orders", "amount")
    assert names(found.inputs) == ["shop.sales.Orders"]


def test_columns_that_the_operator_gave_stay(extract: Extract) -> None:
    task = BigQueryLike(task_id="job")
    task.columns = column_lineage_dataset.ColumnLineageDatasetFacet(fields={})
    assert extract(task).outputs[0].facets["columnLineage"] is task.columns


@pytest.mark.parametrize(("include", "there"), [(False, False), (True, True)])
def test_source_code_is_in_the_event_only_if_asked_for(include: bool, there: bool, extract: Extract) -> None:
    found = extract(BashOperator(task_id="b", bash_command="echo secret"), include_source_code=include)
    assert ("sourceCode" in found.job_facets) is there


def test_source_code_needs_the_official_switch_too(extract: Extract) -> None:
    task = BashOperator(task_id="b", bash_command="echo secret")
    off = dataclasses.replace(EmissionPolicy.defaults(), include_source_code=False)
    assert "sourceCode" not in extract(task, include_source_code=True, controls=off).job_facets


def test_other_operators_are_answered_by_the_official_manager(extract: Extract) -> None:
    found = extract(EmptyOperator(task_id="e"))
    assert (found.inputs, found.outputs) == ([], [])


# SQL that ran through hooks.


def ran(hook: Any, *texts: str) -> None:
    for text in texts:
        send_sql_hook_lineage(context=hook, sql=text)


@pytest.fixture
def no_children(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Keep the official child events from being sent; says for which statements."""
    from airflow.providers.openlineage.utils import sql_hook_lineage

    sent: list[Any] = []
    monkeypatch.setattr(
        sql_hook_lineage,
        "emit_lineage_from_sql_extras",
        lambda task_instance, sql_extras, is_successful: sent.extend(e.value["sql"] for e in sql_extras),
    )
    return sent


class Python(BaseOperator):
    """A task without any extractor."""


def test_hook_sql_becomes_datasets_of_the_task(shop: Path, extract: Extract, collector: Any) -> None:
    ran(SqliteHook("shop"), LOAD)
    found = extract(Python(task_id="p"))
    assert (names(found.inputs), names(found.outputs)) == (["main.orders"], ["main.daily"])
    facet = found.outputs[0].facets["columnLineage"]
    assert {k: [s.field for s in v.inputFields] for k, v in facet.fields.items()} == {
        "d": ["ds"],
        "revenue": ["amount"],
    }
    assert found.job_facets["sql"].query == LOAD
    assert "unknownSourceAttribute" not in found.run_facets


def test_two_hooks_of_one_database_are_read_in_order(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any]
) -> None:
    ran(SqliteHook("shop"), "CREATE TEMPORARY TABLE t AS SELECT id FROM orders")
    ran(SqliteHook("shop"), "CREATE TABLE copies AS SELECT id AS n FROM t")
    found = extract(Python(task_id="p"))
    assert (names(found.inputs), names(found.outputs)) == (["main.orders"], ["main.copies"])


def test_two_databases_are_both_there(
    shop: Path,
    extract: Extract,
    collector: Any,
    no_children: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    other = json.dumps({"conn_type": "sqlite", "host": str(tmp_path / "other.db")})
    monkeypatch.setenv("AIRFLOW_CONN_OTHER", other)
    ran(SqliteHook("shop"), "SELECT id FROM orders")
    ran(SqliteHook("other"), "INSERT INTO copies VALUES (?)")
    found = extract(Python(task_id="p"), catalog_lookup=False)
    assert [(d.namespace, d.name) for d in found.inputs] == [(f"sqlite://{shop}", "main.orders")]
    assert [d.namespace for d in found.outputs] == [f"sqlite://{tmp_path}/other.db"]


def test_start_reports_nothing_that_was_collected_before(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any]
) -> None:
    ran(SqliteHook("shop"), LOAD)
    found = extract(Python(task_id="p"), "running")
    assert (found.inputs, found.outputs, no_children) == ([], [], [])


def test_a_policy_against_hook_lineage_is_kept(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any]
) -> None:
    ran(SqliteHook("shop"), LOAD)
    found = extract(
        Python(task_id="p"), controls=dataclasses.replace(EmissionPolicy.defaults(), hook_lineage=False)
    )
    assert (found.inputs, found.outputs, no_children) == ([], [], [])


def test_a_sql_operator_with_datasets_sends_no_children(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any]
) -> None:
    ran(SqliteHook("shop"), LOAD)
    extract(operator(LOAD))
    assert no_children == []


def test_the_official_children_are_sent_where_ours_cannot_be_made(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError("a defect")

    monkeypatch.setattr(hook_task, "hook_lineage", broken)
    ran(SqliteHook("shop"), LOAD)
    found = extract(Python(task_id="p"))
    assert no_children == [LOAD]
    assert "a defect" in found.run_facets["extractionError"].errors[0].errorMessage


def test_extractors_of_users_go_on_to_have_the_official_children(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any]
) -> None:
    class Empty(UserExtractor):
        def extract_on_complete(self, task_instance: Any) -> Any:
            return OperatorLineage()

    manager = LineageExtractorManager(Settings(), ExtractorManager())
    manager.add_extractor("SQLExecuteQueryOperator", Empty)
    ran(SqliteHook("shop"), LOAD)
    extract(operator(LOAD), manager=manager)
    assert no_children == [LOAD]


def test_own_methods_that_find_nothing_have_our_children(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any], sent: list[Any]
) -> None:
    ran(SqliteHook("shop"), LOAD, "SELECT 1")
    extract(WithEmptyMethod(task_id="own", conn_id="shop", sql=[LOAD, "SELECT 1"]))
    assert no_children == []
    assert len(sent) == 4


def test_queries_that_the_hook_reports_itself_are_not_sent_twice(
    shop: Path, extract: Extract, collector: Any, no_children: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SnowflakeHook does."""
    monkeypatch.setattr(SqliteHook, "query_ids", ["01a"], raising=False)
    facets = {"externalQuery": SimpleNamespace(externalQueryId="01a")}
    monkeypatch.setattr(
        SqliteHook,
        "get_openlineage_database_specific_lineage",
        lambda self, task_instance: OperatorLineage(run_facets=facets),
    )
    ran(SqliteHook("shop"), "SELECT 1")
    found = extract(operator("SELECT 1"))
    assert found.run_facets["externalQuery"].externalQueryId == "01a"
    assert no_children == []


def test_a_hook_that_cannot_report_its_queries_costs_only_that(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, task_instance: Any) -> Any:
        raise RuntimeError("no history")

    monkeypatch.setattr(SqliteHook, "get_openlineage_database_specific_lineage", broken)
    assert names(extract(operator(LOAD)).outputs) == ["main.daily"]


# Declared inlets and outlets.


def test_declared_outlets_stay_where_the_official_provider_sends_them(shop: Path, extract: Extract) -> None:
    found = extract(operator(LOAD, outlets=[Asset("file:///lake/report.csv")]))
    assert [(d.namespace, d.name) for d in found.outputs] == [
        (f"sqlite://{shop}", "main.daily"),
        ("file", "/lake/report.csv"),
    ]


def test_declared_outlets_are_left_out_where_the_official_provider_finds_datasets(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_PG", "postgres://me@db:5432/shop")
    task = operator("INSERT INTO b (x) SELECT y FROM a", conn_id="pg", outlets=[Asset("file:///lake/r.csv")])
    assert names(extract(task, catalog_lookup=False).outputs) == ["shop.public.b"]


def test_assertions_of_other_operators_are_in_both_places(extract: Extract) -> None:
    """dbt's tests in Cosmos, say: the facets of an input dataset by the specification."""

    class Tested(BaseOperator):
        def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
            facet = data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(
                assertions=[data_quality_assertions_dataset.Assertion(assertion="unique", success=True)]
            )
            return OperatorLineage(
                inputs=[Dataset(namespace="dbt", name="t", facets={"dataQualityAssertions": facet})]
            )

    (dataset,) = extract(Tested(task_id="tested")).inputs
    assert list(dataset.facets) == list(dataset.inputFacets) == ["dataQualityAssertions"]
    assert dataset.inputFacets["dataQualityAssertions"].assertions[0].assertion == "unique"
