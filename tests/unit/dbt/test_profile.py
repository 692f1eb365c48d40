"""A profile leads to the same names as an Airflow connection to the same database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lineage_provider.dbt import ProfileError, connection_of
from lineage_provider.dbt.profile import read_output


@pytest.mark.parametrize(
    ("output", "namespace"),
    [
        ({"type": "postgres", "host": "DB", "dbname": "shop"}, "postgres://db:5432"),
        ({"type": "postgres", "host": "db", "port": 6432, "dbname": "shop"}, "postgres://db:6432"),
        ({"type": "snowflake", "account": "Org-Acc", "database": "SHOP"}, "snowflake://org-acc"),
        ({"type": "snowflake", "account": "xy12345"}, "snowflake://xy12345.us-west-1.aws"),
        ({"type": "bigquery", "project": "p"}, "bigquery"),
        (
            {"type": "redshift", "host": "c.x.eu-west-1.redshift.amazonaws.com", "dbname": "d"},
            "redshift://c.eu-west-1:5439",
        ),
        (
            {"type": "databricks", "host": "adb-1.azuredatabricks.net"},
            "databricks://adb-1.azuredatabricks.net",
        ),
        ({"type": "trino", "host": "t", "port": 8443, "database": "lake"}, "trino://t:8443"),
        ({"type": "athena", "region_name": "eu-west-1"}, "awsathena://athena.eu-west-1.amazonaws.com"),
        ({"type": "clickhouse", "host": "ch", "port": 8123}, "clickhouse://ch:8123"),
        ({"type": "sqlserver", "server": "ms"}, "mssql://ms:1433"),
        ({"type": "mysql", "server": "my", "port": 3307}, "mysql://my:3307"),
        ({"type": "spark", "host": "s", "port": 10001}, "spark://s:10001"),
        ({"type": "duckdb", "path": "shop.duckdb"}, "duckdb:///srv/shop.duckdb"),
    ],
)
def test_namespaces(output: dict[str, Any], namespace: str) -> None:
    assert connection_of(output["type"], output, Path("/srv")).engine().namespace == namespace


def test_an_unknown_adapter_is_said() -> None:
    with pytest.raises(ProfileError, match="the adapter 'firebolt' of the dbt profile is not known"):
        connection_of("firebolt", {})


def profile(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "profiles.yml"
    file.write_text(text)
    return file


def test_templates_are_rendered_and_secrets_left_alone(tmp_path: Path) -> None:
    file = profile(
        tmp_path,
        "shop:\n  target: prod\n  outputs:\n    prod:\n      type: postgres\n"
        "      host: \"{{ env_var('HOST') }}\"\n      password: \"{{ env_var('NOT_SET') }}\"\n",
    )

    assert read_output(file, "shop", None, {"HOST": "db"}, {}) == {
        "type": "postgres",
        "host": "db",
        "password": None,
    }


@pytest.mark.parametrize(
    ("name", "target", "reason"),
    [
        ("mart", None, "has no profile 'mart'"),
        ("shop", "prod", "has no target 'prod'"),
        ("shop", "dev", "environment variable HOST is not set"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, target: str | None, reason: str) -> None:
    text = (
        "shop:\n  target: dev\n  outputs:\n    dev:\n      type: x\n      host: \"{{ env_var('HOST') }}\"\n"
    )

    with pytest.raises(ProfileError, match=reason):
        read_output(profile(tmp_path, text), name, target, {}, {})


def test_a_database_in_memory_is_the_tasks_own() -> None:
    connection = connection_of("duckdb", {"path": ":memory:"})

    assert connection.engine("dag.task").namespace == "duckdb://:memory:/dag.task"
