"""What a backend answers, as it may be kept: its beginning, read in time, without the keys that we sent.

In: an HTTP response, or text. Out: text for dead letters, logs and the doctor. A module of its own because
some servers and proxies repeat a request's headers in their error pages, and because an answer that drips in
byte by byte never runs into the time-out of a single read.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

KEPT_BYTES = 4096
_MOST_BYTES = 1 << 20
_SHORTEST = 6
"""Characters of a key that is looked for in answers: a shorter one could be any word."""
_PLAIN_HEADERS = frozenset({"content-type", "content-encoding", "accept", "user-agent"})
_ANNOUNCED = re.compile(
    r"(?i)(\bbearer\s+|\bbasic\s+(?=\S{0,80}\d)|[\"'](?:[\w-]*(?:password|secret|token|api[_-]?key)|authorization)[\"']\s*[:=]\s*[\"'])"
    r"([^\"'\s,;<>}]{4,})"
)
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)", re.IGNORECASE)


def beginning(response: Any, deadline: float) -> str:
    """The beginning of an answer; all of it is read, since one that breaks off is no acknowledgement.

    Raises TimeoutError when ``deadline`` (monotonic clock) is over before the end.
    """
    kept, total = b"", 0
    for piece in _pieces(response):
        kept += piece[: max(0, KEPT_BYTES - len(kept))]
        total += len(piece)
        if total > _MOST_BYTES:
            break
        if time.monotonic() > deadline:
            raise TimeoutError
    return kept.decode(errors="replace")


def _pieces(response: Any) -> Iterator[bytes]:
    """What arrives, as it arrives: ``iter_content`` would wait until a whole piece is together."""
    read = getattr(response.raw, "read1", None)
    if read is None:  # urllib3 before 2.2
        yield from response.iter_content(1)
        return
    while piece := read(KEPT_BYTES, decode_content=True):
        yield piece


def is_page(answer: str) -> bool:
    """Whether an answer is a page for people: the address is that of a user interface or a log-in."""
    return _PAGE.match(answer) is not None


def keys_of(headers: Mapping[str, str], address: str) -> frozenset[str]:
    """What must not be repeated of a request: the values of its headers, the user's part of its address."""
    found = set()
    for name, value in headers.items():
        if name.lower() not in _PLAIN_HEADERS:
            found |= set(str(value).split())
    parts = urlsplit(address)
    for text in (parts.username, parts.password):
        found |= {text, unquote(text)} if text else set()
    return frozenset(key for key in found if len(key) >= _SHORTEST and key.lower() not in ("bearer", "basic"))


def without_keys(text: str, keys: Iterable[str] = ()) -> str:
    """``text`` without ``keys``, and without what announces itself as a key.

    >>> without_keys('{"Authorization": "Bearer k-1234567"}', ["k-1234567"])
    '{"Authorization": "Bearer ***"}'
    """
    for key in sorted(keys, key=len, reverse=True):
        text = text.replace(key, "***")
    return _ANNOUNCED.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    return found.group() if found.group(2).lower() in ("bearer", "basic", "***") else f"{found.group(1)}***"
