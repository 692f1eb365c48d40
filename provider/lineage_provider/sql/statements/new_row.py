"""The rows that a statement has just written, for RETURNING and OUTPUT.

In: the columns that were written. Out: a relation of them. A module of its own because a value that is
returned is the value that was written: its lineage goes back to where that came from, and only what the
statement left alone comes from the table itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Column, Relation
from lineage_provider.sql.statement import Statement, Target


class NewRow(Relation):
    """The rows a statement has written: values that it gave, else what was there before.

    What an INSERT did not give (a generated key, a default) is the table's own. With ``both`` (MERGE) a value
    may be given or may be the old one.
    """

    __slots__ = ("both", "fold", "given", "own")

    def __init__(self, targets: Sequence[Target], own: Relation, fold: Any, *, both: bool) -> None:
        super().__init__()
        self.fold = fold
        self.own = own
        self.both = both
        self.given: dict[str, Column] = {}
        for target in targets:
            merged = self.given.setdefault(fold(target.name), Column(target.name))
            merged.add(target.column)

    def has(self, folded: str) -> bool | None:
        if folded in self.given:
            return True
        return self.own.has(folded)

    def get(self, folded: str, name: str) -> Column | None:
        given = self.given.get(folded)
        if given is not None and not self.both:
            return given
        old = self.own.get(folded, name)
        if given is None:
            return old if old is not None else Column(name)
        both = Column(given.name)
        both.add(given)
        if old is not None:
            both.add(old)
        return both

    def all(self) -> Sequence[Column] | None:
        names = self.own.all()
        if names is None:
            return None
        return [c for c in (self.get(self.fold(n.name), n.name) for n in names) if c is not None]

    def unknown(self) -> Iterable[Relation]:
        return self.own.unknown()


def new_row(statement: Statement, kind: str, table: TableName, *, both: bool = False) -> NewRow:
    """The rows last written into ``table`` by a statement of ``kind`` (INSERT, UPDATE, MERGE, DELETE).

    ``both``: an INSERT that may have changed a row instead.
    """
    script = statement.script
    own: Relation = script.content.get(table) or BaseTable(table, script.known(table))
    targets = statement.written if statement.last_written == table and kind != "DELETE" else []
    return NewRow(targets, own, statement.names.fold, both=both or kind == "MERGE")
