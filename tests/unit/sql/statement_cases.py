"""Cases of statements and scripts, kept as text that reads like SQL, and what they read and write.

In: ``cases/statements/*.sql``. Out: :class:`StatementCase` values, and :func:`mistakes`, which says what an
analysis got wrong. A module of its own because the pytest run and ad-hoc scoring share the cases.

A case::

    == what it shows | dialect, dialect
    schema: t(a, b); s.u(k)
    default: s
    INSERT ...; UPDATE ...
    ---
    reads: t, u
    writes: out1
    may read: out1
    out1.a <- t.a, u.b
    rows <- t.c (filter)
    ! unsupported

Names are compared without case. ``reads`` and ``writes`` are exact; ``may read`` tables may be read or
not. Where there is a ``<-`` line of a column, or ``columns: none``, the DIRECT edges are exact, whatever
their subtype; ``t.b (aggregation)`` asks for that subtype, ``t.b (conditional)`` and ``(window)`` for an
INDIRECT edge of the one column, and where there is one of these, they are exact too. ``rows`` lines must be
there; with a line ``exact`` they are all, and so are the INDIRECT edges of single columns. A query's own
columns are written without a table. ``!`` names a kind of problem that must be there; a statement without
it must be fully followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lineage_provider.sql import ScriptLineage

FOLDER = Path(__file__).parent / "cases" / "statements"
GAPS = ("parse", "unsupported", "internal", "budget", "input")
"""Problems that mean: this was not followed."""
FLOWING = ("", "IDENTITY", "TRANSFORMATION", "AGGREGATION")
"""Subtypes of DIRECT edges; the others are INDIRECT."""


@dataclass
class StatementCase:
    """One text in one dialect and what it must say."""

    category: str
    name: str
    dialect: str
    sql: str
    schema: dict[str, dict[str, str]] | None = None
    default_schema: str | None = None
    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    may_read: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] | None = None
    subtypes: set[tuple[str, str, str]] = field(default_factory=set)
    exact: bool = False
    rows: set[tuple[str, str]] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        return f"{self.category}: {self.name} ({self.dialect})"


def cases() -> list[StatementCase]:
    """All cases of the folder, one a dialect, in order."""
    return [case for path in sorted(FOLDER.glob("*.sql")) for case in _read(path)]


def _read(path: Path) -> Iterable[StatementCase]:
    for part in re.split(r"^== ", path.read_text(), flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        title, _, dialects = head.rpartition("|")
        text, _, expected = body.partition("\n---\n")
        for dialect in dialects.split(","):
            case = StatementCase(path.stem, title.strip(), dialect.strip(), "")
            case.sql = _settings(case, text)
            for line in expected.splitlines():
                if line.strip():
                    _expect(case, line.strip())
            yield case


def _settings(case: StatementCase, text: str) -> str:
    lines = text.split("\n")
    while lines and lines[0].startswith(("schema:", "default:")):
        word, _, value = lines.pop(0).partition(":")
        if word == "default":
            case.default_schema = value.strip()
        else:
            case.schema = {
                table.strip(): dict.fromkeys((c.strip() for c in columns.split(",")), "text")
                for table, columns in re.findall(r"([^;()]+)\(([^)]*)\)", value)
            }
    return "\n".join(lines)


def _names(text: str) -> set[str]:
    return {name.strip().lower() for name in text.split(",") if name.strip()}


def _expect(case: StatementCase, line: str) -> None:
    if line.startswith("! "):
        case.problems.add(line[2:].strip())
    elif line == "exact":
        case.exact = True
    elif line == "columns: none":
        case.columns = case.columns or set()
    elif line.startswith("rows <- "):
        for source, subtype in re.findall(r"([^,()]+)\((\w+)\)", line[8:]):
            case.rows.add((source.strip().lower(), subtype.upper()))
    elif " <- " in line:
        output, _, sources = line.partition(" <- ")
        output = output.strip().lower().lstrip(".")
        case.columns = case.columns or set()
        for source in _names(sources):
            _expect_source(case, output, source)
    else:
        word, _, value = line.partition(":")
        setattr(case, {"reads": "reads", "writes": "writes", "may read": "may_read"}[word], _names(value))


def _expect_source(case: StatementCase, output: str, source: str) -> None:
    """``t.b`` or ``t.b (subtype)`` as a source of ``output``."""
    name, _, subtype = source.partition(" (")
    subtype = subtype.rstrip(")").upper().replace(" ", "_")
    if subtype in FLOWING and case.columns is not None:
        case.columns.add((output, name))
    if subtype:
        case.subtypes.add((output, name, subtype))


def _column_steers(case: StatementCase) -> bool:
    return case.exact or any(subtype not in FLOWING for _, _, subtype in case.subtypes)


def mistakes(case: StatementCase, lineage: ScriptLineage) -> list[str]:
    """What is not as the case says; empty where all is right."""
    found = []
    reads, writes = {t.lower() for t in lineage.inputs}, {t.lower() for t in lineage.outputs}
    if reads - case.may_read != case.reads - case.may_read:
        found.append(f"reads {sorted(reads)}")
    if writes != case.writes:
        found.append(f"writes {sorted(writes)}")
    edges = {
        (
            f"{e.output_table}.{e.output_column}".lower().lstrip("."),
            f"{e.input_table}.{e.input_column}".lower(),
            e.subtype,
        )
        for e in lineage.columns
    }
    direct = {edge[:2] for edge in edges if edge[2] in FLOWING}
    if case.columns is not None and direct != case.columns:
        found.append(f"columns {sorted(direct)}")
    steers = {edge for edge in edges if edge[2] not in FLOWING} if _column_steers(case) else set()
    if not case.subtypes <= edges or not steers <= case.subtypes:
        found.append(f"subtypes {sorted(edges)}")
    rows = {(f"{e.input_table}.{e.input_column}".lower(), e.subtype) for e in lineage.dataset}
    if not case.rows <= rows or (case.exact and rows != case.rows):
        found.append(f"rows {sorted(rows)}")
    kinds = {p.kind for p in lineage.problems}
    gaps = {k for k in kinds if k in GAPS} - case.problems
    if gaps:
        found.append(f"problems {[(p.kind, p.message) for p in lineage.problems]}")
    if not case.problems <= kinds:
        found.append(f"reports only {sorted(kinds)}")
    return found


def is_silent(lineage: Any) -> bool:
    """Whether an analysis says that it knows everything."""
    return not lineage.problems
