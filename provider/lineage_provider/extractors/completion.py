"""Operators that bring lineage of their own: what they found is completed, never changed.

In: the official result of such an operator. Out: the same result, with column lineage on outputs that
had none, found from the SQL in it. A module of its own because its first rule is what it must not do:
no dataset, facet or name of the official result is removed or altered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lineage_provider.engines.base import Engine
from lineage_provider.facets import datasets_of
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import TableName, analyze

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

# sqlglot's dialect of a dataset namespace's scheme, by OpenLineage's naming rules.
DIALECTS = {
    "awsathena": "athena",
    "bigquery": "bigquery",
    "databricks": "databricks",
    "mssql": "tsql",
    "mysql": "mysql",
    "oracle": "oracle",
    "postgres": "postgres",
    "redshift": "redshift",
    "snowflake": "snowflake",
    "spark": "spark",
    "teradata": "teradata",
    "trino": "trino",
}


def completed(official: Any, settings: Settings) -> Any:
    """Add column lineage to the outputs of ``official`` that lack it; returns the same object."""
    text = _sql_of(official)
    outputs = [d for d in official.outputs or () if _is_ours(d) and "columnLineage" not in (d.facets or {})]
    if not text or not outputs:
        return official
    for namespace in {d.namespace for d in outputs}:
        _complete(official, namespace, text, settings)
    return official


def _sql_of(official: Any) -> str:
    facet = (official.job_facets or {}).get("sql")
    query = getattr(facet, "query", None)
    return query if isinstance(query, str) and query.strip() else ""


def _is_ours(dataset: Any) -> bool:
    return _dialect(dataset.namespace) is not None


def _dialect(namespace: str) -> str | None:
    return DIALECTS.get(urlsplit(namespace).scheme or namespace)


def _complete(official: Any, namespace: str, text: str, settings: Settings) -> None:
    outputs = {d.name: d for d in official.outputs if d.namespace == namespace}
    known = [d for d in (*official.inputs, *official.outputs) if d.namespace == namespace]
    parts = {tuple(d.name.split(".")[:-1]) for d in known}
    default = next(iter(parts)) if len(parts) == 1 else ()
    schema = {d.name: _columns(d) for d in known if _columns(d)}
    lineage = analyze(
        text,
        _dialect(namespace),
        schema,
        default_database=default[-2] if len(default) > 1 else None,
        default_schema=default[-1] if default else None,
        budget_seconds=settings.analysis_budget,
    )
    names = {d.name.casefold(): d.name for d in known}
    for found in datasets_of(lineage, Naming(_Named(namespace, _dialect(namespace), official=names))).outputs:
        target = outputs.get(found.name)
        facet = (found.facets or {}).get("columnLineage")
        if target is not None and facet is not None and "columnLineage" not in (target.facets or {}):
            target.facets = {**(target.facets or {}), "columnLineage": facet}


def _columns(dataset: Any) -> list[str]:
    fields = getattr((dataset.facets or {}).get("schema"), "fields", None) or ()
    return [field.name for field in fields]


@dataclass(frozen=True)
class _Named(Engine):
    """An engine that calls tables as the official result does."""

    official: Mapping[str, str] = field(default_factory=dict)
    """Case-folded name to the name in the official result."""

    def dataset(self, table: TableName) -> tuple[str, str]:
        return self.namespace, self.official.get(str(table).casefold(), str(table))
