"""Cosmos in a real scheduler: a task a node by dbt's own artifacts, and nothing reported twice.

Cosmos lies in a directory of its own (cosmos_environment.py), which an Airflow of its own sees by its
PYTHONPATH; dbt in an environment of its own. The DAGs run once for each way to share the work with Cosmos's
own events (`dbt_events`). That takes some minutes: `make test-cosmos`.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cosmos_environment import cosmos_packages
from tests.integration.dbt_environment import dbt_executable
from tests.integration.event_lineage import checks, columns, input_, inputs, output, outputs
from tests.integration.scheduler import ROOT, FinishedRun, running_airflow
from tests.openlineage_schema import problems_of

pytestmark = [
    pytest.mark.scheduler,
    pytest.mark.skipif(
        not os.environ.get("LINEAGE_TEST_COSMOS"), reason="takes some minutes: make test-cosmos"
    ),
]

PROJECT = ROOT / "dags_example" / "dbt_shop"
RUN_SECONDS = 900
MODELS = ("stg_orders", "stg_customers", "big_orders", "big_orders_total")


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the project's manifest, of which Cosmos makes tasks."""
    made = tmp_path_factory.mktemp("cosmos")
    parse = [str(dbt_executable()), "parse", "--target-path", str(made / "manifest"), "--log-path", str(made)]
    environment = {**os.environ, "DBT_SHOP_DATABASE": str(made / "shop.duckdb")}
    done = subprocess.run(
        parse, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
    return made


def finished(option: str, dags: Iterable[str], manifest: Path, home: Path) -> dict[str, FinishedRun]:
    """Run the DAGs in an Airflow of their own, with that value of `dbt_events`."""
    database = str(home / "shop.duckdb")
    environment = {
        "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
        "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "300",
        "AIRFLOW__COSMOS__ENABLE_TELEMETRY": "False",
        "AIRFLOW__LINEAGE_PROVIDER__DBT_EVENTS": option,
        "PYTHONPATH": str(cosmos_packages()),
        "COSMOS_TEST_DIRECTORY": str(manifest),
        "DBT_EXECUTABLE": str(dbt_executable()),
        "DBT_SHOP_DATABASE": database,
    }
    connections = {"cosmos_duckdb": {"conn_type": "duckdb", "host": database}}
    folders = {"dags": ROOT / "tests/integration/cosmos_dags"}
    with running_airflow(home, folders, connections, environment, tuple(dags)) as running:
        return {dag: running.run_dag(dag, timeout=RUN_SECONDS) for dag in dags}


@pytest.fixture(scope="module")
def completed(manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, FinishedRun]:
    dags = ("cosmos_local", "cosmos_watcher", "cosmos_virtualenv")
    return finished("complete", dags, manifest, tmp_path_factory.mktemp("complete"))


@pytest.fixture(scope="module")
def replaced(manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, FinishedRun]:
    return finished("replace", ("cosmos_local",), manifest, tmp_path_factory.mktemp("replace"))


@pytest.fixture(scope="module", params=["complete", "replace"])
def local(request: pytest.FixtureRequest) -> FinishedRun:
    """The run with local execution, by each value of `dbt_events`."""
    runs = request.getfixturevalue({"complete": "completed", "replace": "replaced"}[request.param])
    return runs["cosmos_local"]


def nodes_below(run: FinishedRun, task: str) -> list[str]:
    return sorted({event["job"]["name"].partition(".dbt.")[2] for event in run.child_events(task)})


def task_of(run: FinishedRun, name: str) -> str:
    """The task of a node in its group."""
    [found] = [task for task in run.task_states() if task.partition(".")[2].startswith(name)]
    return found


def test_the_failing_test_alone_fails(local: FinishedRun) -> None:
    states = local.task_states()

    assert local.state == "failed"
    assert [task for task, state in states.items() if state != "success"] == [task_of(local, "shop_test")]
    assert len(states) == 8


def test_every_event_follows_the_specification(
    completed: dict[str, FinishedRun], replaced: dict[str, FinishedRun]
) -> None:
    for run in (*completed.values(), *replaced.values()):
        assert problems_of(run.events()) == []


def test_nothing_is_missing_anywhere(
    completed: dict[str, FinishedRun], replaced: dict[str, FinishedRun]
) -> None:
    for run in (*completed.values(), *replaced.values()):
        assert [event for event in run.events() if "extractionError" in event["run"]["facets"]] == []


def test_no_run_has_two_ends_and_no_event_a_dataset_twice(
    completed: dict[str, FinishedRun], replaced: dict[str, FinishedRun]
) -> None:
    for run in (*completed.values(), *replaced.values()):
        ends = [event["run"]["runId"] for event in run.events() if event["eventType"] != "START"]
        assert len(ends) == len(set(ends))
        for event in run.events():
            for side in (event["inputs"], event["outputs"]):
                names = Counter((dataset["namespace"], dataset["name"]) for dataset in side)
                assert not [name for name, count in names.items() if count > 1]


def test_columns_of_a_model(local: FinishedRun) -> None:
    event = local.last_event(task_of(local, "stg_customers"))

    assert columns(event, "stg_customers", "shop.")["email_hash"] == [
        "crm.customers.email TRANSFORMATION MASKED"
    ]
    assert columns(event, "stg_customers", "shop.")["country"] == ["main.countries.country IDENTITY"]
    assert input_(event, "countries")["name"] == "shop.main.countries"


@pytest.mark.parametrize("model", MODELS)
def test_a_model_of_cosmos_is_reported_once(
    completed: dict[str, FinishedRun], replaced: dict[str, FinishedRun], model: str
) -> None:
    """By Cosmos on the task's own run, which ours completes; or by ours on a run below it."""
    theirs, ours = completed["cosmos_local"], replaced["cosmos_local"]
    task = f"nodes.{model}_run"

    assert nodes_below(theirs, task) == []
    assert "dbt_model" in output(theirs.last_event(task), model)["facets"]
    assert nodes_below(ours, task) == [f"model.shop.{model}"]
    assert "dbt_model" not in output(ours.last_event(task), model)["facets"]


def test_a_seed_which_cosmos_does_not_report_has_its_rows(local: FinishedRun) -> None:
    task = task_of(local, "raw_orders")

    assert nodes_below(local, task) == ["seed.shop.raw_orders"]
    statistics = output(local.last_event(task), "raw_orders")["outputFacets"]["outputStatistics"]
    assert statistics["rowCount"] == 5


def test_the_failed_test_is_in_the_failed_tasks_event(local: FinishedRun) -> None:
    event = local.last_event(task_of(local, "shop_test"))

    assert event["eventType"] == "FAIL"
    assert checks(input_(event, "big_orders")) == {"amounts_are_small": False}
    assert checks(input_(event, "stg_customers")) == {"unique_stg_customers_customer_id": True}


def test_what_the_watchers_producer_ran_is_in_its_event(completed: dict[str, FinishedRun]) -> None:
    run = completed["cosmos_watcher"]
    event = run.last_event("watched.dbt_producer_watcher")

    assert {one["name"].rpartition(".")[2] for one in event["outputs"]} == {
        "countries",
        "raw_orders",
        "stg_orders",
        "stg_customers",
    }
    assert columns(event, "stg_orders", "shop.main.")["amount"] == ["raw_orders.amount TRANSFORMATION"]
    assert checks(input_(event, "stg_orders"))["orders_have_a_customer"] is False


def test_each_node_that_the_producer_ran_has_a_run_with_its_own_tables(
    completed: dict[str, FinishedRun],
) -> None:
    run = completed["cosmos_watcher"]
    made = {
        event["job"]["name"].rpartition(".")[2]: (inputs(event, "shop."), outputs(event, "shop."))
        for event in run.child_events("watched.dbt_producer_watcher")
        if event["eventType"] == "COMPLETE" and ".dbt.test." not in event["job"]["name"]
    }

    assert made == {
        "countries": ([], ["main.countries"]),
        "raw_orders": ([], ["main.raw_orders"]),
        "stg_orders": (["main.raw_orders"], ["main.stg_orders"]),
        "stg_customers": (["crm.customers", "main.countries"], ["main.stg_customers"]),
    }


def test_tasks_that_wait_for_the_producer_report_nothing_of_its_own(
    completed: dict[str, FinishedRun],
) -> None:
    run = completed["cosmos_watcher"]
    waiting = [task for task in run.task_states() if "producer" not in task and task.startswith("watched.")]

    assert len(waiting) == 6
    for task in waiting:
        event: dict[str, Any] = run.last_event(task)
        assert (event["eventType"], event["inputs"], event["outputs"]) == ("COMPLETE", [], [])


def test_dbt_in_a_virtual_environment_of_the_tasks_own(completed: dict[str, FinishedRun]) -> None:
    run = completed["cosmos_virtualenv"]

    assert nodes_below(run, "build") == ["seed.shop.countries", "seed.shop.raw_orders"]
    assert output(run.last_event("build"), "countries")["outputFacets"]["outputStatistics"]["rowCount"] == 2
