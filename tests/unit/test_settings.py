"""Settings: defaults, what they may be, and how they are told to Airflow."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import airflow
import jsonschema
import pytest

from lineage_provider import __version__
from lineage_provider.get_provider_info import get_provider_info
from lineage_provider.settings import OPTIONS, SECTION, Settings, read


def of(**values: str) -> Settings:
    return read(values.get)


def test_nothing_configured_gives_the_defaults() -> None:
    assert asdict(of()) == {
        "enabled": True,
        "catalog_lookup": True,
        "catalog_timeout": 3.0,
        "look_through_views": False,
        "analysis_budget": 5.0,
        "include_source_code": False,
        "sql_text": "full",
        "sql_text_limit": 100_000,
        "query_events": "auto",
        "task_sums_queries": True,
        "query_history": False,
        "dbt_events": "complete",
        "spark_inject": "official",
        "spark_sql": True,
        "spark_key_reference": "",
        "databricks_runs": True,
        "query_tag": False,
        "query_comment": False,
        "query_tag_engines": "all",
        "destinations": "",
        "spool": "",
        "store": "",
        "background_delivery": True,
        "viewer": True,
        "viewer_store": "",
        "viewer_days": 90.0,
        "viewer_runs": 5_000_000,
        "ingest_token": "",
    }


def test_every_option_is_read() -> None:
    found = of(
        enabled="False",
        catalog_lookup="no",
        catalog_timeout="1.5",
        analysis_budget="2",
        include_source_code="true",
        query_tag="on",
        query_comment="yes",
        query_tag_engines="snowflake, postgres",
    )
    assert found == Settings(
        enabled=False,
        catalog_lookup=False,
        catalog_timeout=1.5,
        analysis_budget=2.0,
        include_source_code=True,
        query_tag=True,
        query_comment=True,
        query_tag_engines="snowflake, postgres",
    )


def test_a_comment_behind_a_value_is_cut_off() -> None:
    assert of(enabled="False  # for now").enabled is False


def test_an_empty_value_is_the_default() -> None:
    assert of(catalog_timeout="  ").catalog_timeout == 3.0


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        (
            "enabled",
            "maybe",
            "[lineage_provider] enabled = maybe cannot be used: it has to be True or False.",
        ),
        ("catalog_timeout", "soon", "it has to be a number from 0.1 to 60. The default 3.0 is used."),
        ("catalog_timeout", "0", "it has to be a number from 0.1 to 60."),
        ("catalog_timeout", "nan", "it has to be a number from 0.1 to 60."),
        ("analysis_budget", "-1", "[lineage_provider] analysis_budget = -1 cannot be used"),
        ("analysis_budget", "inf", "it has to be a number from 0.1 to 60."),
    ],
)
def test_a_bad_value_is_one_warning_and_the_default(
    option: str, text: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = of(**{option: text})
    assert found == Settings()
    (record,) = caplog.records
    assert said in record.getMessage()


def test_provider_info_follows_airflows_schema() -> None:
    schema = json.loads((Path(airflow.__path__[0]) / "provider_info.schema.json").read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(get_provider_info())] == []


def test_provider_info_names_package_and_version() -> None:
    info = get_provider_info()
    assert (info["package-name"], info["versions"]) == ("airflow-provider-lineage", [__version__])


def test_provider_info_documents_every_option_with_its_default() -> None:
    options = get_provider_info()["config"][SECTION]["options"]
    assert {name: option["default"] for name, option in options.items()} == {
        option.name: str(option.default) for option in OPTIONS
    }
    assert "AIRFLOW__LINEAGE_PROVIDER__CATALOG_TIMEOUT" in options["catalog_timeout"]["description"]
    assert options["catalog_timeout"]["type"] == "float"
    assert options["enabled"]["type"] == "boolean"


def test_documented_defaults_can_be_read_back() -> None:
    options = get_provider_info()["config"][SECTION]["options"]
    assert of(**{name: option["default"] for name, option in options.items()}) == Settings()


def test_documented_examples_can_be_used(caplog: pytest.LogCaptureFixture) -> None:
    options = get_provider_info()["config"][SECTION]["options"]
    of(**{name: option["example"] for name, option in options.items()})
    assert caplog.records == []


def test_provider_info_imports_neither_airflow_nor_sqlglot() -> None:
    code = (
        "import sys; from lineage_provider.get_provider_info import get_provider_info; get_provider_info();"
        "print([name for name in ('airflow', 'sqlglot', 'openlineage') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_choice_is_read_in_any_case() -> None:
    assert of(query_events="Always").query_events == "always"


def test_a_text_that_is_none_of_the_choices_costs_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    assert of(query_events="sometimes").query_events == "auto"
    assert "query_events = sometimes cannot be used: it has to be auto, always, never" in caplog.text
