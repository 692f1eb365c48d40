"""A Snowflake for tests: fakesnow over TLS, with the SQL API, and a record of every tag it is given.

    python fakesnow_server.py --port N --key KEY --cert CERT --record FILE

It runs in a virtual environment of its own (fakesnow_environment.py), because fakesnow pins a sqlglot and a
DuckDB of its own. One line of JSON a request goes to FILE: {"kind": "login" | "query" | "sql_api" |
"history", "tag", "sql", "parameters"}; the tag of a query is that of its session.

Served here, because fakesnow 0.12 lacks it:

- the SQL API (`/api/v2/statements`; of an asynchronous statement the first request for its status says that
  it is still running, so that operators really defer; others are answered at once, with their bound values
  in the text), and ALTER SESSION SET QUERY_TAG;
- query ids of failing statements, which Snowflake's answers have;
- INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER, from a log of the statements that came; rows of CREATE TABLE AS
  SELECT are counted in the new table. Sessions of the role BLIND may not ask it;
- INFORMATION_SCHEMA.STAGES, with the stages that were made, and COPY INTO from external stages and URLs: no
  file is read, the answer is one row for a file that was loaded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fakesnow.server as fakesnow
import sqlparse
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SQL_API = "/.snowflakecomputing.com/api/v2/statements"
SET_TAG = re.compile(r"\s*ALTER\s+SESSION\s+SET\s+QUERY_TAG\s*=\s*'((?:[^']|'')*)'\s*;?\s*", re.I)


HISTORY = re.compile(r"TABLE\([^()]*query_history_by_user\(.*?\)\)\s+(?=WHERE)", re.I | re.S)
STAGES = re.compile(r'(?:"?\w+"?\.)?information_schema\.stages\b', re.I)
NEW_STAGE = re.compile(
    r"\s*CREATE\s+(?:OR\s+REPLACE\s+)?STAGE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s+URL\s*=\s*'([^']*)'", re.I
)
NO_STAGES = "SELECT '' AS stage_catalog, '' AS stage_schema, '' AS stage_name, '' AS stage_url WHERE FALSE"
COPY = re.compile(
    r"\s*COPY\s+INTO\s+[\w.]+\s*(?:\([^()]*\))?\s*FROM\s+(?:@(?P<stage>\w+)(?P<path>\S*)|'(?P<url>[^']*)')",
    re.I,
)
NEW_TABLE = re.compile(r"\s*CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\s+([\w.]+)\s+AS\b", re.I)
KINDS = {"INSERT": "INSERT", "UPDATE": "UPDATE", "DELETE": "DELETE", "MERGE": "MERGE", "COPY": "COPY"}
LOADED = 'SELECT \'{url}\' AS "file", \'LOADED\' AS "status", 2 AS "rows_parsed", 2 AS "rows_loaded"'


@dataclass(frozen=True)
class Noted:
    """One statement, as the query history has it."""

    query_id: str
    query_text: str
    query_type: str
    execution_status: str
    error_code: str | None
    error_message: str | None
    start_time: datetime
    end_time: datetime
    rows_inserted: int
    bytes_scanned: int = 1024

    def as_query(self) -> str:
        def literal(value: Any) -> str:
            if value is None:
                return "NULL::VARCHAR"
            if isinstance(value, datetime):
                return f"'{value.isoformat()}'::TIMESTAMP_TZ"
            return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"

        return "SELECT " + ", ".join(f"{literal(value)} AS {name}" for name, value in vars(self).items())


class Server:
    """Routes of fakesnow, wrapped, and those of the SQL API."""

    def __init__(self, record: Path) -> None:
        self.record = record
        self.tags: dict[str, Any] = {}
        self.results: dict[str, tuple[list[str], list[Any], str | None]] = {}
        self.asked: set[str] = set()
        self.roles: dict[str, str] = {}
        self.history: list[Noted] = []
        self.stages: dict[str, str] = {}

    def routes(self) -> list[Route]:
        wrapped = {"login_request": self.login, "query_request": self.query}
        found = [
            Route(route.path, wrapped.get(route.endpoint.__name__, route.endpoint), methods=route.methods)
            for route in fakesnow.routes
        ]
        return [
            *found,
            Route(SQL_API, self.submit, methods=["POST"]),
            Route(SQL_API + "/{handle}", self.status),
        ]

    def note(self, kind: str, tag: Any, **more: Any) -> None:
        with self.record.open("a") as file:
            file.write(json.dumps({"kind": kind, "tag": tag, **more}) + "\n")

    async def login(self, request: Request) -> Response:
        parameters = (await _body(request))["data"]["SESSION_PARAMETERS"]
        tag = next((value for name, value in parameters.items() if name.upper() == "QUERY_TAG"), None)
        response: Response = await fakesnow.login_request(request)
        token = json.loads(bytes(response.body))["data"]["token"]
        self.tags[token] = tag
        self.roles[token] = request.query_params.get("roleName", "")
        self.note("login", tag, parameters=parameters)
        return response

    async def query(self, request: Request) -> Response:
        body = await _body(request)
        token = fakesnow.to_token(request)
        self.note("query", self.tags.get(token), sql=body["sqlText"])
        if found := SET_TAG.fullmatch(body["sqlText"]):
            self.tags[token] = found.group(1).replace("''", "'").replace("\\\\", "\\")
        text = body["sqlText"]
        if HISTORY.search(text) and self.roles.get(token) == "BLIND":
            return JSONResponse(_refused())
        body["sqlText"] = self.rewritten(text)
        request._body = _packed(request, body)
        started = datetime.now(UTC)
        response: Response = await fakesnow.query_request(request)
        answer = json.loads(bytes(response.body))
        if not answer["success"] and isinstance(answer.get("data"), dict):
            answer["data"]["queryId"] = str(uuid.uuid4())
            response = JSONResponse(answer)
        if not body.get("describeOnly"):
            self.remember(text, answer, started)
        return response

    def rewritten(self, text: str) -> str:
        """What fakesnow is given in place of what it cannot do."""
        if SET_TAG.fullmatch(text):
            return "SELECT 'Statement executed successfully.' AS status"
        if HISTORY.search(text):
            asked = [noted.as_query() for noted in self.history if noted.query_id in text]
            rows = " UNION ALL ".join(asked) or "SELECT NULL AS query_id WHERE FALSE"
            return HISTORY.sub(lambda _: f"({rows}) ", text)
        if found := NEW_STAGE.match(text):
            self.stages[found.group(1).upper()] = found.group(2)
            return "SELECT 'Stage area successfully created.' AS status"
        if STAGES.search(text):
            rows = " UNION ALL ".join(
                f"SELECT 'SHOP' AS stage_catalog, 'PUBLIC' AS stage_schema, '{name}' AS stage_name, "
                f"'{url}' AS stage_url"
                for name, url in self.stages.items()
            )
            return STAGES.sub(f"({rows or NO_STAGES})", text)
        found = COPY.match(text)
        if found and (found.group("url") or found.group("stage").upper() in self.stages):
            url = found.group("url") or self.stages[found.group("stage").upper()] + found.group(
                "path"
            ).lstrip("/")
            return LOADED.format(url=f"{url.rstrip('/')}/part-0.csv")
        return text

    def remember(self, text: str, answer: dict[str, Any], started: datetime) -> None:
        data = answer.get("data") or {}
        first = text.split(None, 1)[0].upper() if text.split() else ""
        rows = 0
        if table := NEW_TABLE.match(text):
            kind, rows = "CREATE_TABLE_AS_SELECT", self.rows_in(table.group(1), data)
        else:
            kind = KINDS.get(first, first)
            if kind in KINDS and data.get("rowset"):
                rows = int(data["rowset"][0][0] or 0)
        failed = not answer["success"]
        noted = Noted(
            str(data.get("queryId")),
            text,
            kind,
            "FAILED_WITH_ERROR" if failed else "SUCCESS",
            str(answer.get("code")) if failed else None,
            str(answer.get("message")) if failed else None,
            started,
            datetime.now(UTC),
            2 if kind == "COPY" and not failed else rows,
        )
        self.history.append(noted)
        times = {"started": noted.start_time.isoformat(), "ended": noted.end_time.isoformat()}
        self.note("history", None, query_id=noted.query_id, sql=text, **times)

    def rows_in(self, table: str, data: dict[str, Any]) -> int:
        database, schema = data.get("finalDatabaseName"), data.get("finalSchemaName")
        if not database:
            return 0
        cursor = fakesnow.shared_fs.connect(database, schema).cursor()
        return int(cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchall()[0][0])

    async def submit(self, request: Request) -> Response:
        body = await request.json()
        tag = (body.get("parameters") or {}).get("query_tag")
        self.note("sql_api", tag, sql=body["statement"], authorization="Authorization" in request.headers)
        connection = fakesnow.shared_fs.connect(body.get("database"), body.get("schema"))
        if request.query_params.get("async", "false").lower() != "true":
            handle = self._run(connection, with_values(body["statement"], body.get("bindings") or {}))
            self.asked.add(handle)
            return self.result(handle)
        handles = [
            self._run(connection, statement)
            for statement in sqlparse.split(body["statement"])
            if statement.strip(" ;\n")
        ]
        reply: dict[str, Any] = {"code": "333334", "message": "running", "statementHandle": handles[0]}
        if len(handles) > 1:
            reply["statementHandles"] = handles
        return JSONResponse(reply, status_code=202)

    async def status(self, request: Request) -> Response:
        handle = request.path_params["handle"]
        if handle not in self.results:
            return JSONResponse({"message": "not found"}, status_code=404)
        if handle not in self.asked:
            self.asked.add(handle)
            return JSONResponse(
                {"code": "333334", "message": "running", "statementHandle": handle}, status_code=202
            )
        return self.result(handle)

    def result(self, handle: str) -> Response:
        columns, rows, error = self.results[handle]
        if error:
            return JSONResponse(
                {"code": "001003", "message": error, "statementHandle": handle}, status_code=422
            )
        values = [[cell(value) for value in row] for row in rows]
        first = rows[0] if rows else [None] * len(columns)
        meta = {
            "rowType": [
                {"name": name, "type": cell_type(value), "scale": 0}
                for name, value in zip(columns, first, strict=True)
            ],
            "partitionInfo": [{}],
            "numRows": len(values),
        }
        return JSONResponse(
            {"message": "ok", "statementHandle": handle, "data": values, "resultSetMetaData": meta}
        )

    def _run(self, connection: Any, sql: str) -> str:
        cursor = connection.cursor()
        started = datetime.now(UTC)
        answer: dict[str, Any] = {"success": True, "data": {}}
        try:
            cursor.execute(self.rewritten(sql))
            rows = cursor.fetchall()
            handle = str(cursor.sfqid)
            self.results[handle] = ([column.name for column in cursor.description or []], rows, None)
        except Exception as error:
            handle = str(uuid.uuid4())
            self.results[handle] = ([], [], str(error))
            answer |= {"success": False, "code": "001003", "message": str(error)}
        answer["data"] |= {
            "queryId": handle,
            "rowset": self.results[handle][1],
            "finalDatabaseName": connection.database,
            "finalSchemaName": connection.schema,
        }
        self.remember(sql, answer, started)
        return handle


def with_values(text: str, bindings: dict[str, dict[str, str]]) -> str:
    """Values of the SQL API in the place of their marks."""
    values = iter(bindings[str(place)]["value"] for place in range(1, len(bindings) + 1))
    return re.sub(r"\?", lambda _: "'" + next(values).replace("'", "''") + "'", text) if bindings else text


def cell(value: Any) -> str | None:
    """A value as the SQL API sends it."""
    if isinstance(value, datetime):
        offset = value.utcoffset() or timedelta()
        return f"{value.timestamp():.9f} {int(offset.total_seconds() // 60) + 1440}"
    return None if value is None else str(value)


def cell_type(value: Any) -> str:
    if isinstance(value, datetime):
        return "timestamp_tz"
    return "fixed" if isinstance(value, int) else "text"


def _refused() -> dict[str, Any]:
    return {
        "data": {"errorCode": "003001", "sqlState": "42501", "queryId": str(uuid.uuid4())},
        "code": "003001",
        "message": "SQL access control error: Insufficient privileges to operate on 'QUERY_HISTORY'",
        "success": False,
    }


async def _body(request: Request) -> Any:
    body = await request.body()
    if request.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return json.loads(body)


def _packed(request: Request, body: Any) -> bytes:
    text = json.dumps(body).encode()
    return gzip.compress(text) if request.headers.get("Content-Encoding") == "gzip" else text


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--cert", required=True)
    parser.add_argument("--record", type=Path, required=True)
    options = parser.parse_args()
    uvicorn.run(
        Starlette(routes=Server(options.record).routes()),
        host="127.0.0.1",
        port=options.port,
        ssl_keyfile=options.key,
        ssl_certfile=options.cert,
        log_level="warning",
        timeout_graceful_shutdown=1,  # clients keep their connections open
    )


if __name__ == "__main__":
    main()
