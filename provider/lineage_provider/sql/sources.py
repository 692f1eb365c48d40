"""FROM items into relations: tables, subqueries, functions, arrays, files, pivots.

In: the AST node of one FROM item and the scope it stands in. Out: an alias and a :class:`Relation`. A
module of its own because these are the leaves of the resolver, one function a kind of node, in a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.aliases import Source, alias_columns, alias_of, under_alias
from lineage_provider.sql.array_paths import array_at, touched
from lineage_provider.sql.declared_files import declared_names
from lineage_provider.sql.declared_rows import RECORDS, declared, fields
from lineage_provider.sql.earlier_results import scanned
from lineage_provider.sql.expressions import Walk, value
from lineage_provider.sql.generators import SPARKS, stacked
from lineage_provider.sql.known_functions import POSITIONS, STATISTICS
from lineage_provider.sql.pipes import is_step, keep
from lineage_provider.sql.pivots import pivoted
from lineage_provider.sql.relations import (
    AGGREGATION,
    TRANSFORMATION,
    Column,
    Derived,
    Element,
    Formula,
    OpenStar,
    Relation,
)
from lineage_provider.sql.remote import elsewhere
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.shapes import fields_of
from lineage_provider.sql.table_arguments import (
    crosstab,
    files,
    passed,
    report_own,
    schema_of,
    with_parameters,
)


def add_source(node: Any, scope: Scope) -> None:
    """Resolve one FROM item, with what is joined inside it, into the scope."""
    while node.__class__ is exp.Paren:
        node = node.this
    args = node.args
    if node.__class__ is exp.Subquery and not isinstance(args["this"], exp.Query) and not node.alias:
        # FROM (a JOIN b ON ...): the inner tables stay visible.
        add_source(args["this"], scope)
    else:
        alias, relation = source(node, scope)
        scope.add(alias, relation)
    for lateral in args.get("laterals") or ():
        add_source(lateral, scope)
    for join in args.get("joins") or ():
        scope.reader.join(join, scope)


def source(node: Any, scope: Scope) -> Source:
    """Return the alias (folded) and the relation of one FROM item."""
    read = _SOURCES.get(node.__class__)
    if read is not None:
        return read(node, scope)
    for kind, read in _SOURCES.items():
        if isinstance(node, kind):
            return read(node, scope)
    scope.reader.problem("unsupported", f"a {type(node).__name__} in FROM is not followed", node)
    return "", scope.reader.finished(Derived([]))


def _table(node: exp.Table, scope: Scope) -> Source:
    args = node.args
    this = args.get("this")
    relation: Relation | None = None
    default_alias = ""
    if this.__class__ is exp.Identifier:
        names = scope.names
        default_alias = names.fold_alias(this)
        db = args.get("db")
        if db is None:
            relation = scope.ctes.get(default_alias)
            if relation.__class__ is Formula:
                relation = None
            elif isinstance(relation, Derived) and relation.ranges and is_step(default_alias):
                keep(relation.ranges, scope)
        else:
            relation = array_at(node, scope)
    elif isinstance(this, exp.Func) or (isinstance(this, exp.Dot) and isinstance(this.expression, exp.Func)):
        return _table_function(node, this, scope)
    elif this is None and args.get("rows_from"):
        return _rows_from(node, scope)
    elif this.__class__ is exp.Dot:
        relation = array_at(node, scope)
    if relation is None:
        relation = scope.reader.read(node)
    for pivot in args.get("pivots") or ():
        relation = pivoted(pivot, relation, scope)
    return under_alias(node, relation, scope, default_alias)


def _rows_from(node: exp.Table, scope: Scope) -> Source:
    """``ROWS FROM (f(1), g(2) AS (b int, c text)) AS r``: the columns of each function, in order."""
    columns: list[Column] = []
    for place, each in enumerate(node.args["rows_from"]):
        rows = source(each, scope)[1]
        found = rows.all()
        if found is None:
            made = rows.source if isinstance(rows, Element) else Column("")
            found = [made.renamed(f"column{place + 1}")]
        columns += found
    if node.args.get("ordinality"):
        columns.append(Column("ordinality"))
    relation = Derived(columns)
    relation.index(scope.names.fold)
    return under_alias(node, relation, scope, "")


def _table_function(node: exp.Table, this: Any, scope: Scope) -> Source:
    name = _function_name(this.expression if isinstance(this, exp.Dot) else this)
    inner = this.expressions[0] if name == "table" and len(this.args.get("expressions") or ()) == 1 else None
    if isinstance(inner, (exp.Func, exp.Dot)):
        return _table_function(node, inner, scope)  # TABLE(f(...))
    return _rows_of(node, this, name, scope)


def _rows_of(node: Any, this: Any, name: str, scope: Scope) -> Source:
    """The rows of a function by what it reads: files, a table, a name, another server, its arguments."""
    schema = schema_of(this, node)
    if name == "crosstab":
        crossed = crosstab(this, alias_columns(node, scope), scope)
        if crossed is not None:
            return alias_of(node, scope) or name, crossed
    function = this.expression if isinstance(this, exp.Dot) else this
    relation = (
        files(function, name, scope)
        or passed(function, name, scope)
        or elsewhere(function, name, schema, scope)
        or with_parameters(function, schema, scope)
    )
    if relation is not None:
        return under_alias(node, relation, scope, name)
    if name in ("identifier", "dynamicidentifier"):
        text = _literal(this)
        if text:
            return under_alias(node, scope.reader.read_text(text), scope, text.split(".")[-1].lower())
        scope.reader.problem("unresolved", "IDENTIFIER() of a variable: the table is not known", node)
    elif name == "result_scan":
        result = scanned(function, scope)
        if result is not None:
            return under_alias(node, result, scope, name)
    else:
        report_own(function, name, schema, scope)
    return _function(node, this, name, scope)


def _literal(function: Any) -> str:
    arguments = function.args.get("expressions") or [function.args.get("this")]
    first = arguments[0] if arguments else None
    return first.name if isinstance(first, exp.Literal) and first.is_string else ""


def _function(node: Any, function: Any, name: str, scope: Scope) -> Source:
    """Rows made by a function of its arguments: every column comes from all of them, but for positions."""
    made = Column(name)
    walk = Walk(scope, made)
    inner = function
    while isinstance(inner, (exp.Inline, exp.Paren)):
        inner = inner.args.get("this")
    walk.run(inner, None, TRANSFORMATION)
    if isinstance(node.args.get("db"), exp.Parameter):
        walk.run(node.args["db"], None, TRANSFORMATION)  # T-SQL: @x.nodes('/a')
    made.fields = _fields_of_elements(inner, scope)
    alias = alias_of(node, scope)
    names = alias_columns(node, scope)
    if isinstance(inner, exp.Stack) and names:
        rows = {scope.names.fold(c.name): c for c in stacked(inner, names, scope)}
        return alias or name, Element(made, rows, anything=False)
    positions = POSITIONS.get(name, ())
    if node.args.get("ordinality") and names:
        positions = (len(names) - 1,)
    if not names:
        names = declared(inner, scope)
    if not names and scope.names.name == "clickhouse":
        names = [scope.names.column_text(each) for each in declared_names(inner, "clickhouse")]
    if not names:
        names = fields(inner, name, scope)
    if not names and name in RECORDS:
        unknown = Derived([], (OpenStar(Element(made, {}, anything=True), frozenset()),))
        return alias or name, scope.reader.finished(unknown)
    if not names and name == "generateseries":
        names = [scope.names.column_text("value" if scope.names.name == "sqlite" else "generate_series")]
    if not names and alias and name not in ("explode", "flatten"):
        names = [scope.names.column(node.args["alias"].this)]
    return alias or name, _element(made, names, positions, scope)


def _fields_of_elements(function: Any, scope: Scope) -> dict[str, Column] | None:
    """The fields of the structs that EXPLODE, FLATTEN and their like take out of an array."""
    if not isinstance(function, (exp.Explode, exp.Inline)):
        return None
    array = function.this
    return fields_of(array.expression if isinstance(array, exp.Kwarg) else array, scope)


def _element(made: Column, names: Sequence[str], positions: Sequence[int], scope: Scope) -> Element:
    """Columns of one source; those at ``positions`` count rows and show nothing of it."""
    columns = {
        scope.names.fold(name): Column(name) if place in positions else made.renamed(name)
        for place, name in enumerate(names)
    }
    return Element(made, columns, anything=True)


def _subquery(node: exp.Subquery, scope: Scope) -> Source:
    inner = node.args.get("this")
    if isinstance(inner, exp.Query) or node.args.get("with_"):
        # Only LATERAL lets a derived table see what stands before it; DuckDB needs no word for it.
        apart = scope.sources and scope.names.name != "duckdb"
        outer = Scope(scope.reader, scope.parent, scope.ctes) if apart else scope
        relation: Relation = scope.reader.as_table(scope.reader.query(node, outer))
    else:
        nested = Scope(scope.reader, scope.parent, scope.ctes)
        add_source(inner, nested)
        relation = scope.reader.as_table(scope.reader.star_of(nested))
    for pivot in node.args.get("pivots") or ():
        relation = pivoted(pivot, relation, scope)
    return under_alias(node, relation, scope, "")


def _lateral(node: exp.Lateral, scope: Scope) -> Source:
    inner = node.args.get("this")
    if isinstance(inner, (exp.Query, exp.Subquery)):
        return under_alias(node, scope.reader.as_table(scope.reader.query(inner, scope)), scope, "")
    if isinstance(inner, exp.Table):
        return _table_function(inner, inner.args.get("this"), scope)
    if isinstance(inner, exp.Unnest):
        return _unnest(node, scope)
    if scope.names.name not in SPARKS:  # functions of LATERAL VIEW see their arguments only
        function = inner.expression if isinstance(inner, exp.Dot) else inner
        if isinstance(function, exp.Anonymous):
            report_own(function, _function_name(function), schema_of(inner, node), scope)
    return _function(node, inner, _row_function(inner, scope), scope)


def _row_function(function: Any, scope: Scope) -> str:
    """The function's name; sqlglot reads FLATTEN as EXPLODE."""
    name = _function_name(function)
    return "flatten" if name == "explode" and scope.names.name == "snowflake" else name


def _function_name(function: Any) -> str:
    return str(function.name if isinstance(function, exp.Anonymous) else function.key).lower()


def _unnest(node: Any, scope: Scope) -> Source:
    """UNNEST of one or several arrays: one column each, and a position where it is asked for."""
    arrays = []
    made = Column("unnest")
    inner = node.this if isinstance(node, exp.Lateral) else node
    for each in inner.args.get("expressions") or ():
        array = Column("unnest")
        Walk(scope, array).run(each, None, TRANSFORMATION)
        array.fields = fields_of(each, scope)
        arrays.append(array)
        made.add(array)
    if len(arrays) == 1:
        made.fields = arrays[0].fields
    names = alias_columns(node, scope)
    alias = alias_of(node, scope)
    offset = inner.args.get("offset") or node.args.get("ordinality")
    if not alias and names:
        alias = scope.names.fold(names[0]).lower()
    columns: dict[str, Column] = {}
    if not names:
        names = [scope.names.column(node.args["alias"].this) if alias else "unnest"]
    parts = list(made.fields.values()) if made.fields and len(names) > 1 else arrays
    for place, name in enumerate(names):
        source = parts[place] if len(parts) > 1 and place < len(parts) else made
        columns[scope.names.fold(name)] = source.renamed(name)
    if offset and not isinstance(offset, exp.Identifier) and len(names) > len(arrays):
        columns[scope.names.fold(names[-1])] = Column(names[-1])  # WITH ORDINALITY
    if isinstance(offset, exp.Identifier) and scope.names.column(offset) not in names:
        name = scope.names.column(offset)
        columns[scope.names.fold(name)] = Column(name)
    return alias, Element(made, columns, anything=True)


def _from_rows(node: exp.TableFromRows, scope: Scope) -> Source:
    """``TABLE(f(...))``: a function's rows, or a table named by a string."""
    inner = node.args["this"]
    if isinstance(inner, exp.Literal):
        return under_alias(node, scope.reader.read_text(inner.name), scope, inner.name.split(".")[-1].lower())
    if isinstance(inner, exp.Query):
        return under_alias(node, scope.reader.query(inner, scope), scope, "")
    return _rows_of(node, inner, _row_function(inner, scope), scope)


def _at_index(node: Any, scope: Scope) -> Source:
    """Redshift: ``FROM t, t.items AS e AT i``: an array of an earlier FROM item, with the position."""
    inner = node.args["this"]
    alias = inner.args.get("alias") if isinstance(inner, exp.Alias) else None
    array = value(inner.this if alias is not None else inner, scope, "")
    place = scope.names.column(node.args["expression"])
    scope.add(
        scope.names.fold(place).lower(),
        Element(Column(place), {scope.names.fold(place): Column(place)}, anything=False),
    )
    key = scope.names.fold_alias(alias) if alias is not None else ""
    return key, _element(touched(array), (), (), scope)


def _pivot_statement(node: exp.Pivot, scope: Scope) -> Source:
    """DuckDB's ``PIVOT t ON ...`` standing as a table, Redshift's ``UNPIVOT t.object AS v AT k``."""
    inner = node.args["this"]
    if node.args.get("unpivot") and isinstance(inner, (exp.AtIndex, exp.Alias)):
        return _unpivoted_object(inner, scope)
    if node.args.get("unpivot") and isinstance(inner, exp.Table) and not node.args.get("expressions"):
        return source(inner, scope)
    nested = Scope(scope.reader, scope.parent, scope.ctes)
    _, relation = source(node.args["this"], nested)
    return alias_of(node, scope), pivoted(node, relation, scope)


def _unpivoted_object(node: Any, scope: Scope) -> Source:
    names = []
    if isinstance(node, exp.AtIndex):
        names.append(scope.names.column(node.args["expression"]))
        node = node.this
    array = value(node.this if isinstance(node, exp.Alias) else node, scope, "")
    if isinstance(node, exp.Alias):
        alias = node.args.get("alias")
        if alias is None:
            scope.reader.problem("parse", "UNPIVOT has no name for its values", node)
        else:
            names.append(scope.names.column(alias))
    key = scope.names.fold(names[-1]).lower() if names else ""
    return key, _element(touched(array), names, (), scope)


def _summarized(node: exp.Summarize, scope: Scope) -> Source:
    """DuckDB's ``FROM (SUMMARIZE t)``: statistics of all columns."""
    made = Column("summarize")
    relation = scope.reader.query(node.this, scope)
    for column in relation.all() or ():
        made.add(column, AGGREGATION)
    if relation.all() is None:
        scope.reader.problem("unresolved", "SUMMARIZE of a table whose columns are not known", node)
    columns = {name: Column(name) for name in ("column_name", "column_type")}
    columns |= {name: made.renamed(name) for name in STATISTICS}
    columns |= {name: Column(name) for name in ("count", "null_percentage")}
    return "", Element(made, columns, anything=False)


def _values(node: exp.Values, scope: Scope) -> Source:
    return under_alias(node, scope.reader.values(node, scope), scope, "")


def _named_step(node: exp.TableAlias, scope: Scope) -> Source:
    """``|> AS x``: the parser makes a CTE of what stands before it, and puts the bare alias into FROM."""
    alias = scope.names.fold_alias(node.this)
    return alias, scope.ctes[alias]


_SOURCES: dict[type[exp.Expr] | tuple[type[exp.Expr], ...], Callable[[Any, Scope], Source]] = {
    exp.Table: _table,
    exp.TableAlias: _named_step,
    exp.Values: _values,
    exp.Subquery: _subquery,
    exp.Lateral: _lateral,
    exp.Unnest: _unnest,
    exp.Query: lambda node, scope: ("", scope.reader.query(node, scope)),
    exp.TableFromRows: _from_rows,
    exp.Final: lambda node, scope: source(node.args["this"], scope),
    exp.Pivot: _pivot_statement,
    exp.Summarize: _summarized,
    exp.AtIndex: _at_index,
    exp.Func: lambda node, scope: _function(node, node, node.key, scope),
}
