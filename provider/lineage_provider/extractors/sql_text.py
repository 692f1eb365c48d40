"""The SQL of an operator, cut as its hook will execute it.

In: an operator with ``sql`` and its hook. Out: a text, or a list of one text a statement. A module of its
own because statement numbers, row counts and query ids belong together only if the cut is the hook's.
"""

from __future__ import annotations

import inspect
import logging
from typing import Any

log = logging.getLogger(__name__)

MAX_HOOK_SPLIT = 50_000
"""Characters up to which the hook's own splitter is asked: sqlparse takes a second for 60,000."""

SEVERAL: dict[str, tuple[str, ...]] = {
    "SQLIntervalCheckOperator": ("sql1", "sql2"),
    "SQLThresholdCheckOperator": ("sql", "min_threshold", "max_threshold"),
}
"""Operators (and subclasses) that run more than their ``sql``, or render other attributes than it."""


def statements_of(operator: Any, hook: Any) -> Any:
    """Return the operator's SQL as :func:`lineage_provider.sql.analyze` takes it.

    What :data:`SEVERAL` names is a list; a list stays a list. A text is split by the hook where the
    operator lets it be split; otherwise the text goes to the server whole and is cut by tokens. What is no
    text or list is returned as it is.
    """
    several = next(
        (SEVERAL[kind.__name__] for kind in type(operator).__mro__ if kind.__name__ in SEVERAL), ()
    )
    if several:
        return [text for name in several if _is_text(text := getattr(operator, name, None))]
    sql = getattr(operator, "sql", None)
    if not isinstance(sql, str):
        return list(sql) if isinstance(sql, (list, tuple)) else sql
    if len(sql) > MAX_HOOK_SPLIT or ";" not in sql.rstrip().rstrip(";") or not splits(operator, hook):
        return sql
    try:
        return list(hook.split_sql_string(sql)) or sql
    except Exception as error:
        log.debug("%s could not split its SQL: %s", type(hook).__name__, error)
        return sql


def _is_text(value: Any) -> bool:
    """Whether an attribute is SQL: a threshold may be a number, also one written as text."""
    if not isinstance(value, str):
        return False
    try:
        float(value)
    except ValueError:
        return True
    return False


def splits(operator: Any, hook: Any) -> bool:
    """Whether the hook will split the operator's text (``split_statements``, else the hook's default)."""
    asked = getattr(operator, "split_statements", None)
    if asked is not None:
        return bool(asked)
    try:
        default = inspect.signature(hook.run).parameters["split_statements"].default
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return default is True


def has_sql(operator: Any) -> bool:
    """Whether an operator has anything in ``sql``; operators without it are left to the official provider."""
    return getattr(operator, "sql", None) is not None
