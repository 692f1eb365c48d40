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
from lineage_provider.destinations.datazone import DOMAIN
from lineage_provider.destinations.finding import Finding, error, note, warning
from lineage_provider.destinations.trap_values import SPOOL, USE_SPOOL, auth, files, number, numbers
from lineage_provider.destinations.traps_kafka import kafka

Config = Mapping[str, Any]

_DEFAULT_RETRY = {"total": 5, "backoff_factor": 0.3, "status_forcelist": [500, 502, 503, 504]}
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
    yield from numbers(config, "timeout")
    yield from numbers(_retry(config), "total", "backoff_factor")
    yield from files(config, "verify")
    yield from files(config.get("sslContext") or {}, "caCertPath", "clientCertPath", "clientKeyPath")
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
    yield from auth(config)


def _joining(config: Config, path: str) -> Iterator[Finding]:
    endpoint = str(config.get("endpoint") or "api/v1/lineage")
    if _overlap(path, endpoint):
        yield error(
            "url-holds-endpoint",
            f"url holds the path of the API already: events go to {path.rstrip('/')}/{endpoint.lstrip('/')}"
            if path.endswith("/")
            else f"url holds the path of the API ({path.strip('/')}), which the client adds itself",
            "there is no such path on the server, which answers 404",
            f"leave {_overlap(path, endpoint)} out of url",
        )
    elif path.strip("/") and (not path.endswith("/") or endpoint.startswith("/")):
        yield error(
            "url-prefix-lost",
            f"the path {path} of url is not used: events go to /{endpoint.lstrip('/')}",
            "a url without a slash at its end loses its last part, an endpoint with one all of it",
            "end url with a slash, and begin endpoint without one",
        )


def _overlap(path: str, endpoint: str) -> str:
    """What ends ``path`` and begins ``endpoint``; one part alone (api) may be that of a proxy."""
    have, added = path.strip("/").split("/"), endpoint.strip("/").split("/")
    for count in range(min(len(have), len(added)), min(1, len(added) - 1), -1):
        if have[-count:] == added[:count]:
            return "/".join(added[:count])
    return ""


def worst_case(config: Config) -> float:
    """Seconds one event can take: every attempt up to its time-out, and the pauses between them."""
    retry = {**_DEFAULT_RETRY, **_retry(config)}
    total, factor = int(number(retry["total"], 0)), number(retry["backoff_factor"], 0)
    pauses = sum((factor * 2.0**attempt for attempt in range(1, min(total, 20))), 0.0)
    return (total + 1) * number(config.get("timeout"), 5) + pauses


def _retry(config: Config) -> Mapping[str, Any]:
    retry = config.get("retry")
    return retry if isinstance(retry, Mapping) else {}


def _budget(config: Config, limit: float) -> Iterator[Finding]:
    seconds = worst_case(config)
    if seconds > limit:
        yield warning(
            "slower-than-airflow-waits",
            f"one event can take {seconds:.1f} s, Airflow ends its emission after {limit:g} s",
            "each task waits that long, twice, while the server is silent, and the events are lost",
            f"lower timeout and retry, or raise [openlineage] execution_timeout; better: {USE_SPOOL}",
        )
    forced = _retry(config).get("status_forcelist", _DEFAULT_RETRY["status_forcelist"])
    if 429 not in (forced or ()):
        yield note(
            "no-retry-when-limited",
            "an answer 429 (too many requests) is not tried again",
            "the event is lost",
            f"add 429 to retry.status_forcelist; better: {USE_SPOOL}",
        )
    yield _nothing_kept()


def _nothing_kept() -> Finding:
    return warning(
        "not-durable",
        "events go straight to the backend",
        "what is sent while the backend is down is lost, and tasks wait for it",
        USE_SPOOL,
    )


def _async_http(config: Config, limit: float, spooled: bool) -> Iterator[Finding]:
    if not spooled:
        yield error(
            "async-loses-events",
            "async_http sends from a thread of the process that Airflow ends at once",
            "no event of a task arrives, while the log says that they were sent",
            "use type http",
        )
    if not config.get("verify", True):
        yield warning(
            "verify-ignored",
            "verify is False, and async_http does not read it",
            "a certificate that nobody vouches for is refused, and the events are lost",
            "use type http, or name the authority's file in REQUESTS_CA_BUNDLE",
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
    elif isinstance(config.get("apiKey"), Mapping):
        yield error(
            "key-no-text",
            "apiKey is an object; Airflow looks for keys in connections only in the auth blocks of http",
            "the server gets no key, and answers 401 or 403",
            "set apiKey to the key itself, or DD_API_KEY; or use [lineage_provider_datadog] connection",
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
    if "://" not in path and Path(path).expanduser().is_dir():
        yield error("path-is-folder", f"{path} is a directory", "no event is written", "name a file in it")
    elif "://" not in path and not os.access(folder, os.W_OK):
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
                USE_SPOOL,
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
    names = ("budget_seconds", "max_age_days", "max_bytes", "max_events", "push")
    yield from numbers(config, *names)
    if (seconds := number(config.get("budget_seconds"), 0)) >= limit:
        yield warning(
            "budget-too-long",
            f"budget_seconds is {seconds:g}, Airflow ends its emission after {limit:g} s",
            "each task waits that long while the backend is down; the events themselves are kept",
            "lower budget_seconds: what is not delivered within it is sent in the background",
        )
    if isinstance(inner, Mapping) and inner:
        yield from check_transport(inner, limit, spooled=True)
    elif inner:
        yield error(
            "deliver-to-unusable",
            f"deliver_to is {type(inner).__name__}, and has to be a transport's configuration",
            "no event is sent",
            'set it to an object, like {"type": "http", "url": "https://..."}',
        )
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
    yield from files(config, "credentials_path")
    if "domainId" in config and not DOMAIN.fullmatch(str(config["domainId"])):
        yield error(
            "domain-unusable",
            f"domainId is {config['domainId']}, which is no id of a DataZone domain",
            "the service refuses every event",
            "set it to the id, which looks like dzd_a1b2c3 or dzd-a1b2c3",
        )
    if "domainId" in config and not missing and not config.get("endpointOverride") and not _region(config):
        yield error(
            "region-missing",
            "no AWS region is known: neither region, nor AWS_REGION, nor the profile names one",
            "the client cannot be made, and no event is sent",
            "set region",
        )
    if not spooled:
        yield _nothing_kept()


def _region(config: Config) -> Any:
    from boto3.session import Session  # type: ignore[import-untyped,unused-ignore]

    return config.get("region") or os.environ.get("AWS_REGION") or Session().region_name


_BY_TYPE: Mapping[str, Callable[[Config, float, bool], Iterator[Finding]]] = {
    "http": _http,
    "async_http": _async_http,
    "datadog": _datadog,
    "kafka": kafka,
    "msk-iam": kafka,
    "file": _file,
    "composite": _composite,
    "transform": _transform,
    "console": _console,
    "noop": _noop,
    "gcplineage": _cloud,
    "amazon_datazone_api": _cloud,
    SPOOL: _spool,
}
