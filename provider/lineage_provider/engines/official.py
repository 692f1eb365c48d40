"""What the official provider calls the database behind a hook.

In: a hook and its connection. Out: namespace and database by the hook's own
``get_openlineage_database_info``, where it has one. A module of its own because it is the one place that
asks the official code, so that our names agree with it by construction.

Left out on purpose: ``get_openlineage_default_schema``, which sends a query on Postgres, Redshift, SQL
Server and Oracle. A description of a connection opens none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OfficialNames:
    """Namespace and database of the official provider; None where it says nothing."""

    namespace: str | None = None
    database: str | None = None


def official_names(hook: Any, connection: Any) -> OfficialNames:
    """Ask the hook; every failure of its code is logged and means "says nothing"."""
    ask = getattr(hook, "get_openlineage_database_info", None)
    # Without a host the official answer is literally "None:5432".
    if ask is None or connection is None:
        return OfficialNames()
    try:
        info = ask(connection)
    except Exception as error:
        log.info("%s could not name its database for OpenLineage: %s", type(hook).__name__, error)
        return OfficialNames()
    if info is None:
        return OfficialNames()
    namespace = f"{info.scheme}://{info.authority}" if info.authority else str(info.scheme)
    unnamed = str(info.authority).partition(":")[0] == "None"
    return OfficialNames(None if unnamed else namespace, info.database or None)


def authority(connection: Any, default_port: int | None) -> str:
    """Return ``host:port`` as the official provider reads it from a connection: host in lower case.

    A connection without a host means the local machine to the drivers, so ``localhost``.
    """
    host = str(getattr(connection, "host", None) or "localhost")
    # A host field may hold a whole URL, with a scheme and a path.
    parsed = urlsplit(host if "://" in host else "//" + quote(host, safe=":[]"))
    name = parsed.hostname or host.lower()
    port = getattr(connection, "port", None) or default_port
    return f"{name}:{port}" if port else name
