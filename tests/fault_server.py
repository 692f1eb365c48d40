"""A real HTTP server that answers as backends do on bad days, and records what it got.

    with FaultServer() as server:
        server.answer = status(503)            # every answer from now on
        server.answers = [status(500), OK]     # these first, one a request
        server.events()                        # the events of acknowledged requests, in their order

A module of its own because the unit tests, the integration tests and the benchmark all need it.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Answer = Callable[[Any], None]
"""Answers a request, given its handler; what acknowledges the event says so in ``handler.request_got``
before the client can know."""


@dataclass
class Request:
    at: float
    path: str
    headers: Mapping[str, str]
    body: bytes
    acknowledged: bool = False

    @property
    def event(self) -> dict[str, Any]:
        content = gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body
        found: dict[str, Any] = json.loads(content)
        return found


def status(code: int, body: str = "", **headers: str) -> Answer:
    """An answer with a status; headers as ``Retry_After="2"``."""

    def answer(handler: Any) -> None:
        handler.request_got.acknowledged = 200 <= code < 300
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return answer


OK = status(201)


def slow(seconds: float, then: Answer = OK) -> Answer:
    def answer(handler: Any) -> None:
        time.sleep(seconds)
        then(handler)

    return answer


def silent(handler: Any) -> None:
    """Never answers, as long as the client stays."""
    handler.connection.settimeout(30)
    handler.connection.recv(1)
    handler.close_connection = True


def breaks_off(handler: Any) -> None:
    """Says 200, then closes the connection in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


def hangs_up(handler: Any) -> None:
    """Closes the connection without an answer."""
    handler.close_connection = True


def key(expected: str) -> Answer:
    """401 unless the request carries this key."""

    def answer(handler: Any) -> None:
        right = handler.headers.get("Authorization") == f"Bearer {expected}"
        (OK if right else status(401, "wrong key"))(handler)

    return answer


@dataclass
class FaultServer:
    """Listens on a free port of 127.0.0.1 for the time of a ``with`` block."""

    port: int = 0
    answer: Answer = OK
    answers: list[Answer] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def __enter__(self) -> FaultServer:
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                if len(body) < length:  # the client was killed while it sent
                    self.close_connection = True
                    return
                answer = recorder.answers.pop(0) if recorder.answers else recorder.answer
                self.request_got = Request(time.time(), self.path, dict(self.headers), body)
                recorder.requests.append(self.request_got)
                try:
                    answer(self)
                except OSError:  # the client has gone
                    self.close_connection = True

            def do_GET(self) -> None:
                self.request_got = Request(time.time(), self.path, dict(self.headers), b"")
                recorder.requests.append(self.request_got)
                status(200, "a page")(self)
                self.request_got.acknowledged = False

            def log_message(self, format: str, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def events(self) -> list[dict[str, Any]]:
        """The events that were acknowledged, in the order of their requests."""
        return [request.event for request in self.requests if request.acknowledged]

    def sequence(self) -> list[tuple[str, str]]:
        """(job name, event type) of the acknowledged events."""
        return [(event["job"]["name"], event["eventType"]) for event in self.events()]
