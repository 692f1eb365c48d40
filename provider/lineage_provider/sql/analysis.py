"""The door: SQL text in, lineage out, never an exception.

In: text or list of texts, dialect, what is known of columns and defaults. Out: :class:`ScriptLineage`. A
module of its own because it puts the steps in order: split, parse, look ahead, read, ask the catalog,
read again, add up.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping, Sequence
from typing import Any

from lineage_provider.sql.ahead import ephemeral_tables
from lineage_provider.sql.lookups import Columns
from lineage_provider.sql.model import (
    Catalog,
    ColumnEdge,
    Problem,
    ScriptLineage,
    StatementLineage,
    TableName,
)
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed
from lineage_provider.sql.script import Script, unread
from lineage_provider.sql.splitting import Piece, split
from lineage_provider.sql.unfolding import unfold

MAX_TEXT = 16_000_000
"""Characters of a whole text beyond which nothing is read."""


def analyze(
    sql: str | Sequence[str],
    dialect: str | None,
    schema: Mapping[str, Any] | Catalog | None = None,
    default_database: str | None = None,
    default_schema: str | None = None,
    parameters: Any = None,
    budget_seconds: float = 5.0,
) -> ScriptLineage:
    """Find the tables, columns and transformations of a SQL text.

    ``sql`` is one text (split into statements here) or a list: then each item is one statement, as a
    hook that splits by itself will execute them, and statements are numbered by it; an item that holds
    several is followed too. ``dialect`` is a sqlglot dialect name. ``schema`` is a mapping
    ``{"db.schema.table" | "schema.table" | "table": {column: type}}`` or a :class:`Catalog`, which is asked
    once, for all tables together. ``parameters`` (bind values) are accepted for callers that have them;
    values never change lineage. ``budget_seconds`` is a hard limit: what is not done by then is reported.

    Nothing raises: what could not be known is in ``problems``.

    >>> lineage = analyze("INSERT INTO daily (d, total) SELECT ds, SUM(x) FROM o GROUP BY ds", "postgres")
    >>> [(e.output_column, e.input_column, e.subtype) for e in lineage.columns]
    [('d', 'ds', 'IDENTITY'), ('total', 'x', 'AGGREGATION')]
    """
    deadline = time.monotonic() + budget_seconds
    try:
        names = NameRules.of(dialect, default_database, default_schema)
    except ValueError:
        message = f"dialect {dialect!r} is not known; the text is read as standard SQL"
        known = analyze(sql, "", schema, default_database, default_schema, parameters, budget_seconds)
        return dataclasses.replace(known, problems=(Problem(0, "input", message), *known.problems))
    pieces, problems = _pieces(sql, names.name)
    try:
        units = unfold(pieces, names, deadline, cut=not isinstance(sql, str))
        ephemeral = ephemeral_tables(units, names)
    except Exception as error:
        # A defect of ours, before single statements are guarded: the caller still gets an answer.
        defect = Problem(0, "internal", f"{type(error).__name__}: {error}"[:300])
        return ScriptLineage(problems=(*problems, defect))
    if isinstance(schema, Mapping):
        columns = Columns.of_mapping(names, schema)
        statements, script = _read(units, names, columns, ephemeral, deadline)
    else:
        statements, script = _read(units, names, Columns(names), ephemeral, deadline)
        if schema is not None:
            answer, problem = _ask(schema, statements)
            problems += problem
            if answer:
                columns = Columns(names, [(t.parts, [c.name for c in found]) for t, found in answer.items()])
                statements, script = _read(units, names, columns, ephemeral, deadline)
    return _sum(statements, problems, script.output_columns(statements))


def _pieces(sql: Any, dialect: str) -> tuple[list[Piece], list[Problem]]:
    """The statements of what a user gave, and what is wrong with it."""
    if isinstance(sql, str):
        if len(sql) > MAX_TEXT:
            return [], [Problem(0, "budget", f"text of {len(sql):,} characters; up to {MAX_TEXT:,} are read")]
        pieces = split(sql, dialect)
        return pieces, [] if pieces else [Problem(0, "input", "the SQL text is empty")]
    if not isinstance(sql, (list, tuple)):
        return [], [Problem(0, "input", f"SQL is a {type(sql).__name__}, not a text or a list of texts")]
    pieces, problems = [], []
    for place, text in enumerate(sql, 1):
        if not isinstance(text, str):
            problems.append(
                Problem(place, "input", f"statement {place} is a {type(text).__name__}, not a text")
            )
            pieces.append(Piece("", 0))
        elif not text.strip():
            problems.append(Problem(place, "input", f"statement {place} is empty"))
            pieces.append(Piece("", 0))
        else:
            pieces.append(Piece(text, 0))
    return pieces, problems


def _read(
    units: Sequence[Parsed],
    names: NameRules,
    columns: Columns,
    ephemeral: frozenset[TableName],
    deadline: float,
) -> tuple[list[StatementLineage], Script]:
    script = Script(dataclasses.replace(names), columns, ephemeral, deadline)
    statements = []
    for unit in units:
        if time.monotonic() > deadline:
            statements.append(unread(unit, "time ran out before this statement was analysed"))
        else:
            statements.append(script.read(unit))
    return statements, script


def _ask(
    catalog: Catalog, statements: Sequence[StatementLineage]
) -> tuple[Mapping[TableName, Sequence[Any]], list[Problem]]:
    """One question for all tables; a catalog that fails is a problem and no more."""
    tables = {t: None for s in statements for t in (*s.inputs, *s.outputs) if t.kind == "table"}
    if not tables:
        return {}, []
    try:
        return catalog.load(tuple(tables)), []
    except Exception as error:
        return {}, [Problem(0, "unresolved", f"the catalog could not be asked: {error}"[:300])]


def _sum(
    statements: Sequence[StatementLineage],
    problems: Sequence[Problem],
    output_columns: Mapping[TableName, tuple[str, ...]],
) -> ScriptLineage:
    """Add up the statements; a text that writes nothing shows its last query's projections."""
    columns: dict[tuple[Any, ...], ColumnEdge] = {}
    dataset: dict[tuple[Any, ...], ColumnEdge] = {}
    last = max((i for i, s in enumerate(statements) if s.kind == "SELECT"), default=-1)
    writes = any(s.outputs for s in statements)
    for place, statement in enumerate(statements):
        shown = not writes and place == last
        for into, edges in ((columns, statement.columns), (dataset, statement.dataset)):
            for edge in edges:
                if edge.output_table or shown:
                    _merge(into, edge)
    return ScriptLineage(
        _union(s.inputs for s in statements),
        _union(s.outputs for s in statements),
        tuple(columns.values()),
        tuple(dataset.values()),
        tuple(statements),
        tuple(c for s in statements for c in s.changes),
        (*problems, *(p for s in statements for p in s.problems)),
        output_columns,
    )


def _union(groups: Any) -> tuple[TableName, ...]:
    return tuple(dict.fromkeys(table for group in groups for table in group))


def _merge(into: dict[tuple[Any, ...], ColumnEdge], edge: ColumnEdge) -> None:
    """The same edge of two statements is one; it is masked only if both are."""
    key = (
        edge.output_table,
        edge.output_column,
        edge.input_table,
        edge.input_column,
        edge.type,
        edge.subtype,
    )
    known = into.get(key)
    if known is None or (known.masking and not edge.masking):
        into[key] = edge
