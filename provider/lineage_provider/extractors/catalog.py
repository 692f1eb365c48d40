"""The catalog of a task's connection, asked at the most once.

In: an engine and a hook. Out: a :class:`~lineage_provider.sql.Catalog` for the analysis, and the answer,
kept for the schema facets. A module of its own because the analysis must not know hooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lineage_provider.engines import CatalogAnswer, Engine
from lineage_provider.sql import CatalogColumn, TableName


class TaskCatalog:
    """Columns of the tables that one task reads and writes."""

    def __init__(self, engine: Engine, hook: Any, timeout: float) -> None:
        self._engine = engine
        self._hook = hook
        self._timeout = timeout
        self.answer = CatalogAnswer()

    def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
        """Ask for ``tables``, all together; raises CatalogError, and then the answer stays empty."""
        self.answer = self._engine.columns(self._hook, tables, timeout=self._timeout)
        return self.answer.columns
