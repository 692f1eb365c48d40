"""SQL text -> lineage: tables, columns and transformations, for every dialect that sqlglot reads.

In: SQL text, a dialect, optionally what is known of the tables' columns. Out: :class:`ScriptLineage`.
Needs sqlglot and the standard library only; knows nothing of Airflow.

Nothing is imported before it is asked for (PEP 562): the masking of secrets does without the models, and the
models without sqlglot, which comes with the first text that is analysed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lineage_provider.sql.door import analyze
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
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lineage_provider.sql import door, model

    globals().update({known: getattr(door if known == "analyze" else model, known) for known in __all__})
    return globals()[name]
