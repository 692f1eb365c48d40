"""The parts of SQL text in which nothing is code: strings, quoted names, comments, dollar quotes.

In: a dialect's name. Out: one regular expression alternative that matches any of them. A module of
its own because the splitter and the placeholders must agree on what is text and what is code.

Sources: ISO 9075 (quotes are doubled), PostgreSQL 4.1.2.4 (dollar quoting) and 4.1.5 (nested comments),
BigQuery lexical structure (triple quotes, raw strings), MySQL 11.6 (``#`` and ``--`` comments,
backslash escapes), Snowflake string constants (``$$``, backslash escapes, ``//`` comments).
"""

from __future__ import annotations

from functools import cache

BACKSLASH = frozenset(
    {
        "bigquery",
        "mysql",
        "hive",
        "spark",
        "spark2",
        "databricks",
        "clickhouse",
        "snowflake",
        "doris",
        "starrocks",
    }
)
HASH_COMMENTS = frozenset({"mysql", "bigquery", "doris", "starrocks", "clickhouse"})
SLASH_COMMENTS = frozenset({"snowflake"})
DOLLAR_QUOTES = frozenset(
    {
        "postgres",
        "redshift",
        "snowflake",
        "duckdb",
        "materialize",
        "risingwave",
        "databricks",
        "clickhouse",
        "athena",
    }
)
BACKTICKS = frozenset(
    {"mysql", "bigquery", "hive", "spark", "spark2", "databricks", "clickhouse", "sqlite", "athena"}
)
BRACKETS = frozenset({"tsql", "fabric"})


@cache
def comment_patterns(dialect: str) -> str:
    """Alternatives (no capturing groups) for the comments of ``dialect``, nested ones included."""
    parts = [r"--[^\n]*", r"/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*]|\*(?!/))*\*/)*\*/", r"/\*.*\Z"]
    if dialect in HASH_COMMENTS:
        parts.append(r"\#[^\n]*")
    if dialect in SLASH_COMMENTS:
        parts.append(r"(?<!:)//[^\n]*")
    return "|".join(parts)


@cache
def skip_patterns(dialect: str) -> str:
    """Alternatives (no capturing groups) for everything in ``dialect`` that is not code."""
    any_escaped = r"(?:[^'\\]|\\.|'')" if dialect in BACKSLASH else r"(?:[^']|'')"
    parts = [comment_patterns(dialect)]
    if dialect == "bigquery":
        parts += [r'[rRbB]{0,2}"""(?:[^\\]|\\.)*?"""', r"[rRbB]{0,2}'''(?:[^\\]|\\.)*?'''"]
    if dialect in DOLLAR_QUOTES:
        # The tag is repeated by a named reference; the name is used once in any pattern.
        parts.append(r"(?<![\w$])\$(?:[A-Za-z_]\w*)?\$.*?\$(?:[A-Za-z_]\w*)?\$")
    parts += [r"(?<!\w)[eE]'(?:[^'\\]|\\.|'')*'", rf"'{any_escaped}*'", r'"(?:[^"\\]|\\.|"")*"']
    if dialect in BACKTICKS:
        parts.append(r"`(?:[^`]|``)*`")
    if dialect in BRACKETS:
        parts.append(r"\[(?:[^\]]|\]\])*\]")
    return "|".join(parts)
