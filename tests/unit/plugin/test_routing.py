"""Where events go, in processes of their own that load Airflow's plugins as every component does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
LOAD = """
import json
from airflow.plugins_manager import ensure_plugins_loaded
ensure_plugins_loaded()
"""
OFFICIAL_FIRST = "import airflow.providers.openlineage.plugins.openlineage\n"
TELL = """
import os
from airflow.providers.openlineage import conf
from airflow.providers.openlineage.plugins.openlineage import OpenLineageProviderPlugin as plugin
from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

told = {"active": not conf.is_disabled(), "listeners": len(plugin.listeners)}
told["children inherit"] = [name for name in os.environ if name.startswith("AIRFLOW__OPENLINEAGE__T")]
if told["active"]:
    transport = OpenLineageAdapter().get_or_create_openlineage_client().transport
    told["kind"] = transport.kind
    if transport.kind == "spool":
        told["spool"] = transport.options.spool
        told["targets"] = {box.target.name: box.target.config["type"] for box in transport.outboxes()}
    if transport.kind == "store":
        told["store"] = str(transport.directory)
print("told " + json.dumps(told))
"""
POOL = """
import multiprocessing
multiprocessing.set_start_method("spawn")
from airflow.providers.openlineage.plugins.listener import get_openlineage_listener
from routing_pool import transport_of_this_process
with get_openlineage_listener().executor as pool:
    print("told " + json.dumps(pool.submit(transport_of_this_process).result()))
"""
HTTP = {"type": "http", "url": "http://127.0.0.1:9", "auth": {"type": "api_key", "apiKey": "secret"}}
SENDER = "lineage_provider.configured.ConfiguredSender"


def told(home: Path, code: str = LOAD + TELL, **options: str) -> dict[str, Any]:
    """What a process with these variables says about its transport."""
    environment = {name: value for name, value in os.environ.items() if "OPENLINEAGE" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **environment,
            "PYTHONPATH": str(FOLDER),
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            **options,
        },
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("told ")]
    found: dict[str, Any] = json.loads(line.removeprefix("told "))
    return found


@pytest.mark.parametrize("first", ["", OFFICIAL_FIRST], ids=["ours first", "official first"])
def test_without_a_transport_events_go_to_the_store(tmp_path: Path, first: str) -> None:
    assert told(tmp_path, first + LOAD + TELL) == {
        "active": True,
        "listeners": 1,
        "children inherit": [],
        "kind": "store",
        "store": str(tmp_path / "lineage/store"),
    }


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path) -> None:
    assert told(tmp_path, AIRFLOW__OPENLINEAGE__TRANSPORT="")["kind"] == "store"


def test_a_percent_sign_in_a_directory_is_kept(tmp_path: Path) -> None:
    place = str(tmp_path / "50%(full)s")
    assert told(tmp_path, AIRFLOW__LINEAGE_PROVIDER__STORE=place)["store"] == place


def test_events_of_dags_go_the_same_way_where_processes_are_no_forks(tmp_path: Path) -> None:
    found = told(tmp_path, LOAD + POOL, AIRFLOW__LINEAGE_PROVIDER__DESTINATIONS="marquez")
    assert found == {"kind": "spool", "cleaned": True}


@pytest.mark.parametrize(
    "option", [{"AIRFLOW__LINEAGE_PROVIDER__STORE": "off"}, {"AIRFLOW__OPENLINEAGE__DISABLED": "True"}]
)
def test_what_is_switched_off_stays_off(tmp_path: Path, option: dict[str, str]) -> None:
    assert told(tmp_path, **option) == {"active": False, "listeners": 0, "children inherit": []}


def test_a_spool_stands_in_front_of_the_configured_transport(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        AIRFLOW__OPENLINEAGE__TRANSPORT=json.dumps(HTTP),
        AIRFLOW__LINEAGE_PROVIDER__SPOOL=str(tmp_path / "spool"),
    )
    assert (found["kind"], found["spool"]) == ("spool", str(tmp_path / "spool"))
    assert found["targets"] == {"default": "http"}


def test_a_spool_stands_in_front_of_the_simple_variables(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        OPENLINEAGE_URL="http://127.0.0.1:9",
        AIRFLOW__LINEAGE_PROVIDER__SPOOL=str(tmp_path / "spool"),
    )
    assert found["targets"] == {"default": "http"}


def test_destinations_are_enough(tmp_path: Path) -> None:
    found = told(tmp_path, AIRFLOW__LINEAGE_PROVIDER__DESTINATIONS="marquez, datadog")
    assert (found["kind"], found["spool"]) == ("spool", str(tmp_path / "lineage/spool"))
    assert found["targets"] == {"marquez": SENDER, "datadog": SENDER}


def test_destinations_stand_beside_the_configured_transport(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        AIRFLOW__OPENLINEAGE__TRANSPORT=json.dumps(HTTP),
        AIRFLOW__LINEAGE_PROVIDER__DESTINATIONS="marquez",
    )
    assert found["targets"] == {"openlineage": "http", "marquez": SENDER}


def test_a_transport_alone_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, AIRFLOW__OPENLINEAGE__TRANSPORT=json.dumps(HTTP))["kind"] == "http"
