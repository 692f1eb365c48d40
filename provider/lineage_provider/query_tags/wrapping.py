"""Methods of hooks are wrapped: once, when their module is imported, and so that an error of ours ends here.

In: a module's name and what to do when it is imported; a class, a method's name, and the wrapper. Out: the
method replaced on the class. A module of its own because it is the one place that touches other code.

Hooks are classes that users construct, subclass and import by name, so the class itself has to change, and
before it is used. Importing every hook at plugin load would cost seconds and drivers that are not needed,
so a finder on ``sys.meta_path`` waits for their modules. It finds nothing itself: it lets the other finders
answer and adds one step behind the module's own execution.
"""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, TypeVar

log = logging.getLogger("lineage_provider")

Result = TypeVar("Result")
Action = Callable[[ModuleType], None]
Make = Callable[[Callable[..., Any]], Callable[..., Any]]

_MARK = "_lineage_provider_query_tag"


class _Waiting:
    """Runs actions when modules are imported."""

    def __init__(self) -> None:
        self.actions: dict[str, dict[str, Action]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.actions:
            return None
        spec = _by_others(self, fullname, path, target)
        if spec is not None and spec.loader is not None:
            self._extend(fullname, spec.loader)
        return spec

    def _extend(self, name: str, loader: Any) -> None:
        """Let the loader run our actions behind the module."""
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            if module.__name__ == name:  # some loaders serve several modules
                self.run(name, module)

        try:
            loader.exec_module = exec_module
        except AttributeError:
            log.warning("Queries of %s carry no tags: its loader %r cannot be extended", name, loader)

    def run(self, name: str, module: ModuleType) -> None:
        for what, action in self.actions[name].items():
            guarded(what, None, lambda act=action: act(module))  # type: ignore[misc]


_waiting = _Waiting()


def when_imported(module: str, what: str, action: Action) -> None:
    """Run ``action(module)`` now where the module is imported, else when it is; ``what`` names it in logs."""
    _waiting.actions.setdefault(module, {})[what] = action
    if _waiting not in sys.meta_path:
        sys.meta_path.insert(0, _waiting)
    if module in sys.modules:
        _waiting.run(module, sys.modules[module])


def wrap(owner: Any, name: str, make: Make, mark: str = _MARK) -> bool:
    """Replace ``owner.name`` by ``make(original)``, once; False where there is no such method or function.

    A method that the class inherits is wrapped for this class only. ``mark`` tells wrappers with another
    purpose apart.
    """
    original = vars(owner).get(name)
    if original is None:
        original = _inherited(owner, name)
    if original is None:
        return False
    if not getattr(original, mark, False):
        # functools.wraps copies the mark, too: a wrapper that others put around ours keeps it visible.
        replacement = functools.wraps(original)(make(original))
        setattr(replacement, mark, True)
        setattr(owner, name, replacement)
    return True


def _inherited(owner: Any, name: str) -> Callable[..., Any] | None:
    """A method that calls the one of the class's bases, whichever that is by then."""
    if not isinstance(owner, type) or not callable(getattr(owner, name, None)):
        return None

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(super(owner, self), name)(*args, **kwargs)

    method.__name__ = name
    return method


def guarded(what: str, otherwise: Result, compute: Callable[[], Result]) -> Result:
    """``compute()``, or ``otherwise`` and one warning where it fails: a task is never disturbed."""
    try:
        return compute()
    except Exception as error:
        warn_once(what, f"{type(error).__name__}: {error}")
        log.debug("Query tags of %s failed", what, exc_info=True)
        return otherwise


@functools.cache
def warn_once(what: str, reason: str) -> None:
    """One warning a process and reason."""
    log.warning("Queries of %s are not tagged: %s", what, reason)


def _by_others(
    finder: _Waiting, name: str, path: Sequence[str] | None, target: ModuleType | None
) -> ModuleSpec | None:
    for other in sys.meta_path:
        if other is not finder and hasattr(other, "find_spec"):
            spec = other.find_spec(name, path, target)
            if spec is not None:
                return spec
    return None
