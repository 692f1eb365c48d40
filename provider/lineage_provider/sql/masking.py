"""SQL text without the secrets in it.

In: SQL text (whole, cut, or wrong) and its dialect. Out: the same text with each secret as ``***``,
its quotes kept, everything else to the letter; or the secrets themselves, so that they can be taken out of
messages about the text. A module of its own because everything that shows SQL to anybody passes it.

It reads tokens, not a tree: COPY, CREATE USER and the like are what parsers understand least, and what
cannot be parsed is shown, too. A literal that is compared with a column called ``password`` or ``token`` is
hidden as well: what looks like a secret is treated as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lineage_provider.sql import secret_arguments, secret_places, secret_statements
from lineage_provider.sql.lexing import BACKSLASH
from lineage_provider.sql.secret_commands import HIDDEN
from lineage_provider.sql.secret_patterns import masked_text, may_hold_secret
from lineage_provider.sql.secret_places import Script, TooTangled
from lineage_provider.sql.tokens import Token, tokens

RULES = (
    secret_places.announced,
    secret_places.blocks,
    secret_places.identified,
    secret_places.users,
    secret_places.labelled,
    secret_arguments.arguments,
    secret_arguments.columns,
    secret_statements.settings,
    secret_statements.sign_ins,
    secret_statements.declared,
    secret_statements.headers,
    secret_statements.stored,
)
"""Each yields the places of the tokens that are secrets."""
MAX_NESTING = 3
"""SQL in a string of SQL (EXECUTE IMMEDIATE, DO, dblink) is read this deep."""
UNREADABLE = f"{HIDDEN} (not shown: it could not be searched for secrets)"
SHORTEST = 4
"""Characters of a secret that is looked for in other text: a shorter one could be any word."""
MOST = 50
"""Secrets that are looked for inside other strings of a text; more are compared with whole strings only."""


def masked(sql: str, dialect: str | None = None, known: frozenset[str] = frozenset()) -> str:
    """Return ``sql`` with its secrets as ``***``; ``dialect`` is sqlglot's name, None for any.

    Strings that hold one of the ``known`` secrets (:func:`script_secrets`) lose it, too.

    >>> print(masked("COPY INTO t FROM @s CREDENTIALS=(AWS_KEY_ID='AK' AWS_SECRET_KEY='x')", "snowflake"))
    COPY INTO t FROM @s CREDENTIALS=(AWS_KEY_ID='***' AWS_SECRET_KEY='***')
    >>> masked("ALTER USER etl IDENTIFIED BY tiger REPLACE lion", "oracle")
    'ALTER USER etl IDENTIFIED BY *** REPLACE ***'
    >>> masked("SELECT password FROM users WHERE name = 'bob'")
    "SELECT password FROM users WHERE name = 'bob'"
    """
    return _read(sql, dialect, lambda secret: None, known)


def secrets_of(sql: str, dialect: str | None = None) -> frozenset[str]:
    """Return the secrets that :func:`masked` hides as tokens of ``sql``, without their quotes.

    Those that are a part of a string (in a URL, say) are told by their form wherever they stand.
    """
    found: set[str] = set()
    _read(sql, dialect, found.add, frozenset())
    return frozenset(secret for secret in found if len(secret) >= SHORTEST)


def script_secrets(texts: Iterable[str], dialect: str | None = None) -> frozenset[str]:
    """Return the secrets of all statements together."""
    return frozenset[str]().union(*(secrets_of(text, dialect) for text in texts))


def without(text: str, secrets: frozenset[str]) -> str:
    """Return a message about SQL without ``secrets``, and without what looks like one of itself."""
    return masked_text(_replaced(text, secrets))


def _replaced(text: str, secrets: Iterable[str]) -> str:
    """``text`` with whole words that are secrets replaced."""
    for secret in sorted(secrets, key=len, reverse=True):
        if secret in text:
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", HIDDEN, text)
    return text


def _read(sql: str, dialect: str | None, told: Callable[[str], None], known: frozenset[str]) -> str:
    try:
        return _written(sql, dialect or "", MAX_NESTING, told, known)
    except (TooTangled, RecursionError, ValueError, LookupError):
        return UNREADABLE  # rather no text than one that was not searched


def _written(
    sql: str,
    dialect: str,
    nesting: int,
    told: Callable[[str], None],
    known: frozenset[str] = frozenset(),
) -> str:
    if not may_hold_secret(sql) and not any(secret in sql for secret in known):
        return sql
    script = Script(sql, tokens(sql, dialect), dialect)
    hidden = {place for rule in RULES for place in rule(script)}
    secrets = {_parts(script.raw(place), script.tokens[place], dialect)[1] for place in hidden}
    for secret in secrets:
        told(secret)
    again = known | {secret for secret in secrets if len(secret) >= SHORTEST}
    few = again if len(again) <= MOST else ()
    parts, end, before = [], 0, ""
    for place, token in enumerate(script.tokens):
        gap, end = sql[end : token.start], token.end
        parts.append(gap if gap.isspace() or not gap else _replaced(masked_text(gap), few))  # comments
        raw = script.raw(place)
        if token.kind not in ("string", "name") and place not in hidden:
            parts.append(raw)
            continue
        head, inner, tail = _parts(raw, token, dialect)
        if place in hidden and place - 1 in hidden and not gap and not head and not before:
            continue  # the rest of a value without quotes: tiger-1
        before = head
        if place in hidden or (token.kind == "string" and inner in again):
            parts.append(f"{head}{HIDDEN}{tail}")
        else:
            inside = _inside(raw, token, dialect, nesting, told)
            parts.append(_replaced(inside, few) if token.kind == "string" else inside)
    return "".join([*parts, masked_text(sql[end:])])


def _inside(raw: str, token: Token, dialect: str, nesting: int, told: Callable[[str], None]) -> str:
    """A string or quoted name that is no secret, without the secrets that it contains."""
    if not may_hold_secret(raw):
        return raw
    head, inner, tail = _parts(raw, token, dialect)
    escape = _escape(head, inner, dialect)
    plain = inner
    for written in {escape + head[-1:], head[-1:] * 2} if escape else ():
        plain = plain.replace(written, head[-1])
    clean = masked_text(plain)
    if token.kind == "string" and nesting and not plain.lstrip().startswith(("{", "[")):
        clean = _written(clean, dialect, nesting - 1, told)
    if clean == plain:
        return raw
    return head + (clean.replace(head[-1], escape + head[-1]) if escape else clean) + tail


def _escape(head: str, inner: str, dialect: str) -> str:
    """What is put before a quote inside a string that is written between such quotes."""
    quote = head[-1:]
    if quote not in ("'", '"') or quote not in inner or head.endswith(quote * 3):
        return ""
    return "\\" if dialect in BACKSLASH and "\\" + quote in inner else quote


def _parts(raw: str, token: Token, dialect: str) -> tuple[str, str, str]:
    """The opening mark of a token, what is in it, the closing mark; a word has neither mark.

    A string that does not end has no closing mark: its last character belongs to the secret.
    """
    if token.kind not in ("string", "name"):
        return "", raw, ""
    start = next((place for place, sign in enumerate(raw) if sign in "'\"`[$"), -1)
    if start < 0:
        return "", raw, ""
    head, close = raw[: start + 1], raw[start]
    if close == "$":
        head = raw[: raw.find("$", start + 1) + 1] or head
        close = head
    elif close == "[":
        close = "]"
    elif dialect == "oracle" and head.lower().endswith("q'"):
        head = raw[: start + 2]
        close = {"[": "]", "{": "}", "(": ")", "<": ">"}.get(head[-1], head[-1]) + "'"
    elif dialect == "bigquery" and raw[start : start + 3] == close * 3:
        head, close = raw[: start + 3], close * 3
    if len(raw) >= len(head) + len(close) and raw.endswith(close):
        return head, raw[len(head) : len(raw) - len(close)], close
    return head, raw[len(head) :], ""
