"""``SELECT ... INTO variables``, and variables that stand for names.

In: a statement's text. Out: the query without its INTO, and the variables that get its columns; or the text
with known names put where IDENTIFIER(variable) stands. A module of its own because this is text that the
parser takes for something else (a new table).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lineage_provider.sql.control import TSQL, Leaf
from lineage_provider.sql.dynamic import Constants, evaluated, key
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_BLOCK_ONLY = frozenset(("postgres", "redshift", "materialize", "vertica"))
_ALWAYS = frozenset(("oracle", "exasol", "snowflake", "mysql", "teradata", "databricks", ""))
_FILES = frozenset(("outfile", "dumpfile", "table", "temp", "temporary", "unlogged"))
_ENDS = frozenset(
    [
        "from",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "union",
        "using",
        "fetch",
        "for",
        "into",
        "except",
        "intersect",
    ]
)
_INTO = late_pattern(r"[\s)]into", re.IGNORECASE)


class IntoVariables(NamedTuple):
    """A query without its INTO, and the variables that get its columns."""

    query: str
    names: tuple[str, ...]
    elements: bool = False
    """Some are elements of a collection, which holds others beside them."""


def into_variables(text: str, dialect: str, *, inside: bool) -> IntoVariables | None:
    """Take INTO and its variables out of a query.

    >>> into_variables("SELECT MAX(a) INTO v FROM t", "oracle", inside=True)[:2]
    ('SELECT MAX(a)  FROM t', ('v',))
    """
    if "into" not in text.lower() or _INTO.search(text) is None:
        return None
    if dialect not in _ALWAYS and not (inside and dialect in _BLOCK_ONLY):
        return None
    found = tokens(text, dialect)
    if [token.word for token in found[:2]] == ["with", "function"]:
        return None  # INTO stands in the function's body
    depth = 0
    for index, token in enumerate(found):
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0 and token.word in ("insert", "merge", "replace"):
            return None
        if depth or token.word != "into" or index + 1 >= len(found):
            continue
        begin = index - 2 if found[index - 1].word == "collect" else index
        end = index + 1 + (found[index + 1].word == "strict")
        if end < len(found) and found[end].word in _FILES:
            return None
        names: list[str] = []
        elements = False
        while end < len(found) and found[end].word not in _ENDS:
            if found[end].word == "(" and names:
                elements, end = True, closing(found, end)  # rows(i)
            elif found[end].kind in ("word", "name"):
                name = text[found[end].start : found[end].end]
                if found[end - 1].word == "." and names:
                    names[-1] += "." + name  # a field of a record
                else:
                    names.append(name)
            end += 1
        stop = found[end].start if end < len(found) else len(text)
        return IntoVariables(text[: found[begin].start] + " " + text[stop:], tuple(names), elements)
    return None


def selected_values(text: str, dialect: str) -> list[tuple[str, int, int]]:
    """T-SQL's ``SELECT @x = 'a', @y = 'b'``: the variables, and from where to where their values stand.

    Empty for a SELECT that reads rows, or gives a result.

    >>> [(name, 'SELECT @x = 1 + 2'[a:b]) for name, a, b in selected_values("SELECT @x = 1 + 2", "tsql")]
    [('@x', '1 + 2')]
    """
    if _ASSIGNING.match(text) is None:
        return []
    found = tokens(text, dialect)
    if any(token.word == "from" for token in found):
        return []
    values: list[tuple[str, int, int]] = []
    depth, begin = 0, 1
    for index in range(1, len(found) + 1):
        word = found[index].word if index < len(found) else ","
        depth += (word == "(") - (word == ")")
        if depth or word != ",":
            continue
        if index - begin < 3 or found[begin].word[:1] != "@" or found[begin + 1].word != "=":
            return []
        name = text[found[begin].start : found[begin].end]
        values.append((name, found[begin + 2].start, found[index - 1].end))
        begin = index + 1
    return values


def assigned(parts: Iterable[Leaf], dialect: str) -> dict[str, list[str]]:
    """The variables that parts of a block give a value to, by key, and the expressions that give it."""
    found: dict[str, list[str]] = {}
    for leaf in parts:
        names, text = leaf.names, leaf.text
        if leaf.role == "run":
            into = into_variables(text, dialect, inside=True)
            into = into or selected_into(text, dialect)
            names = into.names if into is not None else ()
            text = "SELECT"
        elif leaf.role != "assign" or len(names) > 1:
            text = "SELECT"
        for name in names if leaf.role in ("run", "assign", "fetch", "row") else ():
            found.setdefault(key(name), []).append(text)
    return found


def selected_into(text: str, dialect: str) -> IntoVariables | None:
    """T-SQL's ``SELECT @x = a, @y += b FROM t``: the query, each word at its place, and the variables.

    >>> selected_into("SELECT @n = name, @k += k FROM t", "tsql")[:2]
    ('SELECT      name, @k +  k FROM t', ('@n', '@k'))
    """
    if dialect not in TSQL or _ASSIGNED.search(text) is None:
        return None
    found = tokens(text, dialect)
    names: list[str] = []
    depth, begins, query = 0, False, text
    for index, token in enumerate(found):
        depth += (token.word == "(") - (token.word == ")")
        if depth:
            continue
        if token.word in _ENDS and names:
            break
        if begins and token.word[:1] == "@":
            name, equals = _target(found, index)
            if name is None:
                return None
            names.append(text[token.start : token.end])
            blank = token.start if equals == index + 1 else found[equals].start
            stop = found[equals].end
            query = query[:blank] + " " * (stop - blank) + query[stop:]
        begins = token.word in ("select", ",") or (begins and _is_limit(found, index))
    return IntoVariables(query, tuple(names)) if names else None


def _target(found: Sequence[Token], index: int) -> tuple[str | None, int]:
    """The variable that is assigned at ``index``, and the index of its ``=``."""
    signs = [token.word for token in found[index + 1 : index + 3]]
    if signs[:1] == ["="]:
        return found[index].word, index + 1
    if signs[1:] == ["="] and signs[0] in _COMPOUND:
        return found[index].word, index + 2
    return None, index


def _is_limit(found: Sequence[Token], index: int) -> bool:
    """``DISTINCT``, ``TOP (1) PERCENT WITH TIES``, between SELECT and its first column."""
    token = found[index]
    return token.word in _LIMITS or (token.kind == "number" and found[index - 1].word == "top")


_RETURNED = late_pattern(
    r"(?P<change>.*\breturn(?:ing)?\b.*?)\s+(?:bulk\s+collect\s+)?into\s+(?:strict\s+)?"
    r"(?P<names>:?[\w$.]+(?:\s*,\s*:?[\w$.]+)*)\s*$",
    re.IGNORECASE | re.DOTALL,
)


def returned_into(text: str, dialect: str) -> tuple[str, tuple[str, ...]] | None:
    """Take INTO and its variables from behind RETURNING.

    >>> returned_into("DELETE FROM t RETURNING a, b INTO v, w", "oracle")
    ('DELETE FROM t RETURNING a, b', ('v', 'w'))
    """
    if dialect not in _BLOCK_ONLY | _ALWAYS or "return" not in text.lower():
        return None
    match = _RETURNED.match(text)
    return None if match is None else (match["change"], tuple(re.split(r"\s*,\s*", match["names"])))


_SETTINGS = frozenset(("hive", "spark", "spark2", "databricks"))
_SETTING = late_pattern(
    r"\s*set\s+(?:hivevar:|hiveconf:)?(?P<name>[\w.]+)\s*=\s*(?P<value>[^;]*?)\s*$", re.IGNORECASE
)
_SETTING_READ = late_pattern(r"\$\{(?:hivevar:|hiveconf:)?([\w.]+)\}", re.IGNORECASE)


def setting(text: str, dialect: str) -> tuple[str, str] | None:
    """Hive's ``SET hivevar:x=text``: what ``${hivevar:x}`` and ``${x}`` stand for from then on.

    >>> setting("SET hivevar:db=mart", "hive")
    ('${db', 'mart')
    """
    match = _SETTING.match(text) if dialect in _SETTINGS else None
    return None if match is None else ("${" + match["name"].lower(), match["value"])


_ASSIGNING = late_pattern(r"\s*select\s+@\w+\s*=", re.IGNORECASE)
_ASSIGNED = late_pattern(r"@[\w@#$]+\s*[-+*/%&|^]?=")
_LIMITS = frozenset(("all", "distinct", "top", "percent", "with", "ties", ")"))
_COMPOUND = frozenset("+-*/%&|^")
_IDENTIFIER = late_pattern(r"\b(identifier)\s*\(([^()]*)\)|\b(table)\s*\(\s*([:$]\w+)\s*\)", re.IGNORECASE)
_PLAIN = late_pattern(r"(?:[A-Za-z_][\w$]*|`[^`]+`)(?:\.(?:[A-Za-z_][\w$]*|`[^`]+`))*")
_SPARK_TARGET = late_pattern(
    r"\b((?:into|overwrite|table|view|exists|update|delete\s+from)\s+)"
    r"(identifier\s*\((?:[^()']|'(?:[^'\\]|\\.)*'|\([^()]*\))*\))",
    re.IGNORECASE,
)
_TEXT_ALONE = late_pattern(r"identifier\s*\(\s*'([^'\\]*)'\s*\)", re.IGNORECASE)


def with_names(text: str, dialect: str, constants: Constants) -> str:
    """Put what a variable holds where ``IDENTIFIER(variable)`` and ``TABLE(variable)`` stand."""
    if "${" in text and dialect in _SETTINGS:
        text = _SETTING_READ.sub(lambda m: constants.get("${" + m[1].lower(), [m[0]])[0], text)
    lower = text.lower()
    if "identifier" not in lower and not (constants and "table" in lower):
        return text

    def filled(match: re.Match[str]) -> str:
        word, inner = (match.group(1), match.group(2)) if match.group(1) else match.group(3, 4)
        held = evaluated(inner, dialect, constants)
        written = len(held) == 1 and held[0].start is not None and dialect not in _SETTINGS
        if len(held) != 1 or written or "{{" in held[0].text or not held[0].text:
            return match.group()
        name = held[0].text
        return name if _PLAIN.fullmatch(name) and word.lower() == "identifier" else f"{word}('{name}')"

    text = _IDENTIFIER.sub(filled, text)
    return _SPARK_TARGET.sub(_spark_target, text) if dialect in _SETTINGS else text


def _spark_target(match: re.Match[str]) -> str:
    """A written table behind IDENTIFIER() as a quoted name, as the parser takes the brackets for columns."""
    literal = _TEXT_ALONE.fullmatch(match.group(2))
    name = literal.group(1) if literal is not None else "`" + match.group(2).replace("`", "``") + "`"
    return match.group(1) + name


def bare_query(text: str, dialect: str) -> str:
    """``text`` without parentheses around the whole of it."""
    while text.lstrip()[:1] == "(":
        found = tokens(text, dialect)
        if closing(found, 0) != len(found) - 1 or found[-1].word != ")":
            break
        text = text[found[0].end : found[-1].start]
    return text
