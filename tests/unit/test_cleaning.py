"""Fifty planted secrets: none leaves, whoever made the event, and what is no secret stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    column_lineage_dataset,
    data_quality_assertions_dataset,
    documentation_job,
    error_message_run,
    extraction_error_run,
    source_code_job,
    sql_job,
    symlinks_dataset,
)
from openlineage.client.serde import Serde

from lineage_provider.cleaning import NONE, WITHOUT_LITERALS, Cleaning, clean

SQL_SECRETS = [
    ("COPY INTO t FROM @s CREDENTIALS=(AWS_KEY_ID='{}' AWS_SECRET_KEY='k')", "snowflake"),
    ("COPY INTO t FROM @s CREDENTIALS=(AWS_KEY_ID='k' AWS_SECRET_KEY='{}')", "snowflake"),
    ("COPY INTO t FROM @s CREDENTIALS=(AWS_TOKEN='{}')", "snowflake"),
    ("CREATE STAGE s URL='azure://a.b/c' CREDENTIALS=(AZURE_SAS_TOKEN='{}')", "snowflake"),
    ("CREATE STAGE s ENCRYPTION=(TYPE='AWS_CSE' MASTER_KEY='{}')", "snowflake"),
    ("ALTER USER u SET PASSWORD = '{}'", "snowflake"),
    ("CREATE USER u PASSWORD '{}'", "postgres"),
    ("CREATE ROLE r LOGIN PASSWORD '{}'", "postgres"),
    ("ALTER ROLE r WITH ENCRYPTED PASSWORD '{}'", "postgres"),
    ("CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '{}')", "postgres"),
    ("SELECT * FROM dblink('host=h user=u password={} dbname=d', 'SELECT 1') AS t(a int)", "postgres"),
    ("SELECT pgp_sym_encrypt(mail, '{}') FROM users", "postgres"),
    ("COPY t FROM 's3://b/k' CREDENTIALS 'aws_access_key_id=k;aws_secret_access_key={}'", "redshift"),
    ("COPY t FROM 's3://b/k' ACCESS_KEY_ID 'k' SECRET_ACCESS_KEY '{}'", "redshift"),
    ("UNLOAD ('SELECT 1') TO 's3://b/k' MASTER_SYMMETRIC_KEY '{}' ENCRYPTED", "redshift"),
    ("CREATE USER 'u'@'h' IDENTIFIED BY '{}'", "mysql"),
    ("ALTER USER u IDENTIFIED BY '{}' REPLACE 'old'", "mysql"),
    ("SET PASSWORD FOR u = '{}'", "mysql"),
    ("SELECT AES_ENCRYPT(mail, '{}') FROM users", "mysql"),
    ("CREATE USER u IDENTIFIED BY {}", "oracle"),
    ("CREATE DATABASE LINK l CONNECT TO u IDENTIFIED BY {} USING 'db'", "oracle"),
    ("CREATE LOGIN l WITH PASSWORD = '{}'", "tsql"),
    ("OPEN SYMMETRIC KEY k DECRYPTION BY PASSWORD = '{}'", "tsql"),
    ("CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = '{}'", "tsql"),
    ("SELECT * FROM OPENROWSET('SQLNCLI', 'Server=s;UID=u;PWD={};', 'SELECT 1') AS a", "tsql"),
    ("CREATE SECRET s (TYPE s3, KEY_ID 'k', SECRET '{}')", "duckdb"),
    ("ATTACH 'host=h password={}' AS pg (TYPE postgres)", "duckdb"),
    ("SELECT * FROM read_csv('https://h/x.csv?X-Amz-Signature={}')", "duckdb"),
    ("SELECT * FROM s3('https://b.s3.amazonaws.com/k', 'key', '{}', 'CSV')", "clickhouse"),
    ("SELECT * FROM mysql('h:3306', 'db', 't', 'u', '{}')", "clickhouse"),
    ("SELECT * FROM postgresql('postgresql://u:{}@h/db')", "clickhouse"),
    ("COPY INTO t FROM 's3://b/k' WITH (CREDENTIAL (AWS_SECRET_KEY = '{}'))", "databricks"),
    ("SELECT * FROM users WHERE api_token = '{}'", "bigquery"),
]
TEXT_SECRETS = [
    "could not connect to postgresql://etl:{}@db:5432/shop",
    "connection failed: host=db user=etl password={} dbname=shop",
    "GET https://lake.s3.amazonaws.com/a.csv?X-Amz-Signature={} failed",
    "https://acc.blob.core.windows.net/c/x?sv=2024&sig={}",
    "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={};EndpointSuffix=core.windows.net",
    "Driver={{ODBC}};Server=s;Uid=u;Pwd={};",
    "Authorization: Bearer {}",
    "requests failed: {{'api_key': '{}', 'url': 'x'}}",
    "snowflake.connector.connect(user='u', password='{}')",
    'spark.conf.set("fs.s3a.secret.key", "k"); client_secret={}',
    "mongodb+srv://u:{}@cluster/db",
    "LINE 1: CREATE USER x PASSWORD '{}'",
    "token={} is invalid",
]
FORMS = [
    "AKIA" + "Q" * 16,
    "gh" + "p_" + "a1B2" * 9,
    "xox" + "b-1234567890-abcdefghij",
    "dapi" + "0123456789abcdef" * 2,
]
SECRET = "Zq7hunter2XyW"


def test_there_are_fifty() -> None:
    assert len(SQL_SECRETS) + len(TEXT_SECRETS) + len(FORMS) >= 50


def event(text: str, sql: str = "SELECT 1", name: str = "s3://b/k") -> RunEvent:
    """An event with ``text`` wherever a producer may put a text, and ``sql`` where it puts SQL."""
    lineage = column_lineage_dataset.ColumnLineageDatasetFacet(
        fields={
            "c": column_lineage_dataset.Fields(
                inputFields=[
                    column_lineage_dataset.InputField(
                        "n",
                        "t",
                        "c",
                        transformations=[
                            column_lineage_dataset.Transformation(type="DIRECT", description=sql)
                        ],
                    )
                ]
            )
        }
    )
    assertions = data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(
        assertions=[
            data_quality_assertions_dataset.Assertion(assertion="a", success=False, actual=text, content=sql)
        ]
    )
    symlinks = symlinks_dataset.SymlinksDatasetFacet(
        identifiers=[symlinks_dataset.Identifier("n", name, "T")]
    )
    error = extraction_error_run.ExtractionErrorRunFacet(
        1, 1, [extraction_error_run.Error(errorMessage=text, task=sql, stackTrace=text)]
    )
    return RunEvent(
        eventType=RunState.FAIL,
        eventTime="2026-01-01T00:00:00Z",
        run=Run(
            runId="0190c5f8-0000-7000-8000-000000000001",
            facets={
                "errorMessage": error_message_run.ErrorMessageRunFacet(text, "PYTHON", stackTrace=text),
                "extractionError": error,
            },
        ),
        job=Job(
            namespace="n",
            name="d.t",
            facets={
                "sql": sql_job.SQLJobFacet(query=sql, dialect="postgres"),
                "sourceCode": source_code_job.SourceCodeJobFacet(
                    language="python", sourceCode=f"x = 1  # {text}"
                ),
                "documentation": documentation_job.DocumentationJobFacet(description="what it does"),
            },
        ),
        inputs=[
            InputDataset(
                "n", "t", facets={"symlinks": symlinks}, inputFacets={"dataQualityAssertions": assertions}
            )
        ],
        outputs=[OutputDataset("n", "o", facets={"columnLineage": lineage})],
    )


@pytest.mark.parametrize(("text", "dialect"), SQL_SECRETS)
def test_a_secret_in_sql_does_not_leave(text: str, dialect: str) -> None:
    given = event("")
    given.job.facets["sql"] = sql_job.SQLJobFacet(query=text.format(SECRET), dialect=dialect)  # type: ignore[index]
    cleaned = Serde.to_json(clean(given, Cleaning()))
    assert SECRET not in cleaned
    assert "***" in cleaned


@pytest.mark.parametrize("text", [text.format(SECRET) for text in TEXT_SECRETS])
def test_a_secret_in_a_message_does_not_leave_by_any_facet(text: str) -> None:
    assert SECRET in Serde.to_json(event(text))
    assert SECRET not in Serde.to_json(clean(event(text), Cleaning()))


@pytest.mark.parametrize("secret", FORMS)
def test_what_looks_like_a_key_does_not_leave(secret: str) -> None:
    assert secret not in Serde.to_json(clean(event(f"the value {secret} was seen"), Cleaning()))


def test_a_password_in_a_name_does_not_leave() -> None:
    given = event("")
    given.inputs = [InputDataset(f"postgres://u:{SECRET}@h:5432", "shop.public.orders")]
    (dataset,) = clean(given, Cleaning()).inputs
    assert (dataset.namespace, dataset.name) == ("postgres://u:***@h:5432", "shop.public.orders")


def test_a_signature_in_the_name_of_a_file_does_not_leave() -> None:
    name = f"https://lake.s3.amazonaws.com/a.csv?X-Amz-Signature={SECRET}"
    assert SECRET not in Serde.to_json(clean(event("", name=name), Cleaning()))


def test_an_event_without_secrets_is_the_same_to_the_letter() -> None:
    sql = "INSERT INTO daily SELECT 'a' AS x, 1.5 FROM orders WHERE note = 'token of thanks' -- all"
    text = "File x.py, line 3, in load: KeyError: 'token'"
    assert Serde.to_json(clean(event(text, sql), Cleaning())) == Serde.to_json(event(text, sql))


def sql_of(**rules: Any) -> Any:
    text = "SELECT 'Bob' AS name, 42 AS n FROM t"
    cleaned = json.loads(Serde.to_json(clean(event("", text), Cleaning(**rules))))
    return cleaned["job"]["facets"].get("sql"), cleaned


def test_literals_can_be_left_out() -> None:
    facet, cleaned = sql_of(sql_text=WITHOUT_LITERALS)
    assert facet["query"] == "SELECT ? AS name, ? AS n FROM t"
    (field,) = cleaned["outputs"][0]["facets"]["columnLineage"]["fields"]["c"]["inputFields"]
    assert field["transformations"][0]["description"] == "SELECT ? AS name, ? AS n FROM t"


def test_sql_texts_can_be_left_out() -> None:
    facet, cleaned = sql_of(sql_text=NONE)
    assert facet is None
    (field,) = cleaned["outputs"][0]["facets"]["columnLineage"]["fields"]["c"]["inputFields"]
    assert not field["transformations"][0]["description"]


def test_a_long_text_is_cut() -> None:
    facet, _ = sql_of(sql_limit=20)
    assert facet["query"].startswith("SELECT 'Bob' AS name")
    assert facet["query"].endswith("(cut)")


def test_a_facet_that_cannot_be_searched_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(dict):  # type: ignore[type-arg]
        def __iter__(self) -> Any:
            raise ValueError("no")

    given = event("")
    given.run.facets["mine"] = Broken()  # type: ignore[index]
    assert "mine" not in clean(given, Cleaning()).run.facets
    assert "Facet mine of an event is left out" in caplog.text


@pytest.mark.parametrize(
    "facet",
    [
        {"password": SECRET},
        {"conn": {"extra": {"aws_secret_access_key": SECRET}}},
        {"env": {"PGPASSWORD": SECRET[:7]}},
        {"headers": {"Authorization": SECRET}},
        {"tokens": [{"api_token": [SECRET]}]},
        {"params": [{"name": "password", "value": SECRET}]},
        {f"postgres://u:{SECRET}@h/d": 1},
    ],
)
def test_a_secret_that_its_key_announces_does_not_leave(facet: dict[str, Any]) -> None:
    given = event("")
    given.run.facets["mine"] = facet  # type: ignore[index]
    cleaned = Serde.to_json(clean(given, Cleaning()))
    assert SECRET[:7] not in cleaned
    assert "***" in cleaned


def test_columns_that_are_called_like_secrets_stay() -> None:
    given = event("")
    fields = [{"name": "password", "type": "varchar", "description": "a hash, or empty"}]
    given.outputs[0].facets["schema"] = {"fields": fields}  # type: ignore[index]
    lineage = {"fields": {"api_token": {"inputFields": [{"namespace": "n", "name": "t", "field": "token"}]}}}
    given.outputs[0].facets["columnLineage"] = lineage  # type: ignore[index]
    before = Serde.to_json(given)
    assert Serde.to_json(clean(given, Cleaning())) == before
