"""What lineage cannot read costs the task nothing and is said once: in its event, and in one log line."""

from __future__ import annotations

import json
import socket
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from lineage_provider.cli.run_events import Event
from tests.integration.event_lineage import columns, inputs, outputs
from tests.integration.scheduler import FinishedRun, RunningAirflow
from tests.openlineage_schema import problems_of

pytestmark = pytest.mark.scheduler

COPY = "INSERT INTO copies (n) SELECT id FROM orders"
# Task -> state, what it returns, how the reason in its event begins.
TASKS = {
    "not_sql": ("failed", None, "parse: "),
    "five_megabytes": ("success", None, "budget: a statement of 5,0"),
    "a_number": ("success", "a_number did its work", "input: SQL is a int, not a text"),
    "a_mapping": ("success", "a_mapping did its work", "input: SQL is a dict, not a text"),
    "empty_strings": ("success", [None, None, None], "input: statement 1 is empty"),
    "only_spaces": ("failed", None, "input: the SQL text is empty"),
    "no_connection": ("success", "no_connection did its work", "input: connection 'absent' cannot be used"),
    "silent_server": (
        "success",
        "silent_server did its work",
        "unresolved: the catalog could not be asked: The catalog did not answer within 3 s",
    ),
    "unknown_dialect": ("success", None, "input: the SQL dialect of strange is not known"),
}


@pytest.fixture(scope="module")
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never says anything."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


@pytest.fixture(scope="module")
def run(airflow: RunningAirflow, silent_port: int) -> FinishedRun:
    return airflow.run_dag("bad_input", conf={"port": silent_port})


def errors(event: Event) -> list[str]:
    facet = event["run"]["facets"].get("extractionError", {"errors": []})
    return [error["errorMessage"] for error in facet["errors"]]


def returned(airflow: RunningAirflow, run: FinishedRun, task_id: str) -> Any:
    """What the task returned, as Airflow stored it; None where it stored nothing."""
    with sqlite3.connect(airflow.home / "airflow.db") as database:
        found = database.execute(
            "SELECT value FROM xcom WHERE dag_id = ? AND run_id = ? AND task_id = ? AND key = 'return_value'",
            (run.dag_id, run.run_id, task_id),
        ).fetchone()
    return json.loads(found[0]) if found else None


@pytest.mark.parametrize("task_id", TASKS)
def test_the_task_itself_is_not_affected(airflow: RunningAirflow, run: FinishedRun, task_id: str) -> None:
    """Passes with AIRFLOW__LINEAGE_PROVIDER__ENABLED=False in the environment, too, as it must."""
    state, value, _ = TASKS[task_id]

    assert run.task_states()[task_id] == state
    assert returned(airflow, run, task_id) == value


@pytest.mark.parametrize("task_id", TASKS)
def test_its_events_go_out_with_the_reason(run: FinishedRun, task_id: str) -> None:
    state, _, reason = TASKS[task_id]
    end = run.last_event(task_id)

    assert [event["eventType"] for event in run.task_events(task_id)] == [
        "START",
        "FAIL" if state == "failed" else "COMPLETE",
    ]
    assert errors(end)[0].startswith(reason), errors(end)


@pytest.mark.parametrize("task_id", TASKS)
def test_the_log_says_it_in_one_line(airflow: RunningAirflow, run: FinishedRun, task_id: str) -> None:
    lines = map(json.loads, airflow.task_log(run.dag_id, run.run_id, task_id).splitlines())
    ours = [line for line in lines if str(line.get("logger", "")).startswith("lineage_provider")]

    assert [line["level"] for line in ours] == ["warning"], ours
    assert ours[0]["event"].startswith(
        f"Lineage of task bad_input.{task_id} is incomplete: {TASKS[task_id][2]}"
    )


def test_empty_strings_leave_the_statement_between_them(run: FinishedRun) -> None:
    end = run.last_event("empty_strings")

    assert inputs(end) == ["main.orders"]
    assert columns(end, "copies", "main.") == {"n": ["orders.id IDENTITY"]}


def test_a_text_alone_still_says_which_tables_and_columns(run: FinishedRun) -> None:
    """Where the catalog hangs, and where the dialect is not known."""
    silent, strange = run.last_event("silent_server"), run.last_event("unknown_dialect")

    assert outputs(silent) == ["shop.public.copies"]
    assert columns(silent, "copies", "shop.public.") == {"n": ["orders.id IDENTITY"]}
    assert [(d["namespace"], d["name"]) for d in strange["outputs"]] == [
        ("strange://db.example.org:7", "copies")
    ]
    assert columns(strange, "copies") == {"n": ["orders.id IDENTITY"]}


@pytest.mark.parametrize("task_id", ["not_sql", "no_connection", "silent_server", "unknown_dialect"])
def test_the_sql_is_in_the_event(run: FinishedRun, task_id: str) -> None:
    text = "SELEC id FRM orders" if task_id == "not_sql" else COPY

    assert run.last_event(task_id)["job"]["facets"]["sql"]["query"] == text


@pytest.mark.parametrize("task_id", ["a_number", "a_mapping", "only_spaces"])
def test_what_is_no_sql_is_not_called_sql(run: FinishedRun, task_id: str) -> None:
    assert "sql" not in run.last_event(task_id)["job"]["facets"]


def test_every_event_is_valid(run: FinishedRun) -> None:
    assert problems_of(run.events()) == []
