"""What an Airflow of our own is started with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lineage_provider.cli.airflow_processes import AirflowProcesses, AirflowSetup


@pytest.fixture
def setup(tmp_path: Path) -> AirflowSetup:
    return AirflowSetup(
        home=tmp_path / "airflow",
        events=tmp_path / "events.jsonl",
        dag_folders={"one": tmp_path / "dags", "two": tmp_path / "more"},
        connections={"shop": {"conn_type": "sqlite", "host": "/data/shop.db"}, "Uri": "sqlite:////x.db"},
        environment={"AIRFLOW__CORE__PARALLELISM": "1"},
    )


def test_settings_of_another_deployment_are_held_back(
    setup: AirflowSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://production/airflow")
    monkeypatch.setenv("AIRFLOW_CONN_WAREHOUSE", "snowflake://production")
    monkeypatch.setenv("OPENLINEAGE_URL", "https://lineage.example")

    environment = AirflowProcesses(setup).environment

    assert "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN" not in environment
    assert "AIRFLOW_CONN_WAREHOUSE" not in environment
    assert "OPENLINEAGE_URL" not in environment


def test_options_of_this_provider_and_everything_else_are_passed_on(
    setup: AirflowSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__LINEAGE_PROVIDER__ENABLED", "False")
    monkeypatch.setenv("OPENLINEAGE_DISABLED", "true")
    monkeypatch.setenv("SOME_PROXY", "here")

    environment = AirflowProcesses(setup).environment

    assert environment["AIRFLOW__LINEAGE_PROVIDER__ENABLED"] == "False"
    assert environment["OPENLINEAGE_DISABLED"] == "true"
    assert environment["SOME_PROXY"] == "here"


def test_connections_are_variables_as_json_or_uri(setup: AirflowSetup) -> None:
    environment = AirflowProcesses(setup).environment

    assert json.loads(environment["AIRFLOW_CONN_SHOP"]) == {"conn_type": "sqlite", "host": "/data/shop.db"}
    assert environment["AIRFLOW_CONN_URI"] == "sqlite:////x.db"


def test_every_dag_folder_is_a_bundle(setup: AirflowSetup, tmp_path: Path) -> None:
    bundles = json.loads(
        AirflowProcesses(setup).environment["AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST"]
    )

    assert {bundle["name"]: bundle["kwargs"]["path"] for bundle in bundles} == {
        "one": str(tmp_path / "dags"),
        "two": str(tmp_path / "more"),
    }


def test_the_given_environment_wins(setup: AirflowSetup) -> None:
    assert AirflowProcesses(setup).environment["AIRFLOW__CORE__PARALLELISM"] == "1"


def test_two_airflows_have_different_ports_and_secrets(setup: AirflowSetup) -> None:
    one, two = AirflowProcesses(setup).environment, AirflowProcesses(setup).environment

    assert one["AIRFLOW__API_AUTH__JWT_SECRET"] != two["AIRFLOW__API_AUTH__JWT_SECRET"]
    ports = [value for name, value in one.items() if name.startswith("AIRFLOW__") and name.endswith("_PORT")]
    assert len(set(ports)) == len(ports) == 3
