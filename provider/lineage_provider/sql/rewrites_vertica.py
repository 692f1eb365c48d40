"""Rewrites for Vertica: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because the parser has no dialect of Vertica: its
texts are read as those of PostgreSQL, and all that Vertica says in words of its own is met here.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of

_POSTGRES = frozenset(("postgres",))
_INSIDE = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"

VERTICA: tuple[Rewrite, ...] = (
    # The first rows of each part.
    Rewrite(
        _POSTGRES,
        pattern_of(rf"\blimit\s+\d+\s+over\s*\(({_INSIDE})\)"),
        r"QUALIFY ROW_NUMBER() OVER (\1) = 1",
        "over",
    ),
    # A moment in the past; casts that give NULL for what cannot be cast; joins to the row before.
    Rewrite(
        _POSTGRES,
        pattern_of(r"\bat\s+(?:epoch\s+\w+|time\s+'[^']*')\s+(?=select\b|with\b)"),
        "",
        "at ",
    ),
    Rewrite(_POSTGRES, pattern_of(r"::!\s*(?=\w)"), "::", "::!"),
    Rewrite(_POSTGRES, pattern_of(r"\binterpolate\s+(?:previous|next)\s+value\b"), "=", "interpolate"),
    Rewrite(_POSTGRES, pattern_of(r"\bnullaware\s+(?=anti\b)"), "", "nullaware"),
    Rewrite(
        _POSTGRES,
        pattern_of(
            rf"\binto\s+local\s+temp(?:orary)?\s+(?:table\s+)?({NAME})"
            r"(?:\s+on\s+commit\s+(?:preserve|delete)\s+rows)?"
        ),
        r"INTO TEMPORARY TABLE \1",
        "local",
    ),
    # How rows are handed to a function.
    Rewrite(
        _POSTGRES,
        pattern_of(r"\bover\s*\(\s*partition\s+(?:best|nodes|row|left\s+join|auto)\s*(?=\)|order\b)"),
        "OVER (",
        "partition",
    ),
    # A column that holds what another table has; several tables renamed at once.
    Rewrite(
        _POSTGRES,
        pattern_of(
            HEAD + rf"alter\s+table\s+({NAME})\s+(?:add|alter)\s+column\s+({NAME})[^()]*?(?:\([\d\s,]*\)\s*)?"
            r"\b(?:set\s+using|default\s+using)\s*(\(.*\))\s*(?=;?\s*$)"
        ),
        r"\g<head>UPDATE \2 SET \3 = \4",
        "using",
    ),
    Rewrite(
        _POSTGRES,
        pattern_of(
            HEAD + rf"alter\s+table\s+({NAME}(?:\s*,\s*{NAME})+)\s+rename\s+to\s+({NAME}(?:\s*,\s*{NAME})+)"
            r"\s*;?\s*$"
        ),
        lambda match: _renamed(match),
        "rename",
    ),
    # Rows of patterns are all rows that match.
    Rewrite(
        _POSTGRES,
        pattern_of(
            r"\bmatch\s*\(\s*(?P<by>partition\s+by\s.*?)\sdefine\s(?P<define>.*?)\spattern\s+\w+\s+as\s+"
            r"\([^()]*(?:\([^()]*\)[^()]*)*\)(?:\s+rows\s+match\s+(?:all|first)\s+events?)?\s*\)"
        ),
        lambda match: _in_patterns(match),
        "pattern",
    ),
    # Where rows of a table lie.
    Rewrite(
        _POSTGRES,
        pattern_of(
            r"\b(?:segmented\s+by\s[^;]*?\ball\s+nodes|unsegmented\s+(?:all\s+nodes|node\s+\w+))\b"
            r"(?:\s+offset\s+\d+)?(?:\s+ksafe(?:\s+\d+)?)?"
        ),
        "",
        "segmented",
    ),
    # Settings of a function are no arguments.
    Rewrite(
        _POSTGRES,
        pattern_of(r"\s+using\s+parameters\s+(?:'[^']*'|[^'()]|\([^()]*\))*(?=\))"),
        "",
        "parameters",
    ),
    # TIMESERIES makes rows at even moments, named by its alias.
    Rewrite(
        _POSTGRES,
        pattern_of(
            rf"\bfrom\s+(?P<of>{NAME})(?:\s+(?!where\b|timeseries\b)(?:as\s+)?(?P<alias>\w+))?"
            r"(?P<where>\s+where\s+.*?)?\s+timeseries\s+(?P<name>\w+)\s+as\s+'[^']*'\s+over\s*\("
            r"\s*(?:partition\s+by\s+(?P<part>[^()]+?)\s+)?order\s+by\s+(?P<order>[^()]+?)\s*\)"
        ),
        lambda match: _at_even_moments(match),
        "timeseries",
    ),
)


_EVENT = late_pattern(r"(?:^|,)\s*\w+\s+as\s+", re.IGNORECASE)


def _renamed(match: re.Match[str]) -> str:
    """One rename a table, in order."""
    pairs = zip(match[2].split(","), match[3].split(","), strict=False)
    return "; ".join(f"ALTER TABLE {old.strip()} RENAME TO {new.strip()}" for old, new in pairs)


def _in_patterns(match: re.Match[str]) -> str:
    """Rows of a partition, in an order, on which conditions hold."""
    conditions = [f"({part.strip()})" for part in _EVENT.split(match["define"]) if part.strip()]
    rows = "ROW_NUMBER() OVER (" + match["by"] + ") > 0"
    return "QUALIFY " + " AND ".join([rows, *conditions])


def _at_even_moments(match: re.Match[str]) -> str:
    """A query over the rows with the moment as a column, grouped by it."""
    alias = match["alias"] or match["of"].rpartition(".")[2]
    groups = ", ".join(part for part in (match["part"], match["name"]) if part)
    return (
        f"FROM (SELECT *, DATE_TRUNC('second', {match['order']}) AS {match['name']} FROM {match['of']})"
        f" AS {alias}"
        f"{match['where'] or ''} GROUP BY {groups}"
    )
