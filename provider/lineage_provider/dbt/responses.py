"""What an adapter answered to the last statement of a node: rows written, and the query's id.

In: an ``adapter_response`` of the run results. Out: rows or None, id or None. A module of its own because
"rows_affected" is another number on every adapter, and a wrong number is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Response = Mapping[str, Any]
_CHANGES = frozenset({"INSERT", "MERGE", "UPDATE", "DELETE"})


def _by_code(*codes: str) -> Callable[[Response, str], int | None]:
    """Of adapters that give the server's command tag."""
    believed = _CHANGES | set(codes)

    def rows(response: Response, materialized: str) -> int | None:
        code = str(response.get("code") or "").upper()
        return _number(response) if code in believed else None

    return rows


def _snowflake(response: Response, materialized: str) -> int | None:
    """CREATE TABLE AS answers with one status row: only rows that DML counted by kind are rows."""
    kinds = [response.get(key) for key in ("rows_inserted", "rows_updated")]
    counted = [int(value) for value in kinds if isinstance(value, int)]
    if counted and sum(counted):
        return sum(counted)
    found = _number(response)
    return found if materialized in ("incremental", "snapshot") and found and found > 1 else None


def _bigquery(response: Response, materialized: str) -> int | None:
    """Of CREATE TABLE the adapter looks the new table's rows up; thousands are exact in rows_affected."""
    return _by_code("CREATE TABLE", "CREATE_TABLE_AS_SELECT")(response, materialized)


def _update_count(response: Response, materialized: str) -> int | None:
    """Of drivers whose update count holds for CREATE TABLE AS, too; 0 is also their "not known"."""
    return (_number(response) or None) if materialized != "view" else None


ROWS: dict[str, Callable[[Response, str], int | None]] = {
    "athena": _update_count,
    "bigquery": _bigquery,
    "postgres": _by_code("SELECT"),
    "snowflake": _snowflake,
    "trino": _update_count,
}
"""By adapter type; the others are believed for the DML that their code names."""


def rows_written(adapter: str, response: Response, kind: str, materialized: str) -> int | None:
    """The rows a node wrote; None where its adapter does not tell.

    >>> rows_written("postgres", {"code": "SELECT", "rows_affected": 5}, "model", "table")
    5
    >>> rows_written("snowflake", {"code": "SUCCESS", "rows_affected": 1}, "model", "table") is None
    True
    """
    if kind == "seed":  # dbt's own count of the file's rows, on every adapter
        return _number(response)
    if kind not in ("model", "snapshot") or materialized == "view":
        return None
    return ROWS.get(adapter, _by_code())(response, materialized)


def query_id(adapter: str, response: Response) -> str | None:
    """The id that leads to the query in the warehouse's history."""
    if adapter == "bigquery" and response.get("job_id"):
        parts = (response.get("project_id"), response.get("location"))
        return f"{parts[0]}:{parts[1]}.{response['job_id']}" if all(parts) else str(response["job_id"])
    found = response.get("query_id")
    return str(found) if found else None


def _number(response: Response) -> int | None:
    found = response.get("rows_affected")
    if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
        return None
    return int(found)
