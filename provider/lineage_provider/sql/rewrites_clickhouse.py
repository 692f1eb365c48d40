"""Rewrites for ClickHouse: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because ClickHouse has clauses of its own around
every statement (settings, partitions, clusters).

Source: ClickHouse documentation, "SQL reference / Statements".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lineage_provider.sql.placeholders import PREFIX
from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of

_CLICKHOUSE = frozenset(("clickhouse",))

_QUOTED = r"(?P<quoted>'(?:[^'\\]|\\.)*'|\"[^\"]*\"|`[^`]*`)|"
"""What stands before a pattern that may not match inside of quotes."""
_NESTED = r"(?:[^()`]|\((?:[^()`]|\([^()`]*\))*\))*"


def _outside(replacement: str) -> Callable[[re.Match[str]], str]:
    """A replacement that leaves what is in quotes as it is."""
    return lambda match: match[0] if match["quoted"] is not None else match.expand(replacement)


def _but_for(match: re.Match[str]) -> str:
    """``COLUMNS('^m_') EXCEPT (m_b)``: one pattern that says both."""
    if match["quoted"] is not None:
        return match[0]
    names = match["names"].strip("() \t\n")
    if names.startswith("'"):
        other = f".*?(?:{names[1:-1]})"
    else:
        other = "(?:" + "|".join(name.strip(' `"\t\n') for name in names.split(",")) + ")$"
    return f"COLUMNS('^(?!{other})(?=.*?(?:{match['pattern']}))')"


CLICKHOUSE: tuple[Rewrite, ...] = (
    # A table or column of the name of a clause, which a number, a placeholder or BY follows.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(_QUOTED + rf"\bsample\b(?!\s+(?:by\b|[\d.?:@]|{PREFIX}))"),
        _outside("`sample`"),
        "sample",
    ),
    # A lambda of several parameters without parentheses, as it may stand first in a call.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(_QUOTED + r"(?<=\w\()(\s*)(\w+(?:\s*,\s*\w+)+)\s*->"),
        _outside(r"\2(\3) ->"),
        "->",
    ),
    # Columns by their names, and modifiers of columns.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(_QUOTED + r"\bcolumns\s*\(\s*((?:\w+|`[^`]*`)(?:\s*,\s*(?:\w+|`[^`]*`))*)\s*\)"),
        _outside(r"COLUMNS([\2])"),
        "columns",
    ),
    Rewrite(
        _CLICKHOUSE,
        pattern_of(
            _QUOTED + r"\bcolumns\s*\(\s*'(?P<pattern>[^']*)'\s*\)\s*except\s*"
            r"(?P<names>\(\s*'[^']*'\s*\)|'[^']*'|\(\s*(?:\w+|`[^`]*`)(?:\s*,\s*(?:\w+|`[^`]*`))*\s*\)|(?!(?:select|distinct|all)\b)\w+)"
        ),
        _but_for,
        "columns",
    ),
    Rewrite(
        _CLICKHOUSE,
        pattern_of(_QUOTED + rf"\bapply\s*\(\s*(\w+\s*->{_NESTED}|\w+\s*\({_NESTED}\)\s*)\)"),
        _outside(r"APPLY(`\2`)"),
        "apply",
    ),
    Rewrite(_CLICKHOUSE, pattern_of(_QUOTED + r"\bapply\s+(\w+)"), _outside(r"APPLY(\2)"), "apply"),
    Rewrite(
        _CLICKHOUSE,
        pattern_of(HEAD + r"((?:delete|update|alter)\b.*?)\s+settings\s+\w+\s*=[^;]*(?=;?\s*$)"),
        r"\g<head>\2",
        "settings",
    ),
    Rewrite(
        _CLICKHOUSE,
        pattern_of(
            r"\bin\s+partition\s+(?:id\s+)?(?:(?:tuple\s*)?\([^()]*\)|'[^']*'|[^\s()']+)\s+(?=where\b)"
        ),
        " ",
        "partition",
    ),
    # Rows of each group, and rows in all: the groups are what the lineage is about.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(
            r"(\blimit\s+\d+(?:\s*,\s*\d+|\s+offset\s+\d+)?\s+by\s+[\w.,`\"\s]+?)\s+limit\s+\d+"
            r"(?:\s*,\s*\d+|\s+offset\s+\d+)?(?:\s+with\s+ties)?"
        ),
        r"\1",
        "limit",
    ),
    # Columns of a table elsewhere.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(
            HEAD + r"(insert\s+into\s+(?:table\s+)?function\s+\w+\s*\((?:'[^']*'|[^()']|\([^()]*\))*\))"
            r"\s*\(([^()]*)\)\s*((?:select|with)\b.*?)(?=;?\s*$)"
        ),
        r"\g<head>\2 SELECT * FROM (\4) AS given(\3)",
        "function",
    ),
    # What a materialized view does from now on.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(
            HEAD
            + rf"alter\s+table\s+({NAME})(?:\s+on\s+cluster\s+\S+)?\s+modify\s+query\s+(?=\(|select\b|with\b)"
        ),
        r"\g<head>CREATE OR REPLACE VIEW \2 AS ",
        "modify",
    ),
    Rewrite(_CLICKHOUSE, pattern_of(HEAD + r"(drop\s+\w+)\s+if\s+empty\b"), r"\g<head>\2", "empty"),
    # A dictionary, read as a table.
    Rewrite(
        _CLICKHOUSE,
        pattern_of(r"\b(from|join)\s+dictionary\s*\(\s*'([\w.]+)'\s*\)"),
        r"\1 \2",
        "dictionary",
    ),
    # A part of a JSON value, as JSON.
    Rewrite(_CLICKHOUSE, pattern_of(r"(?<=\w)\.\^(?=[\w`])"), ".", ".^"),
)
