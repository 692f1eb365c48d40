"""Rewrites for T-SQL: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because SQL Server, Synapse and Fabric have forms
of their own for temporary tables, files, XML and clones.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of
from lineage_provider.sql.tokens import comma_parts, tokens
from lineage_provider.sql.tsql import closing

_TSQL = frozenset(("tsql", "fabric"))
_NATIONAL = late_pattern(r"\bn(?=')", re.IGNORECASE)


def predicted(text: str) -> str:
    """``PREDICT``: the rows of a table, and beside them columns that are made of all of each row.

    >>> predicted("SELECT p.s FROM PREDICT(MODEL = @m, DATA = a AS d) WITH (s FLOAT, t INT) AS p")
    'SELECT p.s FROM a AS d CROSS APPLY (SELECT PREDICTED(d.*, @m) AS s, PREDICTED(d.*, @m) AS t) AS p'
    """
    found = tokens(text, "tsql")
    words = [token.word for token in found]
    for at in range(len(found) - 4, -1, -1):
        if words[at : at + 2] != ["predict", "("]:
            continue
        close = closing(found, at + 1)
        given = {
            words[a]: (a + 2, b)
            for a, b in comma_parts(found, at + 2, close)
            if words[a + 1 : a + 2] == ["="]
        }
        end = closing(found, close + 2) if words[close + 1 : close + 3] == ["with", "("] else 0
        if not end or not given.keys() >= {"model", "data"}:
            continue
        (model, after), (first, last) = given["model"], given["data"]
        alias = text[found[last - 1].start : found[last - 1].end]
        made = f"PREDICTED({alias}.*, {text[found[model].start : found[after - 1].end]})"
        names = [text[found[a].start : found[a].end] for a, _ in comma_parts(found, close + 3, end)]
        columns = ", ".join(f"{made} AS {name}" for name in names)
        rows = f"{text[found[first].start : found[last - 1].end]} CROSS APPLY (SELECT {columns})"
        text = text[: found[at].start] + rows + text[found[end].end :]
    return text


TSQL: tuple[Rewrite, ...] = (
    # What a model makes of rows.
    Rewrite(_TSQL, pattern_of(r"^.*\bpredict\s*\(.*$"), lambda match: predicted(match.group()), "predict"),
    # Temporary tables of all spellings; IDENTITY() makes numbers.
    Rewrite(_TSQL, pattern_of(r"\[?\btempdb\]?\s*\.\s*(?:\[?dbo\]?)?\s*\.\s*\[?(#\w+)\]?"), r"\1", "tempdb"),
    Rewrite(_TSQL, pattern_of(r"\[(#+\w+)\]"), r"\1", "[#"),
    Rewrite(_TSQL, pattern_of(r"##(?=\w)"), "#", "##"),
    Rewrite(_TSQL, pattern_of(r"\bidentity\s*\([^()]*\)\s+as\b"), "NULL AS", "identity"),
    # BULK is a word, not an argument; the declared columns stand behind the call.
    Rewrite(
        _TSQL,
        pattern_of(
            r"\bopenrowset\s*\(\s*bulk\s+(?:n?('[^']*')|(\(\s*n?'[^']*'(?:\s*,\s*n?'[^']*')*\s*\)))[^()]*\)"
            r"(?:\s*with\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?"
        ),
        lambda match: f"OPENROWSET({match[1] or _NATIONAL.sub('', match[2])})",
        "openrowset",
    ),
    # What prefixes in paths of XML stand for.
    Rewrite(
        _TSQL,
        pattern_of(HEAD + r"with\s+xmlnamespaces\s*\((?:'[^']*'|[^()'])*\)\s*(,?)"),
        lambda match: match["head"] + ("WITH " if match[2] else ""),
        "xmlnamespaces",
    ),
    # Fabric: the rows of a table, perhaps as they were.
    Rewrite(
        _TSQL,
        pattern_of(HEAD + rf"(create\s+table\s+{NAME})\s+as\s+clone\s+of\s+({NAME})(?:\s+at\s+'[^']*')?"),
        r"\g<head>\2 CLONE \3",
        "clone",
    ),
)
