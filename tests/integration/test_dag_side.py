"""How DAG runs, tasks and queries are linked in the events of a real scheduler.

All DAGs of dags/dag_side.py run once, at the same time; each test looks at the events of one of them.
"""

from __future__ import annotations

import json

import pytest

from lineage_provider.cli.run_events import Event, run_facet
from tests.integration.scheduler import NAMESPACE, FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

FAILING = {"failing", "deferred_failing"}
DAGS = [
    "plain",
    "retried",
    "mapped",
    "deferred",
    "deferred_failing",
    "rescheduled",
    "skipped",
    "failing",
    "own_job",
    "outer",
]


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow, tmp_path_factory: pytest.TempPathFactory) -> dict[str, FinishedRun]:
    """Every DAG's finished run; `inner` is the one that `outer` started."""
    notes = tmp_path_factory.mktemp("notes")
    run_ids = {
        dag_id: airflow.trigger(
            dag_id, conf={"processes": str(notes / f"{dag_id}.pids"), "seen": str(notes / f"{dag_id}.seen")}
        )
        for dag_id in DAGS
    }
    finished = {dag_id: airflow.wait(dag_id, run_id) for dag_id, run_id in run_ids.items()}
    (inner_run_id,) = airflow.api.run_ids("inner")
    finished["inner"] = airflow.wait("inner", inner_run_id)
    return finished


@pytest.fixture(scope="module")
def processes(runs: dict[str, FinishedRun]) -> list[str]:
    """The process ids that the two halves of the deferred task had."""
    start = runs["deferred"].dag_events()[0]
    path = run_facet(start, "airflowDagRun")["dagRun"]["conf"]["processes"]
    with open(path) as file:
        return file.read().split()


def types(events: list[Event]) -> list[str]:
    return [event["eventType"] for event in events]


def run_id_of(events: list[Event]) -> str:
    """The one run id that all of these events have."""
    (run_id,) = {event["run"]["runId"] for event in events}
    return str(run_id)


def link(job: str, run_id: str) -> dict[str, str]:
    return {"namespace": NAMESPACE, "job": job, "run": run_id}


def parent_of(event: Event) -> dict[str, str]:
    return _link_of(run_facet(event, "parent"))


def root_of(event: Event) -> dict[str, str]:
    return _link_of(run_facet(event, "parent")["root"])


def _link_of(facet: dict[str, dict[str, str]]) -> dict[str, str]:
    return link(facet["job"]["name"], facet["run"]["runId"]) | {"namespace": facet["job"]["namespace"]}


@pytest.mark.parametrize("dag_id", [*DAGS, "inner"])
def test_the_dag_run_has_one_start_and_one_end(runs: dict[str, FinishedRun], dag_id: str) -> None:
    events = runs[dag_id].dag_events()

    assert types(events) == ["START", "FAIL" if dag_id in FAILING else "COMPLETE"]
    assert {event["job"]["name"] for event in events} == {dag_id}
    assert run_id_of(events)


@pytest.mark.parametrize("dag_id", DAGS)
def test_every_task_event_names_its_dag_run_as_parent_and_root(
    runs: dict[str, FinishedRun], dag_id: str
) -> None:
    run = runs[dag_id]
    dag_run = link(dag_id, run_id_of(run.dag_events()))

    assert run.task_events()
    assert [parent_of(event) for event in run.task_events()] == [dag_run] * len(run.task_events())
    assert [root_of(event) for event in run.task_events()] == [dag_run] * len(run.task_events())


@pytest.mark.parametrize("dag_id", [*DAGS, "inner"])
def test_every_event_follows_the_specification(runs: dict[str, FinishedRun], dag_id: str) -> None:
    assert problems_of(runs[dag_id].events()) == []


def test_a_plain_task_has_one_start_and_one_end(runs: dict[str, FinishedRun]) -> None:
    events = runs["plain"].task_events("first")

    assert types(events) == ["START", "COMPLETE"]
    assert {event["job"]["name"] for event in events} == {"plain.first"}
    assert run_id_of(events)


@pytest.mark.parametrize("task_id", ["first", "second", "third"])
def test_what_a_hook_ran_appears_under_its_own_task_only(runs: dict[str, FinishedRun], task_id: str) -> None:
    run = runs["plain"]
    others = {"first", "second", "third"} - {task_id}
    told = json.dumps(
        [
            [event["job"]["facets"].get("sql"), event["inputs"], event["outputs"]]
            for event in [*run.task_events(task_id), *run.child_events(task_id)]
        ]
    )

    assert f"only_{task_id}" in told
    assert not [other for other in others if f"only_{other}" in told]


def test_queries_are_linked_to_their_task_and_its_dag_run(runs: dict[str, FinishedRun]) -> None:
    run = runs["plain"]
    dag_run = link("plain", run_id_of(run.dag_events()))

    for task_id in ("first", "second", "third"):
        task = link(f"plain.{task_id}", run_id_of(run.task_events(task_id)))
        for event in run.child_events(task_id):
            assert event["job"]["name"].startswith(f"plain.{task_id}.")
            assert (parent_of(event), root_of(event)) == (task, dag_run)


def test_every_try_is_a_run_of_its_own(runs: dict[str, FinishedRun]) -> None:
    events = runs["retried"].task_events("fails_once")
    first, second = events[:2], events[2:]

    assert types(first) == ["START", "FAIL"]
    assert types(second) == ["START", "COMPLETE"]
    assert run_id_of(first) != run_id_of(second)
    assert "the first try fails" in run_facet(first[1], "errorMessage")["stackTrace"]


def test_every_mapped_instance_is_a_run_of_its_own(runs: dict[str, FinishedRun]) -> None:
    events = runs["mapped"].task_events("one_of")
    by_run: dict[str, list[Event]] = {}
    for event in events:
        by_run.setdefault(event["run"]["runId"], []).append(event)

    assert [types(run) for run in by_run.values()] == [["START", "COMPLETE"]] * 3
    assert {event["job"]["name"] for event in events} == {"mapped.one_of"}
    indexes = [run_facet(run[-1], "airflow")["taskInstance"]["map_index"] for run in by_run.values()]
    assert sorted(indexes) == [0, 1, 2]


def test_a_deferred_task_starts_once_though_two_processes_run_it(
    runs: dict[str, FinishedRun], processes: list[str]
) -> None:
    events = runs["deferred"].task_events("waits")

    assert len(set(processes)) == 2, "the task was not deferred"
    assert types(events) == ["START", "COMPLETE"]
    assert run_id_of(events)


def test_a_task_that_fails_after_deferring_starts_once(runs: dict[str, FinishedRun]) -> None:
    events = runs["deferred_failing"].task_events("waits")

    assert types(events) == ["START", "FAIL"]
    assert run_id_of(events)


def test_a_rescheduled_sensor_starts_once(runs: dict[str, FinishedRun]) -> None:
    events = runs["rescheduled"].task_events("second_look")

    assert types(events) == ["START", "COMPLETE"]
    assert run_id_of(events)


def test_a_task_that_skips_itself_starts_and_completes(runs: dict[str, FinishedRun]) -> None:
    assert types(runs["skipped"].task_events("skips")) == ["START", "COMPLETE"]


def test_tasks_that_never_run_are_told_by_the_dag_run_only(runs: dict[str, FinishedRun]) -> None:
    run = runs["skipped"]

    assert run.task_events("after_skip") == []
    assert run.task_events("not_chosen") == []
    assert run_facet(run.dag_events()[-1], "airflowState")["tasksState"] == {
        "skips": "skipped",
        "after_skip": "skipped",
        "chooses": "success",
        "chosen": "success",
        "not_chosen": "skipped",
    }


def test_a_failed_task_fails_its_dag_run(runs: dict[str, FinishedRun]) -> None:
    run = runs["failing"]

    assert types(run.task_events("fails")) == ["START", "FAIL"]
    assert "this task always fails" in run_facet(run.last_event("fails"), "errorMessage")["stackTrace"]
    assert run.task_events("never_runs") == []
    assert run_facet(run.dag_events()[-1], "airflowState")["tasksState"] == {
        "fails": "failed",
        "never_runs": "upstream_failed",
    }


def test_a_triggered_dag_run_has_the_triggering_task_as_parent(runs: dict[str, FinishedRun]) -> None:
    outer, inner = runs["outer"], runs["inner"]
    trigger = link("outer.start_inner", run_id_of(outer.task_events("start_inner")))
    outer_run = link("outer", run_id_of(outer.dag_events()))

    assert [parent_of(event) for event in inner.dag_events()] == [trigger, trigger]
    assert [root_of(event) for event in inner.dag_events()] == [outer_run, outer_run]


def test_tasks_of_a_triggered_dag_run_have_the_outer_run_as_root(runs: dict[str, FinishedRun]) -> None:
    outer, inner = runs["outer"], runs["inner"]
    inner_run = link("inner", run_id_of(inner.dag_events()))
    outer_run = link("outer", run_id_of(outer.dag_events()))
    events = inner.task_events("work")

    assert types(events) == ["START", "COMPLETE"]
    assert [parent_of(event) for event in events] == [inner_run, inner_run]
    assert [root_of(event) for event in events] == [outer_run, outer_run]


def test_a_job_of_ones_own_runs_below_its_task(runs: dict[str, FinishedRun]) -> None:
    run = runs["own_job"]
    own = [event for event in run.all_events if event["job"]["name"] == "warehouse.load"]

    assert types(own) == ["START", "COMPLETE"]
    assert parent_of(own[0]) == link("own_job.loads", run_id_of(run.task_events("loads")))
    assert root_of(own[0]) == link("own_job", run_id_of(run.dag_events()))
    assert [dataset["name"] for dataset in own[1]["outputs"]] == ["daily"]
    assert problems_of(own) == []
