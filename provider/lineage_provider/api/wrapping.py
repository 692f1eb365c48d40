"""A function whose every call is a run: plain functions, coroutines, generators of both kinds.

In: a way to make the run, and the function. Out: a function of the same kind. A module of its own because a
generator goes on after its call has returned, and its run has to end when it does.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from lineage_provider.api.run import LineageRun

Function = TypeVar("Function", bound=Callable[..., Any])


def wrapped(make: Callable[[], LineageRun], function: Function) -> Function:
    """Return ``function`` with a run of ``make`` around each call, until its result is complete."""
    if inspect.isasyncgenfunction(function):

        async def asynchronous(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
            async with make(), aclosing(function(*args, **kwargs)) as items:
                async for item in items:
                    yield item

        return cast(Function, functools.wraps(function)(asynchronous))
    if inspect.isgeneratorfunction(function):

        def generator(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
            return (yield from _stepped(make(), function(*args, **kwargs)))

        return cast(Function, functools.wraps(function)(generator))
    if inspect.iscoroutinefunction(function):

        async def coroutine(*args: Any, **kwargs: Any) -> Any:
            async with make():
                return await function(*args, **kwargs)

        return cast(Function, functools.wraps(function)(coroutine))

    def plain(*args: Any, **kwargs: Any) -> Any:
        with make():
            return function(*args, **kwargs)

    return cast(Function, functools.wraps(function)(plain))


def _stepped(run: LineageRun, items: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """``items`` inside of ``run``; what the consumer does between two of them is outside of it."""
    context = copy_context()
    context.run(run.__enter__)
    try:
        result = yield from _in_context(context, items)
    except BaseException as error:
        context.run(run.__exit__, type(error), error, error.__traceback__)
        raise
    context.run(run.__exit__, None, None, None)
    return result


def _in_context(context: Context, items: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    step: Callable[[], Any] = functools.partial(next, items)
    while True:
        try:
            item = context.run(step)
        except StopIteration as end:
            return end.value
        try:
            step = functools.partial(items.send, (yield item))
        except GeneratorExit:
            context.run(items.close)
            raise
        except BaseException as error:
            step = functools.partial(items.throw, error)
