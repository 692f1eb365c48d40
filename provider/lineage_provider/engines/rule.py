"""What a connection type means, where a description says it all: the form of the engines' own files.

In: nothing. Out: :class:`Rule`, of which every engine without code of its own is one value, and the places
where values of a connection stand. A module of its own because each engine's file is written in these
words; :mod:`lineage_provider.engines.rules` collects them, :mod:`lineage_provider.engines.generic` reads
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from lineage_provider.engines.catalog_query import CatalogQuery
from lineage_provider.engines.official import authority
from lineage_provider.engines.statistics import RowCounts

UNCOUNTED = RowCounts(kinds=frozenset())
"""A driver whose row count says nothing of rows written."""

Place = Callable[[Any, Any], object]
"""Reads one value from (hook, connection)."""

JDBC_URL = re.compile(
    r"jdbc:(?P<scheme>[\w-]+):(?:thin:@)?(?://(?P<host>[^/;?,]+)(?:/(?P<database>[^;?/]+))?)?", re.IGNORECASE
)


def attribute(name: str) -> Place:
    """The connection's own field: ``schema``, ``login``, ``host``."""
    return lambda hook, connection: getattr(connection, name, None)


SCHEMA = attribute("schema")


def extra(name: str) -> Place:
    """A key of the connection's extra."""
    return lambda hook, connection: connection.extra_dejson.get(name)


def of_hook(name: str) -> Place:
    """An attribute of the hook: what the operator's ``hook_params`` say."""
    return lambda hook, connection: getattr(hook, name, None)


def always(value: str) -> Place:
    """The engine's own default."""
    return lambda hook, connection: value


def by_host(rule: Rule, connection: Any) -> str:
    """``scheme://host:port``, also of a JDBC URL in the host field."""
    host = connection.host or ""
    if url := JDBC_URL.match(host):
        return f"{rule.scheme}://{url['host'].rpartition('@')[2]}" if url["host"] else rule.scheme
    return f"{rule.scheme}://{authority(connection, rule.port)}"


@dataclass(frozen=True)
class Rule:
    """What a connection type means.

    ``database`` and ``schema`` are the places where a connection says what unqualified names are in, first
    one wins; ``usual_schema`` is what a session has where the connection says nothing: the catalog is asked
    for the session's own as well then. ``argument`` says which of the two the hook makes of an SQL
    operator's ``database=`` (it arrives in the hook's ``schema``; None: the hook does not look at it).
    """

    name: str
    dialect: str | None
    scheme: str
    port: int | None
    levels: int
    database: tuple[Place, ...] = ()
    schema: tuple[Place, ...] = ()
    usual_schema: Place | None = None
    argument: Literal["database", "schema"] | None = None
    namespace: Callable[[Rule, Any], str] = by_host
    pattern: str = "{scheme}://{{host}}:{{port}}"
    """The namespace for the documentation."""
    asks_hook: bool = True
    """Whether the official hook may be asked for its names: False where that needs credentials."""
    catalog: CatalogQuery | None = None
    row_counts: RowCounts = UNCOUNTED
    """What the hook's driver counts; believed only where its code or manual was read."""
    source: str = "own"
    tested: str = "names"
    """How the engine was tested, for the documentation."""
    note: str = ""
