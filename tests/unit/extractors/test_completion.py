"""What the SQL of an operator adds to the datasets that the operator found itself."""

from __future__ import annotations

from typing import Any

import pytest
from airflow.providers.common.compat.openlineage.facet import Dataset
from airflow.providers.openlineage.extractors import OperatorLineage
from openlineage.client.facet_v2 import sql_job

from lineage_provider.extractors.completion import completed
from lineage_provider.settings import Settings

ATHENA = "awsathena://athena.eu-west-1.amazonaws.com"


def official(sql: str, inputs: list[tuple[str, str]], outputs: list[tuple[str, str]]) -> Any:
    return OperatorLineage(
        inputs=[Dataset(namespace=namespace, name=name) for namespace, name in inputs],
        outputs=[Dataset(namespace=namespace, name=name) for namespace, name in outputs],
        job_facets={"sql": sql_job.SQLJobFacet(query=sql)},
    )


def names(datasets: Any) -> list[tuple[str, str]]:
    return [(one.namespace, one.name) for one in datasets]


def columns(dataset: Any) -> dict[str, list[str]]:
    facet = (dataset.facets or {}).get("columnLineage")
    fields = facet.fields if facet else {}
    return {name: [f"{one.name}.{one.field}" for one in entry.inputFields] for name, entry in fields.items()}


def test_an_input_that_only_the_sql_shows_is_added_behind_the_others() -> None:
    found = official(
        "INSERT INTO p.mart.daily SELECT amount, name FROM p.core.orders JOIN p.core.customers USING (id)",
        [("bigquery", "p.core.orders")],
        [("bigquery", "p.mart.daily")],
    )
    completed(found, Settings())
    assert names(found.inputs) == [("bigquery", "p.core.orders"), ("bigquery", "p.core.customers")]
    assert names(found.outputs) == [("bigquery", "p.mart.daily")]


def test_an_input_that_is_known_in_another_spelling_is_not_added_again() -> None:
    found = official("SELECT * FROM core.Orders", [(ATHENA, "AwsDataCatalog.core.orders")], [])
    completed(found, Settings())
    assert names(found.inputs) == [(ATHENA, "AwsDataCatalog.core.orders")]


def test_a_name_that_is_not_full_is_not_guessed() -> None:
    found = official(
        "INSERT INTO daily SELECT amount FROM orders JOIN items USING (id)",
        [(ATHENA, "AwsDataCatalog.core.orders")],
        [(ATHENA, "AwsDataCatalog.mart.daily")],
    )
    completed(found, Settings())
    assert names(found.inputs) == [(ATHENA, "AwsDataCatalog.core.orders")]


def test_bare_names_are_those_of_the_one_dataset_that_ends_in_them() -> None:
    found = official(
        "INSERT INTO mart.daily SELECT o.amount AS total FROM orders o",
        [(ATHENA, "AwsDataCatalog.core.orders")],
        [(ATHENA, "AwsDataCatalog.mart.daily")],
    )
    completed(found, Settings())
    assert names(found.inputs) == [(ATHENA, "AwsDataCatalog.core.orders")]
    assert [set(sources) for sources in columns(found.outputs[0]).values()] == [
        {"AwsDataCatalog.core.orders.amount"}
    ]


def test_a_name_that_two_datasets_end_in_is_neither_of_them() -> None:
    found = official(
        "INSERT INTO AwsDataCatalog.mart.daily SELECT amount FROM orders",
        [(ATHENA, "AwsDataCatalog.core.orders"), (ATHENA, "AwsDataCatalog.raw.orders")],
        [(ATHENA, "AwsDataCatalog.mart.daily")],
    )
    completed(found, Settings())
    assert "AwsDataCatalog" not in str(columns(found.outputs[0]))


@pytest.mark.parametrize(
    "second",
    [
        "redshift://c1.eu-west-1:5439",
        "snowflake://org-acc",
        "sqlite:///data/shop.db",
        "duckdb:///data/shop.duckdb",
        "cassandra://nodes:9042",
    ],
)
def test_of_two_databases_neither_is_given_inputs(second: str) -> None:
    found = official(
        "SELECT * FROM shop.core.orders JOIN shop.core.items USING (id)",
        [(second, "shop.core.orders")],
        [("postgres://db:5432", "shop.public.copy")],
    )
    completed(found, Settings())
    assert names(found.inputs) == [(second, "shop.core.orders")]


def test_files_and_unknown_namespaces_are_left_alone() -> None:
    found = official("SELECT * FROM a.b.c", [("s3://lake", "orders.csv")], [("file", "/tmp/x")])
    completed(found, Settings())
    assert names(found.inputs) == [("s3://lake", "orders.csv")]
    assert columns(found.outputs[0]) == {}


def test_files_beside_a_database_do_not_hide_its_inputs() -> None:
    found = official(
        "INSERT INTO main.daily SELECT amount FROM main.orders",
        [("s3://lake", "orders.csv")],
        [("sqlite:///data/shop.db", "main.daily")],
    )
    completed(found, Settings())
    assert names(found.inputs) == [("s3://lake", "orders.csv"), ("sqlite:///data/shop.db", "main.orders")]
