"""Which row counts of drivers are rows written.

The counts themselves were measured with psycopg 3.3, DuckDB 2.0, sqlite3, PyMySQL and mysql-connector-python;
tests/integration/test_queries.py has them from real databases.
"""

from __future__ import annotations

import pytest

from lineage_provider.engines.base import Engine
from lineage_provider.engines.duckdb import DuckDBEngine
from lineage_provider.engines.mysql import MySQLEngine
from lineage_provider.engines.postgres import PostgresEngine
from lineage_provider.engines.snowflake import SnowflakeEngine
from lineage_provider.engines.sqlite import SQLiteEngine
from lineage_provider.sql import analyze

ALL = (SQLiteEngine, DuckDBEngine, PostgresEngine, MySQLEngine, SnowflakeEngine)
DIALECTS = {
    SQLiteEngine: "sqlite",
    DuckDBEngine: "duckdb",
    PostgresEngine: "postgres",
    MySQLEngine: "mysql",
    SnowflakeEngine: "snowflake",
    Engine: None,
}


def rows(kind: type[Engine], sql: str, count: int) -> int | None:
    engine = kind(namespace="n", dialect=DIALECTS[kind])
    (statement,) = analyze(sql, engine.dialect).statements
    return engine.rows_written(statement, count)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t SELECT 1",
        "UPDATE t SET a = 1",
        "DELETE FROM t WHERE a = 1",
    ],
)
def test_changes_are_counted_by_all(kind: type[Engine], sql: str) -> None:
    assert rows(kind, sql, 4) == 4
    assert rows(kind, sql, 0) == 0


MERGE = "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN {} WHEN NOT MATCHED THEN INSERT VALUES (s.a)"


@pytest.mark.parametrize("kind", [DuckDBEngine, PostgresEngine, SnowflakeEngine])
def test_the_count_of_a_merge_that_deletes_is_not_of_rows_written(kind: type[Engine]) -> None:
    assert rows(kind, MERGE.format("UPDATE SET a = s.a"), 4) == 4
    assert rows(kind, MERGE.format("DELETE"), 4) is None


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("sql", ["SELECT a FROM t", "CREATE TABLE t (a INTEGER)", "DROP TABLE t"])
def test_rows_returned_and_rows_of_ddl_are_no_rows_written(kind: type[Engine], sql: str) -> None:
    assert rows(kind, sql, 4) is None


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        (SQLiteEngine, None),
        (DuckDBEngine, 4),
        (PostgresEngine, 4),
        (MySQLEngine, 4),
        (SnowflakeEngine, None),  # the count of a status row
    ],
)
def test_create_table_as(kind: type[Engine], counted: int | None) -> None:
    assert rows(kind, "CREATE TABLE t AS SELECT a FROM s", 4) == counted


@pytest.mark.parametrize(
    ("kind", "sql", "counted"),
    [
        (PostgresEngine, "COPY t FROM '/load.csv'", 4),
        (DuckDBEngine, "COPY t FROM '/load.csv'", 4),
        (DuckDBEngine, "COPY t TO '/dump.csv'", 4),
        (SnowflakeEngine, "COPY INTO t FROM @stage", None),  # files
        (PostgresEngine, "SELECT a INTO t FROM s", 4),
        (PostgresEngine, "INSERT INTO t SELECT 1 RETURNING a", 4),
        (PostgresEngine, "INSERT INTO t SELECT 1 ON CONFLICT DO NOTHING", 4),
        (SQLiteEngine, "INSERT INTO t SELECT 1 RETURNING a", None),  # before the rows are fetched: 0
        (SQLiteEngine, "REPLACE INTO t VALUES (1)", 4),
        (MySQLEngine, "REPLACE INTO t VALUES (1)", None),  # a replaced row counts twice
        (MySQLEngine, "/* x */ replace t VALUES (1)", None),
        (MySQLEngine, "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2", None),
        (MySQLEngine, "INSERT INTO t SELECT REPLACE(a, 'x', 'y') FROM s", 4),
        (DuckDBEngine, "TRUNCATE t", None),
    ],
)
def test_rules_of_single_engines(kind: type[Engine], sql: str, counted: int | None) -> None:
    assert rows(kind, sql, 4) == counted


def test_an_engine_that_was_not_looked_at_is_not_believed_for_zero() -> None:
    assert (rows(Engine, "INSERT INTO t SELECT 1", 4), rows(Engine, "INSERT INTO t SELECT 1", 0)) == (4, None)
