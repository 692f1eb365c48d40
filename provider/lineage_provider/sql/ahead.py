"""A look ahead over the whole text: which tables live only inside it.

In: the parsed statements in order. Out: the names that are made as temporary, or made and then dropped
or renamed away. A module of its own because this must be known before the first read of such a table:
its columns are traced through, and it is neither an input nor an output.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlglot import exp

from lineage_provider.sql import session
from lineage_provider.sql.control import TSQL
from lineage_provider.sql.ddl import created_table, is_temporary, renames
from lineage_provider.sql.model import TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed

# What neither makes nor drops a table, nor changes the session.
_LASTING = frozenset((exp.Insert, exp.Update, exp.Delete, exp.Merge))


class Inside(NamedTuple):
    """Names of tables that live only inside the text."""

    tables: frozenset[TableName] = frozenset()
    until_renamed: frozenset[TableName] = frozenset()
    """Those of them that do so until they are renamed: another table has the name at the end."""


def ephemeral_tables(units: Iterable[Parsed], names: NameRules) -> Inside:
    """Tables that exist neither before nor after the text, as far as the text tells.

    ``names`` is not changed: USE and its like are followed on a copy.
    """
    units = list(units)
    if len(units) == 1 and units[0].tree.__class__ in _LASTING:
        return Inside()  # most texts
    look = _Look(names.copy())
    for place, unit in enumerate(units):
        if unit.tree is None:
            session.apply(None, unit.code, look.names)
        else:
            look.statement(unit.tree, unit.code, place)
    gone = {t: p for t, p in look.made.items() if t in look.renamed or not look.exists.get(t, True)}
    if gone:
        gone = _not_used_before(gone, units, names.copy())
    tables = frozenset(look.temporary | gone.keys())
    return Inside(tables, frozenset(t for t in gone if look.exists.get(t, True)))


def _not_used_before(
    gone: dict[TableName, int], units: Sequence[Parsed], names: NameRules
) -> dict[TableName, int]:
    """Without the tables that existed before the text made them: it uses them earlier."""
    last = max(gone.values())
    for place, unit in enumerate(units[:last]):
        tree = unit.tree
        if tree is None or isinstance(tree, exp.Drop):
            continue
        for table in tree.find_all(exp.Table):
            if gone.get(names.dataset(table), -1) > place:
                del gone[names.dataset(table)]
        if session.changes_session(tree):
            session.apply(tree, unit.code, names)
    return gone


class _Look:
    def __init__(self, names: NameRules) -> None:
        self.names = names
        self.made: dict[TableName, int] = {}
        """Tables and the place of the statement that first makes them."""
        self.place = 0
        self.temporary: set[TableName] = set()
        self.exists: dict[TableName, bool] = {}
        self.unsure: set[TableName] = set()
        """Tables that the text makes if they do not exist."""
        self.renamed: set[TableName] = set()
        """Tables that the text makes and renames."""

    def statement(self, tree: Any, text: str, place: int) -> None:
        self.place = place
        kind = type(tree)
        if kind is exp.Block:
            for each in tree.expressions:
                self.statement(each, text, place)
        elif kind is exp.Create:
            self._create(tree)
        elif kind is exp.Insert and self.names.name in TSQL:
            target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
            written = self.names.dataset(target) if isinstance(target, exp.Table) else None
            if written is not None and written.parts[-1].startswith("@"):
                self.temporary.add(written)  # T-SQL: a variable of a table type, empty where it is declared
        elif kind is exp.Drop:
            for table in tree.find_all(exp.Table):
                self.exists[self.names.dataset(table)] = False
        elif isinstance(tree, exp.Select) and tree.args.get("into") is not None:
            into = tree.args["into"].this
            if isinstance(into, exp.Table):
                self._made(self.names.dataset(into), temporary=is_temporary(tree.args["into"]))
        elif kind is exp.LoadData and tree.args.get("temp"):
            for table in tree.this.find_all(exp.Table):
                self._made(self.names.dataset(table), temporary=True)
        elif kind in (exp.Alter, exp.Execute, exp.Command):
            for old, new, swap in renames(tree, text, self.names):
                if not swap and old in self.temporary:
                    self.temporary.add(new)
                elif not swap:
                    if old in self.made and old not in self.unsure:
                        self.renamed.add(old)
                    if not self.exists.get(new, False):
                        self.made.setdefault(new, self.place)
                    self.exists[new] = True
                    self.exists[old] = False
        if session.changes_session(tree):
            session.apply(tree, text, self.names)

    def _create(self, tree: Any) -> None:
        table = created_table(tree)
        if table is not None:
            name = self.names.dataset(table)
            if tree.args.get("exists") and name not in self.exists:
                self.unsure.add(name)
            self._made(name, temporary=is_temporary(tree))

    def _made(self, table: TableName, *, temporary: bool) -> None:
        if temporary or self.names.of_session(table):
            self.temporary.add(self.names.made_in_session(table))
        else:
            self.made.setdefault(table, self.place)
            self.exists[table] = True
