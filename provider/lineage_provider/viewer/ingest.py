"""Events that are posted: by OpenLineage's http transport, dbt, Spark, or anybody who knows the secret.

In: the headers and body of a request. Out: events, or why there are none. A module of its own because what
comes from outside is checked here, before anything of it is used: the secret, the size, the form.
"""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Mapping

from lineage_provider.viewer.events import Event

MOST_BYTES = 20_000_000
"""Of a body, unpacked."""


class Refused(Exception):
    """Why a request is refused: an HTTP status, and a text that says what to do."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def check_secret(headers: Mapping[str, str], token: str) -> None:
    """Raise Refused unless the request has the secret, as ``Authorization: Bearer SECRET``."""
    if not token:
        raise Refused(
            403, "events are not taken here: set [lineage_provider] ingest_token, and send it as Bearer"
        )
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Refused(
            401, "send the secret of [lineage_provider] ingest_token as Authorization: Bearer SECRET"
        )


def events_of(headers: Mapping[str, str], body: bytes) -> list[Event]:
    """The event of a body, or the list of them; raises Refused."""
    if "gzip" in headers.get("content-encoding", "").lower():
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            body = unpacker.decompress(body, MOST_BYTES + 1)
        except zlib.error as error:
            raise Refused(400, f"the body is no gzip: {error}") from error
    if len(body) > MOST_BYTES:
        raise Refused(413, f"the body is larger than {MOST_BYTES:,} bytes: send fewer events at a time")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"the body is no JSON: {error}") from error
    events = found if isinstance(found, list) else [found]
    if not all(isinstance(event, dict) and "eventTime" in event for event in events):
        raise Refused(422, "an OpenLineage event is an object with eventTime, or a list of such objects")
    return events
