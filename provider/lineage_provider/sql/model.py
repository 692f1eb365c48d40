"""What an analysis says: tables, column edges, changes and problems, as frozen values.

In: nothing. Out: the value objects that :func:`lineage_provider.sql.analyze` returns and that the
facet builders read. A module of its own because both sides of that door depend on it, and on
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, runtime_checkable

TableKind = Literal["table", "file", "stage", "temporary"]
EdgeType = Literal["DIRECT", "INDIRECT"]
Subtype = Literal[
    "IDENTITY",
    "TRANSFORMATION",
    "AGGREGATION",
    "FILTER",
    "JOIN",
    "GROUP_BY",
    "SORT",
    "WINDOW",
    "CONDITIONAL",
]
Change = Literal["CREATE", "DROP", "TRUNCATE", "RENAME", "OVERWRITE", "ALTER"]
ProblemKind = Literal[
    "parse",  # the statement could not be parsed; its tables are unknown or from the fallback parser
    "unsupported",  # parsed, but this kind of statement or clause is not followed
    "unresolved",  # a column or a star could not be tied to a table
    "ambiguous",  # an unqualified column may belong to several tables
    "inferred",  # target columns are not known; the query's own names stand in
    "budget",  # time or size ran out
    "input",  # the given text is not usable SQL text (not a string, empty, ...)
    "internal",  # a defect of this engine or of the parser; the rest of the text is unaffected
]


class TableName(str):
    """A dataset's name as text (``db.schema.table``) that also knows its parts.

    Compares and hashes as its text. ``parts`` are the unquoted identifiers in the engine's own
    case rule, outermost first; for files and stages the one part is the path as written.
    """

    __slots__ = ("kind", "parts")

    parts: tuple[str, ...]
    kind: TableKind

    def __new__(cls, parts: Iterable[str], kind: TableKind = "table") -> TableName:
        whole = tuple(parts)
        name = super().__new__(cls, ".".join(whole))
        name.parts = whole
        name.kind = kind
        return name

    def __reduce__(self) -> tuple[type[TableName], tuple[tuple[str, ...], TableKind]]:
        return (TableName, (self.parts, self.kind))


class Origin:
    """The SQL expression that made a column, as text; written out only when it is asked for.

    ``write`` returns the text; it is called once, at the first look.
    """

    __slots__ = ("_text", "_write")

    def __init__(self, write: str | Callable[[], str]) -> None:
        self._text: str | None = write if isinstance(write, str) else None
        self._write = write

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = self._write() if callable(self._write) else self._write
        return self._text


class ColumnEdge(NamedTuple):
    """One input column that reaches (DIRECT) or steers (INDIRECT) an output.

    A named tuple, because a wide table has thousands of them and a dataclass takes five times as long to
    make. ``output_column`` is None for an edge that acts on all rows of ``output_table``
    (FILTER, JOIN, GROUP_BY, SORT, WINDOW in QUALIFY). ``output_table`` is ``""`` for a query that
    writes nothing. Types and subtypes are those of the OpenLineage column lineage facet 1-2-0.
    """

    output_table: str
    output_column: str | None
    input_table: str
    input_column: str
    type: EdgeType
    subtype: Subtype
    masking: bool = False
    origin: Origin | None = None
    """Where :attr:`expression` comes from; shared by all edges of one output column, and not compared."""
    ambiguous: bool = False
    """The column was unqualified and may come from another table of the same FROM."""
    inferred: bool = False
    """The output column's name is the query's own because the target's columns were not known."""

    @property
    def expression(self) -> str:
        """SQL text of the expression that made the output column; empty where it is the column itself."""
        return self.origin.text if self.origin is not None else ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ColumnEdge) and self._compared() == other._compared()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[Any, ...]:
        return self[:7] + self[8:]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a statement did to a table as a whole (lifecycleStateChange facet)."""

    table: TableName
    change: Change
    previous: TableName | None = None
    """The name before a RENAME."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be known; never an exception."""

    statement: int
    """Number of the statement in the text, from 1; 0 for the text as a whole."""
    kind: ProblemKind
    message: str
    line: int | None = None
    """Line in the given text (for a list: in that item), from 1."""
    column: int | None = None
    """Column in that line of the first character of what the problem is about, from 1."""

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {"statement": self.statement, "kind": self.kind, "message": self.message}
        if self.line is not None:
            found["line"] = self.line
        if self.column is not None:
            found["column"] = self.column
        return found


@dataclass(frozen=True, slots=True)
class StatementLineage:
    """The lineage of one statement, with its place in the text."""

    number: int
    """From 1, in the order of execution."""
    kind: str
    """SELECT, INSERT, UPDATE, DELETE, MERGE, CREATE TABLE AS, CREATE VIEW, ..."""
    text: str
    start: int
    """Offset of the statement's first character in its text (for a list: in that item)."""
    inputs: tuple[TableName, ...] = ()
    outputs: tuple[TableName, ...] = ()
    columns: tuple[ColumnEdge, ...] = ()
    dataset: tuple[ColumnEdge, ...] = ()
    changes: tuple[TableChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: Literal["sqlglot", "openlineage-sql", ""] = "sqlglot"
    """Which parser found the tables; ``openlineage-sql`` is the fallback and gives no columns."""


@dataclass(frozen=True, slots=True)
class ScriptLineage:
    """The lineage of a whole text: temporary tables resolved away, statements in order."""

    inputs: tuple[TableName, ...] = ()
    outputs: tuple[TableName, ...] = ()
    columns: tuple[ColumnEdge, ...] = ()
    """DIRECT edges, and INDIRECT ones that touch one column only (CONDITIONAL, WINDOW)."""
    dataset: tuple[ColumnEdge, ...] = ()
    """INDIRECT edges that act on all rows of an output."""
    statements: tuple[StatementLineage, ...] = ()
    changes: tuple[TableChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    output_columns: Mapping[TableName, tuple[str, ...]] = field(default_factory=dict)
    """Columns, in order, of the tables and views that the text itself defines."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready form, as documented in the package's README (``--json``)."""
        columns: dict[str, list[dict[str, Any]]] = {}
        for edge in self.columns:
            key = (
                f"{edge.output_table}.{edge.output_column}" if edge.output_table else str(edge.output_column)
            )
            columns.setdefault(key, []).append(_edge_dict(edge))
        dataset: dict[str, list[dict[str, Any]]] = {}
        for edge in self.dataset:
            dataset.setdefault(str(edge.output_table), []).append(_edge_dict(edge))
        return {
            "inputs": [str(t) for t in self.inputs],
            "outputs": [str(t) for t in self.outputs],
            "columns": columns,
            "dataset": dataset,
            "problems": [p.to_dict() for p in self.problems],
        }


def _edge_dict(edge: ColumnEdge) -> dict[str, Any]:
    found: dict[str, Any] = {
        "table": str(edge.input_table),
        "column": edge.input_column,
        "type": edge.type,
        "subtype": edge.subtype,
        "masking": edge.masking,
    }
    if edge.ambiguous:
        found["ambiguous"] = True
    if edge.inferred:
        found["inferred"] = True
    return found


@dataclass(frozen=True, slots=True)
class CatalogColumn:
    """A column as the warehouse's catalog describes it; the name is in its stored spelling."""

    name: str
    type: str
    description: str | None = None


@runtime_checkable
class Catalog(Protocol):
    """Where columns of tables are looked up: asked once per :func:`analyze`, for all tables together."""

    def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
        """Return the columns, in order, of those of ``tables`` that exist; may raise.

        The answer may have more tables than were asked for: those that views are made of.
        """
        ...


@runtime_checkable
class ViewCatalog(Catalog, Protocol):
    """A catalog that knows what views are made of; asked after :meth:`load`, from what that brought."""

    def view_definition(self, table: TableName) -> str | None:
        """Return the defining SQL of a table of the answer: a query, or a CREATE VIEW. None: no view."""
        ...
