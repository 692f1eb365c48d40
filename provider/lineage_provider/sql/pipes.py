"""Aliases of tables that outlive a step of a pipe: ``FROM t AS o |> EXTEND o.a + 1 AS b |> SELECT o.c, b``.

In: the query that a step is parsed as, ``SELECT *, o.a + 1 AS b FROM t AS o``, and the scope that reads its
result. Out: the step's range variables, visible by their name behind it. A module of its own because the
parser makes a CTE of each step, and no other CTE shows what it reads.

Sources: BigQuery "Pipe query syntax": EXTEND, SET, DROP and RENAME keep the aliases of their input, which
stand for the rows before the change; AS, SELECT and AGGREGATE end them. So does Spark SQL "Pipe syntax".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.relations import Relation
from lineage_provider.sql.scope import Scope

_STEP = "__tmp"
"""How the names begin that the parser gives to steps."""


def is_step(name: str) -> bool:
    """Whether a CTE's folded name is one that the parser gave to a step of a pipe."""
    return name.startswith(_STEP)


def kept(projections: Sequence[Any], scope: Scope) -> Mapping[str, Relation] | None:
    """The range variables that a query keeps, were it a step of a pipe: None where it ends them."""
    if not projections or projections[0].__class__ is not exp.Star:
        return None
    before = scope.parent
    earlier = before.sources if before is not None and any(map(is_step, scope.sources)) else {}
    return {**earlier, **{alias: each for alias, each in scope.sources.items() if not is_step(alias)}}


def keep(ranges: Mapping[str, Relation], scope: Scope) -> None:
    """Let ``scope`` reach range variables by their name only: they show in no star and no bare column."""
    outer = Scope(scope.reader, scope.parent, scope.ctes)
    outer.sources = dict(ranges)
    outer.named_only = frozenset(ranges)
    scope.parent = outer
