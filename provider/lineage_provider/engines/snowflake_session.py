"""One question to Snowflake, the way that the task's own hook talks to it.

In: a hook, a query, a deadline. Out: names and rows of its answer. A module of its own because there are two
ways: the connector, and the SQL API (plain HTTPS requests) for tasks that use nothing else. For those the
connector would be imported only for us, with pandas and numpy: seconds that nobody waits for at the end of a
task.

Nothing goes through ``hook.execute_query``: our question would become a query of the task, and its tag that
of the session. The request carries no parameters, so that a user's or account's QUERY_TAG stays.

Source of the SQL API's forms: Snowflake's SQL API reference, "Handling responses".
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from lineage_provider.engines.catalog_query import Bound, own_copy
from lineage_provider.engines.deadline import Deadline

_CONNECTOR = "snowflake.connector"
_API_HOOK = "SnowflakeSqlApiHook"
_POLL_SECONDS = 0.2
_OK, _RUNNING = 200, 202
# Session settings that a request names itself: what the hook has, else what the connection has.
_SESSION = ("database", "schema", "warehouse", "role")
# An offset of TIMESTAMP_TZ is sent with this many minutes added, so that it is never negative.
_ADDED_MINUTES = 1440

Query = Callable[[Bound], str]
"""Makes the text; values are bound as they come."""


class Answer(NamedTuple):
    """Rows, and what their columns are called."""

    names: list[str]
    rows: list[tuple[Any, ...]]


class SqlApiError(Exception):
    """The SQL API said no; the message is Snowflake's."""


def ask(hook: Any, query: Query, deadline: Deadline) -> Answer:
    """Run one query as ``hook`` would; raises what the driver raises, or SqlApiError."""
    mine = own_copy(hook)
    if any(kind.__name__ == _API_HOOK for kind in type(hook).__mro__):
        try:
            headers, _, url = mine.get_request_url_header_params("")
        except Exception:
            # Signed in by password, which the SQL API does not take: the task used the connector.
            if _CONNECTOR not in sys.modules:
                raise
        else:
            return _over_sql_api(mine, url.rstrip("/"), headers, query, deadline)
    return _over_connector(mine, query, deadline)


def _over_connector(hook: Any, query: Query, deadline: Deadline) -> Answer:
    bound = Bound("%s")
    text = query(bound)
    with (
        closing(_impatient(hook, deadline).get_conn()) as connection,
        closing(connection.cursor()) as cursor,
    ):
        cursor.execute(text, *([bound.values] if bound.values else []), timeout=deadline.whole_seconds)
        names = [column[0] for column in cursor.description or ()]
        # A connection may be set up for dictionary cursors; the order of their values is the query's.
        rows = [tuple(row.values() if isinstance(row, Mapping) else row) for row in cursor.fetchall()]
    return Answer(names, rows)


def _impatient(hook: Any, deadline: Deadline) -> Any:
    """Let a copy of a hook give up when time is up: signing in (the driver's own limit: 300 s), and, on the
    server's side, each statement (STATEMENT_TIMEOUT_IN_SECONDS; its default is two days)."""
    settings = getattr(hook, "_get_conn_params", None)
    if callable(settings):
        seconds = deadline.whole_seconds

        def impatient() -> Mapping[str, Any]:
            theirs = settings()
            session = {**(theirs.get("session_parameters") or {}), "STATEMENT_TIMEOUT_IN_SECONDS": seconds}
            limits = {"login_timeout": seconds, "network_timeout": seconds}
            return {**limits, **theirs, "session_parameters": session}

        hook._get_conn_params = impatient
    return hook


def _over_sql_api(
    hook: Any, url: str, headers: Mapping[str, str], query: Query, deadline: Deadline
) -> Answer:
    import requests  # the hook's module has imported it

    bound = Bound("?")
    settings = hook._get_conn_params
    theirs = settings() if callable(settings) else settings
    session = {name: getattr(hook, name, None) or theirs.get(name) for name in _SESSION}
    body = {
        "statement": query(bound),
        "timeout": deadline.whole_seconds,
        "resultSetMetaData": {"format": "json"},
        "bindings": {
            str(place): {"type": "TEXT", "value": str(value)}
            for place, value in enumerate(bound.values, start=1)
        },
        **{name: value for name, value in session.items() if value},
    }
    # What users set for their requests (a proxy, certificates) holds for ours, but not their patience.
    users = dict(getattr(hook, "http_request_kwargs", None) or {})

    with requests.Session() as http:

        def call(method: str, address: str, **more: Any) -> tuple[int, Mapping[str, Any]]:
            options = {**users, "headers": dict(headers), "timeout": deadline.left, **more}
            response = http.request(method, address, **options)
            return response.status_code, _read(response)

        status, answer = call("POST", url, json=body)
        while status == _RUNNING:
            time.sleep(min(_POLL_SECONDS, deadline.left))
            status, answer = call("GET", f"{url}/{answer['statementHandle']}")
        columns = answer["resultSetMetaData"]["rowType"]
        cells = list(answer.get("data") or ())
        for part in range(1, len(answer["resultSetMetaData"].get("partitionInfo") or ())):
            address = f"{url}/{answer['statementHandle']}"
            cells += call("GET", address, params={"partition": part})[1].get("data") or ()
    return Answer([column["name"] for column in columns], [_row(columns, row) for row in cells])


def _read(response: Any) -> Mapping[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        answer = {}
    if response.status_code not in (_OK, _RUNNING):
        code, message = answer.get("code"), answer.get("message") or response.reason
        raise SqlApiError(f"{code or f'HTTP {response.status_code}'}: {message}")
    found: Mapping[str, Any] = answer
    return found


def _row(columns: Sequence[Mapping[str, Any]], row: Sequence[str | None]) -> tuple[Any, ...]:
    return tuple(value(column, cell) for column, cell in zip(columns, row, strict=True))


def value(column: Mapping[str, Any], cell: str | None) -> Any:
    """Return what a cell of the SQL API means; texts stay texts.

    >>> value({"type": "fixed", "scale": 0}, "42")
    42
    >>> value({"type": "timestamp_tz"}, "1779264000.000000000 1560").isoformat()
    '2026-05-20T10:00:00+02:00'
    """
    kind = str(column.get("type") or "").lower()
    if cell is None:
        return None
    if kind == "fixed" and not column.get("scale"):
        return int(cell)
    if kind.startswith("timestamp"):
        seconds, _, minutes = cell.partition(" ")
        zone = timezone(timedelta(minutes=int(minutes) - _ADDED_MINUTES)) if minutes else UTC
        return datetime.fromtimestamp(float(seconds), zone)
    return cell
