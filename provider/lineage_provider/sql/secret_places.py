"""Where SQL holds a secret: rules over its tokens.

In: a text's tokens. Out: the places (indexes) of those that are secrets. A module of its own because this
is what there is to know of the dialects' statements: one function a way to write one.

Sources: Snowflake (COPY INTO, CREATE STAGE, CREATE SECRET, ALTER USER, ENCRYPT), Redshift (COPY
authorization), Databricks (COPY INTO, OPTIONS), PostgreSQL (CREATE ROLE, CREATE USER MAPPING, pgcrypto,
dblink), MySQL (CREATE USER, CHANGE REPLICATION SOURCE), Oracle and Exasol (IDENTIFIED BY), SQL Server (CREATE
LOGIN, CREDENTIAL, MASTER KEY, OPENROWSET), ClickHouse (table functions), DuckDB (CREATE SECRET, ATTACH),
Teradata (CREATE USER), SQLCipher (PRAGMA key).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.secret_patterns import announces_secret
from lineage_provider.sql.tokens import Token, string_value

_OPERATORS = frozenset(
    ("=", "=>", ":=", ":", "<", ">", "!", "~", "like", "ilike", "rlike", "regexp", "not", "in", "is")
)
_PREFIXES = frozenset(("n", "x", "b", "r", "u", "rb", "br", "e", "_utf8", "_utf8mb4", "_latin1", "_binary"))
_JOINS = frozenset(("|", "||", "+", "&"))
_BLOCKS = frozenset(("credentials", "credential", "encryption"))
_HARMLESS = frozenset(("type",))
# Words that stand for an equals sign, and the statements where they do.
_LINKING = {"to": ("set", "alter"), "as": ("copy", "unload")}
# Words after PASSWORD that are options, not passwords.
_POLICY = frozenset(
    (
        "expire",
        "expired",
        "history",
        "reuse",
        "require",
        "required",
        "policy",
        "disable",
        "enable",
        "null",
        "default",
        "never",
        "interval",
        "lifetime",
        "lock_time",
        "true",
        "false",
        "and",
        "or",
        "from",
        "is",
        "in",
        "as",
        "for",
        "to",
        "on",
        "with",
        "force",
        "optional",
        "verify",
        "function",
    )
)
_USERS = frozenset(("user", "role", "login", "account"))
STEPS, STEPS_A_TOKEN = 100_000, 20
"""How far rules look ahead in a text, all together."""
_KEY = late_pattern(r"[A-Za-z_@][\w.\-@]{0,80}")


class TooTangled(Exception):
    """A text whose parentheses would be read again and again: nobody wrote it."""


class Script:
    """A text and its tokens."""

    def __init__(self, text: str, tokens: Sequence[Token], dialect: str) -> None:
        self.text = text
        self.tokens = tokens
        self.dialect = dialect
        self._left = STEPS + STEPS_A_TOKEN * len(tokens)

    def step(self) -> None:
        """Counts one look ahead; raises TooTangled where there are too many, so that time is linear."""
        self._left -= 1
        if self._left < 0:
            raise TooTangled

    def word(self, place: int) -> str:
        """The lower-case word or sign at ``place``; empty for strings, names and beyond the end."""
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def raw(self, place: int) -> str:
        """The token as it is written."""
        return self.text[self.tokens[place].start : self.tokens[place].end]

    def kind(self, place: int) -> str:
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def key(self, place: int) -> str:
        """What ``place`` may call something: a word, a quoted name, a short string."""
        token = self.tokens[place]
        if token.kind == "word":
            return token.word
        if token.kind in ("string", "name"):
            raw = self.text[token.start : token.end]
            value = string_value(self.text, token) if token.kind == "string" else raw[1:-1]
            return value if len(raw) < 90 and _KEY.fullmatch(value) else ""
        return ""

    def is_value(self, place: int) -> bool:
        """Whether a literal stands at ``place``; double quotes may be one where the dialect is not known."""
        kind = self.kind(place)
        return kind == "string" or (
            kind == "name" and self.dialect in ("", "sqlite") and self.text[self.tokens[place].start] == '"'
        )

    def statements(self) -> Iterator[tuple[int, int]]:
        """Places of first and after-last token of each statement, roughly: between semicolons."""
        start = 0
        for place in range(len(self.tokens) + 1):
            if place == len(self.tokens) or self.word(place) == ";":
                if place > start:
                    yield start, place
                start = place + 1


def announced(script: Script) -> Iterator[int]:
    """``PASSWORD = 'x'``, ``SECRET 'x'``, ``"token" => 'x'``, ``lower(password) IN ('x', 'y')``."""
    done = 0
    for place in range(len(script.tokens)):
        name = script.key(place)
        if name and place >= done and announces_secret(name):
            start = _value_after(script, place)
            if start is not None:
                found, done = _literals(script, start)
                yield from found


def _value_after(script: Script, name: int) -> int | None:
    """Where the value begins that the name at ``name`` announces; None where it announces none."""
    place = name + 1
    if script.word(place) == "for":  # SET PASSWORD FOR 'bob'@'%' = 'x'
        place = next((p for p in range(name + 2, name + 8) if script.word(p) == "="), place)
    while script.word(place) in (")", "]"):
        place += 1
    while script.word(place) == ":" and script.word(place + 1) == ":":  # a cast
        place += 3
    start = place
    links = _LINKING.get(script.word(place))
    if links and _first(script, name) in links:
        place += 1
    while script.word(place) in _OPERATORS:
        place += 1
    if place > start:
        return place
    beside = script.kind(name) in ("word", "name") and start == name + 1
    follows = (
        script.is_value(place)
        or (script.word(place) == "(" and script.word(name) == "password")
        or (script.word(place) in _PREFIXES and script.kind(place + 1) == "string")
    )
    return place if beside and follows else None


def _first(script: Script, place: int) -> str:
    """The first word of the statement that ``place`` is in, if that is near."""
    for before in range(place - 1, max(place - 100, -1), -1):
        if script.word(before) == ";":
            return script.word(before + 1)
    return script.word(0) if place <= 100 else ""


def _literals(script: Script, place: int) -> tuple[list[int], int]:
    """The literals of one expression that starts at ``place``, and where it ends."""
    found: list[int] = []
    depth, wanted = 0, True
    while place < len(script.tokens):
        script.step()
        word = script.word(place)
        if script.is_value(place):
            # Beside another literal only another joined to it is a part of the value.
            if not wanted and not depth:
                break
            found.append(place)
            wanted = script.kind(place + 1) == "string"
        elif word == "(":
            depth += 1
        elif word == ")" and depth:
            depth -= 1
        elif word in _JOINS:
            wanted = True
        elif word in ("select", ";") or (not depth and not _goes_on(script, place)):
            break
        place += 1
    return found, place


def _goes_on(script: Script, place: int) -> bool:
    """A call (``concat(``) or the prefix of a string (``N'x'``)."""
    word = script.word(place)
    return bool(word) and (
        (script.kind(place) == "word" and script.word(place + 1) == "(")
        or (word in _PREFIXES and script.kind(place + 1) == "string")
    )


def blocks(script: Script) -> Iterator[int]:
    """All values in ``CREDENTIALS = (...)`` and ``ENCRYPTION = (...)``, but for their TYPE."""
    for place in range(len(script.tokens)):
        if script.word(place) not in _BLOCKS:
            continue
        start = place + 2 if script.word(place + 1) == "=" else place + 1
        if script.word(start) != "(":
            continue
        for inside in within(script, start):
            named = script.word(inside - 2 if script.word(inside - 1) == "=" else inside - 1)
            if script.kind(inside) in ("string", "number") and named not in _HARMLESS:
                yield inside


def within(script: Script, start: int) -> Iterator[int]:
    """Places inside the parenthesis that opens at ``start``."""
    depth = 0
    for place in range(start, len(script.tokens)):
        script.step()
        depth += {"(": 1, ")": -1}.get(script.word(place), 0)
        if depth <= 0:
            return
        yield place


def identified(script: Script) -> Iterator[int]:
    """``IDENTIFIED BY x``, ``... BY 'x' REPLACE 'y'``, ``IDENTIFIED WITH plugin AS 'hash'``."""
    for place in range(len(script.tokens)):
        if script.word(place) != "identified":
            continue
        after = next((p + 1 for p in range(place + 1, place + 5) if script.word(p) in ("by", "as")), None)
        if after is None:
            continue
        if script.word(after) == "random":
            continue
        while script.word(after) in ("password", "values", "hash"):
            after += 1
        yield from credential(script, after)
        for later in range(after + 1, after + 4):
            if script.word(later) == "replace":
                yield from credential(script, later + 1)


def credential(script: Script, place: int) -> Iterator[int]:
    """The tokens of one password that may be written without quotes."""
    if script.word(place) in _PREFIXES and script.kind(place + 1) == "string":
        place += 1
    if script.kind(place) not in ("string", "name", "word", "number"):
        return
    yield place
    # A word that is no word to the tokenizer (tiger-1, p!x) goes on up to the next blank.
    while script.kind(place) in ("word", "number", "sign") and place + 1 < len(script.tokens):
        here, following = script.tokens[place], script.tokens[place + 1]
        if here.end != following.start or following.word in (";", ",", ")", "("):
            return
        place += 1
        yield place


def users(script: Script) -> Iterator[int]:
    """Passwords without quotes, or in double ones: ``CREATE USER u AS PASSWORD = x``, ``PASSWORD "x"``."""
    for start, end in script.statements():
        head = {script.word(place) for place in range(start, min(start + 6, end))}
        if not head & _USERS:
            if head & {"pragma", "attach"}:
                yield from _file_key(script, start, end)
            continue
        named = next(place for place in range(start, end) if script.word(place) in _USERS)
        for place in range(named, end):
            if script.word(place) == "password":
                after = place + 2 if script.word(place + 1) == "=" else place + 1
                if script.kind(after) in ("word", "name", "number") and script.word(after) not in _POLICY:
                    yield from credential(script, after)


def _file_key(script: Script, start: int, end: int) -> Iterator[int]:
    """``PRAGMA key = 'x'`` and ``ATTACH 'file' AS a KEY 'x'``."""
    for place in range(start, end):
        if script.word(place) in ("key", "rekey", "hexkey", "hexrekey"):
            after = place + 1
            while script.word(after) in ("=", "("):
                after += 1
            if script.kind(after) in ("string", "name"):
                yield after


def labelled(script: Script) -> Iterator[int]:
    """``'x' AS password``."""
    for place in range(2, len(script.tokens)):
        named = script.word(place - 1) == "as" and announces_secret(script.key(place))
        if named and script.kind(place - 2) == "string":
            yield place - 2
