"""The database that a dbt profile leads to, in the words of an Airflow connection.

In: profiles.yml (or what dbt Cloud says of a project's connection) and the adapter's type. Out: a
:class:`ProfileConnection`, which :func:`lineage_provider.engines.engine_for` describes like any other: dbt's
tables and those of SQL tasks on one database are the same datasets by that. A module of its own
because adding an adapter is adding a row. Passwords and keys of a profile are not taken along.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lineage_provider.dbt.templates import rendered
from lineage_provider.engines import Engine, engine_for
from lineage_provider.engines.connection_parts import ConnectionParts

PROFILES = "profiles.yml"


class ProfileError(Exception):
    """The profile cannot be found or read; the message is for the DAG's author."""


@dataclass(frozen=True)
class ProfileConnection(ConnectionParts):
    """What an engine needs of a connection, and dbt's way of naming."""

    dialect: str | None = None
    """sqlglot's dialect, for types that no engine has a rule for."""
    levels: int = 3

    def engine(self, task: str | None = None) -> Engine:
        """The engine behind it; raises ValueError where the profile lacks what a name needs.

        ``task``: whose memory it is, where the database is in memory.
        """
        found = engine_for(None, self, database=self.schema, task=task)
        if found.dialect is None and self.dialect:
            found = dataclasses.replace(found, dialect=self.dialect, levels=self.levels, name=self.conn_type)
        return found


@dataclass(frozen=True)
class _Adapter:
    """Where an adapter's profile has what a connection has; first key that is there wins."""

    conn_type: str
    host: tuple[str, ...] = ("host", "hostname")
    schema: tuple[str, ...] = ("dbname", "database")
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    port: int | None = None
    dialect: str | None = None
    levels: int = 3


_CATALOG = {"catalog": ("catalog", "database")}
ADAPTERS: dict[str, _Adapter] = {
    "athena": _Adapter(
        "athena", (), ("schema",), {"region_name": ("region_name",), "catalog": ("database",)}
    ),
    "bigquery": _Adapter("gcpbigquery", (), (), {"project": ("project", "project_id", "database")}),
    "clickhouse": _Adapter("clickhouse", schema=("schema",)),
    "databricks": _Adapter("databricks", schema=("schema",), extra=_CATALOG),
    "dremio": _Adapter("dremio", ("software_host", "cloud_host"), (), port=9047, dialect="dremio"),
    "duckdb": _Adapter("duckdb", ("path",), ()),
    "exasol": _Adapter("exasol", ("dsn",), ("schema",)),
    "fabric": _Adapter("mssql", ("server", "host"), port=1433),
    "hive": _Adapter("hiveserver2", schema=("schema",)),
    "impala": _Adapter("impala", schema=("schema",)),
    "mysql": _Adapter("mysql", ("server", "host"), ("schema",)),
    "mysql5": _Adapter("mysql", ("server", "host"), ("schema",)),
    "mariadb": _Adapter("mysql", ("server", "host"), ("schema",)),
    "oracle": _Adapter("oracle", schema=("schema", "user"), extra={"service_name": ("service", "database")}),
    "postgres": _Adapter("postgres"),
    "redshift": _Adapter("redshift"),
    "snowflake": _Adapter("snowflake", (), ("schema",), {"account": ("account",), "database": ("database",)}),
    "spark": _Adapter("spark", schema=("schema",), dialect="spark", levels=2),
    "sqlite": _Adapter("sqlite", (), ("schema",)),
    "sqlserver": _Adapter("mssql", ("server", "host"), port=1433),
    "synapse": _Adapter("mssql", ("server", "host"), port=1433),
    "teradata": _Adapter("teradata", schema=("schema",)),
    "trino": _Adapter("trino", schema=("schema",), extra=_CATALOG),
    "vertica": _Adapter("vertica", schema=("database",)),
}
"""By dbt's adapter type."""


def connection_of(
    adapter: str, output: Mapping[str, Any], directory: Path | None = None
) -> ProfileConnection:
    """Say one output of a profile (its templates rendered) as a connection; ``directory``: dbt's own.

    Raises ProfileError for an adapter nobody has described.
    """
    row = ADAPTERS.get(adapter)
    if row is None:
        raise ProfileError(f"the adapter {adapter!r} of the dbt profile is not known")
    host = _first(output, row.host)
    if adapter == "duckdb":
        host = _file(host or ":memory:", directory)
    if adapter == "sqlite":
        host = _file(
            next(iter((output.get("schemas_and_paths") or {}).values()), None) or ":memory:", directory
        )
    port = output.get("port") or row.port
    extra = {key: value for key, keys in row.extra.items() if (value := _first(output, keys))}
    return ProfileConnection(
        row.conn_type,
        host,
        int(str(port)) if str(port or "").isdigit() else None,
        _first(output, row.schema),
        _first(output, ("user", "username")),
        extra,
        row.dialect,
        row.levels,
    )


def read_output(
    file: Path, profile: str, target: str | None, environment: Mapping[str, str], variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    """One output of profiles.yml with its templates rendered; raises ProfileError."""
    try:
        document = yaml.safe_load(file.read_text())
    except OSError as error:
        raise ProfileError(f"{file} cannot be read: {error.strerror or error}") from error
    except yaml.YAMLError:  # its message would quote the file, passwords included
        raise ProfileError(f"{file} is no YAML") from None
    found = document.get(profile) if isinstance(document, dict) else None
    outputs = found.get("outputs") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(outputs, dict):
        raise ProfileError(f"{file} has no profile {profile!r} with outputs")

    def text(value: Any) -> Any:
        return rendered(value, environment, variables) if isinstance(value, str) else value

    try:
        name = target or text(found.get("target")) or "default"
        output = outputs.get(name)
        if not isinstance(output, dict):
            raise ProfileError(f"profile {profile!r} of {file} has no target {name!r}")
        return {key: _quiet(key, value, text) for key, value in output.items()}
    except ValueError as error:
        raise ProfileError(f"profile {profile!r} of {file}: {error}") from error


_SECRET = ("pass", "token", "secret", "private_key", "keyfile", "client_id")


def _quiet(key: str, value: Any, text: Any) -> Any:
    """A value that names are made of; what is secret is not even rendered."""
    if any(word in key.lower() for word in _SECRET):
        return None
    return text(value)


def _first(output: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((str(output[key]) for key in keys if output.get(key)), None)


def _file(path: str, directory: Path | None) -> str:
    """A database file's path, which dbt resolves in the directory it was called in."""
    if path.startswith((":", "md:", "motherduck:", "/", "~")) or "://" in path:
        return path
    if directory is None:
        raise ProfileError(f"the profile's path {path!r} is relative to a directory that is not known")
    return str(directory / path)
