"""What a form is: a statement's pattern, and what follows from it.

In: patterns. Out: :class:`Form`, and the means that all forms share. A module of its own because the tables
of forms, one a family of engines, share it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableName
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.query import written_to


class Form(NamedTuple):
    """A pattern (it begins at the first word) and what follows from it; empty ``dialects``: all."""

    kind: str
    pattern: re.Pattern[str]
    follow: Callable[[Statement, re.Match[str]], None]
    dialects: frozenset[str] = frozenset()


_PART = r"(?:[^\s\"`\[\](),;.']+|\"[^\"]*\"|`[^`]*`|\[[^\]]*\])"
NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
"""A table's name of one or more parts."""


def name(group: str) -> str:
    return f"(?P<{group}>{NAME})"


def pattern(text: str) -> re.Pattern[str]:
    return late_pattern(text, re.IGNORECASE | re.DOTALL)


def table_of(statement: Statement, match: re.Match[str], group: str) -> TableName:
    return statement.names.from_text(match.group(group))


def changed(statement: Statement, match: re.Match[str]) -> None:
    """Rows or the definition of a table change by themselves."""
    statement.touch(table_of(statement, match, "to"))


def query_to(statement: Statement, body: str, to: TableName) -> None:
    """Write an inner query, given as text, to a file or table."""
    from lineage_provider.sql.parsing import parse_text

    tree = parse_text(body, statement.names)
    if tree is None:
        statement.problem("parse", "the inner query could not be parsed")
        statement.touch(to)
        return
    written_to(statement, to, statement.reader.query(tree, None, {}))
