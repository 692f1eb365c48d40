"""What a database connection means for lineage: one file an engine.

In: an Airflow hook and its connection. Out: an :class:`Engine` (names, dialect, defaults, catalog).
:func:`engine_for` picks it; :func:`supported_engines` is what the documentation is made from
(``python -m lineage_provider.engines`` prints it as a table).
"""

from __future__ import annotations

from lineage_provider.engines.base import CatalogAnswer, Engine
from lineage_provider.engines.deadline import CatalogError, CatalogTimeout
from lineage_provider.engines.registry import (
    SupportedEngine,
    engine_for,
    engine_of_namespace,
    supported_engines,
)
from lineage_provider.engines.statistics import Amount, QueryFacts, RowCounts, Statistics, statistics_of

__all__ = [
    "Amount",
    "CatalogAnswer",
    "CatalogError",
    "CatalogTimeout",
    "Engine",
    "QueryFacts",
    "RowCounts",
    "Statistics",
    "SupportedEngine",
    "engine_for",
    "engine_of_namespace",
    "statistics_of",
    "supported_engines",
]
