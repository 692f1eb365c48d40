"""The tag as a leading SQL comment in sqlcommenter form.

In: a tag and a SQL text. Out: the text with the comment in front. A module of its own because it is the one
tag that changes what is executed. The form is sqlcommenter's (https://google.github.io/sqlcommenter/spec/):
``key='value'``, URL-encoded, sorted by key. It stands in front, not behind: lists of running queries show
the beginning of a statement. A text that already has a comment of that form stays as it is, as its rules
ask. DuckDB drops what stands in front of a statement from its logs and from ``current_query()``: there the
comment stands behind, before a closing semicolon. Nothing of Airflow is imported.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from lineage_provider.query_tags.tag import PRIORITY, TaskTag, Value

# Short enough to leave the statement visible in lists that show its first 1,000 characters.
MAX_COMMENT = 512

_SQLCOMMENTER = re.compile(r"/\*\s*[\w.%-]+='[^'*]*'(?:\s*,\s*[\w.%-]+='[^'*]*')*\s*\*/")


def commented(sql: str, tag: TaskTag, *, percent: bool = False, behind: bool = False) -> str:
    """``sql`` with the tag in front of it, or ``behind`` it.

    ``percent`` doubles ``%`` for drivers that format with it.

    >>> commented("SELECT 1", TaskTag("shop", "load", "manual__1"))
    "/*app='airflow',dag_id='shop',map_index='-1',run_id='manual__1',task_id='load',try_number='1'*/ SELECT 1"
    """
    if not sql.strip() or _SQLCOMMENTER.search(sql):
        return sql
    text = comment(tag)
    if not text:
        return sql
    text = text.replace("%", "%%") if percent else text
    return _behind(sql, text) if behind else f"{text} {sql}"


def _behind(sql: str, text: str) -> str:
    statement = sql.rstrip().rstrip(";").rstrip()
    # A line comment would swallow ours.
    blank = "\n" if "--" in statement.rpartition("\n")[2] else " "
    return f"{statement}{blank}{text}{sql[len(statement) :].strip()}"


def comment(tag: TaskTag) -> str:
    """The tag as a comment of at most :data:`MAX_COMMENT` characters, cut as ``tag`` says: by whole keys."""
    values = tag.values()
    chosen: dict[str, Value] = {}
    for key in PRIORITY:
        if key in values and len(_form(chosen | {key: values[key]})) <= MAX_COMMENT:
            chosen[key] = values[key]
    return _form(chosen) if chosen else ""


def _form(values: dict[str, Value]) -> str:
    pairs = ",".join(f"{key}='{_encoded(values[key])}'" for key in sorted(values))
    return f"/*{pairs}*/"


def _encoded(value: Value) -> str:
    # Encoded are also quotes, ``*``, ``/``, ``?`` and ``:``, so that no driver sees a mark or an end in it.
    return quote(str(value), safe="")
