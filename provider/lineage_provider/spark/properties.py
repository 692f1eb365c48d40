"""OpenLineage transports, as openlineage-spark reads them.

In: configurations of transports as OpenLineage's Python client takes them. Out: Spark properties, and the
file ``openlineage.yml``, in the words of the Java client. A module of its own because the two clients differ
where events get lost: the Java client takes no path in ``url`` beside an ``endpoint``, writes ``Bearer``
itself, and counts time in milliseconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PREFIX = "spark.openlineage.transport."
KEY = "auth.apiKey"

_DEFAULT_ENDPOINT = "api/v1/lineage"
_BEARER = "bearer "


class NotForSpark(ValueError):
    """A transport that openlineage-spark has no equal of; the message says why."""


@dataclass(frozen=True, slots=True)
class SparkTransport:
    """One backend. Keys of both mappings are what stands behind the prefix of a property."""

    name: str
    public: Mapping[str, str]
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What must be on no command line and in no log: the key, headers, a password in the address."""

    def with_reference(self, reference: str | None) -> Mapping[str, str]:
        """What may be shown, with ``reference`` in the place of the key."""
        if reference is None or KEY not in self.secret:
            return self.public
        named = reference.replace("NAME", self.name)
        return {**self.public, "auth.type": self.secret["auth.type"], KEY: named}


def spark_transport(name: str, config: Mapping[str, Any]) -> SparkTransport:
    """Translate one transport's configuration; raises :class:`NotForSpark`.

    >>> spark_transport("m", {"type": "http", "url": "http://m:5000/", "timeout": 0.5}).public
    {'type': 'http', 'url': 'http://m:5000', 'endpoint': '/api/v1/lineage', 'timeoutInMillis': '500'}
    """
    kind = str(config.get("type") or "")
    translate = _KINDS.get(kind)
    if translate is None:
        raise NotForSpark(f"{kind or 'a transport without a type'} is no transport of openlineage-spark")
    public, secret = translate(config)
    return SparkTransport(re.sub(r"\W", "_", name), public, secret)


def as_properties(transports: Sequence[SparkTransport], reference: str | None = None) -> dict[str, str]:
    """The Spark properties of backends, without their secrets; ``reference`` stands for keys."""
    found = [(one.name, one.with_reference(reference)) for one in transports]
    if len(found) == 1:
        return {PREFIX + key: value for key, value in found[0][1].items()}
    properties = {f"{PREFIX}type": "composite", f"{PREFIX}continueOnFailure": "true"} if found else {}
    for name, values in found:
        properties.update({f"{PREFIX}transports.{name}.{key}": value for key, value in values.items()})
    return properties


def as_file(transports: Sequence[SparkTransport]) -> str:
    """The ``openlineage.yml`` of backends, with their secrets, as JSON, which YAML includes."""
    found = {one.name: _nested({**one.public, **one.secret}) for one in transports}
    if len(found) == 1:
        (transport,) = found.values()
    else:
        transport = {"type": "composite", "continueOnFailure": True, "transports": found}
    return json.dumps({"transport": transport})


_Parts = tuple[dict[str, str], dict[str, str]]


def _http(config: Mapping[str, Any]) -> _Parts:
    parts = urlsplit(str(config.get("url") or ""))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotForSpark("its url is not an address")
    login, _, server = parts.netloc.rpartition("@")
    endpoint = str(config.get("endpoint") or _DEFAULT_ENDPOINT).lstrip("/")
    public = {
        "type": "http",
        "url": f"{parts.scheme}://{server}",
        "endpoint": f"{parts.path.rstrip('/')}/{endpoint}",
        "timeoutInMillis": str(max(1, round(_number(config.get("timeout"), 5.0) * 1000))),
    }
    if config.get("compression"):
        public["compression"] = str(config["compression"])
    secret = {"url": f"{parts.scheme}://{parts.netloc}"} if login else {}
    headers = config.get("custom_headers") or {}
    secret.update({f"headers.{key}": str(value) for key, value in headers.items()})
    return public, {**secret, **_auth(config.get("auth"))}


def _auth(auth: Any) -> dict[str, str]:
    """The key, without the word that the Java client writes in front of it."""
    if not isinstance(auth, Mapping) or not auth:
        return {}
    kind = str(auth.get("type") or "")
    if kind != "api_key":
        raise NotForSpark(f"its auth is of the type {kind}, not api_key")
    key = next((str(auth[name]) for name in ("apiKey", "api_key", "apikey") if auth.get(name)), "").strip()
    while key.lower().startswith(_BEARER):
        key = key[len(_BEARER) :].strip()
    return {"auth.type": "api_key", KEY: key} if key else {}


def _datazone(config: Mapping[str, Any]) -> _Parts:
    return {"type": "amazon_datazone_api", "domainId": str(config.get("domainId") or "")}, {}


def _google(config: Mapping[str, Any]) -> _Parts:
    wanted = {"projectId": config.get("project_id"), "location": config.get("location")}
    return {"type": "gcplineage", **{key: str(value) for key, value in wanted.items() if value}}, {}


_KINDS: Mapping[str, Callable[[Mapping[str, Any]], _Parts]] = {
    "http": _http,
    "async_http": _http,
    "gcplineage": _google,
    "amazon_datazone_api": _datazone,
}


def _nested(flat: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in flat.items():
        group, dot, name = key.partition(".")
        if dot:
            found.setdefault(group, {})[name] = value
        else:
            found[key] = value
    return found


def _number(value: Any, default: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return default
