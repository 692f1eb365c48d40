"""Secrets in statements that have a grammar of their own: settings, sign-ins, declarations, headers.

In: a text's tokens. Out: the places (indexes) of those that are secrets. A module of its own because each of
these is one statement of one family of engines, where :mod:`lineage_provider.sql.secret_places` goes by names
that mean the same in all of them.

Sources: SET of Spark and Hive (a value without quotes goes up to the end), DB2 and SQL*Plus (CONNECT),
Teradata BTEQ (.LOGON), SQL Server, MySQL and BigQuery (DECLARE), Snowflake, ClickHouse and DuckDB (HEADERS).
"""

from __future__ import annotations

from collections.abc import Iterator

from lineage_provider.sql.secret_patterns import announces_secret
from lineage_provider.sql.secret_places import Script, credential
from lineage_provider.sql.tokens import string_value

_HEADERS = frozenset(("authorization", "proxy-authorization", "cookie", "set-cookie", "x-vault-token"))
_SIGNS = frozenset(("=", ":", "=>"))
_GIVEN = frozenset(("=", ":=", "default"))
_NO_TYPES = frozenset(("is", "as", "or", "and", "not", "then", "when", "where", "on", "from", "set", "using"))


def settings(script: Script) -> Iterator[int]:
    """``SET spark.hadoop.fs.s3a.secret.key=x``: the rest of the statement, also where no quotes are."""
    for start, end in script.statements():
        if script.word(start) != "set" or script.kind(start + 1) != "word":
            continue
        sign = next(
            (place for place in range(start + 2, min(start + 40, end)) if script.word(place) == "="), 0
        )
        if not sign:
            continue
        name = script.text[script.tokens[start + 1].start : script.tokens[sign].start].strip()
        if "." in name and not any(letter.isspace() for letter in name) and announces_secret(name):
            yield from _line(script, sign + 1, end)


def _line(script: Script, start: int, end: int) -> Iterator[int]:
    """Places from ``start`` up to the end of their line."""
    for place in range(start, end):
        if place > start and "\n" in script.text[script.tokens[place - 1].end : script.tokens[place].start]:
            return
        yield place


def sign_ins(script: Script) -> Iterator[int]:
    """``CONNECT TO db USER u USING x``, ``CONNECT scott/x@db``, ``.LOGON host/user,x``."""
    for start, end in script.statements():
        if script.word(start) in ("connect", "conn"):
            yield from _connect(script, start, end)
        elif script.word(start) == "." and script.word(start + 1) in ("logon", "logmech", "logdata"):
            comma = next((place for place in range(start, end) if script.word(place) == ","), end)
            yield from _line(script, comma + 1, end)


def _connect(script: Script, start: int, end: int) -> Iterator[int]:
    for place in range(start + 1, min(start + 8, end - 1)):
        if script.word(place) == "/" and place == start + 2:
            at = next((p for p in range(place, end) if script.word(p).startswith("@")), end)
            yield from range(place + 1, at)
            return
        if script.word(place) == "using" and script.word(place - 2) == "user":
            yield from credential(script, place + 1)
            return


def declared(script: Script) -> Iterator[int]:
    """``DECLARE @pwd nvarchar(20) = 'x'``, ``DECLARE api_key STRING DEFAULT 'x'``: a type stands between."""
    for place in range(len(script.tokens) - 3):
        if script.kind(place + 1) != "word" or script.word(place + 1) in _NO_TYPES:
            continue
        if script.kind(place) not in ("word", "name") or not announces_secret(script.key(place)):
            continue
        after = place + 2
        if script.word(after) == "(":
            after = next((p + 1 for p in range(after, after + 6) if script.word(p) == ")"), after)
        if script.word(after) not in _GIVEN:
            continue
        value = after + 1
        if script.kind(value) == "word" and script.kind(value + 1) == "string":  # N'x'
            value += 1
        if script.is_value(value):
            yield value


def headers(script: Script) -> Iterator[int]:
    """``HEADERS = ('Authorization' = 'x')``, ``MAP {'Authorization': 'x'}``."""
    for place in range(len(script.tokens) - 2):
        named = script.kind(place) == "string" and script.word(place + 1) in _SIGNS
        if not named or script.kind(place + 2) != "string":
            continue
        if string_value(script.text, script.tokens[place]).lower() in _HEADERS:
            yield place + 2


def stored(script: Script) -> Iterator[int]:
    """``INSERT INTO settings (k, v) VALUES ('api_key', 'x')``: a row of a name and, beside it, its value."""
    for start, end in script.statements():
        if "values" not in {script.word(place) for place in range(start, end)}:
            continue
        for place in range(start + 1, end - 3):
            pair = script.word(place) == "(" and script.word(place - 1) in ("values", ",")
            if not (pair and script.kind(place + 1) == script.kind(place + 3) == "string"):
                continue
            value = string_value(script.text, script.tokens[place + 3])
            if (
                script.word(place + 2) == ","
                and script.word(place + 4) in (")", ",")
                and announces_secret(script.key(place + 1))
                and not any(letter.isspace() for letter in value)
            ):
                yield place + 3
