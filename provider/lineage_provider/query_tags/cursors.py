"""What a hook's cursor executes, changed on the way; what is reported as executed stays the user's text.

In: a hook that runs a statement on a cursor. Out: the same call with a cursor that passes everything on and
changes the text only. A module of its own because comments and merged tags both need it. Hooks report the
statement that they were given (``send_sql_hook_lineage``), so lineage, logs and events never show ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lineage_provider.query_tags.wrapping import Make, guarded

# (text, whether parameters are bound) -> text
Rewrite = Callable[[str, bool], str]
# (hook, cursor) -> what is to be changed, if anything
Choose = Callable[[Any, Any], Rewrite | None]


class RewritingCursor:
    """A cursor for the time of one ``_run_command``; the handler of the task gets the real one."""

    def __init__(self, cursor: Any, rewrite: Rewrite) -> None:
        own = vars(self)
        own["_cursor"], own["_rewrite"] = cursor, rewrite
        # DbApiHook recognises psycopg by the module of the cursor's class.
        own["__module__"] = type(cursor).__module__

    def execute(self, operation: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(operation, str):
            text = operation
            bound = bool(args) or "parameters" in kwargs or "params" in kwargs or "vars" in kwargs
            operation = guarded("statements", text, lambda: self._rewrite(text, bound))
        return self._cursor.execute(operation, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._cursor, name, value)

    def __iter__(self) -> Any:
        return iter(self._cursor)


def running(choose: Choose) -> Make:
    """A wrapper of ``_run_command``."""

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def run_command(self: Any, cur: Any, *args: Any, **kwargs: Any) -> Any:
            rewrite = guarded("statements", None, lambda: choose(self, cur))
            return original(self, cur if rewrite is None else RewritingCursor(cur, rewrite), *args, **kwargs)

        return run_command

    return make
