"""The state that goes from statement to statement of one text.

In: parsed statements and known columns. Out: the lineage of each. A module of its own because the order
of statements matters: what a session's defaults are, what a temporary table holds by now, which columns
a table got earlier in the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lineage_provider.sql import session
from lineage_provider.sql.ahead import Inside
from lineage_provider.sql.budget import Budget, OutOfBudget
from lineage_provider.sql.forks import Walker
from lineage_provider.sql.held import Held, either, joined, tells_more
from lineage_provider.sql.lookups import Columns
from lineage_provider.sql.misparses import report_unread
from lineage_provider.sql.model import Problem, StatementLineage, TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed
from lineage_provider.sql.relations import BaseTable, Column, Derived, Relation, Steer, add_steers
from lineage_provider.sql.shaped import Shaped
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements import handle, unparsed
from lineage_provider.sql.statements.forms import followed
from lineage_provider.sql.statements.output import output_into
from lineage_provider.sql.statements.tables_only import tables_only
from lineage_provider.sql.statements.values import bind, told
from lineage_provider.sql.structs import columns_of
from lineage_provider.sql.views import Views


class Script:
    """Reads the statements of one text in order."""

    def __init__(
        self,
        names: NameRules,
        columns: Columns,
        inside: Inside,
        deadline: float,
        views: Views | None = None,
    ) -> None:
        self.names = names
        self.columns = columns
        self.ephemeral = inside.tables
        """Tables that live only inside the text."""
        self.until_renamed = inside.until_renamed
        """Those of them whose name another table gets."""
        self.views = views
        """The catalog's views, where they are looked through."""
        self.budget = Budget(deadline)
        self.content: dict[TableName, Derived] = {}
        """What ephemeral tables hold by now."""
        self.defined: dict[TableName, dict[str, str]] = {}
        """Columns of tables that this text defines: folded name to spelling."""
        self.named: set[TableName] = set()
        """Those of them whose columns all have a name in the text."""
        self.moved: dict[TableName, TableName] = {}
        """Real tables under an ephemeral name, renamed away."""
        self.values: dict[str, Column] = {}
        """What variables hold, by key."""
        self.told: set[str] = set()
        """Those that RETURNING ... INTO gave a value: who uses one reads the table that was written."""
        self.records: dict[str, Relation] = {}
        """Cursors and row variables."""
        self.walker = Walker(self.held, self._hold, self._joined)
        self.results: dict[int, Derived | None] = {}
        """What the queries gave, by number; nothing for a number that stands for several statements."""

    def known(self, table: TableName) -> Mapping[str, str] | None:
        """Columns of a base table: as this text defined it, else as the catalog has it."""
        found = self.defined.get(table)
        return found if found is not None else self.columns.of(table)

    def base(self, table: TableName, statement: Statement) -> BaseTable:
        """A base table, or a view of the catalog with what is behind it, if that is asked for."""
        if self.views is None:
            return self._table(table, self.known(table))
        if self.views.inside and table in self.ephemeral:
            # A view of the catalog does not read a temporary table of that name.
            return self.views.relation(table, statement) or self._table(table, self.columns.of(table))
        view = self.views.relation(table, statement) if table not in self.defined else None
        return view or self._table(table, self.known(table))

    def _table(self, table: TableName, known: Mapping[str, str] | None) -> BaseTable:
        kinds = self.columns.structs(table) if table not in self.defined else None
        if not kinds:
            return BaseTable(table, known)
        return BaseTable(
            table,
            known,
            lambda folded, name: columns_of(kinds.get(folded, ""), table, name, self.names.fold),
        )

    def define(self, table: TableName, columns: Sequence[str], *, named: bool = True) -> None:
        """Remember the columns a statement gave to a table; ``named``: the text has the names of all."""
        if columns:
            self.defined[table] = {self.names.fold(c): c for c in columns}
            (self.named.add if named else self.named.discard)(table)

    def output_columns(self, statements: Sequence[StatementLineage]) -> dict[TableName, tuple[str, ...]]:
        """Columns of the tables that the text makes and leaves as it made them."""
        made = {t for s in statements for t in s.outputs} & self.named
        altered = {c.table for s in statements for c in s.changes if c.change == "ALTER"}
        return {
            table: tuple(self.defined[table].values()) for table in made - altered if table in self.defined
        }

    def held(self) -> Held:
        """What temporary tables and variables hold by now."""
        return Held(self.content.copy(), self.values.copy(), self.records.copy(), self.told.copy())

    def _hold(self, held: Held) -> None:
        self.content, self.values = held.tables.copy(), held.values.copy()
        self.records, self.told = held.records.copy(), held.told.copy()

    def _joined(self, one: Held, other: Held) -> Held:
        return either(one, other, self.names.fold)

    def back(self, before: Held) -> bool:
        """Begin another round of a loop with what the last one left; False where that tells nothing new."""
        now = self.held()
        if not tells_more(now, before):
            return False
        self._hold(self._joined(before, now))
        return True

    def read(self, unit: Parsed) -> StatementLineage:
        """The lineage of one statement; errors of any kind become problems of it."""
        self.walker.go(unit.path)
        statement = Statement(self, unit)
        if unit.problem is not None:
            statement.problems.append(unit.problem)
        try:
            if unit.role != "run":
                bind(statement)
            elif followed(statement):
                pass
            elif unit.tree is None:
                unparsed(statement)
                session.apply(None, unit.code, self.names)
            else:
                result = handle(statement, unit.tree, {})
                if unit.names:
                    told(statement, result)
                report_unread(statement, unit.tree)
                if unit.output is not None:
                    output_into(statement, unit.output)
                if session.changes_session(unit.tree):
                    session.apply(unit.tree, unit.code, self.names)
        except OutOfBudget as error:
            statement.problem("budget", f"{error}: its tables are listed, its columns are not")
            tables_only(statement, unit.tree)
        except RecursionError:
            statement.problem("budget", "too deeply nested to be analysed: its tables are listed")
            tables_only(statement, unit.tree)
        except Exception as error:
            statement.problem("internal", f"{type(error).__name__}: {error}"[:300])
        self.results[unit.number] = None if unit.number in self.results else statement.result_rows
        return statement.result()

    def handle(self, statement: Statement, tree: object, ctes: dict[str, Relation]) -> Relation:
        """A statement inside another (a data-modifying CTE)."""
        return handle(statement, tree, ctes)

    def fill(
        self, table: TableName, targets: Sequence[Target], rows: dict[Steer, bool], *, replace: bool
    ) -> None:
        """Let an ephemeral table hold what is written into it, beside or instead of what it held."""
        before = None if replace else self.content.get(table)
        fold = self.names.fold
        written = Derived([target.column.renamed(target.name) for target in targets])
        add_steers(written.rows, rows)
        self.content[table] = joined(before or Derived([]), written, fold)

    def emptied(self, table: TableName) -> None:
        """Let an ephemeral table lose its rows and keep its columns."""
        before = self.content.get(table)
        if before is not None:
            self.shaped(table, [c.name for c in before.columns], known=before.known is not None)

    def shaped(self, table: TableName, columns: Sequence[str], *, known: bool) -> None:
        """Let an ephemeral table have columns and no rows; not ``known``: it may have others, too."""
        result = (Derived if known else Shaped)([Column(name) for name in columns])
        result.index(self.names.fold)
        self.content[table] = result


def unread(unit: Parsed, message: str) -> StatementLineage:
    """A statement that the budget did not reach."""
    problem = Problem(unit.number, "budget", message)
    return StatementLineage(unit.number, "", unit.text, unit.start, problems=(problem,), source="")
