"""SQL text -> lineage: tables, columns and transformations, for every dialect that sqlglot reads.

In: SQL text, a dialect, optionally what is known of the tables' columns. Out: :class:`ScriptLineage`.
Needs sqlglot and the standard library only; knows nothing of Airflow.

``analyze`` is imported when it is first asked for: it brings sqlglot, which the models and the masking of
secrets do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lineage_provider.sql.model import (
    Catalog,
    CatalogColumn,
    ColumnEdge,
    Problem,
    ScriptLineage,
    StatementLineage,
    TableChange,
    TableName,
    ViewCatalog,
)

if TYPE_CHECKING:
    from lineage_provider.sql.analysis import analyze

__all__ = [
    "Catalog",
    "CatalogColumn",
    "ColumnEdge",
    "Problem",
    "ScriptLineage",
    "StatementLineage",
    "TableChange",
    "TableName",
    "ViewCatalog",
    "analyze",
]


def __getattr__(name: str) -> Any:
    if name == "analyze":
        from lineage_provider.sql.analysis import analyze

        globals()["analyze"] = analyze
        return analyze
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
