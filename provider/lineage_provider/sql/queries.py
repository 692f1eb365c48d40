"""Queries into relations, in one pass over the tree.

In: SELECT, set operations, VALUES and subqueries as sqlglot parsed them (never copied, never changed).
Out: a :class:`Derived` relation with the sources of all its columns and the edges that decide its rows.
A module of its own because every statement that reads data comes here.

Each scope is visited once: FROM, projections, then the clauses that see aliases. CTEs are resolved where
they are defined and shared where they are used, so that cost grows with the text and not with the paths
through it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sqlglot import exp

from lineage_provider.sql.clauses import clauses, order
from lineage_provider.sql.ctes import read_ctes
from lineage_provider.sql.declared_files import structure
from lineage_provider.sql.documents import document
from lineage_provider.sql.expressions import Walk
from lineage_provider.sql.joins import join
from lineage_provider.sql.match_recognize import begins_before, matched
from lineage_provider.sql.model import ProblemKind, TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.pipes import kept
from lineage_provider.sql.projections import projections
from lineage_provider.sql.relations import Column, Derived, OpenFields, OpenStar, Relation, add_steers
from lineage_provider.sql.repeated_names import NUMBERING, numbered
from lineage_provider.sql.rewrites_loads import PIPES
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.set_operations import set_operation
from lineage_provider.sql.sources import add_source
from lineage_provider.sql.stars import select_star

# How engines name the columns of VALUES, and what they count from; the others as PostgreSQL.
_VALUES_NAMES = {
    "duckdb": ("col", 0),
    "spark": ("col", 1),
    "databricks": ("col", 1),
    "mysql": ("column_", 0),
    "trino": ("_col", 0),
    "presto": ("_col", 0),
    "athena": ("_col", 0),
}


class Tables(Protocol):
    """Where base tables come from: the state of the script (see :mod:`lineage_provider.sql.script`)."""

    names: NameRules
    cte_names: set[str]

    def read(self, table: TableName) -> Relation: ...

    def target_columns(self, table: TableName) -> list[str] | None: ...

    def problem(self, kind: ProblemKind, message: str, node: Any = None) -> None: ...

    def variable(self, name: str) -> Column | None: ...

    def returned(self, function: str) -> Column | None: ...

    def record(self, name: str) -> Relation | None: ...

    def mentions(self, word: str) -> bool: ...

    def check_time(self) -> None: ...

    def hold(self, sources: int) -> None: ...

    def typed(self, table: TableName) -> bool: ...

    def nested(self, tree: Any, ctes: dict[str, Relation]) -> Relation: ...

    def earlier(self, back: int) -> Relation | None: ...


class QueryReader:
    """Resolves the queries of one statement."""

    __slots__ = ("names", "problem", "tables")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.names = tables.names
        self.problem: Callable[..., None] = tables.problem

    def read(self, node: exp.Table) -> Relation:
        """The relation of a Table node that is no CTE: a table, view, file or stage."""
        return self.tables.read(self.table_name(node))

    def read_text(self, text: str) -> Relation:
        """The table that a string names, as IDENTIFIER('db.src') does."""
        return self.tables.read(self.names.from_text(text))

    def base(self, name: TableName) -> Relation:
        """The relation of a file or stage."""
        return self.tables.read(name)

    def table_name(self, node: exp.Table) -> TableName:
        """The dataset that a Table node names; tables, files and stages alike."""
        return self.names.dataset(node)

    def query(self, node: Any, parent: Scope | None, ctes: dict[str, Relation] | None = None) -> Derived:
        """Resolve a query; ``parent`` is what a correlated one may look up in."""
        self.tables.check_time()
        while node.__class__ is exp.Paren:
            node = node.this
        if ctes is None:
            ctes = parent.ctes if parent is not None else {}
        with_ = node.args.get("with_")
        if with_ is not None:
            ctes = self.ctes(with_, parent, ctes)
        resolve = _QUERIES.get(node.__class__)
        if resolve is not None:
            return resolve(self, node, parent, ctes)
        for kind, resolve in _QUERIES.items():
            if isinstance(node, kind):
                return resolve(self, node, parent, ctes)
        self.problem("unsupported", f"{type(node).__name__} is not followed as a query", node)
        return self.finished(Derived([]))

    def finished(self, relation: Derived) -> Derived:
        """Make the columns of a relation ready to be looked up."""
        relation.index(self.names.fold)
        return relation

    def as_table(self, relation: Derived) -> Derived:
        """A query's result under the names that it has as a table, view, CTE or derived table."""
        return numbered(relation, self.names.fold) if self.names.name in NUMBERING else relation

    def ctes(self, with_: Any, parent: Scope | None, outer: dict[str, Relation]) -> dict[str, Relation]:
        """Resolve the CTEs of a WITH; returns them with those of ``outer``."""
        found = read_ctes(self, with_, parent, outer)
        self.tables.cte_names.update(found)
        return found

    def select(self, node: exp.Select, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """Resolve one SELECT."""
        scope = Scope(self, parent, ctes)
        args = node.args
        self.sources(args, scope)
        windows = args.get("windows")
        if windows:
            scope.windows = {self.names.fold(window.name): window for window in windows}
        result = projections(args.get("expressions") or [], scope)
        self.clauses(node, result, scope)
        if args.get("kind") == "VALUE" and len(result.columns) == 1 and result.columns[0].fields:
            # BigQuery: SELECT AS VALUE STRUCT(...) has the struct's fields as columns.
            result.columns = [f.renamed(f.name) for f in result.columns[0].fields.values()]
        elif args.get("kind") == "VALUE" and len(result.columns) == 1:
            row = result.columns[0].fields
            if isinstance(row, OpenFields):
                result = Derived([], (OpenStar(row.row, frozenset()),))
        if self.names.name in PIPES:
            result.ranges = kept(args.get("expressions") or [], scope)
        result.rows = scope.rows
        clause = args.get("for_")
        return self.finished(result) if clause is None else document(clause, result, self)

    def sources(self, args: dict[str, Any], scope: Scope) -> None:
        """FROM, joins and laterals of a SELECT, UPDATE or DELETE."""
        from_ = args.get("from_")
        if from_ is not None:
            add_source(from_.args["this"], scope)
        match = args.get("match")
        for each in args.get("joins") or ():
            if match is not None and begins_before(match, each):
                matched(match, scope)
                match = None
            join(self, each, scope)
        for lateral in args.get("laterals") or ():
            add_source(lateral, scope)
        if match is not None:
            matched(match, scope)
        for relation in scope.sources.values():
            if relation.rows:
                add_steers(scope.rows, relation.rows)

    def join(self, node: exp.Join, scope: Scope) -> None:
        """One JOIN: its source, its condition, the columns it merges."""
        join(self, node, scope)

    def star_of(self, scope: Scope) -> Derived:
        """All columns of a scope's sources, as ``SELECT *`` gives them."""
        result = select_star(scope)
        result.rows = scope.rows
        return self.finished(result)

    def clauses(self, node: Any, result: Derived, scope: Scope) -> None:
        """WHERE, GROUP BY, HAVING, QUALIFY, ORDER BY, DISTINCT and their like."""
        clauses(node, result, scope)

    def order(self, node: Any, result: Derived, scope: Scope) -> None:
        """ORDER BY, SORT BY, LIMIT and OFFSET."""
        order(node, result, scope)

    def set_operation(self, node: Any, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """UNION, INTERSECT and EXCEPT, with the ORDER BY and LIMIT behind them."""
        result = self._ordered(node, set_operation(self, node, parent, ctes), ctes)
        clause = node.args.get("for_")
        return result if clause is None else document(clause, result, self)

    def _ordered(self, node: Any, result: Derived, ctes: dict[str, Relation]) -> Derived:
        args = node.args
        if args.get("order") is not None or args.get("limit") is not None or args.get("offset") is not None:
            scope = Scope(self, None, ctes)
            scope.sources[""] = result
            order(node, result, scope)
            ordered = Derived(result.columns, result.open)
            add_steers(ordered.rows, result.rows)
            add_steers(ordered.rows, scope.rows)
            return self.finished(ordered)
        return result

    def subquery(self, node: Any, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """A parenthesised query, with what stands behind the parenthesis."""
        inner = node.args["this"]
        if not isinstance(inner, exp.Query):
            scope = Scope(self, parent, ctes)
            add_source(inner, scope)
            return self.star_of(scope)
        return self._ordered(node, self.query(inner, parent, ctes), ctes)

    def values(self, node: Any, parent: Scope | None, ctes: dict[str, Relation] | None = None) -> Derived:
        """VALUES rows: columns by position, named by the engine where no alias says."""
        scope = Scope(self, parent, ctes)
        prefix, first = _VALUES_NAMES.get(self.names.name, ("column", 1))
        columns: list[Column] = []
        rows: list[Any] = node.args.get("expressions") or []
        whole = self.record(rows[0]) if len(rows) == 1 else None
        if whole is not None:
            return whole
        if self.names.name == "clickhouse" and len(rows) == 1 and isinstance(rows[0], exp.Tuple):
            # values('a Int32, b String', (1, 'x'), (2, 'y')): the rows are arguments of one call.
            first, *others = rows[0].expressions
            names = structure(first.name) if isinstance(first, exp.Literal) and first.is_string else []
            columns = [Column(self.names.column_text(name)) for name in names]
            rows = others if names else rows
        for row in rows:
            cells = row.expressions if isinstance(row, exp.Tuple) else [row]
            if len(cells) == 1 and cells[0].__class__ is exp.Anonymous and cells[0].name.upper() == "ROW":
                cells = cells[0].expressions  # MySQL: VALUES ROW(1, 2), ROW(3, 4)
            for place, cell in enumerate(cells):
                if place == len(columns):
                    columns.append(Column(self.names.column_text(f"{prefix}{place + first}")))
                Walk(scope, columns[place]).run(cell, None)
        result = Derived(columns)
        result.rows = scope.rows
        return self.finished(result)

    def record(self, row: Any) -> Derived | None:
        """PL/SQL's ``VALUES r``, ``SET ROW = rows(i)``: a whole record; None for values."""
        cells: list[Any] = row.expressions if isinstance(row, exp.Tuple) else [row]
        cell = cells[0] if len(cells) == 1 else None
        if not isinstance(cell, exp.Anonymous) and not (isinstance(cell, exp.Column) and cell.table == ""):
            return None
        record = self.tables.record(cell.name)
        if not isinstance(record, Derived):
            return None
        result = Derived(record.columns, record.open)
        result.rows = record.rows
        return self.finished(result)

    def table(self, node: exp.Table, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """A table standing where a query may: ``INSERT INTO t TABLE s``, ``FROM t`` in DuckDB."""
        scope = Scope(self, parent, ctes)
        add_source(node, scope)
        for relation in scope.sources.values():
            add_steers(scope.rows, relation.rows)
        return self.star_of(scope)


_QUERIES: dict[Any, Callable[[QueryReader, Any, Scope | None, dict[str, Relation]], Derived]] = {
    exp.Select: QueryReader.select,
    exp.SetOperation: QueryReader.set_operation,
    exp.Subquery: QueryReader.subquery,
    exp.Values: QueryReader.values,
    exp.Table: QueryReader.table,
    exp.Pivot: lambda reader, node, parent, ctes: reader.table(node, parent, ctes),
}
