"""An operator's statements and the commands that its hook executed."""

from __future__ import annotations

from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.matching import Command, Matched, matched
from lineage_provider.extractors.query import Query
from lineage_provider.sql.parts import Part

HOOK = object()


def run(*texts: str) -> list[Executed]:
    return [Executed(HOOK, text, row_count=place) for place, text in enumerate(texts, 1)]


def queries(*texts: str) -> list[Query]:
    return [Query(Part(number, text)) for number, text in enumerate(texts, 1)]


def each(*texts: str) -> list[Command]:
    return [Command(text, (place,)) for place, text in enumerate(texts)]


def counts(found: Matched) -> list[int | None]:
    return [query.executed.row_count if query.executed else None for query in found.queries]


def test_by_text_without_comments_blanks_and_semicolons() -> None:
    commands = each("-- one\nSELECT  1;", "SELECT 2")
    found = matched(
        queries("-- one\nSELECT  1;", "SELECT 2"), commands, run("SELECT 2", "SELECT 1"), "", failed=False
    )
    assert counts(found) == [2, 1]
    assert found.others == []


def test_equal_statements_one_after_the_other() -> None:
    found = matched(queries("A", "B", "A"), each("A", "B", "A"), run("A", "A", "B"), "", failed=False)
    assert counts(found) == [1, 3, 2]


def test_a_text_that_was_sent_whole_is_all_of_its_statements() -> None:
    found = matched(queries("A", "B"), [Command("A; B;", (0, 1))], run("A; B"), "", failed=False)
    assert [(q.place, q.together) for q in found.queries] == [(0, 2), (1, 2)]


def test_a_text_that_the_hook_split_itself() -> None:
    found = matched(queries("A", "B"), [Command("A; B;", (0, 1))], run("A;", "B;"), "", failed=False)
    assert counts(found) == [1, 2]
    assert [(q.place, q.together) for q in found.queries] == [(0, 1), (0, 1)]


def test_a_hook_that_spells_otherwise_is_taken_in_order() -> None:
    found = matched(queries("A", "B"), each("A", "B"), run("a /*x*/ !", "b !"), "", failed=False)
    assert counts(found) == [1, 2]


def test_other_sql_is_left_over() -> None:
    found = matched(queries("A"), each("A"), run("SELECT limit", "A"), "", failed=False)
    assert counts(found) == [2]
    assert [one.text for one in found.others] == ["SELECT limit"]


def test_after_a_failure_only_what_was_executed_is_there() -> None:
    found = matched(queries("A", "B", "C"), each("A", "B", "C"), run("A"), "", failed=True)
    assert [query.text for query in found.queries] == ["A"]
