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

HIDDEN = "***"
"""What stands in for a secret; Airflow's own masker writes the same."""

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
    "sharedaccesssignature",
    "credential",
    "credentials",
)
_EXACT = frozenset(("keyid", "sas", "sig", "signature", "pass", "userpass"))

_TRIGGERS = (
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
    "://",
    "openrowset",
    "sp_addl",
    "azureblobstorage",
    "remote",
    "mysql",
    "postgresql",
    "mongodb",
    "s3(",
    "s3cluster",
)
"""Substrings, lower case: a text without any has no secret that could be told as such."""

# Forms that are secrets wherever they stand.
_FORMS = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END).)*(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
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
_FORM = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(_FORMS)})", re.DOTALL)
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

_BEARER = re.compile(r"(?i)\b(Bearer\s+)[\w+/=.~-]{6,}|\b(Basic\s+)(?=[A-Za-z+/=]*\d)[\w+/=]{8,}")

# user:password@host. A raw / in the password is not allowed by the rule and seen nevertheless.
_USERINFO = re.compile(
    r"(?i)(?<![a-z0-9])([a-z][a-z0-9+.\-]{0,40}://[^\s/?#'\"<>@:]{0,256}:)"
    r"(?:[^\s/?#'\"<>]{0,512}@|(?!\d{1,5}/)[^\s'\"<>@]{0,512}@(?=[\w.\[-]+(?::\d+)?(?:[/?]|\Z)))"
)

# A token in the user's place; containers of Azure (wasbs://name@account) stand there, too.
_USER_TOKEN = re.compile(r"(?i)\b(https?://)[^\s/?#'\"<>@:]{12,256}@")

_NAMES = (
    r"pass(?:word|wd|phrase|code)|pwd|secret(?:[_-]?(?:access[_-]?)?key|[_-]?string|[_-]?value)?|token"
    r"|(?:api|access|private|master|account|storage|encryption|symmetric|shared(?:[_-]?access)?)[_-]?key"
    r"|(?:access[_-]?|aws[_-]?)key[_-]?id|shared[_-]?access[_-]?signature|credentials?"
    r"|signature|(?<![a-z0-9_])sig"
)
# A value: in quotes of any kind, in braces (ODBC), or up to the next separator.
_VALUE = (
    r"(?P<open>\\?\"|\\?'|'')(?P<quoted>(?:(?!(?P=open))[^\\]|\\.)*+)"
    r"|\{(?P<braced>[^{}]*)\}|(?P<bare>[^\s&;,'\"<>(){}\[\]|]+)"
)
_PAIR = re.compile(
    rf"(?i)(?:{_NAMES})(?P<close>\\?\"|\\?'|'')?(?P<sign>\s*(?:=>|:=|=(?!=)|:(?![:/]))\s*)(?:{_VALUE})",
    re.DOTALL,
)
_WORDY = re.compile(r"[A-Za-z_]+")


@lru_cache(maxsize=4096)
def announces_secret(name: str) -> bool:
    """Whether what is given to ``name`` is a secret.

    >>> [announces_secret(name) for name in ("AWS_SECRET_KEY", "user_password", "passwords", "order_key")]
    [True, True, False, False]
    """
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
    text = _FORM.sub(HIDDEN, text)
    text = _BEARER.sub(lambda found: (found.group(1) or found.group(2)) + HIDDEN, text)
    text = _USERINFO.sub(lambda found: f"{found.group(1)}{HIDDEN}@", text)
    text = _USER_TOKEN.sub(rf"\1{HIDDEN}@", text)
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
    """``Unexpected token: SELECT`` is a message, not a pair."""
    return (
        ":" in found.group("sign")
        and found.group().lower().startswith("token")
        and bool(_WORDY.fullmatch(value))
    )
