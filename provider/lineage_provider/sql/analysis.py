"""All steps from a text to its lineage; raises nothing.

In: what the door (:func:`lineage_provider.sql.analyze`) was given. Out: :class:`ScriptLineage`. A module of
its own because it puts the steps in order: split, parse, look ahead, read, ask the catalog, read again,
add up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from lineage_provider.sql.ahead import Inside, ephemeral_tables
from lineage_provider.sql.collector import RareCollections
from lineage_provider.sql.lookups import Columns
from lineage_provider.sql.model import (
    Catalog,
    ColumnEdge,
    Problem,
    ScriptLineage,
    StatementLineage,
    TableName,
    ViewCatalog,
)
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed
from lineage_provider.sql.places import in_given_text
from lineage_provider.sql.script import Script, unread
from lineage_provider.sql.splitting import Piece, split
from lineage_provider.sql.unfolding import unfold
from lineage_provider.sql.views import Views

MAX_TEXT = 16_000_000
"""Characters of a whole text beyond which nothing is read."""


def analyzed(
    sql: Any,
    dialect: str | None,
    schema: Mapping[str, Any] | Catalog | None,
    default_database: str | None,
    default_schema: str | None,
    budget_seconds: float,
    look_through_views: bool,
) -> ScriptLineage:
    """What :func:`lineage_provider.sql.analyze` answers, with the same arguments."""
    deadline = time.monotonic() + budget_seconds
    problems: list[Problem] = []
    try:
        names = NameRules.of(dialect, default_database, default_schema)
    except ValueError:
        names = NameRules.of("", default_database, default_schema)
        message = f"dialect {dialect!r} is not known; the text is read as standard SQL"
        problems.append(Problem(0, "input", message))
    with RareCollections():
        return _analyzed(sql, names, schema, problems, deadline, look_through_views)


def _analyzed(
    sql: Any,
    names: NameRules,
    schema: Mapping[str, Any] | Catalog | None,
    problems: list[Problem],
    deadline: float,
    look_through_views: bool,
) -> ScriptLineage:
    """The steps in order; ``deadline`` by :func:`time.monotonic`."""
    pieces, unusable = _pieces(sql, names.name)
    problems += unusable
    try:
        units = unfold(pieces, names, deadline, cut=not isinstance(sql, str))
        inside = ephemeral_tables(units, names)
    except Exception as error:
        # A defect of ours, before single statements are guarded: the caller still gets an answer.
        defect = Problem(0, "internal", f"{type(error).__name__}: {error}"[:300])
        return ScriptLineage(problems=(*problems, defect))
    reading = _Reading(units, names, inside, deadline)
    if schema is None or isinstance(schema, _MAPPING):
        columns = Columns(names) if schema is None else Columns.of_mapping(names, schema)
        views = Views(columns, complete=False) if look_through_views else None
        statements, script = reading.with_columns(columns, views)
    else:
        statements, script = reading.with_columns(Columns(names))
        statements, script, failed = reading.again(statements, script, schema, look_through_views)
        problems += failed
    return total(in_given_text(statements, sql), problems, script.output_columns(statements))


MOST_BRANCHES = 6
"""Branches and loops inside each other beyond which a loop is read once: each may double the time."""
# A plain one is told at once; to ask for any Mapping takes longer.
_MAPPING = (dict, Mapping)
_NO_TIME = "time ran out before this statement was analysed"


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


class _Reading(NamedTuple):
    """Parsed statements, and what is known before they are read."""

    units: Sequence[Parsed]
    names: NameRules
    inside: Inside
    deadline: float

    def with_columns(
        self, columns: Columns, views: Views | None = None
    ) -> tuple[list[StatementLineage], Script]:
        """Read all statements, as far as the time goes."""
        script = Script(self.names.copy(), columns, self.inside, self.deadline, views)
        return self._read(script, self.units, 0), script

    def _read(self, script: Script, units: Sequence[Parsed], depth: int) -> list[StatementLineage]:
        """Read statements that are ``depth`` branches and loops inside, those of a loop for two rounds."""
        statements: list[StatementLineage] = []
        for place, unit in enumerate(units):
            if place < len(statements):
                continue  # in a loop that was read
            if time.monotonic() > self.deadline:
                statements.append(unread(unit, _NO_TIME))
                continue
            loop = next((i for i in range(depth, len(unit.path)) if unit.path[i].fork.loop), MOST_BRANCHES)
            if loop >= MOST_BRANCHES:
                statements.append(script.read(unit))
            else:
                stop = place + 1
                while stop < len(units) and units[stop].path[: loop + 1] == unit.path[: loop + 1]:
                    stop += 1
                statements += self._loop(script, units[place:stop], loop + 1)
        return statements

    def _loop(self, script: Script, units: Sequence[Parsed], depth: int) -> list[StatementLineage]:
        """Read a loop; another time, where its first statements find what its last ones left."""
        path = units[0].path[:depth]
        script.walker.go(path)
        before = script.held()
        statements = self._read(script, units, depth)
        script.walker.go(path)
        if script.back(before):
            again = self._read(script, units, depth)
            pairs = zip(statements, again, strict=True)
            statements = [first if _ran_out(second) else second for first, second in pairs]
        return statements

    def again(
        self, statements: list[StatementLineage], script: Script, catalog: Catalog, look_through_views: bool
    ) -> tuple[list[StatementLineage], Script, list[Problem]]:
        """Ask the catalog for the tables that were found, and read all statements with its answer."""
        answer, problems = _ask(catalog, statements)
        if not answer:
            return statements, script, problems
        definitions = _definitions(catalog, answer) if look_through_views else None
        columns = Columns(self.names, _described(answer, definitions or {}))
        views = Views(columns, complete=True) if definitions else None
        second, script = self.with_columns(columns, views)
        # A slow catalog may have taken the time: what was found without it stays.
        pairs = zip(statements, second, strict=True)
        return [before if _ran_out(after) else after for before, after in pairs], script, problems


def _ran_out(statement: StatementLineage) -> bool:
    return any(problem.message == _NO_TIME for problem in statement.problems)


_LISTED = ("table", "stage")
"""Kinds of names that a catalog may know something about."""


def _ask(
    catalog: Catalog, statements: Sequence[StatementLineage]
) -> tuple[Mapping[TableName, Sequence[Any]], list[Problem]]:
    """One question for all tables; a catalog that fails is a problem and no more."""
    tables = {t: None for s in statements for t in (*s.inputs, *s.outputs) if t.kind in _LISTED}
    if not tables:
        return {}, []
    try:
        return catalog.load(tuple(tables)), []
    except Exception as error:
        return {}, [Problem(0, "unresolved", f"the catalog could not be asked: {error}"[:300])]


def _described(
    answer: Mapping[TableName, Sequence[Any]], definitions: Mapping[TableName, str]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The tables of a catalog's answer, as look-ups take them."""
    for table, columns in answer.items():
        found = {column.name: column.type for column in columns}
        view = definitions.get(table)
        if view is not None:
            yield table.parts, {"columns": found, "view": view}
        else:
            # A mapping with these names only is that of a view.
            yield table.parts, list(found) if set(found) <= {"columns", "view"} else found


def _definitions(catalog: Catalog, answer: Mapping[TableName, Sequence[Any]]) -> dict[TableName, str]:
    """What those tables of a catalog's answer are made of that are views."""
    if not isinstance(catalog, ViewCatalog):
        return {}
    found = {table: catalog.view_definition(table) for table in answer}
    return {table: text for table, text in found.items() if text}


def total(
    statements: Sequence[StatementLineage],
    problems: Sequence[Problem],
    output_columns: Mapping[TableName, tuple[str, ...]],
) -> ScriptLineage:
    """Add up the statements; a text that writes nothing shows its last query's projections."""
    inputs, outputs = _union([s.inputs for s in statements]), _union([s.outputs for s in statements])
    shown = None if outputs else next((s for s in reversed(statements) if s.kind == "SELECT"), None)
    return ScriptLineage(
        inputs,
        outputs,
        _merged([(s.columns, s is shown) for s in statements]),
        _merged([(s.dataset, s is shown) for s in statements]),
        tuple(statements),
        tuple([c for s in statements for c in s.changes]),
        (*problems, *[p for s in statements for p in s.problems]),
        output_columns,
    )


def _union(groups: Sequence[tuple[TableName, ...]]) -> tuple[TableName, ...]:
    return groups[0] if len(groups) == 1 else tuple(dict.fromkeys(chain.from_iterable(groups)))


def _merged(groups: Sequence[tuple[tuple[ColumnEdge, ...], bool]]) -> tuple[ColumnEdge, ...]:
    """The edges of all groups; the same edge of two statements is one, and is masked only if both are.

    Edges of a query that writes nothing are left out, unless the group is to be shown.
    """
    found: dict[tuple[Any, ...], ColumnEdge] = {}
    for edges, shown in groups:
        # By tables, columns, type and subtype. Nearly always all are new.
        more = {edge[:6]: edge for edge in edges if edge[0] or shown}
        if len(more) == len(edges) and found.keys().isdisjoint(more.keys()):
            found.update(more)
            continue
        for edge in edges:
            if edge[0] or shown:
                known = found.setdefault(edge[:6], edge)
                if known.masking and not edge.masking:
                    found[edge[:6]] = edge
    return tuple(found.values())
