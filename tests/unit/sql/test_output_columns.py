"""Columns of the tables that a text makes, as far as the text itself names them."""

from __future__ import annotations

import pytest

from lineage_provider.sql import analyze

T = "CREATE TABLE t AS SELECT a, b + 1 AS c FROM s"


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        (T, {"t": ("a", "c")}),
        ("CREATE TABLE t (x INT, y TEXT)", {"t": ("x", "y")}),
        ("CREATE VIEW t (x, y) AS SELECT a, b FROM s", {"t": ("x", "y")}),
        (
            "CREATE TEMPORARY TABLE q AS SELECT a FROM s; CREATE TABLE t AS SELECT a AS n FROM q",
            {"t": ("n",)},
        ),
        ("CREATE TABLE t AS SELECT * FROM s", {}),
        ("CREATE TABLE t AS SELECT COUNT(*) FROM s", {}),
        (f"{T}; ALTER TABLE t ADD COLUMN d INT", {}),
        ("INSERT INTO t (x) SELECT a FROM s", {}),
    ],
)
def test_columns_that_the_text_gives_a_table(sql: str, columns: dict[str, tuple[str, ...]]) -> None:
    assert analyze(sql, "postgres").output_columns == columns
