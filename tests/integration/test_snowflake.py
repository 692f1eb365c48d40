"""Everything that runs SQL on Snowflake, from events of a real scheduler.

The unmodified hooks and operators talk to fakesnow over TLS; what fakesnow lacks is answered by a wrapper
(fakesnow_server.py says what). The query history is switched on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration import event_lineage
from tests.integration.dags.check_cases import CASES as CHECKS
from tests.integration.dags.check_cases import DAY, CheckCase
from tests.integration.dags.statement_cases import Case, cases
from tests.integration.fakesnow_environment import AIRFLOW, FakeSnowflake, running_fakesnow
from tests.integration.scheduler import DAG_FOLDERS, FinishedRun, RunningAirflow, running_airflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

HERE = Path(__file__).parent
DAGS = ("snowflake_paths", "snowflake_statements", "snowflake_checks", "orders_snowflake")
NAMESPACE = "snowflake://localhost.us-west-1.aws"
PREFIX = "SHOP.PUBLIC."
SECRET = "Hunter2hunter"
FROM_SRC = {"K": ["SRC.ID IDENTITY"], "LABEL": ["SRC.NAME IDENTITY"]}


@pytest.fixture(scope="module")
def snowflake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeSnowflake]:
    pytest.importorskip("airflow.providers.snowflake.hooks.snowflake")
    pytest.importorskip("aiohttp")
    with running_fakesnow(tmp_path_factory.mktemp("fakesnow")) as server:
        yield server


@pytest.fixture(scope="module")
def airflow(snowflake: FakeSnowflake, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAirflow]:
    with running_airflow(
        tmp_path_factory.mktemp("snowflake"),
        dag_folders={"snowflake": HERE / "snowflake_dags", "examples": DAG_FOLDERS["examples"]},
        connections=snowflake.connections,
        environment={**snowflake.environment, **AIRFLOW},
        dag_ids=DAGS,
    ) as running:
        yield running


@pytest.fixture(scope="module")
def run_ids(airflow: RunningAirflow) -> dict[str, str]:
    day = datetime.fromisoformat(DAY).replace(tzinfo=UTC)
    return {dag: airflow.trigger(dag, logical_date=day) for dag in DAGS}


def finished(airflow: RunningAirflow, run_ids: dict[str, str], dag: str) -> FinishedRun:
    return airflow.wait(dag, run_ids[dag], timeout=900)


@pytest.fixture(scope="module")
def paths(airflow: RunningAirflow, run_ids: dict[str, str]) -> FinishedRun:
    return finished(airflow, run_ids, "snowflake_paths")


@pytest.fixture(scope="module")
def statements(airflow: RunningAirflow, run_ids: dict[str, str]) -> FinishedRun:
    return finished(airflow, run_ids, "snowflake_statements")


@pytest.fixture(scope="module")
def checks(airflow: RunningAirflow, run_ids: dict[str, str]) -> FinishedRun:
    return finished(airflow, run_ids, "snowflake_checks")


@pytest.fixture(scope="module")
def example(airflow: RunningAirflow, run_ids: dict[str, str]) -> FinishedRun:
    return finished(airflow, run_ids, "orders_snowflake")


def ends(run: FinishedRun, task_id: str) -> list[Event]:
    """End events of a task's queries, in their order."""
    found = [event for event in run.child_events(task_id) if event["eventType"] != "START"]
    return sorted(found, key=lambda event: int(event["job"]["name"].rpartition(".")[2]))


def query_id(event: Event) -> str | None:
    facet = event["run"]["facets"].get("externalQuery")
    assert facet is None or facet["source"] == NAMESPACE
    return facet["externalQueryId"] if facet else None


def written(dataset: dict[str, Any]) -> int | None:
    count = dataset.get("outputFacets", {}).get("outputStatistics", {}).get("rowCount")
    return count if count is None else int(count)


def outputs(event: Event) -> list[tuple[str, int | None]]:
    return [(dataset["name"].removeprefix(PREFIX), written(dataset)) for dataset in event["outputs"]]


def errors(event: Event) -> list[str]:
    facet = event["run"]["facets"].get("extractionError", {"errors": []})
    return [error["errorMessage"] for error in facet["errors"]]


# Statements of one operator


def upper(edge: str) -> str:
    name, _, kind = edge.rpartition(" ")
    return f"{name.upper()} {kind}"


@pytest.mark.parametrize("case", cases("postgres"), ids=lambda case: case.task_id)
def test_statement(statements: FinishedRun, case: Case) -> None:
    event = statements.last_event(case.task_id)
    assert event["eventType"] == ("FAIL" if case.fails else "COMPLETE")
    assert sorted(event_lineage.inputs(event, PREFIX)) == sorted(name.upper() for name in case.inputs)
    assert sorted(event_lineage.outputs(event, PREFIX)) == sorted(name.upper() for name in case.outputs)
    for table in case.outputs:
        columns, rows = case.columns.get(table, {}), case.rows.get(table, [])
        if columns or rows:
            assert event_lineage.columns(event, table.upper(), PREFIX) == {
                name.upper(): sorted(map(upper, edges)) for name, edges in columns.items()
            }
            assert event_lineage.rows(event, table.upper(), PREFIX) == sorted(map(upper, rows))


def test_each_statement_has_its_own_datasets_rows_and_query_id(
    paths: FinishedRun, snowflake: FakeSnowflake
) -> None:
    made, inserted, updated = ends(paths, "several")
    assert [outputs(event) for event in (made, inserted, updated)] == [
        [("MADE", 3)],
        [("T1", 2)],
        [("T1", 1)],
    ]
    assert event_lineage.columns(made, "MADE", PREFIX) == {
        "K": ["SRC.ID IDENTITY"],
        "LABEL": ["SRC.NAME TRANSFORMATION"],
    }
    assert event_lineage.columns(inserted, "T1", PREFIX) == FROM_SRC
    noted = {one["query_id"]: one["sql"] for one in snowflake.requests() if one["kind"] == "history"}
    for event in (made, inserted, updated):
        assert noted[query_id(event) or ""] == event["job"]["facets"]["sql"]["query"]


def test_of_a_failing_script_the_failing_statement_fails(paths: FinishedRun) -> None:
    found = ends(paths, "third_fails")
    assert [event["eventType"] for event in found] == ["COMPLETE", "COMPLETE", "FAIL"]
    assert len({query_id(event) for event in found} - {None}) == 3
    assert "NOTHING" in found[2]["run"]["facets"]["errorMessage"]["message"]
    assert outputs(found[2]) == [("T2", None)]


def test_times_are_those_of_the_warehouse(paths: FinishedRun, snowflake: FakeSnowflake) -> None:
    noted = {one["query_id"]: one for one in snowflake.requests() if one["kind"] == "history"}
    for task in ("several", "third_fails", "api_deferred"):
        for event in paths.child_events(task):
            one = noted[query_id(event) or ""]
            moment = one["started" if event["eventType"] == "START" else "ended"]
            assert datetime.fromisoformat(event["eventTime"]) == datetime.fromisoformat(moment)


def test_quoted_names_are_as_they_are_stored(paths: FinishedRun) -> None:
    event = paths.last_event("quoted")
    assert event_lineage.full_names(event) == {
        (NAMESPACE, "SHOP.PUBLIC.SRC"),
        (NAMESPACE, "SHOP.PUBLIC.Mixed Case"),
    }
    assert event_lineage.columns(event, "Mixed Case", PREFIX) == {
        "Key": ["SRC.ID IDENTITY"],
        "label": ["SRC.NAME IDENTITY"],
    }


# The SQL API


def test_sql_api(paths: FinishedRun) -> None:
    event = paths.last_event("api")
    assert event_lineage.columns(event, "T4", PREFIX) == FROM_SRC
    assert outputs(event) == [("T4", 2)]
    assert query_id(event)


def test_a_deferred_task_has_one_start_and_all_of_its_lineage(
    paths: FinishedRun, airflow: RunningAirflow, snowflake: FakeSnowflake
) -> None:
    assert "deferr" in airflow.task_log("snowflake_paths", paths.run_id, "api_deferred").lower()
    events = paths.task_events("api_deferred")
    assert [event["eventType"] for event in events] == ["START", "COMPLETE"]
    assert outputs(events[-1]) == [("DEFERRED", 3), ("T4", 2)]
    assert event_lineage.columns(events[-1], "DEFERRED", PREFIX) == {"K": ["SRC.ID IDENTITY"]}
    first, second = ends(paths, "api_deferred")
    assert (outputs(first), outputs(second)) == ([("DEFERRED", 3)], [("T4", 2)])
    noted = {one["query_id"] for one in snowflake.requests() if one["kind"] == "history"}
    assert {query_id(first), query_id(second)} <= noted


def test_a_failing_statement_of_the_sql_api(paths: FinishedRun) -> None:
    event = paths.last_event("api_fails")
    assert event["eventType"] == "FAIL"
    assert outputs(event) == [("T4", None)]
    [child] = ends(paths, "api_fails")
    assert child["eventType"] == "FAIL"
    assert "NOTHING" in child["run"]["facets"]["errorMessage"]["message"]


def test_the_sql_api_is_asked_over_the_sql_api(paths: FinishedRun, snowflake: FakeSnowflake) -> None:
    asked = [
        one
        for one in snowflake.requests()
        if one["kind"] == "sql_api" and "information_schema" in one["sql"].lower()
    ]
    # Tasks api, api_deferred, api_fails, api_hook: the catalog once each; the history once more.
    about = Counter("query_history" in one["sql"] for one in asked)
    assert about == {False: 4, True: 4}
    assert {one["tag"] for one in asked} == {None}
    for task in ("api", "api_deferred", "api_hook"):
        assert not errors(paths.last_event(task))


# COPY


@pytest.mark.parametrize(
    ("task_id", "stage", "file", "location"),
    [
        ("copy", "LAKE", ("s3://lake", "raw/orders/part-0.csv"), ("s3://lake", "raw/orders")),
        ("copy_gcs", "GCS_LAKE", ("gcs://lake", "raw/orders/part-0.csv"), ("gs://lake", "raw/orders")),
        (
            "copy_azure",
            "AZURE_LAKE",
            ("wasbs://lake@acme", "raw/orders/part-0.csv"),
            ("wasbs://lake@acme", "raw/orders"),
        ),
    ],
)
def test_copy_reads_a_stage_and_the_files_in_it(
    paths: FinishedRun, task_id: str, stage: str, file: tuple[str, str], location: tuple[str, str]
) -> None:
    start, end = paths.task_events(task_id)
    named = (NAMESPACE, f"{PREFIX}{stage}/orders")
    table = (NAMESPACE, f"{PREFIX}T3")
    assert event_lineage.full_names(start) == {named, table}
    assert event_lineage.full_names(end) == {named, file, table}
    assert outputs(end) == [("T3", 2)]
    symlinks = event_lineage.input_(end, f"{stage}/orders")["facets"]["symlinks"]["identifiers"]
    assert [(one["namespace"], one["name"], one["type"]) for one in symlinks] == [(*location, "LOCATION")]


def test_copy_in_sql(paths: FinishedRun) -> None:
    event = paths.last_event("copy_sql")
    assert event_lineage.inputs(event) == [f"{PREFIX}LAKE/orders"]
    assert outputs(event) == [("T3", 2)]
    assert event_lineage.full_names(paths.last_event("copy_secret")) == {
        ("s3://lake", "raw"),
        (NAMESPACE, f"{PREFIX}T3"),
    }


def test_a_failing_copy_says_what_it_would_have_read(paths: FinishedRun) -> None:
    event = paths.last_event("copy_fails")
    assert event["eventType"] == "FAIL"
    assert event_lineage.inputs(event, PREFIX) == ["NO_SUCH_STAGE/orders"]
    assert outputs(event) == [("T3", None)]


# Hooks


def test_hooks_in_a_task(paths: FinishedRun) -> None:
    event = paths.last_event("hook_runs")
    assert event_lineage.columns(event, "T5", PREFIX) == FROM_SRC
    assert [outputs(one) for one in ends(paths, "hook_runs")] == [[("T5", 2)], [("T5", 1)], []]
    assert event_lineage.columns(paths.last_event("api_hook"), "T2", PREFIX) == FROM_SRC
    assert [outputs(one) for one in ends(paths, "api_hook")] == [[("T1", 2)], [("T2", 2)]]


# Checks


@pytest.mark.parametrize("case", CHECKS, ids=lambda case: case.task_id)
def test_check(checks: FinishedRun, case: CheckCase) -> None:
    event = checks.last_event(case.task_id)
    facet = event_lineage.input_(event, case.table.upper())["inputFacets"]["dataQualityAssertions"]
    assert event["eventType"] == ("FAIL" if case.fails else "COMPLETE")
    assert [(one["name"], one["assertion"], one["success"]) for one in facet["assertions"]] == [
        (name, assertion, success) for name, assertion, _, success, _ in case.assertions
    ]


# The example


def test_the_example(example: FinishedRun) -> None:
    assert set(example.task_states().values()) == {"success"}
    event = example.last_event("daily_revenue")
    assert event_lineage.columns(event, "DAILY_REVENUE", PREFIX) == {
        "DAY": ["RAW_ORDERS.DAY IDENTITY"],
        "REVENUE": ["RAW_ORDERS.AMOUNT AGGREGATION"],
        "ORDERS": ["RAW_ORDERS.ID AGGREGATION"],
    }
    assert event_lineage.inputs(example.last_event("load_raw"), PREFIX) == ["ORDER_FILES/2026"]


# All of them


def test_a_history_that_is_refused_is_one_problem(paths: FinishedRun) -> None:
    event = paths.last_event("blind")
    assert event["eventType"] == "COMPLETE"
    assert outputs(event) == [("T2", 2)]
    [error] = errors(event)
    assert "the query history could not be asked" in error
    assert "Insufficient privileges" in error
    assert not [error for error in errors(paths.last_event("several")) if "history" in error]


def test_the_history_is_asked_once_a_session(paths: FinishedRun, snowflake: FakeSnowflake) -> None:
    asked = [
        one["sql"]
        for one in snowflake.requests()
        if one["kind"] == "query" and "query_history" in one["sql"].lower()
    ]
    assert asked
    assert max(Counter(asked).values()) == 1


def test_no_query_has_two_runs(paths: FinishedRun) -> None:
    jobs = Counter((event["job"]["name"], event["eventType"]) for event in paths.child_events())
    assert set(jobs.values()) == {1}


def test_no_secret_in_any_event(airflow: RunningAirflow, paths: FinishedRun) -> None:
    copied = paths.last_event("copy_secret")
    assert "AWS_SECRET_KEY='***'" in copied["job"]["facets"]["sql"]["query"]
    failed = paths.last_event("secret_fails")
    assert "NOWHERE" in failed["run"]["facets"]["errorMessage"]["message"].upper()
    for event in airflow.events():
        assert SECRET not in json.dumps(event), event["job"]["name"]


def test_every_event_is_valid(
    paths: FinishedRun, statements: FinishedRun, checks: FinishedRun, example: FinishedRun
) -> None:
    for run in (paths, statements, checks, example):
        assert problems_of(run.events()) == []
