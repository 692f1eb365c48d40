"""The parts of SQL text in which nothing is code: strings, quoted names, comments, dollar quotes.

In: a dialect's name. Out: one regular expression alternative that matches any of them. A module of
its own because the splitter and the placeholders must agree on what is text and what is code.

Sources: ISO 9075 (quotes are doubled), PostgreSQL 4.1.2.4 (dollar quoting) and 4.1.5 (nested comments),
BigQuery lexical structure (triple quotes, raw strings), MySQL 11.6 (``#`` and ``--`` comments,
backslash escapes), Snowflake string constants (``$$``, backslash escapes, ``//`` comments).
"""

from __future__ import annotations

import re
from functools import cache

BACKSLASH = frozenset(
    (
        "bigquery",
        "mysql",
        "hive",
        "spark",
        "spark2",
        "databricks",
        "clickhouse",
        "snowflake",
        "redshift",
        "athena",
        "doris",
        "starrocks",
    )
)
"""Backslash escapes in strings."""
DOUBLE_QUOTED_STRINGS = frozenset(
    ("bigquery", "mysql", "hive", "spark", "spark2", "databricks", "doris", "starrocks", "clickhouse")
)
"""Double quotes take backslash escapes, as strings do."""
HASH_COMMENTS = frozenset(("mysql", "bigquery", "doris", "starrocks", "clickhouse"))
SLASH_COMMENTS = frozenset(("snowflake",))
FLAT_COMMENTS = frozenset(
    ("snowflake", "bigquery", "mysql", "trino", "presto", "sqlite", "oracle", "doris", "starrocks", "")
)
"""A comment ends at the first ``*/``; elsewhere comments nest."""
DOLLAR_QUOTES = frozenset(
    ("postgres", "redshift", "snowflake", "duckdb", "materialize", "risingwave", "databricks", "clickhouse")
)
BACKTICKS = frozenset(
    (
        "mysql",
        "bigquery",
        "hive",
        "spark",
        "spark2",
        "databricks",
        "clickhouse",
        "sqlite",
        "athena",
        "doris",
        "starrocks",
        "drill",
        "",
    )
)
BRACKETS = frozenset(("tsql", "fabric", "sqlite"))
# Not those of an address, file:///in.
_SLASHES = r"(?<![:/])//[^\n]*"
_ADDRESS = r"(?<![\w'\"])file://[^\s;'\"]+"
# Oracle 2.4.1: q'[ ... ]', also with N.
_ORACLE_QUOTES = tuple(
    rf"(?<!\w)[nN]?[qQ]'{re.escape(a)}.*?(?:{re.escape(b)}'|\Z)"
    for a, b in ("[]", "{}", "()", "<>", "!!", "||")
)


@cache
def comment_patterns(dialect: str) -> str:
    """Alternatives (no capturing groups) for the comments of ``dialect``, nested ones included."""
    nested = r"/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*]|\*(?!/))*\*/)*+\*/"
    flat = r"/\*(?:[^*]|\*(?!/))*+\*/"
    parts = [r"--[^\n]*", flat if dialect in FLAT_COMMENTS else nested, r"/\*.*\Z"]
    if dialect in HASH_COMMENTS:
        parts.append(r"\#[^\n]*")
    if dialect in SLASH_COMMENTS:
        parts.append(_SLASHES)
    return "|".join(parts)


@cache
def skip_patterns(dialect: str) -> str:
    """Alternatives for everything in ``dialect`` that is not code; an unterminated one goes to the end.

    They hold one capturing group, named ``tag``, and so may stand only once in a pattern.
    """
    parts = [comment_patterns(dialect), *string_patterns(dialect)]
    if dialect == "snowflake":
        parts.insert(0, _ADDRESS)  # PUT file:///in/*.csv @stage
    parts += name_patterns(dialect)
    return "|".join(parts)


@cache
def string_patterns(dialect: str) -> tuple[str, ...]:
    """Strings of ``dialect``, dollar quotes included."""
    escaped = r"(?:[^'\\]|\\.|'')*+" if dialect in BACKSLASH else r"(?:[^']|'')*+"
    parts = []
    if dialect == "bigquery":
        parts += [r'[rRbB]{0,2}"""(?:[^\\]|\\.)*?"""', r"[rRbB]{0,2}'''(?:[^\\]|\\.)*?'''"]
    elif dialect == "oracle":
        parts += _ORACLE_QUOTES
    elif dialect == "snowflake":
        parts.append(r"\$\$.*?(?:\$\$|\Z)")
    if dialect in DOLLAR_QUOTES and dialect != "snowflake":
        parts.append(r"(?<![\w$])\$(?P<tag>(?:[^\W\d]\w*)?)\$(?:.*?\$(?P=tag)\$|.*\Z)")
    return (*parts, r"(?<!\w)[eE]'(?:[^'\\]|\\.|'')*+(?:'|\Z)", rf"'{escaped}(?:'|\Z)")


def name_patterns(dialect: str) -> list[str]:
    """Quoted names (and strings in double quotes) of ``dialect``."""
    inner = r'(?:[^"\\]|\\.|"")*+' if dialect in DOUBLE_QUOTED_STRINGS else r'(?:[^"]|"")*+'
    parts = [rf'"{inner}(?:"|\Z)']
    if dialect in BACKTICKS:
        parts.append(r"`(?:[^`]|``)*+(?:`|\Z)")
    if dialect in BRACKETS:
        parts.append(r"\[(?:[^\]]|\]\])*+(?:\]|\Z)")
    return parts


_OTHER_COMMENTS = HASH_COMMENTS | SLASH_COMMENTS
_HINTS = ("/*+", "/*!")
"""Comments that are no comments: hints, and what MySQL executes."""
_PATHS = ("put", "get", "ls", "lis", "rm", "rem")


def uncommented(text: str, dialect: str) -> str:
    """The text with blanks in place of its comments, so that every word stays where it was.

    >>> uncommented("ALTER /* x */ TABLE a -- '", "postgres")
    'ALTER         TABLE a     '
    """
    others = dialect in _OTHER_COMMENTS and ("#" in text or "//" in text)
    if not others and "--" not in text and "/*" not in text:
        return text
    if dialect == "snowflake" and text.lstrip()[:3].lower().startswith(_PATHS):
        return text  # PUT file:///tmp/*.csv
    return _comments(dialect).sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    if match["comment"] is None or found.startswith(_HINTS):
        return found
    return "".join(sign if sign == "\n" else " " for sign in found)


@cache
def _comments(dialect: str) -> re.Pattern[str]:
    comments = comment_patterns(dialect).replace("|" + _SLASHES, r"|(?<!\S)//[^\n]*")
    inside = "|".join([*string_patterns(dialect), *name_patterns(dialect)])
    return re.compile(rf"(?P<comment>{comments})|{inside}", re.DOTALL)
