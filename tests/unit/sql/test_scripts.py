"""Texts of several statements: what comes first matters, and what is made inside does not show."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from lineage_provider.sql import CatalogColumn, TableName, analyze


def _reads(text: str, dialect: str = "postgres") -> list[str]:
    return [str(t) for t in analyze(text, dialect).inputs]


def _writes(text: str, dialect: str = "postgres") -> list[str]:
    return [str(t) for t in analyze(text, dialect).outputs]


def test_a_table_read_before_it_is_overwritten_is_an_input() -> None:
    text = "INSERT INTO a (x) SELECT x FROM b; TRUNCATE b; INSERT INTO b (x) SELECT x FROM c"
    assert (_reads(text), _writes(text)) == (["b", "c"], ["a", "b"])


def test_a_temporary_table_of_another_session_is_reported() -> None:
    lineage = analyze("INSERT INTO o (a) SELECT a FROM #t", "tsql")
    assert ("unresolved", "temporary table #t is filled outside of this text") in {
        (p.kind, p.message) for p in lineage.problems
    }
    assert lineage.inputs == ()


def test_a_temporary_table_keeps_the_star_it_was_made_of() -> None:
    text = "CREATE TEMP TABLE t AS SELECT *, a + 1 AS b FROM s; INSERT INTO o (c, d) SELECT z, b FROM t, u"
    lineage = analyze(text, "postgres", {"u": {"v": "int"}})
    assert [(e.output_column, e.input_table, e.input_column) for e in lineage.columns] == [
        ("c", "s", "z"),
        ("d", "s", "a"),
    ]


def test_columns_of_a_table_that_the_text_makes_are_known_to_it() -> None:
    lineage = analyze("CREATE TABLE t (a INT, b INT); INSERT INTO t SELECT x, y FROM s", "postgres")
    assert [(e.output_column, e.input_column, e.inferred) for e in lineage.columns] == [
        ("a", "x", False),
        ("b", "y", False),
    ]


def test_branches_add_to_what_a_variable_holds() -> None:
    text = """
    DECLARE @v INT
    SET @v = (SELECT MAX(a) FROM s1)
    IF @v IS NULL BEGIN SET @v = (SELECT MAX(b) FROM s2) END
    INSERT INTO o (x) VALUES (@v)
    """
    edges = {(e.input_table, e.input_column) for e in analyze(text, "tsql").columns if e.type == "DIRECT"}
    assert edges >= {("s2", "b")}


def test_a_variable_without_a_query_behind_it_is_only_a_value() -> None:
    text = "DECLARE v INT64 DEFAULT 1; INSERT INTO o (a, b) SELECT a, v FROM src"
    lineage = analyze(text, "bigquery")
    assert [(e.output_column, e.input_column) for e in lineage.columns] == [("a", "a")]


def test_a_catalog_is_asked_once_for_all_tables() -> None:
    asked: list[list[str]] = []

    class Catalog:
        def load(self, tables: Sequence[TableName]) -> dict[TableName, list[CatalogColumn]]:
            asked.append(sorted(str(t) for t in tables))
            return {t: [CatalogColumn("a", "int")] for t in tables}

    lineage = analyze("INSERT INTO o SELECT * FROM s1; BEGIN DELETE FROM s2; END;", "snowflake", Catalog())
    assert asked == [["O", "S1", "S2"]]
    assert [(e.output_column, e.input_column) for e in lineage.columns] == [("a", "a")]


def test_what_a_statement_did_to_a_table_is_said() -> None:
    text = "CREATE TABLE n AS SELECT 1 AS a; DROP TABLE o; ALTER TABLE x RENAME TO y; TRUNCATE TABLE z"
    assert [(str(c.table), c.change) for c in analyze(text, "postgres").changes] == [
        ("n", "CREATE"),
        ("o", "DROP"),
        ("y", "RENAME"),
        ("z", "TRUNCATE"),
    ]


def test_kinds_of_statements() -> None:
    text = """
    BEGIN
      IF EXISTS (SELECT 1 FROM a) THEN DELETE FROM b; END IF;
      x := (SELECT MAX(c) FROM d);
    END;
    """
    kinds = [s.kind for s in analyze("DECLARE x INT;" + text, "snowflake").statements]
    assert kinds == ["CONDITION", "DELETE", "SET"]


def test_a_procedure_calling_itself_ends() -> None:
    text = "CREATE PROCEDURE p AS BEGIN DELETE FROM t; EXEC p END\nGO\nEXEC p"
    lineage = analyze(text, "tsql")
    assert [str(t) for t in lineage.outputs] == ["t"]
    assert [p.kind for p in lineage.problems] == ["unsupported"]


def test_two_procedures_calling_each_other_end() -> None:
    text = """
    CREATE PROCEDURE a AS BEGIN DELETE FROM t; EXEC b; EXEC b END
    GO
    CREATE PROCEDURE b AS BEGIN DELETE FROM u; EXEC a; EXEC a END
    GO
    EXEC a
    """
    lineage = analyze(text, "tsql")
    assert [str(t) for t in lineage.outputs] == ["t", "u"]


def test_an_unknown_part_of_a_dynamic_statement_is_reported() -> None:
    lineage = analyze("EXEC('DELETE FROM t_' + @suffix)", "tsql")
    assert [p.kind for p in lineage.problems][:1] == ["unresolved"]


def test_a_wholly_unknown_dynamic_statement_is_reported() -> None:
    assert [p.kind for p in analyze("EXEC sp_executesql @sql", "tsql").problems] == ["unsupported"]


def test_a_catalog_that_takes_all_the_time_takes_no_lineage_away() -> None:
    class Slow:
        def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
            time.sleep(1.1)
            return {tables[0]: [CatalogColumn("id", "INTEGER")]}

    found = analyze("INSERT INTO a (x) SELECT id FROM b", "postgres", Slow(), budget_seconds=1.0)
    assert [(e.output_column, e.input_column) for e in found.columns] == [("x", "id")]
    assert found.problems == ()


def test_what_decides_changed_rows_decides_the_rows_that_are_made_of_them() -> None:
    for text in (
        "WITH m AS (DELETE FROM e WHERE d < 1 RETURNING id) INSERT INTO arch (id) SELECT id FROM m",
        "WITH m AS (UPDATE e SET x = 1 WHERE d < 1 RETURNING id) INSERT INTO arch (id) SELECT id FROM m",
        "WITH m AS (INSERT INTO f (id) SELECT id FROM e WHERE d < 1 RETURNING id) "
        "INSERT INTO arch (id) SELECT id FROM m",
    ):
        edges = {(str(e.output_table), e.input_column, e.subtype) for e in analyze(text, "postgres").dataset}
        assert ("arch", "d", "FILTER") in edges
    lineage = analyze("DELETE FROM e OUTPUT deleted.id INTO arch (id) WHERE d < 1", "tsql")
    assert ("arch", "d", "FILTER") in {
        (str(e.output_table), e.input_column, e.subtype) for e in lineage.dataset
    }


def test_a_temporary_table_like_another_has_its_columns() -> None:
    made = "CREATE TEMP TABLE st (LIKE s.o, batch int); COPY st FROM 's3://b/x' IAM_ROLE 'r';"
    used = "DELETE FROM s.o USING st WHERE s.o.id = st.id; INSERT INTO s.o (id) SELECT id FROM st"
    used += " WHERE batch = 1"
    for schema in (None, {"s.o": {"id": "int", "v": "text"}}):
        lineage = analyze(made + used, "redshift", schema)
        assert (lineage.problems, [str(t) for t in lineage.outputs]) == ((), ["s.o"])
    order = "CREATE TEMP TABLE st (batch int, LIKE s.o); INSERT INTO st SELECT a, b, c FROM x; "
    lineage = analyze(
        order + "INSERT INTO p (id) SELECT id FROM st", "postgres", {"s.o": {"id": "int", "v": "text"}}
    )
    assert [(e.output_column, e.input_column) for e in lineage.columns] == [("id", "b")]


def test_a_temporary_table_keeps_its_columns_when_it_is_emptied() -> None:
    text = "CREATE TEMP TABLE st (id int, v int); INSERT INTO st SELECT a, b FROM x; TRUNCATE st; "
    lineage = analyze(text + "COPY st FROM '/x.csv'; INSERT INTO o (id) SELECT id FROM st", "postgres")
    assert (lineage.problems, lineage.columns) == ((), ())


def test_what_an_engine_says_of_its_own_rows_is_no_gap() -> None:
    rows = "ROWS FROM (jsonb_to_recordset(b.j) AS (sku text, qty int)) WITH ORDINALITY AS x (sku, qty, ord)"
    for text, dialect in (
        (f"SELECT x.sku, x.qty, x.ord FROM b, {rows}", "postgres"),
        ("COPY o (a) FROM PROGRAM 'gunzip -c /x.gz' WITH (FORMAT csv)", "postgres"),
        ("SELECT name, pk FROM pragma_table_info('t')", "sqlite"),
        ("INSERT INTO t (a) VALUES (1), (2) AS new (m) ON DUPLICATE KEY UPDATE b = t.b + new.m", "mysql"),
    ):
        assert analyze(text, dialect).problems == ()
