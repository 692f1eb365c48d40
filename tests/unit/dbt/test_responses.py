"""Rows written, by what adapters answer."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_provider.dbt.responses import query_id, rows_written


@pytest.mark.parametrize(
    ("adapter", "response", "kind", "materialized", "rows"),
    [
        ("postgres", {"code": "SELECT", "rows_affected": 5}, "model", "table", 5),
        ("postgres", {"code": "INSERT", "rows_affected": 0}, "model", "incremental", 0),
        ("postgres", {"code": "CREATE VIEW", "rows_affected": -1}, "model", "view", None),
        ("snowflake", {"code": "SUCCESS", "rows_affected": 1}, "model", "table", None),
        ("snowflake", {"code": "SUCCESS", "rows_affected": 7}, "model", "incremental", 7),
        ("snowflake", {"rows_inserted": 2, "rows_updated": 3, "rows_affected": 5}, "model", "incremental", 5),
        ("bigquery", {"code": "CREATE TABLE", "rows_affected": 9}, "model", "table", 9),
        ("bigquery", {"code": "SCRIPT", "rows_affected": 9}, "model", "incremental", None),
        ("trino", {"code": "SUCCESS", "rows_affected": 4}, "model", "table", 4),
        ("duckdb", {"_message": "OK"}, "model", "table", None),
        ("duckdb", {"code": "INSERT", "rows_affected": 3}, "seed", "seed", 3),
        ("postgres", {"code": "SELECT", "rows_affected": 1}, "test", "test", None),
    ],
)
def test_rows(adapter: str, response: dict[str, Any], kind: str, materialized: str, rows: int | None) -> None:
    assert rows_written(adapter, response, kind, materialized) == rows


def test_query_ids() -> None:
    assert query_id("snowflake", {"query_id": "01b"}) == "01b"
    assert query_id("bigquery", {"project_id": "p", "location": "EU", "job_id": "j"}) == "p:EU.j"
    assert query_id("postgres", {}) is None
