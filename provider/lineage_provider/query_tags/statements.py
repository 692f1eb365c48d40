"""Statements by which users set a tag themselves: theirs is merged with ours, not lost and not dropped.

In: a SQL text and a rule that makes the merged value. Out: the text with the value between the quotes
changed, everything else to the letter. Only statements are touched that set the engine's tag to a plain
string literal; in comments, strings and quoted names nothing is looked for. A module of its own because
each engine has another statement for it, and one way to find it serves all. Nothing of Airflow is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Merge = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TagStatement:
    """How an engine's SQL sets the tag: ``pattern`` matches a statement up to the opening quote.

    ``backslash``: a backslash in a literal escapes what follows; such literals are left alone, and
    backslashes in ours are doubled.
    """

    pattern: re.Pattern[str]
    backslash: bool = False


SNOWFLAKE = TagStatement(re.compile(r"ALTER\s+SESSION\s+SET\s+QUERY_TAG\s*=\s*(?=')", re.I), backslash=True)
POSTGRES = TagStatement(re.compile(r"SET\s+(?:SESSION\s+)?application_name\s*(?:=|TO\s)\s*(?=')", re.I))
REDSHIFT = TagStatement(
    re.compile(r"SET\s+(?:SESSION\s+)?query_group\s*(?:=|TO\s)\s*(?=')", re.I), backslash=True
)

_TOKEN = re.compile(
    r"""(?P<blank>\s+|--[^\n]*|/\*.*?\*/)
      | (?P<end>;)
      | (?P<other>'(?:[^']|'')*' | "(?:[^"]|"")*" | (?P<dollar>\$\w*\$).*?(?P=dollar) | \w+ | .)""",
    re.X | re.S,
)
_LITERAL = re.compile(r"'((?:[^']|'')*)'(?=\s*(?:;|--|/\*|\Z))")


def with_merged_tags(sql: str, statement: TagStatement, merge: Merge) -> str:
    """``sql`` with every tag that it sets replaced by ``merge(tag)``.

    >>> with_merged_tags("SET application_name = 'etl'; SELECT 1", POSTGRES, lambda tag: tag + " run-1")
    "SET application_name = 'etl run-1'; SELECT 1"
    """
    if not statement.pattern.search(sql):
        return sql  # nearly always, and at once for long texts
    pieces: list[str] = []
    done = position = 0
    begins = True
    while position < len(sql):
        found = _literal(sql, position, statement) if begins else None
        if found is not None:
            start, end = found.span(1)
            pieces += [sql[done:start], _quoted(merge(found.group(1).replace("''", "'")), statement)]
            done, position, begins = end, found.end(), False
            continue
        token = _TOKEN.match(sql, position)
        assert token is not None, "some token matches every character"
        begins = begins if token.lastgroup == "blank" else token.lastgroup == "end"
        position = token.end()
    return "".join([*pieces, sql[done:]])


def _literal(sql: str, position: int, statement: TagStatement) -> re.Match[str] | None:
    head = statement.pattern.match(sql, position)
    found = _LITERAL.match(sql, head.end()) if head else None
    if found is None or (statement.backslash and "\\" in found.group(1)):
        return None
    return found


def _quoted(text: str, statement: TagStatement) -> str:
    text = text.replace("'", "''")
    return text.replace("\\", "\\\\") if statement.backslash else text
