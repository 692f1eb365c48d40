"""Calls of functions whose arguments play different parts: values, conditions, keys.

In: a walk at a call. Out: what to visit next, as a value or as a condition. A module of its own because
these rules go by a function's name and the place of an argument, and grow with the dialects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.aggregates import is_aggregate_name, is_sketch
from lineage_provider.sql.functions import (
    MASKING_NAMES,
    MASKING_SCHEMAS,
    conditions,
    is_aggregate,
    words,
)
from lineage_provider.sql.methods import FILE_METHODS, XML_METHODS, with_columns
from lineage_provider.sql.modes import Mode, narrowed
from lineage_provider.sql.relations import (
    AGGREGATION,
    MASKED,
    TRANSFORMATION,
    Column,
    Element,
    Formula,
    OpenFields,
    Relation,
    add_steers,
    compose,
)
from lineage_provider.sql.row_values import object_row, open_row
from lineage_provider.sql.shapes import fields_of
from lineage_provider.sql.table_arguments import argument, looked_up, read_argument

if TYPE_CHECKING:
    from lineage_provider.sql.expressions import Walk
    from lineage_provider.sql.scope import Scope


NEW_ROW = "__values__"
"""The source that MySQL's ``VALUES(col)`` names in ON DUPLICATE KEY UPDATE."""
_NEW_VALUES = frozenset({"values", "value"})
# What rows are grouped by; names of columns that a function is given: no values of columns.
_NO_VALUES = frozenset({"grouping", "grouping_id", "descriptor"})


_BY_UNIT = frozenset(
    {"timestampdiff", "timestampadd", "datediff", "date_diff", "dateadd", "date_add", "date_bucket"}
)
_UNITS = words("nanosecond microsecond millisecond second minute hour day week month quarter year")


_COLLECTIONS = frozenset(("oracle", "exasol"))
"""Dialects of PL/SQL and its like, where a variable may be a collection."""


def is_unit(node: Any) -> bool:
    """Whether an argument is the bare name of a unit of time."""
    return isinstance(node, exp.Column) and not node.table and node.name.lower() in _UNITS


def anonymous(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """A function that the parser knows by its name only."""
    name = node.name.lower()
    if name in _NO_VALUES:
        return
    new = new_value(node, walk.scope) if name in _NEW_VALUES else None
    if new is not None:
        walk.use(new, mode, rank)
        return
    if name and len(node.expressions) == 1 and walk.scope.names.name in _COLLECTIONS:
        held = walk.scope.reader.tables.variable(node.name)
        if held is not None:
            walk.use(held, mode, rank)  # an element of a collection, ids(i)
            return
    returned = walk.scope.reader.tables.returned(name)
    if returned is not None:
        walk.use(returned, mode, rank)  # PL/SQL: what the body of a local function gives
    if name == "getvariable" and node.expressions and isinstance(node.expressions[0], exp.Literal):
        held = walk.scope.reader.tables.variable(node.expressions[0].name)  # DuckDB
        if held is not None:
            walk.use(held, mode, compose(rank, TRANSFORMATION))
        return
    row = object_row(walk.scope, node)
    if row is not None:
        _whole_row(walk, row, node, mode, compose(rank, TRANSFORMATION))
        return
    formula = walk.scope.ctes.get(name)
    if isinstance(formula, Formula):
        _named_lambda(walk, formula, mode, compose(rank, TRANSFORMATION))
    # Oracle's TABLE(d.emps) is a nested table in a column.
    given = argument(node) if name == "table" and walk.scope.names.name != "oracle" else None
    if given is not None:
        for column in read_argument(given, walk.scope.reader):
            walk.use(column, mode, compose(rank, TRANSFORMATION))
        return
    clickhouse = walk.scope.names.name == "clickhouse"
    if clickhouse and name[:4] in ("dict", "join") and looked_up(walk, node, name, mode, rank):
        return
    if clickhouse and name == "tupleelement" and len(node.expressions) > 1:
        struct, key = node.expressions[:2]
        if isinstance(key, exp.Literal) and _one_of(walk, struct, key, mode, rank):
            return
    dialect = walk.scope.names.name
    rank = compose(rank, AGGREGATION if is_aggregate_name(name, dialect) else TRANSFORMATION)
    _arguments(walk, node, name, mode, rank | MASKED if name in MASKING_NAMES else rank)


def new_value(node: Any, scope: Scope | None) -> Column | None:
    """``VALUES(col)`` (MySQL), ``VALUE(col)`` (MariaDB): what would have been inserted; else None.

    A subquery of the update may name it too.
    """
    if (
        not isinstance(node, exp.Anonymous)
        or node.name.lower() not in _NEW_VALUES
        or len(node.expressions) != 1
        or node.expressions[0] is None
    ):
        return None
    inner = node.expressions[0]
    while scope is not None:
        row = scope.sources.get(NEW_ROW)
        if row is not None:
            name, folded = scope.names.column_and_fold(inner.this if isinstance(inner, exp.Column) else inner)
            return row.get(folded, name)
        scope = scope.parent
    return None


def field(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """``struct['a']`` and ``struct_extract(struct, 'a')``: the field, where the struct's fields are known."""
    keys = [node.expression] if isinstance(node, exp.StructExtract) else node.expressions
    key = keys[0] if len(keys) == 1 else None
    if not isinstance(key, exp.Literal) or not key.is_string or not _one_of(walk, node.this, key, mode, rank):
        walk.children(node, mode, compose(rank, TRANSFORMATION))


def _one_of(walk: Walk, struct: Any, key: exp.Literal, mode: Mode, rank: int) -> bool:
    """Use the field of a struct, or element of a tuple, that a literal names; False where it is not known."""
    named = walk.scope.column(struct) if struct.__class__ is exp.Column else None
    fields = named[0].fields if named is not None else None
    if named is None or fields is None or isinstance(fields, OpenFields):
        return False
    found = fields.get(walk.scope.names.fold(key.name))
    if found is None:
        return False
    walk.use(found, mode, compose(rank, TRANSFORMATION))
    walk.use(Column("", None, named[0].indirect), mode, rank)  # what decides about the whole decides here
    return True


def _whole_row(walk: Walk, row: Relation, node: Any, mode: Mode, rank: int) -> None:
    columns = [row.source] if isinstance(row, Element) else row.all()
    if columns is None:
        message = f"the whole row of {node.find(exp.Identifier).name}: its columns are not known"
        walk.scope.reader.problem("unresolved", message, node)
    for column in columns or ():
        walk.use(column, mode, rank)


def _named_lambda(walk: Walk, formula: Formula, mode: Mode, rank: int) -> None:
    """ClickHouse's ``WITH x -> x + k AS f``: calls of f show k. The parser takes the arrow for a path."""
    arrow = formula.node.find(exp.JSONExtract, exp.Lambda)
    if arrow is None:
        return
    left = arrow.args["expressions"] if isinstance(arrow, exp.Lambda) else [arrow.this]
    names = [each.name for node in left for each in node.find_all(exp.Identifier)]
    fold = walk.scope.names.fold
    walk.within({fold(name): Column(name) for name in names}, formula.node, mode, rank)


def aggregate(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """An aggregate that the parser knows by its name only; ClickHouse's combinators end in ``If``."""
    name = node.name.lower()
    rank = compose(rank, AGGREGATION)
    _arguments(walk, node, name, mode, rank | MASKED if name in MASKING_NAMES else rank)


def _arguments(walk: Walk, node: Any, name: str, mode: Mode, rank: int) -> None:
    # quantileIf(0.5)(a, f): what is aggregated stands in the second parentheses.
    arguments = node.args.get("params") or node.args.get("expressions") or []
    if not isinstance(arguments, list):  # parts in the wrong places: a call that only has the class's name
        arguments = list(node.iter_expressions())
    conditional = conditions(name, len(arguments))
    if name in _BY_UNIT and arguments and is_unit(arguments[0]):
        arguments = arguments[1:]
    steer = narrowed(mode, "CONDITIONAL")
    for place, each in enumerate(arguments):
        walk.push(each, steer if place in conditional else mode, rank)


def decode(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    steer, rank = narrowed(mode, "CONDITIONAL"), compose(rank, TRANSFORMATION)
    operands = node.args.get("expressions") or []
    last = len(operands) - 1
    for place, operand in enumerate(operands):
        # DECODE(value, search, result, search, result, ..., default)
        result = place > 0 and (place % 2 == 0 or place == last)
        walk.push(operand, mode if result else steer, rank)


def compared(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    """NULLIF(a, b), MAX_BY(a, b): the first argument flows, the others decide which."""
    rank = compose(rank, AGGREGATION if is_aggregate(node.__class__) else TRANSFORMATION)
    walk.push(node.args.get("this"), mode, rank)
    steer = narrowed(mode, "CONDITIONAL")
    for key, child in node.args.items():
        if key != "this" and child:
            walk.push(child, steer, rank)


def dot(walk: Walk, node: Any, mode: Mode, rank: int) -> None:
    whole, rank = rank, compose(rank, TRANSFORMATION)
    left, right = node.args.get("this"), node.args.get("expression")
    if isinstance(right, exp.Func):
        # ``x.n.value('@a', 'int')``: a method of a column; ``dbo.f(a)``: a function of a schema.
        if isinstance(left, exp.Identifier) and left.name.lower() in MASKING_SCHEMAS:
            rank |= MASKED
        if isinstance(left, exp.Identifier) and is_sketch(left.name.lower(), right.name.lower()):
            rank = compose(rank, AGGREGATION)
        if right.name.lower() in FILE_METHODS and _is_source(left, walk.scope):
            return
        left = _path(with_columns(left), right.name.lower(), walk.scope)
        walk.push(right, mode, rank)
    elif isinstance(left, exp.Column) and isinstance(right, exp.Identifier):
        row = open_row(walk.scope, left)
        if row is not None:
            _use_field(walk, OpenFields(row, walk.scope.names.fold), right, mode, rank)
            return
        found = walk.scope.column(left)
        if found is not None:
            walk.use(walk.scope.field_of(found[0], [right])[0], mode, rank)
        return
    elif isinstance(right, exp.Identifier) and (
        _use_attribute(walk, left, right, mode, whole)
        or _use_element(walk, left, right, mode, whole)
        or _use_field(walk, fields_of(left, walk.scope), right, mode, rank)
    ):
        return
    walk.push(left, mode, rank)


def _use_attribute(walk: Walk, left: Any, right: exp.Identifier, mode: Mode, rank: int) -> bool:
    """Oracle's ``VALUE(p).salary``: a column of an object table; False for anything else."""
    row = object_row(walk.scope, left)
    if row is None:
        return False
    name, folded = walk.scope.names.column_and_fold(right)
    column = row.get(folded, name)
    if column is not None:
        walk.use(column, mode, rank)
    return column is not None


def _use_element(walk: Walk, left: Any, right: exp.Identifier, mode: Mode, rank: int) -> bool:
    """PL/SQL's ``rows(i).id``, Snowflake's ``:row.id``: a column of a record; False for anything else."""
    named = isinstance(left, (exp.Anonymous, exp.Placeholder))
    record = walk.scope.reader.tables.record(left.name) if named else None
    if record is None:
        return False
    add_steers(walk.scope.rows, record.rows)
    name, folded = walk.scope.names.column_and_fold(right)
    column = record.get(folded, name)
    if column is not None:
        walk.use(column, mode, rank)
    return True


def _use_field(
    walk: Walk, fields: dict[str, Column] | None, name: exp.Identifier, mode: Mode, rank: int
) -> bool:
    """Walk one field only; False where the fields are not known."""
    field = fields.get(walk.scope.names.fold(name.name)) if fields is not None else None
    if field is None:
        return False
    walk.use(field, mode, rank)
    return True


def _is_source(node: Any, scope: Scope) -> bool:
    return isinstance(node, exp.Identifier) and scope.names.fold_alias(node) in scope.sources


def _without_elements(node: Any) -> Any:
    """``a.b`` of ``a.b[0].c``: which element and field of a document it is says nothing about columns."""
    inner, path = node, node
    while isinstance(inner, (exp.Dot, exp.Bracket)):
        if isinstance(inner, exp.Bracket):
            if any(isinstance(each, exp.Column) for each in inner.expressions):
                return node
            path = inner.this
        inner = inner.this
    return path if isinstance(inner, exp.Identifier) else node


def _path(node: Any, method: str, scope: Scope) -> Any:
    """``a.b`` in front of a call as the Column that it names; None for a schema."""
    node = _without_elements(node)
    parts = list(node.flatten()) if isinstance(node, exp.Dot) else [node]
    names = [part for part in parts if isinstance(part, exp.Identifier)]
    if not names or len(names) < len(parts):
        return node
    sources = scope.source_of([*names, names[-1]])[0]
    column = scope.names.fold(scope.names.column(names[0]))
    sure = len(names) == 1 and (method in XML_METHODS or scope.candidates(column)[0] is not None)
    if sources is None and not sure:
        return None
    return exp.column(*(name.copy() for name in reversed(names[:4])))
