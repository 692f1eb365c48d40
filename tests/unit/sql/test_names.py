"""Names in the engine's own case, quoted or not, of one to four parts."""

from __future__ import annotations

import pytest

from lineage_provider.sql import analyze

CASES = [
    ("snowflake", "s.MyTab", "S.MYTAB"),
    ("snowflake", 's."MyTab"', "S.MyTab"),
    ("snowflake", "db..tab", "DB.PUBLIC.TAB"),
    ("postgres", "S.MyTab", "s.mytab"),
    ("postgres", '"S"."My.Tab"', "S.My.Tab"),
    ("redshift", '"S"."MyTab"', "s.mytab"),
    ("oracle", "s.MyTab", "S.MYTAB"),
    ("oracle", 's."MyTab"', "S.MyTab"),
    ("bigquery", "DS.MyTab", "DS.MyTab"),
    ("bigquery", "`my-proj.DS.MyTab`", "my-proj.DS.MyTab"),
    ("bigquery", "`my-proj`.DS.`MyTab$20260101`", "my-proj.DS.MyTab"),
    ("bigquery", "`p.d.events_*`", "p.d.events_*"),
    ("mysql", "`My Db`.`MyTab`", "My Db.MyTab"),
    ("tsql", "[Dbo].[My Tab]", "Dbo.My Tab"),
    ("tsql", "[srv].db.[dbo].t", "srv.db.dbo.t"),
    ("tsql", "db..t", "db.dbo.t"),
    ("databricks", "Cat.S.`MyTab`", "cat.s.mytab"),
    ("hive", "S.MyTab", "s.mytab"),
    ("trino", 'Cat.S."MyTab"', "cat.s.mytab"),
    ("clickhouse", "Db.MyTab", "Db.MyTab"),
    ("duckdb", "s.MyTab", "s.MyTab"),
    ("sqlite", "[My Tab]", "My Tab"),
    ("exasol", "s.MyTab", "S.MYTAB"),
    ("teradata", "Db.MyTab", "Db.MyTab"),
]


@pytest.mark.parametrize(("dialect", "written", "name"), CASES)
def test_name(dialect: str, written: str, name: str) -> None:
    assert [str(t) for t in analyze(f"SELECT a FROM {written}", dialect).inputs] == [name]


@pytest.mark.parametrize(
    ("dialect", "written", "name"),
    [
        ("snowflake", "t", "DB.S.T"),
        ("snowflake", "s2.t", "DB.S2.T"),
        ("snowflake", "d2.s2.t", "D2.S2.T"),
        ("postgres", "t", "db.s.t"),
        ("mysql", "t", "s.t"),
        ("hive", "s2.t", "s2.t"),
        ("tsql", "srv.d.s.t", "srv.d.s.t"),
    ],
)
def test_defaults_fill_in_what_is_missing(dialect: str, written: str, name: str) -> None:
    upper = dialect == "snowflake"
    lineage = analyze(
        f"SELECT a FROM {written}",
        dialect,
        default_database="DB" if upper else "db",
        default_schema="S" if upper else "s",
    )
    assert [str(t) for t in lineage.inputs] == [name]


def test_one_table_in_two_spellings_is_one_where_case_does_not_count() -> None:
    lineage = analyze("INSERT INTO dbo.Out1 (a) SELECT A FROM dbo.Src; DELETE FROM DBO.OUT1", "tsql")
    assert [str(t) for t in lineage.outputs] == ["dbo.Out1"]


def test_parts_are_kept_apart_although_the_text_joins_them() -> None:
    (name,) = analyze('SELECT 1 FROM "a.b"."c"', "postgres").inputs
    assert name.parts == ("a.b", "c")
