"""One projection for many columns: COLUMNS(...), ``* LIKE 'a%'`` (DuckDB), ``* APPLY(f)`` (ClickHouse).

In: the projection and its scope. Out: a column for each column that it stands for. A module of its own
because these choose and rename columns by rules that no other engine has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from lineage_provider.sql.aggregates import is_aggregate_name
from lineage_provider.sql.expressions import Walk, value
from lineage_provider.sql.name_patterns import name_pattern
from lineage_provider.sql.parsing import parse_text
from lineage_provider.sql.relations import AGGREGATION, IDENTITY, TRANSFORMATION, Column, OpenStar
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.star_rules import macro_name, names_like, together
from lineage_provider.sql.stars import add_star

_PLACE = "\0columns"


def filtered_star(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> bool:
    """DuckDB's ``* LIKE '%id'`` and its like; False for any other projection."""
    like = node.this if node.__class__ is exp.Not else node
    star = like.this if isinstance(like, exp.Binary) else None
    star = star.this if isinstance(star, exp.Binary) else star  # * LIKE 'a$_%' ESCAPE '$'
    if not isinstance(star.this if isinstance(star, exp.Column) else star, exp.Star):
        return False
    found: list[Column] = []
    add_star(star, scope, found, stars)
    takes = names_like(node)
    if takes is None:
        scope.reader.problem(
            "unresolved", f"which columns {node.sql()} takes is not known: all are listed", node
        )
    columns += [c for c in found if takes is None or takes(c.name)]
    return True


def applied(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> None:
    """ClickHouse's ``* APPLY(sum)`` and ``COLUMNS('^a') APPLY(sum)``: one column each, named ``sum(a)``."""
    functions = []
    while isinstance(node, exp.Apply):
        if node.expression is None:
            scope.reader.problem("parse", "APPLY has no function", node)
            return
        functions.append(node.expression.name)
        node = node.this.unnest()
    macro = columns_macro(node)
    found: list[Column] = []
    if macro is node:
        found = macro_columns(node, scope)
    elif isinstance(node, exp.Star) or isinstance(node.this, exp.Star):
        add_star(node, scope, found, stars)
    else:
        found = [value(node, scope, node.name)]
    for column in found:
        for function in reversed(functions):
            column = _of_function(function, column, node, scope)
        columns.append(column)


def _of_function(function: str, column: Column, node: Any, scope: Scope) -> Column:
    """What APPLY makes of a column: ``sum``, ``quantile(0.9)`` or ``x -> x + 1`` of it."""
    if "->" not in function:
        name, _, _ = function.lower().partition("(")
        made = Column(f"{function}({column.name})", node=node)
        rank = AGGREGATION if is_aggregate_name(name.strip(), scope.names.name) else TRANSFORMATION
        made.add(column, rank)
        made.unnamed = column.unnamed
        return made
    made = Column(column.name, node=node)
    made.unnamed = True
    tree = parse_text(f"SELECT f({function})", scope.names)  # a lambda is one as an argument only
    lambda_ = tree.find(exp.Lambda) if tree is not None else None
    if isinstance(lambda_, exp.Lambda) and len(lambda_.expressions) == 1:
        parameter = scope.names.fold(scope.names.column(lambda_.expressions[0]))
        for each in list(lambda_.this.find_all(exp.Identifier)):
            if each.name == lambda_.expressions[0].name and not isinstance(each.parent, exp.Column):
                each.replace(exp.Column(this=each.copy()))
        Walk(scope, made).within({parameter: column}, lambda_.this, None, IDENTITY)
    else:
        scope.reader.problem("unsupported", f"APPLY({function}) is not followed", node)
    return made


def columns_macro(node: Any) -> Any:
    """COLUMNS(...) of DuckDB and ClickHouse inside a projection, if it has one."""
    if node.__class__ is exp.Columns or _is_qualified_macro(node):
        return node
    if (node.this if node.__class__ is exp.Alias else node).__class__ is exp.Column:
        return None  # most projections are a column
    if isinstance(node, (exp.Binary, exp.Func, exp.Alias, exp.Cast)) and not isinstance(node, exp.Query):
        return next(_macros_in(node), None)
    return None


def _is_qualified_macro(node: Any) -> bool:
    """ClickHouse's ``t.COLUMNS('pattern')``."""
    call = node.expression if node.__class__ is exp.Dot else None
    return isinstance(call, exp.Anonymous) and call.name.lower() == "columns" and len(call.expressions) == 1


def _macros_in(node: Any) -> Iterator[Any]:
    return (
        each
        for each in node.find_all(exp.Columns, exp.Dot)
        if each.__class__ is exp.Columns or _is_qualified_macro(each)
    )


def macro_columns(macro: Any, scope: Scope) -> list[Column]:
    """The columns that ``COLUMNS('pattern')``, ``COLUMNS(* EXCLUDE x)``, ``COLUMNS([a, b])`` stands for."""
    inner = macro.args.get("this")
    star: Any = exp.Star()
    if isinstance(macro, exp.Dot):
        inner = macro.expression.expressions[0]
        star = exp.Column(this=star, table=macro.this.copy())
    columns: list[Column] = []
    stars: list[OpenStar] = []
    if isinstance(inner.this if isinstance(inner, exp.Column) else inner, exp.Star):
        add_star(inner, scope, columns, stars)
    else:
        add_star(star, scope, columns, stars)
        columns = _chosen(inner, columns, scope)
    if stars:
        scope.reader.problem("unresolved", "COLUMNS(...) over a table whose columns are not known", macro)
    return columns


def _chosen(inner: Any, columns: list[Column], scope: Scope) -> list[Column]:
    fold = scope.names.fold
    if isinstance(inner, exp.Literal):
        try:
            pattern = name_pattern(inner.name)
        except re.error:
            scope.reader.problem("unresolved", f"the pattern {inner.name!r} of COLUMNS() is not understood")
            return columns
        return [c for c in columns if pattern.search(c.name)]
    if isinstance(inner, exp.Array):
        wanted = [fold(e.name) for e in inner.expressions]
        if scope.names.name == "clickhouse":  # in the order of the list
            return [c for name in wanted for c in columns if fold(c.name) == name]
        return [c for c in columns if fold(c.name) in wanted]
    # A lambda over the names: which ones it takes cannot be told without running it.
    scope.reader.problem("unresolved", "which columns COLUMNS(...) takes is not known: all are listed", inner)
    return columns


def expand_macro(node: Any, macro: Any, scope: Scope, columns: list[Column]) -> None:
    """An expression with COLUMNS(...) in it: once for each column, which stands in its place."""
    found = macro_columns(macro, scope)
    if node is macro:
        columns += found
        return
    place = len(columns)
    one_call = macro.args.get("unpack") or (scope.names.name == "clickhouse" and not _is_bare(node, macro))
    if one_call:
        # DuckDB's coalesce(*COLUMNS(...)), ClickHouse's coalesce(COLUMNS(...)): arguments of one call.
        found = [together(found, f"_col_{place}")]
    template = node.copy()
    for each in list(_macros_in(template)):
        each.replace(exp.column(_PLACE))
    inner = template.this if template.__class__ is exp.Alias else template
    for column in found:
        made = Column(macro_name(node, macro, column.name, scope.names.column), node=node)
        made.unnamed = bool(one_call) and not isinstance(node, exp.Alias)
        Walk(scope, made).within({_PLACE: column}, inner, None, IDENTITY)
        columns.append(made)


def _is_bare(node: Any, macro: Any) -> bool:
    return isinstance(node, exp.Alias) and node.this is macro
