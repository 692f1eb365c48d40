"""One name for a table, wherever it stands in an event.

In: an engine and what its catalog answered. Out: (namespace, name) of a table. A module of its own
because the dataset, the column lineage that points at it and its symlinks must agree to the letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lineage_provider.engines.base import CatalogAnswer, Engine
from lineage_provider.engines.files import file_dataset
from lineage_provider.sql.model import CatalogColumn, TableName

Identity = tuple[str, str]
"""Namespace and name of a dataset."""


@dataclass(frozen=True)
class Naming:
    """How the tables of one connection are called, and what is known of their columns."""

    engine: Engine
    answer: CatalogAnswer = field(default_factory=CatalogAnswer)

    def identity(self, table: str) -> Identity:
        """Namespace and name, in the spelling the catalog stores."""
        name = table if isinstance(table, TableName) else TableName(table.split("."))
        return self.engine.dataset(self.answer.names.get(name, name))

    def columns(self, table: TableName) -> tuple[CatalogColumn, ...]:
        """The table's columns as the catalog has them; empty when it was not asked or has none."""
        return tuple(self.answer.columns.get(table, ()))

    def location(self, table: TableName) -> Identity | None:
        """What a stage points to, where the catalog tells."""
        url = self.answer.locations.get(table)
        return file_dataset(url) if url else None

    def other_identity(self, table: TableName) -> Identity | None:
        """The name that the SQL text gives a table, where the catalog stores another one."""
        if table not in self.answer.names:
            return None
        written = self.engine.dataset(table)
        return written if written != self.identity(table) else None
