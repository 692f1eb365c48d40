"""Oracle's changes that no pattern can put into other words: they end where a bracket or a clause ends.

In: a statement's text. Out: the same lineage in words that sqlglot parses. A module of its own because these
count brackets and clauses, where :mod:`lineage_provider.sql.rewrites` is a table of patterns.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_MERGE_DELETE = late_pattern(r"\bdelete\s+where\b", re.IGNORECASE)
# Exasol: only those of the matched rows are deleted that ...
_DELETED = late_pattern(
    r"\bwhen\s+matched\s+then\s+delete\s+where\s+(?P<where>.*?)(?=\bwhen\s+(?:not\s+)?matched\b|\s*;?\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_WHERE = late_pattern(r"\b(?:where|set)\b", re.IGNORECASE)


def through_view(text: str) -> str:
    """Oracle: ``UPDATE (query) SET ...`` as ``WITH view AS (query) UPDATE view SET ...``.

    >>> through_view("DELETE FROM (SELECT a FROM t) WHERE a = 1")
    'WITH changed_view AS (SELECT a FROM t) DELETE FROM changed_view WHERE a = 1'
    """
    opened = text.index("(")
    depth = 0
    for place in range(opened, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            query, rest = text[opened : place + 1], text[place + 1 :]
            return f"WITH changed_view AS {query} {text[:opened].rstrip()} changed_view{rest}"
    return text


def merge_delete(text: str) -> str:
    """Oracle's ``UPDATE SET ... [WHERE ...] DELETE WHERE ...``: one more condition on the updated rows."""
    text = _DELETED.sub(r"WHEN MATCHED AND (\g<where>) THEN DELETE ", text)
    match = _MERGE_DELETE.search(text)
    if match is None or text.lstrip()[:5].lower() != "merge":
        return text
    before = _WHERE.findall(text, 0, match.start())
    word = "AND" if before and before[-1].lower() == "where" else "WHERE"
    return text[: match.start()] + word + text[match.end() :]


_AFTER_MODEL = frozenset(
    ("partition", "dimension", "ignore", "keep", "unique", "return", "reference", "main")
)
_RULE = late_pattern(
    r"\s*(?:update\s+|upsert\s+(?:all\s+)?)?(?P<name>[\w\"]+)\s*=(?P<value>.*)$", re.IGNORECASE | re.DOTALL
)
_ALIASED = late_pattern(r"(?P<value>.*?\S)(?:\s+as)?\s+(?P<name>[\w$#\"]+)$", re.IGNORECASE | re.DOTALL)
_CELLS = late_pattern(r"\[[^\[\]]*\]")


def without_model(text: str) -> str:
    """A query with a MODEL clause as one over a query that gives its partitions, dimensions and measures.

    A measure is made of its own column and of what the rules make of the measures.

    >>> without_model("SELECT y, s FROM t MODEL DIMENSION BY (y) MEASURES (a s) RULES (s[2] = s[1] * 2)")
    'SELECT y, s FROM (SELECT y, COALESCE(a, (a) * 2) AS s FROM t ) '
    """
    found = tokens(text, "oracle")
    at = next(
        (i for i in range(len(found) - 1) if found[i].word == "model" and found[i + 1].word in _AFTER_MODEL),
        None,
    )
    start = _from_before(found, at) if at is not None else None
    if at is None or start is None:
        return text
    lists, end = _model_lists(text, found, at)
    measures = dict(_named(item) for item in lists.get("measures", ()))
    if not measures or end is None:
        return text
    for rule in lists.get("rules", ()):
        match = _RULE.match(_without_cells(rule))
        if match is not None and match["name"] in measures:
            made = _substituted(match["value"].strip(), dict(_named(item) for item in lists["measures"]))
            measures[match["name"]] = f"COALESCE({measures[match['name']]}, {made})"
    kept = [*lists.get("partition", ()), *lists.get("dimension", ())]
    shown = ", ".join([*kept, *(f"{value} AS {name}" for name, value in measures.items())])
    source = text[found[start].start : found[at].start]
    head = text[: found[start].end]
    return f"{head} (SELECT {shown} {source}) {text[end:].lstrip()}"


def _from_before(found: list[Token], at: int) -> int | None:
    """The FROM that a clause at ``at`` belongs to."""
    depth = 0
    for index in range(at - 1, -1, -1):
        word = found[index].word
        depth += (word == ")") - (word == "(")
        if depth == 0 and word == "from":
            return index
    return None


def _model_lists(text: str, found: list[Token], at: int) -> tuple[dict[str, list[str]], int | None]:
    """The items of each part of a MODEL clause, and where the clause ends."""
    lists: dict[str, list[str]] = {}
    part = ""
    for index in range(at + 1, len(found)):
        if index < at:
            continue
        word = found[index].word
        if word in ("partition", "dimension", "measures", "rules"):
            part = word
        if word == "(" and part:
            close = closing(found, index)
            part = "rules" if part in lists else part
            lists[part] = _items(text, found, index + 1, close)
            at = close + 1
            following = found[at].word if at < len(found) else ""
            if part == "rules":
                return lists, found[close].end if close < len(found) else len(text)
            part = part if following == "(" else ""
    return lists, None


def _items(text: str, found: list[Token], begin: int, end: int) -> list[str]:
    items, depth, start = [], 0, begin
    for index in range(begin, end + 1):
        word = found[index].word if index < end else ","
        depth += (word in ("(", "[")) - (word in (")", "]"))
        if word == "," and depth == 0 and index > start:
            items.append(text[found[start].start : found[index - 1].end])
            start = index + 1
    return items


def _named(item: str) -> tuple[str, str]:
    """Name and expression of ``expression [AS] name``."""
    match = _ALIASED.match(item.strip())
    return (match["name"], match["value"]) if match is not None else (item, item)


def _without_cells(rule: str) -> str:
    before = ""
    while before != rule:
        before, rule = rule, _CELLS.sub("", rule)
    return rule


def _substituted(value: str, measures: dict[str, str]) -> str:
    for name, expression in measures.items():
        value = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.(])", f"({expression})", value)
    return value
