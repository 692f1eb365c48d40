"""What the configuration of a Kafka transport will lose.

In: a transport's configuration, the seconds of one emission. Out: findings. A module of its own because these
are librdkafka's properties, which no other transport has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec

from lineage_provider.destinations.finding import Finding, error, warning
from lineage_provider.destinations.trap_values import USE_SPOOL, Config, files, number, numbers


def kafka(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    """Yield what a ``kafka`` or ``msk-iam`` transport will lose."""
    properties = config.get("config")
    if not isinstance(properties, Mapping) or not properties.get("bootstrap.servers"):
        yield error(
            "brokers-missing", "config lacks bootstrap.servers", "no event is sent", "name the brokers"
        )
        return
    yield from _brokers(str(properties["bootstrap.servers"]))
    yield from _signing_in(properties)
    if not config.get("topic"):
        yield error("topic-missing", "topic is missing", "no event is sent", "name the topic")
    if find_spec("confluent_kafka") is None:
        yield error(
            "package-missing",
            "the package confluent-kafka is not installed",
            "no event is sent",
            "pip install confluent-kafka",
        )
    yield from numbers(properties, "message.timeout.ms", "delivery.timeout.ms")
    yield from files(
        properties, "ssl.ca.location", "ssl.certificate.location", "ssl.key.location", "ssl.keystore.location"
    )
    if spooled:
        return
    limits = [properties.get("message.timeout.ms"), properties.get("delivery.timeout.ms")]
    milliseconds = next((number(value, 300_000) for value in limits if value is not None), 300_000.0)
    milliseconds = milliseconds or float("inf")  # 0 is for ever
    if milliseconds >= limit * 1000:
        yield error(
            "kafka-waits-too-long",
            f"a message is tried for {milliseconds / 1000:g} s, Airflow ends its emission after {limit:g} s",
            "with the brokers down every task waits, and events of DAGs stop for minutes",
            f'set "message.timeout.ms" below {limit * 1000:.0f}; better: {USE_SPOOL}',
        )
    if not config.get("flush", True):
        yield error(
            "kafka-not-flushed",
            "flush is False",
            "the process of a task ends before its message is sent",
            "set flush to true",
        )
    yield warning(
        "kafka-failure-silent",
        "the client does not look at the answer of the brokers",
        "an event that is not delivered is logged as sent",
        USE_SPOOL,
    )


def _brokers(servers: str) -> Iterator[Finding]:
    if servers.strip().lower().startswith(("http://", "https://")):
        yield error(
            "brokers-unusable",
            f"bootstrap.servers is {servers}, and Kafka is not reached over HTTP",
            "no event is sent",
            "name the brokers as host:port, with commas between them",
        )


def _signing_in(properties: Config) -> Iterator[Finding]:
    """SASL needs a user, and a user needs SASL (librdkafka's CONFIGURATION.md)."""
    protocol = str(properties.get("security.protocol") or "plaintext").upper()
    mechanism = str(properties.get("sasl.mechanism") or properties.get("sasl.mechanisms") or "GSSAPI").upper()
    missing = [name for name in ("sasl.username", "sasl.password") if not properties.get(name)]
    if protocol.startswith("SASL") and mechanism.startswith(("PLAIN", "SCRAM")) and missing:
        yield error(
            "user-missing",
            f"{mechanism} signs in with user and password, and there is no {' and no '.join(missing)}",
            "the brokers refuse the connection, and no event is sent",
            f"set {' and '.join(missing)}",
        )
    elif not protocol.startswith("SASL") and len(missing) < 2:
        yield warning(
            "user-not-used",
            f"a user or a password is set, and security.protocol is {protocol}",
            "nobody signs in: brokers that ask for it refuse the connection",
            "set security.protocol to SASL_SSL (or SASL_PLAINTEXT), and sasl.mechanism",
        )
