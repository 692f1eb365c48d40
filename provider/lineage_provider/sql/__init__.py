"""SQL text -> lineage: tables, columns and transformations, for every dialect that sqlglot reads.

In: SQL text, a dialect, optionally what is known of the tables' columns. Out: :class:`ScriptLineage`.
Needs sqlglot and the standard library only; knows nothing of Airflow.
"""

from __future__ import annotations

from lineage_provider.sql.analysis import analyze
from lineage_provider.sql.model import (
    Catalog,
    CatalogColumn,
    ColumnEdge,
    Problem,
    ScriptLineage,
    StatementLineage,
    TableChange,
    TableName,
)

__all__ = [
    "Catalog",
    "CatalogColumn",
    "ColumnEdge",
    "Problem",
    "ScriptLineage",
    "StatementLineage",
    "TableChange",
    "TableName",
    "analyze",
]
