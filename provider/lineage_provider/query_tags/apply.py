"""Puts the tags in place: which engine, which module, which wrapper.

In: what is switched on. Out: modules that are imported already are wrapped, the others when they are.
Nothing is imported here that a task without databases would not need, and calling it twice changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from lineage_provider.query_tags.wrapping import when_imported

log = logging.getLogger("lineage_provider")

ALL = "all"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One module to wait for, and the function of ours (``module:name``) that wraps what is in it."""

    engine: str
    module: str
    action: str


_SNOWFLAKE = "airflow.providers.snowflake.hooks"
_DATABRICKS = "airflow.providers.databricks"

WRAPPED = (
    Wrapped("snowflake", f"{_SNOWFLAKE}.snowflake", "snowflake:tag_sessions"),
    Wrapped("snowflake", f"{_SNOWFLAKE}.sql_api", "snowflake:tag_sql_api"),
    Wrapped("snowflake", f"{_SNOWFLAKE}.snowflake_sql_api", "snowflake:tag_sql_api"),  # until 6.19
    Wrapped("postgres", "airflow.providers.postgres.hooks.postgres", "postgres:tag_connections"),
    Wrapped("redshift", "airflow.providers.amazon.aws.hooks.redshift_sql", "redshift:tag_connections"),
    Wrapped("databricks", f"{_DATABRICKS}.utils.query_tags", "databricks:tag_operators"),
    Wrapped("databricks", f"{_DATABRICKS}.hooks.databricks_sql", "databricks:tag_connections"),
    Wrapped("bigquery", "airflow.providers.google.cloud.hooks.bigquery", "bigquery:tag_jobs"),
    Wrapped("trino", "airflow.providers.trino.hooks.trino", "trino:tag_trino"),
    Wrapped("presto", "airflow.providers.presto.hooks.presto", "trino:tag_presto"),
)
TAGGED = tuple(dict.fromkeys(wrapped.engine for wrapped in WRAPPED))
# No tag of their own (Trino and Presto: none in the text), and block comments in front of any statement.
# Hive does not take those, and Athena, whose DDL goes to Hive, takes them in front of queries and DML only.
COMMENTED = (
    "mysql", "mssql", "oracle", "sqlite", "duckdb", "trino", "presto",
    "athena", "clickhouse", "exasol", "teradata", "vertica",
)  # fmt: skip
_EXASOL = Wrapped("exasol", "airflow.providers.exasol.hooks.exasol", "exasol:comment_statements")
ENGINES = tuple(dict.fromkeys((*TAGGED, *COMMENTED)))

_DBAPI = "airflow.providers.common.sql.hooks.sql"

_tagged: set[str] = set()


def apply(*, query_tag: bool, query_comment: bool, engines: str = ALL) -> None:
    """Tag the queries of ``engines`` (:data:`ALL`, or names with commas between them)."""
    chosen = frozenset(_chosen(engines))
    tagged = chosen & set(TAGGED) if query_tag else frozenset()
    commented = chosen & set(COMMENTED) if query_comment else frozenset()
    _tagged.update(tagged)
    for wrapped in WRAPPED:
        if wrapped.engine in tagged:
            _wait(wrapped)
    if "exasol" in commented:
        _wait(_EXASOL)
    merging = bool(tagged & {"postgres", "redshift"})
    if commented or merging:
        _wait_for_dbapi(frozenset(commented), merging)


def is_tagged(engine: str) -> bool:
    """Whether sessions and queries of an engine are tagged in this process."""
    return engine in _tagged


def _wait(wrapped: Wrapped) -> None:
    file, _, name = wrapped.action.partition(":")
    when_imported(
        wrapped.module,
        f"{wrapped.engine} ({name})",
        # Ours is imported with theirs: until then it is not needed.
        lambda module: getattr(import_module(f"lineage_provider.query_tags.{file}"), name)(module),
    )


def _wait_for_dbapi(commented: frozenset[str], merging: bool) -> None:
    def action(module: object) -> None:
        from lineage_provider.query_tags import dbapi

        if commented:
            dbapi.add_comments(commented, merging)(module)  # type: ignore[arg-type]
        else:
            dbapi.merge_tags(module)  # type: ignore[arg-type]

    when_imported(_DBAPI, "SQL statements", action)


def _chosen(engines: str) -> Iterator[str]:
    names = [name.strip().lower() for name in engines.split(",") if name.strip()]
    if not names or ALL in names:
        yield from ENGINES
        return
    for name in names:
        if name in ENGINES:
            yield name
        else:
            log.warning(
                "[lineage_provider] query_tag_engines: %r is none of all, %s", name, ", ".join(ENGINES)
            )
