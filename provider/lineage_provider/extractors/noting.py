"""When each statement began and ended, and which failed: noted while hooks run them.

In: the methods through which DB-API hooks run statements. Out: :class:`Note` values of this process. A
module of its own because it is a place where code of others is wrapped (by the tools of
:mod:`lineage_provider.query_tags.wrapping`): hooks report what they ran, but neither when, nor what failed.

The wrapper looks at the clock before and after; what the statement returns or raises goes through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from lineage_provider.extractors import collected
from lineage_provider.extractors.executed import Note
from lineage_provider.query_tags.wrapping import Make, guarded, when_imported, wrap

MAX_NOTES = 2_000
"""Statements of a task that are noted; what comes later has no times."""

_MARK = "_lineage_provider_noted"
_METHOD = "_run_command"
# Methods that do not come through it, and report one statement a call.
_CALLS = ("get_df", "insert_rows", "copy_expert")
# Modules and classes that bring these methods themselves; hooks that inherit them come with the first.
_CLASSES = {
    "airflow.providers.common.sql.hooks.sql": "DbApiHook",
    "airflow.providers.postgres.hooks.postgres": "PostgresHook",
    "airflow.providers.snowflake.hooks.snowflake": "SnowflakeHook",
}

_notes: list[Note] = []
_calling_hooks: set[int] = set()
"""Hooks in such a call: what one of these methods calls of the others is one call."""


def notes() -> list[Note]:
    """What was noted so far in this process, in order of the ends."""
    return list(_notes)


def forget() -> None:
    """Begin anew, for the next task of this process."""
    _notes.clear()


def put_in_place() -> None:
    """Wrap the method where its module is imported already, else when it is."""
    for module, name in _CLASSES.items():
        when_imported(module, "times", _action(name))


def _action(name: str) -> Callable[[ModuleType], None]:
    def action(module: ModuleType) -> None:
        owner = getattr(module, name, None)
        if owner is None:
            return
        if _METHOD in vars(owner):
            wrap(owner, _METHOD, _noting(), mark=_MARK)
        for method in _CALLS:
            if method in vars(owner):
                wrap(owner, method, _calling(), mark=_MARK)

    return action


def _noting() -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def run_command(self: Any, cur: Any, sql_statement: Any, *args: Any, **kwargs: Any) -> Any:
            started = _beginning()
            try:
                result = original(self, cur, sql_statement, *args, **kwargs)
            except BaseException as error:
                _note(self, sql_statement, started, error)
                raise
            _note(self, sql_statement, started, None)
            return result

        return run_command

    return make


def _calling() -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            if id(self) in _calling_hooks:
                return original(self, *args, **kwargs)
            _calling_hooks.add(id(self))
            started = _beginning()
            try:
                result = original(self, *args, **kwargs)
            except BaseException as error:
                _note(self, "", started, error)
                raise
            finally:
                _calling_hooks.discard(id(self))
            _note(self, "", started, None)
            return result

        return call

    return make


def _beginning() -> datetime:
    """Now; what the hook's report will need, and what takes seconds the first time, is there before."""
    guarded("times", None, collected.make)
    return datetime.now(UTC)


def _note(hook: Any, text: Any, started: datetime, error: BaseException | None) -> None:
    def note() -> None:
        if isinstance(text, str) and len(_notes) < MAX_NOTES:
            message = None if error is None else message_of(error)
            _notes.append(Note(hook, text, started, datetime.now(UTC), message))

    guarded("times", None, note)


def message_of(error: BaseException) -> str:
    """What an error says, never empty."""
    return str(error).strip() or type(error).__name__
