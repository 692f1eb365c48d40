"""Sends events through a transport of the OpenLineage client, or of somebody else.

In: a transport's configuration, and events as JSON. Out: outcomes. A module of its own because such a
transport only says "no exception", and may keep events in memory: one we do not know is closed after every
event, and the answer of ``close`` is believed.
"""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Mapping
from typing import Any

from openlineage.client.transport import get_default_factory

from lineage_provider.delivery.answers import without_keys
from lineage_provider.delivery.client_events import rebuild
from lineage_provider.delivery.outcomes import DELIVERED, Outcome, Sender, dead, retry

log = logging.getLogger(__name__)

_SYNCHRONOUS = frozenset({"file", "console", "noop", "amazon_datazone_api", "gcplineage"})
"""The client's transports whose ``emit`` returns when the event is where it should be."""


class ClientSender:
    """Any transport by its configuration."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = dict(config)
        self._closes = config.get("type") not in _SYNCHRONOUS
        self._transport: Any = None if self._closes else self._open()

    def send(self, body: bytes, timeout: float) -> Outcome:
        event, problem = _event(body)
        if problem:
            return problem
        transport = self._transport or self._open()
        kind = self._config.get("type")
        try:
            transport.emit(event)
            if self._closes and transport.close(timeout) is False:
                return retry(f"transport {kind} did not send the event within {timeout:.1f} s")
        except Exception as error:
            reason = without_keys(f"transport {kind}: {type(error).__name__}: {error}")
            return retry(reason[:500], unreachable=False)
        return DELIVERED

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close(1.0)

    def _open(self) -> Any:
        return get_default_factory().create(copy.deepcopy(self._config))


class TransformSender:
    """OpenLineage's ``transform``: changes an event, then sends it through ``inner``."""

    def __init__(self, config: Mapping[str, Any], inner: Sender) -> None:
        from openlineage.client.utils import import_from_string

        transformer: Any = import_from_string(config["transformer_class"])
        self._transformer = transformer(properties=dict(config.get("transformer_properties") or {}))
        self._inner = inner

    def send(self, body: bytes, timeout: float) -> Outcome:
        from openlineage.client.serde import Serde

        event, problem = _event(body)
        if problem:
            return problem
        try:
            transformed = self._transformer.transform(event)
        except Exception as error:
            name = type(self._transformer).__name__
            return retry(f"{name} failed: {type(error).__name__}: {error}"[:500], unreachable=False)
        if transformed is None:  # the transformer's way of saying that an event is not wanted
            log.debug("%s dropped an event", type(self._transformer).__name__)
            return DELIVERED
        return self._inner.send(Serde.to_json(transformed).encode(), timeout)

    def close(self) -> None:
        self._inner.close()


class FirstOf:
    """Tries backends in order until one takes the event: a composite with ``continue_on_success: false``."""

    def __init__(self, senders: list[Sender]) -> None:
        self._senders = senders

    def send(self, body: bytes, timeout: float) -> Outcome:
        outcomes: list[Outcome] = []
        for place, sender in enumerate(self._senders):
            outcome = sender.send(body, timeout / (len(self._senders) - place))
            if outcome is DELIVERED:
                return outcome
            outcomes.append(outcome)
        # The one with most hope decides: an event is dead only when everybody refused it.
        return min(outcomes, key=lambda outcome: _HOPE[outcome.verdict.value])

    def close(self) -> None:
        for sender in self._senders:
            sender.close()


_HOPE = {"retry": 0, "hold": 1, "dead": 2}


def _event(body: bytes) -> tuple[Any, Outcome | None]:
    try:
        return rebuild(json.loads(body)), None
    except (ValueError, TypeError, KeyError) as error:
        return None, dead(f"not an OpenLineage event: {type(error).__name__}: {error}"[:500])
