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

from lineage_provider.sql.expressions import Walk, steering, value
from lineage_provider.sql.model import ProblemKind, TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.projections import projections, select_star
from lineage_provider.sql.relations import (
    BaseTable,
    Column,
    Derived,
    Relation,
    add_steers,
    steer_rows,
)
from lineage_provider.sql.scope import Scope
from lineage_provider.sql.sources import add_source


class Tables(Protocol):
    """Where base tables come from: the state of the script (see :mod:`lineage_provider.sql.script`)."""

    names: NameRules

    def read(self, table: TableName) -> Relation: ...

    def problem(self, kind: ProblemKind, message: str, node: Any = None) -> None: ...

    def check_time(self) -> None: ...


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
        for kind, resolve in _QUERIES.items():
            if isinstance(node, kind):
                return resolve(self, node, parent, ctes)
        self.problem("unsupported", f"{type(node).__name__} is not followed as a query", node)
        return self._finished(Derived([]))

    def _finished(self, relation: Derived) -> Derived:
        relation.index(self.names.fold)
        return relation

    def ctes(self, with_: Any, parent: Scope | None, outer: dict[str, Relation]) -> dict[str, Relation]:
        """Resolve the CTEs of a WITH, in order; each sees those before it."""
        found = dict(outer)
        recursive = bool(with_.args.get("recursive"))
        for cte in with_.args.get("expressions") or ():
            alias = cte.args.get("alias")
            identifier = alias.args.get("this") if isinstance(alias, exp.TableAlias) else alias
            if identifier is None:
                continue
            name = self.names.fold_alias(identifier)
            columns = [
                self.names.column(c)
                for c in (alias.args.get("columns") or ())
                if isinstance(c, exp.Identifier)
            ]
            body = cte.args.get("this")
            if isinstance(body, (exp.Insert, exp.Update, exp.Delete, exp.Merge)):
                found[name] = self._returning(body, parent, found)
                continue
            if not isinstance(body, exp.Query):
                # ClickHouse: WITH expression AS name. A value, not a table.
                continue
            if isinstance(body, exp.SetOperation) and self._refers(body.args["expression"], name, recursive):
                found[name] = self._recursive(body, name, columns, parent, found)
            else:
                found[name] = self._aliased(self.query(body, parent, found), columns)
        return found

    def _returning(self, body: Any, parent: Scope | None, ctes: dict[str, Relation]) -> Relation:
        """A data-modifying CTE: its RETURNING columns come from the table it writes."""
        return self.tables.nested(body, ctes)  # type: ignore[attr-defined, no-any-return]

    def _aliased(self, relation: Derived, columns: list[str]) -> Derived:
        if not columns:
            return relation
        known = relation.all()
        if known is None:
            self.problem("unresolved", "a CTE renames columns of a table whose columns are not known")
            result = Derived([Column(name) for name in columns])
        else:
            result = Derived([c.renamed(columns[i]) if i < len(columns) else c for i, c in enumerate(known)])
        result.rows = relation.rows
        return self._finished(result)

    def _refers(self, node: Any, name: str, recursive: bool) -> bool:
        """Whether the right side of a UNION reads the CTE itself.

        Without the keyword RECURSIVE only engines that do not ask for it (Oracle, SQL Server, Snowflake)
        take it so.
        """
        if not recursive and self.names.name not in ("oracle", "tsql", "fabric", "snowflake", "teradata", ""):
            return False
        return any(
            table.args.get("db") is None
            and isinstance(table.this, exp.Identifier)
            and self.names.fold_alias(table.this) == name
            for table in node.find_all(exp.Table)
        )

    def _recursive(
        self, body: Any, name: str, columns: list[str], parent: Scope | None, ctes: dict[str, Relation]
    ) -> Derived:
        """Resolve the anchor, then the recursive part on it until no new source comes in."""
        anchor = self._aliased(self.query(body.args["this"], parent, ctes), columns)
        inner = dict(ctes)
        seen = -1
        for _ in range(4):
            inner[name] = anchor
            step = self.query(body.args["expression"], parent, inner)
            anchor = self._aliased(self.union([anchor, step], body), columns)
            size = sum(len(c.direct) + len(c.indirect) for c in anchor.columns) + len(anchor.rows)
            if size == seen:
                break
            seen = size
        return anchor

    def select(self, node: exp.Select, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """Resolve one SELECT."""
        scope = Scope(self, parent, ctes)
        args = node.args
        self.sources(args, scope)
        for window in args.get("windows") or ():
            scope.windows[self.names.fold(window.name)] = window
        result = projections(args.get("expressions") or [], scope)
        for column in result.columns:
            if column.node is not None:
                scope.aliases.setdefault(self.names.fold(column.name), column)
        self.clauses(node, result, scope)
        result.rows = scope.rows
        return self._finished(result)

    def sources(self, args: dict[str, Any], scope: Scope) -> None:
        """FROM, joins and laterals of a SELECT, UPDATE or DELETE."""
        from_ = args.get("from_")
        if from_ is not None:
            add_source(from_.args["this"], scope)
        for join in args.get("joins") or ():
            self.join(join, scope)
        for lateral in args.get("laterals") or ():
            add_source(lateral, scope)
        for relation in scope.sources.values():
            if relation.rows:
                add_steers(scope.rows, relation.rows)

    def join(self, node: exp.Join, scope: Scope) -> None:
        """One JOIN: its source, its condition, the columns it merges."""
        args = node.args
        before = list(scope.sources)
        if args.get("kind") == "ARRAY":
            self._array_join(node, scope)
            return
        add_source(args["this"], scope)
        added = [key for key in scope.sources if key not in before]
        kind = str(args.get("kind") or "").upper()
        if kind in ("SEMI", "ANTI"):
            scope.hidden.update(added)
        steering(args.get("on"), scope, "JOIN")
        steering(args.get("match_condition"), scope, "JOIN")
        using = args.get("using") or ()
        names = [self.names.column(i) for i in using if isinstance(i, exp.Identifier)]
        if str(args.get("method") or "").upper() == "NATURAL":
            names = self._common(scope, before, added, node)
        for name in names:
            self._merge(name, scope, before, added)

    def _array_join(self, node: exp.Join, scope: Scope) -> None:
        """ClickHouse ARRAY JOIN: each alias is an element of an array."""
        for each in node.args.get("expressions") or [node.args.get("this")]:
            name = each.alias_or_name
            scope.merged[self.names.fold(name)] = value(each, scope, name)

    def _common(self, scope: Scope, before: list[str], added: list[str], node: Any) -> list[str]:
        left = [c for key in before for c in scope.sources[key].all() or ()]
        right = [c for key in added for c in scope.sources[key].all() or ()]
        if not left or not right:
            self.problem("unresolved", "NATURAL JOIN of a table whose columns are not known", node)
            return []
        names = {self.names.fold(c.name) for c in right}
        return list(dict.fromkeys(c.name for c in left if self.names.fold(c.name) in names))

    def _merge(self, name: str, scope: Scope, before: list[str], added: list[str]) -> None:
        """A column of USING: both sides steer the join, and the value is the same from either.

        The left side gives the value (SQL:2016 7.10); the right side is added only for outer joins,
        where the left one may be NULL.
        """
        folded = self.names.fold(name)
        merged = Column(name)
        sides = []
        previous = scope.merged.get(folded)
        if previous is not None:
            sides.append(previous)
        else:
            sides += self._side(scope, before, folded, name)
        sides += self._side(scope, added, folded, name)
        for column in sides:
            steer_rows(scope.rows, column, "JOIN")
        for column in sides[:1]:
            merged.add(column)
        scope.merged[folded] = merged

    def _side(self, scope: Scope, keys: list[str], folded: str, name: str) -> list[Column]:
        sure = [scope.sources[k] for k in keys if scope.sources[k].has(folded)]
        maybe = [scope.sources[k] for k in keys if scope.sources[k].has(folded) is None]
        chosen = sure[:1] or (maybe if len(maybe) == 1 else [])
        if not chosen and maybe:
            self.problem("ambiguous", f"USING ({name}): the left side's table is not known", None)
        return [c for c in (r.get(folded, name) for r in chosen) if c is not None]

    def star_of(self, scope: Scope) -> Derived:
        """All columns of a scope's sources, as ``SELECT *`` gives them."""
        result = select_star(scope)
        result.rows = scope.rows
        return self._finished(result)

    def clauses(self, node: Any, result: Derived, scope: Scope) -> None:
        """WHERE, GROUP BY, HAVING, QUALIFY, ORDER BY, DISTINCT and their like."""
        args = node.args
        steering(args.get("prewhere"), scope, "FILTER")
        steering(args.get("where"), scope, "FILTER")
        connect = args.get("connect")
        if connect is not None:
            steering(connect.args.get("start"), scope, "FILTER")
            steering(connect.args.get("connect"), scope, "JOIN")
        scope.alias_first = True
        group = args.get("group")
        if group is not None:
            for key, part in group.args.items():
                if part and key != "all":
                    self._keys(part if isinstance(part, list) else [part], result, scope)
            if group.args.get("all"):
                for column in result.columns:
                    if all(rank & 3 < 2 for rank in column.direct.values()):
                        steer_rows(scope.rows, column, "GROUP_BY")
        steering(args.get("having"), scope, "FILTER")
        steering(args.get("qualify"), scope, "FILTER")
        self._distinct(args.get("distinct"), result, scope)
        self.order(node, result, scope)

    def _keys(self, keys: list[Any], result: Derived, scope: Scope) -> None:
        for key in keys:
            if not isinstance(key, exp.Expr):
                continue
            ordinal = _ordinal(key)
            if ordinal is not None and 0 < ordinal <= len(result.columns):
                steer_rows(scope.rows, result.columns[ordinal - 1], "GROUP_BY")
            else:
                steering(key, scope, "GROUP_BY")

    def _distinct(self, distinct: Any, result: Derived, scope: Scope) -> None:
        """SELECT DISTINCT groups by all it selects; DISTINCT ON by its keys."""
        if distinct is None:
            return
        on = distinct.args.get("on") if isinstance(distinct, exp.Expr) else None
        if on is not None:
            steering(on, scope, "GROUP_BY")
            return
        for column in result.columns:
            steer_rows(scope.rows, column, "GROUP_BY")

    def order(self, node: Any, result: Derived, scope: Scope) -> None:
        """ORDER BY, SORT BY, LIMIT and OFFSET."""
        for clause in ("order", "sort"):
            found = node.args.get(clause)
            for each in (found.args.get("expressions") or ()) if found is not None else ():
                target = each.args.get("this") if isinstance(each, exp.Ordered) else each
                ordinal = _ordinal(target)
                if ordinal is not None and 0 < ordinal <= len(result.columns):
                    steer_rows(scope.rows, result.columns[ordinal - 1], "SORT")
                    continue
                alias = None
                if isinstance(target, exp.Column) and target.args.get("table") is None:
                    alias = scope.aliases.get(self.names.fold(self.names.column(target.args["this"])))
                if alias is not None:
                    steer_rows(scope.rows, alias, "SORT")
                else:
                    steering(target, scope, "SORT")
        for clause in ("limit", "offset"):
            found = node.args.get(clause)
            if found is not None:
                steering(found.args.get("expression"), scope, "FILTER")

    def set_operation(self, node: Any, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """UNION, INTERSECT and EXCEPT; a long chain is walked, not recursed into."""
        chain = []
        left: Any = node
        while isinstance(left, exp.SetOperation) and (left is node or not left.args.get("with_")):
            chain.append(left)
            left = left.args["this"]
        result = self.query(left, parent, ctes)
        for operation in reversed(chain):
            right = self.query(operation.args["expression"], parent, ctes)
            if isinstance(operation, exp.Union):
                result = self.union([result, right], operation)
            else:
                result = self._decided(result, right)
        return self._ordered(node, result, ctes)

    def _ordered(self, node: Any, result: Derived, ctes: dict[str, Relation]) -> Derived:
        if node.args.get("order") is not None or node.args.get("limit") is not None:
            scope = Scope(self, None, ctes)
            scope.sources[""] = result
            self.order(node, result, scope)
            add_steers(result.rows, scope.rows)
        return result

    def union(self, sides: list[Derived], node: Any) -> Derived:
        """Combine by position, or by name where BY NAME (or CORRESPONDING) is said."""
        left, right = sides
        if node.args.get("by_name"):
            columns, fold = [], self.names.fold
            by_name = {fold(c.name): c for c in right.columns}
            for column in left.columns:
                columns.append(_both(column, by_name.pop(fold(column.name), None)))
            columns += by_name.values()
        else:
            columns = [
                _both(column, right.columns[place] if place < len(right.columns) else None)
                for place, column in enumerate(left.columns)
            ]
            if left.open or right.open:
                self._open_union(left, right)
        result = Derived(columns, left.open + right.open)
        add_steers(result.rows, left.rows)
        add_steers(result.rows, right.rows)
        if node.args.get("distinct"):
            for column in columns:
                steer_rows(result.rows, column, "GROUP_BY")
        return self._finished(result)

    def _open_union(self, left: Derived, right: Derived) -> None:
        tables = {str(r.table) for side in (left, right) for r in side.unknown() if isinstance(r, BaseTable)}
        self.problem("unresolved", f"UNION of * over {', '.join(sorted(tables))}: its columns are not known")

    def _decided(self, left: Derived, right: Derived) -> Derived:
        """EXCEPT and INTERSECT: the right side only decides which rows of the left stay."""
        result = Derived(list(left.columns), left.open)
        add_steers(result.rows, left.rows)
        add_steers(result.rows, right.rows)
        for column in [*left.columns, *right.columns]:
            steer_rows(result.rows, column, "FILTER")
        return self._finished(result)

    def subquery(self, node: Any, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """A parenthesised query, with what stands behind the parenthesis."""
        inner = node.args["this"]
        if not isinstance(inner, exp.Query):
            scope = Scope(self, parent, ctes)
            add_source(inner, scope)
            return self.star_of(scope)
        return self._ordered(node, self.query(inner, parent, ctes), ctes)

    def values(self, node: Any, parent: Scope | None, ctes: dict[str, Relation] | None = None) -> Derived:
        """VALUES rows: columns by position, named as PostgreSQL and DuckDB do where no alias says."""
        scope = Scope(self, parent, ctes)
        columns: list[Column] = []
        for row in node.args.get("expressions") or ():
            cells = row.expressions if isinstance(row, exp.Tuple) else [row]
            for place, cell in enumerate(cells):
                if place == len(columns):
                    columns.append(Column(f"column{place + 1}"))
                Walk(scope, columns[place]).run(cell, None)
        result = Derived(columns)
        result.rows = scope.rows
        return self._finished(result)

    def table(self, node: exp.Table, parent: Scope | None, ctes: dict[str, Relation]) -> Derived:
        """A table standing where a query may: ``INSERT INTO t TABLE s``, ``FROM t`` in DuckDB."""
        scope = Scope(self, parent, ctes)
        add_source(node, scope)
        for relation in scope.sources.values():
            add_steers(scope.rows, relation.rows)
        return self.star_of(scope)


def _both(left: Column, right: Column | None) -> Column:
    if right is None:
        return left
    merged = Column(left.name, node=left.node)
    merged.add(left)
    merged.add(right)
    return merged


def _ordinal(node: Any) -> int | None:
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        return int(node.this)
    return None


_QUERIES: dict[Any, Callable[[QueryReader, Any, Scope | None, dict[str, Relation]], Derived]] = {
    exp.Select: QueryReader.select,
    exp.SetOperation: QueryReader.set_operation,
    exp.Subquery: QueryReader.subquery,
    exp.Values: QueryReader.values,
    exp.Table: QueryReader.table,
    exp.Pivot: lambda reader, node, parent, ctes: reader.table(node, parent, ctes),
}
