"""Lineage as a tree that a person reads on a terminal.

In: a :class:`ScriptLineage`. Out: text, with or without colours. A module of its own because the engine
does not print and the commands do not draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lineage_provider.sql.model import ColumnEdge, ScriptLineage, StatementLineage

_COLOURS = {"table": "36", "column": "1", "problem": "33", "dim": "2"}


class _Pen:
    def __init__(self, colours: bool, unicode: bool) -> None:
        self.colours = colours
        self.tee, self.end, self.bar = ("├─ ", "└─ ", "│  ") if unicode else ("|- ", "`- ", "|  ")
        self.arrow = "←" if unicode else "<-"

    def ink(self, text: str, kind: str) -> str:
        return f"\033[{_COLOURS[kind]}m{text}\033[0m" if self.colours and text else text


Branch = tuple[str, list["Branch"]]


def drawn(lineage: ScriptLineage, *, colours: bool = False, unicode: bool = True) -> str:
    """Draw every statement with its tables, columns and problems."""
    pen = _Pen(colours, unicode)
    lines: list[str] = []
    for statement in lineage.statements:
        lines += _drawn_statement(statement, pen)
    for problem in lineage.problems:
        if problem.statement == 0 or not lineage.statements:
            lines.append(pen.ink(f"! {problem.message}", "problem"))
    if not lines:
        lines.append("nothing to show: the text holds no statement")
    return "\n".join(lines)


def _drawn_statement(statement: StatementLineage, pen: _Pen) -> list[str]:
    title = f"{statement.number}. {statement.kind or 'not read'}"
    if statement.inputs:
        title += f" {pen.ink('reads', 'dim')} " + ", ".join(pen.ink(t, "table") for t in statement.inputs)
    branches: list[Branch] = []
    for table in dict.fromkeys([*statement.outputs, *(e.output_table for e in statement.columns)]):
        branches.append((pen.ink(str(table), "table") or "(result)", _columns(table, statement, pen)))
    for problem in statement.problems:
        place = f" (line {problem.line})" if problem.line else ""
        branches.append((pen.ink(f"! {problem.kind}: {problem.message}{place}", "problem"), []))
    return [title, *_lines(branches, pen, "")]


def _columns(table: str, statement: StatementLineage, pen: _Pen) -> list[Branch]:
    by_column: dict[str, list[ColumnEdge]] = {}
    for edge in statement.columns:
        if edge.output_table == table:
            by_column.setdefault(str(edge.output_column), []).append(edge)
    branches: list[Branch] = []
    for name, edges in by_column.items():
        text = f"{pen.ink(name, 'column')} {pen.arrow} " + ", ".join(_source(e) for e in edges)
        if edges[0].expression:
            text += pen.ink(f"   {_short(edges[0].expression)}", "dim")
        branches.append((text, []))
    rows = _rows(e for e in statement.dataset if e.output_table == table)
    if rows:
        branches.append((pen.ink("rows: ", "dim") + rows, []))
    return branches


def _source(edge: ColumnEdge) -> str:
    masked = ", masked" if edge.masking else ""
    kind = edge.subtype.lower() if edge.type == "DIRECT" else f"by {edge.subtype.lower()}"
    note = "" if kind == "identity" and not masked else f" ({kind}{masked})"
    return f"{edge.input_table}.{edge.input_column}{note}"


def _rows(edges: Iterable[ColumnEdge]) -> str:
    by_kind: dict[str, list[str]] = {}
    for edge in edges:
        by_kind.setdefault(edge.subtype.lower().replace("_", " "), []).append(
            f"{edge.input_table}.{edge.input_column}"
        )
    return "; ".join(f"{kind} {', '.join(columns)}" for kind, columns in by_kind.items())


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 60 else one_line[:57] + "..."


def _lines(branches: Sequence[Branch], pen: _Pen, indent: str) -> list[str]:
    lines = []
    for place, (text, inner) in enumerate(branches):
        last = place == len(branches) - 1
        lines.append(indent + (pen.end if last else pen.tee) + text)
        lines += _lines(inner, pen, indent + ("   " if last else pen.bar))
    return lines
