"""What CREATE, ALTER and their like say about a table: its name, its columns, whether it lasts.

In: syntax trees of definitions. Out: table nodes, column names, renames. A module of its own because the
look ahead and the statement handlers read the same trees.
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from lineage_provider.sql.model import TableName
from lineage_provider.sql.names import NameRules

DATA_KINDS = frozenset(
    {
        "TABLE",
        "VIEW",
        "EXTERNAL TABLE",
        "DYNAMIC TABLE",
        "MATERIALIZED VIEW",
        "STREAMING TABLE",
        "FOREIGN TABLE",
    }
)
"""What CREATE can make that holds rows."""

Rename = tuple[TableName, TableName, bool]
"""Old name, new name, and whether the two are swapped."""


def created_table(tree: exp.Create) -> exp.Table | None:
    """The table that a CREATE makes; None where it makes something that holds no rows."""
    if str(tree.args.get("kind") or "").upper() not in DATA_KINDS:
        return None
    target = tree.args.get("this")
    if isinstance(target, exp.Schema):
        target = target.args.get("this")
    return target if isinstance(target, exp.Table) else None


def dropped(tree: exp.Drop) -> list[Any]:
    """The tables of a DROP; in sqlglot's newer versions it names several."""
    args = tree.args
    return [args.get("this"), *(args.get("tables") or ()), *(args.get("expressions") or ())]


def is_temporary(tree: Any) -> bool:
    """Whether a CREATE or SELECT INTO makes a table of this session only."""
    if tree.args.get("temporary"):
        return True
    target = tree.args.get("this")
    if isinstance(target, exp.Schema):
        target = target.args.get("this")
    identifier = target.args.get("this") if isinstance(target, exp.Table) else None
    if isinstance(identifier, exp.Identifier) and (
        identifier.args.get("temporary") or str(identifier.this).startswith(("#", "@"))
    ):
        return True
    properties = tree.args.get("properties")
    found = properties.args.get("expressions") if isinstance(properties, exp.Expr) else ()
    # VolatileProperty: Teradata's tables of a session. TransientProperty lasts.
    return any(isinstance(p, (exp.TemporaryProperty, exp.VolatileProperty)) for p in found or ())


def declared_columns(tree: Any, names: NameRules) -> list[str]:
    """Column names of a Schema node, ``t (a int, b)``; constraints are left out."""
    target = tree.args.get("this")
    if not isinstance(target, exp.Schema):
        return []
    found = []
    for each in target.args.get("expressions") or ():
        identifier = each.args.get("this") if isinstance(each, exp.ColumnDef) else each
        if isinstance(identifier, exp.Identifier):
            found.append(names.column(identifier))
        elif isinstance(identifier, exp.Column) and isinstance(identifier.this, exp.Identifier):
            found.append(names.column(identifier.this))
    return found


_SP_RENAME = re.compile(
    r"\s*exec(?:ute)?\s+(?:sys\.)?sp_rename\s+(?:@objname\s*=\s*)?n?'(?P<old>[^']+)'\s*,\s*"
    r"(?:@newname\s*=\s*)?n?'(?P<new>[^']+)'\s*(?P<more>,.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_RENAME_TABLE = re.compile(r"\s*rename\s+table\s+(?P<pairs>.+)$", re.IGNORECASE | re.DOTALL)


def renames(tree: Any, text: str, names: NameRules) -> list[Rename]:
    """Renames and swaps of tables that a statement makes, in order."""
    if isinstance(tree, exp.Alter):
        return _altered(tree, names)
    match = _SP_RENAME.match(text)
    if match is not None and not (match.group("more") or "").strip(" ,';").upper().startswith("COLUMN"):
        old = names.from_text(match.group("old"))
        return [(old, beside(old, match.group("new"), names), False)]
    match = _RENAME_TABLE.match(text)
    if match is not None:
        pairs = [
            re.split(r"\s+to\s+", p.strip(" ;"), flags=re.IGNORECASE) for p in match.group("pairs").split(",")
        ]
        return [(names.from_text(p[0]), names.from_text(p[1]), False) for p in pairs if len(p) == 2]
    return []


def beside(old: TableName, new: str, names: NameRules) -> TableName:
    """A new name given without its schema: the table stays where it was."""
    found = names.from_text(new)
    bare = found.parts[-1:]
    return names.spelled(TableName(old.parts[:-1] + bare)) if "." not in new.strip('"`[]') else found


def _altered(tree: exp.Alter, names: NameRules) -> list[Rename]:
    target = tree.args.get("this")
    if not isinstance(target, exp.Table):
        return []
    old = names.dataset(target)
    found: list[Rename] = []
    for action in tree.args.get("actions") or ():
        if isinstance(action, exp.AlterRename) and isinstance(action.this, exp.Table):
            new = names.dataset(action.this)
            if action.this.args.get("db") is None:
                new = names.spelled(TableName(old.parts[:-1] + new.parts[-1:]))
            found.append((old, new, False))
        elif isinstance(action, exp.SwapTable) and isinstance(action.this, exp.Table):
            found.append((old, names.dataset(action.this), True))
    return found
