"""Secrets in text that no name announces: command lines, web hooks, HTTP headers, arguments of calls.

In: text that is not code (a string, a comment, an error message, a source). Out: the same text with each of
those secrets as ``***``. A module of its own because here the place says what is secret, a flag of a program
or a part of an address, where :mod:`lineage_provider.sql.secret_patterns` goes by names and forms.

Sources: the manuals of curl, MySQL, SQL Server (sqlcmd, bcp), Oracle (SQL*Plus, JDBC thin), Redis, Hive's
beeline, OpenSSL, Docker and Azure's CLI; RFC 9110 11.6.2 (Authorization), RFC 6265 (cookies); incoming web
hooks of Slack, Discord and Teams; Python's requests.
"""

from __future__ import annotations

import re

from lineage_provider.sql.late_pattern import late_pattern

HIDDEN = "***"

_WORD = r"(?:\"[^\"]*\"|'[^']*'|[^\s'\"]+)"
_TO_FLAG = r"[^\n;|]{0,400}?\s"
_FLAG = (
    r"--[a-z-]{0,40}(?:password|passwd|passphrase|passcode|secret|token|api-?key|access-?key|account-?key|sas)"
    r"(?:\s*=\s*|[ \t]+)(?!-)"
)

_RULES = {
    # Words of which one is in the text (lower case) -> the pattern; group 1 stays, the rest is the secret.
    # Where a line begins with it, it is a comment of SQL, unless what follows looks like a secret.
    (" --",): late_pattern(rf"(?i)((?<=\S ){_FLAG}){_WORD}"),
    ("--",): late_pattern(rf"(?i)({_FLAG})(?=\S{{0,60}}\d){_WORD}"),
    ("curl",): late_pattern(
        rf"(\bcurl\b{_TO_FLAG}(?:-u|-U|--user|--proxy-user)[ =]?['\"]?[^\s:'\"]*:)[^\s'\"]+"
    ),
    ("mysql", "mariadb"): late_pattern(
        rf"(\b(?:mysql(?:dump|admin|import|sh)?|mariadb(?:-dump)?)\b{_TO_FLAG}-p)(?=\S){_WORD}"
    ),
    ("bcp", "sqlcmd", "isql", "osql"): late_pattern(
        rf"(?i)(\b(?:bcp|sqlcmd|isql|osql)\b(?-i:{_TO_FLAG}-P)\s*){_WORD}"
    ),
    ("sshpass", "beeline", "docker login", "az login"): late_pattern(
        rf"(\b(?:sshpass|beeline|docker login|az login)\b(?:{_TO_FLAG}|\s)-p\s*){_WORD}"
    ),
    ("redis-cli",): late_pattern(rf"(\bredis-cli\b{_TO_FLAG}-a\s+){_WORD}"),
    ("openssl",): late_pattern(rf"(\bopenssl\b{_TO_FLAG}(?:-k\s+|-pass(?:in|out)?\s+pass:)){_WORD}"),
    ("net use",): late_pattern(rf"(?i)(\bnet use\b(?:\s+\w:|\s+\*)?\s+\\\\\S+\s+)(?!/){_WORD}"),
    ("sqlplus", "sqlldr", "expdp", "impdp", "rman target"): late_pattern(
        r"(\b(?:sqlplus|sqlldr|expdp|impdp|rman)\b[^\n/;|]{0,200}?[\w$#]+/)[^\s@'\"]+"
    ),
    ("jdbc:oracle",): late_pattern(r"(?i)(\bjdbc:oracle:\w+:[^\s/@:]+/)[^\s@]+(?=@)"),
    ("hooks.slack.com", "hooks.slack-gov.com"): late_pattern(
        r"(\bhooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/)[^\s'\"<>?]+"
    ),
    ("discord",): late_pattern(r"(\bdiscord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d+/)[^\s'\"<>?]+"),
    ("webhook",): late_pattern(
        r"(?i)(\b(?:[\w-]+\.webhook\.office\.com/webhookb2|outlook\.office(?:365)?\.com/webhook)/)[^\s'\"<>?]+"
    ),
    ("authorization",): late_pattern(
        r"(?i)(\bauthorization\\?['\"]?\s*(?::|=>?|,)\s*(?:[rbfu]{0,2}\\?['\"])?(?:[a-z][\w-]*[ \t]+)?)"
        r"(?=[^\s'\"]{0,60}\d)[^\s'\"\\,;)}]{8,}"
    ),
    ("cookie",): late_pattern(
        r"(?i)(\b(?:set-)?cookie\\?['\"]?\s*[:=]\s*\\?['\"]?[\w.-]+=)[^\s'\"]+(?:;[^\r\n'\"]*)?"
    ),
    ("auth",): late_pattern(
        r"(?i)(\b(?:auth\s*=\s*\(|\w*(?:basic|digest|proxy|ntlm)auth\()\s*[rbfu]{0,2}(?:'[^'\n]*'|\"[^\"\n]*\")\s*,"
        r"\s*[rbfu]{0,2}['\"])[^'\"\n]+"
    ),
    ("password is", "password was", "passphrase is"): late_pattern(
        r"(?i)(\bpass(?:word|phrase) (?:is|was)\s+['\"]?)(?=\S{0,60}\d)(?=\S{0,60}[a-z])[^\s'\"]{6,}"
    ),
}

TRIGGERS = tuple(
    sorted(
        {word for words in _RULES for word in words}
        - {" --", "--", "auth", "mysql", "password is", "password was", "passphrase is"}
    )
)
"""Words of :func:`masked_places` that the other triggers of a text do not hold already, lower case."""


def masked_places(text: str) -> str:
    """Return text without the secrets that only their place tells.

    >>> masked_places("curl -u bob:hunter2 https://h")
    'curl -u bob:*** https://h'
    >>> masked_places("mysqldump -u root -phunter2 shop")
    'mysqldump -u root -p*** shop'
    >>> masked_places("posting to https://hooks.slack.com/services/T0/B0/x7 failed")
    'posting to https://hooks.slack.com/services/*** failed'
    """
    lower = text.lower()
    for words, pattern in _RULES.items():
        if any(word in lower for word in words):
            text = pattern.sub(_hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    """The flag, and the secret hidden, its quotes kept."""
    secret = found.group()[len(found.group(1)) :]
    quote = secret[0] if secret[:1] in ("'", '"') and secret.endswith(secret[0]) and len(secret) > 1 else ""
    return f"{found.group(1)}{quote}{HIDDEN}{quote}"
