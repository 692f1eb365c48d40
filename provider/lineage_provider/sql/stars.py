"""Stars of a select list into columns: ``*``, ``t.*``, ``struct.*`` and ``t.* AS (a, b)``.

In: the star and its scope. Out: columns, and stars over tables whose columns are not known. A module of its
own because select lists and COLUMNS(...) both stand for stars.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlglot import exp

from lineage_provider.sql.declared_rows import fields
from lineage_provider.sql.expressions import value
from lineage_provider.sql.relations import (
    TRANSFORMATION,
    Column,
    Derived,
    Element,
    OpenFields,
    OpenStar,
    Relation,
)
from lineage_provider.sql.repeated_names import QUALIFYING, qualify
from lineage_provider.sql.scope import STRUCT_DOTS, Scope
from lineage_provider.sql.star_rules import StarRules

_NO_FOLDS: frozenset[str] = frozenset()


def select_star(scope: Scope) -> Derived:
    """``SELECT *`` over all sources of a scope."""
    columns: list[Column] = []
    stars: list[OpenStar] = []
    add_star(exp.Star(), scope, columns, stars)
    return Derived(columns, tuple(stars))


def add_star(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> None:
    """Add what ``*`` or ``t.*`` stands for to the columns and open stars of a query."""
    star = node if isinstance(node, exp.Star) else node.args["this"]
    rules = StarRules(star, scope)
    if star is not node:
        relation = _qualified_source(node, scope)
        struct = _struct_of(node, scope) if relation is None or isinstance(relation, Element) else None
        if struct is not None and struct.fields is not None:
            _spread(struct.fields, rules, columns, stars)
            return
        if relation is None:
            scope.reader.problem("unresolved", f"{node.sql()}: its columns are not known", node)
            return
        rules.take(relation, columns, stars, _NO_FOLDS, scope.names.fold_alias(node.args["table"]))
    else:
        merged = frozenset(scope.merged)
        for column in scope.merged.values():
            rules.keep(column, columns)
        first = len(columns)
        for alias, relation in scope.sources.items():
            if alias not in scope.hidden:
                begin = len(columns)
                rules.take(relation, columns, stars, merged, alias)
                if scope.names.name in QUALIFYING and begin > first:
                    qualify(columns, first, begin, alias.rstrip("\0"), scope.names.fold)
    rules.finish(columns, node.args.get("table"))


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
    fields: Mapping[str, Column], rules: StarRules, columns: list[Column], stars: list[OpenStar]
) -> None:
    if isinstance(fields, OpenFields):
        rules.take(fields.row, columns, stars, _NO_FOLDS)
        return
    for name, field in fields.items():
        rules.keep(field.renamed(field.name or name), columns)


def spread_value(node: Any, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> None:
    """``(struct).*`` of Trino, DuckDB and PostgreSQL, ``(f(x)).*``: a column for each field."""
    inner = node.this.unnest()
    struct = value(inner, scope, "")
    if struct.fields is not None:
        _spread(struct.fields, StarRules(node.expression, scope), columns, stars)
        return
    made = Column("", node=inner)
    made.add(struct, TRANSFORMATION)
    names = fields(inner, inner.name.lower(), scope) if isinstance(inner, exp.Anonymous) else []
    columns += [made.renamed(name) for name in names]
    if not names:
        stars.append(OpenStar(Element(made, {}, anything=True), _NO_FOLDS, len(columns)))


def is_star(node: Any) -> bool:
    """Whether a node is ``t.*`` or ``(struct).*``."""
    return isinstance(node.expression if isinstance(node, exp.Dot) else node.this, exp.Star)


def renamed_star(node: Any, scope: Scope) -> list[Column]:
    """Trino's ``t.* AS (a, b)`` and ``t.row.* AS (a, b)``."""
    star = node.args["this"].unnest()
    names = [scope.names.column(each) for each in node.expressions]
    found: list[Column] = []
    stars: list[OpenStar] = []
    if isinstance(star, exp.Dot):
        row: Column | None = value(star.this.unnest(), scope, "")
    elif star.args.get("table") is None:
        row = None  # "* AS (a, b)": of all sources
    else:
        source = _qualified_source(star, scope)
        row = _struct_of(star, scope) if source is None or isinstance(source, Element) else None
    if row is not None and row.fields is None:
        whole = Column("")
        whole.add(row, TRANSFORMATION)
        return [whole.renamed(name) for name in names]
    if isinstance(star, exp.Dot):
        spread_value(star, scope, found, stars)
    else:
        add_star(star, scope, found, stars)
    if stars or len(found) != len(names):
        message = f"{node.sql()}: which columns get these names is not known"
        scope.reader.problem("unresolved", message, node)
        return [Column(name) for name in names]
    return [column.renamed(name) for column, name in zip(found, names, strict=True)]
