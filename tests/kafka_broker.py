"""librdkafka's mock cluster as a Kafka broker of real TCP ports, in a process of its own.

with broker() as servers: ...   # bootstrap.servers
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator

_OWNER = """
from confluent_kafka import Producer
owner = Producer({"test.mock.num.brokers": 1})
found = owner.list_topics(timeout=10).brokers.values()
print(",".join(f"{b.host}:{b.port}" for b in found), flush=True)
while True:
    owner.poll(1)
"""


@contextlib.contextmanager
def broker() -> Iterator[str]:
    """A broker for the time of a block; it forgets everything at its end."""
    process = subprocess.Popen(
        [sys.executable, "-c", _OWNER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def read_all(servers: str, topic: str, count: int, seconds: float = 15.0) -> list[tuple[str, bytes]]:
    """Up to ``count`` messages of a topic from its beginning: (key, value)."""
    from confluent_kafka import Consumer

    consumer = Consumer({"bootstrap.servers": servers, "group.id": "tests", "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    found: list[tuple[str, bytes]] = []
    left = seconds
    while len(found) < count and left > 0:
        message = consumer.poll(0.5)
        left -= 0.5
        if message is not None and message.error() is None:
            found.append((message.key().decode(), message.value()))
    consumer.close()
    return found
