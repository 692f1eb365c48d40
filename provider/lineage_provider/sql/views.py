"""Views of the catalog, looked through: a view that is read is replaced by its definition.

In: a view's name and its defining SQL. Out: a :class:`View` relation whose columns come from the tables
behind it. A module of its own because it is off unless asked for, and because a definition is read under
rules of its own: its names belong to the view's schema, and no temporary table of the text is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.lookups import Columns
from lineage_provider.sql.model import TableName
from lineage_provider.sql.parsing import Parser
from lineage_provider.sql.relations import View
from lineage_provider.sql.splitting import Piece

if TYPE_CHECKING:
    from lineage_provider.sql.statement import Statement

MAX_DEPTH = 32
"""Views inside views beyond which the rest is taken for tables."""


class Views:
    """The views that one text reads; definitions are parsed once."""

    def __init__(self, columns: Columns, *, complete: bool) -> None:
        """``complete``: a catalog was asked, so a table it says nothing of may be a view, too."""
        self._columns = columns
        self._complete = complete
        self._trees: dict[TableName, tuple[Any, list[str]] | str] = {}
        self.inside: list[TableName] = []
        """The views being read, outermost first."""

    def relation(self, table: TableName, statement: Statement) -> View | None:
        """``table`` as its definition says it is; None where it is no view, or cannot be looked through."""
        definition = self._columns.definition(table)
        if definition is None:
            if self.inside and self._complete and self._columns.of(table) is None:
                message = f"the catalog was not asked for {table}: if it is a view, it is not looked through"
                statement.problem("unresolved", message)
            return None
        if table in self.inside:
            statement.problem("unresolved", f"view {table} reads itself")
            return None
        if len(self.inside) >= MAX_DEPTH:
            statement.problem("budget", f"view {table} is {MAX_DEPTH} views deep: it is not looked through")
            return None
        found = self._tree(table, definition, statement)
        if isinstance(found, str):
            statement.problem("parse", f"view {table} is not looked through: {found}")
            return None
        return self._read(table, *found, statement)

    def _tree(self, table: TableName, definition: str, statement: Statement) -> tuple[Any, list[str]] | str:
        """The query of a definition and the columns it names; or why there is none."""
        if table not in self._trees:
            self._trees[table] = _query(definition, Parser(statement.names))
        return self._trees[table]

    def _read(self, table: TableName, tree: Any, named: list[str], statement: Statement) -> View:
        names = statement.names
        session = names.default_database, names.default_schema
        if len(table.parts) > 1:
            names.default_schema = table.parts[-2]
        if len(table.parts) > 2:
            names.default_database = table.parts[-3]
        self.inside.append(table)
        try:
            inside = statement.reader.query(tree, None, {})
            known = self._columns.of(table)
            if known is None and named:
                known = {names.fold(name): name for name in named}
            view = View(table, known, inside)
            for name in view.lost():
                message = f"where its column {name} comes from is not known"
                statement.problem("unresolved", message)
        finally:
            self.inside.pop()
            names.default_database, names.default_schema = session
        return view


def _query(definition: str, parser: Parser) -> tuple[Any, list[str]] | str:
    unit = parser.parse(Piece(definition, 0), 0)
    tree = unit.tree
    if unit.problem is not None or tree is None:
        return unit.problem.message if unit.problem is not None else "its definition is empty"
    named: list[str] = []
    if isinstance(tree, exp.Create):
        if isinstance(tree.this, exp.Schema):
            parts = [part.this if isinstance(part, exp.ColumnDef) else part for part in tree.this.expressions]
            named = [parser.names.column(part) for part in parts if isinstance(part, exp.Identifier)]
        tree = tree.expression
    if not isinstance(tree, (exp.Query, exp.Subquery)):
        return "its definition is no query"
    return tree, named
