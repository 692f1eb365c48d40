"""Rewrites for INSERTs and BigQuery's pipes: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because what becomes of rows that are there
already, and each step of a pipe, has words of its own in every engine.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of
from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

PIPES = frozenset(("bigquery", "databricks", "spark", "spark2"))
"""Dialects of ``FROM t |> WHERE a > 1``."""

_SPARKS = frozenset(("databricks", "spark", "spark2"))
_POSTGRES = frozenset(("postgres", "redshift", "materialize", "risingwave"))


_BEHIND_SCRIPT = (
    "from|where|cluster|distribute|sort|order|group|having|limit|union|insert|map|reduce|select|row"
)
"""Words that may stand behind the columns of a script."""


def stars(text: str) -> str:
    """The steps of a pipe that change some columns as SELECTs of a star; WINDOW is EXTEND.

    >>> stars("FROM t |> SET a = f(a, 1), b = 2 |> DROP c, d |> LIMIT 1")
    'FROM t |> SELECT * REPLACE (f(a, 1) AS a, 2 AS b) |> SELECT * EXCEPT (c, d) |> LIMIT 1'
    """
    found = tokens(text, "bigquery")
    steps = [
        (i, _STEPS[found[i + 2].word])
        for i in range(len(found) - 2)
        if found[i].word == "|" and found[i + 1].word == ">" and found[i + 2].word in _STEPS
    ]
    for at, step in reversed(steps):
        parts, end = _parts(text, found, at + 3)
        if step == "EXTEND":
            text = f"{text[: found[at + 2].start]}{step}{text[found[at + 2].end :]}"
            continue
        changed = f"|> SELECT * {step} ({', '.join(_part(part, step) for part in parts)})"
        text = text[: found[at].start] + changed + text[end:]
    return text


def hoisted(text: str) -> str:
    """``|> WITH``: its queries in front of the pipe's first word, as the parser knows no such step.

    >>> hoisted("FROM t |> WITH c AS (SELECT k FROM x) |> JOIN c USING (k)")
    'WITH c AS (SELECT k FROM x) FROM t  |> JOIN c USING (k)'
    """
    while True:
        found = tokens(text, "bigquery")
        words = [token.word for token in found]
        step = next((i for i in range(len(words) - 3) if words[i : i + 3] == ["|", ">", "with"]), None)
        head = None if step is None else _head(words, step)
        if step is None or head is None:
            return text
        place, follows = head
        _, end = _parts(text, found, step + 3)
        queries, rest = text[found[step + 3].start : end], text[end:]
        begin, between = text[: found[place].start], text[found[place].start : found[step].start]
        text = f"{begin}{', ' if follows else 'WITH '}{queries} {between}{rest}"


def _head(words: list[str], step: int) -> tuple[int, bool] | None:
    """The first word of the pipe that ``step`` belongs to, and whether it stands behind a WITH already."""
    depth, outer = 0, []
    for at in range(step - 1, -1, -1):
        depth += (words[at] == ")") - (words[at] == "(")
        if depth < 0:
            break
        if depth == 0 and words[at] in ("with", "from", "select"):
            outer.append(at)
    named = bool(outer) and words[outer[-1]] == "with"
    if named:
        outer.pop()
        if words[step + 3] == "recursive":
            return None
    return (outer[-1], named) if outer else None


_STEPS = {"set": "REPLACE", "drop": "EXCEPT", "rename": "RENAME", "window": "EXTEND"}
_SET = late_pattern(r"\s*([^\s=]+)\s*=\s*(.*)", re.DOTALL)
_TO = late_pattern(r"(\S+)\s+(?:as\s+)?(\S+)", re.IGNORECASE)


def _part(text: str, step: str) -> str:
    if step == "REPLACE":
        return _SET.sub(r"\2 AS \1", text)
    return _TO.sub(r"\1 AS \2", text) if step == "RENAME" else text


def _parts(text: str, found: list[Token], begin: int) -> tuple[list[str], int]:
    """The parts between commas up to the next step, and the offset where they end."""
    parts: list[str] = []
    depth, first, at = 0, begin, begin
    while at < len(found):
        word = found[at].word
        depth += (word in "([") - (word in ")]") if word else 0
        piped = word == "|" and at + 1 < len(found) and found[at + 1].word == ">"
        if depth < 0 or (depth == 0 and (word == ";" or piped)):
            break
        if depth == 0 and word == "," and at > first:
            parts.append(text[found[first].start : found[at - 1].end])
            first = at + 1
        at += 1
    if at > first:
        parts.append(text[found[first].start : found[at - 1].end])
    return parts, found[at - 1].end


def rows_as_query(text: str) -> str:
    """``UPDATE ... FROM (VALUES ...) AS v (a) JOIN t``: the parser takes joins behind a query only.

    >>> rows_as_query("UPDATE a SET b = c FROM (VALUES (1)) AS v (c) JOIN t ON d = c")
    'UPDATE a SET b = c FROM (SELECT * FROM (VALUES (1)) AS _rows) AS v (c) JOIN t ON d = c'
    """
    found = tokens(text, "postgres")
    words = [token.word for token in found]
    for at in range(len(words) - 2, 0, -1):
        if words[at - 1 : at + 2] == ["from", "(", "values"]:
            end = found[closing(found, at)].end
            text = f"{text[: found[at].end]}SELECT * FROM {text[found[at].start : end]} AS _rows){text[end:]}"
    return text


LOADS: tuple[Rewrite, ...] = (
    # BigQuery: an array with the places of its elements; the parser knows those of UNNEST only.
    Rewrite(
        frozenset(("bigquery",)),
        pattern_of(
            r"(\bfrom\s+|\bjoin\s+|,\s*)([\w`]+(?:\.[\w`]+)+)(?=\s+(?:(?:as\s+)?[\w`]+\s+)?with\s+offset\b)"
        ),
        r"\1UNNEST(\2)",
        "offset",
    ),
    Rewrite(
        PIPES,
        pattern_of(r"^.*\|>\s*(?:set|drop|rename|window)\s.*$"),
        lambda match: stars(match.group()),
        "|>",
    ),
    Rewrite(PIPES, pattern_of(r"^.*\|>\s*with\s.*$"), lambda match: hoisted(match.group()), "|>"),
    # Databricks: which rows are replaced decides nothing about those that are written.
    Rewrite(
        _SPARKS,
        pattern_of(
            HEAD
            + rf"(insert\s+into\s+(?:table\s+)?{NAME})(?:\s+(?:as\s+)?(?!replace\b|by\b)\w+)?(\s+by\s+name)?"
            r"\s+replace\s+on\b"
            r"(?:[^()]|\((?!\s*(?:select|with|from)\b)(?:[^()]|\([^()]*\))*\))*?"
            r"(\(\s*(?:select|with|from)\b.*\))(?:\s+as\s+\w+|\s+\w+)?(?=\s*;?\s*$)"
        ),
        lambda match: f"{match['head']}{match[2]}{match[3] or ''} {match[4]}",
        "replace",
    ),
    # Hive, Spark: an INSERT that does nothing where the partition is there.
    Rewrite(
        _SPARKS | {"hive"},
        pattern_of(
            rf"(\binsert\s+overwrite\s+(?:table\s+)?{NAME}\s+partition\s*\((?:[^()']|'[^']*'|\([^()]*\))*\))"
            r"\s+if\s+not\s+exists\b"
        ),
        r"\1",
        "exists",
    ),
    # Delta: a version of a table behind its name; the parser knows it without an alias only.
    Rewrite(
        _SPARKS,
        pattern_of(r"((?:\bfrom|\bjoin|\busing|,)\s*[\w.`]+?)@(?:v\d+|\d{17})(?![\w`.])"),
        r"\1",
        "@",
    ),
    # Hive: MAP and REDUCE are SELECT TRANSFORM; the names of a script's columns may lack parentheses.
    Rewrite(
        _SPARKS | {"hive"},
        pattern_of(r"\b(?:map|reduce)\s+(?!\()((?:[^();']|\([^()]*\))*?)\s+using\s+(?=')"),
        r"SELECT TRANSFORM (\1) USING ",
        "using",
    ),
    Rewrite(
        _SPARKS | {"hive"},
        pattern_of(
            r"(\busing\s+'(?:[^'\\]|\\.)*'\s+as\s+)([a-z_]\w*(?:\s*,\s*[a-z_]\w*)*)"
            rf"(?=\s*(?:[);]|$)|\s+(?:{_BEHIND_SCRIPT})\b)"
        ),
        r"\1(\2)",
        "using",
    ),
    # A partition under a new name changes the table as one that goes does.
    Rewrite(
        _SPARKS | {"hive", "athena"},
        pattern_of(
            HEAD + rf"(alter\s+table\s+{NAME})\s+(partition\s*\((?:[^()']|'[^']*')*\))"
            r"\s+rename\s+to\s+partition\b.*$"
        ),
        r"\g<head>\2 DROP \3",
        "partition",
    ),
    # Hive: a column under a new name. Databricks: how late rows may be.
    Rewrite(
        _SPARKS | {"hive"},
        pattern_of(
            HEAD + rf"(alter\s+table\s+{NAME})\s+change\s+(?:column\s+)?(?!column\b)([\w`]+)"
            r"\s+(?!\3\s)([\w`]+)\s+[a-z]\w*.*$"
        ),
        r"\g<head>\2 RENAME COLUMN \3 TO \4",
        "change",
    ),
    Rewrite(
        _SPARKS,
        pattern_of(r"\bwatermark\s+[\w.`]+\s+delay\s+of\s+interval\s+(?:'[^']*'|\d+)\s*(?:\w+\b)?"),
        "",
        "watermark",
    ),
    # The row that a cursor stands at.
    Rewrite(frozenset(), pattern_of(r"\bwhere\s+current\s+of\s+[\w$\"`\[\]:@]+"), "", "current of"),
    # DuckDB: columns go by position where nothing is said.
    Rewrite(
        frozenset(("duckdb",)),
        pattern_of(HEAD + rf"(insert\s+(?:or\s+\w+\s+)?into\s+{NAME})\s+by\s+position\b"),
        r"\g<head>\2",
        "position",
    ),
    # SQLite: several ON CONFLICT; one that does nothing writes nothing.
    Rewrite(
        frozenset(("sqlite",)),
        pattern_of(r"\bon\s+conflict(?:\s*\([^()]*\))?\s+do\s+nothing\b"),
        " ",
        "nothing",
    ),
    # PostgreSQL: when a temporary table goes; LATERAL before ROWS FROM, which sees its siblings anyway.
    Rewrite(
        _POSTGRES, pattern_of(r"\)\s*on\s+commit\s+(?:drop|delete\s+rows|preserve\s+rows)\b"), ")", "commit"
    ),
    Rewrite(
        _POSTGRES,
        pattern_of(r"^.*\bset\b.*\bfrom\s*\(\s*values\b.*\bjoin\b.*$"),
        lambda match: rows_as_query(match.group()),
        "update",
    ),
    Rewrite(_POSTGRES, pattern_of(r"\blateral\s+(?=rows\s+from\s*\()"), "", "rows"),
)
