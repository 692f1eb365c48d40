"""Answers that drip, that repeat our key, and that are no answers of an API."""

from __future__ import annotations

import time
from typing import Any

import pytest

from lineage_provider.delivery.answers import without_keys
from lineage_provider.delivery.http_sender import HttpSender
from lineage_provider.delivery.outcomes import Outcome, Verdict
from tests.fault_server import FaultServer, status

KEY = "k-2718281828"


def sent(server: FaultServer, timeout: float = 5.0, **config: Any) -> Outcome:
    sender = HttpSender({"url": server.url, "retry": {"total": 0}, **config})
    try:
        return sender.send(b"{}", timeout)
    finally:
        sender.close()


def test_an_answer_that_drips_in_does_not_hold_up_the_sender() -> None:
    def drip(handler: Any) -> None:
        handler.send_response(201)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(300):
            try:
                handler.wfile.write(b".")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    with FaultServer() as server:
        server.answer = drip
        began = time.monotonic()
        outcome = sent(server, timeout=0.5)
        assert time.monotonic() - began < 15
    assert (outcome.verdict, outcome.timed_out) == (Verdict.RETRY, True)


@pytest.mark.parametrize(
    ("code", "verdict"), [(400, Verdict.DEAD), (401, Verdict.HOLD), (500, Verdict.RETRY)]
)
def test_an_answer_that_repeats_our_key_is_kept_without_it(code: int, verdict: Verdict) -> None:
    with FaultServer() as server:
        server.answer = status(code, f"refused: Authorization: Bearer {KEY}, X-Team: team-{KEY}")
        outcome = sent(
            server,
            auth={"type": "api_key", "apiKey": KEY},
            custom_headers={"X-Team": f"team-{KEY}"},
        )
    assert outcome.verdict is verdict
    assert outcome.answer == "refused: Authorization: Bearer ***, X-Team: ***"


def test_a_web_page_is_no_acknowledgement() -> None:
    with FaultServer() as server:
        server.answer = status(200, "<!DOCTYPE html><html>Sign in</html>")
        outcome = sent(server)
    assert outcome.verdict is Verdict.HOLD
    assert "web page" in outcome.reason


def test_an_answer_that_is_long_is_read_to_its_end() -> None:
    with FaultServer() as server:
        server.answer = status(201, "x" * 300_000)
        assert sent(server).verdict is Verdict.DELIVERED


def test_what_announces_itself_as_a_key_is_hidden() -> None:
    said = without_keys("""{"api_key": "abcdefgh", "token_count": 3, "message": "basic checks failed"}""")
    assert said == """{"api_key": "***", "token_count": 3, "message": "basic checks failed"}"""


def test_debugging_the_client_logs_no_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    HttpSender({"url": f"http://u:{KEY}@127.0.0.1:1", "custom_headers": {"X-Key": KEY}}).close()
    assert KEY not in caplog.text
