"""PIVOT and UNPIVOT: rows into columns and back.

In: a Pivot node, the relation it acts on. Out: the relation it makes. A module of its own because the
columns it makes are named by rules of their own (sqlglot works them out while parsing).

Value columns come from the aggregated column; the FOR column steers them (it decides which value goes
where); every other column passes through, as the key of the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlglot import exp

from lineage_provider.sql.column_macros import macro_columns
from lineage_provider.sql.expressions import Walk, value
from lineage_provider.sql.placeholders import PREFIX
from lineage_provider.sql.relations import Column, Derived, OpenStar, Relation, steer_rows
from lineage_provider.sql.scope import Scope


def pivoted(node: exp.Pivot, relation: Relation, outer: Scope) -> Derived:
    """Apply one PIVOT or UNPIVOT clause to a relation."""
    scope = Scope(outer.reader, None, outer.ctes)
    scope.add("", relation)
    result = _unpivot(node, relation, scope) if node.args.get("unpivot") else _pivot(node, relation, scope)
    result.rows.update(relation.rows)
    result.rows.update(scope.rows)
    result.index(scope.names.fold)
    return result


def _pivot(node: exp.Pivot, relation: Relation, scope: Scope) -> Derived:
    aggregates = [
        value(each, scope, "") for each in node.args.get("using") or node.args.get("expressions") or ()
    ]
    if node.args.get("using"):
        return _duckdb_pivot(node, aggregates, relation, scope)
    fors = Column("")
    for field in node.args.get("fields") or ():
        Walk(scope, fors).run(field.args.get("this"), None)
    used = _folded_names(scope, [*aggregates, fors])
    group = node.args.get("group")
    kept, open_stars = _keys(group, scope) if group is not None else _others(relation, used, scope)
    made = []
    names = [scope.names.column(c) for c in node.args.get("columns") or () if isinstance(c, exp.Identifier)]
    if scope.names.name == "bigquery":
        names = _bigquery_names(node, names)
    if scope.names.name == "oracle":
        names = _named_by_text(node, scope) or names
    if any(PREFIX in name.lower() for name in names):
        names = []  # a parameter's value is a part of the name
    for place, name in enumerate(names):
        made.append(_steered(name, aggregates[place % len(aggregates) : place % len(aggregates) + 1], fors))
    if not names:
        scope.reader.problem("unresolved", "the columns that PIVOT makes depend on the data", node)
    result = Derived(kept + made, open_stars)
    for column in kept:
        steer_rows(result.rows, column, "GROUP_BY")
    return result


def _bigquery_names(node: exp.Pivot, parsed: list[str]) -> list[str]:
    """The names of a PIVOT's columns where values are no strings: ``FOR y IN (2023)`` gives ``_2023``.

    BigQuery "PIVOT operator", rules for pivot columns. ``parsed``: what the parser takes them for.
    """
    fields: list[Any] = node.args.get("fields") or []
    aggregates = node.expressions
    values = fields[0].expressions if len(fields) == 1 else ()
    if len(values) * len(aggregates) != len(parsed):
        return parsed
    found = []
    for place, name in enumerate(parsed):
        text = _value_name(values[place // len(aggregates)])
        alias = aggregates[place % len(aggregates)].alias
        if text is None:
            found.append(name)
        elif alias:
            found.append(f"{alias}_{text}")
        else:
            found.append(f"_{text}" if text[0].isdigit() else text)
    return found


def _value_name(value: Any) -> str | None:
    """A value of BigQuery's PIVOT as a part of a name; None where it is a string, or has an alias."""
    if isinstance(value, exp.Neg):
        inner = _value_name(value.this)
        return None if inner is None else f"minus_{inner}"
    if isinstance(value, exp.Boolean):
        return str(value).upper()
    if isinstance(value, exp.Cast) and value.to.this == exp.DataType.Type.DATE:
        return str(value.this.name).replace("-", "_") or None
    if isinstance(value, exp.Literal) and not value.is_string:
        return str(value.name).replace(".", "_point_")
    return None


def _named_by_text(node: exp.Pivot, scope: Scope) -> list[str]:
    """Oracle calls the column of a value without an alias as the value is written: ``'MANAGER'``, ``10_'A'``.

    Empty where a value is no literal.
    """
    chosen: list[str] = []
    for field in node.args.get("fields") or ():
        for each in field.args.get("expressions") or ():
            literals = each.expressions if isinstance(each, exp.Tuple) else [each]
            if isinstance(each, exp.PivotAlias) and isinstance(each.args.get("alias"), exp.Identifier):
                chosen.append(scope.names.column(each.args["alias"]))
            elif all(isinstance(literal, exp.Literal) for literal in literals):
                chosen.append("_".join(literal.sql(dialect=scope.names.dialect) for literal in literals))
            else:
                return []
    endings = [
        "_" + scope.names.column(each.args["alias"]) if isinstance(each, exp.Alias) else ""
        for each in node.args.get("expressions") or ()
    ]
    return [name + ending for name in chosen for ending in endings]


def _duckdb_pivot(node: exp.Pivot, aggregates: Sequence[Column], relation: Relation, scope: Scope) -> Derived:
    """``PIVOT t ON c IN (...) USING agg GROUP BY k``: only the keys stay beside the values."""
    fors = Column("")
    chosen: list[list[str]] = []
    for on in node.args.get("expressions") or ():
        target = on.args.get("this") if isinstance(on, exp.In) else on
        Walk(scope, fors).run(target, None)
        if isinstance(on, exp.In):
            chosen.append([str(each.alias or each.name) for each in on.args.get("expressions") or ()])
    group = node.args.get("group")
    used = _folded_names(scope, [*aggregates, fors])
    kept, open_stars = _keys(group, scope) if group is not None else _others(relation, used, scope)
    names = ["_".join(parts) for parts in product(*chosen)]
    if len(chosen) < len(node.args.get("expressions") or ()) or names == [""]:
        names = []
        scope.reader.problem("unresolved", "the columns that PIVOT makes depend on the data", node)
    made = [
        _steered(name + _suffix(using, len(aggregates)), [aggregate], fors)
        for name in names
        for using, aggregate in zip(node.args["using"], aggregates, strict=True)
    ]
    result = Derived(kept + made, open_stars)
    for column in kept:
        steer_rows(result.rows, column, "GROUP_BY")
    return result


def _suffix(aggregate: Any, count: int) -> str:
    """What DuckDB puts behind a value's name: nothing for one aggregate without an alias."""
    named = isinstance(aggregate, exp.Alias)
    if count == 1 and not named:
        return ""
    return f"_{aggregate.alias}" if named else f"_{aggregate.sql('duckdb').lower()}"


def _steered(name: str, sources: Iterable[Column], fors: Column) -> Column:
    made = Column(name)
    for source in sources:
        made.add(source)
        made.node = source.node
    made.steer(fors, "CONDITIONAL")
    return made


def _folded_names(scope: Scope, columns: Iterable[Column]) -> frozenset[str]:
    """Names of the relation's own columns that the given ones are made of."""
    return frozenset(
        scope.names.fold(scope.names.column(identifier))
        for column in columns
        if column.node is not None
        for identifier in column.node.find_all(exp.Identifier)
    ) | frozenset(
        scope.names.fold(name) for column in columns if column.node is None for _, name in column.direct
    )


def _keys(group: Any, scope: Scope) -> tuple[list[Column], tuple[OpenStar, ...]]:
    """DuckDB's GROUP BY of a PIVOT: only its keys stay beside the values."""
    return [value(each, scope, each.alias_or_name) for each in group.args.get("expressions") or ()], ()


def _others(
    relation: Relation, used: frozenset[str], scope: Scope
) -> tuple[list[Column], tuple[OpenStar, ...]]:
    known = relation.all()
    if known is not None:
        return [c for c in known if scope.names.fold(c.name) not in used], ()
    partial = relation.columns if isinstance(relation, Derived) else []
    stars = tuple(OpenStar(base, used) for base in relation.unknown())
    return [c for c in partial if scope.names.fold(c.name) not in used], stars


def _unpivot(node: exp.Pivot, relation: Relation, scope: Scope) -> Derived:
    values, names, groups = _unpivot_parts(node, scope)
    used: set[str] = set()
    made = [Column(name) for name in values]
    for group in groups:
        for place, member in enumerate(group):
            if isinstance(member, (exp.Columns, exp.Star)):
                macro = exp.Columns(this=member.copy()) if isinstance(member, exp.Star) else member
                for each in macro_columns(macro, scope):
                    used.add(scope.names.fold(each.name))
                    made[-1].add(each)
                continue
            column = value(member, scope, "")
            used |= {scope.names.fold(scope.names.column(i)) for i in member.find_all(exp.Identifier)}
            if made:
                made[min(place, len(made) - 1)].add(column)
    kept, open_stars = _others(relation, frozenset(used), scope)
    return Derived([*kept, *(Column(name) for name in names), *made], open_stars)


def _unpivot_parts(node: exp.Pivot, scope: Scope) -> tuple[list[str], list[str], list[list[Any]]]:
    """Names of the value columns, of the name columns, and the columns that are folded together."""
    into = node.args.get("into")
    if into is not None:
        groups = [list(_members(each)) for each in node.args.get("expressions") or ()]
        name = into.args.get("this")
        made = [e for e in (*(into.args.get("expressions") or ()), name) if not isinstance(e, exp.Expr)]
        if made:
            scope.reader.problem("unsupported", "UNPIVOT ... INTO without names", node)
            return [], [], groups
        return (
            [_cased(e, scope) for e in into.args.get("expressions") or ()],
            [_cased(name, scope)],
            groups,
        )
    folded = node.args.get("expressions") or ()
    if folded and not node.args.get("fields"):
        # DuckDB: UNPIVOT t ON a, b
        return ["value"], ["name"], [list(_members(each)) for each in folded]
    values = [
        _cased(member, scope) for each in node.args.get("expressions") or () for member in _members(each)
    ]
    names: list[str] = []
    groups = []
    for field in node.args.get("fields") or ():
        names.append(_cased(field.args.get("this"), scope))
        groups += [list(_members(each)) for each in field.args.get("expressions") or ()]
    return values, names, groups


def _cased(node: Any, scope: Scope) -> str:
    identifier = node if isinstance(node, exp.Identifier) else node.args.get("this")
    return scope.names.column(identifier) if isinstance(identifier, exp.Identifier) else str(node.name)


def _members(node: Any) -> Iterable[Any]:
    while isinstance(node, (exp.PivotAlias, exp.Alias, exp.Paren)):
        node = node.this
    return node.expressions if isinstance(node, exp.Tuple) else (node,)
