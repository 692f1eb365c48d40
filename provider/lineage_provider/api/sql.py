"""Datasets of a SQL text that the caller ran.

In: the text and what its connection means. Out: datasets with schemas and columns, and what could not be
known. A module of its own because it is the only part that imports the SQL engine, at the first text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openlineage.client.facet_v2 import extraction_error_run

    from lineage_provider.facets import Datasets

_LEVELS = {
    "mysql": 2,
    "mariadb": 2,
    "hive": 2,
    "spark": 2,
    "clickhouse": 2,
    "sqlite": 1,
    "duckdb": 2,
    "file": 1,
}
"""Parts of a full table name by the scheme of the namespace, where it is not database.schema.table."""


@dataclass(frozen=True)
class Sql:
    """What a SQL text told."""

    datasets: Datasets
    error: extraction_error_run.ExtractionErrorRunFacet | None = None


def lineage_of(
    text: str | Sequence[str],
    *,
    dialect: str | None,
    namespace: str,
    database: str | None,
    schema: str | None,
    columns: Mapping[str, Mapping[str, str]] | None,
) -> Sql:
    """Analyse ``text``; nothing is run. ``columns`` gives the columns and types of tables by name."""
    from lineage_provider.engines import Engine
    from lineage_provider.engines.base import CatalogAnswer
    from lineage_provider.facets import datasets_of, extraction_error
    from lineage_provider.facets.naming import Naming
    from lineage_provider.sql import analyze
    from lineage_provider.sql.model import CatalogColumn

    engine = Engine(
        namespace,
        dialect,
        default_database=database,
        default_schema=schema,
        levels=_LEVELS.get(namespace.partition(":")[0], 3),
    )
    found = analyze(text, dialect, columns, default_database=database, default_schema=schema)
    known = {
        table: tuple(CatalogColumn(name, kind) for name, kind in columns[key].items())
        for table in (*found.inputs, *found.outputs)
        if columns
        for key in columns
        if str(table).casefold().endswith(key.casefold()) and _is_tail(str(table), key)
    }
    error = extraction_error(
        found.problems, len(found.statements), {s.number: s.text for s in found.statements}
    )
    return Sql(datasets_of(found, Naming(engine, CatalogAnswer(known))), error)


def _is_tail(table: str, key: str) -> bool:
    """Whether ``key`` names the last parts of ``table``."""
    parts, last = table.casefold().split("."), key.casefold().split(".")
    return parts[-len(last) :] == last
