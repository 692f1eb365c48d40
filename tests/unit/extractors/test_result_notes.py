"""Results of other libraries are noted, bounded, and never raise."""

from __future__ import annotations

from lineage_provider.extractors.result_notes import MAX_DEFECT, ResultNotes


def test_notes_are_told_in_order_until_forgotten() -> None:
    notes: ResultNotes[int] = ResultNotes("a scan", 3)
    for value in (1, 2):
        notes.add(lambda value=value: value)  # type: ignore[misc]
    assert (notes.noted(), notes.defects()) == ((1, 2), ())
    notes.forget()
    assert (notes.noted(), notes.defects()) == ((), ())


def test_what_cannot_be_read_is_a_defect_and_the_next_is_noted() -> None:
    notes: ResultNotes[str] = ResultNotes("a scan", 3)
    notes.add(lambda: {}["gone"])  # type: ignore[index]
    notes.add(lambda: "next")
    assert notes.noted() == ("next",)
    assert notes.defects() == ("a scan could not be read: KeyError: 'gone'",)


def test_beyond_the_bound_nothing_is_read_and_it_is_said_once() -> None:
    notes: ResultNotes[int] = ResultNotes("a scan", 2)
    read: list[int] = []
    for value in range(5):
        notes.add(lambda value=value: read.append(value) or value)  # type: ignore[misc,func-returns-value]
    assert notes.noted() == (0, 1)
    assert read == [0, 1]
    assert notes.defects() == ("a scan is left out: only the first 2 of a task are kept",)


def test_defects_are_bounded_in_number_and_length() -> None:
    notes: ResultNotes[int] = ResultNotes("a scan", 2)

    def fail() -> int:
        raise ValueError("x" * 2 * MAX_DEFECT)

    for _ in range(5):
        notes.add(fail)
    assert [len(told) for told in notes.defects()] == [MAX_DEFECT] * 2
