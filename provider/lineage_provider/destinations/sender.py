"""Send events to one destination: shaped by its rules, by the transport that its settings make.

In: the JSON of an event, from a spool. Out: an outcome for it. A module of its own because it is the one
place where delivery and destinations meet. It is a ``deliver_to`` like any other:

    {"type": "lineage_provider.destinations.sender.DestinationSender",
     "destination": "marquez", "values": {"url": "http://marquez:5000"}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lineage_provider.delivery.outcomes import DELIVERED, Outcome, Sender, Verdict, dead
from lineage_provider.delivery.targets import open_sender
from lineage_provider.destinations import destination
from lineage_provider.destinations.shaping import shape


class DestinationSender:
    """A sender for ``destination`` with option ``values``; raises DestinationError for unusable ones."""

    def __init__(self, config: Mapping[str, Any], timeout: float) -> None:
        self._destination = destination(str(config.get("destination") or ""))
        values = config.get("values") or {}
        self._namespace = str(values.get("namespace") or "") or None
        self._inner: Sender = open_sender(self._destination.transport(values), timeout)

    def send(self, body: bytes, timeout: float) -> Outcome:
        """Send what the destination reads of an event; what it never reads counts as delivered.

        Parts of one event are sent in order. When a later one fails the whole is sent again, with the same
        content: every backend merges parts of a run.
        """
        try:
            event = json.loads(body)
        except ValueError as error:
            return dead(f"the event is not JSON: {error}")
        if not isinstance(event, dict):
            return dead("the event is not a JSON object")
        outcome = DELIVERED
        for part in shape(event, self._destination.rules, namespace=self._namespace):
            outcome = self._inner.send(json.dumps(part, separators=(",", ":")).encode(), timeout)
            if outcome.verdict is not Verdict.DELIVERED:
                break
        return outcome

    def close(self) -> None:
        self._inner.close()
