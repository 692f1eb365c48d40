"""The select list: named expressions and stars into output columns.

In: the projections of a SELECT and its scope. Out: a :class:`Derived` relation. A module of its own
because stars, with all that may be taken out, renamed or replaced in them, are a language of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.aggregates import is_aggregate_name
from lineage_provider.sql.expressions import value
from lineage_provider.sql.generators import SPARKS, generated, stacked, transformed
from lineage_provider.sql.relations import (
    AGGREGATION,
    IDENTITY,
    TRANSFORMATION,
    Column,
    Derived,
    Element,
    OpenFields,
    OpenStar,
    Relation,
)
from lineage_provider.sql.scope import LATERAL_ALIASES, STRUCT_DOTS, Scope

_MANY = 100
_SOURCES_OF_STAR = 4
"""A column takes about the memory of as many sources; those of a wide star are counted."""
_MACROS = frozenset(("duckdb", "clickhouse"))
_GENERATING = SPARKS | {"duckdb"}
_NO_FOLDS: frozenset[str] = frozenset()


def projections(nodes: Sequence[Any], scope: Scope) -> Derived:
    """Resolve a select list, in order."""
    columns: list[Column] = []
    stars: list[OpenStar] = []
    names = scope.names
    aliases: dict[str, Column] = {}
    if names.name in LATERAL_ALIASES or names.name == "exasol":
        scope.aliases = aliases = dict(scope.aliases)  # seen by the projections behind them
    macros = names.name in _MACROS and scope.reader.tables.mentions("columns")
    check_time, fold = scope.reader.tables.check_time, names.fold
    for node in nodes:
        check_time()
        kind = node.__class__
        if kind is exp.Column or kind is exp.Alias:
            inner = node.args["this"]
            if inner.__class__ is exp.Star:
                _star(node if kind is exp.Column else inner, scope, columns, stars)
                continue
        elif kind is exp.Star:
            _star(node, scope, columns, stars)
            continue
        elif kind is exp.Dot and isinstance(node.expression, exp.Star):
            if _spread_value(node, scope, columns, stars):
                continue
        elif kind is exp.Apply:
            _applied(node, scope, columns, stars)
            continue
        elif names.name == "duckdb" and _filtered_star(node, scope, columns, stars):
            continue
        macro = _columns_macro(node) if macros else None
        if macro is not None:
            _expand_macro(node, macro, scope, columns)
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
        return [value(inner, scope, names.column(alias))]
    if kind is exp.Column:
        this = node.args["this"]
        if isinstance(this, exp.Identifier):
            return [value(node, scope, names.column(this))]
        return [_unnamed(node, scope, place)]
    if kind is exp.Aliases and isinstance(node.args["this"], exp.Stack):
        return stacked(node.args["this"], [names.column(i) for i in node.expressions], scope)
    if kind is exp.QueryTransform:
        return transformed(node, scope)
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


def select_star(scope: Scope) -> Derived:
    """``SELECT *`` over all sources of a scope."""
    columns: list[Column] = []
    stars: list[OpenStar] = []
    _star(exp.Star(), scope, columns, stars)
    return Derived(columns, tuple(stars))


def _star(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> None:
    star = node if isinstance(node, exp.Star) else node.args["this"]
    rules = _StarRules(star, scope)
    if star is not node:
        relation = _qualified_source(node, scope)
        struct = _struct_of(node, scope) if relation is None or isinstance(relation, Element) else None
        if struct is not None and struct.fields is not None:
            _spread(struct.fields, rules, columns, stars)
            return
        if relation is None:
            scope.reader.problem("unresolved", f"{node.sql()}: its columns are not known", node)
            return
        rules.take(relation, columns, stars, _NO_FOLDS)
    else:
        merged = frozenset(scope.merged)
        for column in scope.merged.values():
            rules.keep(column, columns)
        for alias, relation in scope.sources.items():
            if alias not in scope.hidden:
                rules.take(relation, columns, stars, merged)
    rules.finish(columns)


def _qualified_source(node: Any, scope: Scope) -> Relation | None:
    """The source of ``t.*`` or ``schema.t.*``, or the element of ``struct.*``."""
    parts = [
        p for p in (node.args.get("catalog"), node.args.get("db"), node.args.get("table")) if p is not None
    ]
    relation, used = scope.source_of([*parts, parts[-1]])
    if relation is None or used < len(parts):
        return None
    return relation


def _struct_of(node: Any, scope: Scope) -> Column | None:
    """The struct of ``struct.*`` or ``t.struct.*``."""
    parts = [node.args[key] for key in ("catalog", "db", "table") if node.args.get(key) is not None]
    relation, used = scope.source_of([*parts, parts[-1]])
    if isinstance(relation, Element) and used == len(parts):
        return relation.source
    if scope.names.name not in STRUCT_DOTS:
        return None
    if relation is None and len(parts) > 1:
        first = scope.names.column_and_fold(parts[0])[1]
        if scope.candidates(first)[0] is None:
            return None
    path = dict(zip(("this", "table", "db", "catalog"), reversed(parts), strict=False))
    found = scope.column(exp.Column(**path))
    return None if found is None else found[0]


def _spread(
    fields: Mapping[str, Column], rules: _StarRules, columns: list[Column], stars: list[OpenStar]
) -> None:
    if isinstance(fields, OpenFields):
        rules.take(fields.row, columns, stars, _NO_FOLDS)
        return
    for name, field in fields.items():
        rules.keep(field.renamed(field.name or name), columns)


def _spread_value(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> bool:
    """``(struct).*`` of Trino, DuckDB and PostgreSQL; False where its fields are not known."""
    struct = value(node.this.unnest(), scope, "")
    if struct.fields is None:
        return False
    _spread(struct.fields, _StarRules(node.expression, scope), columns, stars)
    return True


class _StarRules:
    """EXCEPT/EXCLUDE, REPLACE, RENAME and ILIKE of one star."""

    def __init__(self, star: Any, scope: Scope) -> None:
        names = scope.names
        self.scope = scope
        self.fold = names.fold
        self.without = {self.fold(_name(each, scope)) for each in star.args.get("except_") or ()}
        self.renamed = {
            self.fold(_name(each.this, scope)): names.column(each.args["alias"])
            for each in star.args.get("rename") or ()
            if isinstance(each, exp.Alias)
        }
        self.replaced = {
            self.fold(names.column(each.args["alias"])): each.this
            for each in star.args.get("replace") or ()
            if isinstance(each, exp.Alias)
        }
        like = star.args.get("ilike")
        self.like = _like_pattern(like.name) if isinstance(like, exp.Expr) else None

    def keep(self, column: Column, columns: list[Column]) -> None:
        folded = self.fold(column.name)
        if folded in self.without or (self.like is not None and not self.like.fullmatch(column.name)):
            return
        replacement = self.replaced.pop(folded, None)
        if replacement is not None:
            columns.append(value(replacement, self.scope, column.name))
        else:
            columns.append(column.renamed(self.renamed.get(folded, column.name)))

    def take(
        self, relation: Relation, columns: list[Column], stars: list[OpenStar], merged: frozenset[str]
    ) -> None:
        known = relation.all()
        if known is None and isinstance(relation, Derived):
            for star in relation.open:
                without = star.without | self.without | merged | frozenset(self.replaced)
                place = len(columns) + star.place if star.place >= 0 and without == star.without else -1
                stars.append(OpenStar(star.over, without, place))
            known = relation.columns
        elif known is None:
            if isinstance(relation, Element):
                columns.append(relation.source)
                return
            without = frozenset(self.without | merged | set(self.replaced))
            stars.append(OpenStar(relation, without, len(columns)))
            known = ()
        if len(known) > _MANY:
            self.scope.reader.tables.hold(_SOURCES_OF_STAR * len(known))
        for column in known:
            if self.fold(column.name) not in merged:
                self.keep(column, columns)

    def finish(self, columns: list[Column]) -> None:
        """REPLACE and RENAME of columns that an unknown table must have."""
        for folded, node in self.replaced.items():
            columns.append(value(node, self.scope, folded))


def _name(node: Any, scope: Scope) -> str:
    identifier = node if isinstance(node, exp.Identifier) else node.args.get("this")
    return scope.names.column(identifier) if isinstance(identifier, exp.Identifier) else str(node.name)


def _filtered_star(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> bool:
    """DuckDB's ``* LIKE '%id'`` and its like; False for any other projection."""
    negated = node.__class__ is exp.Not
    like = node.this if negated else node
    if not isinstance(like, exp.Binary) or not isinstance(like.this, exp.Star):
        return False
    found: list[Column] = []
    _star(like.this, scope, found, stars)
    text = like.expression.name
    if isinstance(like, (exp.Like, exp.ILike)):
        pattern = _like_pattern(text)
        columns += [c for c in found if bool(pattern.fullmatch(c.name)) != negated]
    else:
        scope.reader.problem(
            "unresolved", f"which columns {node.sql()} takes is not known: all are listed", node
        )
        columns += found
    return True


def _like_pattern(like: str) -> re.Pattern[str]:
    return re.compile(re.escape(like).replace("%", ".*").replace("_", "."), re.IGNORECASE)


def _applied(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> None:
    """ClickHouse's ``* APPLY(sum)`` and ``COLUMNS('^a') APPLY(sum)``: one column each, named ``sum(a)``."""
    functions = []
    while isinstance(node, exp.Apply):
        if node.expression is None:
            scope.reader.problem("parse", "APPLY has no function", node)
            return
        functions.append(node.expression.name)
        node = node.this.unnest()
    found: list[Column] = []
    if isinstance(node, exp.Columns):
        found = macro_columns(node, scope)
    elif isinstance(node, exp.Star) or isinstance(node.this, exp.Star):
        _star(node, scope, found, stars)
    else:
        found = [value(node, scope, node.name)]
    for column in found:
        name, rank = column.name, TRANSFORMATION
        for function in reversed(functions):
            name = f"{function}({name})"
            rank = AGGREGATION if is_aggregate_name(function.lower(), scope.names.name) else rank
        made = Column(name, node=node)
        made.add(column, rank)
        columns.append(made)


def _columns_macro(node: Any) -> Any:
    """DuckDB's COLUMNS(...) inside a projection, if it has one."""
    if node.__class__ is exp.Columns:
        return node
    if (node.this if node.__class__ is exp.Alias else node).__class__ is exp.Column:
        return None  # most projections are a column
    if isinstance(node, (exp.Binary, exp.Func, exp.Alias, exp.Cast)) and not isinstance(node, exp.Query):
        return node.find(exp.Columns)
    return None


def macro_columns(macro: Any, scope: Scope) -> list[Column]:
    """The columns that ``COLUMNS('pattern')``, ``COLUMNS(* EXCLUDE x)``, ``COLUMNS([a, b])`` stands for."""
    inner = macro.args.get("this")
    columns: list[Column] = []
    stars: list[OpenStar] = []
    if isinstance(inner, (exp.Star, exp.Column)):
        _star(inner, scope, columns, stars)
    else:
        _star(exp.Star(), scope, columns, stars)
        columns = _chosen(inner, columns, scope)
    if stars:
        scope.reader.problem("unresolved", "COLUMNS(...) over a table whose columns are not known", macro)
    return columns


def _chosen(inner: Any, columns: list[Column], scope: Scope) -> list[Column]:
    fold = scope.names.fold
    if isinstance(inner, exp.Literal):
        try:
            pattern = re.compile(inner.name)
        except re.error:
            scope.reader.problem("unresolved", f"the pattern {inner.name!r} of COLUMNS() is not understood")
            return columns
        return [c for c in columns if pattern.search(c.name)]
    if isinstance(inner, exp.Array):
        wanted = {fold(e.name) for e in inner.expressions}
        return [c for c in columns if fold(c.name) in wanted]
    # A lambda over the names: which ones it takes cannot be told without running it.
    scope.reader.problem("unresolved", "which columns COLUMNS(...) takes is not known: all are listed", inner)
    return columns


def _expand_macro(node: Any, macro: Any, scope: Scope, columns: list[Column]) -> None:
    for column in macro_columns(macro, scope):
        if node is macro:
            columns.append(column)
            continue
        name = column.name
        if isinstance(node, exp.Alias) and "\\" not in node.alias:
            name = scope.names.column(node.args["alias"])
        aggregated = node.find(exp.AggFunc) is not None
        made = Column(name, node=node)
        made.add(column, AGGREGATION if aggregated else IDENTITY if _is_bare(node, macro) else TRANSFORMATION)
        columns.append(made)


def _is_bare(node: Any, macro: Any) -> bool:
    return isinstance(node, exp.Alias) and node.this is macro
