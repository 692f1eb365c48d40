"""Transports of the Python client in the words of openlineage-spark: nothing lost, no secret shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lineage_provider.spark.properties import NotForSpark, as_file, as_properties, spark_transport

KEYED = {
    "type": "http",
    "url": "https://lineage.example.com/base/",
    "endpoint": "api/v1/lineage",
    "timeout": 2.5,
    "compression": "gzip",
    "auth": {"type": "api_key", "apiKey": "s3cr3t"},
}
PLAIN = {"type": "http", "url": "http://marquez:5000"}


def test_the_path_stands_in_the_endpoint() -> None:
    """Beside a path in ``url`` the Java client refuses an ``endpoint``, or drops that path."""
    assert as_properties([spark_transport("default", {**KEYED, "auth": None})]) == {
        "spark.openlineage.transport.type": "http",
        "spark.openlineage.transport.url": "https://lineage.example.com",
        "spark.openlineage.transport.endpoint": "/base/api/v1/lineage",
        "spark.openlineage.transport.timeoutInMillis": "2500",
        "spark.openlineage.transport.compression": "gzip",
    }


def test_several_backends_are_a_composite() -> None:
    properties = as_properties([spark_transport("a.b", PLAIN), spark_transport("c", KEYED)])
    assert properties["spark.openlineage.transport.type"] == "composite"
    assert properties["spark.openlineage.transport.continueOnFailure"] == "true"
    # A dot in a name would be another level.
    assert properties["spark.openlineage.transport.transports.a_b.url"] == "http://marquez:5000"
    assert properties["spark.openlineage.transport.transports.c.endpoint"] == "/base/api/v1/lineage"
    assert "s3cr3t" not in json.dumps(properties)


@pytest.mark.parametrize("key", ["s3cr3t", "Bearer s3cr3t", "bearer Bearer s3cr3t "])
def test_bearer_is_left_to_the_java_client(key: str) -> None:
    config = {**KEYED, "auth": {"type": "api_key", "api_key": key}}
    file = json.loads(as_file([spark_transport("x", config)]))
    assert file["transport"]["auth"] == {"type": "api_key", "apiKey": "s3cr3t"}


def test_secrets_are_in_the_file_only() -> None:
    config = {**KEYED, "url": "https://me:pw@host:1/", "custom_headers": {"X-Api.Key": "h1dden"}}
    transport = spark_transport("x", config)
    assert json.loads(as_file([transport]))["transport"] == {
        "type": "http",
        "url": "https://me:pw@host:1",
        "endpoint": "/api/v1/lineage",
        "timeoutInMillis": "2500",
        "compression": "gzip",
        "headers": {"X-Api.Key": "h1dden"},
        "auth": {"type": "api_key", "apiKey": "s3cr3t"},
    }
    shown = json.dumps(as_properties([transport])) + repr(transport)
    assert not any(secret in shown for secret in ("s3cr3t", "h1dden", "pw@"))


def test_the_file_of_several_backends() -> None:
    file = json.loads(as_file([spark_transport("a", PLAIN), spark_transport("b", KEYED)]))
    assert (file["transport"]["type"], file["transport"]["continueOnFailure"]) == ("composite", True)
    assert file["transport"]["transports"]["b"]["auth"]["apiKey"] == "s3cr3t"


def test_a_reference_stands_for_the_key_where_there_is_one() -> None:
    transports = [spark_transport("marquez", PLAIN), spark_transport("astro", KEYED)]
    properties = as_properties(transports, "{{secrets/lineage/NAME}}")
    prefix = "spark.openlineage.transport.transports"
    assert properties[f"{prefix}.astro.auth.apiKey"] == "{{secrets/lineage/astro}}"
    assert properties[f"{prefix}.astro.auth.type"] == "api_key"
    assert f"{prefix}.marquez.auth.apiKey" not in properties


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (
            {"type": "amazon_datazone_api", "domainId": "dzd_1"},
            {"type": "amazon_datazone_api", "domainId": "dzd_1"},
        ),
        (
            {"type": "gcplineage", "project_id": "p", "location": "eu", "credentials_path": "/key.json"},
            {"type": "gcplineage", "projectId": "p", "location": "eu"},
        ),
    ],
)
def test_backends_of_clouds_know_the_job_by_its_own_identity(
    config: dict[str, Any], expected: dict[str, str]
) -> None:
    assert spark_transport("x", config).public == expected


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"type": "file", "log_file_path": "/x"}, "file is no transport"),
        ({}, "a transport without a type"),
        ({"type": "http", "url": "marquez:5000"}, "its url is not an address"),
        ({**PLAIN, "auth": {"type": "jwt", "apiKey": "s3cr3t"}}, "type jwt"),
    ],
)
def test_what_has_no_equal_is_refused_with_the_reason(config: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotForSpark, match=reason) as raised:
        spark_transport("x", config)
    assert "s3cr3t" not in str(raised.value)
