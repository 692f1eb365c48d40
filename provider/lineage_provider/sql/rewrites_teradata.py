"""Rewrites for what Teradata says around tables and windows: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because these are clauses of Teradata alone (table
operators, object stores, ordered analytics), where ``rewrites_classic`` has words that several engines share.

Source: Teradata Vantage SQL Data Manipulation Language and SQL Operators manuals.
"""

from __future__ import annotations

from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of

_TERADATA = frozenset(("teradata",))
_NESTED = r"(?:'[^']*'|[^()']|\((?:'[^']*'|[^()']|\((?:'[^']*'|[^()']|\([^()]*\))*\))*\))*"
_ROWS = rf"(?:\((?P<query>\s*(?:sel(?:ect)?|with)\b{_NESTED})\)|(?P<table>{NAME}))"

TERADATA: tuple[Rewrite, ...] = (
    # FROM may be left out.
    Rewrite(
        _TERADATA,
        pattern_of(
            HEAD + rf"del(?:ete)?\s+(?!from\b|where\b|all\b)({NAME})(?=\s+where\b|\s+all\b|\s*;?\s*$)"
        ),
        r"\g<head>DELETE FROM \2",
        "del",
    ),
    # What a client sends with a statement: values of variables.
    Rewrite(
        _TERADATA,
        pattern_of(HEAD + rf"using\s*\({_NESTED}\)\s*(?=(?:sel|ins|upd|del|merge|with|exec)\w*\s)"),
        r"\g<head>",
        "using",
    ),
    # A sum that begins anew at a condition: the condition orders it too.
    Rewrite(
        _TERADATA,
        pattern_of(
            r"\s+reset\s+when\s+((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?)(?=\s+rows\b|\s*\))",
        ),
        r", (\1)",
        "reset",
    ),
    # Which part of the rows a sample is: no column.
    Rewrite(
        _TERADATA,
        pattern_of(r"\bsample\s+(?:with\s+replacement\s+|randomized\s+allocation\s+)*when\b.*?\bend\b"),
        "",
        "sample",
    ),
    Rewrite(_TERADATA, pattern_of(r"(?<=\w\.)sample\b"), r'"sample"', ".sample"),
    Rewrite(
        _TERADATA, pattern_of(HEAD + r"(upd(?:ate)?\b.*?\bset\b.*)\s+all\s*(?=;?\s*$)"), r"\g<head>\2", "all"
    ),
    Rewrite(
        _TERADATA,
        pattern_of(r"(\btranslate_chk\s*\([^()]*?)\s+using\s+\w+\s*\)"),
        r"\1)",
        "translate_chk",
    ),
    # How periods lie to each other: a condition on both.
    *(
        Rewrite(_TERADATA, pattern_of(rf"(?<=[\w)\"])\s+{word}\s+(?=[\w(\"])"), " = ", word)
        for word in ("contains", "meets", "precedes", "succeeds")
    ),
    # How the rows of a new table lie.
    Rewrite(
        _TERADATA,
        pattern_of(
            HEAD + r"(create\b.*\bwith\s+(?:no\s+)?data\b[^()]*(?:\([^()]*\)[^()]*)?)\bpartition\s+by\s.*$"
        ),
        r"\g<head>\2",
        "partition",
    ),
    # How rows are handed to a table function.
    Rewrite(
        _TERADATA,
        pattern_of(r"\)\s+(?:hash\s+by|local\s+order\s+by)\s+[^()]*(?=\))"),
        ")",
        " by ",
    ),
    # Files of an object store, read in place.
    Rewrite(
        _TERADATA,
        pattern_of(r"\b(from|join|,)\s*\(\s*location\s*=\s*('[^']*')[^()]*\)"),
        r"\1 read_csv(\2)",
        "location",
    ),
    Rewrite(
        _TERADATA,
        pattern_of(rf"\bread_nos\s*\((?={_NESTED}\blocation\s*\(\s*('[^']*'))(?:{_NESTED})\)"),
        r"read_csv(\1)",
        "read_nos",
    ),
    # A table operator is a function of a query.
    Rewrite(
        _TERADATA,
        pattern_of(
            rf"\b(?P<before>from|join|,)\s*(?P<operator>(?!write_nos)[\w.]+)\s*\(\s*on\s+{_ROWS}(?P<more>{_NESTED})\)"
        ),
        lambda match: (
            f"{match['before']} {match['operator']}("
            f"({match['query'] or 'SELECT * FROM ' + (match['table'] or '')}))"
        ),
        "on",
    ),
)
