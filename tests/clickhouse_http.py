"""ClickHouse's HTTP interface in front of chdb: the engine is real, the socket in front of it is ours.

In: nothing. Out: :func:`serving`, the port of a server on this machine that clickhouse-connect can use as it
uses any. A module of its own because chdb is ClickHouse without its server: one request after the other,
one database in memory a process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

asked: list[str] = []
"""Every statement that came in, in order."""

_one_at_a_time = threading.Lock()


def _answer(engine: Any, text: str, database: str) -> tuple[int, bytes]:
    with _one_at_a_time:
        asked.append(text)
        try:
            if database:
                engine.query(f"USE `{database}`")
            return 200, engine.query(text, "TabSeparated").bytes() or b""
        except Exception as error:
            return 500, str(error).encode()


def _handler(engine: Any) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            settings = parse_qs(urlsplit(self.path).query)
            text = "\n".join(filter(None, (settings.get("query", [""])[0], body)))
            status, answer = _answer(engine, text, settings.get("database", [""])[0])
            self.send_response(status)
            if status != 200:
                self.send_header("X-ClickHouse-Exception-Code", "1")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST

        def log_message(self, *args: Any) -> None:
            """Nothing: the test's output is its own."""

    return Handler


@contextmanager
def serving() -> Iterator[int]:
    """Serve ClickHouse on a free port of this machine."""
    import chdb

    engine = chdb.connect(":memory:")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(engine))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        engine.close()
