"""From any OpenLineage transport configuration to the backends it means, each with a sender of ours.

In: the value of ``deliver_to``. Out: one :class:`Target` for each backend that has to get every event; a
target opens its sender. A module of its own because this is where transports that lose events are
replaced: ``async_http`` and Datadog's and Google's asynchronous rules send at once, Kafka's delivery report
is read, and every branch of a composite is a target of its own, so that one that is down holds up no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lineage_provider.delivery.outcomes import Sender

DEFAULT_NAME = "default"
PATIENCE = 10.0
"""Seconds a background sender gives one event, where the transport's configuration names no ``timeout``."""


class TargetError(ValueError):
    """The configuration of ``deliver_to`` cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """One backend: ``name`` is its folder in the spool, and stays the same as long as the configuration
    calls it the same. ``config`` may hold secrets, which is why it is not shown."""

    name: str
    config: Mapping[str, Any] = field(repr=False)

    @property
    def patience(self) -> float:
        try:
            return float(self.config.get("timeout") or PATIENCE)
        except (TypeError, ValueError):
            return PATIENCE

    @property
    def description(self) -> str:
        """The kind of transport and where it goes, without secrets."""
        kind = str(self.config.get("type"))
        where = self.config.get("url") or self.config.get("topic") or self.config.get("log_file_path")
        return f"{kind} {str(where).partition('?')[0].rpartition('@')[2]}" if where else kind

    def open(self, timeout: float) -> Sender:
        """A sender for this thread; raises TargetError where the configuration cannot be used."""
        try:
            return open_sender(self.config, timeout)
        except TargetError:
            raise
        except Exception as error:  # whatever a transport's constructor raises
            reason = f"{type(error).__name__}: {error}"
            raise TargetError(f"destination {self.name} ({self.config.get('type')}): {reason}") from error


def targets(deliver_to: Mapping[str, Any]) -> tuple[Target, ...]:
    """The backends of a transport configuration; raises TargetError."""
    found = tuple(_targets(deliver_to, ""))
    names = [target.name for target in found]
    if len(set(names)) < len(names):
        raise TargetError(f"two destinations have the same name: {', '.join(sorted(names))}")
    if not found:
        raise TargetError("the composite transport has no transports")
    return found


def _targets(config: Mapping[str, Any], name: str) -> list[Target]:
    if not isinstance(config, Mapping) or not config.get("type"):
        raise TargetError("deliver_to needs a type, such as http")
    if config["type"] != "composite" or not _flag(config, "continue_on_success"):
        return [Target(_folder(name or str(config.get("name") or DEFAULT_NAME)), config)]
    return [
        target
        for child_name, child in _children(config)
        for target in _targets(child, f"{name}.{child_name}" if name else child_name)
    ]


def _children(config: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The branches of a composite, by name, in the order they are tried."""
    branches = config.get("transports") or []
    if isinstance(branches, Mapping):
        named = [(str(name), dict(one)) for name, one in branches.items() if one]
    else:
        named = [
            (str(one.get("name") or f"{one.get('type')}-{place}"), dict(one))
            for place, one in enumerate(branches)
        ]
    if _flag(config, "sort_transports", default=False):
        named.sort(key=lambda one: int(one[1].get("priority") or 0), reverse=True)
    return [(name, {key: one[key] for key in one if key not in ("name", "priority")}) for name, one in named]


def _flag(config: Mapping[str, Any], key: str, default: bool = True) -> bool:
    return str(config.get(key, default)).lower() == "true"


def _folder(name: str) -> str:
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "_.-") else "_" for sign in name)
    return safe.lstrip(".") or DEFAULT_NAME


def open_sender(config: Mapping[str, Any], timeout: float) -> Sender:
    """The sender of one transport configuration; ``timeout`` seconds are the most one event may take."""
    opener = _OPENERS.get(str(config.get("type")), _client)
    return opener(config, timeout)


def _http(config: Mapping[str, Any], timeout: float) -> Sender:
    from lineage_provider.delivery.http_sender import HttpSender

    return HttpSender(config)


def _datadog(config: Mapping[str, Any], timeout: float) -> Sender:
    from openlineage.client.transport.datadog import SITE_MAPPING, DatadogConfig

    from lineage_provider.delivery.http_sender import HttpSender

    datadog = DatadogConfig.from_dict(dict(config))
    return HttpSender(
        {
            "url": SITE_MAPPING.get(datadog.site, datadog.site),
            "compression": "gzip",
            "auth": {"type": "api_key", "apiKey": datadog.apiKey},
        }
    )


def _kafka(config: Mapping[str, Any], timeout: float) -> Sender:
    from lineage_provider.delivery.kafka_sender import KafkaSender

    return KafkaSender(config, timeout)


def _google(config: Mapping[str, Any], timeout: float) -> Sender:
    return _client({**config, "async_transport_rules": {}}, timeout)


def _transform(config: Mapping[str, Any], timeout: float) -> Sender:
    from lineage_provider.delivery.client_sender import TransformSender

    if not config.get("transport") or not config.get("transformer_class"):
        raise TargetError("transform needs a transport and a transformer_class")
    return TransformSender(config, open_sender(config["transport"], timeout))


def _first_of(config: Mapping[str, Any], timeout: float) -> Sender:
    from lineage_provider.delivery.client_sender import FirstOf

    branches = [child for _, child in _children(config)]
    if not branches:
        raise TargetError("the composite transport has no transports")
    if not _flag(config, "continue_on_failure"):  # then the first one decides, whatever it says
        branches = branches[:1]
    return FirstOf([open_sender(branch, timeout) for branch in branches])


def _client(config: Mapping[str, Any], timeout: float) -> Sender:
    """A transport class, or a class with ``send`` (:class:`Sender`), which is made of config and timeout."""
    kind = str(config["type"])
    if "." in kind:
        from openlineage.client.utils import import_from_string

        found: Any = import_from_string(kind)
        if hasattr(found, "send"):
            sender: Sender = found(config, timeout)
            return sender
    from lineage_provider.delivery.client_sender import ClientSender

    return ClientSender(config)


_OPENERS: Mapping[str, Callable[[Mapping[str, Any], float], Sender]] = {
    "http": _http,
    "async_http": _http,
    "datadog": _datadog,
    "kafka": _kafka,
    "msk-iam": _kafka,
    "gcplineage": _google,
    "transform": _transform,
    "composite": _first_of,
}
