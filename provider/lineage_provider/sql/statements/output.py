"""OUTPUT ... INTO: what a write tells about the rows it wrote, put into another table.

In: the INSERT that the clause stands for, and what the statement has just written. Out: the second table's
columns. ``inserted`` are the new values, ``deleted`` the old ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.ddl import declared_columns
from lineage_provider.sql.model import TableName
from lineage_provider.sql.projections import projections
from lineage_provider.sql.relations import BaseTable, Column, Relation
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.insert import mapped, target_of


class NewRow(Relation):
    """The rows a statement has written: values that it gave, else what was there before.

    ``own`` is None for a pure INSERT, where nothing was there before; with ``both`` (MERGE) a value may be
    given or may be the old one.
    """

    __slots__ = ("both", "fold", "given", "own")

    def __init__(self, targets: Sequence[Target], own: Relation | None, fold: Any, *, both: bool) -> None:
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
        return self.own.has(folded) if self.own is not None else None

    def get(self, folded: str, name: str) -> Column | None:
        given = self.given.get(folded)
        if given is not None and not (self.both and self.own is not None):
            return given
        old = self.own.get(folded, name) if self.own is not None else None
        if given is None:
            return old if old is not None else Column(name)
        both = Column(given.name)
        both.add(given)
        if old is not None:
            both.add(old)
        return both

    def all(self) -> Sequence[Column] | None:
        names = self.own.all() if self.own is not None else list(self.given.values())
        if names is None:
            return None
        return [c for c in (self.get(self.fold(n.name), n.name) for n in names) if c is not None]


def new_row(statement: Statement, kind: str, table: TableName, targets: Sequence[Target]) -> NewRow:
    """The written rows of the last statement of ``kind`` (INSERT, UPDATE, MERGE)."""
    script = statement.script
    own: Relation | None = script.content.get(table) or BaseTable(table, script.known(table))
    if kind == "INSERT":
        own = None
    return NewRow(targets, own, statement.names.fold, both=kind == "MERGE")


def output_into(statement: Statement, tree: Any) -> None:
    """Write the OUTPUT clause ``tree`` (an INSERT) of the statement just handled."""
    table = statement.last_written
    if table is None or not isinstance(tree, exp.Insert):
        statement.problem("unsupported", "OUTPUT of a statement that writes no table", tree)
        return
    script = statement.script
    own = script.content.get(table) or BaseTable(table, script.known(table))
    scope = Scope(statement.reader, None)
    scope.add("inserted", new_row(statement, statement.kind, table, statement.written))
    scope.add("deleted", own)
    for name in scope.sources:
        scope.named_only.add(name)
    body = tree.args.get("expression")
    result = projections(body.args.get("expressions") or [] if body is not None else [], scope)
    result.index(statement.names.fold)
    for column in result.columns:
        for base, _ in column.direct:
            if base == table and table not in script.ephemeral:
                statement.inputs[table] = None
    target = target_of(statement, tree.args.get("this"))
    if target is not None:
        columns = declared_columns(tree, statement.names)
        statement.write(target, mapped(statement, target, columns, result), {})
