"""Values of a transport's configuration that cannot be used: numbers, files, keys.

In: a transport's configuration. Out: findings. A module of its own because every transport has such values,
and because the client says of them what Python says (``could not convert string to float``), if anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lineage_provider.destinations.finding import Finding, error

Config = Mapping[str, Any]
SPOOL = "lineage_provider.delivery.SpoolTransport"
USE_SPOOL = (
    'use [lineage_provider] destinations, or wrap it: {"type": "' + SPOOL + '", "deliver_to": {...}}; '
    "then events are stored first and sent again until they are acknowledged"
)

_AUTHS = ("api_key", "airflow_connection_api_key", "jwt", "oauth2")
"""Of openlineage-python 1.54 and of the OpenLineage provider; a class path is possible, too."""


def number(value: Any, default: float) -> float:
    """``value`` as a number, ``default`` where it is none; :func:`numbers` says so."""
    try:
        return default if value is None else float(value)
    except (TypeError, ValueError):
        return default


def numbers(config: Config, *names: str) -> Iterator[Finding]:
    """Yield a finding for each of the options that is set and not a number of at least 0."""
    for name in names:
        value = config.get(name)
        if value is not None and number(value, -1.0) < 0:
            yield error(
                "number-unusable",
                f"{name} is {value!r}, which is no number of at least 0",
                "the transport cannot be made, and no event is sent",
                f"set {name} to a number",
            )


def files(config: Config, *names: str) -> Iterator[Finding]:
    """Yield a finding for each of the options that names a file which cannot be read."""
    for name in names:
        value = config.get(name)
        if isinstance(value, str) and value and not _readable(Path(value).expanduser()):
            yield error(
                "file-missing",
                f"{name} is {value}, which is not there or cannot be read by this user",
                "no connection is made, and no event is sent",
                "correct the path, or the rights of the file; Airflow's processes have to see it, too",
            )


def _readable(path: Path) -> bool:
    return path.exists() and os.access(path, os.R_OK)


def auth(config: Config) -> Iterator[Finding]:
    """Yield what is wrong with the ``auth`` block of a transport that sends over HTTP."""
    block = config.get("auth")
    if not isinstance(block, Mapping):
        return
    kind, key = block.get("type"), str(block.get("apiKey") or block.get("apikey") or "")
    if kind not in _AUTHS and "." not in str(kind or ""):
        yield error(
            "auth-unknown",
            f"auth has the type {kind or '(missing)'}, which is not known",
            "the transport cannot be made, and no event is sent",
            f"use one of {', '.join(_AUTHS)}, or the full path of a class",
        )
    if kind == "api_key" and not key:
        other = next(
            (name for name in block if name.lower().replace("_", "") in ("apikey", "key", "token")), ""
        )
        yield error(
            "key-missing",
            "auth is api_key, and apiKey is empty" + (f"; {other} is not read" if block.get(other) else ""),
            "the server answers 401",
            f"rename {other} to apiKey" if block.get(other) else "set apiKey",
        )
    if key.lower().startswith("bearer "):
        yield error(
            "key-with-bearer",
            "apiKey begins with Bearer",
            "the header becomes Bearer Bearer ..., which servers refuse",
            "leave the word out",
        )
    if kind in ("jwt", "oauth2") and not block.get("tokenEndpoint"):
        yield error(
            "token-endpoint-missing",
            f"auth is {kind}, and tokenEndpoint is missing",
            "no event is sent",
            "set tokenEndpoint",
        )
