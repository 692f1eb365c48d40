"""Snowflake's catalog and history over the SQL API: the official hook, at a server that writes down what it
is asked and answers in Snowflake's form."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from lineage_provider.engines import CatalogAnswer, engine_for
from lineage_provider.engines.deadline import CatalogError, CatalogTimeout
from lineage_provider.engines.statistics import QueryFacts
from lineage_provider.sql.model import CatalogColumn, TableName

pytest.importorskip("airflow.providers.snowflake.hooks.snowflake", reason="no Snowflake provider")
pytest.importorskip("aiohttp", reason="no Snowflake SQL API")

try:
    from airflow.providers.snowflake.hooks import sql_api as hooks
except ImportError:
    from airflow.providers.snowflake.hooks import snowflake_sql_api as hooks  # until 6.19

ORDERS = TableName(("ORDERS",))
HANDLE = "01b0-handle"
COLUMNS = [
    *(("TABLE_CATALOG", "text"), ("TABLE_SCHEMA", "text"), ("TABLE_NAME", "text"), ("COLUMN_NAME", "text")),
    *(("DATA_TYPE", "text"), ("COMMENT", "text"), ("ORDINAL_POSITION", "fixed")),
]
Reply = tuple[int, dict[str, Any]]


class Warehouse(HTTPServer):
    """Answers one reply a request, in order; keeps the requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: list[Reply] = []
        self.requests: list[tuple[str, str, dict[str, Any], dict[str, str]]] = []
        self.silent = threading.Event()
        self.silent.set()


class _Handler(BaseHTTPRequestHandler):
    server: Warehouse

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.requests.append(
            (self.command, self.path, json.loads(body or b"{}"), dict(self.headers.items()))
        )
        self.server.silent.wait()
        status, answer = self.server.replies.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_GET = do_POST = _answer

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    server = Warehouse()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.silent.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(
    warehouse: Warehouse, official_hook: Callable[..., Any], api: Any, monkeypatch: pytest.MonkeyPatch
) -> Any:
    address = f"http://127.0.0.1:{warehouse.server_port}/"
    monkeypatch.setattr(hooks.SnowflakeSqlApiHook, "account_identifier", property(lambda self: address))
    return official_hook(hooks.SnowflakeSqlApiHook, api)


@pytest.fixture
def api(connection: Callable[..., Any]) -> Any:
    extra = {"account": "org-acc", "database": "SHOP", "warehouse": "WH", "role": "LOADER"}
    extra |= {"authenticator": "programmatic_access_token"}
    return connection("snowflake", login="me", password="pat-secret", schema="PUBLIC", extra=extra)


def rows(columns: list[tuple[str, str]], *data: list[str | None], partitions: int = 1) -> Reply:
    types = [{"name": name, "type": kind, "scale": 0} for name, kind in columns]
    meta = {"rowType": types, "partitionInfo": [{}] * partitions, "numRows": len(data)}
    return 200, {"statementHandle": HANDLE, "data": list(data), "resultSetMetaData": meta}


def asked(hook: Any, api: Any, timeout: float = 20) -> CatalogAnswer:
    return engine_for(hook, api).columns(hook, [ORDERS], timeout=timeout)


ID = ["SHOP", "PUBLIC", "ORDERS", "ID", "NUMBER", None, "1"]
NAME = ["SHOP", "PUBLIC", "ORDERS", "NAME", "TEXT", "who", "2"]


def test_the_catalog_is_one_request_in_the_session_of_the_hook(
    warehouse: Warehouse, hook: Any, api: Any
) -> None:
    warehouse.replies = [rows(COLUMNS, ID, NAME)]
    answer = asked(hook, api)
    assert answer.columns == {ORDERS: (CatalogColumn("ID", "NUMBER"), CatalogColumn("NAME", "TEXT", "who"))}
    [(method, path, body, headers)] = warehouse.requests
    assert (method, path) == ("POST", "/.snowflakecomputing.com/api/v2/statements")
    assert headers["Authorization"] == "Bearer pat-secret"
    assert body == {
        "statement": """
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, ordinal_position
FROM "SHOP".information_schema.columns
WHERE ((table_schema = ? AND table_name IN (?)))
ORDER BY 1, 2, 3, 7""",
        "timeout": 20,
        "resultSetMetaData": {"format": "json"},
        "bindings": {"1": {"type": "TEXT", "value": "PUBLIC"}, "2": {"type": "TEXT", "value": "ORDERS"}},
        "database": "SHOP",
        "schema": "PUBLIC",
        "warehouse": "WH",
        "role": "LOADER",
    }


def test_the_connector_is_not_imported(
    warehouse: Warehouse, hook: Any, api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "snowflake"]:
        monkeypatch.delitem(sys.modules, name)
    warehouse.replies = [rows(COLUMNS, ID)]
    assert asked(hook, api).columns
    assert "snowflake.connector" not in sys.modules


def test_an_answer_that_takes_longer_and_comes_in_parts(warehouse: Warehouse, hook: Any, api: Any) -> None:
    parts = rows(COLUMNS, ID, partitions=2)
    running = 202, {"statementHandle": HANDLE, "message": "running"}
    warehouse.replies = [running, parts, (200, {"data": [NAME]})]
    assert [column.name for column in asked(hook, api).columns[ORDERS]] == ["ID", "NAME"]
    address = "/.snowflakecomputing.com/api/v2/statements/" + HANDLE
    assert [(method, path) for method, path, *_ in warehouse.requests][1:] == [
        ("GET", address),
        ("GET", f"{address}?partition=1"),
    ]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((422, {"code": "002003", "message": "SQL compilation error:\nno such schema"}), "002003: SQL comp"),
        ((401, {"code": "390144", "message": "JWT token is invalid."}), "390144: JWT token is invalid."),
        ((503, {}), "HTTP 503: Service Unavailable"),
    ],
)
def test_a_refusal_is_an_error_of_the_catalog(
    warehouse: Warehouse, hook: Any, api: Any, reply: Reply, message: str
) -> None:
    warehouse.replies = [reply]
    with pytest.raises(CatalogError, match=message):
        asked(hook, api)


def test_a_server_that_says_nothing_is_not_waited_for(warehouse: Warehouse, hook: Any, api: Any) -> None:
    warehouse.silent.clear()
    warehouse.replies = [rows(COLUMNS)]
    with pytest.raises((CatalogTimeout, CatalogError)):
        asked(hook, api, timeout=0.3)


def test_the_history_has_moments_and_numbers(warehouse: Warehouse, hook: Any, api: Any) -> None:
    names = [("QUERY_ID", "text"), ("QUERY_TYPE", "text"), ("EXECUTION_STATUS", "text")]
    names += [("START_TIME", "timestamp_ltz"), ("END_TIME", "timestamp_tz"), ("ROWS_INSERTED", "fixed")]
    moments = ["1779264000.000000000", "1779264001.500000000 1560"]
    warehouse.replies = [rows(names, ["q", "INSERT", "SUCCESS", *moments, "7"])]
    facts = engine_for(hook, api).query_facts(hook, ["q"], timeout=20)
    assert facts == {
        "q": QueryFacts(
            started=datetime(2026, 5, 20, 8, 0, tzinfo=UTC),
            ended=datetime(2026, 5, 20, 10, 0, 1, 500000, tzinfo=timezone(timedelta(hours=2))),
            failed=False,
            rows_written=7,
        )
    }
    assert warehouse.requests[0][2]["bindings"] == {"1": {"type": "TEXT", "value": "q"}}


def test_a_session_with_a_password_goes_through_the_connector(
    connection: Callable[..., Any], official_hook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("snowflake.connector", reason="no Snowflake driver")
    of = connection("snowflake", login="me", password="secret", extra={"account": "org-acc"})
    hook = official_hook(hooks.SnowflakeSqlApiHook, of)

    def connected() -> Any:
        raise RuntimeError("this is the connector")

    monkeypatch.setattr(type(hook), "get_conn", lambda self: connected())
    with pytest.raises(CatalogError, match="this is the connector"):
        asked(hook, of)
