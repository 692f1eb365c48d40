"""What the configuration of an OpenLineage transport will lose, told without sending anything.

In: a transport's configuration and the seconds that Airflow gives one emission. Out: findings. A module of
its own because each trap is one function in one table by transport type; all of them were measured with
openlineage-python 1.54 under Airflow 3.3.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lineage_provider.destinations.base import DestinationError
from lineage_provider.destinations.datadog import intake
from lineage_provider.destinations.finding import Finding, error, note, warning

Config = Mapping[str, Any]

SPOOL = "lineage_provider.delivery.SpoolTransport"
_DEFAULT_RETRY = {"total": 5, "backoff_factor": 0.3, "status_forcelist": [500, 502, 503, 504]}
_USE_SPOOL = (
    'use [lineage_provider] destinations, or wrap it: {"type": "' + SPOOL + '", "deliver_to": {...}}; '
    "then events are stored first and sent again until they are acknowledged"
)
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def check_transport(
    config: Config, execution_timeout: float = 10.0, *, spooled: bool = False
) -> Iterator[Finding]:
    """Yield what ``config`` will lose. ``spooled``: a spool stands before it, so that what fails is sent
    again; traps by which an event is taken for delivered stay traps."""
    kind = str(config.get("type") or "")
    check = _BY_TYPE.get(kind)
    if check is not None:
        yield from check(config, execution_timeout, spooled)
    elif "." not in kind:
        yield error(
            "transport-unknown",
            f"transport type {kind or '(missing)'} is not known",
            "no event is sent",
            f"use one of {', '.join(sorted(_BY_TYPE))}, or the full path of a class",
        )


def _http(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    url = str(config.get("url") or "")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield error(
            "url-unusable",
            f"url {url or '(missing)'} is not an address",
            "no event is sent",
            "set it to http(s)://host:port",
        )
        return
    yield from _joining(config, parts.path)
    if parts.scheme == "http" and parts.hostname not in _LOCAL and "." in parts.hostname:
        yield warning(
            "url-not-https",
            f"{parts.hostname} is reached by http, without encryption",
            "many servers answer with a redirect (302) to https; the client follows it without the event, "
            "and reports success",
            "use https://",
        )
    if not config.get("verify", True):
        yield warning(
            "verify-off",
            "verify is False: the server's certificate is not checked",
            "keys can be read on the way; async_http ignores the option and fails instead",
            "name the authority's file in REQUESTS_CA_BUNDLE",
        )
    if not spooled:
        yield from _budget(config, limit)
    yield from _auth(config)


def _joining(config: Config, path: str) -> Iterator[Finding]:
    endpoint = str(config.get("endpoint") or "api/v1/lineage")
    if path.strip("/") and (not path.endswith("/") or endpoint.startswith("/")):
        yield error(
            "url-prefix-lost",
            f"the path {path} of url is not used: events go to /{endpoint.lstrip('/')}",
            "a url without a slash at its end loses its last part, an endpoint with one all of it",
            "end url with a slash, and begin endpoint without one",
        )


def worst_case(config: Config) -> float:
    """Seconds one event can take: every attempt up to its time-out, and the pauses between them."""
    retry = {**_DEFAULT_RETRY, **(config.get("retry") or {})}
    total, factor = int(retry["total"] or 0), float(retry["backoff_factor"] or 0)
    pauses = sum((factor * 2.0**attempt for attempt in range(1, total)), 0.0)
    return (total + 1) * float(config.get("timeout") or 5) + pauses


def _budget(config: Config, limit: float) -> Iterator[Finding]:
    seconds = worst_case(config)
    if seconds > limit:
        yield warning(
            "slower-than-airflow-waits",
            f"one event can take {seconds:.1f} s, Airflow ends its emission after {limit:g} s",
            "each task waits that long, twice, while the server is silent, and the events are lost",
            f"lower timeout and retry, or raise [openlineage] execution_timeout; better: {_USE_SPOOL}",
        )
    forced = (config.get("retry") or {}).get("status_forcelist", _DEFAULT_RETRY["status_forcelist"])
    if 429 not in forced:
        yield note(
            "no-retry-when-limited",
            "an answer 429 (too many requests) is not tried again",
            "the event is lost",
            f"add 429 to retry.status_forcelist; better: {_USE_SPOOL}",
        )
    yield _nothing_kept()


def _nothing_kept() -> Finding:
    return warning(
        "not-durable",
        "events go straight to the backend",
        "what is sent while the backend is down is lost, and tasks wait for it",
        _USE_SPOOL,
    )


def _auth(config: Config) -> Iterator[Finding]:
    auth = config.get("auth")
    if not isinstance(auth, Mapping):
        return
    kind, key = auth.get("type"), str(auth.get("apiKey") or auth.get("apikey") or "")
    if kind == "api_key" and not key:
        yield error(
            "key-missing", "auth is api_key, and apiKey is empty", "the server answers 401", "set apiKey"
        )
    if key.lower().startswith("bearer "):
        yield error(
            "key-with-bearer",
            "apiKey begins with Bearer",
            "the header becomes Bearer Bearer ..., which servers refuse",
            "leave the word out",
        )
    if kind in ("jwt", "oauth2") and not auth.get("tokenEndpoint"):
        yield error(
            "token-endpoint-missing",
            f"auth is {kind}, and tokenEndpoint is missing",
            "no event is sent",
            "set tokenEndpoint",
        )


def _async_http(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    if not spooled:
        yield error(
            "async-loses-events",
            "async_http sends from a thread of the process that Airflow ends at once",
            "no event of a task arrives, while the log says that they were sent",
            "use type http",
        )
    yield from _http({key: value for key, value in config.items() if key != "verify"}, limit, True)


def _datadog(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    if not (config.get("apiKey") or config.get("apikey") or os.environ.get("DD_API_KEY")):
        yield error(
            "key-missing",
            "apiKey and DD_API_KEY are missing",
            "the transport cannot be made",
            "set one of them",
        )
    site = str(config.get("site") or os.environ.get("DD_SITE") or "datadoghq.com")
    try:
        url = intake(site)
    except DestinationError as unusable:
        yield error("site-unknown", str(unusable), "the transport cannot be made", "correct site")
        return
    if not spooled and _is_async(config.get("async_transport_rules")):
        yield error(
            "async-loses-events",
            "async_transport_rules match the events of Airflow",
            "they are sent from a thread of the process that Airflow ends at once: none arrives",
            'set async_transport_rules to {"dbt": {"*": true}}, its default',
        )
    url_as_given = site if "://" in site else url
    yield from _http({**config, "url": url_as_given, "auth": None}, limit, spooled)


def _is_async(rules: Any) -> bool:
    if not isinstance(rules, Mapping):
        return False
    for integration, types in rules.items():
        if (
            str(integration).lower() in ("*", "airflow")
            and isinstance(types, Mapping)
            and any(types.values())
        ):
            return True
    return False


def _kafka(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    properties = config.get("config")
    if not isinstance(properties, Mapping) or not properties.get("bootstrap.servers"):
        yield error(
            "brokers-missing", "config lacks bootstrap.servers", "no event is sent", "name the brokers"
        )
        return
    if not config.get("topic"):
        yield error("topic-missing", "topic is missing", "no event is sent", "name the topic")
    if find_spec("confluent_kafka") is None:
        yield error(
            "package-missing",
            "the package confluent-kafka is not installed",
            "no event is sent",
            "pip install confluent-kafka",
        )
    if spooled:
        return
    milliseconds = float(
        properties.get("message.timeout.ms") or properties.get("delivery.timeout.ms") or 300_000
    )
    if milliseconds >= limit * 1000:
        yield error(
            "kafka-waits-too-long",
            f"a message is tried for {milliseconds / 1000:g} s, Airflow ends its emission after {limit:g} s",
            "with the brokers down every task waits, and events of DAGs stop for minutes",
            f'set "message.timeout.ms" below {limit * 1000:.0f}; better: {_USE_SPOOL}',
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
        _USE_SPOOL,
    )


def _file(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    path = str(config.get("log_file_path") or "")
    if not path:
        yield error("path-missing", "log_file_path is missing", "no event is written", "name the file")
        return
    if not config.get("append"):
        yield note(
            "file-not-appended",
            "append is not true",
            "every event is written to a file of its own",
            "set append to true",
        )
    folder = Path(path).expanduser().absolute().parent
    if "://" not in path and not os.access(folder, os.W_OK):
        yield error(
            "folder-not-writable",
            f"{folder} does not exist or cannot be written by this user",
            "no event is written",
            "make the folder, for the user that runs Airflow",
        )


def _composite(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    legs = _legs(config)
    if not legs:
        yield error("composite-empty", "composite has no transports", "no event is sent", "name at least one")
    for name, leg in legs.items():
        for finding in check_transport(leg, limit, spooled=spooled):
            yield Finding(
                finding.severity, finding.code, f"{name}: {finding.what}", finding.why, finding.fix, str(name)
            )
    if len(legs) > 1 and not spooled:
        seconds = sum(worst_case(leg) for leg in legs.values() if leg.get("type") in ("http", "datadog"))
        if seconds > limit:
            yield warning(
                "composite-adds-up",
                f"its transports are tried one after the other: together up to {seconds:.0f} s",
                "a dead one takes the time of those behind it",
                _USE_SPOOL,
            )
    if not config.get("continue_on_success", True):
        yield note(
            "composite-first-only", "continue_on_success is False", "only the first that works gets events"
        )


def _legs(config: Config) -> dict[str, Config]:
    transports = config.get("transports") or {}
    if isinstance(transports, Mapping):
        return {str(name): leg for name, leg in transports.items() if isinstance(leg, Mapping)}
    named = [leg for leg in transports if isinstance(leg, Mapping)]
    return {str(leg.get("name") or number): leg for number, leg in enumerate(named, 1)}


def _transform(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    inner = config.get("transport")
    if not isinstance(inner, Mapping):
        yield error("transform-empty", "transform has no transport", "no event is sent", "name one")
        return
    yield from check_transport(inner, limit, spooled=spooled)


def _spool(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    inner = config.get("deliver_to")
    if isinstance(inner, Mapping) and inner:
        yield from check_transport(inner, limit, spooled=True)
    else:
        yield note("spool-only", "the spool has no deliver_to", "events are kept on this machine only")


def _console(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    yield error(
        "console-only",
        "events are written to the log only (console)",
        "no backend gets any; this is also what happens where no transport is configured",
        "set [lineage_provider] destinations, or [openlineage] transport",
    )


def _noop(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    yield error(
        "noop", "the transport throws every event away (noop)", "no backend gets any", "set another one"
    )


def _cloud(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    package = {"gcplineage": "google.cloud.datacatalog_lineage_v1", "amazon_datazone_api": "boto3"}
    module = package[str(config.get("type"))]
    try:
        missing = find_spec(module) is None
    except ModuleNotFoundError:
        missing = True
    if missing:
        name = {"boto3": "boto3"}.get(module, "google-cloud-datacatalog-lineage")
        yield error(
            "package-missing",
            f"the package {name} is not installed",
            "no event is sent",
            f"pip install {name}",
        )
    if not spooled:
        yield _nothing_kept()


_BY_TYPE: Mapping[str, Callable[[Config, float, bool], Iterator[Finding]]] = {
    "http": _http,
    "async_http": _async_http,
    "datadog": _datadog,
    "kafka": _kafka,
    "msk-iam": _kafka,
    "file": _file,
    "composite": _composite,
    "transform": _transform,
    "console": _console,
    "noop": _noop,
    "gcplineage": _cloud,
    "amazon_datazone_api": _cloud,
    SPOOL: _spool,
}
