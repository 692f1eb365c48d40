"""The columns that a call in FROM declares itself: JSON_TABLE, XMLTABLE, OPENJSON, json_populate_record.

In: the call. Out: names of columns. A module of its own because every such function has a grammar of its own
for the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from lineage_provider.sql.known_functions import FUNCTION_COLUMNS
from lineage_provider.sql.scope import Scope

RECORDS = frozenset(
    f"{kind}_populate_{rows}" for kind in ("json", "jsonb") for rows in ("record", "recordset")
)
"""PostgreSQL's functions whose rows are of the type of their first argument."""
_DEFINITIONS = (exp.JSONColumnDef, exp.OpenJSONColumnDef, exp.ColumnDef)


def declared(function: Any, scope: Scope) -> list[str]:
    """The columns that the call lists."""
    names: list[str] = []
    for each in _definitions(function):
        identifier = each.args.get("this")
        if isinstance(identifier, exp.Identifier):
            names.append(scope.names.column(identifier))
        elif isinstance(identifier, str):
            names.append(identifier)
    return names


def fields(function: Any, name: str, scope: Scope) -> list[str]:
    """The columns that a function's rows have whatever the text says; empty where they are not known."""
    known = [scope.names.column_text(each) for each in FUNCTION_COLUMNS.get(name, ())]
    given = function.args.get("expressions") or ()
    kind = given[0].args.get("to") if name in RECORDS and given and isinstance(given[0], exp.Cast) else None
    if kind is None or not isinstance(kind.args.get("kind"), (exp.Identifier, str)):
        return known
    # null::t is a row of the table t, which is not read.
    of = kind.args["kind"]
    table = scope.names.from_text(of.name) if isinstance(of, exp.Identifier) else scope.names.from_text(of)
    return scope.reader.tables.target_columns(table) or known


def _definitions(function: Any) -> Iterator[Any]:
    """The definitions of columns in order; those of NESTED PATH stand among the others."""
    for part in (function.args.get("schema"), function):
        if isinstance(part, exp.Expr):
            for each in part.args.get("columns") or part.args.get("expressions") or ():
                if isinstance(each, exp.JSONColumnDef) and each.args.get("nested_schema"):
                    yield from _definitions(each.args["nested_schema"])
                elif isinstance(each, _DEFINITIONS):
                    yield each
