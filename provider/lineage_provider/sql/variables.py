"""``SELECT ... INTO variables``, and variables that stand for names.

In: a statement's text. Out: the query without its INTO, and the variables that get its columns; or the text
with known names put where IDENTIFIER(variable) stands. A module of its own because this is text that the
parser takes for something else (a new table).
"""

from __future__ import annotations

import re

from lineage_provider.sql.dynamic import Constants, evaluated
from lineage_provider.sql.tokens import tokens
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
_INTO = re.compile(r"[\s)]into", re.IGNORECASE)


def into_variables(text: str, dialect: str, *, inside: bool) -> tuple[str, tuple[str, ...]] | None:
    """Take INTO and its variables out of a query.

    >>> into_variables("SELECT MAX(a) INTO v FROM t", "oracle", inside=True)
    ('SELECT MAX(a)  FROM t', ('v',))
    """
    if "into" not in text.lower() or _INTO.search(text) is None:
        return None
    if dialect not in _ALWAYS and not (inside and dialect in _BLOCK_ONLY):
        return None
    found = tokens(text, dialect)
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
        names = []
        while end < len(found) and found[end].word not in _ENDS:
            if found[end].kind in ("word", "name"):
                names.append(text[found[end].start : found[end].end])
            end += 1
        stop = found[end].start if end < len(found) else len(text)
        return text[: found[begin].start] + " " + text[stop:], tuple(names)
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


_RETURNED = re.compile(
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
_SETTING = re.compile(
    r"\s*set\s+(?:hivevar:|hiveconf:)?(?P<name>[\w.]+)\s*=\s*(?P<value>[^;]*?)\s*$", re.IGNORECASE
)
_SETTING_READ = re.compile(r"\$\{(?:hivevar:|hiveconf:)?([\w.]+)\}", re.IGNORECASE)


def setting(text: str, dialect: str) -> tuple[str, str] | None:
    """Hive's ``SET hivevar:x=text``: what ``${hivevar:x}`` and ``${x}`` stand for from then on.

    >>> setting("SET hivevar:db=mart", "hive")
    ('${db', 'mart')
    """
    match = _SETTING.match(text) if dialect in _SETTINGS else None
    return None if match is None else ("${" + match["name"].lower(), match["value"])


_ASSIGNING = re.compile(r"\s*select\s+@\w+\s*=", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b(identifier)\s*\(([^()]*)\)|\b(table)\s*\(\s*([:$]\w+)\s*\)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)*")


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
        if len(held) != 1 or held[0].start is not None or "{{" in held[0].text or not held[0].text:
            return match.group()
        name = held[0].text
        return name if _PLAIN.fullmatch(name) and word.lower() == "identifier" else f"{word}('{name}')"

    return _IDENTIFIER.sub(filled, text)


def bare_query(text: str, dialect: str) -> str:
    """``text`` without parentheses around the whole of it."""
    while text.lstrip()[:1] == "(":
        found = tokens(text, dialect)
        if closing(found, 0) != len(found) - 1 or found[-1].word != ")":
            break
        text = text[found[0].end : found[-1].start]
    return text
