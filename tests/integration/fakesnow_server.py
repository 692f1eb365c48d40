"""A Snowflake for tests: fakesnow over TLS, with the SQL API, and a record of every tag it is given.

    python fakesnow_server.py --port N --key KEY --cert CERT --record FILE

It runs in a virtual environment of its own (fakesnow_environment.py), because fakesnow pins a sqlglot and a
DuckDB of its own. One line of JSON a request goes to FILE: {"kind": "login" | "query" | "sql_api",
"tag", "sql", "parameters"}; the tag of a query is that of its session.

Served here, because fakesnow 0.12 lacks it: the SQL API (`/api/v2/statements`; the first request for a
statement's status says that it is still running, so that operators really defer), and
ALTER SESSION SET QUERY_TAG.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import uuid
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


class Server:
    """Routes of fakesnow, wrapped, and those of the SQL API."""

    def __init__(self, record: Path) -> None:
        self.record = record
        self.tags: dict[str, Any] = {}
        self.results: dict[str, tuple[list[str], list[Any], str | None]] = {}
        self.asked: set[str] = set()

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
        self.tags[json.loads(bytes(response.body))["data"]["token"]] = tag
        self.note("login", tag, parameters=parameters)
        return response

    async def query(self, request: Request) -> Response:
        body = await _body(request)
        token = fakesnow.to_token(request)
        self.note("query", self.tags.get(token), sql=body["sqlText"])
        if found := SET_TAG.fullmatch(body["sqlText"]):
            self.tags[token] = found.group(1).replace("''", "'").replace("\\\\", "\\")
            body["sqlText"] = "SELECT 'Statement executed successfully.' AS status"
            request._body = _packed(request, body)
        response: Response = await fakesnow.query_request(request)
        return response

    async def submit(self, request: Request) -> Response:
        body = await request.json()
        self.note("sql_api", body["parameters"].get("query_tag"), sql=body["statement"])
        connection = fakesnow.shared_fs.connect(body.get("database"), body.get("schema"))
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
        columns, rows, error = self.results[handle]
        if error:
            return JSONResponse(
                {"code": "001003", "message": error, "statementHandle": handle}, status_code=422
            )
        values = [[None if value is None else str(value) for value in row] for row in rows]
        meta = {
            "rowType": [{"name": name} for name in columns],
            "partitionInfo": [{}],
            "numRows": len(values),
        }
        return JSONResponse(
            {"message": "ok", "statementHandle": handle, "data": values, "resultSetMetaData": meta}
        )

    def _run(self, connection: Any, sql: str) -> str:
        cursor = connection.cursor()
        try:
            cursor.execute(sql)
            rows = cursor.fetchall()
            handle = str(cursor.sfqid)
            self.results[handle] = ([column.name for column in cursor.description or []], rows, None)
        except Exception as error:
            handle = str(uuid.uuid4())
            self.results[handle] = ([], [], str(error))
        return handle


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
    )


if __name__ == "__main__":
    main()
