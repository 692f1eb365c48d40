"""Operators of other engines, of their providers' real classes: what they say before, and after, they ran.

The network is replaced at the outermost edge (boto3's client). Providers that are not installed are skipped
with a reason; `make test-engines` installs them all.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.extractors.conftest import Extract

P = "airflow.providers"
REDSHIFT = "redshift://c1.eu-west-1:5439"
ATHENA = "awsathena://athena.eu-west-1.amazonaws.com"
LOAD = "INSERT INTO mart.daily SELECT day, SUM(amount) AS total FROM orders GROUP BY day"


def names(datasets: Any) -> list[tuple[str, str]]:
    return [(one.namespace, one.name) for one in datasets]


def columns(dataset: Any) -> dict[str, list[str]]:
    facet = (dataset.facets or {}).get("columnLineage")
    fields = facet.fields if facet else {}
    return {name: [f"{one.name}.{one.field}" for one in entry.inputFields] for name, entry in fields.items()}


def errors(found: Any) -> list[str]:
    facet = found.run_facets.get("extractionError")
    return [one.errorMessage for one in facet.errors] if facet else []


@pytest.fixture(autouse=True)
def _amazon(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = {"region_name": "eu-west-1"}
    monkeypatch.setenv("AIRFLOW_CONN_AWS_DEFAULT", json.dumps({"conn_type": "aws", "extra": extra}))


@pytest.fixture
def redshift_data(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A RedshiftDataOperator whose client answers that every statement has finished."""
    operators = pytest.importorskip(f"{P}.amazon.aws.operators.redshift_data", reason="no Amazon provider")
    hooks = pytest.importorskip(f"{P}.amazon.aws.hooks.redshift_data")
    client = SimpleNamespace(
        execute_statement=lambda **settings: {"Id": "q1"},
        batch_execute_statement=lambda **settings: {"Id": "q1"},
        describe_statement=lambda Id: {"Id": Id, "Status": "FINISHED"},
    )
    monkeypatch.setattr(hooks.RedshiftDataHook, "conn", client)

    def make(**more: Any) -> Any:
        return operators.RedshiftDataOperator(
            **{"task_id": "load", "database": "shop", "cluster_identifier": "c1", "sql": LOAD, **more}
        )

    return make


@pytest.mark.parametrize("state", ["running", "success", "failed"])
def test_redshift_data_is_named_as_the_cluster_it_runs_on(
    redshift_data: Any, extract: Extract, state: str
) -> None:
    found = extract(redshift_data(), state)
    assert names(found.inputs) == [(REDSHIFT, "shop.public.orders")]
    assert names(found.outputs) == [(REDSHIFT, "shop.mart.daily")]
    assert found.job_facets["sql"].query == LOAD
    assert errors(found) == []


def test_redshift_data_that_ran_says_no_more_and_no_less(
    redshift_data: Any, extract: Extract, collector: Any
) -> None:
    task = redshift_data(sql=["DELETE FROM mart.daily", LOAD])
    task.hook.execute_query(
        sql=task.sql, database=task.database, cluster_identifier="c1", wait_for_completion=False
    )
    found = extract(task)
    assert names(found.inputs) == [(REDSHIFT, "shop.public.orders")]
    assert names(found.outputs) == [(REDSHIFT, "shop.mart.daily")]
    assert errors(found) == []


def test_a_serverless_workgroup_stands_where_the_cluster_would(redshift_data: Any, extract: Extract) -> None:
    found = extract(redshift_data(cluster_identifier=None, workgroup_name="wg"), "running")
    assert names(found.outputs) == [("redshift://wg.eu-west-1:5439", "shop.mart.daily")]


def test_a_session_of_redshift_alone_does_not_say_where_it_is(redshift_data: Any, extract: Extract) -> None:
    found = extract(redshift_data(cluster_identifier=None, database=None, session_id="s"))
    assert (names(found.inputs), names(found.outputs)) == ([], [])
    [error] = errors(found)
    assert "neither a cluster nor a workgroup" in error


def test_redshift_data_of_a_task_function_is_named_by_what_its_call_says(
    redshift_data: Any, extract: Extract, collector: Any
) -> None:
    from airflow.sdk import BaseOperator

    hook = redshift_data().hook
    hook.execute_query(sql=LOAD, database="shop", cluster_identifier="c1", wait_for_completion=False)
    found = extract(BaseOperator(task_id="function"))
    assert names(found.outputs) == [(REDSHIFT, "shop.mart.daily")]


@pytest.fixture
def athena(monkeypatch: pytest.MonkeyPatch) -> Any:
    operators = pytest.importorskip(f"{P}.amazon.aws.operators.athena", reason="no Amazon provider")
    hooks = pytest.importorskip(f"{P}.amazon.aws.hooks.athena")

    def get_table_metadata(CatalogName: str, DatabaseName: str, TableName: str) -> Any:
        known = {"orders": ["day", "amount"], "daily": ["day", "total"]}[TableName]
        described = [{"Name": name, "Type": "string"} for name in known]
        location = {"location": f"s3://lake/{TableName}"}
        return {"TableMetadata": {"Parameters": location, "Columns": described}}

    client = SimpleNamespace(get_table_metadata=get_table_metadata)
    monkeypatch.setattr(hooks.AthenaHook, "get_conn", lambda self: client)
    return operators.AthenaOperator(
        task_id="load", database="core", query=LOAD.replace("AS total ", ""), output_location="s3://out/q"
    )


def test_athena_has_datasets_before_it_runs(athena: Any, extract: Extract) -> None:
    found = extract(athena, "running")
    assert names(found.inputs) == [(ATHENA, "AwsDataCatalog.core.orders")]
    assert names(found.outputs) == [(ATHENA, "AwsDataCatalog.mart.daily")]


def test_athenas_own_datasets_stay_and_get_their_columns(athena: Any, extract: Extract) -> None:
    own = athena.get_openlineage_facets_on_complete(None)
    found = extract(athena)
    assert names(found.inputs) == names(own.inputs) == [(ATHENA, "AwsDataCatalog.core.orders")]
    assert names(found.outputs) == names(own.outputs)
    assert set(found.outputs[0].facets) == {"symlinks", "schema", "columnLineage"}
    assert columns(found.outputs[0]) == {
        "day": ["AwsDataCatalog.core.orders.day"],
        "total": ["AwsDataCatalog.core.orders.amount"],
    }


@pytest.mark.parametrize("state", ["running", "success"])
@pytest.mark.parametrize("beeline", [True, False])
def test_hive_is_named_by_the_server_of_its_connection(
    extract: Extract, monkeypatch: pytest.MonkeyPatch, state: str, beeline: bool
) -> None:
    operators = pytest.importorskip(f"{P}.apache.hive.operators.hive", reason="no Hive provider")
    connection = {"conn_type": "hive_cli", "host": "hive", "extra": {"use_beeline": beeline}}
    monkeypatch.setenv("AIRFLOW_CONN_HIVE_CLI_DEFAULT", json.dumps(connection))
    hql = "SET hive.exec.dynamic.partition=true;\nINSERT OVERWRITE TABLE daily SELECT day FROM raw.orders"
    found = extract(operators.HiveOperator(task_id="load", hql=hql, schema="mart"), state)
    assert names(found.inputs) == [("hive://hive:10000", "raw.orders")]
    assert names(found.outputs) == [("hive://hive:10000", "mart.daily")]
    assert errors(found) == []


def test_hive_without_a_server_is_said(extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    operators = pytest.importorskip(f"{P}.apache.hive.operators.hive", reason="no Hive provider")
    monkeypatch.setenv("AIRFLOW_CONN_HIVE_CLI_DEFAULT", json.dumps({"conn_type": "hive_cli"}))
    found = extract(operators.HiveOperator(task_id="load", hql="INSERT INTO a SELECT * FROM b"))
    assert errors(found) == [
        "input: connection 'hive_cli_default' cannot be used for lineage: it names no server"
    ]


def test_other_hooks_of_amazon_name_no_database() -> None:
    from lineage_provider.engines import engine_for

    hook = SimpleNamespace(conn_type="aws", client_type="rds-data", region_name="eu-west-1")
    with pytest.raises(ValueError, match="does not say which database SimpleNamespace works on"):
        engine_for(hook, None)


def test_a_bigquery_jobs_own_datasets_stay_and_are_completed(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client's answers are those of a job that read one of its tables from the cache of results."""
    operators = pytest.importorskip(f"{P}.google.cloud.operators.bigquery", reason="no Google provider")
    bigquery = pytest.importorskip("google.cloud.bigquery")
    sql = (
        "CREATE TABLE p.mart.daily AS "
        "SELECT o.day, c.name FROM p.core.orders o JOIN p.core.customers c USING (id)"
    )

    def place(name: str) -> dict[str, str]:
        return dict(zip(("projectId", "datasetId", "tableId"), name.split("."), strict=True))

    job = {
        "status": {"state": "DONE"},
        "configuration": {
            "jobType": "QUERY",
            "query": {"query": sql, "destinationTable": place("p.mart.daily")},
        },
        "statistics": {"query": {"referencedTables": [place("p.core.orders")], "cacheHit": False}},
    }

    def get_table(name: str) -> Any:
        columns = {"p.core.orders": ["id", "day"], "p.mart.daily": ["day", "name"]}[str(name)]
        return bigquery.Table(name, schema=[bigquery.SchemaField(column, "STRING") for column in columns])

    client = SimpleNamespace(get_job=lambda job_id: SimpleNamespace(_properties=job), get_table=get_table)
    task = operators.BigQueryInsertJobOperator(
        task_id="load", configuration={"query": {"query": sql}}, project_id="p", location="EU"
    )
    task.job_id = "j1"
    task.hook = SimpleNamespace(get_client=lambda **settings: client, project_id="p")
    own = task.get_openlineage_facets_on_complete(None)
    found = extract(task)
    assert names(own.inputs) == [("bigquery", "p.core.orders")]
    assert names(found.inputs) == [("bigquery", "p.core.orders"), ("bigquery", "p.core.customers")]
    assert names(found.outputs) == names(own.outputs) == [("bigquery", "p.mart.daily")]
    assert set(found.outputs[0].facets) >= set(own.outputs[0].facets)
    assert columns(found.outputs[0]) == {"day": ["p.core.orders.day"], "name": ["p.core.customers.name"]}
    assert set(found.run_facets) >= {"externalQuery", "bigQueryJob"}


def test_exasols_operator_runs_in_the_schema_that_it_is_given(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    operators = pytest.importorskip(f"{P}.exasol.operators.exasol", reason="no Exasol provider")
    connection = {"conn_type": "exasol", "host": "exa", "port": 8563, "login": "sys", "schema": "SHOP"}
    monkeypatch.setenv("AIRFLOW_CONN_EXASOL_DEFAULT", json.dumps(connection))
    found = extract(
        operators.ExasolOperator(task_id="load", sql="DELETE FROM orders", schema="MART"), "running"
    )
    assert names(found.outputs) == [("exasol://exa:8563", "MART.ORDERS")]


def test_teradatas_operator_runs_in_the_database_of_its_connection(
    extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook takes the operator's schema and connects without it."""
    operators = pytest.importorskip(f"{P}.teradata.operators.teradata", reason="no Teradata provider")
    hooks = pytest.importorskip(f"{P}.teradata.hooks.teradata")
    connected: list[Any] = []

    def connect(**settings: Any) -> Any:
        connected.append(settings["database"])
        raise ConnectionError

    monkeypatch.setattr(hooks.teradatasql, "connect", connect)
    connection = {"conn_type": "teradata", "host": "td", "login": "etl", "schema": "shop"}
    monkeypatch.setenv("AIRFLOW_CONN_TERADATA_DEFAULT", json.dumps(connection))
    task = operators.TeradataOperator(task_id="load", sql="DELETE FROM orders", schema="mart")
    with pytest.raises(ConnectionError):
        task.get_db_hook().get_conn()
    found = extract(task, "running")
    assert connected == ["shop"]
    assert names(found.outputs) == [("teradata://td:1025", "shop.orders")]


EXASOL = "exasol://exa:8563"


@pytest.mark.parametrize(
    ("source", "table", "followed"),
    [
        (
            "SELECT day, amount * 2 AS twice FROM core.orders",
            "CORE.ORDERS",
            {"TWICE": ["CORE.ORDERS.AMOUNT"]},
        ),
        ("core.orders", "CORE.ORDERS", {}),
    ],
)
def test_what_exasol_exports_goes_to_a_file(
    source: str, table: str, followed: dict[str, list[str]], extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    operators = pytest.importorskip(f"{P}.amazon.aws.transfers.exasol_to_s3", reason="no Amazon provider")
    monkeypatch.setenv("AIRFLOW_CONN_EXA", json.dumps({"conn_type": "exasol", "host": "exa", "port": 8563}))
    task = operators.ExasolToS3Operator(
        task_id="export",
        query_or_table=source,
        key="out/orders.csv",
        bucket_name="lake",
        exasol_conn_id="exa",
    )
    for state in ("running", "success"):
        found = extract(task, state)
        assert names(found.inputs) == [(EXASOL, table)]
        assert names(found.outputs) == [("s3://lake", "out/orders.csv")]
    assert followed.items() <= columns(found.outputs[0]).items()
