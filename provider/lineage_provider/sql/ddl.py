"""What CREATE, ALTER and their like say about a table: its name, its columns, whether it lasts.

In: syntax trees of definitions. Out: table nodes, column names, renames. A module of its own because the
look ahead and the statement handlers read the same trees.
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from lineage_provider.sql.late_pattern import late_pattern
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
        "MODEL",
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
        identifier.args.get("temporary")
        or identifier.args.get("global_")
        or str(identifier.this).startswith(("#", "@"))
    ):
        return True
    properties = tree.args.get("properties")
    found = properties.args.get("expressions") if isinstance(properties, exp.Expr) else ()
    # VolatileProperty: Teradata's tables of a session; behind MULTISET the word is read as one of a function.
    # TransientProperty lasts.
    return any(
        isinstance(p, (exp.TemporaryProperty, exp.VolatileProperty))
        or (isinstance(p, exp.StabilityProperty) and p.name.upper() == "VOLATILE")
        for p in found or ()
    )


def declared_columns(tree: Any, names: NameRules) -> list[str]:
    """Column names of a Schema node, ``t (a int, b)``; constraints are left out."""
    target = tree.args.get("this")
    if isinstance(tree, exp.Insert) and isinstance(target, exp.Table) and target.args.get("alias"):
        # sqlglot 30.20 takes the columns of INSERT INTO t AS a (b, c) for those of the alias.
        alias = target.args["alias"]
        columns = alias.args.get("columns") if isinstance(alias, exp.TableAlias) else None
        return [names.column(column) for column in columns or () if isinstance(column, exp.Identifier)]
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


_SP_RENAME = late_pattern(
    r"\s*exec(?:ute)?\s+(?:sys\.)?sp_rename\s+(?:@objname\s*=\s*)?n?'(?P<old>[^']+)'\s*,\s*"
    r"(?:@newname\s*=\s*)?n?'(?P<new>[^']+)'\s*(?P<more>,.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_RENAME = late_pattern(
    r"\s*rename\s+(?!(?:schema|column|user|role|index|connection|constraint|database|script|function|consumer"
    r"|procedure|macro|trigger|sequence)\s)(?:table\s+|object\s*::\s*|object\s+|view\s+)?(?P<pairs>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ON_CLUSTER = late_pattern(r"\s+on\s+cluster\s+\S+\s*;?\s*$", re.IGNORECASE)
_EXCHANGE = late_pattern(r"\s*exchange\s+tables\s+(?P<a>\S+)\s+and\s+(?P<b>[^\s;]+)", re.IGNORECASE)
_RENAMED_VIEW = late_pattern(
    r"\s*alter\s+materialized\s+view\s+(?:if\s+exists\s+)?(?P<old>[^\s;]+)\s+rename\s+to\s+(?P<to>[^\s;]+)\s*;?\s*$",
    re.IGNORECASE,
)
_SET_SCHEMA = late_pattern(
    r"\s*alter\s+(?:table|view|materialized\s+view)\s+(?:if\s+exists\s+)?(?P<old>\S+)\s+set\s+schema\s+(?P<to>[^\s;]+)",
    re.IGNORECASE,
)
_TRANSFER = late_pattern(
    r"\s*alter\s+schema\s+(?P<to>\S+)\s+transfer\s+(?:object\s*::\s*)?(?P<old>[^\s;]+)", re.IGNORECASE
)


def renames(tree: Any, text: str, names: NameRules) -> list[Rename]:
    """Renames and swaps of tables that a statement makes, in order."""
    for pattern in (_SET_SCHEMA, _TRANSFER):
        match = pattern.match(text)
        if match is not None:
            old = names.from_text(match.group("old"))
            moved = names.from_text(match.group("to") + "." + match.group("old").split(".")[-1])
            return [(old, moved, False)]
    if isinstance(tree, exp.Alter):
        return _altered(tree, names)
    match = _SP_RENAME.match(text)
    if match is not None and not _of_column(match) and not _of_part(match):
        old = names.from_text(match.group("old"))
        return [(old, beside(old, match.group("new"), names), False)]
    match = _EXCHANGE.match(text)
    if match is not None:
        return [(names.from_text(match.group("a")), names.from_text(match.group("b")), True)]
    match = _RENAMED_VIEW.match(text)
    if match is not None:
        old = names.from_text(match.group("old"))
        return [(old, beside(old, match.group("to"), names), False)]
    match = _RENAME.match(text)
    return _renamed_pairs(match.group("pairs"), names) if match is not None else []


def _of_part(match: re.Match[str]) -> bool:
    """Whether sp_rename is about an index, statistics, a type or a database."""
    kind = re.search(
        r"n?'(index|statistics|userdatatype|database)'", match.group("more") or "", re.IGNORECASE
    )
    return kind is not None


def _of_column(match: re.Match[str]) -> bool:
    return (match.group("more") or "").strip(" ,;\n\t\r").lstrip("nN'").upper().startswith("COLUMN")


def renamed_column(text: str, names: NameRules) -> TableName | None:
    """The table whose column sp_rename renames."""
    match = _SP_RENAME.match(text)
    if match is None or not _of_column(match):
        return None
    return names.from_text(match.group("old").rpartition(".")[0])


def _renamed_pairs(text: str, names: NameRules) -> list[Rename]:
    found = []
    for pair in _ON_CLUSTER.sub("", text).split(","):
        parts = re.split(r"\s+(?:to|as)\s+", pair.strip(" ;\n\t"), maxsplit=1, flags=re.IGNORECASE)
        if len(parts) == 2:
            old = names.from_text(parts[0])
            found.append((old, beside(old, parts[1], names), False))
    return found


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
    if any(isinstance(each, exp.ToTableProperty) for each in tree.args.get("options") or ()):
        return []  # PostgreSQL: RENAME a TO b is about a column
    for action in tree.args.get("actions") or ():
        if isinstance(action, exp.AlterRename) and isinstance(action.this, exp.Table):
            new = names.dataset(action.this)
            if action.this.args.get("db") is None:
                new = names.spelled(TableName(old.parts[:-1] + new.parts[-1:]))
            found.append((old, new, False))
        elif isinstance(action, exp.SwapTable) and isinstance(action.this, exp.Table):
            found.append((old, names.dataset(action.this), True))
    return found
