"""OpenMetadata, whose OpenLineage connector reads events from a Kafka topic.

In: option values. Out: a ``kafka`` transport, and the connector's own configuration to paste. A module of its
own because every backend is one. Rules: the connector's source (openmetadata-ingestion, module
``metadata.ingestion.source.pipeline.openlineage``) reads each event alone, takes START, RUNNING and COMPLETE,
and finds tables by the last two or three parts of their names.
"""

from __future__ import annotations

import json
from typing import Any

from lineage_provider.destinations.base import (
    NAMESPACE,
    RUN,
    Destination,
    DestinationError,
    Option,
    Rules,
    Transport,
    Values,
)

MESSAGE_TIMEOUT_MS = 5000
"""librdkafka's own default is five minutes, which a task would wait for."""
_SECURITY = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
_PROPERTIES = {
    "security_protocol": "security.protocol",
    "sasl_mechanism": "sasl.mechanism",
    "username": "sasl.username",
    "password": "sasl.password",
    "ca_location": "ssl.ca.location",
    "certificate_location": "ssl.certificate.location",
    "key_location": "ssl.key.location",
}


def _transport(values: Values) -> Transport:
    servers = str(values.get("bootstrap_servers") or "").strip()
    if not servers:
        raise DestinationError("bootstrap_servers is missing: set it to the brokers, like kafka:9092")
    protocol = str(values.get("security_protocol") or "").upper()
    if protocol and protocol not in _SECURITY:
        raise DestinationError(
            f"security_protocol = {protocol} cannot be used: it has to be one of {', '.join(_SECURITY)}"
        )
    config = {"bootstrap.servers": servers, "message.timeout.ms": str(MESSAGE_TIMEOUT_MS)}
    config |= {key: str(values[name]) for name, key in _PROPERTIES.items() if values.get(name)}
    if protocol:
        config["security.protocol"] = protocol
    config |= _further(values.get("properties"))
    topic = str(values.get("topic") or "openlineage")
    return {"type": "kafka", "topic": topic, "flush": True, "config": config}


def _further(text: Any) -> dict[str, str]:
    """Return further librdkafka properties from a JSON object."""
    if not text:
        return {}
    try:
        found = json.loads(text) if isinstance(text, str) else dict(text)
    except (ValueError, TypeError) as error:
        raise DestinationError(f"properties is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise DestinationError('properties has to be a JSON object, like {"client.id": "airflow"}')
    return {str(key): str(value) for key, value in found.items()}


def connector_config(
    values: Values, services: tuple[str, ...] = ("YOUR_DATABASE_SERVICE",)
) -> dict[str, Any]:
    """Return the configuration of OpenMetadata's OpenLineage connector that reads what is sent.

    ``consumerGroupName`` is always in it: without one the connector's process aborts. Passwords are not.
    """
    config = _transport(values)["config"]
    broker: dict[str, Any] = {
        "brokersUrl": config["bootstrap.servers"],
        "topicName": str(values.get("topic") or "openlineage"),
        "consumerGroupName": "openmetadata",
        "consumerOffsets": "earliest",
        "poolTimeout": 1.0,
        "sessionTimeout": 30,
        "securityProtocol": config.get("security.protocol", "PLAINTEXT"),
    }
    if "sasl.mechanism" in config:
        broker["saslConfig"] = {
            "saslMechanism": config["sasl.mechanism"],
            "saslUsername": config.get("sasl.username", ""),
            "saslPassword": "...",
        }
    return {
        "serviceConnection": {"config": {"type": "OpenLineage", "brokerConfig": broker}},
        "sourceConfig": {
            "config": {
                "type": "PipelineMetadata",
                "includeLineage": True,
                "lineageInformation": {"dbServiceNames": list(services)},
            }
        },
    }


DESTINATION = Destination(
    name="openmetadata",
    title="OpenMetadata",
    description="The OpenLineage connector of OpenMetadata reads events from a Kafka topic.",
    transport=_transport,
    options=(
        Option(
            "bootstrap_servers",
            "Kafka brokers, host:port, with commas between them.",
            required=True,
            example="kafka-1:9092,kafka-2:9092",
            connection="host",
        ),
        Option("topic", "Topic that OpenMetadata reads.", default="openlineage"),
        Option(
            "security_protocol",
            "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.",
            connection="security_protocol",
            extras=("security.protocol",),
        ),
        Option(
            "sasl_mechanism",
            "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512.",
            connection="sasl_mechanism",
            extras=("sasl.mechanism", "sasl.mechanisms"),
        ),
        Option("username", "SASL user.", connection="login", extras=("sasl.username",)),
        Option("password", "SASL password.", secret=True, connection="password", extras=("sasl.password",)),
        Option(
            "ca_location",
            "File with the certificate authority.",
            connection="ca_location",
            extras=("ssl.ca.location",),
        ),
        Option(
            "certificate_location",
            "File with the client's certificate.",
            extras=("ssl.certificate.location",),
        ),
        Option("key_location", "File with the client's key.", extras=("ssl.key.location",)),
        Option(
            "properties",
            "Further librdkafka properties, as a JSON object.",
            example='{"client.id": "airflow"}',
        ),
        NAMESPACE,
    ),
    rules=Rules(
        kinds=frozenset({RUN}),
        event_types=frozenset({"START", "RUNNING", "COMPLETE"}),
        max_bytes=1_000_000,
        name_parts=2,
        schema_of_short_names="main",
    ),
    shown=("bootstrap_servers", "topic"),
    documentation="https://docs.open-metadata.org/connectors/pipeline/openlineage",
    notes=(
        "FAIL and ABORT are dropped: what a failed task read and wrote is in its START.",
        "Tables must exist in OpenMetadata; the connector makes none.",
        "Schemas, checks, statistics, tags and SQL are not kept.",
    ),
)
