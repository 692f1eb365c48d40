"""Sends events over HTTP, and takes nothing but a 2xx answer that arrived whole for an acknowledgement.

In: the configuration of OpenLineage's ``http`` transport, and events as JSON. Out: outcomes. A module of its
own because that transport sleeps through its own retries, follows a 302 with a GET and calls that success;
its reading of the configuration (address, TLS, headers, tokens) is used as it is.

Answers:

    2xx                  acknowledged; with a web page: held, since the address is that of an interface
    307, 308             followed, to the same host only (https may replace http), with the same method
    other 3xx, 401, 403  held: the configuration has to change
    408, 425, 429, 5xx   retried; Retry-After is honoured
    other 4xx            dead letter
    no answer            retried
"""

from __future__ import annotations

import email.utils
import gzip
import http.client
import logging
import netrc  # noqa: F401  requests loads it with its first request; here it is loaded before a fork
import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from openlineage.client.transport.http import HttpConfig, HttpTransport

from lineage_provider.delivery.answers import beginning, is_page, keys_of, without_keys
from lineage_provider.delivery.outcomes import DELIVERED, Outcome, Verdict, hold, retry

_REDIRECTS_KEPT = (307, 308)
_MOST_REDIRECTS = 3
_RETRIED = frozenset({408, 425, 429})
_HELD = frozenset({401, 403, 407})
_NUMBER = re.compile(r"\d+(\.\d+)?")
_OVERLOADED = frozenset({408, 425, 429, 502, 503, 504})


def _says_configuration(record: logging.LogRecord) -> bool:
    return str(record.msg).startswith("Constructing OpenLineage transport")


# Asked to debug, the client would log its whole configuration, headers and addresses with keys included.
logging.getLogger(HttpTransport.__module__).addFilter(lambda record: not _says_configuration(record))


class HttpSender:
    """One HTTP endpoint; ``config`` is what OpenLineage's ``http`` transport takes."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._transport = HttpTransport(HttpConfig.from_dict(dict(config)))
        self._address = urljoin(self._transport.url, self._transport.endpoint)
        self._session = requests.Session()

    def send(self, body: bytes, timeout: float) -> Outcome:
        deadline = time.monotonic() + timeout
        # Raised by somebody else's debugging, it would print headers, and with them the key.
        http.client.HTTPConnection.debuglevel = 0
        address = self._address
        try:
            content, headers = self._request(body)
            for _ in range(_MOST_REDIRECTS):
                status, answer_headers, answer = self._post(address, content, headers, deadline)
                target = urljoin(address, answer_headers.get("Location", ""))
                if status not in _REDIRECTS_KEPT or not _same_place(address, target):
                    break
                address = target
        except (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError):
            return retry(f"{_place(address)} did not answer within {timeout:.1f} s", timed_out=True)
        except (
            requests.ConnectionError,
            requests.exceptions.ChunkedEncodingError,
            urllib3.exceptions.HTTPError,
            OSError,
        ) as error:
            return retry(f"{_place(address)}: {_cause(error)}")
        answer = without_keys(answer, keys_of(headers, address))
        return outcome_of(status, answer_headers, answer, address)

    def close(self) -> None:
        self._session.close()

    def _request(self, body: bytes) -> tuple[bytes, dict[str, str]]:
        config = self._transport.config
        headers = {"Content-Type": "application/json"}
        if bearer := config.auth.get_bearer():
            headers["Authorization"] = bearer
        headers |= config.custom_headers
        if config.compression is None:
            return body, headers
        return gzip.compress(body, compresslevel=3), headers | {"Content-Encoding": "gzip"}

    def _post(
        self, address: str, content: bytes, headers: Mapping[str, str], deadline: float
    ) -> tuple[int, Mapping[str, str], str]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        with self._session.post(
            address,
            data=content,
            headers=dict(headers),
            timeout=left,
            verify=self._transport.verify,
            cert=getattr(self._transport, "cert", None),
            allow_redirects=False,
            stream=True,
        ) as response:
            return response.status_code, response.headers, beginning(response, deadline)


def outcome_of(status: int, headers: Mapping[str, str], answer: str, address: str) -> Outcome:
    """What an answer means; see the table above."""
    if 200 <= status < 300:
        if is_page(answer):
            return hold(
                f"{_place(address)} answered {status} with a web page: the url is not that of the API"
            )
        return DELIVERED
    reason = f"{_place(address)} answered {status}"
    if 300 <= status < 400:
        target = headers.get("Location", "nowhere")
        return hold(f"{reason} and sends to {_place(target)}: the url of the transport has to be that one")
    if status in _HELD:
        return Outcome(Verdict.HOLD, f"{reason}: the key is missing, wrong or not allowed to send",
                       status, answer, unreachable=True)  # fmt: skip
    if status >= 500 or status in _RETRIED:
        return Outcome(
            Verdict.RETRY, reason, status, answer,
            retry_after=_seconds(headers.get("Retry-After")), unreachable=status in _OVERLOADED,
        )  # fmt: skip
    return Outcome(Verdict.DEAD, reason, status, answer)


def _same_place(address: str, target: str) -> bool:
    """Whether the key may be sent there, too: the same host and port, or its https."""
    here, there = urlsplit(address), urlsplit(target)
    if here.hostname != there.hostname or not there.scheme.startswith("http"):
        return False
    return (here.scheme, here.port) == (there.scheme, there.port) or (here.scheme, there.scheme) == (
        "http",
        "https",
    )


def _seconds(value: str | None) -> float | None:
    """``Retry-After``: seconds, or a date; None for anything else."""
    if not value:
        return None
    if _NUMBER.fullmatch(value.strip()):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _place(address: str) -> str:
    """An address as it may be logged: without user, password and query."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}" if parts.scheme else parts.path


def _cause(error: BaseException) -> str:
    """The innermost cause in a few words: "Connection refused" rather than urllib3's nesting."""
    inner: BaseException = error
    while True:
        following = getattr(inner, "reason", None) or next(
            (one for one in inner.args if isinstance(one, BaseException)), None
        )
        if not isinstance(following, BaseException) or following is inner:
            break
        inner = following
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return (str(inner).rpartition(": ")[2] or type(inner).__name__)[:200]
