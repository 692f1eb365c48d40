"""Runs and statistics of single queries, from events of a real scheduler on real databases.

MariaDB is reached through MySqlHook with mysql-connector-python, where both are installed.
"""

from __future__ import annotations

import importlib.util
import os
import socket
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration import event_lineage
from tests.integration.conftest import QUERIES_DATABASE
from tests.integration.dags.query_cases import CHANGES, DATABASES, LOAD, SECOND_FAILS, SETUP, TEMPORARY
from tests.integration.pymysql_hook import MYSQL
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

POSTGRES = os.environ.get("POSTGRES_HOST", "127.0.0.1")


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def make_postgres() -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(f"host={POSTGRES} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {QUERIES_DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {QUERIES_DATABASE}")


def make_mysql() -> None:
    from mysql import connector  # type: ignore[import-not-found,import-untyped,unused-ignore]

    connection = connector.connect(host=MYSQL, user="root", autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {QUERIES_DATABASE}")
        cursor.execute(f"CREATE DATABASE {QUERIES_DATABASE}")
    connection.close()


def _has(*modules: str) -> bool:
    try:
        return all(importlib.util.find_spec(module) for module in modules)
    except ModuleNotFoundError:
        return False


@pytest.fixture(scope="module")
def runs(airflow: RunningAirflow) -> dict[str, FinishedRun]:
    """The finished run of each database's DAG; they run beside each other."""
    databases = ["sqlite", "duckdb"]
    if _answers(POSTGRES, 5432):
        make_postgres()
        databases.append("postgres")
    if _has("mysql.connector", "airflow.providers.mysql") and _answers(MYSQL, 3306):
        make_mysql()
        databases.append("mysql")
    finished = airflow.run_dags([f"queries_{name}" for name in databases], timeout=900)
    return {name: finished[f"queries_{name}"] for name in databases}


@pytest.fixture(params=DATABASES)
def run(request: pytest.FixtureRequest, runs: dict[str, FinishedRun]) -> FinishedRun:
    """The same tasks on each database."""
    return _run_on(request.param, runs)


@pytest.fixture
def postgres(runs: dict[str, FinishedRun]) -> FinishedRun:
    return _run_on("postgres", runs)


def _run_on(database: str, runs: dict[str, FinishedRun]) -> FinishedRun:
    if database not in runs:
        pytest.skip(f"no {database} here, or no driver for it")
    return runs[database]


# What an event says, in short.


def ends(events: list[Event]) -> list[Event]:
    return [event for event in events if event["eventType"] != "START"]


def rows(event: Event) -> dict[str, int | None]:
    """Name of each output -> rows written."""
    found = {}
    for dataset in event["outputs"]:
        statistics = dataset.get("outputFacets", {}).get("outputStatistics", {})
        found[table(dataset)] = statistics.get("rowCount")
    return found


def table(dataset: dict[str, Any]) -> str:
    name: str = dataset["name"].rpartition(".")[2]
    return name


def short(event: Event) -> tuple[str, list[str], dict[str, int | None]]:
    return event["eventType"], [table(dataset) for dataset in event["inputs"]], rows(event)


def texts(events: list[Event]) -> list[str]:
    return [event["job"]["facets"]["sql"]["query"] for event in events]


def children(run: FinishedRun, task_id: str) -> list[Event]:
    return ends(run.child_events(task_id))


# All databases


def test_one_statement_is_the_tasks_own(run: FinishedRun) -> None:
    assert run.child_events("one") == []
    assert short(run.last_event("one")) == ("COMPLETE", ["orders"], {"totals": 2})


def test_each_statement_of_a_list_has_a_start_and_an_end(run: FinishedRun) -> None:
    events = run.child_events("setup")
    names = [f"{run.dag_id}.setup.query.{number}" for number in range(1, 7)]
    assert [event["job"]["name"] for event in events] == [name for name in names for _ in range(2)]
    assert [event["eventType"] for event in events] == ["START", "COMPLETE"] * 6
    assert texts(ends(events)) == SETUP
    assert rows(run.last_event("setup")) == {"orders": 3, "totals": None, "big": None}


def test_a_text_that_is_split_has_the_rows_of_each_statement(run: FinishedRun) -> None:
    events = children(run, "split_text")
    assert texts(events) == CHANGES
    assert [short(event) for event in events] == [
        ("COMPLETE", ["totals"], {"totals": 1}),
        ("COMPLETE", ["orders"], {"totals": 3}),
        ("COMPLETE", ["orders"], {"totals": 1}),
        ("COMPLETE", [], {"totals": 5}),
    ]
    # Rows that were deleted are not rows written.
    assert rows(run.last_event("split_text")) == {"totals": 9}


def test_a_temporary_table_is_followed_from_statement_to_statement(run: FinishedRun) -> None:
    first, second = children(run, "temporary")
    assert texts([first, second]) == TEMPORARY
    assert short(first) == ("COMPLETE", ["orders"], {})
    assert short(second) == ("COMPLETE", ["orders"], {"totals": 2})
    facet = event_lineage.output(second, "totals")["facets"]["columnLineage"]["fields"]
    assert {name: [one["field"] for one in entry["inputFields"]] for name, entry in facet.items()} == {
        "customer": ["id"],
        "total": ["amount"],
    }
    assert list(event_lineage.schema(event_lineage.output(second, "totals"))) == ["customer", "total"]


def test_the_statement_that_failed_is_the_one_that_fails(run: FinishedRun) -> None:
    events = children(run, "second_fails")
    assert texts(events) == SECOND_FAILS[:2]
    assert [event["eventType"] for event in events] == ["COMPLETE", "FAIL"]
    message = events[1]["run"]["facets"]["errorMessage"]
    assert "absent" in message["message"]
    assert message["programmingLanguage"] == "SQL"
    assert "errorMessage" not in events[0]["run"]["facets"]
    # The transaction was rolled back: the task has written nothing.
    assert short(run.last_event("second_fails")) == ("FAIL", ["orders"], {"totals": None})


def test_one_statement_that_fails_is_the_tasks_own(run: FinishedRun) -> None:
    assert run.child_events("one_fails") == []
    assert run.last_event("one_fails")["eventType"] == "FAIL"


def test_create_table_as(run: FinishedRun) -> None:
    counted = None if run.dag_id == "queries_sqlite" else 3
    assert short(run.last_event("table_as")) == ("COMPLETE", ["orders"], {"big": counted})


def test_statements_by_hooks(run: FinishedRun) -> None:
    events = children(run, "by_hook")
    assert texts(events) == ["DELETE FROM totals", LOAD, "SELECT customer FROM totals"]
    assert [short(event)[1:] for event in events[1:]] == [(["orders"], {"totals": 2}), (["totals"], {})]
    assert short(run.last_event("by_hook")) == ("COMPLETE", ["orders", "totals"], {"totals": 2})


def test_a_statement_that_fails_in_a_hook(run: FinishedRun) -> None:
    events = children(run, "second_fails_by_hook")
    assert [short(event)[:2] for event in events] == [("COMPLETE", ["orders"]), ("FAIL", ["orders"])]
    assert "absent" in events[1]["run"]["facets"]["errorMessage"]["message"]


def test_times_are_those_of_the_statements(run: FinishedRun) -> None:
    """In order, and before the task's own end."""
    for task_id in ("setup", "split_text", "second_fails", "by_hook"):
        times = [datetime.fromisoformat(event["eventTime"]) for event in run.child_events(task_id)]
        start, end = (datetime.fromisoformat(event["eventTime"]) for event in run.task_events(task_id))
        assert times == sorted(times)
        assert start <= times[0]
        assert times[-1] <= end


def test_queries_are_runs_below_their_task(run: FinishedRun) -> None:
    for task in ("setup", "by_hook"):
        own = run.last_event(task)
        events = run.child_events(task)
        assert events
        for event in events:
            parent = event["run"]["facets"]["parent"]
            assert parent["run"]["runId"] == own["run"]["runId"]
            assert parent["job"]["namespace"] == own["job"]["namespace"]
            assert parent["job"]["name"] == own["job"]["name"]
            assert parent["root"] == own["run"]["facets"]["parent"]["root"]
            assert event["job"]["facets"]["jobType"]["jobType"] == "QUERY"
            assert event["run"]["facets"]["processing_engine"] == own["run"]["facets"]["processing_engine"]
            assert UUID(event["run"]["runId"]).version == 7


def test_every_event_is_valid(run: FinishedRun) -> None:
    assert problems_of(run.events()) == []


def test_every_query_has_a_run_of_its_own(run: FinishedRun) -> None:
    started = [e["run"]["runId"] for e in run.events() if e["eventType"] == "START"]
    assert len(started) > 20
    assert len(started) == len(set(started))


# Single databases


@pytest.mark.parametrize(("database", "second"), [("duckdb", 1), ("postgres", None)])
def test_a_text_that_is_sent_whole(database: str, second: int | None, runs: dict[str, FinishedRun]) -> None:
    """One count comes back for it: DuckDB's is the last statement's, whose psycopg's is depends."""
    run = _run_on(database, runs)
    events = children(run, "whole_text")
    assert texts(events) == CHANGES[1:3]
    assert [short(event)[1:] for event in events] == [
        (["orders"], {"totals": None}),
        (["orders"], {"totals": second}),
    ]
    assert rows(run.last_event("whole_text")) == {"totals": None}


@pytest.mark.parametrize("database", ["duckdb", "postgres"])
def test_merge_and_copy(database: str, runs: dict[str, FinishedRun]) -> None:
    run = _run_on(database, runs)
    assert rows(run.last_event("merge"))["totals"] == MERGED[database]
    assert rows(run.last_event("copies")) == {"totals": 3}


MERGED = {"duckdb": 5, "postgres": 5}
"""Rows of customer 7 by then, and the new one."""


def test_one_statement_by_a_hook_is_the_tasks_own(postgres: FinishedRun) -> None:
    assert postgres.child_events("one_by_hook") == []
    event = postgres.last_event("one_by_hook")
    assert short(event) == ("COMPLETE", ["orders"], {"totals": 2})
    assert texts([event]) == [LOAD]


def test_a_statement_that_failed_without_ending_the_task(postgres: FinishedRun) -> None:
    events = children(postgres, "goes_on")
    assert [event["eventType"] for event in events] == ["FAIL", "COMPLETE"]
    assert texts(events) == ["SELECT absent FROM orders", LOAD]
    assert postgres.last_event("goes_on")["eventType"] == "COMPLETE"


def test_equal_statements_have_a_run_each(postgres: FinishedRun) -> None:
    events = children(postgres, "equal_statements")
    assert [rows(event) for event in events] == [{"totals": 2}] * 3
    assert len({event["eventTime"] for event in events}) == 3
    assert rows(postgres.last_event("equal_statements")) == {"totals": 6}


def test_inserted_rows_are_counted_together(postgres: FinishedRun) -> None:
    events = children(postgres, "inserts_rows")
    assert [rows(event) for event in events] == [{"totals": 4}, {"totals": 1}]
    assert events[0]["eventTime"] < events[1]["eventTime"]


def test_mapped_tasks_have_queries_of_their_own(postgres: FinishedRun) -> None:
    events = children(postgres, "mapped")
    by_parent: dict[str, list[str]] = {}
    for event in events:
        by_parent.setdefault(event["run"]["facets"]["parent"]["run"]["runId"], []).extend(texts([event]))
    assert sorted(by_parent.values()) == [
        [LOAD, "DELETE FROM totals"],
        [LOAD, "UPDATE totals SET total = 1"],
    ]
    assert len({event["run"]["runId"] for event in events}) == 4


def test_each_try_has_queries_of_its_own(postgres: FinishedRun) -> None:
    events = children(postgres, "retried")
    assert [event["eventType"] for event in events] == ["COMPLETE", "FAIL"] * 2
    assert len({event["run"]["facets"]["parent"]["run"]["runId"] for event in events}) == 2
    assert len({event["run"]["runId"] for event in events}) == 4
