"""A table that stands in the text and is lost on the way is reported, never silently left out."""

from __future__ import annotations

import pytest
from sqlglot import exp

from lineage_provider.sql import analyze
from lineage_provider.sql.statements import HANDLERS


@pytest.mark.parametrize(
    ("sql", "lost"),
    [
        ("INSERT INTO out1 (a) SELECT a FROM src", ["src", "out1"]),
        ('MERGE INTO "Out 1" USING s ON 1 = 1 WHEN MATCHED THEN DELETE', ["Out 1", "s"]),
        ("UPDATE t SET a = 1", ["t"]),
        ("DELETE FROM t USING u, v w, x WHERE 1 = 1", ["t", "u"]),
        ("SELECT EXTRACT(day FROM d) FROM a.b, c JOIN generate_series(1, 2) ON true FOR UPDATE", ["b", "c"]),
    ],
)
def test_what_a_handler_loses_is_reported(sql: str, lost: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (exp.Insert, exp.Merge, exp.Update, exp.Delete, exp.Select):
        monkeypatch.setitem(HANDLERS, kind, lambda statement, tree, ctes: None)
    problems = analyze(sql, "postgres").problems
    assert {p.kind for p in problems} == {"unresolved"}
    assert sorted(p.message.split(" stands ")[0] for p in problems) == sorted(lost)


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("postgres", "WITH c AS (SELECT 1 AS a) SELECT c.a FROM c WHERE c.a IS DISTINCT FROM a"),
        ("postgres", "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2"),
        ("mysql", "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2"),
        ("bigquery", "SELECT i.n AS n FROM t, t.items AS i"),
        ("bigquery", "SELECT x.a AS a FROM my-project.ds.t AS x"),
        ("clickhouse", "SELECT x FROM t ARRAY JOIN xs AS x"),
        ("postgres", "SELECT TRIM(BOTH ' ' FROM s.a) AS a FROM s"),
        ("duckdb", "SELECT a FROM read_csv('x.csv')"),
    ],
)
def test_what_is_no_table_is_not_missed(dialect: str, sql: str) -> None:
    assert analyze(sql, dialect).problems == ()
