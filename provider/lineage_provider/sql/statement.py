"""The lineage of one statement while it is being read.

In: calls of the handlers: read this table, write these columns. Out: a :class:`StatementLineage`. A
module of its own because handlers say what a statement does, and this keeps what follows from it: which
tables are inputs and outputs, and what becomes of tables that live only inside the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from lineage_provider.sql.parsing import Parsed
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
)

if TYPE_CHECKING:
    from lineage_provider.sql.script import Script


_DUMMIES = frozenset(("DUAL", "dual", "Dual", "SYSDUMMY1", "sysdummy1"))
"""Tables of one row that hold no data (Oracle, MySQL, Exasol, Db2)."""


def is_of_session(table: TableName) -> bool:
    """T-SQL's ``#temp`` and ``@table`` variables, whoever made them."""
    return table.kind == "table" and table.parts[-1].startswith(("#", "@"))


class Target(NamedTuple):
    """One written column: its name, where it comes from, whether the name is only inferred."""

    name: str
    column: Column
    inferred: bool = False


class Statement:
    """Collects what one statement reads and writes."""

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
        self._said: set[tuple[str, str]] = set()
        self._bases: dict[TableName, BaseTable] = {}
        self._origins: dict[int, Origin] = {}
        self.reader = QueryReader(self)

    # What a query needs (the Tables protocol).

    def read(self, table: TableName) -> Relation:
        """The relation of a table that is read: an input, unless it lives only inside the text."""
        if table.parts[-1] in _DUMMIES and table.kind == "table":
            return self._nothing()
        if table in self.script.ephemeral:
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
            found = self._bases[table] = BaseTable(table, self.script.known(table))
        return found

    def _unknown_temporary(self, table: TableName) -> Relation:
        self.problem("unresolved", f"temporary table {table} is filled outside of this text")
        return self._nothing()

    def _nothing(self) -> Relation:
        empty = Derived([])
        empty.index(self.names.fold)
        return empty

    def problem(self, kind: ProblemKind, message: str, node: Any = None) -> None:
        """Report something that is not known, once a statement."""
        if (kind, message) in self._said:
            return
        self._said.add((kind, message))
        line, column = _place(node)
        self.problems.append(Problem(self.unit.number, kind, message, line, column))

    def variable(self, name: str) -> Column | None:
        """What a variable of the script holds; None where there is no such variable.

        A bare name is one only where the text declares it; in Snowflake's SQL it needs a colon.
        """
        if name[0] in "@:$":
            return self.script.values.get(key(name))
        folded = name.lower()
        if folded not in self.unit.variables or (self.names.name == "snowflake" and self.unit.role == "run"):
            return None
        return self.script.values.get(folded) or Column(name)

    def record(self, name: str) -> Relation | None:
        """The row that a loop or a cursor gives to a variable."""
        return self.script.records.get(name.lower().lstrip("@:$")) if self.unit.variables else None

    def check_time(self) -> None:
        self.script.check_time()

    def nested(self, tree: Any, ctes: dict[str, Relation]) -> Relation:
        """A data-modifying CTE; its RETURNING columns come from the table that it writes."""
        relation = self.script.handle(self, tree, ctes)
        for column in relation.all() or ():
            for table, _ in column.direct:
                if table not in self.script.ephemeral:
                    self.inputs[table] = None
        return relation

    # What a handler says.

    def table(self, node: exp.Table) -> TableName:
        return self.names.dataset(node)

    def target_columns(self, table: TableName) -> list[str] | None:
        """The columns of a written table in order, where they are known."""
        content = self.script.content.get(table) if table in self.script.ephemeral else None
        if content is not None and content.columns and not content.open:
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

    def write(
        self, table: TableName, targets: Sequence[Target], rows: dict[Steer, bool], *, replace: bool = False
    ) -> None:
        """Write columns into ``table``; ``replace`` drops what an ephemeral one held before."""
        if table != self.last_written:
            self.last_written, self.written = table, []
        self.written += targets
        if table in self.script.ephemeral:
            self.script.fill(table, targets, rows, replace=replace)
            return
        self.touch(table)
        if table in self.outputs:
            self.edges(table, targets, rows)

    def edges(self, table: TableName | str, targets: Iterable[Target], rows: dict[Steer, bool]) -> None:
        """Turn columns and rows into edges of ``table`` (``""``: a query that writes nothing)."""
        for target in targets:
            column = target.column
            origin = self._origin(column)
            name = target.name
            for (base, source), rank in column.direct.items():
                self.columns.append(
                    ColumnEdge(
                        table,
                        name,
                        base,
                        source,
                        "DIRECT",
                        SUBTYPE_OF_RANK[rank & RANK],
                        bool(rank & MASKED),
                        origin,
                        False,
                        target.inferred,
                    )
                )
            for (base, source, subtype), masked in column.indirect.items():
                self.columns.append(
                    ColumnEdge(
                        table, name, base, source, "INDIRECT", subtype, masked, origin, False, target.inferred
                    )
                )
        for (base, source, subtype), masked in rows.items():
            self.dataset.append(ColumnEdge(table, None, base, source, "INDIRECT", subtype, masked))

    def _origin(self, column: Column) -> Origin | None:
        node = column.node
        if node is None:
            return None
        found = self._origins.get(id(node))
        if found is None:
            dialect = self.names.dialect
            found = self._origins[id(node)] = Origin(lambda: node.sql(dialect=dialect, comments=False))
        return found

    def result(self) -> StatementLineage:
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
            tuple(self.problems),
            self.source,  # type: ignore[arg-type]
        )


def _place(node: Any) -> tuple[int | None, int | None]:
    """Line and column of a node, where the parser kept them (it does for identifiers)."""
    if not isinstance(node, exp.Expr):
        return None, None
    for each in (node, *node.find_all(exp.Identifier)):
        line = each.meta.get("line")
        if line is not None:
            return line, each.meta.get("col")
    return None, None
