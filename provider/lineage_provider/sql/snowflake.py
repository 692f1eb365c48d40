"""Snowflake's external tables: columns that are expressions over the files.

In: a statement's text. Out: the same without the expressions. A module of its own because it counts brackets,
where :mod:`lineage_provider.sql.rewrites` is a table of patterns.
"""

from __future__ import annotations

from lineage_provider.sql.tokens import tokens
from lineage_provider.sql.tsql import closing


def plain_columns(text: str) -> str:
    """The columns of CREATE EXTERNAL TABLE without what they are made of: all of them come from the files.

    >>> plain_columns("CREATE EXTERNAL TABLE t (a INT AS (VALUE:c1::INT), b DATE AS f(x)) LOCATION = @s/p")
    'CREATE EXTERNAL TABLE t (a INT, b DATE) LOCATION = @s/p'
    """
    found = tokens(text, "snowflake")
    opened = next((i for i, token in enumerate(found) if token.word == "("), None)
    if opened is None:
        return text
    close = closing(found, opened)
    parts, depth, begin = [], 0, opened + 1
    end = begin
    for index in range(opened + 1, min(close, len(found) - 1) + 1):
        word = found[index].word if index < close else ","
        if word == "," and depth == 0:
            if end > begin:
                parts.append(text[found[begin].start : found[end - 1].end])
            begin = end = index + 1
            continue
        depth += (word == "(") - (word == ")")
        if word == "as" and depth == 0 and end == index:
            continue
        if end == index and (depth or word != "as"):
            end = index + 1
    return text[: found[opened].end] + ", ".join(parts) + text[found[close].start :]
