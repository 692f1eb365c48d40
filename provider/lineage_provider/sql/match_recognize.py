"""MATCH_RECOGNIZE: rows of patterns, made of the rows of one FROM item.

In: the MatchRecognize node and the scope it stands in, whose sources it takes. Out: the scope with the one
relation that is left. A module of its own because pattern variables are names of rows here.

Columns: PARTITION BY and MEASURES (SQL:2016 row pattern recognition), all others too with ALL ROWS PER
MATCH. The partition and its order steer as a window does, the conditions of DEFINE filter.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.expressions import steering, value
from lineage_provider.sql.relations import Column, Derived, OpenStar, Relation
from lineage_provider.sql.scope import Scope


def begins_before(node: Any, join: Any) -> bool:
    """Whether MATCH_RECOGNIZE stands before a JOIN: the parser keeps no order between them."""
    one, other = _start(node), _start(join)
    return one is not None and other is not None and one < other


def _start(node: Any) -> int | None:
    found = (each.meta.get("start") for each in node.find_all(exp.Identifier))
    return min((start for start in found if start is not None), default=None)


def matched(node: Any, scope: Scope) -> None:
    """Put the matches into the scope in place of the rows of its last source, in which they are found."""
    args = node.args
    if not scope.sources:
        return
    inner = Scope(scope.reader, scope.parent, scope.ctes)
    inner.rows = scope.rows
    of, relation = scope.sources.popitem()
    inner.sources = {of: relation}
    for variable in _variables(args):
        key = scope.names.fold(variable).lower()
        inner.sources.setdefault(key, relation)
        inner.named_only |= {key}
    partition = [_measure(each, inner) for each in args.get("partition_by") or ()]
    for each in args.get("partition_by") or ():
        steering(each, inner, "WINDOW")
    order = args.get("order")
    steering(order, inner, "WINDOW")
    for each in args.get("define") or ():
        steering(each.this if isinstance(each, exp.Alias) else each, inner, "FILTER")
    measures = [_measure(each.this, inner) for each in args.get("measures") or ()]
    result = _shape(str(args.get("rows") or ""), partition, measures, relation)
    result.rows = scope.rows
    result.index(scope.names.fold)
    alias = args.get("alias")
    key = scope.names.fold_alias(alias.this) if isinstance(alias, exp.TableAlias) and alias.this else ""
    scope.add(key, result)


def _variables(args: dict[str, Any]) -> list[str]:
    """Names in PATTERN: words that are no quantifiers."""
    pattern = args.get("pattern")
    text = str(pattern.name) if isinstance(pattern, exp.Expr) else ""
    word = "".join(c if c.isalnum() or c in "_$" else " " for c in text)
    defined = [e.alias for e in args.get("define") or () if isinstance(e, exp.Alias)]
    return [*defined, *(w for w in word.split() if not w[0].isdigit() and w.upper() != "PERMUTE")]


def _measure(node: Any, scope: Scope) -> Column:
    inner = node.this if isinstance(node, exp.Alias) else node
    identifier = node.args.get("alias") if isinstance(node, exp.Alias) else node.args.get("this")
    name = scope.names.column(identifier) if isinstance(identifier, exp.Identifier) else node.alias_or_name
    return value(inner, scope, name)


def _shape(rows: str, partition: list[Column], measures: list[Column], relation: Relation) -> Derived:
    if not rows.upper().startswith("ALL"):
        return Derived([*partition, *measures])
    known = relation.all()
    if known is not None:
        return Derived([*known, *measures])
    return Derived(measures, (OpenStar(relation, frozenset()),))
