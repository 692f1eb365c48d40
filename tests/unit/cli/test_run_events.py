"""Picking the events of one DAG run out of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lineage_provider.cli.run_events import Event, child_events, events_of_run, has_ended, read_events


def event(kind: str, run: str, facets: dict[str, Any]) -> Event:
    return {"eventType": kind, "run": {"runId": run, "facets": facets}}


def dag(kind: str, run_id: str, parent: str | None = None) -> Event:
    facets: dict[str, Any] = {"airflowDagRun": {"dag": {"dag_id": "d"}, "dagRun": {"run_id": run_id}}}
    if parent:
        facets["parent"] = {"run": {"runId": parent}}
    return event(kind, f"dag-{run_id}", facets)


def task(kind: str, run_id: str, task_id: str = "t") -> Event:
    facet = {"dag": {"dag_id": "d"}, "dagRun": {"run_id": run_id}, "task": {"task_id": task_id}}
    return event(kind, f"{task_id}-{run_id}", {"airflow": facet})


def query(run: str, parent: str) -> Event:
    return event("COMPLETE", run, {"parent": {"run": {"runId": parent}}})


def test_an_absent_file_has_no_events(tmp_path: Path) -> None:
    assert read_events(tmp_path / "none.jsonl").events == ()


def test_damaged_lines_are_named_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps({"a": 1}) + '\n{"b": \n"text"\n' + json.dumps({"c": 2}) + "\n")

    file = read_events(path)

    assert file.events == ({"a": 1}, {"c": 2})
    assert file.damaged_lines == (2, 3)


def test_a_line_that_is_still_being_written_is_neither_event_nor_damage(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"a": 1}\n{"b"')

    file = read_events(path)

    assert (file.events, file.damaged_lines) == (({"a": 1},), ())


def test_a_run_has_its_own_its_tasks_and_their_queries_events() -> None:
    mine = [dag("START", "r1"), task("START", "r1"), query("q1", "t-r1"), dag("COMPLETE", "r1")]
    others = [dag("START", "r2"), task("START", "r2"), query("q2", "t-r2")]
    mixed = [event for pair in zip(mine, [*others, dag("COMPLETE", "r2")], strict=True) for event in pair]

    assert events_of_run(mixed, "d", "r1") == mine


def test_a_dag_run_that_a_task_triggered_is_not_a_query_of_it() -> None:
    triggered = dag("START", "r2", parent="t-r1")

    assert child_events([triggered, query("q1", "t-r1")], [task("START", "r1")]) == [query("q1", "t-r1")]


def test_a_run_has_not_ended_while_a_started_task_has_no_end() -> None:
    events = [dag("START", "r1"), task("START", "r1"), dag("COMPLETE", "r1")]

    assert not has_ended(events, "d", "r1")
    assert has_ended([*events, task("FAIL", "r1")], "d", "r1")


def test_a_run_has_not_ended_without_its_own_end() -> None:
    assert not has_ended([dag("START", "r1"), task("START", "r1"), task("COMPLETE", "r1")], "d", "r1")
