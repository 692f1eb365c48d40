"""Tables that stand as arguments of functions: ``cluster('c', db.t)``, ``f(TABLE t)``.

In: a call. Out: the relation that the function reads, and what of it the function's rows hold. A module of
its own because a table's name looks like a column's there, and only the function tells which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.declared_files import DeclaredFile, declared_names
from lineage_provider.sql.files import file_names, is_file_function
from lineage_provider.sql.known_functions import makes_rows
from lineage_provider.sql.model import TableName
from lineage_provider.sql.modes import Mode, narrowed
from lineage_provider.sql.nodes import node as node_class
from lineage_provider.sql.relations import (
    TRANSFORMATION,
    BaseTable,
    Column,
    Derived,
    Element,
    Relation,
    compose,
)

if TYPE_CHECKING:
    from lineage_provider.sql.expressions import Walk
    from lineage_provider.sql.queries import QueryReader
    from lineage_provider.sql.scope import Scope

# Functions whose rows are those of the table they are given, with columns of their own beside.
_PASSING = frozenset(
    [
        "appends",
        "changes",
        "gap_fill",
        "predict",
        "aiforecast",
        "featuresattime",
        "mlforecast",
        "generatetext",
        "generatetable",
        "mltranslate",
        "generateembedding",
    ]
)
_MODEL_FIRST = tuple(
    node_class(name)
    for name in ("Predict", "MLForecast", "MLTranslate", "GenerateText", "GenerateTable", "GenerateEmbedding")
)
"""BigQuery's calls that name a model first: it holds no rows."""


def table_of(column: exp.Column) -> exp.Table:
    """The table that a name stands for where it was parsed as a column.

    >>> table_of(exp.column("t", "s")).sql()
    's.t'
    """
    parts = [column.args.get("db"), column.args.get("table"), column.args.get("this")]
    names = [part.copy() for part in parts if isinstance(part, exp.Identifier)]
    return exp.Table(**dict(zip(("this", "db", "catalog"), reversed(names), strict=False)))


def argument(node: Any) -> Any:
    """The table or query given as ``TABLE t``, ``TABLE(t)``, ``(SELECT ...)`` or by a name; else None."""
    while isinstance(node, (exp.Kwarg, exp.PropertyEQ)):
        node = node.args.get("expression")
    if isinstance(node, exp.Anonymous) and node.name.upper() == "TABLE" and len(node.expressions) == 1:
        inner = node.expressions[0]
        return table_of(inner) if isinstance(inner, exp.Column) else None
    return node if isinstance(node, (exp.Table, exp.Query, exp.Subquery)) else None


def passed(function: Any, name: str, scope: Scope) -> Relation | None:
    """The rows of a table that a function hands on; None for other functions."""
    special = _SPECIAL.get(name)
    if special is not None:
        return special(function, scope)
    if name not in _PASSING:
        return None
    found: Relation | None = None
    for key, value in function.args.items():
        if key == "this" and isinstance(function, _MODEL_FIRST):
            continue
        for each in value if isinstance(value, list) else (value,):
            given = argument(each)
            if given is not None:
                relation = scope.reader.query(given, scope)
                found = found or relation
    return _with_more(found, name, scope) if found is not None else None


def _with_more(relation: Relation, name: str, scope: Scope) -> Relation:
    """The relation with columns that the function makes of all of it."""
    columns = relation.all()
    if columns is None:
        return relation
    made = Column(name)
    for column in columns:
        made.add(column, TRANSFORMATION)
    result = Element(made, {scope.names.fold(c.name): c for c in columns}, anything=True)
    result.rows = relation.rows
    return result


def _clustered(function: Any, scope: Scope) -> Relation | None:
    """ClickHouse: ``cluster('c', db.t)`` and ``cluster('c', 'db', 't')``."""
    given = function.args.get("expressions") or []
    if len(given) < 2:
        return None
    if isinstance(given[1], exp.Column) and given[1].args.get("table") is not None:
        return scope.reader.read(table_of(given[1]))
    parts = [each.name for each in given[1:3] if isinstance(each, (exp.Literal, exp.Column))]
    return scope.reader.base(scope.names.qualified(parts))


def _by_pattern(function: Any, scope: Scope) -> Relation | None:
    """ClickHouse: ``merge('db', '^events_')``."""
    if scope.names.name == "clickhouse":
        message = "which tables merge() reads depends on the names that there are"
        scope.reader.problem("unresolved", message, function)
    return None


_TRINO = frozenset(("trino", "presto", "athena"))


def _changes_in_trino(function: Any, given: Sequence[Any], scope: Scope) -> Relation | None:
    """Trino: ``c.system.table_changes('s', 't', ...)`` and ``(schema_name => 's', table_name => 't')``."""
    named = {
        each.this.name.lower(): each.expression
        for each in given
        if isinstance(each, (exp.Kwarg, exp.PropertyEQ)) and isinstance(each.this, exp.Expr)
    }
    parts = [named.get("schema_name"), named.get("table_name")] if named else list(given[:2])
    if len(parts) < 2 or not all(isinstance(each, exp.Literal) and each.is_string for each in parts):
        scope.reader.problem("unresolved", "the table that table_changes() reads is not a literal", function)
        return None
    catalog = schema_of(function.parent, function.parent_select)[:1] if function.parent is not None else []
    return scope.reader.base(scope.names.qualified([*catalog, *(each.name for each in parts if each)]))


def _without_columns(function: Any, scope: Scope) -> Relation | None:
    """Trino: ``exclude_columns(input => TABLE(t), columns => DESCRIPTOR(a))``: all columns but those."""
    found: Relation | None = None
    without: set[str] = set()
    for each in function.args.get("expressions") or ():
        given = argument(each)
        if given is not None:
            found = scope.reader.query(given, scope)
            continue
        for call in each.find_all(exp.Anonymous):
            if call.name.lower() == "descriptor":
                without |= {scope.names.fold(column.name) for column in call.expressions}
    known = found.all() if found is not None else None
    if found is None or known is None:
        return found
    result = Derived([column for column in known if scope.names.fold(column.name) not in without])
    result.rows = found.rows
    return scope.reader.finished(result)


def _named_by_text(function: Any, scope: Scope) -> Relation | None:
    """Databricks: ``table_changes('c.s.t', 2)``."""
    given = function.args.get("expressions") or []
    if scope.names.name in _TRINO:
        return _changes_in_trino(function, given, scope)
    first = given[0] if given else None
    return scope.reader.read_text(first.name) if isinstance(first, exp.Literal) and first.is_string else None


def _named_by_texts(function: Any, scope: Scope) -> Relation | None:
    """DuckDB: ``query_table('t')`` and ``query_table(['t', 'u'])``."""
    texts = [each.name for each in function.find_all(exp.Literal) if each.is_string]
    relations = [scope.reader.read_text(text) for text in texts]
    return Alike(relations, scope) if len(relations) > 1 else relations[0] if relations else None


def _of_text(function: Any, scope: Scope) -> Relation | None:
    """DuckDB: ``query('SELECT ...')``."""
    from lineage_provider.sql.parsing import parse_text

    given = function.args.get("expressions") or []
    if scope.names.name != "duckdb" or not given or not isinstance(given[0], exp.Literal):
        return None
    tree = parse_text(given[0].name, scope.names)
    return scope.reader.query(tree, None, {}) if isinstance(tree, exp.Query) else None


def crosstab(function: Any, names: Sequence[str], scope: Scope) -> Relation | None:
    """PostgreSQL: ``crosstab('SELECT row, ..., category, value ...') AS t (row, ..., a, b)``."""
    from lineage_provider.sql.parsing import parse_text

    given = function.args.get("expressions") or []
    text = given[0].name if given and isinstance(given[0], exp.Literal) else ""
    tree = parse_text(text, scope.names) if text else None
    inner = scope.reader.query(tree, None, {}) if isinstance(tree, exp.Query) else None
    if inner is None or len(inner.columns) < 3 or not names:
        return None
    *rows, category, cell = inner.columns
    columns = []
    for place, name in enumerate(names):
        made = Column(name)
        made.add(rows[place] if place < len(rows) else cell)
        if place >= len(rows):
            made.steer(category, "CONDITIONAL")
        columns.append(made)
    result = Derived(columns)
    result.rows = inner.rows
    return scope.reader.finished(result)


def schema_of(function: Any, node: Any) -> list[str]:
    """What stands before a function's name, outermost first."""
    if not isinstance(function, exp.Dot):
        found = [node.args.get("catalog"), node.args.get("db")]
    else:
        found = list(function.this.flatten()) if isinstance(function.this, exp.Expr) else []
    return [part.name for part in found if isinstance(part, exp.Identifier)]


def report_own(function: Any, name: str, schema: Sequence[str], scope: Scope) -> None:
    """Report a table function that is somebody's own: it may read what the text does not name."""
    if isinstance(function, exp.Anonymous) and not makes_rows(name, schema[-1] if schema else ""):
        shown = ".".join((*schema, function.name))
        message = f"what {shown}() reads beside its arguments is not known"
        scope.reader.problem("unresolved", message, function)


def with_parameters(function: Any, schema: Sequence[str], scope: Scope) -> Relation | None:
    """ClickHouse's ``v(day = '2024-01-01')``: a view with parameters; None for a call."""
    given = function.args.get("expressions") if isinstance(function, exp.Anonymous) else None
    if scope.names.name != "clickhouse" or not given or not all(isinstance(each, exp.EQ) for each in given):
        return None
    if makes_rows(function.name.lower(), ""):
        return None
    return scope.reader.base(scope.names.qualified([*schema, function.name]))


def _found_in(function: Any, scope: Scope) -> Relation | None:
    """T-SQL: ``CONTAINSTABLE(t, (a, b), 'x')`` gives keys and ranks of rows of t, found by a and b."""
    given = function.args.get("expressions") or []
    if not given or not isinstance(given[0], exp.Column):
        return None
    relation = scope.reader.read(table_of(given[0]))
    made = Column("rank")
    for each in given[1].find_all(exp.Identifier) if len(given) > 1 else ():
        column = relation.get(scope.names.fold(each.name), each.name)
        if column is not None:
            made.add(column, TRANSFORMATION)
    return Element(made, {"key": Column("key"), "rank": made}, anything=False)


def _changes_of(function: Any, scope: Scope) -> Relation | None:
    """T-SQL: ``CHANGETABLE(CHANGES t, version)``: keys of changed rows, and what happened to them."""
    given = function.args.get("expressions") or []
    return scope.reader.read(table_of(given[0])) if given and isinstance(given[0], exp.Column) else None


def _searched(function: Any, scope: Scope) -> Relation | None:
    """BigQuery: ``VECTOR_SEARCH(TABLE t, ..., TABLE q)`` gives rows of both as structs."""
    columns, made = {}, Column("vector_search")
    for key, shown in (("this", "base"), ("query_table", "query")):
        given = argument(function.args.get(key))
        if given is None:
            continue
        relation = scope.reader.query(given, scope)
        known = relation.all()
        if known is None:
            message = (
                f"which columns VECTOR_SEARCH() gives of {key.replace('this', 'its table')} is not known"
            )
            scope.reader.problem("unresolved", message, function)
        struct = Column(shown)
        struct.fields = {scope.names.fold(c.name): c for c in known or ()}
        for column in known or ():
            struct.add(column, TRANSFORMATION)
        columns[shown] = struct
    columns["distance"] = Column("distance")
    return Element(made, columns, anything=False)


def _of_query(function: Any, scope: Scope) -> Relation | None:
    """ClickHouse: ``view(SELECT ...)``."""
    given = function.args.get("expressions") or []
    query = given[0] if scope.names.name == "clickhouse" and len(given) == 1 else None
    return scope.reader.query(query, None, scope.ctes) if isinstance(query, exp.Query) else None


_SPECIAL: dict[str, Callable[[Any, Scope], Relation | None]] = {
    "cluster": _clustered,
    "clusterallreplicas": _clustered,
    "merge": _by_pattern,
    "table_changes": _named_by_text,
    "exclude_columns": _without_columns,
    "vectorsearch": _searched,
    "query_table": _named_by_texts,
    "query": _of_text,
    "view": _of_query,
    "containstable": _found_in,
    "freetexttable": _found_in,
    "changetable": _changes_of,
}


def read_argument(node: Any, reader: QueryReader) -> list[Column]:
    """The columns of a table that stands in an expression; unknown ones are reported."""
    relation = reader.read(node)
    known = relation.all()
    if known is None:
        reader.problem("unresolved", f"which columns of {node.sql()} a function gives is not known", node)
    return list(known or ())


def files(function: Any, name: str, scope: Scope) -> Relation | None:
    """What a function that reads files gives; of several files, each column of all of them."""
    if not is_file_function(function, name):
        return None
    if name == "openrowset" and len(function.args.get("expressions") or ()) > 1:
        return None  # T-SQL: OPENROWSET('provider', 'server', 'query'), on another server
    paths = file_names(function)
    if not paths:
        scope.reader.problem("unresolved", f"the file that {name}() reads is not a literal", function)
        return None
    relations = [scope.reader.base(TableName([path], "file")) for path in paths]
    names = [scope.names.column_text(each) for each in declared_names(function, scope.names.name)]
    if names:
        declared = {scope.names.fold(each): each for each in names}
        relations = [DeclaredFile(each.table, declared) for each in relations if isinstance(each, BaseTable)]
    return relations[0] if len(relations) == 1 else Alike(relations, scope)


class Alike(Relation):
    """Files of the same columns, read one after the other."""

    __slots__ = ("fold", "parts")

    def __init__(self, parts: list[Relation], scope: Scope) -> None:
        super().__init__()
        self.parts = parts
        self.fold = scope.names.fold

    def has(self, folded: str) -> bool | None:
        return self.parts[0].has(folded)

    def get(self, folded: str, name: str) -> Column | None:
        made = Column(name)
        for part in self.parts:
            found = part.get(folded, name)
            if found is not None:
                made.add(found)
        return made

    def all(self) -> list[Column] | None:
        known = self.parts[0].all()
        if known is None:
            return None
        return [c for c in (self.get(self.fold(k.name), k.name) for k in known) if c is not None]

    def unknown(self) -> list[Relation]:
        return self.parts if self.all() is None else []


def looked_up(walk: Walk, node: Any, name: str, mode: Mode, rank: int) -> bool:
    """ClickHouse's ``dictGet('d', 'attribute', key)`` and ``joinGet``: a value of d, found by key.

    False for other functions, and where the dictionary is not named by a literal.
    """
    given = node.args.get("expressions") or []
    if len(given) < 2 or not name.startswith(("dictget", "dicthas", "joinget")):
        return False
    relation = None
    if isinstance(given[0], exp.Literal) and given[0].is_string:
        relation = walk.scope.reader.read_text(given[0].name)
    elif isinstance(given[0], exp.Column):
        relation = walk.scope.reader.read(table_of(given[0]))
    attributes = [each.name for each in given[1].find_all(exp.Literal) if each.is_string]
    has = name.startswith("dicthas")
    if relation is None or not (attributes or has):
        return False
    fold = walk.scope.names.fold
    rank, steer = compose(rank, TRANSFORMATION), narrowed(mode, "CONDITIONAL")
    for attribute in () if has else attributes:
        column = relation.get(fold(attribute), attribute)
        if column is not None:
            walk.use(column, mode, rank)
    for place, each in enumerate(given[1 if has else 2 :]):
        default = place > 0 and "ordefault" in name
        walk.push(each, mode if default or has else steer, rank)
    return True
