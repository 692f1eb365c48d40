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

    def __init__(
        self,
        engine: Engine,
        hook: Any,
        timeout: float,
        *,
        views: bool = False,
        known: CatalogAnswer | None = None,
    ) -> None:
        """``views``: ask for what views are made of, too; ``known``: an answer from before, to be used."""
        self._engine = engine
        self._hook = hook
        self._timeout = timeout
        self._views = views
        self._asked = known is not None
        self.answer = known or CatalogAnswer()

    def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
        """Ask for ``tables``, all together; raises CatalogError, and then the answer stays empty."""
        if self._asked:
            return {table: found for table in tables if (found := self.answer.columns.get(table)) is not None}
        self._asked = True
        self.answer = self._engine.columns(self._hook, tables, timeout=self._timeout, views=self._views)
        return self.answer.columns

    def view_definition(self, table: TableName) -> str | None:
        """What a view of the answer is made of, as SQL."""
        return self.answer.definitions.get(table)

    def settle(self, tables: Sequence[TableName]) -> None:
        """Let the answer know the tables behind views by the names that definitions have for them."""
        if self.answer.definitions:
            self.answer = self._engine.answered(self.answer, (*self.answer.columns, *tables))
