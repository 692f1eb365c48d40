"""Jinja templates in names of tables: the same lineage as with a word in their place, shown as written."""

from __future__ import annotations

import re

import pytest

from lineage_provider.sql import ScriptLineage, analyze
from tests.unit.sql.statement_cases import StatementCase, cases

TEMPLATE, WORD = "{{ ds_nodash }}", "zq7"
_PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")


def told(sql: str, dialect: str) -> list[str]:
    """Everything that an analysis says, with the template in place of the word."""
    lineage: ScriptLineage = analyze(sql, dialect)
    edges = sorted(
        f"{e.output_table}.{e.output_column} <- {e.input_table}.{e.input_column} {e.subtype} {e.expression}"
        for e in lineage.columns
    )
    problems = [f"{problem.kind}: {problem.message}" for problem in lineage.problems]
    shown = [*sorted(map(str, lineage.inputs)), "->", *sorted(map(str, lineage.outputs)), *edges, *problems]
    return [re.sub(WORD, TEMPLATE, text, flags=re.IGNORECASE) for text in shown]


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("postgres", "INSERT INTO o_@ (x_@) SELECT x_@ FROM raw.s_@ JOIN db_@.u USING (id) WHERE y_@ = 1"),
        ("postgres", "DELETE FROM a_@ USING b_@ WHERE a_@.id = b_@.id"),
        ("postgres", "ALTER TABLE t_@ RENAME TO u_@; DROP TABLE IF EXISTS v_@; TRUNCATE w_@"),
        ("postgres", "ALTER TABLE u ATTACH PARTITION t_@ FOR VALUES IN ('@')"),
        ("postgres", "REFRESH MATERIALIZED VIEW t_@"),
        ("postgres", "SET search_path TO s_@; SELECT a FROM t"),
        ("postgres", "DO $$ BEGIN INSERT INTO t_@ SELECT a FROM s_@; END $$"),
        ("redshift", "UNLOAD ('SELECT a FROM t_@') TO 's3://b/@/' IAM_ROLE default"),
        ("redshift", "ALTER TABLE t_@ APPEND FROM u_@"),
        (
            "snowflake",
            "MERGE INTO d_@.s.t USING (SELECT * FROM u_@) s ON t.id = s.id WHEN MATCHED THEN DELETE",
        ),
        ("snowflake", "COPY INTO t_@ FROM @stg_@/a/@/ FILE_FORMAT = (TYPE = CSV)"),
        ("snowflake", "COPY INTO @db.s.stg/@/ FROM (SELECT a FROM t_@)"),
        ("snowflake", "PUT file:///a/@/x.csv @stg_@/a"),
        ("snowflake", "ALTER TABLE t_@ SWAP WITH u_@"),
        ("snowflake", "SELECT a FROM IDENTIFIER('s.t_@')"),
        ("snowflake", "EXECUTE IMMEDIATE 'INSERT INTO t_@ (a) SELECT a FROM s_@'"),
        ("snowflake", "USE SCHEMA s_@; CREATE TEMP TABLE x_@ AS SELECT a FROM t; SELECT a FROM x_@"),
        ("bigquery", "SELECT a FROM `p.d.t_@`, UNNEST(b_@)"),
        ("bigquery", "LOAD DATA OVERWRITE d.t_@ FROM FILES (format = 'CSV', uris = ['gs://a/@'])"),
        ("bigquery", "SELECT a FROM EXTERNAL_QUERY('c', 'SELECT a FROM t_@')"),
        ("hive", "LOAD DATA INPATH '/x/@' INTO TABLE d.t_@ PARTITION (dt = '@')"),
        ("hive", "FROM s_@ INSERT OVERWRITE TABLE t_@ SELECT a INSERT INTO TABLE u_@ SELECT a"),
        ("clickhouse", "RENAME TABLE t_@ TO u_@"),
        ("clickhouse", "ALTER TABLE t_@ REPLACE PARTITION 1 FROM u_@"),
        ("clickhouse", "INSERT INTO FUNCTION s3('https://b/@/x.csv') SELECT a FROM t_@"),
        ("mysql", "LOAD DATA LOCAL INFILE '/x' INTO TABLE t_@"),
        ("mysql", "RENAME TABLE t_@ TO u_@"),
        ("tsql", "BULK INSERT t_@ FROM '/x.csv'"),
        ("tsql", "EXEC sp_rename 'dbo.t_@', 'u_@'"),
        ("tsql", "SELECT a INTO #t_@ FROM s_@; SELECT a INTO o_@ FROM #t_@"),
        ("tsql", "SELECT a FROM OPENQUERY(srv, 'SELECT a FROM t_@')"),
        ("tsql", "DECLARE @d varchar(8) = '@'; EXEC('SELECT a INTO o_' + @d + ' FROM s_' + @d)"),
        ("oracle", "ALTER TABLE u EXCHANGE PARTITION p WITH TABLE t_@"),
        ("oracle", "BEGIN EXECUTE IMMEDIATE 'TRUNCATE TABLE t_@'; END;"),
        ("exasol", "IMPORT INTO o FROM JDBC AT c STATEMENT 'SELECT a FROM t_@'"),
        ("vertica", "COPY t_@ FROM '/a.csv'"),
        ("duckdb", "COPY (SELECT a FROM t_@) TO 's3://b/@.parquet'"),
    ],
)
def test_a_template_in_a_part_of_a_name_changes_nothing_else(dialect: str, sql: str) -> None:
    plain, template = (re.sub(r"(?<=[_/'])@(?!\w)", word, sql) for word in (WORD, TEMPLATE))

    assert told(template, dialect) == told(plain, dialect)
    assert any(TEMPLATE in text for text in told(template, dialect))


def with_suffixes(case: StatementCase, suffix: str) -> str | None:
    """The case with something behind each name of a table; None where it has no name to put it behind."""
    tables = {name.split(".")[-1].strip('"`[]') for name in case.reads | case.writes if "/" not in name}
    names = sorted(filter(_PLAIN_NAME.fullmatch, tables))
    if not names or "{{" in case.sql or "{%" in case.sql:
        return None
    pattern = rf"(?<![\w@#$'\":])(?:{'|'.join(map(re.escape, names))})\b(?!['\"(])"
    found = re.sub(pattern, lambda match: f"{match.group()}_{suffix}", case.sql, flags=re.IGNORECASE)
    return found if found != case.sql else None


@pytest.mark.parametrize(
    "case", [case for case in cases() if with_suffixes(case, WORD)], ids=lambda case: case.id
)
def test_templates_behind_the_names_of_all_tables_change_nothing_else(case: StatementCase) -> None:
    plain, template = with_suffixes(case, WORD), with_suffixes(case, TEMPLATE)

    assert plain is not None
    assert template is not None
    assert told(template, case.dialect) == told(plain, case.dialect)
