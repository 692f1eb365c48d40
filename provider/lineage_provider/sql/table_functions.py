"""Table functions that the text itself defines: a call in FROM becomes the query of the function's body.

In: a statement's tree and the routines defined so far. Out: the tree with such calls replaced. A module of
its own because the body of a function that is one query is as good as a view, while that of any other is only
run for what it writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.routines import Routine

_HEAD = late_pattern(
    r"\s*(?:begin\s+(?:atomic\s+)?)?(?:return\s+(?:query\s+|table\s*(?=\())?)?(?P<query>\(?\s*(?:select|with|from)\b.*?)"
    r"\s*;?\s*(?:end\s*;?\s*)?$",
    re.IGNORECASE | re.DOTALL,
)


def inlined(tree: Any, routines: Mapping[str, Routine], parse: Callable[[str], Any]) -> set[str]:
    """Replace calls of functions of one query in ``tree``; returns the names of those functions."""
    found: set[str] = set()
    for node in list(tree.find_all(exp.Table, exp.Lateral, exp.TableFromRows)):
        call = _call(node.this)
        routine = routines.get(call.name.lower()) if call is not None else None
        query = _query(routine, parse) if routine is not None else None
        if call is None or routine is None or query is None:
            continue
        arguments = [_unnamed(each) for each in call.expressions]
        _bind(query, dict(zip((_key(p) for p in routine.parameters), arguments, strict=False)))
        alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(call.name))
        if routine.columns and not alias.args.get("columns"):
            alias.set("columns", [exp.to_identifier(column) for column in routine.columns])
        made = exp.Subquery(this=query.unnest(), alias=alias)
        for key in ("joins", "laterals", "pivots"):
            if node.args.get(key):
                made.set(key, node.args[key])
        node.replace(exp.Lateral(this=made, alias=alias.copy()) if isinstance(node, exp.Lateral) else made)
        found.add(routine.name)
    return found


def _call(node: Any) -> Any:
    """The call behind ``f(...)``, ``s.f(...)`` and ``TABLE(f(...))``; None for anything else."""
    if isinstance(node, exp.Dot):
        node = node.expression
    if isinstance(node, exp.Anonymous) and node.name.lower() == "table" and len(node.expressions) == 1:
        return _call(node.expressions[0])
    return node if isinstance(node, exp.Anonymous) else None


def _query(routine: Routine, parse: Callable[[str], Any]) -> Any:
    """The one query that the body is; None for another body."""
    match = _HEAD.match(routine.body) if routine.function and routine.language == "sql" else None
    if match is None or ";" in match["query"]:
        return None
    tree = parse(match["query"])
    return tree if isinstance(tree, (exp.Query, exp.Subquery)) else None


def _key(name: str) -> str:
    return name.strip('"`[]').lstrip("@:$").lower()


def _unnamed(argument: Any) -> Any:
    return argument.expression if isinstance(argument, (exp.Kwarg, exp.PropertyEQ)) else argument


def _bind(query: Any, arguments: Mapping[str, Any]) -> None:
    """Put what the call gives in the places of the parameters."""
    for node in list(query.find_all(exp.Column, exp.Parameter)):
        bare = isinstance(node, exp.Parameter) or node.args.get("table") is None
        given = arguments.get(_key(node.name)) if bare else None
        if given is not None:
            node.replace(given.copy())
