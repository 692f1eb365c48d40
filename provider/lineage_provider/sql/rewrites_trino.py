"""Rewrites for Trino and its like: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because few other engines have
these words of the SQL standard.

Source: Trino documentation, "SQL language / SQL statement syntax" and "Functions / JSON functions".
"""

from __future__ import annotations

from lineage_provider.sql.rewrite_rule import HEAD, Rewrite, pattern_of

_TRINO = frozenset(("trino", "presto", "athena"))

TRINO: tuple[Rewrite, ...] = (
    # JSON_TABLE: a path has a name only for a PLAN, which decides what is joined inside of the document.
    Rewrite(
        _TRINO,
        pattern_of(r"('(?:[^']|'')*')\s+as\s+(?:\w+|\"[^\"]*\")(?=\s+columns\s*\()"),
        r"\1",
        "json_table",
    ),
    # What a function does with the rows of a table that it is given.
    Rewrite(
        _TRINO,
        pattern_of(
            r"((?:=>|\(|,)\s*table\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))"
            r"\s+partition\s+by\s+(?:\([^()]*\)|[\w.\"]+)(?:\s+(?:keep|prune)\s+when\s+empty)?"
            r"(?:\s+order\s+by\s+(?:\([^()]*\)|[\w.\"]+(?:\s+(?:asc|desc|nulls|first|last))*))?(?=\s*[,)])"
        ),
        r"\1",
        "partition",
    ),
    # A branch of a table is that table.
    Rewrite(
        _TRINO,
        pattern_of(
            HEAD + r"((?:insert\s+into|update|delete\s+from|merge\s+into)\s+(?:[\w.]|\"[^\"]*\")+)"
            r"\s*@\s*(?:\w+|\"[^\"]*\")"
        ),
        r"\g<head>\2",
        "@",
    ),
)
