"""What the numbers that a query returns say about its table: rows, nulls, distinct values, extremes, sums.

In: the text of one query. Out: one :class:`Measure` a projection, or None where the projection is anything
else. A module of its own because :func:`~lineage_provider.sql.analyze` tells where values come from, and
this tells what they are; data quality metrics need both.

Only what is certain: one SELECT on one table, without join, grouping or limit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlglot import exp

from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import parse_text, quiet

log = logging.getLogger(__name__)

MAX_TEXT = 20_000
"""Characters of a query beyond which it is not looked at."""

Metric = Literal["rows", "values", "nulls", "distinct", "duplicates", "sum", "min", "max"]

# Anything else (joins, grouping, limits, samples, earlier versions) makes a number say something else.
_PLAIN_SELECT = frozenset({"expressions", "from_", "where", "hint"})
_PLAIN_TABLE = frozenset({"this", "db", "catalog", "alias", "hints"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A projection that is a plain aggregate over the table of its query."""

    metric: Metric
    """``values``: those that are not NULL; ``duplicates``: values less distinct values."""
    column: str = ""
    """In the dialect's own case rule; empty for ``rows``."""
    equal_to: int | float | None = None
    """The projection is no number but a comparison: whether the measure is this number."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a query measures."""

    projections: tuple[Measure | None, ...]
    condition: str = ""
    """The WHERE condition as SQL text; empty where all rows of the table are measured."""


def measures(sql: str, dialect: str | None) -> Measured | None:
    """Read one query; None where it is not one SELECT on one table, or cannot be parsed.

    >>> measures("SELECT COUNT(*), MIN(amount) FROM orders WHERE ds = '2026-01-01'", "postgres")
    Measured(projections=(Measure(metric='rows', column='', equal_to=None), \
Measure(metric='min', column='amount', equal_to=None)), condition="ds = '2026-01-01'")
    """
    if len(sql) > MAX_TEXT:
        return None
    try:
        names = NameRules.of(dialect)
    except ValueError:
        return None
    tree = parse_text(sql, names)
    if not isinstance(tree, exp.Select) or not _has_only(tree, _PLAIN_SELECT):
        return None
    source = getattr(tree.args.get("from_"), "this", None)
    if not isinstance(source, exp.Table) or not _has_only(source, _PLAIN_TABLE):
        return None
    where = tree.args.get("where")
    found = tuple(_measure(projection, names) for projection in tree.expressions)
    if where is None:
        return Measured(found)
    null_column = _is_null(where.this, names)
    if null_column is not None and found == (Measure("rows"),):
        # The rows without a value: a measure of the whole table.
        return Measured((Measure("nulls", null_column),))
    condition = _written(where.this, names)
    return Measured(found, condition) if condition else None


def _written(node: Any, names: NameRules) -> str:
    """An expression as SQL; empty where the generator has no words for it."""
    try:
        with quiet():
            return str(node.sql(dialect=names.dialect))
    except Exception as error:  # whatever a generator of some dialect stumbles over
        log.debug("A condition could not be written as SQL: %s", error)
        return ""


def _has_only(node: Any, allowed: frozenset[str]) -> bool:
    return all(key in allowed for key, value in node.args.items() if value)


def _measure(projection: Any, names: NameRules) -> Measure | None:
    node = projection.unalias().unnest()
    if isinstance(node, exp.EQ):
        return _comparison(node, names)
    read = _AGGREGATES.get(type(node))
    return read(node, names) if read is not None else None


def _comparison(node: exp.EQ, names: NameRules) -> Measure | None:
    number = _number(node.expression)
    measure = _measure(node.this, names)
    if number is None or measure is None or measure.equal_to is not None:
        return None
    return Measure(measure.metric, measure.column, number)


def _count(node: Any, names: NameRules) -> Measure | None:
    if node.expressions:
        return None
    counted = node.this
    if isinstance(counted, exp.Distinct):
        if len(counted.expressions) != 1 or counted.args.get("on"):
            return None
        return _of_column("distinct", counted.expressions[0], names)
    if isinstance(counted, exp.Star) or _number(counted) is not None:
        return Measure("rows")
    return _of_column("values", counted, names)


def _sum(node: Any, names: NameRules) -> Measure | None:
    summed = node.this.unnest() if isinstance(node.this, exp.Expr) else None
    if not isinstance(summed, exp.Case):
        return _of_column("sum", summed, names)
    branches = summed.args.get("ifs") or []
    if summed.this is not None or len(branches) != 1 or _number(branches[0].args.get("true")) != 1:
        return None
    default = summed.args.get("default")
    if default is not None and _number(default) != 0:
        return None
    column = _is_null(branches[0].this, names)
    return Measure("nulls", column) if column is not None else None


def _difference(node: Any, names: NameRules) -> Measure | None:
    """``COUNT(*) - COUNT(c)`` are the nulls, ``COUNT(c) - COUNT(DISTINCT c)`` the duplicates."""
    first, second = _measure(node.this, names), _measure(node.expression, names)
    if first is None or second is None:
        return None
    pair = (first.metric, second.metric)
    if pair == ("rows", "values"):
        return Measure("nulls", second.column)
    if pair == ("values", "distinct") and first.column == second.column:
        return Measure("duplicates", first.column)
    return None


_AGGREGATES: dict[type[Any], Callable[[Any, NameRules], Measure | None]] = {
    exp.Count: _count,
    exp.Sum: _sum,
    exp.Min: lambda node, names: None if node.expressions else _of_column("min", node.this, names),
    exp.Max: lambda node, names: None if node.expressions else _of_column("max", node.this, names),
    exp.Sub: _difference,
}


def _of_column(metric: Metric, node: Any, names: NameRules) -> Measure | None:
    column = _column(node, names)
    return Measure(metric, column) if column is not None else None


def _column(node: Any, names: NameRules) -> str | None:
    node = node.unnest() if isinstance(node, exp.Expr) else None
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Identifier):
        return names.column(node.this)
    return None


def _is_null(node: Any, names: NameRules) -> str | None:
    """The column that a condition ``c IS NULL`` is about."""
    node = node.unnest() if isinstance(node, exp.Expr) else None
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        return _column(node.this, names)
    return None


def _number(node: Any) -> int | float | None:
    if isinstance(node, exp.Neg):
        number = _number(node.this)
        return None if number is None else -number
    if not isinstance(node, exp.Literal) or node.is_string:
        return None
    try:
        value = float(node.this)
    except ValueError:
        return None
    return int(value) if value.is_integer() and "." not in node.this else value
