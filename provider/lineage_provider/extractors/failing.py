"""The statement that made a task fail.

In: the exception that ended a task. Out: the statement that was being executed, with its hook, or None; and
whether a check operator ended its task because of what its check found. A module of its own because nobody
reports it: hooks report a statement after it has succeeded, so the only trace is the traceback. Only plain
texts are read from its frames, and no frame is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import FrameType
from typing import Any

from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.noting import message_of

# Methods of hooks in which a statement is being executed -> the variable that holds it.
_EXECUTING = {
    "_run_command": "sql_statement",
    "_get_pandas_df": "sql",
    "_get_pandas_df_by_chunks": "sql",
    "_get_polars_df": "sql",
    "_get_polars_df_by_chunks": "sql",
    "get_pandas_df": "sql",
    "get_df": "sql",
    "insert_rows": "sql",
    "copy_expert": "sql",
    "execute_query": "sql",
}
_MAX_CHAIN = 20
_MAX_MESSAGE = 10_000

_CHECK_FAILS = "_raise_exception"
"""The method of common.sql's check operators in which they end their task, with a result at hand."""

_failed: list[Executed] = []
_by_check: list[bool] = []


def remember(error: Any) -> None:
    """Look at the exception that ended this process's task, while its traceback is there."""
    forget()
    if not isinstance(error, BaseException):
        return
    if any(frame.f_code.co_name == _CHECK_FAILS for frame in _frames(error)):
        _by_check.append(True)
    found = failed_statement(error)
    if found is not None:
        _failed.append(found)


def remembered() -> Executed | None:
    """The statement that failed, as far as it is known."""
    return _failed[0] if _failed else None


def by_a_check() -> bool:
    """Whether the task was ended by its check's result, and not by an error on the way to one."""
    return bool(_by_check)


def forget() -> None:
    """Begin anew, for the next task of this process."""
    _failed.clear()
    _by_check.clear()


def failed_statement(error: BaseException) -> Executed | None:
    """The statement that was being executed when ``error``, or what it comes from, was raised."""
    for one in _chain(error):
        for frame in reversed(_frames(one)):
            found = _statement(frame)
            if found is not None:
                query_id = getattr(one, "sfqid", None)  # Snowflake's errors have it
                return Executed(
                    found[0],
                    found[1],
                    query_id=query_id if isinstance(query_id, str) else None,
                    error=message_of(one)[:_MAX_MESSAGE],
                )
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from or while, nearest first."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < _MAX_CHAIN:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _frames(error: BaseException) -> list[FrameType]:
    frames, traceback = [], error.__traceback__
    while traceback is not None:
        frames.append(traceback.tb_frame)
        traceback = traceback.tb_next
    return frames


def _statement(frame: FrameType) -> tuple[Any, str] | None:
    variable = _EXECUTING.get(frame.f_code.co_name)
    if variable is None:
        return None
    names = frame.f_locals
    hook, text = names.get("self"), names.get(variable)
    if not hasattr(hook, "get_connection") or not isinstance(text, str) or not text.strip():
        return None
    return hook, text
