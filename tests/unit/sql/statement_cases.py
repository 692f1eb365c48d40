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
not. Where there is a ``<-`` line of a column, or ``columns: none``, the DIRECT edges are exact. ``rows``
lines must be there. ``!`` names a kind of problem that must be there; a statement without it must be fully
followed.
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
    elif line == "columns: none":
        case.columns = case.columns or set()
    elif line.startswith("rows <- "):
        for source, subtype in re.findall(r"([^,()]+)\((\w+)\)", line[8:]):
            case.rows.add((source.strip().lower(), subtype.upper()))
    elif " <- " in line:
        output, _, sources = line.partition(" <- ")
        case.columns = case.columns or set()
        case.columns |= {(output.strip().lower(), source) for source in _names(sources)}
    else:
        word, _, value = line.partition(":")
        setattr(case, {"reads": "reads", "writes": "writes", "may read": "may_read"}[word], _names(value))


def mistakes(case: StatementCase, lineage: ScriptLineage) -> list[str]:
    """What is not as the case says; empty where all is right."""
    found = []
    reads, writes = {t.lower() for t in lineage.inputs}, {t.lower() for t in lineage.outputs}
    if reads - case.may_read != case.reads - case.may_read:
        found.append(f"reads {sorted(reads)}")
    if writes != case.writes:
        found.append(f"writes {sorted(writes)}")
    direct = {
        (f"{e.output_table}.{e.output_column}".lower(), f"{e.input_table}.{e.input_column}".lower())
        for e in lineage.columns
        if e.type == "DIRECT"
    }
    if case.columns is not None and direct != case.columns:
        found.append(f"columns {sorted(direct)}")
    rows = {(f"{e.input_table}.{e.input_column}".lower(), e.subtype) for e in lineage.dataset}
    if not case.rows <= rows:
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
