"""One handler a kind of statement, found in a table.

In: a statement's tree. Out: what it reads and writes, told to :class:`Statement`. To add a kind, write a
function ``handler(statement, tree, ctes) -> Relation | None`` and put it into :data:`HANDLERS`; it returns
the relation of RETURNING, where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from lineage_provider.sql.relations import Derived, Relation
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.alter import alter, execute
from lineage_provider.sql.statements.commands import command, moves_nothing, unparsed
from lineage_provider.sql.statements.create import create, select_into
from lineage_provider.sql.statements.delete import delete, drop, truncate
from lineage_provider.sql.statements.insert import insert, multitable_insert
from lineage_provider.sql.statements.load import copy, export, load_data
from lineage_provider.sql.statements.merge import merge
from lineage_provider.sql.statements.query import query
from lineage_provider.sql.statements.update import update

__all__ = ["HANDLERS", "handle", "unparsed"]

Handler = Callable[[Statement, Any, dict[str, Relation]], Relation | None]


def _no_data(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> None:
    """A statement that neither reads nor writes rows."""


def _block(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> None:
    for each in tree.args.get("expressions") or ():
        handle(statement, each, ctes)


def _select(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    return (
        select_into(statement, tree, ctes)
        if tree.args.get("into") is not None
        else query(statement, tree, ctes)
    )


HANDLERS: dict[type[exp.Expr], Handler] = {
    exp.Select: _select,
    exp.Query: query,
    exp.Table: query,
    exp.Pivot: query,
    exp.Create: create,
    exp.Insert: insert,
    exp.MultitableInserts: multitable_insert,
    exp.Update: update,
    exp.Delete: delete,
    exp.Merge: merge,
    exp.TruncateTable: truncate,
    exp.Drop: drop,
    exp.Alter: alter,
    exp.Execute: execute,
    exp.Copy: copy,
    exp.LoadData: load_data,
    exp.Export: export,
    exp.Command: command,
    exp.Block: _block,
    **dict.fromkeys(
        (
            exp.Use,
            exp.Set,
            exp.Transaction,
            exp.Commit,
            exp.Rollback,
            exp.Show,
            exp.Describe,
            exp.Pragma,
            exp.Comment,
            exp.Grant,
            exp.Revoke,
            exp.Declare,
            exp.Analyze,
            exp.Cache,
            exp.Uncache,
            exp.Refresh,
            exp.Kill,
            exp.Attach,
            exp.Detach,
            exp.Semicolon,
            exp.Summarize,
            exp.EndStatement,
        ),
        _no_data,
    ),
}


def handle(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation:
    """Read one tree into ``statement``; the relation is what RETURNING gives."""
    handler = HANDLERS.get(tree.__class__)
    if handler is None:
        handler = next((h for kind, h in HANDLERS.items() if isinstance(tree, kind)), None)
    if not statement.kind:
        statement.kind = _kind(tree)
        if isinstance(tree, (exp.Update, exp.Delete)) and statement.unit.code.lstrip()[:5].lower() == "alter":
            statement.kind = f"ALTER TABLE {statement.kind}"  # ClickHouse
    if handler is None:
        if moves_nothing(statement.unit.code):
            pass
        elif isinstance(tree, (exp.Condition, exp.Alias)):
            first = statement.unit.code.split(None, 1)[0]
            statement.kind = ""
            statement.problem("parse", f"{first!r} does not begin a statement", tree)
        else:
            statement.problem("unsupported", f"{_kind(tree)} is not followed", tree)
        result = None
    else:
        result = handler(statement, tree, ctes)
    if result is None:
        empty = Derived([])
        empty.index(statement.names.fold)
        return empty
    return result


def _kind(tree: Any) -> str:
    if isinstance(tree, (exp.Query, exp.Table, exp.Pivot)):
        return "SELECT"
    if isinstance(tree, exp.Create):
        kind = str(tree.args.get("kind") or "").upper()
        return f"CREATE {kind} AS" if isinstance(tree.args.get("expression"), exp.Query) else f"CREATE {kind}"
    if isinstance(tree, exp.Drop):
        return f"DROP {str(tree.args.get('kind') or '').upper()}".strip()
    if isinstance(tree, exp.Command):
        return str(tree.args.get("this") or "").upper()
    if isinstance(tree, exp.Block) and tree.expressions:
        return _kind(tree.expressions[0])
    names = {
        exp.TruncateTable: "TRUNCATE",
        exp.LoadData: "LOAD DATA",
        exp.Export: "EXPORT DATA",
        exp.MultitableInserts: "INSERT ALL",
        exp.Transaction: "BEGIN",
    }
    return names.get(type(tree), type(tree).__name__.upper())
