"""One text's lineage, statement by statement: what each statement alone reads and writes.

In: the lineage of a text, and the text as it was given to the analysis. Out: one :class:`Part` a statement.
A module of its own because a statement that the server executes is not always one
:class:`StatementLineage`: a block or a dynamic text is one statement with several inside.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lineage_provider.sql.analysis import total
from lineage_provider.sql.model import ScriptLineage, StatementLineage, TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.splitting import split


@dataclass(frozen=True)
class Part:
    """One statement as it was executed."""

    number: int
    """From 1; the number that problems and statements of the whole text have."""
    text: str
    statements: tuple[StatementLineage, ...] = ()
    """What is inside: one, except in blocks, dynamic SQL and calls."""
    output_columns: Mapping[TableName, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    @cached_property
    def single(self) -> StatementLineage | None:
        """The statement, where the server executed exactly that and no text inside another."""
        if len(self.statements) != 1:
            return None
        statement = self.statements[0]
        return statement if statement.text.strip() == self.text.strip() else None

    @cached_property
    def lineage(self) -> ScriptLineage:
        """The part's lineage by itself; tables that a temporary one was filled from are inputs, too."""
        found = total(self.statements, (), self.output_columns)
        behind = {e.input_table: None for e in (*found.columns, *found.dataset)}
        known = set(found.inputs)
        more = [t for t in behind if isinstance(t, TableName) and t not in known and t.kind != "temporary"]
        return dataclasses.replace(found, inputs=(*found.inputs, *more))


def parts(lineage: ScriptLineage, sql: str | Sequence[str], dialect: str | None) -> tuple[Part, ...]:
    """The statements of ``sql``, which ``lineage`` is the lineage of, in order.

    >>> from lineage_provider.sql import analyze
    >>> sql = "CREATE TEMPORARY TABLE t AS SELECT a FROM s; INSERT INTO o (a) SELECT a FROM t"
    >>> found = parts(analyze(sql, "postgres"), sql, "postgres")
    >>> [(part.number, part.lineage.inputs, part.lineage.outputs) for part in found]
    [(1, ('s',), ()), (2, ('s',), ('o',))]
    """
    inside: dict[int, list[StatementLineage]] = {}
    for statement in lineage.statements:
        inside.setdefault(statement.number, []).append(statement)
    found = []
    for number, text in enumerate(_texts(sql, dialect), 1):
        statements = tuple(inside.get(number, ()))
        written = {t for s in statements for t in s.outputs}
        columns = {t: names for t, names in lineage.output_columns.items() if t in written}
        if text.strip():
            found.append(Part(number, text, statements, columns))
    return tuple(found)


def statements_in(sql: str, dialect: str | None) -> list[str]:
    """Cut a text where the analysis cuts it.

    >>> statements_in("SELECT 1; SELECT ';'", "duckdb")
    ['SELECT 1', "SELECT ';'"]
    """
    try:
        name = NameRules.of(dialect).name
    except ValueError:
        name = ""  # as the analysis reads it, too
    return [piece.text for piece in split(sql, name)]


def _texts(sql: str | Sequence[str], dialect: str | None) -> list[str]:
    if isinstance(sql, str):
        return statements_in(sql, dialect)
    return [text if isinstance(text, str) else "" for text in sql]
