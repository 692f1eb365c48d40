"""When statements began and ended, and how that meets what hooks reported."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.extractors import collected, noting
from lineage_provider.extractors.executed import Executed, Note, in_order

T0 = datetime(2026, 1, 1, tzinfo=UTC)


class Hook:
    def get_df(self, sql: str) -> str:
        return self.insert_rows(sql)

    def insert_rows(self, table: str) -> str:
        if table == "wrong":
            raise ValueError("no such table")
        return table

    def _run_command(self, cur: Any, sql_statement: str, parameters: Any) -> str:
        cur.execute(sql_statement)
        return "its result"


@pytest.fixture
def hook() -> Any:
    """A hook whose class is wrapped as DbApiHook is."""
    fresh = type("DbApiHook", (), dict(vars(Hook)))
    noting._action("DbApiHook")(SimpleNamespace(DbApiHook=fresh))  # type: ignore[arg-type]
    return fresh()


def test_a_statement_is_noted_with_its_times(hook: Any) -> None:
    before = datetime.now(UTC)
    assert hook._run_command(sqlite3.connect(":memory:").cursor(), "SELECT 1", None) == "its result"
    (note,) = noting.notes()
    assert (note.hook, note.text, note.error) == (hook, "SELECT 1", None)
    assert before <= note.started <= note.ended <= datetime.now(UTC)


def test_the_collector_that_hooks_report_to_is_made_before_the_statement_begins(
    hook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making it takes seconds, and would count as the first statement's."""
    order: list[str] = []
    monkeypatch.setattr(collected, "make", lambda: order.append("made"))
    hook._run_command(SimpleNamespace(execute=order.append), "SELECT 1", None)
    assert order == ["made", "SELECT 1"]


def test_what_a_statement_raises_goes_through_and_is_noted(hook: Any) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        hook._run_command(sqlite3.connect(":memory:").cursor(), "SELECT * FROM t", None)
    assert noting.notes()[0].error == "no such table: t"


def test_wrapping_twice_notes_once(hook: Any) -> None:
    noting._action("DbApiHook")(SimpleNamespace(DbApiHook=type(hook)))  # type: ignore[arg-type]
    hook._run_command(sqlite3.connect(":memory:").cursor(), "SELECT 1", None)
    assert len(noting.notes()) == 1


def test_notes_have_an_end(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noting, "MAX_NOTES", 2)
    for _ in range(3):
        hook._run_command(sqlite3.connect(":memory:").cursor(), "SELECT 1", None)
    assert len(noting.notes()) == 2


def test_a_call_of_a_method_that_makes_its_own_sql_is_noted_once(hook: Any) -> None:
    """PostgresHook's methods call those of DbApiHook."""
    assert hook.get_df("orders") == "orders"
    assert [(note.hook, note.text, note.error) for note in noting.notes()] == [(hook, "", None)]


def test_a_call_that_fails_is_noted_and_raises(hook: Any) -> None:
    with pytest.raises(ValueError, match="no such table"):
        hook.insert_rows("wrong")
    hook.insert_rows("orders")
    assert [note.error for note in noting.notes()] == ["no such table", None]


# With what hooks reported


def note(hook: Any, text: str, second: int, error: str | None = None) -> Note:
    started = T0 + timedelta(seconds=second)
    return Note(hook, text, started, started + timedelta(milliseconds=500), error)


def summary(found: list[Executed]) -> list[tuple[str, int | None, str | None]]:
    return [(one.text, one.started.second if one.started else None, one.error) for one in found]


def test_reports_get_the_times_of_their_hook_and_text() -> None:
    one, two = object(), object()
    found = in_order([Executed(one, "A"), Executed(two, "A")], [note(two, "A", 1), note(one, "A", 2)], None)
    assert [(entry.hook, entry.started) for entry in found] == [
        (two, T0 + timedelta(seconds=1)),
        (one, T0 + timedelta(seconds=2)),
    ]


def test_equal_reports_are_told_apart_by_their_times() -> None:
    hook = object()
    found = in_order(
        [Executed(hook, "A", times=2), Executed(hook, "B")],
        [note(hook, "A", 1), note(hook, "B", 2), note(hook, "A", 3)],
        None,
    )
    assert summary(found) == [("A", 1, None), ("B", 2, None), ("A", 3, None)]


def test_without_times_the_order_of_the_reports_stands() -> None:
    hook = object()
    found = in_order([Executed(hook, "A"), Executed(hook, "B")], [note(hook, "B", 1)], None)
    assert summary(found) == [("A", None, None), ("B", 1, None)]


def test_a_statement_that_failed_and_was_caught_is_there() -> None:
    hook = object()
    found = in_order([Executed(hook, "B")], [note(hook, "A", 1, "wrong"), note(hook, "B", 2)], None)
    assert summary(found) == [("A", 1, "wrong"), ("B", 2, None)]


def test_the_statement_that_ended_the_task_is_there_once() -> None:
    hook = object()
    failed = Executed(hook, "B", query_id="01a", error="wrong")
    found = in_order([Executed(hook, "A")], [note(hook, "A", 1), note(hook, "B", 2, "wrong")], failed)
    assert summary(found) == [("A", 1, None), ("B", 2, "wrong")]
    assert found[1].query_id == "01a"


def test_a_failed_statement_is_in_the_session_of_its_hook() -> None:
    hook = object()
    found = in_order([Executed(hook, "A", "sales")], [], Executed(hook, "B", error="wrong"))
    assert [one.database for one in found] == ["sales", "sales"]


def test_what_a_full_collector_did_not_take_is_known_by_its_notes() -> None:
    hook = object()
    notes = [note(hook, "A", 1), note(hook, "B", 2)]
    assert summary(in_order([Executed(hook, "A")], notes, None, full=True)) == [
        ("A", 1, None),
        ("B", 2, None),
    ]
    assert summary(in_order([Executed(hook, "A")], notes, None)) == [("A", 1, None)]


def test_calls_that_make_their_own_sql_give_their_times_in_order() -> None:
    hook, other = object(), object()
    found = in_order(
        [Executed(hook, "INSERT"), Executed(hook, "A"), Executed(other, "SELECT"), Executed(hook, "COPY")],
        [note(hook, "", 1), note(hook, "A", 2), note(other, "", 3), note(hook, "", 4)],
        None,
    )
    assert summary(found) == [("INSERT", 1, None), ("A", 2, None), ("SELECT", 3, None), ("COPY", 4, None)]


def test_calls_and_reports_that_do_not_agree_give_no_times() -> None:
    hook = object()
    found = in_order([Executed(hook, "INSERT")], [note(hook, "", 1), note(hook, "", 2)], None)
    assert summary(found) == [("INSERT", None, None)]


def test_a_call_that_failed_gives_its_times_to_the_statement_that_failed() -> None:
    hook = object()
    failed = Executed(hook, "INSERT", error="wrong")
    found = in_order([Executed(hook, "A")], [note(hook, "A", 1), note(hook, "", 2, "wrong")], failed)
    assert summary(found) == [("A", 1, None), ("INSERT", 2, "wrong")]
