"""Bind parameters and unrendered templates, made parseable.

In: the text of a statement. Out: the same text, line for line, in which each parameter that sqlglot
cannot read in every place is an identifier that :func:`is_placeholder` knows. A module of its own
because the text is changed here, before parsing, and nowhere else.

Sources: DB-API 2.0 (PEP 249) paramstyles ``format`` and ``pyformat``; Jinja ``{{ }}``, ``{% %}``,
``{# #}``; Databricks and Hive ``${name}``. ``?``, ``:name``, ``@name`` and ``$1`` are left to the parser.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.lexing import skip_patterns

PREFIX = "lp_param_"
_PARAMETER = (
    r"(?P<jinja>\{\{.*?\}\})"
    r"|(?P<block>\{%.*?%\}|\{\#.*?\#\})"
    r"|(?P<open>\{[{%\#].*\Z)"
    r"|(?P<pyformat>%\([^()\n]*\)s)"
    r"|(?P<format>(?<![\w)\]\"'`])%s(?![\w(]))"
    r"|(?P<dollar>\$\{[^{}\n]*\})"
    r"|(?P<numbered>(?<![\w:)\]\"'`])[:?]\d+\b)"
)
_TEMPLATES = ("jinja", "block", "dollar")
_NUMBERED = late_pattern(r"[:?]\d")
# ClickHouse: {name:Type}, a value or (Identifier) a name.
_TYPED = r"|(?P<typed>\{\s*\w+\s*:\s*[\w()]+\s*\})"


class Prepared(NamedTuple):
    """A text that can be parsed, and what its placeholders stood for."""

    text: str
    names: dict[str, str]
    """Placeholder identifier, lower case, to the original text."""


def is_placeholder(name: str) -> bool:
    """Whether an identifier stands for a bind parameter or a template."""
    return name[: len(PREFIX)].lower() == PREFIX


def prepare(text: str, dialect: str, first: int = 1, *, templates_only: bool = False) -> Prepared:
    """Replace parameters and templates outside of strings and comments; number them from ``first``.

    >>> prepare("SELECT a FROM {{ params.t }} WHERE d = %(ds)s", "snowflake").text
    'SELECT a FROM lp_param_1 WHERE d = lp_param_2'
    """
    numbered = (":" in text or "?" in text) and _NUMBERED.search(text)
    if "{" not in text and "%" not in text and not numbered:
        return Prepared(text, {})
    names: dict[str, str] = {}
    pattern = _pattern(dialect)

    def replaced(match: re.Match[str]) -> str:
        kind = match.lastgroup
        found = match.group()
        if kind in ("skip", "open") or (templates_only and kind not in _TEMPLATES):
            return found
        if kind == "block":
            return "\n" * found.count("\n") + " "
        name = f"{PREFIX}{len(names) + first}"
        names[name] = found
        return name + "\n" * found.count("\n")

    return Prepared(pattern.sub(replaced, text), names)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(dialect: str) -> re.Pattern[str]:
    found = _PATTERNS.get(dialect)
    if found is None:
        found = _PATTERNS[dialect] = re.compile(
            f"(?P<skip>{skip_patterns(dialect)})|{_PARAMETER}{_TYPED if dialect == 'clickhouse' else ''}",
            re.DOTALL | re.IGNORECASE,
        )
    return found
