"""Which engine a connection has, and what is known about each.

In: a hook and its connection. Out: the :class:`Engine` that describes them. A module of its own because
it is the only one that knows all engines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lineage_provider.engines.aws_api import CONN_TYPE, engine_of_api
from lineage_provider.engines.base import ConnectedEngine, Engine, conn_types_of
from lineage_provider.engines.duckdb import DuckDBEngine
from lineage_provider.engines.generic import GenericEngine
from lineage_provider.engines.mysql import MySQLEngine
from lineage_provider.engines.postgres import PostgresEngine
from lineage_provider.engines.rule import UNCOUNTED, Rule
from lineage_provider.engines.rules import OTHER, RULES
from lineage_provider.engines.snowflake import SnowflakeEngine
from lineage_provider.engines.sqlite import SQLiteEngine
from lineage_provider.engines.statistics import RowCounts

_ENGINES: tuple[type[ConnectedEngine], ...] = (
    SQLiteEngine,
    DuckDBEngine,
    PostgresEngine,
    MySQLEngine,
    SnowflakeEngine,
    GenericEngine,
)
_BY_CONN_TYPE: dict[str, type[ConnectedEngine]] = {
    conn_type: engine for engine in _ENGINES for conn_type in engine.conn_types
}


def engine_for(
    hook: Any,
    connection: Any,
    *,
    database: str | None = None,
    task: str | None = None,
    said: Mapping[str, Any] | None = None,
) -> Engine:
    """Return the engine behind ``hook`` and its ``connection``; no connection to it is opened.

    ``database`` is the SQL operator's own argument, ``task`` the ``dag_id.task_id`` that owns an
    in-memory database; ``said`` is what one call of a hook named beside its SQL (see :mod:`.aws_api`).
    ``connection`` may be None for hooks that work without one (DuckDB, Amazon's). A hook of a
    type nobody has described gets a generic engine: namespace ``<conn_type>://host:port``, no dialect.
    Raises ValueError where the connection lacks what a name needs.
    """
    if conn_types_of(hook, connection)[:1] == [CONN_TYPE]:
        return engine_of_api(hook, database=database, said=said)
    if connection is not None and str(connection.extra_dejson.get("redshift", "")).lower() in ("true", "1"):
        # The Postgres hook serves Redshift, too.
        rule = replace(RULES["redshift"], argument="database")
        return GenericEngine.by_rule(rule, hook, connection, database=database)
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
    tested: str
    """What the engine was tested against: its server, its hook's class, or names alone."""
    note: str = ""
    counts: RowCounts = UNCOUNTED
    """Which row counts of its drivers are rows written."""


_OWN_FILE = (
    SupportedEngine(
        "sqlite", SQLiteEngine.conn_types, "sqlite", "sqlite:///{path}", "{attached name}.{table}", True,
        "own, after dbt-ol's rule for DuckDB", "real database",
        "The file's database is `main`. `:memory:` is `sqlite://:memory:/{dag_id}.{task_id}`, no catalog.",
        SQLiteEngine.row_counts,
    ),
    SupportedEngine(
        "duckdb", DuckDBEngine.conn_types, "duckdb", "duckdb://{path}", "{database}.{schema}.{table}", True,
        "dbt-ol", "real database",
        "MotherDuck is `duckdb://md:{database}`. `:memory:` is `duckdb://:memory:/{dag_id}.{task_id}`, "
        "no catalog.", DuckDBEngine.row_counts,
    ),
    SupportedEngine(
        "postgres", PostgresEngine.conn_types, "postgres", "postgres://{host}:{port}",
        "{database}.{schema}.{table}", True, "official hook, OpenLineage rule", "real server",
        "Greenplum and pgvector, too. The default schema is that of `search_path` in `options`, "
        "else `public`.", PostgresEngine.row_counts,
    ),
    SupportedEngine(
        "mysql", MySQLEngine.conn_types, "mysql", "mysql://{host}:{port}", "{database}.{table}", True,
        "official hook, OpenLineage rule", "real server (MariaDB)", "MariaDB, too.", MySQLEngine.row_counts,
    ),
    SupportedEngine(
        "snowflake", SnowflakeEngine.conn_types, "snowflake", "snowflake://{account}",
        "{database}.{schema}.{table}", True, "official hook, OpenLineage rule",
        "hook's class; a server that imitates Snowflake (fakesnow)", "", SnowflakeEngine.row_counts,
    ),
)  # fmt: skip

_DATASET_PATTERNS = {1: "{table}", 2: "{schema}.{table}", 3: "{database}.{schema}.{table}"}


def supported_engines() -> tuple[SupportedEngine, ...]:
    """Return every engine that is known, for generated documentation; the generic one comes last."""
    by_rule = tuple(
        _documented(rule, tuple(kind for kind in RULES if RULES[kind] is rule))
        for rule in dict.fromkeys(RULES.values())
    )
    reached = SupportedEngine(
        "jdbc, odbc", ("jdbc", "odbc"), "of the engine reached", "of the engine reached",
        "of the engine reached", False, "official hook", "names",
        "The engine is read from the JDBC URL or the ODBC driver's name.", RowCounts(zero=False),
    )  # fmt: skip
    return (*_OWN_FILE, *by_rule, reached, _documented(OTHER, ("any other",)))


def engine_of_namespace(namespace: str) -> Engine | None:
    """Return what a dataset's namespace alone tells of its engine: name, dialect and levels.

    None where the namespace is of no engine that is known, or of one whose SQL cannot be read.
    """
    known = _by_scheme().get(namespace.partition("://")[0])
    if known is None:
        return None
    levels = known.dataset.count(".") + 1
    return Engine(namespace, known.dialect, levels=levels, name=known.name)


@cache
def _by_scheme() -> Mapping[str, SupportedEngine]:
    readable = (one for one in supported_engines() if one.dialect not in ("none", "of the engine reached"))
    return {one.namespace.partition("://")[0]: one for one in readable}


def _documented(rule: Rule, conn_types: tuple[str, ...]) -> SupportedEngine:
    return SupportedEngine(
        name=rule.name,
        conn_types=conn_types,
        dialect=rule.dialect or "none",
        namespace=rule.pattern.format(scheme=rule.scheme or "{conn_type}"),
        dataset=_DATASET_PATTERNS[rule.levels],
        catalog=rule.catalog is not None,
        source=rule.source,
        tested=rule.tested,
        note=rule.note,
        counts=rule.row_counts,
    )
