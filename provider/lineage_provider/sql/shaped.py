"""What a table holds whose columns are those of another one that nobody knows.

In: the columns that the text has filled. Out: a relation of them and of any others. A module of its own
because it is neither a table of the warehouse, whose columns have sources, nor a query, whose columns are all
known.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.sql.relations import Column, Derived, OpenStar


class Shaped(Derived):
    """What a temporary table holds that has the columns of a table nobody knows: ``CREATE ... (LIKE t)``.

    Any name may be a column of it. One that the text did not fill has no source.
    """

    __slots__ = ()

    def index(self, fold: Any) -> None:
        super().index(fold)
        self.known = None

    def opened(self, open_stars: tuple[OpenStar, ...]) -> None:
        self.open = open_stars

    def has(self, folded: str) -> bool | None:
        return True if super().has(folded) else None

    def get(self, folded: str, name: str) -> Column | None:
        return super().get(folded, name) or Column(name)
