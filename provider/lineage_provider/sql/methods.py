"""Methods of values: ``x.doc.value('/a', 'int')``, ``(SELECT ...).query('.')``, ``(a + b).value(...)``.

In: what stands in front of a method. Out: the same with columns in it. A module of its own because the
parser takes every column in front of a call for a part of a function's name, at any depth.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

XML_METHODS = frozenset({"value", "query", "nodes", "exist"})
"""T-SQL's methods of xml values that give a value or rows."""
FILE_METHODS = frozenset({"filepath", "filename"})
"""T-SQL's methods of the rows of a file, which tell the file and nothing of its columns."""
_PLAIN = (exp.Identifier, exp.Dot, exp.Column, exp.Parameter)
_NAMING = (exp.Table, exp.TableAlias, exp.Column, exp.CTE, exp.ColumnDef, exp.Anonymous, exp.ScopeResolution)
_NAMES = frozenset(("alias", "using", "over", "columns", "kind"))


def with_columns(node: Any) -> Any:
    """A copy of an expression in front of a method, with its columns; a plain name as it is.

    >>> from sqlglot import parse_one
    >>> tree = parse_one("CAST(s.j AS XML).value('.', 'int')", dialect="tsql")
    >>> [column.sql() for column in with_columns(tree.this).find_all(exp.Column)]
    ['s.j']
    """
    if not isinstance(node, exp.Expr) or isinstance(node, _PLAIN):
        return node
    made = node.copy()
    for name in list(made.find_all(exp.Identifier)):
        parent = name.parent
        if isinstance(parent, exp.Dot):
            _dotted(parent, name)
        elif parent is not None and not isinstance(parent, _NAMING) and name.arg_key not in _NAMES:
            name.replace(exp.Column(this=name.copy()))
    return made


def _dotted(dot: exp.Dot, name: exp.Identifier) -> None:
    """``s.j`` and ``s.*``; not the names in front of another method."""
    right = dot.expression
    named = name.arg_key == "this" and isinstance(right, (exp.Identifier, exp.Star))
    if named and not isinstance(dot.parent, exp.Dot):
        dot.replace(exp.Column(this=right.copy(), table=name.copy()))
