"""What functions do to a value: mask it, aggregate it, or only look at it.

In: AST node classes and function names. Out: look-ups for the expression walk. A module of its own
because these tables grow with the dialects while the walk does not.
"""

from __future__ import annotations

from sqlglot import exp


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


MASKING_NAMES = words(
    # hashes
    """
    md5 md5_hex md5_binary md5_number_lower64 md5_number_upper64 sha sha1 sha1_hex sha1_binary sha2
    sha2_hex sha2_binary sha224 sha256 sha384 sha512 hash hash_md5 hash_sha1 hash_sha256 hash_sha512
    hashbytes hashtext hashtextextended ora_hash standard_hash farm_fingerprint fnv_hash murmur3_32
    murmurhash2_64 murmurhash3_32 murmurhash3_64 xxhash64 xxhash32 xxhash siphash64 siphash128
    cityhash64 halfmd5 metrohash64 javahash binary_checksum crc32 spooky_hash_v2_32 spooky_hash_v2_64
    hashrow hashbucket digest hmac hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 blake3 checksum
    checksum_agg murmur3 murmurhash2_32 murmurhash3_128 gccmurmurhash kafkamurmurhash func_sha1
    farmfingerprint64 farmhash64 wyhash64 inthash32 inthash64 urlhash xxh3 xxh3_64 xxh3_128 ripemd160
    keccak256 sha512_256 password old_password md4 hash_tiger hash_tiger2 hashtype_md5 hashtype_sha1
    hashtype_sha256 hashtype_sha512 hashtype_tiger pwdencrypt get_hash_value hivehash ripemd128 sm3
    siphash64keyed siphash128keyed siphash128reference md5_number md5_number_lower md5_number_upper
    murmur3_32_hash signbycert signbyasymkey
    """
    # encryption
    """
    encrypt encrypt_raw aes_encrypt deterministic_encrypt pgp_sym_encrypt pgp_pub_encrypt encryptbykey
    encryptbycert encryptbypassphrase encryptbyasymkey des_encrypt crypt aes_encrypt_mysql
    dlp_deterministic_encrypt encrypt_iv pgp_sym_encrypt_bytea pgp_pub_encrypt_bytea
    """
    # redaction
    """
    mask mask_first_n mask_last_n mask_show_first_n mask_show_last_n mask_hash mask_inner mask_outer
    mask_pan mask_pan_relaxed mask_ssn mask_canada_sin mask_iban mask_uk_nin mask_uuid ai_mask
    """
)
"""Function names, lower case, whose result does not show the value it is made of."""

MASKING_SCHEMAS = frozenset({"anon", "dbms_obfuscation_toolkit"})
"""Schemas and packages all of whose functions mask (PostgreSQL Anonymizer)."""

MASKING_NODES: tuple[type[exp.Expr], ...] = tuple(
    getattr(exp, name)
    for name in (
        "MD5",
        "MD5Digest",
        "MD5NumberLower64",
        "MD5NumberUpper64",
        "SHA",
        "SHA1Digest",
        "SHA2",
        "SHA2Digest",
        "StandardHash",
        "FarmFingerprint",
        "CityHash64",
        "Encrypt",
        "EncryptRaw",
        "HashAgg",
        "Minhash",
    )
    if hasattr(exp, name)
)

# They move a value from another row of the window, or make a rank: no value is summed up.
_NAVIGATION: tuple[type[exp.Expr], ...] = (
    exp.Lag,
    exp.Lead,
    exp.FirstValue,
    exp.LastValue,
    exp.NthValue,
)

# ClickHouse: a lambda over several arrays chooses or orders elements of the first one.
_BY_LAMBDA = frozenset({"arrayfilter", "arrayfirst", "arraylast", "arraysort", "arrayreversesort"})

# Arguments, by place, that only decide which of the others is the result.
_CONDITIONS: dict[str, frozenset[int]] = {
    "choose": frozenset({0}),
    "elt": frozenset({0}),
    "if": frozenset({0}),
    "iff": frozenset({0}),
    "iif": frozenset({0}),
    "nvl2": frozenset({0}),
    "nullif": frozenset({1}),
    # Spark: entries that the lambda chooses.
    "map_filter": frozenset({1}),
    "max_by": frozenset({1}),
    "min_by": frozenset({1}),
    "arg_max": frozenset({1}),
    "arg_min": frozenset({1}),
    "argmax": frozenset({1}),
    "argmin": frozenset({1}),
}


def conditions(name: str, count: int) -> frozenset[int]:
    """Which of ``count`` arguments of a function (lower case) are conditions.

    >>> sorted(conditions("multiif", 5))
    [0, 2]
    >>> sorted(conditions("sumif", 2))
    [1]
    """
    if name == "multiif":
        return frozenset(range(0, count - 1, 2))
    if name in _BY_LAMBDA:
        return frozenset((0, *range(2, count))) if count > 1 else _NOTHING
    found = _CONDITIONS.get(name)
    if found is not None:
        return found
    if name.endswith("if") and count > 1:
        return conditions(name[:-2], count - 1) | {count - 1}
    return _NOTHING


_NOTHING: frozenset[int] = frozenset()


def is_aggregate(kind: type[exp.Expr]) -> bool:
    """Whether a node class sums up several rows (LAG and its kin move a value and do not)."""
    return issubclass(kind, exp.AggFunc) and not issubclass(kind, _NAVIGATION)


def is_masking(kind: type[exp.Expr]) -> bool:
    """Whether a node class hides the value it is made of."""
    return issubclass(kind, MASKING_NODES)
