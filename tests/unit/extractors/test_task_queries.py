"""Events of single queries: which there are, what they say, and what the task's own event sums up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from airflow.providers.common.sql.hooks.lineage import send_sql_hook_lineage
from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from airflow.sdk import BaseOperator

from lineage_provider.engines import QueryFacts
from lineage_provider.engines.sqlite import SQLiteEngine
from lineage_provider.extractors import child_runs, failing
from tests.unit.extractors.conftest import TASK_RUN, Extract, operator

LOAD = "INSERT INTO daily SELECT ds, SUM(amount) FROM orders GROUP BY ds"
COUNT = "SELECT COUNT(*) FROM daily"


class Python(BaseOperator):
    """A task without any extractor."""


def ran(*texts: str, hook: Any = None, **more: Any) -> None:
    for text in texts:
        send_sql_hook_lineage(context=hook or SqliteHook("shop"), sql=text, **more)


def ends(sent: list[Any]) -> list[Any]:
    return [event for event in sent if event.eventType.value != "START"]


def short(event: Any) -> tuple[str, str, list[str], list[str]]:
    names = [
        [dataset.name.removeprefix("main.") for dataset in side] for side in (event.inputs, event.outputs)
    ]
    return event.eventType.value, event.job.facets["sql"].query, *names


def rows(dataset: Any) -> int | None:
    facet = (dataset.outputFacets or {}).get("outputStatistics")
    return facet.rowCount if facet is not None else None


# Which


def test_a_task_with_one_statement_has_no_other_events(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD)
    extract(operator(LOAD))
    assert sent == []


def test_each_of_several_statements_has_a_start_and_an_end(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, COUNT)
    extract(operator([LOAD, COUNT]))
    assert [(event.eventType.value, event.job.name) for event in sent] == [
        ("START", "dag.load.query.1"),
        ("COMPLETE", "dag.load.query.1"),
        ("START", "dag.load.query.2"),
        ("COMPLETE", "dag.load.query.2"),
    ]
    assert [short(event) for event in ends(sent)] == [
        ("COMPLETE", LOAD, ["orders"], ["daily"]),
        ("COMPLETE", COUNT, ["daily"], []),
    ]


def test_statements_of_a_task_that_succeeded_were_executed_also_where_no_hook_says_so(
    shop: Path, extract: Extract, sent: list[Any]
) -> None:
    extract(operator([LOAD, COUNT]))
    assert [short(event)[1] for event in ends(sent)] == [LOAD, COUNT]


def test_one_statement_with_a_query_id_has_events(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, job_id="01a")
    found = extract(operator(LOAD))
    for facets in (ends(sent)[0].run.facets, found.run_facets):
        facet = facets["externalQuery"]
        assert (facet.externalQueryId, facet.source) == ("01a", f"sqlite://{shop}")


@pytest.mark.parametrize(("query_events", "events"), [("always", 2), ("never", 0)])
def test_the_option_decides(
    query_events: str, events: int, shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, job_id="01a")
    extract(operator(LOAD), query_events=query_events)
    assert len(sent) == events


def test_query_ids_that_only_the_hook_has_are_given_to_the_statements_in_order(
    shop: Path, extract: Extract, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a deferral: the statements were sent by another process."""
    monkeypatch.setattr(SqliteHook, "query_ids", ["01a", "01b"], raising=False)
    extract(operator([LOAD, COUNT]))
    assert [(event.run.facets["externalQuery"].externalQueryId, short(event)[1]) for event in ends(sent)] == [
        ("01a", LOAD),
        ("01b", COUNT),
    ]


def test_sql_of_other_hooks_than_the_operators_is_counted_on(
    shop: Path, extract: Extract, collector: Any, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = json.dumps({"conn_type": "sqlite", "host": str(shop.with_name("archive.db"))})
    monkeypatch.setenv("AIRFLOW_CONN_ARCHIVE", archive)
    ran(LOAD)
    ran("DELETE FROM old", hook=SqliteHook("archive"))
    found = extract(operator(LOAD), catalog_lookup=False)
    assert [event.job.name for event in ends(sent)] == ["dag.load.query.1", "dag.load.query.2"]
    assert [dataset.name for dataset in found.outputs] == ["main.daily", "main.old"]


# What failed


def fail(text: str, hook: Any = None) -> None:
    class Hook(SqliteHook):
        def _run_command(self, cur: Any, sql_statement: str, parameters: Any) -> None:
            raise ValueError("no such column")

    try:
        (hook or Hook("shop"))._run_command(None, text, None)
    except ValueError as error:
        failing.remember(error)


def test_the_statement_that_failed_is_the_one_reported(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD)
    fail("DELETE FROM daily WHERE x")
    extract(operator([LOAD, "DELETE FROM daily WHERE x", COUNT]), "failed")
    assert [short(event)[:2] for event in ends(sent)] == [
        ("COMPLETE", LOAD),
        ("FAIL", "DELETE FROM daily WHERE x"),
    ]
    error = ends(sent)[1].run.facets["errorMessage"]
    assert (error.message, error.programmingLanguage) == ("no such column", "SQL")


def test_the_second_of_two_equal_statements_can_fail(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD)
    fail(LOAD)
    extract(operator([LOAD, LOAD, COUNT]), "failed")
    assert [short(event)[:2] for event in ends(sent)] == [("COMPLETE", LOAD), ("FAIL", LOAD)]


def test_of_a_text_that_was_sent_whole_nobody_knows_which_statement_failed(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    text = f"{LOAD}; DELETE FROM nothing"
    fail(text)
    extract(operator(text), "failed")
    assert [short(event) for event in ends(sent)] == [
        ("FAIL", text, ["orders"], ["daily", "nothing"]),
    ]


def test_nothing_is_said_of_statements_where_it_is_not_known_what_failed(
    shop: Path, extract: Extract, sent: list[Any]
) -> None:
    extract(operator([LOAD, COUNT]), "failed")
    assert sent == []


def test_a_failure_outside_of_statements_leaves_them_complete(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, COUNT)
    failing.remember(ValueError("the check failed"))
    extract(operator([LOAD, COUNT]), "failed")
    assert {event.eventType.value for event in ends(sent)} == {"COMPLETE"}


def test_what_failed_in_a_hook_has_its_datasets(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(COUNT)
    fail(LOAD)
    extract(Python(task_id="p"), "failed")
    assert [short(event) for event in ends(sent)] == [
        ("COMPLETE", COUNT, ["daily"], []),
        ("FAIL", LOAD, ["orders"], ["daily"]),
    ]


# What they say


def test_a_query_is_a_run_below_the_task(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, COUNT)
    extract(operator([LOAD, COUNT]))
    parent = sent[0].run.facets["parent"]
    assert (parent.run.runId, parent.job.namespace, parent.job.name) == (TASK_RUN.run_id, "tests", "dag.load")
    assert (parent.root.run.runId, parent.root.job.name) == (TASK_RUN.root_run_id, "outer_dag")
    assert sent[0].job.facets["jobType"].jobType == "QUERY"


def test_an_event_that_is_sent_again_is_the_same_event(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, COUNT)
    extract(operator([LOAD, COUNT]))
    first = [event.run.runId for event in sent]
    sent.clear()
    extract(operator([LOAD, COUNT]))
    assert [event.run.runId for event in sent] == first
    assert len(set(first)) == 2


def test_a_temporary_table_is_followed_to_what_it_was_made_of(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    statements = ["CREATE TEMP TABLE t AS SELECT ds FROM orders", "INSERT INTO daily (d) SELECT ds FROM t"]
    extract(operator(statements))
    assert [short(event)[2:] for event in ends(sent)] == [(["orders"], []), (["orders"], ["daily"])]
    facet = ends(sent)[1].outputs[0].facets["columnLineage"]
    assert [(one.name, one.field) for one in facet.fields["d"].inputFields] == [("main.orders", "ds")]


def test_a_query_reports_its_own_problems_only(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    extract(operator([LOAD, "SELEC nonsense FRM"]))
    assert "extractionError" not in ends(sent)[0].run.facets
    (error,) = ends(sent)[1].run.facets["extractionError"].errors
    assert (error.task, error.taskNumber) == ("SELEC nonsense FRM", 0)


def test_secrets_of_one_statement_are_hidden_in_the_others(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    extract(operator(["CREATE USER u IDENTIFIED BY 'hunter2hunter'", "SELECT 'hunter2hunter'"]))
    assert "hunter2hunter" not in str([event.job.facets["sql"].query for event in sent])


def test_times_and_numbers_of_the_history_win(
    shop: Path, extract: Extract, collector: Any, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = QueryFacts(
        started=datetime(2026, 1, 1, 10, tzinfo=UTC),
        ended=datetime(2026, 1, 1, 11, tzinfo=UTC),
        rows_written=7,
        rows_read=70,
        bytes_read=700,
    )
    asked: list[Any] = []

    def query_facts(self: Any, hook: Any, query_ids: Any, *, timeout: float, since: Any = None) -> Any:
        asked.append(query_ids)
        return {"01a": facts}

    monkeypatch.setattr(SQLiteEngine, "query_facts", query_facts)
    ran(LOAD, job_id="01a", row_count=3)
    found = extract(operator(LOAD), query_history=True)
    assert asked == [("01a",)]
    assert [event.eventTime for event in sent] == ["2026-01-01T10:00:00+00:00", "2026-01-01T11:00:00+00:00"]
    for event in (ends(sent)[0], found):
        assert rows(event.outputs[0]) == 7
        read = event.inputs[0].inputFacets["inputStatistics"]
        assert (read.rowCount, read.size) == (70, 700)


def test_a_query_that_the_history_knows_as_failed_is_failed(
    shop: Path, extract: Extract, collector: Any, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = QueryFacts(failed=True, error="1003: killed")
    monkeypatch.setattr(SQLiteEngine, "query_facts", lambda *given, **more: {"01a": facts})
    ran(LOAD, job_id="01a")
    extract(operator(LOAD), query_history=True)
    assert ends(sent)[0].eventType.value == "FAIL"
    assert ends(sent)[0].run.facets["errorMessage"].message == "1003: killed"


def test_a_history_that_does_not_answer_costs_only_what_it_would_say(
    shop: Path, extract: Extract, collector: Any, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **more: Any) -> Any:
        raise RuntimeError("no access")

    monkeypatch.setattr(SQLiteEngine, "query_facts", broken)
    ran(LOAD, job_id="01a")
    found = extract(operator(LOAD), query_history=True)
    assert "no access" in found.run_facets["extractionError"].errors[0].errorMessage
    assert len(sent) == 2


# The task's own event


def test_rows_of_all_statements_add_up(shop: Path, extract: Extract, collector: Any, sent: list[Any]) -> None:
    ran("INSERT INTO daily VALUES ('a', 1)", row_count=1)
    ran("INSERT INTO daily VALUES ('b', 1), ('c', 2)", row_count=2)
    found = extract(
        operator(["INSERT INTO daily VALUES ('a', 1)", "INSERT INTO daily VALUES ('b', 1), ('c', 2)"])
    )
    assert [rows(event.outputs[0]) for event in ends(sent)] == [1, 2]
    assert rows(found.outputs[0]) == 3


def test_a_sum_with_an_unknown_number_is_unknown(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD)
    ran("INSERT INTO daily VALUES ('b', 1)", row_count=1)
    found = extract(operator([LOAD, "INSERT INTO daily VALUES ('b', 1)"]))
    assert rows(found.outputs[0]) is None


def test_rows_that_were_deleted_before_are_not_rows_written(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran("DELETE FROM daily", row_count=10)
    ran(LOAD, row_count=3)
    found = extract(operator(["DELETE FROM daily", LOAD]))
    assert [rows(event.outputs[0]) for event in ends(sent)] == [10, 3]
    assert rows(found.outputs[0]) == 3


def test_what_is_rolled_back_is_not_counted(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran("BEGIN", LOAD, "ROLLBACK", row_count=3)
    assert rows(extract(operator(["BEGIN", LOAD, "ROLLBACK"])).outputs[0]) is None


def test_a_task_that_failed_counts_nothing(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    """Its transaction may be rolled back."""
    ran(LOAD, row_count=3)
    found = extract(operator([LOAD, COUNT]), "failed")
    assert rows(found.outputs[0]) is None


def test_equal_reports_count_as_often_as_they_were_made(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    hook = SqliteHook("shop")
    ran(LOAD, LOAD, LOAD, hook=hook, row_count=2)
    found = extract(Python(task_id="p"))
    assert [event.job.name for event in ends(sent)] == [f"dag.load.query.{n}" for n in (1, 2, 3)]
    assert rows(found.outputs[0]) == 6


def test_the_task_can_leave_the_datasets_to_its_queries(
    shop: Path, extract: Extract, collector: Any, sent: list[Any]
) -> None:
    ran(LOAD, COUNT)
    for task in (operator([LOAD, COUNT]), Python(task_id="p")):
        found = extract(task, task_sums_queries=False)
        assert (found.inputs, found.outputs) == ([], [])
    assert len(sent) == 8


def test_events_stop_when_their_time_is_over(
    shop: Path, extract: Extract, sent: list[Any], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    """The task's own event has to be sent in what is left."""
    monkeypatch.setattr(child_runs, "seconds", lambda: -1.0)
    found = extract(operator([LOAD, COUNT]))
    assert sent == []
    assert "Of 2 queries of task adhoc_airflow.load the first 0 have events of their own" in caplog.text
    assert [dataset.name for dataset in found.outputs] == ["main.daily"]
