"""The clauses that decide which rows, groups and order a query has.

In: a SELECT (or UPDATE, DELETE), its resolved select list and its scope. Out: row edges in the scope. A
module of its own because GROUP BY and ORDER BY see aliases and positions, by rules of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.expressions import steering
from lineage_provider.sql.model import Subtype
from lineage_provider.sql.relations import AGGREGATION, RANK, Column, Derived, steer_rows
from lineage_provider.sql.scope import Scope

# ORDER BY an expression: names in it are columns of the FROM items, never aliases (PostgreSQL 7.5).
_EXPRESSIONS_SEE_COLUMNS = frozenset({"postgres", "materialize", "risingwave"})


def clauses(node: Any, result: Derived, scope: Scope) -> None:
    """WHERE, GROUP BY, HAVING, QUALIFY, ORDER BY, DISTINCT and their like."""
    args = node.args
    scope.before_groups = True
    for clause in ("prewhere", "where"):
        if args.get(clause) is not None:
            steering(args[clause], scope, "FILTER")
    connect = args.get("connect")
    if connect is not None:
        steering(connect.args.get("start"), scope, "FILTER")
        steering(connect.args.get("connect"), scope, "JOIN")
    scope.alias_first = True
    group = args.get("group")
    if group is not None:
        _group(group, result, scope)
    scope.before_groups = False
    for clause in ("having", "qualify"):
        if args.get(clause) is not None:
            steering(args[clause], scope, "FILTER")
    _distinct(args.get("distinct"), result, scope)
    order(node, result, scope)


def _group(group: Any, result: Derived, scope: Scope) -> None:
    keys = group.args.get("expressions")
    by_all = (
        _is_auto(keys, scope) if keys and scope.names.name == "trino" else group.args.get("all") and not keys
    )
    for key, part in group.args.items():
        if part and key != "all" and not (by_all and key == "expressions"):
            _keys(part if isinstance(part, list) else [part], result, scope)
    if by_all:
        for column in result.columns:
            if all(rank & RANK < AGGREGATION for rank in column.direct.values()):
                steer_rows(scope.rows, column, "GROUP_BY")


def _is_auto(keys: Sequence[Any], scope: Scope) -> bool:
    """Trino's ``GROUP BY AUTO``, its GROUP BY ALL; a column of that name surely there goes first."""
    key = keys[0]
    if (
        len(keys) > 1
        or not isinstance(key, exp.Column)
        or key.args.get("table")
        or key.name.lower() != "auto"
    ):
        return False
    quoted = not isinstance(key.this, exp.Identifier) or key.this.args.get("quoted")
    return not quoted and scope.candidates("auto")[0] is None


def _keys(keys: Sequence[Any], result: Derived, scope: Scope) -> None:
    """Keys of GROUP BY, also inside ROLLUP, CUBE, GROUPING SETS and parentheses."""
    for key in keys:
        if isinstance(key, (exp.Cube, exp.Rollup, exp.GroupingSets, exp.Tuple)):
            _keys(key.expressions, result, scope)
        elif isinstance(key, exp.Paren):
            _keys([key.this], result, scope)
        elif isinstance(key, exp.Expr):
            _by_place_or_name(key, result, scope, "GROUP_BY")


def _by_place_or_name(node: Any, result: Derived, scope: Scope, subtype: Subtype) -> None:
    chosen = _placed(node, result, scope)
    if chosen is None and subtype == "GROUP_BY" and scope.names.name == "bigquery":
        chosen = _alias(node, scope)
    if chosen is None:
        steering(node, scope, subtype)
    else:
        steer_rows(scope.rows, chosen, subtype)


def _alias(node: Any, scope: Scope) -> Column | None:
    """BigQuery: a key of GROUP BY is an alias of the select list before it is a column."""
    if (
        not isinstance(node, exp.Column)
        or node.args.get("table")
        or not isinstance(node.this, exp.Identifier)
    ):
        return None
    found = scope.aliases.get(scope.names.fold(scope.names.column(node.this)))
    aggregated = found is not None and any(rank & RANK >= AGGREGATION for rank in found.direct.values())
    return None if aggregated else found


def _placed(node: Any, result: Derived, scope: Scope) -> Column | None:
    """The projection that a position names: ``GROUP BY 1``."""
    place = _ordinal(node)
    if place is None or place == 0:
        return None
    if place <= len(result.columns) and not result.open:
        return result.columns[place - 1]
    if result.open:
        scope.reader.problem("unresolved", f"position {place} is behind a star of unknown width", node)
    return None


def _distinct(distinct: Any, result: Derived, scope: Scope) -> None:
    """SELECT DISTINCT groups by all it selects; DISTINCT ON by its keys."""
    if distinct is None:
        return
    on = distinct.args.get("on") if isinstance(distinct, exp.Expr) else None
    if on is not None:
        _keys([on], result, scope)
        return
    for column in result.columns:
        steer_rows(scope.rows, column, "GROUP_BY")


def order(node: Any, result: Derived, scope: Scope) -> None:
    """ORDER BY, SORT BY, LIMIT, LIMIT BY and OFFSET."""
    args = node.args
    for clause in ("order", "sort"):
        found = args.get(clause)
        if found is not None:
            _order_keys(found.args.get("expressions") or (), result, scope)
    for clause in ("limit", "offset"):
        found = args.get(clause)
        if found is not None:
            steering(found.args.get("expression") or found.args.get("count"), scope, "FILTER")
            for each in found.args.get("expressions") or ():
                steering(each, scope, "FILTER")  # ClickHouse: LIMIT n BY key


def _order_keys(keys: Sequence[Any], result: Derived, scope: Scope) -> None:
    names = scope.names
    for each in keys:
        target = each.args.get("this") if isinstance(each, exp.Ordered) else each
        if isinstance(target, exp.Column) and target.args.get("table") is None:
            this = target.args["this"]
            alias = (
                scope.aliases.get(names.fold(names.column(this)))
                if this.__class__ is exp.Identifier
                else None
            )
            if alias is not None:
                steer_rows(scope.rows, alias, "SORT")
                continue
            if (
                isinstance(this, exp.Identifier)
                and this.name.upper() == "ALL"
                and not this.args.get("quoted")
            ):
                for column in result.columns:  # DuckDB: ORDER BY ALL
                    steer_rows(scope.rows, column, "SORT")
                continue
            _by_place_or_name(target, result, scope, "SORT")
            continue
        if target.__class__ is exp.Var and target.name.upper() == "ALL":
            for column in result.columns:
                steer_rows(scope.rows, column, "SORT")
            continue
        scope.alias_first = names.name not in _EXPRESSIONS_SEE_COLUMNS
        _by_place_or_name(target, result, scope, "SORT")
        scope.alias_first = True


def _ordinal(node: Any) -> int | None:
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        return int(node.this)
    return None
