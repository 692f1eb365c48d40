"""Partitions that go from one table to another: ATTACH, EXCHANGE, MOVE, REPLACE and SWITCH.

In: a statement's text. Out: the tables that get or lose rows, and their columns, which keep their names. A
module of its own because every engine has words of its own for it.
"""

from __future__ import annotations

import re

from lineage_provider.sql.relations import Derived
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.form import Form, changed
from lineage_provider.sql.statements.form import name as _name
from lineage_provider.sql.statements.form import pattern as _pattern
from lineage_provider.sql.statements.form import table_of as _table
from lineage_provider.sql.statements.query import unknown_star


def _copied(statement: Statement, match: re.Match[str]) -> None:
    """Rows of ``of`` are put into ``to`` as they are; ``of`` keeps them."""
    relation = statement.read(_table(statement, match, "of"))
    known = relation.columns if isinstance(relation, Derived) else relation.all() or ()
    statement.write(_table(statement, match, "to"), [Target(c.name, c) for c in known], relation.rows)
    if isinstance(relation, Derived) and relation.open:
        unknown_star(statement, relation)


def _moved(statement: Statement, match: re.Match[str]) -> None:
    """Rows go from ``of`` to ``to``: both change."""
    statement.touch(_table(statement, match, "of"))
    _copied(statement, match)


_SPARKS = frozenset(("spark", "spark2", "databricks", "hive", "athena"))
_CLICKHOUSE = frozenset(("clickhouse",))
_PARTITION = r"\s+partition\s+(?:id\s+)?(?:(?:tuple\s*)?\([^()]*\)|'[^']*'|\S+)"
_ON_CLUSTER = r"(?:\s+on\s+cluster\s+\S+)?"

PARTITIONS: tuple[Form, ...] = (
    Form(
        "ALTER TABLE EXCHANGE",
        _pattern(
            rf"alter\s+table\s+{_name('to')}\s+exchange\s+partition\s*\([^()]*\)"
            rf"\s+with\s+table\s+{_name('of')}"
        ),
        _moved,
        _SPARKS,
    ),
    Form(
        "ALTER TABLE SWITCH",
        _pattern(rf"alter\s+table\s+{_name('of')}\s+switch\s+(?:partition\s+\S+\s+)?to\s+{_name('to')}"),
        _moved,
    ),
    Form(
        "ALTER TABLE REPLACE PARTITION",
        _pattern(
            rf"alter\s+table\s+{_name('to')}{_ON_CLUSTER}\s+(?:replace|attach){_PARTITION}\s+from\s+{_name('of')}"
        ),
        _copied,
        _CLICKHOUSE,
    ),
    Form(
        "ALTER TABLE MOVE PARTITION",
        _pattern(
            rf"alter\s+table\s+{_name('of')}{_ON_CLUSTER}\s+move{_PARTITION}\s+to\s+table\s+{_name('to')}"
        ),
        _moved,
        _CLICKHOUSE,
    ),
    Form(
        "ALTER TABLE FETCH PARTITION",
        _pattern(rf"alter\s+table\s+{_name('to')}{_ON_CLUSTER}\s+fetch\s+part(?:ition)?\b"),
        changed,
        _CLICKHOUSE,
    ),
    Form(
        "ALTER TABLE ATTACH PARTITION",
        _pattern(
            rf"alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?{_name('to')}\s+attach\s+partition\s+{_name('of')}"
            r"\s+(?:for\s+values|default)\b"
        ),
        _copied,
    ),
    Form(
        "ALTER TABLE DETACH PARTITION",
        _pattern(rf"alter\s+table\s+(?:if\s+exists\s+)?{_name('of')}\s+detach\s+partition\s+{_name('to')}"),
        _moved,
        frozenset(("postgres",)),
    ),
    Form(
        "ALTER TABLE PARTITION",
        _pattern(
            rf"alter\s+table\s+{_name('to')}{_ON_CLUSTER}\s+(?:attach|detach)\s+part(?:ition)?\s+"
            r"(?:id\s+)?(?:(?:tuple\s*)?\([^()]*\)|'[^']*'|[^\s;]+)\s*;?\s*$"
        ),
        changed,
        _CLICKHOUSE,
    ),
)
