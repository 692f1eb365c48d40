"""Secrets by position: arguments of functions and procedures, values of an INSERT's columns.

In: a text's tokens. Out: the places (indexes) of those that are secrets. A module of its own because
nothing beside such a secret says what it is: only where it stands does.

Sources: Snowflake ENCRYPT, pgcrypto, MySQL and Spark AES_ENCRYPT, SQL Server ENCRYPTBYPASSPHRASE and
OPENROWSET, ClickHouse table functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.secret_patterns import announces_secret
from lineage_provider.sql.secret_places import Script, within
from lineage_provider.sql.tokens import string_value

# Arguments of functions, counted from 0.
_ARGUMENTS = {
    "encrypt": (1,),
    "decrypt": (1,),
    "try_decrypt": (1,),
    "encrypt_raw": (1,),
    "decrypt_raw": (1,),
    "try_decrypt_raw": (1,),
    "aes_encrypt": (1,),
    "aes_decrypt": (1,),
    "try_aes_decrypt": (1,),
    "des_encrypt": (1,),
    "des_decrypt": (1,),
    "pgp_sym_encrypt": (1,),
    "pgp_sym_decrypt": (1,),
    "pgp_sym_encrypt_bytea": (1,),
    "pgp_sym_decrypt_bytea": (1,),
    "crypt": (0,),
    "hmac": (1,),
    "encryptbypassphrase": (0,),
    "decryptbypassphrase": (0,),
    "pwdencrypt": (0,),
    "pwdcompare": (0,),
    "old_password": (0,),
    "remote": (3, 4),
    "remotesecure": (3, 4),
    "mysql": (4,),
    "postgresql": (4,),
    "mongodb": (4,),
    "azureblobstorage": (4,),
    "azureblobstoragecluster": (5,),
    "redis": (4,),
    "materializedpostgresql": (4,),
    "aes_encrypt_mysql": (2,),
    "aes_decrypt_mysql": (2,),
    "trydecrypt": (2,),
    "create_aws_credentials": (0, 1, 2),
    "create_credential": (2,),
    "set_authentication": (2,),
    "set_wallet": (1,),
    "add_parquet_key": (1,),
}
# Of ClickHouse: as an engine (ENGINE = ...) of a table, or of a database, the secret stands elsewhere.
_OF_ENGINES = {"redis": (2,)}
_OF_DATABASES = dict.fromkeys(("mysql", "postgresql", "materializedpostgresql", "materializedmysql"), (3,))
_CIPHER = late_pattern(r"(?i)(aes|des|chacha)[\w-]*-[\w-]+")
_PROCEDURES = {
    "sp_addlogin": (1,),
    "sp_setapprole": (1,),
    "sp_password": (0, 1),
    "sp_addlinkedsrvlogin": (4,),
}
_PAIRING = frozenset(
    (
        "map",
        "object_construct",
        "object_construct_keep_null",
        "json_object",
        "json_build_object",
        "jsonb_build_object",
        "named_struct",
        "create_map",
        "set_config",
    )
)
_OBJECT_STORE = late_pattern(r"(?:s3|gcs|oss|cosn|deltalake|iceberg|hudi|paimon)(?:s3)?(?:queue|cluster)?\Z")
_FORMATS = late_pattern(
    r"(?i)(csv|tsv|tab|json|parquet|orc|avro|arrow|native|line|values|auto|template|regexp|proto|msg|raw|custom)"
)


def arguments(script: Script) -> Iterator[int]:
    """Secret arguments of functions and procedures, by their position."""
    for place in range(len(script.tokens)):
        word = script.word(place)
        if script.word(place + 1) == "(":
            if wanted := _wanted(script, place):
                yield from _positions(script, place + 1, wanted)
            elif _OBJECT_STORE.match(word):
                yield from _store_keys(script, place + 1, 1 if word.endswith("cluster") else 0)
            elif word in _PAIRING:
                yield from _paired(script, place + 1)
            elif word == "openrowset":
                yield from _after_semicolons(script, place + 1)
        elif word in _PROCEDURES:
            yield from _positions(script, place, _PROCEDURES[word])


def _wanted(script: Script, place: int) -> Sequence[int]:
    """Which arguments of the call at ``place`` are secrets."""
    word = script.word(place)
    if script.word(place - 1) == "=" and script.word(place - 2) == "engine":
        if word in _OF_DATABASES and "database" in (script.word(place - back) for back in range(4, 9)):
            return _OF_DATABASES[word]
        return _OF_ENGINES.get(word) or _ARGUMENTS.get(word, ())
    if word in ("encrypt", "decrypt") and script.kind(place + 2) == "string":
        cipher = string_value(script.text, script.tokens[place + 2])
        if _CIPHER.match(cipher) and script.word(place + 3) == ",":  # ClickHouse names the cipher first
            return (2,)
    return _ARGUMENTS.get(word, ())


def _elements(script: Script, start: int) -> Iterator[tuple[int, int]]:
    """Number and place of the tokens of a list; ``start`` is its parenthesis, or what stands before it."""
    opened = script.word(start) == "("
    depth = number = 0
    for place in range(start + 1, len(script.tokens)):
        script.step()
        word = script.word(place)
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(word, 0)
        if depth < 0 or (not depth and not opened and word in (";", "from", "go")):
            return
        if not depth and word == ",":
            number += 1
        else:
            yield number, place


def _positions(script: Script, start: int, wanted: Sequence[int]) -> Iterator[int]:
    for number, place in _elements(script, start):
        if number in wanted and script.is_value(place):
            yield place


def _store_keys(script: Script, start: int, shift: int) -> Iterator[int]:
    """ClickHouse: ``s3(url, key, secret[, token], format)``, but ``s3(url, format)``; ``shift``: arguments
    before the address (``s3Cluster(cluster, url, ...)``)."""
    found = [(number, place) for number, place in _elements(script, start) if script.kind(place) == "string"]
    second = next((place for number, place in found if number == 1 + shift), None)
    if second is not None and not _FORMATS.match(string_value(script.text, script.tokens[second])):
        yield from (place for number, place in found if number in (1 + shift, 2 + shift))
        token = next((place for number, place in found if number == 3 + shift), None)
        if token is not None and not _FORMATS.match(string_value(script.text, script.tokens[token])):
            yield token


def _paired(script: Script, start: int) -> Iterator[int]:
    """``map('password', 'x')`` and its like."""
    places: dict[int, int] = {}
    for number, place in _elements(script, start):
        places.setdefault(number, place)
    for number, place in places.items():
        value = places.get(number + 1, -1)
        if number % 2 == 0 and script.kind(value) == "string" and announces_secret(script.key(place)):
            yield value


def _after_semicolons(script: Script, start: int) -> Iterator[int]:
    """SQL Server: ``OPENROWSET('provider', 'server'; 'user'; 'password', ...)``."""
    signs = 0
    for place in within(script, start):
        signs += script.word(place) == ";"
        if signs == 2 and script.kind(place) == "string":
            yield place
            return


def columns(script: Script) -> Iterator[int]:
    """``INSERT INTO t (name, password) VALUES ('bob', 'x')`` or ``SELECT 'bob', 'x'``."""
    opened: list[int] = []
    for place in range(len(script.tokens)):
        word = script.word(place)
        if word == "(":
            opened.append(place)
        elif word == ")" and opened:
            start, after = opened.pop(), script.word(place + 1)
            if after in ("values", "select"):
                wanted = _secret_columns(script, start, place)
                if wanted and after == "select":
                    yield from _positions(script, place + 1, wanted)
                elif wanted:
                    yield from _rows(script, place + 2, wanted)


def _secret_columns(script: Script, start: int, end: int) -> list[int]:
    return [
        number
        for number, place in _elements(script, start)
        if place < end and announces_secret(script.key(place))
    ]


def _rows(script: Script, place: int, wanted: Sequence[int]) -> Iterator[int]:
    while script.word(place) == "(":
        yield from _positions(script, place, wanted)
        place = place + 1 + sum(1 for _ in within(script, place))
        if script.word(place) == ",":
            place += 1
