"""Which engine a connection has, and what is known about each.

In: a hook and its connection. Out: the :class:`Engine` that describes them. A module of its own because
it is the only one that knows all engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lineage_provider.engines.base import Engine, conn_types_of
from lineage_provider.engines.duckdb import DuckDBEngine
from lineage_provider.engines.generic import GenericEngine
from lineage_provider.engines.mysql import MySQLEngine
from lineage_provider.engines.postgres import PostgresEngine
from lineage_provider.engines.rules import OTHER, RULES, Rule
from lineage_provider.engines.snowflake import SnowflakeEngine
from lineage_provider.engines.sqlite import SQLiteEngine

_ENGINES: tuple[type[Engine], ...] = (
    SQLiteEngine,
    DuckDBEngine,
    PostgresEngine,
    MySQLEngine,
    SnowflakeEngine,
    GenericEngine,
)
_BY_CONN_TYPE: dict[str, type[Engine]] = {
    conn_type: engine for engine in _ENGINES for conn_type in engine.conn_types
}


def engine_for(hook: Any, connection: Any, *, database: str | None = None, task: str | None = None) -> Engine:
    """Return the engine behind ``hook`` and its ``connection``; no connection to it is opened.

    ``database`` is the SQL operator's own argument, ``task`` the ``dag_id.task_id`` that owns an
    in-memory database. ``connection`` may be None for hooks that work without one (DuckDB). A hook of a
    type nobody has described gets a generic engine: namespace ``<conn_type>://host:port``, no dialect.
    Raises ValueError where the connection lacks what a name needs.
    """
    if connection is not None and str(connection.extra_dejson.get("redshift", "")).lower() in ("true", "1"):
        # The Postgres hook serves Redshift, too.
        return GenericEngine.by_rule(RULES["redshift"], hook, connection, database=database)
    known = (kind for kind in conn_types_of(hook, connection) if kind in _BY_CONN_TYPE)
    engine = _BY_CONN_TYPE.get(next(known, ""), GenericEngine)
    return engine.of(hook, connection, database=database, task=task)


@dataclass(frozen=True)
class SupportedEngine:
    """One line of the documentation: what names a connection type leads to."""

    name: str
    conn_types: tuple[str, ...]
    dialect: str
    namespace: str
    dataset: str
    catalog: bool
    """Columns, types and comments are read at completion; otherwise the SQL text alone is used."""
    source: str
    note: str = ""


_OWN_FILE = (
    SupportedEngine(
        "sqlite", SQLiteEngine.conn_types, "sqlite", "sqlite:///{path}", "{attached name}.{table}", True,
        "own, after dbt-ol's rule for DuckDB",
        "The file's database is `main`. `:memory:` is `sqlite://:memory:/{dag_id}.{task_id}`, no catalog.",
    ),
    SupportedEngine(
        "duckdb", DuckDBEngine.conn_types, "duckdb", "duckdb://{path}", "{database}.{schema}.{table}", True,
        "dbt-ol",
        "MotherDuck is `duckdb://md:{database}`. `:memory:` is `duckdb://:memory:/{dag_id}.{task_id}`, "
        "no catalog.",
    ),
    SupportedEngine(
        "postgres", PostgresEngine.conn_types, "postgres", "postgres://{host}:{port}",
        "{database}.{schema}.{table}", True, "official hook, OpenLineage rule",
        "Greenplum and pgvector, too. The default schema is that of `search_path` in `options`, "
        "else `public`.",
    ),
    SupportedEngine(
        "mysql", MySQLEngine.conn_types, "mysql", "mysql://{host}:{port}", "{database}.{table}", True,
        "official hook, OpenLineage rule", "MariaDB, too.",
    ),
    SupportedEngine(
        "snowflake", SnowflakeEngine.conn_types, "snowflake", "snowflake://{account}",
        "{database}.{schema}.{table}", True, "official hook, OpenLineage rule",
    ),
)  # fmt: skip

_NAMESPACE_PATTERNS = {
    "host": "{scheme}://{{host}}:{{port}}",
    "scheme": "{scheme}",
    "athena": "awsathena://athena.{{region}}.amazonaws.com",
    "redshift": "redshift://{{cluster}}.{{region}}:{{port}}",
    "spanner": "spanner://{{project}}/{{instance}}",
    "databricks": "databricks://{{host}}",
}
_DATASET_PATTERNS = {1: "{table}", 2: "{schema}.{table}", 3: "{database}.{schema}.{table}"}


def supported_engines() -> tuple[SupportedEngine, ...]:
    """Return every engine that is known, for generated documentation; the generic one comes last."""
    by_rule = tuple(_documented(rule, (conn_type,)) for conn_type, rule in RULES.items())
    reached = SupportedEngine(
        "jdbc, odbc", ("jdbc", "odbc"), "of the engine reached", "of the engine reached",
        "of the engine reached", False, "official hook",
        "The engine is read from the JDBC URL or the ODBC driver's name.",
    )  # fmt: skip
    return (*_OWN_FILE, *by_rule, reached, _documented(OTHER, ("any other",)))


def _documented(rule: Rule, conn_types: tuple[str, ...]) -> SupportedEngine:
    return SupportedEngine(
        name=rule.name,
        conn_types=conn_types,
        dialect=rule.dialect or "none",
        namespace=_NAMESPACE_PATTERNS[rule.namespace].format(scheme=rule.scheme or "{conn_type}"),
        dataset=_DATASET_PATTERNS[rule.levels],
        catalog=rule.catalog is not None,
        source=rule.source,
        note=rule.note,
    )
