"""The select list: named expressions and stars into output columns.

In: the projections of a SELECT and its scope. Out: a :class:`Derived` relation. A module of its own
because names of columns are made here, by rules of the engine, and because stars become many columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.column_macros import applied, columns_macro, expand_macro, filtered_star
from lineage_provider.sql.expressions import value
from lineage_provider.sql.formulas import formulas_of, made_of
from lineage_provider.sql.generators import SPARKS, generated, stacked, transformed
from lineage_provider.sql.relations import (
    Column,
    Derived,
    OpenStar,
)
from lineage_provider.sql.scope import LATERAL_ALIASES, Scope
from lineage_provider.sql.star_rules import by_pattern
from lineage_provider.sql.stars import add_star, is_star, renamed_star, spread_value

_MACROS = frozenset(("duckdb", "clickhouse"))
_GENERATING = SPARKS | {"duckdb"}


def projections(nodes: Sequence[Any], scope: Scope) -> Derived:
    """Resolve a select list, in order."""
    columns: list[Column] = []
    stars: list[OpenStar] = []
    names = scope.names
    aliases: dict[str, Column] = {}
    if names.name in LATERAL_ALIASES or names.name == "exasol":
        scope.aliases = aliases = dict(scope.aliases)  # seen by the projections behind them
    if names.name == "clickhouse":
        scope.formulas = formulas_of(nodes, scope)
    macros = names.name in _MACROS and scope.reader.tables.mentions("columns")
    patterns = names.name == "hive" and scope.reader.tables.mentions("`")
    check_time, fold = scope.reader.tables.check_time, names.fold
    for node in nodes:
        check_time()
        kind = node.__class__
        if kind is exp.Column or kind is exp.Alias:
            inner = node.args["this"]
            if inner.__class__ is exp.Star:
                add_star(node if kind is exp.Column else inner, scope, columns, stars)
                continue
            if patterns and kind is exp.Column and by_pattern(node, scope, columns, stars):
                continue
        elif kind is exp.Star:
            add_star(node, scope, columns, stars)
            continue
        elif kind is exp.Dot and isinstance(node.expression, exp.Star):
            spread_value(node, scope, columns, stars)
            continue
        elif kind is exp.Apply:
            applied(node, scope, columns, stars)
            continue
        elif names.name == "duckdb" and filtered_star(node, scope, columns, stars):
            continue
        macro = columns_macro(node) if macros else None
        if macro is not None:
            expand_macro(node, macro, scope, columns)
            continue
        for column in _named(node, scope, len(columns)):
            columns.append(column)
            if not column.unnamed:
                aliases.setdefault(fold(column.name), column)
    scope.aliases = aliases
    return Derived(columns, tuple(stars))


def _named(node: Any, scope: Scope, place: int) -> list[Column]:
    names = scope.names
    kind = node.__class__
    if kind is exp.Alias:
        inner, alias = node.args["this"], node.args.get("alias")
        if alias is None:
            return [_unnamed(inner, scope, place)]  # the parser's reading of an alias that is missing
        name = names.column(alias)
        meant = scope.formulas.get(names.fold(name)) if scope.formulas else None
        if meant is not None and meant.node is inner:
            return [made_of(meant, scope, names.fold(name), name)]
        return [value(inner, scope, name)]
    if kind is exp.Column:
        this = node.args["this"]
        if isinstance(this, exp.Identifier):
            return [value(node, scope, names.column(this))]
        return [_unnamed(node, scope, place)]
    if kind is exp.Aliases and isinstance(node.args["this"], exp.Stack):
        return stacked(node.args["this"], [names.column(i) for i in node.expressions], scope)
    if kind is exp.QueryTransform:
        return transformed(node, scope)
    if kind is exp.Aliases and is_star(node.args["this"]):
        return renamed_star(node, scope)
    if kind is exp.Aliases:
        made = value(node.args["this"], scope, "")
        found = [made.renamed(names.column(i)) for i in node.expressions if isinstance(i, exp.Identifier)]
        if isinstance(node.args["this"], (exp.Posexplode, exp.PosexplodeOuter)) and found:
            found[0] = Column(found[0].name)  # the position shows nothing of the array
        return found
    if kind is exp.PropertyEQ and isinstance(node.args.get("this"), exp.Column):
        # T-SQL: SELECT name = expression
        return [value(node.args["expression"], scope, names.column(node.args["this"].this))]
    if kind is exp.EQ and names.name == "tsql" and isinstance(node.this, exp.Literal) and node.this.is_string:
        return [value(node.expression, scope, node.this.name)]  # SELECT 'name' = expression
    if kind is exp.Dot and isinstance(node.expression, exp.Identifier):
        return [value(node, scope, names.column(node.expression))]
    if names.name in _GENERATING and isinstance(node, (exp.UDTF, exp.Explode, exp.Inline, exp.Anonymous)):
        several = generated(node, scope)
        if several is not None:
            return several
    return [_unnamed(node, scope, place)]


def _unnamed(node: Any, scope: Scope, place: int) -> Column:
    """An expression without a name; engines name it by rules of their own."""
    name = _engine_name(node, scope) or f"_col_{place}"
    made = value(node, scope, name)
    made.unnamed = True
    return made


_POSTGRES_LIKE = frozenset({"postgres", "redshift"})


def _engine_name(node: Any, scope: Scope) -> str:
    """PostgreSQL names an expression by its function or the column it casts (FigureColname)."""
    if scope.names.name not in _POSTGRES_LIKE:
        return ""
    while isinstance(node, (exp.Cast, exp.Paren, exp.Window, exp.Filter)):
        node = node.args["this"]
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Identifier):
        return scope.names.column(node.this)
    if isinstance(node, exp.Case):
        return "case"
    if isinstance(node, exp.Anonymous):
        return str(node.name).lower()
    if isinstance(node, exp.Func):
        return node.sql_name().lower()
    return ""
