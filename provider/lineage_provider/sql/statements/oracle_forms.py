"""Oracle's statements that the parser leaves as text: exchanged partitions, tables written into files.

In: a statement's text. Out: what it reads and writes. A module of its own because these are of one engine;
the table that they are in is that of :mod:`lineage_provider.sql.statements.forms`.

Source: Oracle Database SQL Language Reference, "ALTER TABLE", "CREATE TABLE", "CREATE MATERIALIZED VIEW LOG".
"""

from __future__ import annotations

import re

from lineage_provider.sql.files import location
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Derived, OpenStar, Relation
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.form import Form, name, pattern, table_of
from lineage_provider.sql.statements.query import unknown_star

_ORACLE = frozenset(("oracle",))


def _exchanged(statement: Statement, match: re.Match[str]) -> None:
    """Two tables exchange rows: each is read and written.

    A table that lives only inside the text takes what it holds to the other one, which has the same columns.
    """
    one, two = table_of(statement, match, "a"), table_of(statement, match, "b")
    of_one, of_two = statement.read(one), statement.read(two)
    if one in statement.script.ephemeral or two in statement.script.ephemeral:
        _taken(statement, of_two, one)
        _taken(statement, of_one, two)
    statement.touch(one)
    statement.touch(two)


def _taken(statement: Statement, held: Relation, to: TableName) -> None:
    """Let ``to`` have the columns that were held elsewhere, under their names."""
    columns = held.columns if isinstance(held, Derived) else held.all() or ()
    temporary = to in statement.script.ephemeral
    statement.write(to, [Target(column.name, column) for column in columns], held.rows, replace=temporary)
    stars = (
        held.open if isinstance(held, Derived) else tuple(OpenStar(b, frozenset()) for b in held.unknown())
    )
    if stars and temporary:
        statement.script.content[to].opened(stars)
    elif stars:
        unknown_star(statement, held)


def _unloaded(statement: Statement, match: re.Match[str]) -> None:
    """CREATE TABLE ... ORGANIZATION EXTERNAL (... LOCATION ('x.dmp')) AS query: rows go into the files."""
    from lineage_provider.sql.parsing import parse_text

    table = table_of(statement, match, "to")
    for file in re.findall(r"'([^']*)'", match["uris"]):
        statement.touch(location(file))
    tree = parse_text(match["query"], statement.names)
    if tree is None:
        statement.problem("parse", "the inner query could not be parsed")
        statement.touch(table)
        return
    result = statement.reader.query(tree, None, {})
    if result.open:
        unknown_star(statement, result)
    named = re.findall(r"(?:^|,)\s*(\"[^\"]*\"|[\w$#]+)", match["columns"] or "")
    names = [each.strip('"') if each[:1] == '"' else statement.names.column_text(each) for each in named]
    targets = [
        Target(names[place] if place < len(names) else column.name, column)
        for place, column in enumerate(result.columns)
    ]
    statement.write(table, targets, result.rows, replace=True)
    statement.script.define(table, [target.name for target in targets] if not result.open else [])


def _nothing(statement: Statement, match: re.Match[str]) -> None:
    """What is kept of changes for materialized views is no data of its own."""


EXCHANGE = Form(
    "ALTER TABLE EXCHANGE",
    pattern(
        rf"alter\s+table\s+{name('a')}\s+exchange\s+(?:sub)?partition\s+"
        rf"(?:for\s*\((?:[^()]|\([^()]*\))*\)|\S+)\s+with\s+table\s+{name('b')}"
    ),
    _exchanged,
)
UNLOADED = Form(
    "CREATE EXTERNAL TABLE AS",
    pattern(
        rf"create\s+table\s+{name('to')}\s*(?:\((?P<columns>[^()]*)\)\s*)?organization\s+external\b.*?"
        r"\blocation\s*\((?P<uris>[^()]*)\).*?\bas\s+(?P<query>(?:select|with)\b.*)"
    ),
    _unloaded,
    _ORACLE,
)
CREATED_LOG, ALTERED_LOG, DROPPED_LOG = (
    Form(
        f"{verb} MATERIALIZED VIEW LOG",
        pattern(rf"{verb}\s+materialized\s+view\s+log\b"),
        _nothing,
        _ORACLE,
    )
    for verb in ("CREATE", "ALTER", "DROP")
)
