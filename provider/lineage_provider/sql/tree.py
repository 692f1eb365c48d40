"""Lineage as a tree that a person reads on a terminal.

    2. INSERT  line 3
    ├─ reads  shop.orders
    └─ writes mart.daily
       ├─ sold_on  ← shop.orders.day
       ├─ revenue  ← shop.orders.amount  aggregation  SUM(o.amount)
       └─ rows filtered by shop.orders.status

In: a :class:`ScriptLineage` and the text it is of. Out: text, with or without colours. A module of its own
because the engine does not print and the commands do not draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lineage_provider.sql.model import ColumnEdge, Problem, ScriptLineage, StatementLineage, TableName
from lineage_provider.sql.places import Places

WIDTH = 110
NAME_WIDTH = 24
EXPRESSION_WIDTH = 60

_COLOURS = {"title": "1", "table": "36", "column": "1", "kind": "33", "problem": "31", "dim": "2"}
_ROW_WORDS = {
    "FILTER": "filtered by",
    "JOIN": "joined on",
    "GROUP_BY": "grouped by",
    "SORT": "sorted by",
    "WINDOW": "chosen by window over",
}
_WAYS = {"IDENTITY": "", "CONDITIONAL": "by condition", "WINDOW": "by window"}
_UNICODE = {"tee": "├─ ", "end": "└─ ", "bar": "│  ", "from": "←", "cut": "…", "gutter": "│"}
_ASCII = {"tee": "|- ", "end": "`- ", "bar": "|  ", "from": "<-", "cut": "...", "gutter": "|"}

Piece = tuple[str, str]
"""What it is (a key of the colours, or "") and its text."""
Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Branch:
    """A line of the tree with what hangs on it; ``note`` lines stand under it, without a branch."""

    line: Line
    inner: tuple[Branch, ...] = ()
    notes: tuple[Line, ...] = ()


def drawn(
    lineage: ScriptLineage, text: str = "", *, colours: bool = False, unicode: bool = True, width: int = WIDTH
) -> str:
    """Draw every statement with its tables, columns and problems.

    ``text`` is what was analysed: with it, problems are shown at their place. ``width`` is where lists are
    broken and expressions cut, in characters.
    """
    return "\n".join(_Drawing(text, colours, _UNICODE if unicode else _ASCII, width).whole(lineage))


class _Drawing:
    def __init__(self, text: str, colours: bool, marks: dict[str, str], width: int) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.places = Places(text)
        self.colours = colours
        self.marks = marks
        self.width = width

    def whole(self, lineage: ScriptLineage) -> Iterator[str]:
        several = len(lineage.statements) > 1
        for statement in lineage.statements:
            title = [("title", f"{statement.number}. {statement.kind or 'not read'}")]
            if several and self.text:
                title.append(("dim", f"  line {self.places.at(statement.start)[0]}"))
            yield self.ink(title)
            yield from self.branches(tuple(self.statement(statement)), "")
        alone = [p for p in lineage.problems if p.statement == 0 or not lineage.statements]
        for problem in alone:
            branch = self.problem(problem)
            yield self.ink(branch.line)
            yield from map(self.ink, branch.notes)
        if not lineage.statements and not alone:
            yield "nothing to show: the text holds no statement"
        if several:
            yield self.ink([("dim", _total(lineage))])

    def statement(self, statement: StatementLineage) -> Iterator[Branch]:
        if statement.inputs:
            yield self.listed((("dim", "reads  "),), [_table(t) for t in statement.inputs])
        tables = dict.fromkeys([*statement.outputs, *(e.output_table for e in statement.columns)])
        for table in [*tables, *({e.output_table: None for e in statement.dataset}.keys() - tables)]:
            head: Line = (("dim", "writes "), _table(table)) if table else (("dim", "gives"),)
            change = next((c.change for c in statement.changes if c.table == table), None)
            if change and change not in statement.kind:
                head += (("dim", f"  ({change.lower()})"),)
            yield Branch(head, (*self.columns(table, statement), *self.rows(table, statement)))
        for problem in statement.problems:
            yield self.problem(problem)

    def columns(self, table: str, statement: StatementLineage) -> Iterator[Branch]:
        by_column: dict[str, list[ColumnEdge]] = {}
        for edge in statement.columns:
            if edge.output_table == table:
                by_column.setdefault(str(edge.output_column), []).append(edge)
        pad = min(NAME_WIDTH, max(map(len, by_column), default=0))
        for name, edges in by_column.items():
            head: Line = (("column", name), ("", " " * max(0, pad - len(name))), ("", "  "))
            yield self.column(head, edges)

    def column(self, head: Line, edges: Sequence[ColumnEdge]) -> Branch:
        """A column with its sources: on one line if it has room, else a line each."""
        arrow: Piece = ("dim", f"{self.marks['from']} ")
        expression = self.cut(next((e.expression for e in edges if e.expression), ""))
        shown: Line = (("dim", f"  {expression}"),) if expression else ()
        ways = [list(same) for _, same in groupby(dict.fromkeys(edges), key=_way)]
        sources = [line for way in ways for line in self.source(way)]
        if len(sources) == 1 and _length((*head, *sources[0], *shown)) < self.width:
            return Branch((*head, arrow, *sources[0], *shown))
        if len(sources) == 1 and not expression:
            return Branch((*head, arrow, *sources[0]))
        line = (*head, arrow, ("dim", expression)) if expression else (*head, arrow, *sources.pop(0))
        return Branch(line, tuple(Branch((arrow, *source)) for source in sources))

    def source(self, edges: Sequence[ColumnEdge]) -> Iterator[Line]:
        """Columns that reach an output in one way, and the way; a line a table where they have no room."""
        columns, way = [*_columns_of(edges)], _words(edges[0])
        line = tuple(piece for column in columns for piece in (("", ", "), column))[1:]
        if _length((*line, way)) <= self.width:
            yield (*line, way)
        else:
            yield from ((column, way) for column in columns)

    def rows(self, table: str, statement: StatementLineage) -> Iterator[Branch]:
        by_kind: dict[str, list[ColumnEdge]] = {}
        for edge in statement.dataset:
            if edge.output_table == table:
                by_kind.setdefault(edge.subtype, []).append(edge)
        for kind, edges in by_kind.items():
            words = _ROW_WORDS.get(kind, f"steered ({kind.lower()}) by")
            yield self.listed((("kind", f"rows {words} "),), [*_columns_of(edges)])

    def listed(self, head: Line, items: Sequence[Piece]) -> Branch:
        """A line with its items behind it, or under it where they have no room."""
        line: list[Piece] = [*head]
        for place, item in enumerate(items):
            line += [("", ", "), item] if place else [item]
        if len(items) > 1 and _length(line) > self.width:
            return Branch(head, tuple(Branch((item,)) for item in items))
        return Branch(tuple(line))

    def problem(self, problem: Problem) -> Branch:
        """A problem with the line it is about, and a mark under the place."""
        head: Line = (("problem", f"! {problem.kind}: {problem.message}"),)
        if problem.line is None or not 0 < problem.line <= len(self.lines) or not self.text:
            return Branch((*head, ("dim", f" (line {problem.line})" if problem.line else "")))
        gutter = f"  {problem.line} {self.marks['gutter']} "
        written = self.lines[problem.line - 1].rstrip("\r")
        column = min(problem.column or 1, len(written) + 1)
        room = max(20, self.width - len(gutter) - 10)
        begin = max(0, column - 1 - room // 2) if len(written) > room else 0
        seen = written[begin : begin + room].replace("\t", " ")
        notes: list[Line] = [(("dim", gutter), ("", seen))]
        if problem.column:
            blank = " " * (len(gutter) - 2) + self.marks["gutter"] + " "
            notes.append((("dim", blank), ("problem", " " * (column - 1 - begin) + "^")))
        return Branch(head, notes=tuple(notes))

    def cut(self, text: str) -> str:
        one_line = " ".join(text.split())
        if len(one_line) <= EXPRESSION_WIDTH:
            return one_line
        return one_line[: EXPRESSION_WIDTH - 3] + self.marks["cut"]

    def branches(self, branches: Sequence[Branch], indent: str) -> Iterator[str]:
        for place, branch in enumerate(branches):
            last = place == len(branches) - 1
            below = indent + ("   " if last else self.marks["bar"])
            yield self.ink((("dim", indent + self.marks["end" if last else "tee"]), *branch.line))
            for note in branch.notes:
                yield self.ink((("dim", below), *note))
            yield from self.branches(branch.inner, below)

    def ink(self, line: Iterable[Piece]) -> str:
        if not self.colours:
            return "".join(text for _, text in line).rstrip()
        return "".join(
            f"\033[{_COLOURS[kind]}m{text}\033[0m" if kind and text else text for kind, text in line
        )


def _total(lineage: ScriptLineage) -> str:
    counts = (
        (len(lineage.inputs), "table read", "tables read"),
        (len(lineage.outputs), "written", "written"),
        (len({(e.output_table, e.output_column) for e in lineage.columns}), "column", "columns"),
        (len(lineage.problems), "problem", "problems"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)


def _table(name: str) -> Piece:
    kind = name.kind if isinstance(name, TableName) else "table"
    return "table", name if kind != "file" else f"file {name}"


def _way(edge: ColumnEdge) -> tuple[str, str, bool]:
    return edge.type, edge.subtype, edge.masking


def _words(edge: ColumnEdge) -> Piece:
    notes = [_WAYS.get(edge.subtype, edge.subtype.lower())]
    notes += ["masked"] if edge.masking else []
    notes += ["ambiguous"] if edge.ambiguous else []
    return "kind", "  " + ", ".join(note for note in notes if note)


def _columns_of(edges: Iterable[ColumnEdge]) -> Iterator[Piece]:
    """``orders.id``, or ``orders(id, day)`` where several columns of one table follow each other."""
    for table, group in groupby(edges, key=lambda edge: edge.input_table):
        columns = list(dict.fromkeys(edge.input_column for edge in group))
        yield "", f"{table}.{columns[0]}" if len(columns) == 1 else f"{table}({', '.join(columns)})"


def _length(line: Iterable[Piece]) -> int:
    return sum(len(text) for _, text in line) + 12
