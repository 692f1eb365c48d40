"""Functions that make several columns at once: STACK and Hive's TRANSFORM.

In: the call and the names of its columns. Out: one :class:`Column` each. A module of its own because which
argument makes which column is a rule of each function.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.expressions import Walk, value
from lineage_provider.sql.relations import TRANSFORMATION, Column
from lineage_provider.sql.scope import Scope


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
