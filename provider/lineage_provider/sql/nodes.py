"""Node classes that some releases of the parser lack, in one place.

In: nothing. Out: the classes, or one that no tree has. A module of its own so that a release that drops or
adds a class is met here and nowhere else (``tests/unit/sql/test_sqlglot_builds.py`` checks all other names).
"""

from __future__ import annotations

from sqlglot import exp


class Missing(exp.Expression):
    """Stands for a class that the installed release does not have; no tree holds one."""


def node(name: str) -> type[exp.Expr]:
    """The node class of that name, or :class:`Missing`."""
    found: type[exp.Expr] = getattr(exp, name, Missing)
    return found


OPTIONS_PROPERTY = node("OptionsProperty")
"""``OPTIONS (...)`` of CREATE; 30.22 and before have none."""
