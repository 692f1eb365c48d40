"""A text's lineage statement by statement, as the server executes it."""

from __future__ import annotations

from lineage_provider.sql import analyze
from lineage_provider.sql.parts import Part, parts


def of(sql: str | list[str], dialect: str = "postgres") -> list[Part]:
    return list(parts(analyze(sql, dialect), sql, dialect))


def test_numbers_and_texts_are_those_of_the_statements() -> None:
    found = of("-- load\nINSERT INTO a SELECT 1; ; UPDATE b SET x = 1;")
    assert [(part.number, part.text) for part in found] == [
        (1, "-- load\nINSERT INTO a SELECT 1"),
        (2, "UPDATE b SET x = 1"),
    ]
    assert [part.single.kind for part in found if part.single] == ["INSERT", "UPDATE"]


def test_of_a_list_every_text_is_one() -> None:
    found = of(["INSERT INTO a SELECT 1; INSERT INTO b SELECT 2", " ", "SELECT 1"])
    assert [(part.number, part.lineage.outputs) for part in found] == [(1, ("a", "b")), (3, ())]
    assert found[0].single is None


def test_a_block_is_one_statement_with_several_inside() -> None:
    found = of("DO $$ BEGIN INSERT INTO a SELECT x FROM s; DELETE FROM b; END $$; SELECT 1")
    assert [len(part.statements) for part in found] == [2, 1]
    assert (found[0].lineage.inputs, found[0].lineage.outputs) == (("s",), ("a", "b"))
    assert found[0].single is None


def test_what_a_temporary_table_was_made_of_is_read() -> None:
    found = of("CREATE TEMP TABLE t AS SELECT a FROM s; INSERT INTO o (a) SELECT a FROM t")
    assert found[1].lineage.inputs == ("s",)


def test_each_statement_has_its_own_columns() -> None:
    found = of("INSERT INTO o (a) SELECT x FROM s; INSERT INTO o (b) SELECT y FROM s")
    assert [[edge.output_column for edge in part.lineage.columns] for part in found] == [["a"], ["b"]]
