"""SQL that tasks hand to Spark: tables and columns without a listener in the job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.extractors.conftest import Extract

submit = pytest.importorskip(
    "airflow.providers.apache.spark.operators.spark_submit", reason="no Spark provider"
)
sql = pytest.importorskip("airflow.providers.apache.spark.operators.spark_sql", reason="no Spark provider")

LOAD = "INSERT INTO mart.daily SELECT day, SUM(amount) AS total FROM orders GROUP BY day"
MASTER = "spark://master:7077"


@pytest.fixture(autouse=True)
def _connections(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = {"conn_type": "spark", "host": "spark://master", "port": 7077}
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", json.dumps(connection))
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_SQL_DEFAULT", json.dumps(connection))


def names(datasets: Any) -> list[tuple[str, str]]:
    return [(one.namespace, one.name) for one in datasets]


def columns(dataset: Any) -> dict[str, set[str]]:
    facet = (dataset.facets or {}).get("columnLineage")
    fields = facet.fields if facet else {}
    return {name: {f"{one.name}.{one.field}" for one in entry.inputFields} for name, entry in fields.items()}


def errors(found: Any) -> list[str]:
    facet = found.run_facets.get("extractionError")
    return [one.errorMessage for one in facet.errors] if facet else []


def spark_sql(text: str, **more: Any) -> Any:
    return sql.SparkSqlOperator(task_id="load", sql=text, **more)


def spark_submit(application: Any, **more: Any) -> Any:
    return submit.SparkSubmitOperator(task_id="load", application=str(application), **more)


@pytest.mark.parametrize("state", ["running", "success", "failed"])
def test_spark_sql_names_tables_and_columns(extract: Extract, state: str) -> None:
    found = extract(spark_sql(f"CREATE TABLE mart.daily (day DATE, total INT); {LOAD}"), state)
    assert names(found.inputs) == [(MASTER, "default.orders")]
    assert names(found.outputs) == [(MASTER, "mart.daily")]
    assert columns(found.outputs[0]) == {
        "day": {"default.orders.day"},
        "total": {"default.orders.amount"},
    }
    assert "SUM(amount)" in found.job_facets["sql"].query


@pytest.mark.parametrize(
    ("arguments", "namespace"),
    [
        ({"conf": {"spark.hadoop.hive.metastore.uris": "thrift://meta:9083"}}, "hive://meta:9083"),
        ({"conf": "spark.ui.enabled=false,hive.metastore.uris=thrift://meta:9083"}, "hive://meta:9083"),
        ({"master": "local[2]"}, "spark://local"),
        ({"conf": {"spark.master": "k8s://https://k8s:443"}}, "spark://k8s:443"),
        ({"conn_id": "absent"}, "spark://yarn"),
    ],
)
def test_tables_are_named_by_metastore_or_master(
    extract: Extract, arguments: dict[str, Any], namespace: str
) -> None:
    found = extract(spark_sql("INSERT INTO a SELECT * FROM b", **arguments))
    assert names(found.outputs) == [(namespace, "default.a")]


def test_a_job_with_the_listener_is_left_to_it(extract: Extract) -> None:
    listener = {"spark.extraListeners": "io.openlineage.spark.agent.OpenLineageSparkListener"}
    found = extract(spark_sql(LOAD, conf=listener))
    assert (found.inputs, found.outputs) == ([], [])
    assert "sql" not in found.job_facets


def test_it_can_be_switched_off(extract: Extract) -> None:
    found = extract(spark_sql(LOAD), spark_sql=False)
    assert (found.inputs, found.outputs) == ([], [])


def test_a_file_of_sql(extract: Extract, tmp_path: Path) -> None:
    file = tmp_path / "load.sql"
    file.write_text(f"USE shop;\n{LOAD};\n")
    for task in (
        spark_sql(str(file)),
        spark_submit(file),
        spark_submit(
            "spark-internal",
            java_class="org.apache.spark.sql.hive.thriftserver.SparkSQLCLIDriver",
            application_args=["--hiveconf", "a=b", "-f", str(file)],
        ),
    ):
        found = extract(task)
        assert names(found.inputs) == [(MASTER, "shop.orders")]
        assert names(found.outputs) == [(MASTER, "mart.daily")]


def test_a_file_that_is_elsewhere_is_reported(extract: Extract) -> None:
    found = extract(spark_submit("s3://bucket/load.sql"))
    assert found.outputs == []
    assert errors(found) == ["input: s3://bucket/load.sql is not on this machine: its SQL is not read"]


PROGRAM = """
from pyspark.sql import SparkSession

LOAD = "INSERT INTO mart.daily SELECT day, amount FROM shop.orders"
spark = SparkSession.builder.appName("daily").getOrCreate()


def main(table):
    spark.read.parquet("/x").createOrReplaceTempView("Fresh")
    spark.sql("CREATE TEMPORARY VIEW big AS SELECT * FROM shop.big_orders")
    spark.sql(LOAD)
    spark.sql(
        "INSERT INTO mart.big "
        "SELECT o.id, f.price FROM big AS o JOIN fresh AS f ON o.id = f.id"
    )
    spark.sql(f"INSERT INTO {table} SELECT 1")
    database.sql("SELECT * FROM not_spark")


main("t")
"""


def test_constant_texts_of_a_program_are_read_and_marked(extract: Extract, tmp_path: Path) -> None:
    file = tmp_path / "daily.py"
    file.write_text(PROGRAM)
    found = extract(spark_submit(file))
    assert set(names(found.inputs)) == {(MASTER, "shop.big_orders"), (MASTER, "shop.orders")}
    assert names(found.outputs) == [(MASTER, "mart.daily"), (MASTER, "mart.big")]
    # What comes from a DataFrame (fresh) is no table.
    assert {field for one in found.outputs for field in set().union(*columns(one).values())} == {
        "shop.orders.day",
        "shop.orders.amount",
        "shop.big_orders.id",
    }
    assert errors(found)[0] == (
        "inferred: lineage is that of 3 spark.sql calls in the text of daily.py, reached or not; "
        "1 more put their SQL together when they run"
    )


def test_names_without_a_schema_are_left_out_where_the_program_decides(
    extract: Extract, tmp_path: Path
) -> None:
    file = tmp_path / "daily.py"
    file.write_text(
        "for name in names: frame.createTempView(name)\n"
        'spark.sql("INSERT INTO mart.daily SELECT a.x, b.y FROM a JOIN shop.b AS b ON a.id = b.id")\n'
    )
    found = extract(spark_submit(file))
    assert names(found.inputs) == [(MASTER, "shop.b")]
    assert names(found.outputs) == [(MASTER, "mart.daily")]


@pytest.mark.parametrize(
    "program", ["print('no SQL')", "x = 'a.sql('", "spark.sql(text)", "spark.sql('SELECT 1 {x}', x=frame)"]
)
def test_a_program_without_constant_sql_says_nothing(extract: Extract, tmp_path: Path, program: str) -> None:
    file = tmp_path / "job.py"
    file.write_text(program)
    found = extract(spark_submit(file))
    assert (found.inputs, found.outputs, errors(found)) == ([], [], [])


def test_a_program_that_cannot_be_read_is_reported(extract: Extract, tmp_path: Path) -> None:
    file = tmp_path / "job.py"
    file.write_text("spark.sql('SELECT 1'")
    assert "is not read: " in errors(extract(spark_submit(file)))[0]


def test_declared_datasets_stay(extract: Extract) -> None:
    from openlineage.client.event_v2 import Dataset

    task = spark_sql(LOAD, outlets=[Dataset(namespace="s3://b", name="daily")])
    assert ("s3://b", "daily") in names(extract(task).outputs)
