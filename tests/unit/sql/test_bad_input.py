"""Input that no person means to give: always an answer, never an exception, a hang or a crash.

Deep and long texts run in a process of their own: the compiled parser's recursion would end this one.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from lineage_provider.sql import analyze


@pytest.mark.parametrize("given", ["", "   \n\t", ";", ";;;", "-- only a comment", "/* only */", []])
def test_nothing_to_read(given: Any) -> None:
    lineage = analyze(given, "postgres")
    assert (lineage.inputs, lineage.outputs) == ((), ())
    assert [p.kind for p in lineage.problems] in (["input"], [])


@pytest.mark.parametrize("given", [None, 5, b"SELECT 1", {"a": 1}, object(), {"SELECT 1"}])
def test_no_text(given: Any) -> None:
    assert [p.kind for p in analyze(given, "postgres").problems] == ["input"]


def test_items_of_a_list_that_are_no_text_cost_only_themselves() -> None:
    given: Any = ["", None, "INSERT INTO o (a) SELECT a FROM s", 7]
    lineage = analyze(given, "postgres")
    assert [str(t) for t in lineage.outputs] == ["o"]
    assert [(p.statement, p.kind) for p in lineage.problems] == [(1, "input"), (2, "input"), (4, "input")]


@pytest.mark.parametrize("dialect", ["nonsense", "postgres2", ""])
def test_an_unknown_dialect_is_read_as_standard_sql(dialect: str) -> None:
    lineage = analyze("SELECT a FROM t", dialect)
    assert [str(t) for t in lineage.inputs] == ["t"]
    assert [p.kind for p in lineage.problems] == (["input"] if dialect else [])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 'abc FROM t",
        'SELECT "abc FROM t',
        "SELECT /* abc FROM t",
        "SELECT $$abc FROM t",
        "SELECT a FROM t WHERE (b = 1",
        "SELECT a FROM t WHERE b = 1)",
        "SELECT FROM WHERE GROUP",
        "INSERT INTO",
        "\x00SELECT a FROM t\x00",
        "SELECT \x00 FROM t",
        "\ufeffSELEC a",
        "BEGIN",
        "BEGIN IF",
        "END END END",
        "CREATE TABLE AS AS AS",
        "EXEC",
        "EXECUTE IMMEDIATE",
        "DECLARE",
        "SET",
        "MERGE INTO t USING",
        "ALTER TABLE",
        "SELECT a FROM t LATERAL VIEW OUTER .. EXPLODE(b) m AS k, v",
        "SELECT a, (:NEW.id)",
        "SELECT a FROM STREAM( read_files()'/Volumes/x')",
        "CREATE TABLE o ENGINE = Memory AS SELECT k, COLUMNS('^a') APPLY(",
        "SELECT j.k FROM src s OUTER APPLY.OPENJSON(s.doc) j",
        "SELECT f.a FROM c CROSS APPLY dbo.",
        'SET ( )= "$user",',
        "SELECT a, [] FROM t",
        "SELECT array_agg(DISTINCT ORDER BY tag) AS tags FROM user_tags",
        "SELECT inline() FROM t",
        "CREATE TABLE n (a, b); ALTER TABLE n RENAME( )TO t",
        "SELECT (* EXCEPT) (a) FROM t",
        "DECLARE @i INT = 1; SET @i +",
        "SELECT PARAMETERIZED_AGG('a', b, c), COMBINED_PARAMETERIZED_AGG('a', b, c) FROM t",
        "DECLARE v INT; PROCEDURE p (x( )OUT INT) IS BEGIN SELECT a INTO x FROM s; END; BEGIN p(v); END;",
        "CREATE VIEW v (x, NOT y) AS SELECT a, b FROM t",
        "\\",
        "\u200b\u2028",
        "🙂",
    ],
)
@pytest.mark.parametrize(
    "dialect",
    [
        "postgres",
        "tsql",
        "snowflake",
        "bigquery",
        "oracle",
        "mysql",
        "databricks",
        "clickhouse",
        "spark",
        "sqlite",
    ],
)
def test_broken_text_never_raises(text: str, dialect: str) -> None:
    assert all(p.kind != "internal" for p in analyze(text, dialect).problems)


@pytest.mark.parametrize("statement", ["MERGE INTO t USING s ON t.a = s.a", "DELETE FROM t", "INSERT INTO t"])
def test_a_statement_in_the_place_of_a_value_is_reported(statement: str) -> None:
    lineage = analyze(f"DECLARE @n INT = ({statement}", "tsql")
    assert [problem.kind for problem in lineage.problems] == ["parse"]


def test_values_without_a_name_are_reported() -> None:
    lineage = analyze("INSERT INTO o (k) SELECT k FROM t AS x, UNPIVOT x.doc AS (v) AT k", "redshift")
    assert [problem.message for problem in lineage.problems] == ["UNPIVOT has no name for its values"]
    assert (lineage.inputs, lineage.outputs) == (("t",), ("o",))


def test_no_time_at_all() -> None:
    lineage = analyze("INSERT INTO o (a) SELECT a FROM s", "postgres", budget_seconds=0)
    assert [p.kind for p in lineage.problems] == ["budget"]


def test_a_statement_of_megabytes_gives_its_table() -> None:
    rows = ",".join(["(1, 'some text here')"] * 250_000)
    lineage = analyze(f"INSERT INTO s.o (a, b) VALUES {rows}", "postgres")
    assert [str(t) for t in lineage.outputs] == ["s.o"]
    assert [p.kind for p in lineage.problems] == ["budget"]


def test_a_text_that_is_too_long_is_reported() -> None:
    assert [p.kind for p in analyze("SELECT 1; " * 1_700_000, "postgres").problems] == ["budget"]


def test_two_thousand_statements() -> None:
    text = ";\n".join(f"INSERT INTO o{i} (a) SELECT a FROM s{i} WHERE b = {i}" for i in range(2000))
    lineage = analyze(text, "snowflake", budget_seconds=60)
    assert (len(lineage.inputs), len(lineage.outputs), len(lineage.columns)) == (2000, 2000, 2000)
    assert lineage.problems == ()


COLUMNS = [f"c{i}" for i in range(2000)]
WIDE = {"w": dict.fromkeys(COLUMNS, "int")}


def test_edges_of_all_columns_with_all_columns_give_tables_only() -> None:
    every = " AND ".join(f"{c} = 1" for c in COLUMNS)
    flags = ", ".join(f"flag AS f{i}" for i in range(2000))
    flagged = f"SELECT CASE WHEN {every} THEN 1 END AS flag FROM w"
    text = f"CREATE TABLE o AS WITH f AS ({flagged}) SELECT {flags} FROM f"
    lineage = analyze(text, "snowflake", WIDE, budget_seconds=60)
    assert [p.kind for p in lineage.problems] == ["budget"]
    assert (lineage.inputs, lineage.outputs, lineage.columns) == (("W",), ("O",), ())


def test_sums_of_sums_of_wide_tables_give_tables_only() -> None:
    total = f"SELECT {' + '.join(COLUMNS)} AS total FROM w"
    sums = ", ".join(f"total + {i} AS t{i}" for i in range(2000))
    text = f"INSERT INTO o WITH s AS ({total}) SELECT {sums} FROM s JOIN (SELECT a FROM x) y ON s.total = y.a"
    lineage = analyze(text, "snowflake", WIDE, budget_seconds=60)
    assert [p.kind for p in lineage.problems] == ["budget"]
    assert (lineage.inputs, lineage.outputs, lineage.columns) == (("W", "X"), ("O",), ())


def test_what_is_written_by_an_alias_is_named_where_columns_are_too_many() -> None:
    sums = ", ".join(f"c{i} = s.total" for i in range(2000))
    text = f"UPDATE t SET {sums} FROM db.tgt t JOIN (SELECT {' + '.join(COLUMNS)} AS total FROM w) s ON 1 = 1"
    lineage = analyze(text, "tsql", WIDE, budget_seconds=60)
    assert [p.kind for p in lineage.problems] == ["budget"]
    assert lineage.outputs == ("db.tgt",)


DEEP = {
    "parentheses": "'SELECT ' + '(' * n + '1' + ')' * n",
    "subqueries": "'SELECT a FROM ' + '(SELECT a FROM ' * n + 't' + ') x' * n",
    "not": "'SELECT a FROM t WHERE ' + 'NOT ' * n + 'a'",
    "minus": "'SELECT ' + '- ' * n + '1'",
    "and": "'SELECT a FROM t WHERE ' + ' AND '.join(['a = 1'] * n)",
    "concatenation": "'SELECT ' + ' || '.join(['a'] * n) + ' FROM t'",
    "case": "'SELECT ' + 'CASE WHEN a THEN ' * n + '1' + ' END' * n + ' FROM t'",
    "functions": "'SELECT ' + 'f(' * n + 'a' + ')' * n + ' FROM t'",
    "type calls": "'SELECT ' + 'DATE(' * n + 'a' + ')' * n + ' FROM t'",
    "types": "'SELECT CAST(a AS ' + 'ARRAY<' * n + 'INT' + '>' * n + ') FROM t'",
    "subscripts": "'SELECT a' + '[1]' * n + ' FROM t'",
    "casts": "'SELECT a' + '::int' * n + ' FROM t'",
    "unions": "' UNION ALL '.join(['SELECT a FROM t'] * n)",
    "in": "'SELECT a FROM t WHERE ' + 'a IN (SELECT a FROM t WHERE ' * n + '1=1' + ')' * n",
    "blocks": "'BEGIN ' * n + 'DELETE FROM t;' + ' END;' * n",
    "branches": "'BEGIN ' + 'IF a THEN ' * n + 'DELETE FROM t;' + ' END IF;' * n + ' END'",
    "comments": "'SELECT 1 ' + '/* ' * n",
    "templates": "'SELECT 1 ' + '{{ ' * n + '{% ' * n",
    "dollar quotes": "'SELECT ' + ''.join(f'$a{i}$ ' for i in range(n))",
    "joins": "'SELECT t0.a FROM t t0 ' + ' '.join(f'JOIN t t{i} ON t{i}.a = t0.a' for i in range(1, n // 4))",
}
_RUN = """
import sys
sys.setrecursionlimit(1000)
from lineage_provider.sql import analyze
n = int(sys.argv[1])
lineage = analyze({text}, sys.argv[2])
kinds = {{p.kind for p in lineage.problems}}
assert "internal" not in kinds, lineage.problems
assert lineage.inputs or lineage.outputs or kinds or "FROM" not in {text}
print("ends")
"""


@pytest.mark.parametrize("dialect", ["postgres", "snowflake", "bigquery", "tsql"])
@pytest.mark.parametrize("form", DEEP)
def test_deep_and_long_texts_end(form: str, dialect: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _RUN.format(text=DEEP[form]), "5000", dialect],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout == "ends\n", ran.stderr[-500:] or f"ended with {ran.returncode}"


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("clickhouse", "SELECT COLUMNS('^m_') EXCEPT (" + "customer_identifier, " * 20 + '"b") FROM t'),
        ("snowflake", "PUT file:///x" + "/{{a}}" * 40 + " nowhere"),
        ("duckdb", "SELECT COLUMNS('(a+)+$'), COLUMNS('^(a|aa)*$') FROM t"),
        ("duckdb", "SELECT * SIMILAR TO '((a+))+' FROM t"),
        ("hive", "SELECT `(a+)+$` FROM t"),
    ],
)
def test_no_pattern_takes_for_ever(dialect: str, text: str) -> None:
    run = (
        "import sys; from lineage_provider.sql import analyze\n"
        "found = analyze(sys.argv[2], sys.argv[1], {'t': {'a' * 40 + '_': 'int'}})\n"
        "assert 'internal' not in {p.kind for p in found.problems}; print('ends')"
    )
    command = [sys.executable, "-c", run, dialect, text]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout == "ends\n", ran.stderr[-500:]


def _nested(form: str, core: str = "a", times: int = 30) -> str:
    """``form`` inside itself."""
    for _ in range(times):
        core = form.replace("~", core)
    return core


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("tsql", f"EXEC('TRUNCATE TABLE ' + {_nested('COALESCE(NULL, @t, ~)')})"),
        ("tsql", "EXEC(" + _nested("REPLACE(~, 'a', 'b')", "@t") + ")"),
        ("tsql", f"SELECT {_nested('CONVERT(~ AS INT)')} FROM t"),
        ("postgres", _nested("SELECT (~) AS x FROM t", "SELECT a FROM s")),
        ("postgres", f"SELECT {_nested('POSITION(~)')} FROM t"),
        ("postgres", f"SELECT {_nested('ARRAY[~]')} FROM t"),
        (
            "postgres",
            _nested("WITH RECURSIVE q AS (SELECT 1 AS a UNION ALL (~)) SELECT * FROM q", "SELECT a FROM s"),
        ),
        ("spark", f"SELECT {_nested('ARRAY[~]')} FROM t"),
        ("spark", f"SELECT {_nested('SORT_ARRAY(b, ~)')} FROM t"),
        ("teradata", f"INSERT INTO o VALUES ({_nested('(~, s.v).id')})"),
        ("oracle", "SELECT " + "JSON_OBJECT('id' VALUE (SELECT JSON_ARRAYAGG(" * 24 + " FROM t"),
        ("snowflake", f"SELECT {_nested('ZEROIFNULL(~)')} FROM t"),
        ("snowflake", f"INSERT INTO {_nested('IDENTIFIER(~)')} SELECT a FROM t"),
        ("oracle", "SELECT " + _nested("JSON_OBJECT(KEY 'k' ~ VALUE 1)") + " FROM t"),
        ("snowflake", f"SELECT {_nested('DIV0(NULLIFZERO(~), b)')} FROM t"),
        ("snowflake", "SELECT x FROM t, " + "LATERAL FLATTEN(input =>FROM t, " * 24),
        ("bigquery", f"SELECT {_nested('SAFE.f(~)')} FROM t"),
        ("bigquery", "SELECT * FROM t PIVOT (SUM(a) FOR " + "c IN ('x', 'y') " * 24 + ")"),
    ],
)
def test_no_nesting_takes_for_ever(dialect: str, text: str) -> None:
    """What doubles the time with each level ends with the budget, or is not given to the parser at all."""
    run = (
        "import sys; from lineage_provider.sql import analyze\n"
        "found = analyze(sys.argv[2], sys.argv[1], budget_seconds=1.0)\n"
        "assert 'internal' not in {p.kind for p in found.problems}; print('ends')"
    )
    command = [sys.executable, "-c", run, dialect, text]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout == "ends\n", ran.stderr[-500:]


def test_what_is_nested_as_people_nest_it_is_read() -> None:
    for dialect, form in (
        ("snowflake", "ZEROIFNULL(~)"),
        ("bigquery", "SAFE.f(~)"),
        ("postgres", "ARRAY[~]"),
    ):
        lineage = analyze(f"INSERT INTO o (x) SELECT {_nested(form, times=6)} FROM t", dialect)
        assert {e.input_column.lower() for e in lineage.columns} == {"a"}, form
    rows = ", ".join(map(str, range(2000)))
    pivoted = f"SELECT * FROM t PIVOT (SUM(a) FOR c IN ('x', 'y')) WHERE b IN ({rows}) AND d IN ({rows})"
    assert "budget" not in {p.kind for p in analyze(f"INSERT INTO o {pivoted}", "duckdb").problems}
    smiling = "SELECT " + ", ".join("':('" for _ in range(20)) + f", {_nested('(~)', times=12)} FROM t"
    assert [e.input_column for e in analyze(f"CREATE TABLE o AS {smiling}", "postgres").columns] == ["a"]


@pytest.mark.parametrize(
    ("dialect", "broken"),
    [
        ("oracle", "SELECT XMLQUERY('/a' PASSING BY"),
        ("oracle", "SELECT JSON_TRANSFORM() FROM t"),
        ("mysql", "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES(t."),
        ("mysql", "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES()"),
        ("duckdb", r"""SELECT COLUMNS('\pL(x)') AS "p_\1" FROM t"""),
    ],
)
def test_a_statement_that_breaks_off_costs_only_itself(dialect: str, broken: str) -> None:
    lineage = analyze(f"INSERT INTO o (a) SELECT b FROM s; {broken}", dialect)
    assert [(e.output_column.lower(), e.input_column.lower()) for e in lineage.columns][:1] == [("a", "b")]
    assert "internal" not in {p.kind for p in lineage.problems}
