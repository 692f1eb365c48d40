"""SELECT, set operations and their like on their own: what they read, and their projections.

A text that writes nothing lists the projections of its last query under their bare names.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Derived, Element, Relation
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.function_alone import function_alone
from lineage_provider.sql.statements.values import assigned_in_select


def query(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle a query that writes nothing."""
    result = statement.reader.query(tree, None, ctes)
    function_alone(statement, tree)
    if isinstance(tree, exp.Select) and assigned_in_select(statement, tree, result):
        statement.kind = "SET"
        return None
    if result.open:
        unknown_star(statement, result)
    statement.result_rows = result
    statement.edges("", [Target(c.name, c, c.unnamed) for c in result.columns], result.rows)
    return None


def written_to(statement: Statement, place: TableName, result: Derived) -> None:
    """Write a query's columns, under their own names, to a file, a stage or a URL."""
    if result.open:
        unknown_star(statement, result)
    statement.write(place, [Target(c.name, c, c.unnamed) for c in result.columns], result.rows)


def unknown_star(statement: Statement, result: Any) -> None:
    """Report a star whose columns are not known."""
    over = {
        "a value" if isinstance(b, Element) else str(getattr(b, "table", "a table")) for b in result.unknown()
    }
    statement.problem("unresolved", f"* over {', '.join(sorted(over))}: its columns are not known")
