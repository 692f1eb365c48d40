"""WITH: named queries into relations, recursive ones included.

In: a With node and what is visible around it. Out: CTE name (folded) to relation. A module of its own
because names are visible by rules of their own here: each CTE sees those before it, itself only when it
is recursive, and (PostgreSQL, under RECURSIVE) those behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.relations import Column, Derived, Formula, Relation
from lineage_provider.sql.set_operations import branches, union

if TYPE_CHECKING:
    from lineage_provider.sql.queries import QueryReader
    from lineage_provider.sql.scope import Scope

Ctes = dict[str, Relation]

# A CTE may read itself without the word RECURSIVE.
_NO_KEYWORD = frozenset({"oracle", "tsql", "fabric", "snowflake", "teradata", "exasol", ""})
_CHANGES = (exp.Insert, exp.Update, exp.Delete, exp.Merge)
_ROUNDS = 4
"""How often a recursive part is read again; sources settle in as many rounds as columns change places."""


def read_ctes(reader: QueryReader, with_: Any, parent: Scope | None, outer: Ctes) -> Ctes:
    """Resolve the CTEs of a WITH, in order; each sees those before it."""
    found = dict(outer)
    recursive = bool(with_.args.get("recursive"))
    ctes = [cte for cte in with_.args.get("expressions") or () if _identifier(cte) is not None]
    if recursive and len(ctes) > 1:
        ctes = _by_need(reader, ctes)
    for cte in ctes:
        name = reader.names.fold_alias(_identifier(cte))
        body = cte.args.get("this")
        if isinstance(body, _CHANGES):
            found[name] = reader.tables.nested(body, found)
        elif not isinstance(body, exp.Query) or _is_scalar(cte):
            # ClickHouse: WITH expression AS name. A value, worked out where it is used.
            found[name] = Formula(body)
        else:
            found[name] = _read(reader, cte, body, name, recursive, parent, found)
    _search(reader, with_, found, ctes)
    return found


def _identifier(cte: Any) -> Any:
    alias = cte.args.get("alias")
    return alias.args.get("this") if isinstance(alias, exp.TableAlias) else alias


def _is_scalar(cte: Any) -> bool:
    """``WITH (SELECT ...) AS name`` (ClickHouse) is a value, ``WITH name AS (SELECT ...)`` a table."""
    return bool(cte.args.get("scalar"))


def _read(
    reader: QueryReader, cte: Any, body: Any, name: str, recursive: bool, parent: Scope | None, ctes: Ctes
) -> Derived:
    alias = cte.args["alias"]
    columns = [
        reader.names.column(c)
        for c in (alias.args.get("columns") or () if isinstance(alias, exp.TableAlias) else ())
        if isinstance(c, exp.Identifier)
    ]
    if isinstance(body, exp.SetOperation) and (recursive or reader.names.name in _NO_KEYWORD):
        parts = branches(body)
        again = [part for part in parts if _refers(reader, part, name)]
        if again and len(again) < len(parts):
            anchors = [part for part in parts if part not in again]
            return _recursive(reader, body, (anchors, again), name, columns, parent, ctes)
        if again:
            reader.problem("unresolved", f"recursive CTE {name} has no part that does not read itself", cte)
    return _aliased(reader, reader.query(body, parent, ctes), columns)


def _refers(reader: QueryReader, node: Any, name: str) -> bool:
    """Whether a query reads a table of that (unqualified) name."""
    return any(
        table.args.get("db") is None
        and isinstance(table.this, exp.Identifier)
        and reader.names.fold_alias(table.this) == name
        for table in node.find_all(exp.Table)
    )


def _recursive(
    reader: QueryReader,
    body: Any,
    parts: tuple[list[Any], list[Any]],
    name: str,
    columns: list[str],
    parent: Scope | None,
    ctes: Ctes,
) -> Derived:
    """Resolve the anchors, then the recursive parts on them until no new source comes in."""
    anchors, again = parts
    if body.args.get("with_") is not None:
        ctes = read_ctes(reader, body.args["with_"], parent, ctes)
    result = reader.query(anchors[0], parent, ctes)
    for each in anchors[1:]:
        result = union(reader, result, reader.query(each, parent, ctes), body)
    result = _aliased(reader, result, columns)
    inner = dict(ctes)
    seen = -1
    for _ in range(max(_ROUNDS, len(result.columns) + 1)):
        inner[name] = result
        for each in again:
            step = reader.query(each, parent, inner)
            result = _aliased(reader, union(reader, result, step, body), columns)
        size = sum(len(c.direct) + len(c.indirect) for c in result.columns) + len(result.rows)
        if size == seen:
            break
        seen = size
    return result


def _aliased(reader: QueryReader, relation: Derived, columns: list[str]) -> Derived:
    relation = reader.as_table(relation)
    if not columns:
        return relation
    known = relation.all()
    if known is None:
        reader.problem("unresolved", "a CTE renames columns of a table whose columns are not known")
        result = Derived([Column(name) for name in columns])
    else:
        result = Derived([c.renamed(columns[i]) if i < len(columns) else c for i, c in enumerate(known)])
    result.rows = relation.rows
    return reader.finished(result)


def _by_need(reader: QueryReader, ctes: list[Any]) -> list[Any]:
    """Put CTEs that are read before they are written down (allowed under RECURSIVE) first."""
    by_name = {reader.names.fold_alias(_identifier(cte)): cte for cte in ctes}
    done: dict[str, Any] = {}
    open_: set[str] = set()

    def visit(name: str) -> None:
        if name in done or name in open_:
            return
        open_.add(name)
        for table in by_name[name].this.find_all(exp.Table):
            if table.args.get("db") is None and isinstance(table.this, exp.Identifier):
                needed = reader.names.fold_alias(table.this)
                if needed in open_ and needed not in done and needed != name:
                    reader.problem("unsupported", f"CTEs {name} and {needed} read each other", table)
                elif needed in by_name:
                    visit(needed)
        done[name] = by_name[name]

    for name in by_name:
        visit(name)
    return list(done.values())


def _search(reader: QueryReader, with_: Any, found: Ctes, ctes: list[Any]) -> None:
    """SEARCH ... SET and CYCLE ... SET add columns of their own, without a source, to the last CTE."""
    clauses = [with_.args[key] for key in ("search", "cycle") if isinstance(with_.args.get(key), exp.Expr)]
    relation = found[reader.names.fold_alias(_identifier(ctes[-1]))] if clauses and ctes else None
    if isinstance(relation, Derived):
        made = [clause.args.get(key) for clause in clauses for key in ("expression", "using")]
        extra = [Column(reader.names.column(i)) for i in made if isinstance(i, exp.Identifier)]
        result = Derived([*relation.columns, *extra], relation.open)
        result.rows = relation.rows
        found[reader.names.fold_alias(_identifier(ctes[-1]))] = reader.finished(result)
