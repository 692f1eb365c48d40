"""What a driver's row count says on the engines that are described by a rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.engines import engine_for
from lineage_provider.sql.model import StatementLineage

# conn_type, connection extra, kind and text of a statement, the driver's count -> rows written
COUNTS = [
    ("trino", "INSERT", "INSERT INTO t SELECT * FROM s", 7, 7),
    ("trino", "CREATE TABLE AS", "CREATE TABLE t AS SELECT 1", 7, 7),
    ("trino", "DELETE", "DELETE FROM t", 0, 0),
    ("trino", "SELECT", "SELECT 1", 7, None),
    ("athena", "CREATE TABLE AS", "CREATE TABLE t AS SELECT 1", 7, 7),
    ("redshift", "UPDATE", "UPDATE t SET x = 1", 7, 7),
    ("redshift", "CREATE TABLE AS", "CREATE TABLE t AS SELECT 1", 7, None),
    ("databricks", "MERGE", "MERGE INTO t USING s ON true WHEN MATCHED THEN UPDATE SET *", 7, 7),
    ("databricks", "CREATE TABLE AS", "CREATE TABLE t AS SELECT 1", 7, None),
    ("mssql", "INSERT", "INSERT INTO t SELECT 1", 7, 7),
    ("mssql", "INSERT", "IF 1 = 2 INSERT INTO t SELECT 1", 0, None),
    ("oracle", "INSERT", "INSERT INTO t SELECT 1 FROM dual", 7, 7),
    ("oracle", "INSERT", "INSERT ALL INTO a VALUES (1) INTO b VALUES (1) SELECT 1 FROM dual", 2, None),
    ("oracle", "INSERT", "insert /*+ append */ first when 1 = 1 then into a select 1 from dual", 2, None),
    ("teradata", "INSERT", "INSERT INTO t SELECT 1", 7, 7),
    ("exasol", "DELETE", "DELETE FROM t", 7, 7),
    ("impala", "INSERT", "INSERT INTO t SELECT 1", 7, 7),
    # Drivers that count something else.
    ("vertica", "INSERT", "INSERT INTO t SELECT * FROM s", 1, None),
    ("clickhouse", "INSERT", "INSERT INTO t SELECT * FROM s", 1, None),
    ("presto", "INSERT", "INSERT INTO t SELECT 1", 7, None),
    ("hiveserver2", "INSERT", "INSERT INTO t SELECT 1", 7, None),
    ("gcpbigquery", "INSERT", "INSERT INTO t SELECT 1", 7, None),
    ("newsql", "INSERT", "INSERT INTO t SELECT 1", 7, None),
]


@pytest.mark.parametrize(("conn_type", "kind", "text", "count", "rows"), COUNTS)
def test_a_count_is_rows_written_only_where_the_driver_says_so(
    connection: Callable[..., Any],
    bare_hook: Callable[..., Any],
    conn_type: str,
    kind: str,
    text: str,
    count: int,
    rows: int | None,
) -> None:
    engine = engine_for(bare_hook(conn_type), connection(conn_type, host="db"))
    assert engine.rows_written(StatementLineage(1, kind, text, 0), count) == rows


@pytest.mark.parametrize(("conn_type", "host"), [("jdbc", "jdbc:vertica://v:5433/shop"), ("odbc", "v")])
def test_jdbc_and_odbc_count_by_their_own_rules(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], conn_type: str, host: str
) -> None:
    engine = engine_for(bare_hook(conn_type), connection(conn_type, host=host, extra={"driver": "Vertica"}))
    assert engine.name == "vertica"
    assert engine.rows_written(StatementLineage(1, "INSERT", "INSERT INTO t SELECT 1", 0), 7) == 7
