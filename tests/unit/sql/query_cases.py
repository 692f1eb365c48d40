"""Cases of single queries, kept as text that reads like SQL, and lineage written in the same words.

In: ``cases/queries/*.sql``. Out: :class:`QueryCase` values, and :func:`shown`, which writes a lineage the
way the cases do. A module of its own because the pytest run, the fuzzer and the runs against other builds
of the parser share the cases.

A case::

    == what it shows | dialect
    schema: t(a, b); s.u(k)
    SELECT ...
    ---
    a <- t.a
    n <- t.b (aggregation), t.c (conditional)
    rows <- t.d (filter)
    reads: t, u
    ! unresolved

``<-`` without a word is IDENTITY. ``rows`` are the edges that act on all rows. ``reads`` may be left out
where the tables of the edges are all that is read. ``!`` names the kind of each problem there must be.
Everything that is not written must not be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lineage_provider.sql import ColumnEdge, ScriptLineage

FOLDER = Path(__file__).parent / "cases" / "queries"


@dataclass(frozen=True)
class QueryCase:
    """One query and the lineage it must have."""

    name: str
    dialect: str
    schema: dict[str, dict[str, str]] | None
    sql: str
    expected: frozenset[str]

    @property
    def id(self) -> str:
        return f"{self.name} ({self.dialect})"


def cases() -> list[QueryCase]:
    """All cases of the folder, in order."""
    return [case for path in sorted(FOLDER.glob("*.sql")) for case in _read(path)]


def _read(path: Path) -> Iterable[QueryCase]:
    for part in re.split(r"^== ", path.read_text(), flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        title, _, dialects = head.rpartition("|")
        sql, found, expected = body.partition("\n---")
        if not found:
            raise ValueError(f"{path.name}: {head!r} has no line ---")
        schema = None
        if sql.startswith("schema:"):
            line, _, sql = sql.partition("\n")
            schema = _schema(line.removeprefix("schema:"))
        lines = frozenset(" ".join(line.split()) for line in expected.splitlines() if line.strip())
        for dialect in dialects.split(","):
            name = f"{path.stem}: {title.strip()}"
            yield QueryCase(name, dialect.strip(), schema, sql.strip(), _with_reads(_split(lines)))


def _schema(text: str) -> dict[str, dict[str, str]]:
    found = {}
    for table, columns in re.findall(r"([\w.]+)\s*\(([^)]*)\)", text):
        found[table] = {name.strip(): "text" for name in columns.split(",") if name.strip()}
    return found


def _split(lines: Iterable[str]) -> frozenset[str]:
    """``a <- x, y`` as the two lines ``a <- x`` and ``a <- y``."""
    found = set()
    for line in lines:
        column, arrow, sources = line.partition(" <- ")
        if arrow:
            found.update(f"{column} <- {source.strip()}" for source in sources.split(","))
        else:
            found.add(line)
    return frozenset(found)


def _with_reads(lines: frozenset[str]) -> frozenset[str]:
    if any(line.startswith("reads:") for line in lines):
        return lines
    tables = {line.partition(" <- ")[2].split(" ")[0].rpartition(".")[0] for line in lines if "<-" in line}
    return lines | {_reads(tables)} if tables else lines


def _reads(tables: Iterable[str]) -> str:
    return "reads: " + ", ".join(sorted(tables))


def shown(lineage: ScriptLineage) -> frozenset[str]:
    """A lineage in the words of the cases."""
    lines = {_edge(edge) for edge in (*lineage.columns, *lineage.dataset)}
    lines |= {f"! {problem.kind}" for problem in lineage.problems}
    if lineage.inputs:
        lines.add(_reads(str(t) for t in lineage.inputs))
    return frozenset(lines)


def _edge(edge: ColumnEdge) -> str:
    words: list[Any] = ["masked"] if edge.masking else []
    if edge.subtype != "IDENTITY" or edge.masking:
        words.append(edge.subtype.lower().replace("_", " "))
    ending = f" ({' '.join(words)})" if words else ""
    return f"{edge.output_column or 'rows'} <- {edge.input_table}.{edge.input_column}{ending}"
