"""What a SQLAlchemy URL means: the same engine as the Airflow connection to that database.

In: a URL of SQLAlchemy (by duck type: it is never imported here). Out: the :class:`Engine`. A module of its
own because tools that bring connections of their own (Great Expectations) must name tables as tasks do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lineage_provider.engines.base import Engine
from lineage_provider.engines.connection_parts import ConnectionParts
from lineage_provider.engines.registry import engine_for


def engine_of_url(url: Any, task: str | None = None) -> Engine:
    """Return the engine that ``url`` reaches; ``task`` owns a database in memory. Opens nothing.

    Raises ValueError where the URL lacks what a name needs.
    """
    backend = str(url.drivername).partition("+")[0].lower()
    connection = _READERS.get(backend, _server)(url, _CONN_TYPES.get(backend, backend))
    return engine_for(None, connection, task=task)


# What SQLAlchemy's dialects are called -> Airflow's connection type, where they differ.
_CONN_TYPES = {
    "postgresql": "postgres",
    "mariadb": "mysql",
    "bigquery": "gcpbigquery",
    "awsathena": "athena",
    "teradatasql": "teradata",
    "hive": "hiveserver2",
    "clickhousedb": "clickhouse",
    "motherduck": "duckdb",
}


def _query(url: Any) -> dict[str, Any]:
    """The URL's parameters; of one that is given twice, the last."""
    return {
        name: value if isinstance(value, str) else value[-1] for name, value in dict(url.query or {}).items()
    }


def _server(url: Any, kind: str) -> ConnectionParts:
    return ConnectionParts(kind, url.host, url.port, url.database or None, url.username, _query(url))


def _file(url: Any, kind: str) -> ConnectionParts:
    return ConnectionParts(kind, host=url.database or ":memory:")


def _snowflake(url: Any, kind: str) -> ConnectionParts:
    database, _, schema = str(url.database or "").partition("/")
    extra = {"account": url.host, **_query(url), "database": database}
    return ConnectionParts(kind, schema=schema or None, login=url.username, extra_dejson=extra)


def _catalog_in_path(url: Any, kind: str) -> ConnectionParts:
    catalog, _, schema = str(url.database or "").partition("/")
    extra = {"catalog": catalog} if catalog else {}
    return ConnectionParts(kind, url.host, url.port, schema or None, url.username, extra)


def _databricks(url: Any, kind: str) -> ConnectionParts:
    given = _query(url)
    extra = {"catalog": given["catalog"]} if given.get("catalog") else {}
    return ConnectionParts(kind, url.host, schema=given.get("schema") or url.database, extra_dejson=extra)


def _bigquery(url: Any, kind: str) -> ConnectionParts:
    return ConnectionParts(kind, schema=url.database or None, extra_dejson={"project": url.host})


def _athena(url: Any, kind: str) -> ConnectionParts:
    parts = str(url.host or "").split(".")
    region = parts[1] if len(parts) > 2 else None
    extra = {"region_name": region} if region else {}
    return ConnectionParts(kind, schema=url.database or None, extra_dejson=extra)


def _sql_server(url: Any, kind: str) -> ConnectionParts:
    """Also ``mssql+pyodbc://?odbc_connect=Driver=...;Server=tcp:host,port;Database=...``."""
    text = _query(url).get("odbc_connect")
    if not text:
        return _server(url, kind)
    said = {
        name.strip().lower(): value.strip().strip("{}")
        for name, _, value in (part.partition("=") for part in text.split(";"))
    }
    host, _, port = said.get("server", "").removeprefix("tcp:").partition(",")
    return ConnectionParts(kind, host or None, int(port) if port.isdigit() else None, said.get("database"))


_READERS: Mapping[str, Callable[[Any, str], ConnectionParts]] = {
    "sqlite": _file,
    "duckdb": _file,
    "motherduck": _file,
    "snowflake": _snowflake,
    "trino": _catalog_in_path,
    "presto": _catalog_in_path,
    "databricks": _databricks,
    "bigquery": _bigquery,
    "awsathena": _athena,
    "mssql": _sql_server,
}
