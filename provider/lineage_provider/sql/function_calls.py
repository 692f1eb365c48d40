"""Calls of routines that the text defines: what goes into their parameters, and what comes back.

In: a call, as text or in a statement's tree, and the routine. Out: what each parameter gets, as text; what
the body of a function returns, kept under its name. A module of its own because a body is read as a script of
its own, while its parameters and its value belong to the statement that calls it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect

from lineage_provider.sql.control import RETURNED
from lineage_provider.sql.dynamic import key
from lineage_provider.sql.parsing import Parsed
from lineage_provider.sql.routines import Call, Routine
from lineage_provider.sql.tokens import tokens


def given_values(
    call: Any, routine: Routine, declared: Sequence[Mapping[str, Any]], dialect: Dialect
) -> Iterator[tuple[str, str]]:
    """The parameters of a call with what they get: NULL where that can be told in the calling query only."""
    arguments = list(call.args.get("expressions") or ())
    named = {key(each.this.name): each.expression for each in arguments if isinstance(each, exp.Kwarg)}
    for place, parameter in enumerate(routine.parameters):
        by_place = arguments[place] if place < len(arguments) and not named else None
        argument = named.get(key(parameter), by_place)
        columns = argument.find_all(exp.Column) if argument is not None else ()
        told = all(
            each.args.get("table") is None and any(key(each.name) in block for block in declared)
            for each in columns
        )
        yield parameter, argument.sql(dialect=dialect) if argument is not None and told else "NULL"


def told_by(units: Sequence[Parsed], function: str) -> bool:
    """Keep what the units of a body return as the value of the function; False where they return nothing."""
    found = [unit for unit in units if unit.role == "assign" and unit.names == (RETURNED,)]
    for place, unit in enumerate(found):
        unit.names = (f"{function}()",)
        unit.adds = unit.adds or place > 0  # any RETURN of a body may be the one
    return any(unit.tree is not None for unit in found)


def given_texts(
    call: Call, routine: Routine, declared: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """What the parameters of a PL/SQL call get: NULL for what is neither a constant nor made of variables."""
    named = {key(name): value for name, value in call.arguments if name}
    for place, parameter in enumerate(routine.parameters):
        by_place = call.arguments[place][1] if place < len(call.arguments) and not named else ""
        text = named.get(key(parameter), by_place)
        yield parameter, text if text and _is_known(text, declared) else "NULL"


def _is_known(text: str, declared: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all names of an expression are variables or functions."""
    found = tokens(text, "oracle")
    for index, token in enumerate(found):
        if token.kind not in ("word", "name") or (index and found[index - 1].word == "."):
            continue
        name = key(text[token.start : token.end])
        called = index + 1 < len(found) and found[index + 1].word == "("
        if not called and not any(name in block for block in declared):
            return False
    return True


def told_variables(call: Call, routine: Routine) -> Iterator[tuple[str, str]]:
    """The parameters that give something back, with the variables that get it."""
    named = {key(name): value for name, value in call.arguments if name}
    for parameter in routine.told:
        place = routine.parameters.index(parameter)
        by_place = call.arguments[place][1] if place < len(call.arguments) and not named else ""
        variable = named.get(key(parameter), by_place)
        if variable.isidentifier():
            yield parameter, variable
