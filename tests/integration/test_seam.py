"""The seam in a real Airflow: one DAG by ``airflow dags test``, with, without and with a disabled plugin.

All tasks share one process here, which is where hook lineage of one task could show up under the next.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.openlineage_schema import problems_of

HERE = Path(__file__).resolve().parent
PROVIDER = HERE.parents[1] / "provider"

# `airflow`, with this provider's distribution hidden: as if it were not installed.
WITHOUT_PROVIDER = """
import importlib.metadata, importlib_metadata, sys
for module in (importlib.metadata, importlib_metadata):
    every = module.distributions
    module.distributions = lambda every=every, **more: (
        found for found in every(**more) if found.metadata["Name"] != "airflow-provider-lineage"
    )
from airflow.__main__ import main
sys.argv[0] = "airflow"
main()
"""
WITH_PROVIDER = "import sys; from airflow.__main__ import main; sys.argv[0] = 'airflow'; main()"

Event = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """What one ``airflow dags test`` left behind."""

    events: list[Event]
    log: str

    def of(self, task_id: str) -> list[Event]:
        return [e for e in self.events if e["job"]["name"] == f"seam_dag.{task_id}"]

    def of_job(self, name: str) -> list[Event]:
        return [e for e in self.events if e["job"]["name"] == name]

    def start(self, task_id: str) -> Event:
        return next(e for e in self.of(task_id) if e["eventType"] == "START")

    def end(self, task_id: str) -> Event:
        return next(e for e in self.of(task_id) if e["eventType"] in ("COMPLETE", "FAIL"))

    def children(self, task_id: str) -> list[Event]:
        return [e for e in self.events if e["job"]["name"].startswith(f"seam_dag.{task_id}.query.")]


@dataclass(frozen=True)
class Home:
    """One AIRFLOW_HOME for all runs."""

    path: Path

    def airflow(self, *arguments: str, code: str = WITH_PROVIDER, **options: str) -> str:
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW")},
            "AIRFLOW_HOME": str(self.path),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__DAGS_FOLDER": str(HERE / "seam_dags"),
            "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
            "AIRFLOW__OPENLINEAGE__NAMESPACE": "seam",
            "AIRFLOW_CONN_SHOP": json.dumps({"conn_type": "sqlite", "host": str(self.path / "shop.db")}),
            "PYTHONPATH": os.pathsep.join(
                [str(HERE / "seam_plugins"), str(PROVIDER), os.environ.get("PYTHONPATH", "")]
            ),
            **options,
        }
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return done.stdout + done.stderr

    def run(self, name: str, code: str = WITH_PROVIDER, **options: str) -> Run:
        """Test the DAG; the same logical date every time, so that run ids are the same."""
        file = self.path / f"{name}.jsonl"
        log = self.airflow(
            "dags",
            "test",
            "seam_dag",
            "2026-01-01",
            code=code,
            AIRFLOW__OPENLINEAGE__TRANSPORT=json.dumps(
                {"type": "file", "log_file_path": str(file), "append": True}
            ),
            AIRFLOW__OPENLINEAGE__EXTRACTORS="lineage_provider_seam_extractor.UserExtractor",
            **options,
        )
        assert file.exists(), log[-5000:]
        return Run([json.loads(line) for line in file.read_text().splitlines()], log)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    found = Home(tmp_path_factory.mktemp("seam"))
    found.airflow("db", "migrate")
    return found


@pytest.fixture(scope="module")
def run(home: Home) -> Run:
    """The plugin at work, with a defect in the extraction of one task."""
    plugins = home.path / "broken"
    plugins.mkdir()
    (plugins / "broken_extraction.py").write_text((HERE / "seam_plugins/broken_extraction.py").read_text())
    return home.run("enabled", AIRFLOW__CORE__PLUGINS_FOLDER=str(plugins))


@pytest.fixture(scope="module")
def disabled(home: Home) -> Run:
    return home.run("disabled", AIRFLOW__LINEAGE_PROVIDER__ENABLED="False")


@pytest.fixture(scope="module")
def official(home: Home) -> Run:
    return home.run("official", code=WITHOUT_PROVIDER)


def names(datasets: list[dict[str, Any]]) -> list[str]:
    return [dataset["name"] for dataset in datasets]


def columns(dataset: dict[str, Any]) -> dict[str, list[str]]:
    fields = dataset["facets"]["columnLineage"]["fields"]
    return {
        name: [f"{one['name']}.{one['field']}" for one in entry["inputFields"]]
        for name, entry in fields.items()
    }


def errors(event: Event) -> list[str]:
    return [error["errorMessage"] for error in event["run"]["facets"]["extractionError"]["errors"]]


def warnings(run: Run, task_id: str) -> list[str]:
    """Our warnings about one task."""
    return [
        line for line in run.log.splitlines() if "Lineage of task" in line and f"seam_dag.{task_id} " in line
    ]


def test_every_event_is_valid(run: Run) -> None:
    assert problems_of(run.events) == []


def test_sql_task_has_datasets_columns_and_types(run: Run, home: Home) -> None:
    event = run.end("load")
    assert event["eventType"] == "COMPLETE"
    namespace = f"sqlite://{home.path}/shop.db"
    assert [(d["namespace"], d["name"]) for d in event["inputs"]] == [(namespace, "main.orders")]
    assert [(d["namespace"], d["name"]) for d in event["outputs"]] == [(namespace, "main.daily")]
    output = event["outputs"][0]
    assert columns(output) == {"d": ["main.orders.ds"], "revenue": ["main.orders.amount"]}
    kinds = [
        t["subtype"]
        for t in output["facets"]["columnLineage"]["fields"]["revenue"]["inputFields"][0]["transformations"]
    ]
    assert kinds == ["AGGREGATION"]
    assert {(f["name"], f["type"]) for f in output["facets"]["schema"]["fields"]} == {
        ("d", "TEXT"),
        ("revenue", "REAL"),
    }


def test_start_names_tables_from_the_text_alone(run: Run) -> None:
    event = run.start("load")
    assert names(event["inputs"]) == ["main.orders"]
    assert names(event["outputs"]) == ["main.daily"]
    assert "schema" not in event["outputs"][0]["facets"]
    # Without the catalog the target's columns are unknown: no names are made up.
    assert columns(event["outputs"][0]) == {}


def test_sql_facet_holds_text_and_dialect(run: Run) -> None:
    facet = run.end("load")["job"]["facets"]["sql"]
    assert facet["query"] == "INSERT INTO daily SELECT ds, SUM(amount) FROM orders WHERE id > 0 GROUP BY ds"
    assert facet["dialect"] == "sqlite"


def test_recreated_table_is_an_overwrite(run: Run) -> None:
    changes = {
        d["name"]: d["facets"]["lifecycleStateChange"]["lifecycleStateChange"]
        for d in run.end("create")["outputs"]
    }
    assert changes == {"main.orders": "OVERWRITE", "main.daily": "OVERWRITE", "main.copies": "OVERWRITE"}


def test_check_result_is_on_its_table(run: Run) -> None:
    (table,) = run.end("check")["inputs"]
    assert table["name"] == "main.orders"
    (assertion,) = table["facets"]["dataQualityAssertions"]["assertions"]
    assert (assertion["column"], assertion["assertion"], assertion["success"]) == ("amount", "not_null", True)


def test_hook_sql_gives_the_task_its_datasets(run: Run) -> None:
    event = run.end("hooks")
    assert names(event["inputs"]) == ["main.orders", "main.daily"]
    assert names(event["outputs"]) == ["main.copies"]
    assert columns(event["outputs"][0]) == {"n": ["main.orders.id"]}
    assert "unknownSourceAttribute" not in event["run"]["facets"]


def test_queries_of_a_task_are_its_children_only(run: Run) -> None:
    """All tasks share one process, and with it the collector of what hooks report."""
    assert [e["job"]["name"] for e in run.children("hooks") if e["eventType"] == "START"] == [
        "seam_dag.hooks.query.1",
        "seam_dag.hooks.query.2",
    ]
    for event in run.events:
        task, query, _ = event["job"]["name"].partition(".query.")
        if query:
            assert event["run"]["facets"]["parent"]["job"]["name"] == task
            assert event["run"]["facets"]["parent"]["run"]["runId"] in {
                e["run"]["runId"] for e in run.of_job(task)
            }


def test_declared_outlets_stay(run: Run) -> None:
    event = run.end("declared")
    assert names(event["inputs"]) == ["main.orders"]
    assert [(d["namespace"], d["name"]) for d in event["outputs"]] == [("file", "/lake/declared.csv")]


def test_extractor_of_a_user_wins(run: Run) -> None:
    event = run.end("users")
    assert [(d["namespace"], d["name"]) for d in event["inputs"]] == [("users", "own")]
    assert "sql" not in event["job"]["facets"]


def test_defect_of_ours_ends_in_the_official_result_and_a_report(run: Run, official: Run) -> None:
    event = run.end("breaks")
    assert event["eventType"] == "COMPLETE"
    assert errors(event) == ["PanicException: called `Option::unwrap()` on a `None` value"]
    assert [e["job"]["facets"]["sql"]["query"] for e in run.children("breaks")] == [
        "INSERT INTO copies SELECT 7",
        "INSERT INTO copies SELECT 7",
    ]
    facets = set(event["run"]["facets"]) - {"extractionError"}
    assert facets == set(official.end("breaks")["run"]["facets"])
    assert len(warnings(run, "breaks")) == 1


def test_own_openlineage_methods_are_completed(run: Run) -> None:
    event = run.end("own")
    assert names(event["inputs"]) == ["shop.sales.orders"]
    assert names(event["outputs"]) == ["shop.sales.daily"]
    assert columns(event["outputs"][0]) == {"total": ["shop.sales.orders.amount"]}


@pytest.mark.parametrize("task_id", ["bash", "python"])
def test_source_code_is_left_out(run: Run, task_id: str) -> None:
    for event in run.of(task_id):
        assert "sourceCode" not in event["job"]["facets"]


def test_sql_that_does_not_parse_is_reported_once(run: Run) -> None:
    event = run.end("not_sql")
    assert event["eventType"] == "FAIL"
    assert event["job"]["facets"]["sql"]["query"] == "SELEC nonsense FRM"
    assert errors(event)[0].startswith("parse: ")
    assert len(warnings(run, "not_sql")) == 1


def anonymous(event: Event) -> str:
    """The event without what differs from run to run: times, random ids, durations."""
    text = json.dumps(event, sort_keys=True)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?", "TIME", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID", text)
    text = re.sub(r": \d+\.\d+", ": 0.0", text)
    return re.sub(r"runs/[^/]+/", "runs/ID/", text)


def test_disabled_gives_the_events_of_the_official_provider(disabled: Run, official: Run) -> None:
    assert sorted(map(anonymous, disabled.events)) == sorted(map(anonymous, official.events))


def test_provider_hides_nothing_of_the_comparison(run: Run, official: Run) -> None:
    """The run without the provider is one: it lacks what the provider adds."""
    assert official.end("load")["outputs"] == []
    assert run.end("load")["outputs"] != []


def test_airflow_lists_provider_plugin_and_options(home: Home) -> None:
    assert "airflow-provider-lineage" in home.airflow("providers", "list")
    enabled = {"AIRFLOW__OPENLINEAGE__TRANSPORT": '{"type": "console"}'}
    assert "lineage_provider" in home.airflow("plugins", **enabled)
    options = home.airflow("config", "list", "--section", "lineage_provider", "--show-values")
    assert "catalog_timeout = 3.0" in options
