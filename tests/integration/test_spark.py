"""A real spark-submit, by the real SparkSubmitOperator under a real scheduler: what the job finds inside.

The backends are a real HTTP server of this process: Marquez, without a key, and Astro, with one. Skipped
where there is no pyspark or no Java; what needs neither is in tests/unit/spark.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fault_server import FaultServer
from tests.integration.event_lineage import columns, full_names
from tests.integration.scheduler import NAMESPACE, ROOT, FinishedRun, RunningAirflow, running_airflow
from tests.openlineage_schema import problems_of

pytestmark = [
    pytest.mark.scheduler,
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None or not (Path(sys.prefix) / "bin/spark-submit").exists(),
        reason="pyspark is not installed: pip install pyspark",
    ),
]
KEY = "s3cr3t-7f1e02"
TRANSPORT = "spark.openlineage.transport"
DAG = """
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import dag

@dag(dag_id="spark_told", schedule=None, max_active_tasks=1)
def told():
    common = dict(application={job!r}, conf={{"spark.ui.enabled": "false"}})
    SparkSubmitOperator(task_id="file", application_args=[{file!r}], **common)
    SparkSubmitOperator(
        task_id="own_file", application_args=[{own_file!r}],
        env_vars={{"OPENLINEAGE_CONFIG": {own!r}}}, **common,
    )

told()
"""
JOB = """
import json, os, sys
from pyspark import SparkContext

conf = dict(SparkContext.getOrCreate().getConf().getAll())
path = os.environ["OPENLINEAGE_CONFIG"]
told = {"conf": conf, "path": path, "mode": oct(os.stat(path).st_mode & 0o777)}
told["file"] = json.load(open(path))
told["commands"] = os.popen("ps -ww -e -o args").read()
json.dump(told, open(sys.argv[1], "w"))
print("the conf of the job:", conf)
"""


@dataclass(frozen=True)
class Told:
    """Two runs: one of jobs that note what they were told, one of the example."""

    airflow: RunningAirflow
    run: FinishedRun
    example: FinishedRun
    jobs: dict[str, Any]
    url: str

    def log(self, run: FinishedRun, task: str) -> str:
        return self.airflow.task_log(run.dag_id, run.run_id, task)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    directory = tmp_path_factory.mktemp("spark")
    files = {task: directory / f"{task}.json" for task in ("file", "own_file")}
    (directory / "dags").mkdir()
    (directory / "job.py").write_text(JOB)
    (directory / "own.yml").write_text('{"transport": {"type": "console"}}')
    dag = DAG.format(
        job=str(directory / "job.py"),
        own=str(directory / "own.yml"),
        **{task: str(path) for task, path in files.items()},
    )
    (directory / "dags/spark_told.py").write_text(dag)
    with FaultServer() as server:
        environment = {
            "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}",
            "AIRFLOW__LINEAGE_PROVIDER__SPARK_INJECT": "all",
            "AIRFLOW__LINEAGE_PROVIDER__DESTINATIONS": "marquez, astro",
            "AIRFLOW__LINEAGE_PROVIDER_MARQUEZ__URL": f"{server.url}/marquez",
            "AIRFLOW__LINEAGE_PROVIDER_ASTRO__URL": server.url,
            "AIRFLOW__LINEAGE_PROVIDER_ASTRO__API_KEY": f"Bearer {KEY}",
        }
        with running_airflow(
            directory,
            dag_folders={"spark": directory / "dags", "examples": ROOT / "dags_example"},
            connections={"spark_default": {"conn_type": "spark", "host": "local[1]"}},
            environment=environment,
            dag_ids=["spark_told", "spark_orders"],
        ) as airflow:
            run = airflow.run_dag("spark_told", timeout=500)
            example = airflow.run_dag("spark_orders", timeout=500)
            jobs = {task: json.loads(path.read_text()) for task, path in files.items() if path.exists()}
            yield Told(airflow, run, example, jobs, server.url)


def test_the_jobs_ran(told: Told) -> None:
    assert (told.run.state, told.example.state) == ("success", "success")


@pytest.mark.parametrize("task", ["file", "own_file"])
def test_the_job_knows_its_parent_and_root(told: Told, task: str) -> None:
    [run] = {event["run"]["runId"] for event in told.run.task_events(task)}
    [root] = {event["run"]["runId"] for event in told.run.dag_events()}
    conf = {
        key.removeprefix("spark.openlineage."): value
        for key, value in told.jobs[task]["conf"].items()
        if "arent" in key and key.startswith("spark.openlineage.")
    }
    assert conf == {
        "parentJobNamespace": NAMESPACE,
        "parentJobName": f"spark_told.{task}",
        "parentRunId": run,
        "rootParentJobNamespace": NAMESPACE,
        "rootParentJobName": "spark_told",
        "rootParentRunId": root,
    }


def test_the_key_is_in_a_file_that_is_gone_afterwards(told: Told) -> None:
    job = told.jobs["file"]
    assert job["mode"] == "0o600"
    assert job["file"]["transport"]["type"] == "composite"
    assert job["file"]["transport"]["transports"]["astro"]["auth"] == {"type": "api_key", "apiKey": KEY}
    assert job["file"]["transport"]["transports"]["marquez"]["url"] == told.url
    assert job["file"]["transport"]["transports"]["marquez"]["endpoint"] == "/marquez/api/v1/lineage"
    assert not any(key.startswith(TRANSPORT) for key in job["conf"])
    assert not Path(job["path"]).exists()


def test_a_job_with_a_file_of_its_own_finds_the_transport_in_its_conf(told: Told) -> None:
    conf = told.jobs["own_file"]["conf"]
    assert told.jobs["own_file"]["file"] == {"transport": {"type": "console"}}
    assert conf[f"{TRANSPORT}.type"] == "composite"
    assert conf[f"{TRANSPORT}.transports.astro.url"] == told.url
    assert conf[f"{TRANSPORT}.transports.marquez.endpoint"] == "/marquez/api/v1/lineage"
    assert not any("auth" in key for key in conf)


def test_the_key_is_in_no_command_conf_log_or_event(told: Told) -> None:
    for task, job in told.jobs.items():
        assert "spark-submit" in job["commands"] or "SparkSubmit" in job["commands"]
        assert KEY not in job["commands"] + json.dumps(job["conf"])
        log = told.log(told.run, task)
        assert "Spark-Submit cmd" in log
        assert "the conf of the job" in log
        assert KEY not in log
    assert KEY not in told.log(told.example, "daily_revenue")
    assert KEY not in json.dumps(told.run.all_events)


def test_the_log_says_where_lineage_goes_and_what_is_missing(told: Told) -> None:
    assert f"is told to send its lineage to marquez ({told.url}), astro ({told.url})" in told.log(
        told.run, "file"
    )
    missing = re.findall(r"is not given (.*?): a key", told.log(told.run, "own_file"))
    names = (f"{TRANSPORT}.transports.astro.auth.{name}" for name in ("apiKey", "type"))
    assert missing == [", ".join(names)]


def test_the_example_prints_what_it_was_told(told: Told) -> None:
    log = told.log(told.example, "daily_revenue")
    assert "lineage.parentJobName = spark_orders.daily_revenue" in log
    assert re.search(r"\d+ products", log)


def test_every_event_follows_the_specification(told: Told) -> None:
    events = [*told.run.events(), *told.example.events()]
    assert len(events) >= 8
    assert problems_of(events) == []


def test_the_tables_of_the_example_are_known_by_its_text(told: Told) -> None:
    event = told.example.last_event("daily_revenue")
    assert full_names(event) == {
        ("spark://local", "shop.order_items"),
        ("spark://local", "shop.revenue"),
    }
    assert columns(event, "shop.revenue") == {
        "sku": ["shop.order_items.sku IDENTITY"],
        "revenue": ["shop.order_items.quantity AGGREGATION", "shop.order_items.unit_price AGGREGATION"],
    }
    [note] = event["run"]["facets"]["extractionError"]["errors"]
    assert "3 spark.sql calls in the text of daily_revenue.py, reached or not" in note["errorMessage"]
