"""What a secret looks like: the names that announce one, and the forms it has of itself.

In: a name, or text that is not code (a string, a comment, an error message, a URL). Out: whether the name
announces a secret; the text with every secret in it as ``***``. A module of its own because it knows
nothing of SQL: connection strings, signed URLs and driver messages are the same everywhere.

Sources: AWS signature 4 and S3 presigned URLs, Azure SAS, Google Cloud signed URLs, libpq and ODBC
connection strings, RFC 3986 3.2.1 (user information), RFC 6750 (bearer tokens), RFC 7519 (JWT).
"""

from __future__ import annotations

import re
from functools import lru_cache

from lineage_provider.sql import secret_commands
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.secret_commands import HIDDEN

_ENDINGS = (
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "secret",
    "secretkey",
    "secretaccesskey",
    "secretstring",
    "secretvalue",
    "token",
    "apikey",
    "accesskey",
    "accesskeyid",
    "awskeyid",
    "privatekey",
    "masterkey",
    "accountkey",
    "storagekey",
    "encryptionkey",
    "symmetrickey",
    "sharedkey",
    "fernetkey",
    "privatekeycontent",
    "sharedaccesssignature",
    "credential",
    "credentials",
)
_EXACT = frozenset(
    ("keyid", "sas", "sig", "signature", "pass", "userpass", "keysource", "footerkeyvalue", "awsauth")
)
_OF_HADOOP = late_pattern(r"(?i)fs\.azure\.(?:account\.key|sas)\.[\w.-]+")
"""Settings of Hadoop whose name ends with what the key belongs to: ``fs.azure.account.key.ACCOUNT...``"""

_TRIGGERS = (
    "pass=",
    "passw",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "credential",
    "identified",
    "crypt",
    "hmac",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "keyid",
    "key_id",
    "privatekey",
    "private_key",
    "private key",
    "fernet",
    "api key",
    "access.key",
    "account.key",
    "awsauth",
    "key_source",
    "footer_key",
    "parquet_key",
    "set_wallet",
    "set_authentication",
    "set_config",
    "setapprole",
    "logon",
    "conn ",
    "connect",
    "masterkey",
    "master_key",
    "accountkey",
    "account_key",
    "storage_key",
    "symmetric_key",
    "shared_key",
    "sharedaccess",
    "pragma",
    "attach",
    "sas",
    "sig=",
    "signature",
    "bearer",
    "basic",
    "eyj",
    "//",
    "openrowset",
    "sp_addl",
    "azureblobstorage",
    "remote",
    "mysql",
    "postgresql",
    "mongodb",
    "redis",
    "s3(",
    "s3cluster",
    "s3queue",
    "gcs(",
    "oss(",
    "cosn(",
    "iceberg",
    "deltalake",
    "hudi(",
    "pwd%",
    "auth(",
    "auth=",
    *secret_commands.TRIGGERS,
)
"""Substrings, lower case: a text without any has no secret that could be told as such."""

# Forms that are secrets wherever they stand.
_FORMS = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END).)*"
    r"(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\Z)",
    r"eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*",
    r"gh[pousr]_\w{20,}",
    r"github_pat_\w{20,}",
    r"glpat-[\w-]{16,}",
    r"xox[abeoprs]-[\w-]{10,}",
    r"AIza[\w-]{35}",
    r"ya29\.[\w-]{10,}",
    r"dapi[0-9a-f]{32}(?:-\d+)?",
    r"sk-[A-Za-z0-9_-]{20,}",
    r"[sr]k_(?:live|test)_\w{10,}",
)
_FORM = late_pattern(rf"(?<![A-Za-z0-9_])(?:{'|'.join(_FORMS)})", re.DOTALL)
_FORM_TRIGGERS = (
    "AKIA",
    "ASIA",
    "ABIA",
    "ACCA",
    "PRIVATE KEY",
    "eyJ",
    "gh",
    "glpat-",
    "xox",
    "AIza",
    "ya29.",
    "dapi",
    "sk-",
    "k_live_",
    "k_test_",
)

_BEARER = late_pattern(r"(?i)\b(Bearer\s+)[\w+/=.~-]{6,}|\b(Basic\s+)(?=[A-Za-z+/=]*\d)[\w+/=]{8,}")

# user:password@host. A raw / in the password is not allowed by the rule and seen nevertheless.
_USERINFO = late_pattern(
    r"(?i)(?<![a-z0-9])([a-z][a-z0-9+.\-]{0,40}://[^\s/?#'\"<>@:]{0,256}:)"
    r"(?:[^\s/?#'\"<>]{0,512}@|(?!\d{1,5}/)[^\s'\"<>@]{0,512}@(?=[\w.\[-]+(?::\d+)?(?:[/?]|\Z)))"
)

# The same without a scheme: //user:password@host.
_HOST_USERINFO = late_pattern(r"((?<![\w:/])//[^\s/?#'\"<>@:]{1,64}:)[^\s/?#'\"<>@]+(?=@[\w.\[-]+)")

# A token in the user's place; containers of Azure (wasbs://name@account) stand there, too.
_USER_TOKEN = late_pattern(r"(?i)\b(https?://)[^\s/?#'\"<>@:]{12,256}@")

_NAMES = (
    r"pass(?:word|wd|phrase|code)|pwd|secret(?:[._-]?(?:access[._-]?)?key|[_-]?string|[_-]?value)?|token"
    r"|private[_-]?key[_-]?content|api key|(?<![a-z0-9_])pass"
    r"|(?:api|access|private|master|account|storage|encryption|symmetric|fernet|shared(?:[_-]?access)?)[._-]?key"
    r"|fs\.azure\.(?:account\.key|sas)\.[\w.-]{1,100}"
    r"|(?:access[_-]?|aws[_-]?)key[_-]?id|shared[_-]?access[_-]?signature|credentials?"
    r"|signature|(?<![a-z0-9_])sig"
)
# A value: in quotes of any kind, in braces (ODBC), or up to the next separator.
_VALUE = (
    r"[rbfun]{0,2}(?P<open>\\?\"|\\?'|'')(?P<quoted>(?:(?!(?P=open))[^\\]|\\.)*+)"
    r"|\{(?P<braced>[^{}]*)\}|(?P<bare>[^\s&;,'\"<>(){}\[\]|]+)"
)
_PAIR = late_pattern(
    rf"(?i)(?:{_NAMES})(?P<close>\\?\"|\\?'|'')?\]?(?P<sign>\s*(?:=>|:=|=(?!=)|:(?![:/]))\s*(?:![a-z]+\s+)?)(?:{_VALUE})",
    re.DOTALL,
)
# The same in an encoded address: PWD%3Dx%3B, %22password%22%3A%22x%22.
_ENCODED = late_pattern(
    rf"(?i)((?:{_NAMES})(?:%22|%27)?(?:%20|\+)*%3[DA](?:%20|\+)*(?:%22|%27|%7B)?)(?:(?!%3B|%26|%22|%27|%7D|%2C)[^\s&;'\"<>])+"
)
_TAGGED = late_pattern(rf"(?i)(<(?P<tag>[\w:.-]*(?:{_NAMES}))>)[^<]+(?=</(?P=tag)>)")
# An argument behind its name: os.environ.setdefault("API_TOKEN", "x"), conf.set("fs.s3a.secret.key", "x").
_NAMED_ARGUMENT = late_pattern(
    rf"(?i)(\w\(\s*(?P<mark>['\"])[\w.-]*(?:{_NAMES})(?P=mark)\s*,\s*[rbfu]{{0,2}}(?P<quote>['\"]))[^'\"\n]+(?=(?P=quote)\s*[,)])"
)
_NAME_PARTS = ("pass", "pwd", "secret", "token", "key", "credential", "sig", "fs.azure")
"""Of the names of pairs; each holds one."""
_WORDY = late_pattern(r"[A-Za-z_]+")


@lru_cache(maxsize=4096)
def announces_secret(name: str) -> bool:
    """Whether what is given to ``name`` is a secret.

    >>> [announces_secret(name) for name in ("AWS_SECRET_KEY", "user_password", "passwords", "order_key")]
    [True, True, False, False]
    """
    if "." in name and _OF_HADOOP.search(name):
        return True
    plain = "".join(letter for letter in name.lower() if letter.isalnum())
    return plain.endswith(_ENDINGS) or plain in _EXACT


def may_hold_secret(text: str) -> bool:
    """Whether ``text`` is worth a closer look; fast, and right where it says no."""
    lower = text.lower()
    return any(trigger in lower for trigger in _TRIGGERS) or any(form in text for form in _FORM_TRIGGERS)


def masked_text(text: str) -> str:
    """Return text that is not code with its secrets as ``***``.

    >>> masked_text("s3://lake/a.csv?X-Amz-Credential=AB%2F1&X-Amz-Signature=0f3c")
    's3://lake/a.csv?X-Amz-Credential=***&X-Amz-Signature=***'
    >>> masked_text("host=db user=etl password='my pass' dbname=shop")
    "host=db user=etl password='***' dbname=shop"
    >>> masked_text("postgresql://etl:p@ss@db:5432/shop")
    'postgresql://etl:***@db:5432/shop'
    """
    if not may_hold_secret(text):
        return text
    # Most texts are addresses without a user: a pattern that cannot match is not even compiled.
    lower = text.lower()
    if any(form in text for form in _FORM_TRIGGERS):
        text = _FORM.sub(HIDDEN, text)
    if "bearer" in lower or "basic" in lower:
        text = _BEARER.sub(lambda found: (found.group(1) or found.group(2)) + HIDDEN, text)
    if "//" in text and "@" in text:
        text = _HOST_USERINFO.sub(rf"\1{HIDDEN}", text)
        text = _USERINFO.sub(lambda found: f"{found.group(1)}{HIDDEN}@", text)
        text = _USER_TOKEN.sub(rf"\1{HIDDEN}@", text)
    text = secret_commands.masked_places(text)
    if not any(part in lower for part in _NAME_PARTS):
        return text
    if "%3" in text:
        text = _ENCODED.sub(rf"\1{HIDDEN}", text)
    if "</" in text:
        text = _TAGGED.sub(rf"\1{HIDDEN}", text)
    if "(" in text and "," in text:
        text = _NAMED_ARGUMENT.sub(rf"\1{HIDDEN}", text)
    return _PAIR.sub(_pair, text)


def _pair(found: re.Match[str]) -> str:
    start = found.start()
    for group in ("quoted", "braced", "bare"):
        value = found.group(group)
        if value is None:
            continue
        if group == "bare" and _is_prose(found, value):
            return found.group()
        return (
            found.group()[: found.start(group) - start] + HIDDEN + found.group()[found.end(group) - start :]
        )
    return found.group()


def _is_prose(found: re.Match[str], value: str) -> bool:
    """``Unexpected token: SELECT`` and ``(using password: YES)`` are messages, not pairs."""
    if ":" not in found.group("sign"):
        return False
    token = found.group().lower().startswith("token") and bool(_WORDY.fullmatch(value))
    return token or value.lower() in ("yes", "no", "none", "null", "true", "false")
