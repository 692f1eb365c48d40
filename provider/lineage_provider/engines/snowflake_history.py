"""What Snowflake's query history says of a task's queries.

In: query ids. Out: one query over ``information_schema.query_history_by_user`` (the history without
latency, of the user that asks), and its rows as :class:`QueryFacts`. A module of its own because what the
columns mean is a matter of Snowflake's documentation, not of connections.

Sources: Snowflake's reference of QUERY_HISTORY, QUERY_HISTORY_BY_*: a query that still runs ends in 1970; a
status that begins with ``failed`` is a failure; a query that was cancelled is one with an error message.
``rows_inserted`` counts rows of INSERT, CREATE TABLE AS SELECT and COPY INTO a table; ``rows_updated`` and
``rows_deleted`` are documented for the account's history only. Where the function has them, too, they count
rows of UPDATE, DELETE and MERGE; where it has not, the driver's count stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from lineage_provider.engines.catalog_query import Bound, quoted
from lineage_provider.engines.statistics import QueryFacts
from lineage_provider.sql.masking import secrets_of, without

MOST_QUERIES = 1_000
"""Queries of one task that are asked for."""
RESULT_LIMIT = 10_000
"""The most that the function gives; it picks the latest before our condition is looked at."""
HOURS = 25
"""How far back the history is read where nobody knows when the queries began."""
MOST_DAYS = 6
"""How far back it is read at the most: of moments over seven days ago the function makes an error."""
_SKEW = timedelta(minutes=10)

# Statements by the history's query_type, and the columns that add up to the rows they wrote. Of MERGE
# both have to be there; rows that it deleted are none that it wrote.
_WRITTEN = {
    "INSERT": ("rows_inserted",),
    "CREATE_TABLE_AS_SELECT": ("rows_inserted",),
    "COPY": ("rows_inserted",),
    "UPDATE": ("rows_updated",),
    "DELETE": ("rows_deleted",),
    "MERGE": ("rows_inserted", "rows_updated"),
}
_YEAR_OF_RUNNING = 1970


def history_query(
    query_ids: Sequence[str], database: str | None, since: datetime | None = None
) -> Callable[[Bound], str]:
    """Return what makes the text of the one query for ``query_ids``, with its values.

    The function is called in ``database``, which the session can use, because not every role can use the
    database SNOWFLAKE. All its columns are taken: accounts differ in which they have. ``since``: no query
    began earlier, by this machine's clock.
    """
    owner = f"{quoted(database)}." if database else "snowflake."
    return lambda bound: (
        f"SELECT * FROM TABLE({owner}information_schema.query_history_by_user("
        f"END_TIME_RANGE_START => {_window(since)}, RESULT_LIMIT => {RESULT_LIMIT})) "
        f"WHERE query_id IN ({bound.many(query_ids)})"
    )


def _window(since: datetime | None) -> str:
    if since is None:
        return f"DATEADD('hour', -{HOURS}, CURRENT_TIMESTAMP())"
    earliest = datetime.now(UTC) - timedelta(days=MOST_DAYS)
    moment = max(since.astimezone(UTC) - _SKEW, earliest)
    return f"TO_TIMESTAMP_TZ('{moment.isoformat(timespec='seconds')}')"


def facts_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, QueryFacts]:
    """Rows of the history as facts by query id; ``rows`` have column names in any case."""
    found = {}
    for row in rows:
        values = {name.lower(): value for name, value in row.items()}
        if values.get("query_id"):
            found[str(values["query_id"])] = _facts(values)
    return found


def _facts(row: Mapping[str, Any]) -> QueryFacts:
    status = str(row.get("execution_status") or "").lower()
    failed = {"success": False}.get(status, True if status.startswith(("fail", "incident")) else None)
    text = str(row["query_text"]) if row.get("query_text") else None
    kind = str(row.get("query_type") or "").upper()
    return QueryFacts(
        started=_moment(row.get("start_time")),
        ended=_moment(row.get("end_time")),
        failed=failed,
        error=_error(row, text),
        text=text,
        rows_written=None if failed else _written(row, _WRITTEN.get(kind, ())),
        bytes_read=_count(row.get("bytes_scanned")) or None,
    )


def _written(row: Mapping[str, Any], columns: Sequence[str]) -> int | None:
    counts = [_count(row.get(column)) for column in columns]
    known = [count for count in counts if count is not None]
    return sum(known) if counts and len(known) == len(counts) else None


def _error(row: Mapping[str, Any], text: str | None) -> str | None:
    message = row.get("error_message")
    if not message:
        return None
    code = row.get("error_code")
    whole = f"{code}: {message}" if code else str(message)
    return without(whole, secrets_of(text or "", "snowflake"))


def _moment(value: Any) -> datetime | None:
    """A moment with its time zone; None for that of a query that still runs."""
    if not isinstance(value, datetime) or value.year <= _YEAR_OF_RUNNING:
        return None
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _count(value: Any) -> int | None:
    return int(value) if value is not None and int(value) >= 0 else None
