"""Sends events to Kafka and believes the broker's delivery report only.

In: the configuration of OpenLineage's ``kafka`` or ``msk-iam`` transport, and events as JSON. Out: outcomes.
A module of its own because that transport logs a failed delivery and returns as if all were well, and
waits five minutes for a broker that is down.

Its producer (with MSK's way of signing in) and its topic are used; the message key is the same: the root
job's name, so that the events of a DAG stay in one partition, in order.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from openlineage.client.transport import get_default_factory

from lineage_provider.delivery.outcomes import DELIVERED, Outcome, dead, hold, retry

_DEAD = frozenset({"MSG_SIZE_TOO_LARGE", "INVALID_RECORD", "INVALID_MSG_SIZE", "_BAD_MSG"})
_HELD = frozenset(
    {
        "TOPIC_AUTHORIZATION_FAILED",
        "CLUSTER_AUTHORIZATION_FAILED",
        "SASL_AUTHENTICATION_FAILED",
        "_AUTHENTICATION",
        "UNKNOWN_TOPIC_OR_PART",
        "_UNKNOWN_TOPIC",
        "TOPIC_EXCEPTION",
    }
)
_TIMEOUT = "message.timeout.ms"


class KafkaSender:
    """One topic; ``timeout`` bounds how long librdkafka itself goes on trying a message."""

    def __init__(self, config: Mapping[str, Any], timeout: float) -> None:
        bounded = copy.deepcopy(dict(config))
        producer = bounded.setdefault("config", {})
        own = producer.pop("delivery.timeout.ms", None) or producer.get(_TIMEOUT) or timeout * 1000
        producer[_TIMEOUT] = str(max(1, int(min(float(own), timeout * 1000))))
        self._transport: Any = get_default_factory().create(bounded)
        self._report: list[Any] = []

    def send(self, body: bytes, timeout: float) -> Outcome:
        import confluent_kafka

        producer = self._transport.producer
        self._report.clear()
        key = self._transport.message_key or message_key(json.loads(body))
        try:
            producer.produce(
                topic=self._transport.topic, key=key, value=body, on_delivery=self._note_delivery
            )
            left = producer.flush(timeout)
        except confluent_kafka.KafkaException as error:
            return self._outcome(error.args[0] if error.args else error)
        except BufferError as error:
            return retry(f"Kafka's queue is full: {error}")
        if left or not self._report:
            # What is still queued would be delivered behind our back, after we said that it was not.
            producer.purge()
            producer.flush(0.02)
            return retry(f"Kafka did not confirm delivery within {timeout:.1f} s", timed_out=True)
        return DELIVERED if self._report[0] is None else self._outcome(self._report[0])

    def close(self) -> None:
        self._transport.producer = None

    def _note_delivery(self, error: Any, message: Any) -> None:
        self._report.append(error)

    def _outcome(self, error: Any) -> Outcome:
        name = error.name() if hasattr(error, "name") else type(error).__name__
        reason = f"Kafka topic {self._transport.topic}: {name}: {error}"[:500]
        if name in _DEAD:
            return dead(reason)
        if name in _HELD:
            return hold(reason)
        return retry(reason, timed_out=name in ("_MSG_TIMED_OUT", "_TIMED_OUT"))


def message_key(event: Mapping[str, Any]) -> str | None:
    """The key OpenLineage's Kafka transport gives an event.

    >>> message_key({"run": {"runId": "1"}, "job": {"namespace": "prod", "name": "dag.task"}})
    'run:prod/dag.task'
    """
    if "run" in event:
        parent = (event["run"].get("facets") or {}).get("parent") or {}
        job = (parent.get("root") or {}).get("job") or parent.get("job") or event["job"]
        return f"run:{job['namespace']}/{job['name']}"
    for kind in ("job", "dataset"):
        if kind in event:
            return f"{kind}:{event[kind]['namespace']}/{event[kind]['name']}"
    return None
