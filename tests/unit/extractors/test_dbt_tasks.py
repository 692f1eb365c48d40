"""The seams of tasks that run dbt: what is added, what is sent, and what is left to others.

The operators' dbt is replaced by artifacts that are written here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.utils.state import TaskInstanceState
from openlineage.client.event_v2 import InputDataset, OutputDataset

from lineage_provider.extractors import child_runs, dbt_cosmos
from lineage_provider.extractors.dbt_task import complete_from_dbt
from lineage_provider.extractors.event import TaskEvent
from lineage_provider.settings import Settings
from tests.unit.extractors.conftest import TASK_RUN

STARTED = datetime(2026, 1, 1, 12, tzinfo=UTC)
MODEL = {
    "unique_id": "model.shop.a",
    "resource_type": "model",
    "name": "a",
    "relation_name": '"shop"."public"."a"',
    "config": {"materialized": "table"},
    "depends_on": {"nodes": ["seed.shop.s"]},
}
SEED = {
    "unique_id": "seed.shop.s",
    "resource_type": "seed",
    "name": "s",
    "relation_name": '"shop"."public"."s"',
    "config": {"materialized": "seed"},
}


class BashOperator(SimpleNamespace):
    """By the name of its class and module: that is what operators are known by."""


BashOperator.__module__ = "airflow.providers.standard.operators.bash"


class AbstractDbtLocalBase(SimpleNamespace):
    """As Cosmos's: runs dbt in a directory that is gone afterwards."""

    def calculate_openlineage_events_completes(self, env: Any, project: Path) -> bool:
        self.called = True
        return True


AbstractDbtLocalBase.__module__ = "cosmos.operators.local"


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Events of nodes, which would go to the official adapter."""
    events: list[Any] = []
    monkeypatch.setattr(child_runs, "task_run", lambda event, settings: TASK_RUN)
    monkeypatch.setattr(child_runs, "emit", lambda: events.append)
    monkeypatch.setattr(child_runs, "seconds", lambda: 5.0)
    return events


def project(directory: Path, begun: datetime = STARTED + timedelta(seconds=1), which: str = "build") -> Path:
    """A project that dbt has run in."""
    (directory / "target").mkdir(parents=True, exist_ok=True)
    (directory / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (directory / "profiles.yml").write_text(
        "shop:\n  target: dev\n  outputs:\n    dev: {type: postgres, host: db, dbname: shop}\n"
    )
    metadata = {"invocation_id": "1", "invocation_started_at": begun.isoformat(), "adapter_type": "postgres"}
    manifest = {"metadata": metadata, "nodes": {one["unique_id"]: one for one in (MODEL, SEED)}}
    sql = 'SELECT id FROM "shop"."public"."s"'
    results = [
        {"unique_id": "seed.shop.s", "status": "success"},
        {"unique_id": "model.shop.a", "status": "success", "compiled_code": sql},
    ]
    run_results = {"metadata": metadata, "args": {"which": which}, "results": results}
    (directory / "target" / "manifest.json").write_text(json.dumps(manifest))
    (directory / "target" / "run_results.json").write_text(json.dumps(run_results))
    return directory


def bash(command: str, directory: Path | None) -> Any:
    return BashOperator(
        dag_id="d",
        task_id="t",
        bash_command=command,
        env={},
        append_env=False,
        cwd=directory and str(directory),
    )


def event_of(task: Any) -> TaskEvent:
    instance = SimpleNamespace(start_date=STARTED)
    return TaskEvent(task, instance, None, TaskInstanceState.SUCCESS)


def jobs(sent: list[Any]) -> list[str]:
    return [event.job.name.partition(".dbt.")[2] for event in sent if event.eventType.value == "COMPLETE"]


def errors(lineage: Any) -> list[str]:
    return [error.errorMessage for error in lineage.run_facets["extractionError"].errors]


def test_a_bash_task_has_its_nodes(tmp_path: Path, sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()

    assert complete_from_dbt(lineage, event_of(bash("dbt build", project(tmp_path))), Settings())
    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]
    assert [one.name for one in lineage.outputs] == ["shop.public.s", "shop.public.a"]


def test_a_bash_task_without_dbt_is_none_of_ours(tmp_path: Path) -> None:
    assert not complete_from_dbt(OperatorLineage(), event_of(bash("echo dbt", tmp_path)), Settings())


@pytest.mark.parametrize(
    ("begun", "command", "reason"),
    [
        (STARTED - timedelta(days=1), "dbt build", "of an earlier run"),
        (STARTED + timedelta(seconds=1), "dbt test", "which this task does not run"),
        (STARTED + timedelta(seconds=1), "dbt build --target-path none", "there is no"),
    ],
)
def test_artifacts_of_others_are_said_and_not_used(
    tmp_path: Path, sent: list[Any], begun: datetime, command: str, reason: str
) -> None:
    lineage: Any = OperatorLineage()
    complete_from_dbt(lineage, event_of(bash(command, project(tmp_path, begun))), Settings())

    assert sent == []
    assert lineage.outputs == []
    assert reason in errors(lineage)[0]


def test_a_directory_that_is_gone_is_said(sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    complete_from_dbt(lineage, event_of(bash("git clone x && cd x && dbt build", None)), Settings())

    assert "give the operator cwd=" in errors(lineage)[0]


def test_results_that_were_overwritten_are_said(tmp_path: Path, sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    complete_from_dbt(lineage, event_of(bash("dbt seed && dbt build", project(tmp_path))), Settings())

    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]
    assert "of 2 dbt commands only the results of the last" in errors(lineage)[0]


@pytest.mark.parametrize(
    ("option", "expected"), [("complete", ["seed.shop.s"]), ("replace", ["seed.shop.s", "model.shop.a"])]
)
def test_what_dbt_ol_sends_is_sent_once(
    tmp_path: Path, sent: list[Any], option: str, expected: list[str]
) -> None:
    task = bash("dbt-ol build", project(tmp_path))
    complete_from_dbt(OperatorLineage(), event_of(task), Settings(dbt_events=option))

    assert jobs(sent) == expected


def cosmos(directory: Path) -> Any:
    config = SimpleNamespace(
        profile_mapping=None,
        profiles_yml_filepath=str(directory / "profiles.yml"),
        profile_name="shop",
        target_name="dev",
    )
    return AbstractDbtLocalBase(dag_id="d", task_id="t", profile_config=config)


def run_in_a_directory_that_vanishes(task: Any, directory: Path) -> None:
    """What Cosmos does: a copy of the project, dbt, its own look at the artifacts, and away with it."""
    copy = project(directory / "copy")
    task.calculate_openlineage_events_completes({}, copy)
    for file in (copy / "target").iterdir():
        file.unlink()


def test_artifacts_of_cosmos_are_kept_until_the_event(tmp_path: Path, sent: list[Any]) -> None:
    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    run_in_a_directory_that_vanishes(task, tmp_path)
    lineage: Any = OperatorLineage()

    assert complete_from_dbt(lineage, event_of(task), Settings())
    assert task.called
    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]
    [kept] = vars(task)["_lineage_provider_dbt"]
    assert not kept.directory.exists()


def test_datasets_of_cosmos_are_completed_without_a_second_run(tmp_path: Path, sent: list[Any]) -> None:
    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    only_the_model(project(tmp_path / "copy") / "target")
    task.calculate_openlineage_events_completes({}, tmp_path / "copy")
    theirs = OutputDataset("postgres://db:5432", "shop.public.a", facets={"dbt_model": "theirs"})
    lineage: Any = OperatorLineage(outputs=[theirs])
    complete_from_dbt(lineage, event_of(task), Settings())

    assert sent == []
    [output] = [one for one in lineage.outputs if one.name == "shop.public.a"]
    assert output.facets["dbt_model"] == "theirs"
    assert list(output.facets["columnLineage"].fields) == ["id"]


def test_each_node_of_a_cosmos_task_that_runs_many_has_a_run(tmp_path: Path, sent: list[Any]) -> None:
    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    run_in_a_directory_that_vanishes(task, tmp_path)
    lineage: Any = OperatorLineage(outputs=[OutputDataset("postgres://db:5432", "shop.public.a", facets={})])
    complete_from_dbt(lineage, event_of(task), Settings())

    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]


def only_the_model(target: Path) -> None:
    """As if the task had run nothing else."""
    results = json.loads((target / "run_results.json").read_text())
    results["results"] = [one for one in results["results"] if one["unique_id"] == "model.shop.a"]
    (target / "run_results.json").write_text(json.dumps(results))


def test_a_dataset_that_cosmos_has_twice_keeps_the_facets_of_both(tmp_path: Path, sent: list[Any]) -> None:
    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    run_in_a_directory_that_vanishes(task, tmp_path)
    read = InputDataset("postgres://db:5432", "shop.public.s", facets={"dbt_model": "theirs"})
    tested = InputDataset(
        "postgres://db:5432",
        "shop.public.s",
        facets={"dataQualityAssertions": "theirs"},
        inputFacets={"dataQualityAssertions": "theirs"},
    )
    lineage: Any = OperatorLineage(inputs=[read, tested])
    complete_from_dbt(lineage, event_of(task), Settings())

    (dataset,) = lineage.inputs
    assert dataset.facets["dbt_model"] == "theirs"
    assert dataset.facets["dataQualityAssertions"] == "theirs"
    assert dataset.inputFacets == {"dataQualityAssertions": "theirs"}


def test_results_of_tests_are_those_that_dbt_left(tmp_path: Path, sent: list[Any]) -> None:
    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    with_a_failed_test(project(tmp_path / "copy") / "target")
    task.calculate_openlineage_events_completes({}, tmp_path / "copy")
    theirs = InputDataset(
        "postgres://db:5432",
        "shop.public.a",
        facets={"dataQualityAssertions": "theirs"},
        inputFacets={"dataQualityAssertions": "theirs"},
    )
    lineage: Any = OperatorLineage(inputs=[theirs])
    complete_from_dbt(lineage, event_of(task), Settings())

    [dataset] = [one for one in lineage.inputs if one.name == "shop.public.a"]
    for facets in (dataset.facets, dataset.inputFacets):
        [assertion] = facets["dataQualityAssertions"].assertions
        assert (assertion.assertion, assertion.success) == ("not_null", False)


def with_a_failed_test(target: Path) -> None:
    """Add a test of the model, which failed, to the artifacts."""
    test = {
        "unique_id": "test.shop.not_null_a_id",
        "resource_type": "test",
        "name": "not_null_a_id",
        "attached_node": "model.shop.a",
        "test_metadata": {"name": "not_null", "kwargs": {"column_name": "id"}},
        "config": {"severity": "ERROR"},
        "depends_on": {"nodes": ["model.shop.a"]},
    }
    for file, key, value in (
        ("manifest.json", "nodes", {test["unique_id"]: test}),
        ("run_results.json", "results", [{**test, "status": "fail", "failures": 1}]),
    ):
        document = json.loads((target / file).read_text())
        document[key] = document[key] | value if isinstance(value, dict) else document[key] + value
        (target / file).write_text(json.dumps(document))


def test_what_fails_while_artifacts_are_kept_never_reaches_cosmos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> Any:
        raise OSError("no space left")

    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    monkeypatch.setattr(dbt_cosmos, "_keep", broken)

    assert task.calculate_openlineage_events_completes({}, tmp_path) is True


class BaseConsumerSensor:
    """As Cosmos's of its watcher mode."""


BaseConsumerSensor.__module__ = "cosmos.operators._watcher.base"


class DbtConsumerWatcherSensor(BaseConsumerSensor, AbstractDbtLocalBase):
    pass


def test_a_task_that_waits_for_what_cosmos_runs_in_another_one_lacks_nothing(sent: list[Any]) -> None:
    task = DbtConsumerWatcherSensor(dag_id="d", task_id="t")
    dbt_cosmos.watch(task)
    lineage: Any = OperatorLineage()

    assert complete_from_dbt(lineage, event_of(task), Settings())
    assert sent == []
    assert "extractionError" not in lineage.run_facets


def test_a_task_that_runs_its_node_itself_in_the_end_has_it(tmp_path: Path, sent: list[Any]) -> None:
    config = cosmos(project(tmp_path)).profile_config
    task = DbtConsumerWatcherSensor(dag_id="d", task_id="t", profile_config=config)
    dbt_cosmos.watch(task)
    run_in_a_directory_that_vanishes(task, tmp_path)
    complete_from_dbt(OperatorLineage(), event_of(task), Settings())

    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]


def test_a_cosmos_task_that_called_no_dbt_says_so(tmp_path: Path, sent: list[Any]) -> None:
    task = cosmos(project(tmp_path))
    dbt_cosmos.watch(task)
    lineage: Any = OperatorLineage()
    complete_from_dbt(lineage, event_of(task), Settings())

    assert "Cosmos called no dbt in this task" in errors(lineage)[0]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("dbt run && dbt build", ["model.shop.b", "seed.shop.s", "model.shop.a"]),
        ("set -e\ndbt run\ndbt build", ["model.shop.b", "seed.shop.s", "model.shop.a"]),
        # Whether the first one succeeded is not known.
        ("dbt run; dbt build", ["seed.shop.s", "model.shop.a"]),
        ("dbt run || true && dbt build", ["seed.shop.s", "model.shop.a"]),
    ],
)
def test_models_of_an_earlier_command_are_known_by_their_sql(
    tmp_path: Path, sent: list[Any], command: str, expected: list[str]
) -> None:
    target = project(tmp_path) / "target"
    manifest = json.loads((target / "manifest.json").read_text())
    more = {"unique_id": "model.shop.b", "relation_name": '"shop"."public"."b"', "package_name": "shop"}
    more["original_file_path"] = "models/b.sql"
    manifest["nodes"]["model.shop.b"] = {**MODEL, **more, "name": "b"}
    (target / "manifest.json").write_text(json.dumps(manifest))
    for folder in ("run", "compiled"):
        file = target / folder / "shop" / "models" / "b.sql"
        file.parent.mkdir(parents=True)
        file.write_text('SELECT id FROM "shop"."public"."s"')

    complete_from_dbt(OperatorLineage(), event_of(bash(command, tmp_path)), Settings())

    assert jobs(sent) == expected


def with_a_model_that_ran(directory: Path) -> Path:
    """A project whose model has left its SQL, and whose results are those of ``dbt docs generate``."""
    made = project(directory, which="generate")
    target = made / "target"
    manifest = json.loads((target / "manifest.json").read_text())
    manifest["nodes"]["model.shop.a"] |= {"package_name": "shop", "original_file_path": "models/a.sql"}
    (target / "manifest.json").write_text(json.dumps(manifest))
    for folder in ("run", "compiled"):
        file = target / folder / "shop" / "models" / "a.sql"
        file.parent.mkdir(parents=True)
        file.write_text('SELECT id FROM "shop"."public"."s"')
    return made


def test_what_was_built_before_the_documentation_was_made_is_known(tmp_path: Path, sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    task = bash("dbt build && dbt docs generate", with_a_model_that_ran(tmp_path))
    complete_from_dbt(lineage, event_of(task), Settings())

    assert jobs(sent) == ["model.shop.a"]
    assert "only the results of the last that ran (dbt generate) are left" in errors(lineage)[0]


def test_documentation_alone_builds_nothing(tmp_path: Path, sent: list[Any]) -> None:
    task = bash("dbt docs generate", with_a_model_that_ran(tmp_path))

    assert not complete_from_dbt(OperatorLineage(), event_of(task), Settings())
    assert sent == []


def test_documentation_that_another_task_makes_is_said(tmp_path: Path, sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    task = bash("dbt build", with_a_model_that_ran(tmp_path))
    complete_from_dbt(lineage, event_of(task), Settings())

    assert sent == []
    assert "is of `dbt generate`, which overwrites" in errors(lineage)[0]


def test_dbt_in_a_loop_is_said(tmp_path: Path, sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    task = bash('for day in 1 2; do dbt build --vars "day: $day"; done', project(tmp_path))
    complete_from_dbt(lineage, event_of(task), Settings())

    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]
    assert "dbt runs in a loop" in errors(lineage)[0]


def test_artifacts_of_a_form_that_is_not_known_yet_are_said(tmp_path: Path, sent: list[Any]) -> None:
    target = project(tmp_path) / "target"
    manifest = json.loads((target / "manifest.json").read_text())
    manifest["metadata"]["dbt_schema_version"] = "https://schemas.getdbt.com/dbt/manifest/v13.json"
    manifest["nodes"] = list(manifest["nodes"].values())
    (target / "manifest.json").write_text(json.dumps(manifest))
    lineage: Any = OperatorLineage()
    complete_from_dbt(lineage, event_of(bash("dbt build", tmp_path)), Settings())

    assert sent == []
    assert "dbt's artifacts (manifest/v13 and " in errors(lineage)[0]
    assert "have another form than is known" in errors(lineage)[0]


def test_a_newer_form_with_more_in_it_is_read(tmp_path: Path, sent: list[Any]) -> None:
    target = project(tmp_path) / "target"
    manifest = json.loads((target / "manifest.json").read_text())
    manifest["metadata"]["dbt_schema_version"] = "https://schemas.getdbt.com/dbt/manifest/v99.json"
    manifest["more"] = [{"than": "today"}]
    manifest["nodes"]["model.shop.a"]["more"] = 1
    (target / "manifest.json").write_text(json.dumps(manifest))
    lineage: Any = OperatorLineage()
    complete_from_dbt(lineage, event_of(bash("dbt build", tmp_path)), Settings())

    assert jobs(sent) == ["seed.shop.s", "model.shop.a"]
    assert "extractionError" not in lineage.run_facets
