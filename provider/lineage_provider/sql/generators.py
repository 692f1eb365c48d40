"""Functions that make several columns at once: STACK and Hive's TRANSFORM.

In: the call and the names of its columns. Out: one :class:`Column` each. A module of its own because which
argument makes which column is a rule of each function.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.expressions import Walk, value
from lineage_provider.sql.relations import TRANSFORMATION, Column, Entries
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.shapes import fields_of


def stacked(node: Any, names: Sequence[str], scope: Scope) -> list[Column]:
    """``STACK(2, 'a', x, 'b', y) AS (k, v)``: two rows, so that v is x or y and k a constant."""
    values = node.args.get("expressions") or []
    rows = node.args["this"]
    count = int(rows.name) if isinstance(rows, exp.Literal) and rows.name.isdigit() else 0
    width = -(-len(values) // count) if count else 0
    columns = []
    for place in range(max(width, len(names))):
        name = names[place] if place < len(names) else f"col{place}"
        made = Column(name, node=node)
        for each in values[place::width] if width else values:
            Walk(scope, made).run(each, None, TRANSFORMATION)
        columns.append(made)
    return columns


def transformed(node: Any, scope: Scope) -> list[Column]:
    """``TRANSFORM (a, b) USING 'script' AS (x, y)``: a script may make each column of all arguments."""
    schema = node.args.get("schema")
    names = [
        scope.names.column(each.this if isinstance(each, exp.ColumnDef) else each)
        for each in (schema.args.get("expressions") or () if isinstance(schema, exp.Expr) else ())
    ]
    made = Column("", node=node)
    for each in node.args.get("expressions") or ():
        made.add(value(each, scope, ""), TRANSFORMATION)
    return [made.renamed(name) for name in names or ("key", "value")]


SPARKS = frozenset(("spark", "spark2", "databricks", "hive"))
_SPARK_NAMES: dict[str, tuple[str, ...]] = {
    "explode": ("col",),
    "explode_outer": ("col",),
    "explodeouter": ("col",),
    "posexplode": ("pos", "col"),
    "posexplode_outer": ("pos", "col"),
    "posexplodeouter": ("pos", "col"),
    "variant_explode": ("pos", "key", "value"),
    "variant_explode_outer": ("pos", "key", "value"),
}
"""What Spark calls the columns of a generator without an alias; the first of several is a position."""


def generated(node: Any, scope: Scope) -> list[Column] | None:
    """The columns of a function in the select list that makes several; None for other expressions.

    Spark's EXPLODE, INLINE, JSON_TUPLE and STACK without an alias, DuckDB's UNNEST of a struct.
    """
    name = str(node.name if isinstance(node, exp.Anonymous) else node.key).lower().lstrip("_")
    if scope.names.name == "duckdb":
        return _unnested(node, scope) if isinstance(node, exp.Explode) else None
    if scope.names.name not in SPARKS:
        return None
    if isinstance(node, exp.Stack):
        return stacked(node, (), scope)
    if name in ("inline", "inline_outer", "inlineouter"):
        given = next(iter(node.expressions), None) if isinstance(node, exp.Anonymous) else node.this
        return _spread(node, given, scope)
    if name in ("json_tuple", "jsontuple"):
        made = value(node, scope, name)
        return [made.renamed(f"c{place}") for place in range(len(node.args.get("expressions") or ()) - 1)]
    names = _SPARK_NAMES.get(name)
    if names is None:
        return None
    made = value(node, scope, name)
    given = node.args.get("this")
    sure = _of_map(given, scope) if "key" not in names else False
    if sure:
        names = (*names[:-1], "key", "value")
    columns = [
        Column(each) if names[0] == "pos" and not place else made.renamed(each)
        for place, each in enumerate(names)
    ]
    if sure is None:
        message = (
            f"{name}() gives col for an array, key and value for a map: {given.sql()} is taken for an array"
        )
        scope.reader.problem("inferred", message, given)
        columns[-1].unnamed = True
    return columns


_MAPS = (exp.Map, exp.VarMap, exp.StrToMap, exp.MapFromEntries)
_MAP_NAMES = frozenset(("map_concat", "map_filter", "map_zip_with", "transform_keys", "transform_values"))
_PATHS = (exp.Column, exp.Dot, exp.Bracket)


def _of_map(node: Any, scope: Scope) -> bool | None:
    """Whether an expression is a map, and no array; None where only the catalog could tell."""
    if not isinstance(node, _PATHS):
        return _makes_map(node)
    made = value(node, scope, "")
    inside = scope.column(node) if isinstance(node, exp.Column) else None
    if inside is not None:
        made = inside[0]
    # A field whose type is not known stands for the whole column, which may be a map by itself.
    whole = isinstance(node, exp.Column) and inside is not None and inside[1]
    whole = whole and made.name != scope.names.column(node.this)
    if isinstance(made.fields, Entries) and not whole:
        return True
    if made.node is not None and not isinstance(made.node, _PATHS):
        return _makes_map(made.node)
    return False if all(scope.reader.tables.typed(table) for table, _ in made.direct) else None


def _makes_map(node: Any) -> bool:
    """Whether a call makes a map."""
    if isinstance(node, exp.Cast):
        return bool(node.to.this == exp.DataType.Type.MAP)
    if isinstance(node, exp.FromJson):
        return str(node.expression.name).lower().startswith("map")
    return isinstance(node, _MAPS) or (isinstance(node, exp.Anonymous) and node.name.lower() in _MAP_NAMES)


def _unnested(node: exp.Explode, scope: Scope) -> list[Column] | None:
    """DuckDB: a struct becomes its fields, an array one column; ``recursive := true`` goes through both."""
    options = {
        each.name.lower() for each in node.args.get("expressions") or () if isinstance(each, exp.PropertyEQ)
    }
    if options & {"recursive", "max_depth"}:
        return _spread(node, node.this, scope)
    return _spread(node, node.this, scope) if fields_of(node.this, scope) and _is_struct(node.this) else None


def _is_struct(node: Any) -> bool:
    return isinstance(node, (exp.Column, exp.Struct, exp.Dot))


def _spread(node: Any, inner: Any, scope: Scope) -> list[Column] | None:
    fields = fields_of(inner, scope)
    if not isinstance(fields, dict):
        scope.reader.problem("unresolved", "which columns a struct becomes is not known", node)
        return None
    return [field.renamed(field.name or name) for name, field in fields.items()]
