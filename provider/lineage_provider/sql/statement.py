"""The lineage of one statement while it is being read.

In: calls of the handlers: read this table, write these columns. Out: a :class:`StatementLineage`. A
module of its own because handlers say what a statement does, and this keeps what follows from it: which
tables are inputs and outputs, and what becomes of tables that live only inside the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlglot import exp

from lineage_provider.sql.dynamic import key
from lineage_provider.sql.model import (
    Change,
    ColumnEdge,
    Origin,
    Problem,
    ProblemKind,
    StatementLineage,
    TableChange,
    TableName,
)
from lineage_provider.sql.names import DUMMIES
from lineage_provider.sql.parsing import Parsed
from lineage_provider.sql.places import NOWHERE, Place, Places
from lineage_provider.sql.queries import QueryReader
from lineage_provider.sql.relations import (
    MASKED,
    RANK,
    SUBTYPE_OF_RANK,
    BaseTable,
    Column,
    Derived,
    Relation,
    Steer,
    add_steers,
)

if TYPE_CHECKING:
    from lineage_provider.sql.script import Script


_PIPELINE = ("live",)
"""Databricks: the schema of a pipeline's own tables and temporary views, whatever schema it writes into."""


def is_of_session(table: TableName) -> bool:
    """T-SQL's ``#temp`` and ``@table`` variables, whoever made them."""
    return table.kind == "table" and table.parts[-1].startswith(("#", "@"))


class Target(NamedTuple):
    """One written column: its name, where it comes from, whether the name is only inferred."""

    name: str
    column: Column
    inferred: bool = False


_edge: Callable[[tuple[Any, ...]], ColumnEdge] = partial(tuple.__new__, ColumnEdge)
"""An edge of all its values, in order: calling the class takes twice as long, and a text makes hundreds."""


class Statement:
    """Collects what one statement reads and writes."""

    __slots__ = (
        "_bases",
        "_lower",
        "_origins",
        "_places",
        "_said",
        "beside",
        "changes",
        "check_time",
        "columns",
        "cte_names",
        "dataset",
        "decided",
        "hold",
        "inputs",
        "kind",
        "last_written",
        "names",
        "outputs",
        "problems",
        "reader",
        "result_rows",
        "script",
        "source",
        "unit",
        "written",
    )

    def __init__(self, script: Script, unit: Parsed) -> None:
        self.script = script
        self.unit = unit
        self.names = script.names
        self.kind = ""
        self.inputs: dict[TableName, None] = {}
        self.outputs: dict[TableName, None] = {}
        self.columns: list[ColumnEdge] = []
        self.dataset: list[ColumnEdge] = []
        self.changes: list[TableChange] = []
        self.problems: list[Problem] = []
        self.source = "sqlglot"
        self.last_written: TableName | None = None
        self.written: list[Target] = []
        """What was written into the table named last, for OUTPUT and RETURNING."""
        self.decided: list[dict[Steer, bool]] = []
        """What decided those rows."""
        self.cte_names: set[str] = set()
        """Names of all CTEs of the statement, wherever they can be seen."""
        self.beside: dict[str, Relation] = {}
        """The other tables of an UPDATE, DELETE or MERGE, by alias: OUTPUT may name them."""
        self.result_rows: Derived | None = None
        """What a query that writes nothing gives."""
        self._said: set[tuple[str, str]] = set()
        self._lower: str | None = None
        self._places: Places | None = None
        self._bases: dict[TableName, BaseTable] = {}
        self._origins: dict[int, Origin] = {}
        self.check_time = script.budget.check_time
        self.hold = script.budget.hold
        self.reader = QueryReader(self)

    # What a query needs (the Tables protocol).

    def read(self, table: TableName) -> Relation:
        """The relation of a table that is read: an input, unless it lives only inside the text."""
        if table.parts[-1] in DUMMIES and table.kind == "table":
            return self.nothing()
        views = self.script.views
        if self.script.ephemeral and table.parts[-2:-1] == _PIPELINE and self.names.name == "databricks":
            inside = self.names.qualified(table.parts[-1:])
            table = inside if inside in self.script.ephemeral else table
        if table in self.script.ephemeral and not (views and views.inside):
            content = self.script.content.get(table)
            if content is not None:
                if table in self.script.moved:
                    self.inputs[self.script.moved[table]] = None
                return content
            return self._unknown_temporary(table)
        if is_of_session(table):
            return self._unknown_temporary(table)
        self.inputs[table] = None
        found = self._bases.get(table)
        if found is None:
            found = self._bases[table] = self.script.base(table, self)
        return found

    def _unknown_temporary(self, table: TableName) -> Relation:
        self.problem("unresolved", f"temporary table {table} is filled outside of this text")
        return self.nothing()

    def nothing(self) -> Derived:
        """A relation without columns."""
        empty = Derived([])
        empty.index(self.names.fold)
        return empty

    def problem(self, kind: ProblemKind, message: str, node: Any = None) -> None:
        """Report something that is not known, once a statement."""
        views = self.script.views
        if views is not None and views.inside:
            message, node = f"in view {views.inside[-1]}: {message}", None
        if (kind, message) in self._said:
            return
        self._said.add((kind, message))
        line, column = self._place(node)
        self.problems.append(Problem(self.unit.number, kind, message, line, column))

    def _place(self, node: Any) -> Place:
        """Line and column of a node, where the parser kept them (it does for identifiers)."""
        if not isinstance(node, exp.Expr):
            return NOWHERE
        for each in (node, *node.find_all(exp.Identifier)):
            line = each.meta.get("line")
            if line is not None:
                if self._places is None:
                    self._places = Places(self.unit.text)
                length = each.meta["end"] - each.meta["start"] + 1
                return self._places.of_word(each.name, line, each.meta["col"], length)
        return NOWHERE

    def variable(self, name: str) -> Column | None:
        """What a variable of the script holds; None where there is no such variable.

        A bare name is one only where the text declares it; in Snowflake's SQL it needs a colon.
        """
        if name.startswith(("@", ":", "$")):
            return self._held(key(name))
        folded = name.lower()
        if folded not in self.unit.variables or (self.names.name == "snowflake" and self.unit.role == "run"):
            return None
        return self._held(folded) or self.returned(folded) or Column(name)

    def returned(self, function: str) -> Column | None:
        """What a function of the text returned when it was called last; None where that is not known."""
        values = self.script.values
        return values.get(f"{function}()") if values else None

    def _held(self, name: str) -> Column | None:
        held = self.script.values.get(name)
        if held is not None and name in self.script.told:
            self.inputs.update((table, None) for table, _ in held.direct)
        return held

    def record(self, name: str) -> Relation | None:
        """The row that a loop or a cursor gives to a variable."""
        if not self.unit.variables:
            return None
        folded = name.lower().lstrip("@:$")
        found = self.script.records.get(folded)
        if found is not None and folded in self.script.told:
            self.inputs.update((table, None) for column in found.all() or () for table, _ in column.direct)
        return found

    def mentions(self, word: str) -> bool:
        """Whether the statement's text has a word (lower case) anywhere."""
        if self._lower is None:
            self._lower = self.unit.text.lower()
        return word in self._lower

    def typed(self, table: TableName) -> bool:
        """Whether the catalog has the types of a table's columns, and not only this text their names."""
        return table not in self.script.defined and self.script.known(table) is not None

    def earlier(self, back: int) -> Relation | None:
        """What the query gave that stands so many statements before this one."""
        return self.script.results.get(self.unit.number - back)

    def nested(self, tree: Any, ctes: dict[str, Relation]) -> Relation:
        """A data-modifying CTE; its RETURNING columns come from the table that it writes."""
        relation = self.script.handle(self, tree, ctes)
        for column in relation.all() or ():
            for table, _ in column.direct:
                if table not in self.script.ephemeral:
                    self.inputs[table] = None
        for each in relation.unknown():
            for base in (each, *each.unknown()):  # the rows that were written, and their table
                if isinstance(base, BaseTable) and base.table not in self.script.ephemeral:
                    self.inputs[base.table] = None
        return relation

    # What a handler says.

    def table(self, node: exp.Table) -> TableName:
        return self.names.dataset(node)

    def target_columns(self, table: TableName) -> list[str] | None:
        """The columns of a written table in order, where they are known."""
        content = self.script.content.get(table) if table in self.script.ephemeral else None
        if content is not None and content.columns and content.known is not None:
            return [c.name for c in content.columns]
        known = self.script.known(table)
        return None if known is None else list(known.values())

    def changed(self, table: TableName, change: Change, previous: TableName | None = None) -> None:
        """Record what happened to a table as a whole."""
        if table not in self.script.ephemeral:
            self.changes.append(TableChange(table, change, previous))

    def touch(self, table: TableName) -> None:
        """Name a table as written, without columns."""
        if table not in self.script.ephemeral and not is_of_session(table):
            self.outputs[table] = None
            if table.parts[-1][:11].lower() == "identifier(":
                self.problem("unresolved", "IDENTIFIER() of a variable: the table is not known")

    def write(
        self, table: TableName, targets: Sequence[Target], rows: dict[Steer, bool], *, replace: bool = False
    ) -> None:
        """Write columns into ``table``; ``replace`` drops what an ephemeral one held before."""
        if table != self.last_written:
            self.last_written, self.written, self.decided = table, [], []
        self.written += targets
        self.decided.append(rows)
        if table in self.script.ephemeral:
            self.script.fill(table, targets, rows, replace=replace)
            return
        self.touch(table)
        if table in self.outputs:
            self.edges(table, targets, rows)

    def edges(self, table: TableName | str, targets: Sequence[Target], rows: dict[Steer, bool]) -> None:
        """Turn columns and rows into edges of ``table`` (``""``: a query that writes nothing)."""
        count = len(rows) + sum([len(t[1].direct) + len(t[1].indirect) for t in targets])
        if not self.script.budget.edge_room(count):
            message = f"{count:,} more column edges are too many for one text: its tables are listed only"
            self.problem("budget", message)
            return
        for target in targets:
            name, column, inferred = target
            origin = self._origin(column)
            for (base, source), rank in column.direct.items():
                subtype, masked = SUBTYPE_OF_RANK[rank & RANK], bool(rank & MASKED)
                self.columns.append(
                    _edge((table, name, base, source, "DIRECT", subtype, masked, origin, False, inferred))
                )
            for (base, source, subtype), masked in column.indirect.items():
                self.columns.append(
                    _edge((table, name, base, source, "INDIRECT", subtype, masked, origin, False, inferred))
                )
        for (base, source, subtype), masked in rows.items():
            self.dataset.append(
                _edge((table, None, base, source, "INDIRECT", subtype, masked, None, False, False))
            )

    def _origin(self, column: Column) -> Origin | None:
        node = column.node
        if node is None:
            return None
        found = self._origins.get(id(node))
        if found is None:
            dialect = self.names.dialect
            shown = self.names.restored if self.names.placeholders else str
            found = self._origins[id(node)] = Origin(lambda: shown(node.sql(dialect=dialect, comments=False)))
        return found

    def _shown(self, problem: Problem) -> Problem:
        """A problem with the templates and parameters of the text as they were written."""
        return replace(problem, message=self.names.restored(problem.message))

    def rows_written(self) -> dict[Steer, bool]:
        """What decided the rows that were written last: it decides those that the statement returns, too."""
        found: dict[Steer, bool] = {}
        for rows in self.decided:
            add_steers(found, rows)
        return found

    def result(self) -> StatementLineage:
        """What was found; nothing is read afterwards."""
        # The reader knows the statement and is known by it: a ring that only the collector would open.
        del self.reader
        return StatementLineage(
            self.unit.number,
            self.kind,
            self.unit.text,
            self.unit.start,
            tuple(self.inputs),
            tuple(self.outputs),
            tuple(self.columns),
            tuple(self.dataset),
            tuple(self.changes),
            tuple(map(self._shown, self.problems)) if self.names.placeholders else tuple(self.problems),
            self.source,  # type: ignore[arg-type]
        )
