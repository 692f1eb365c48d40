"""Statements that sqlglot leaves as text, and texts that it cannot parse at all.

In: the text. Out: nothing where it moves no data; else tables from the fallback parser, marked as such;
else a reported problem.
"""

from __future__ import annotations

import re
from typing import Any

from lineage_provider.sql.ddl import renames
from lineage_provider.sql.fallback import fallback_tables
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.relations import Relation
from lineage_provider.sql.statement import Statement
from lineage_provider.sql.statements.alter import rename, swapped

# They move no rows and are not worth a word.
_SILENT = late_pattern(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:set|alter\s+(?:session|system|warehouse|user|role|account|task|pipe|procedure"
    r"|function|index|schema|database|sequence|stage|integration)|create\s+(?:or\s+replace\s+)?(?:task|pipe|procedure"
    r"|function|trigger|event|stage|file\s+format|sequence|schema|database|role|user|index|unique\s+index|warehouse"
    r"|external\s+(?:schema|function|volume|location|access)|foreign\s+(?:server|data)|api|git|image|compute|catalog"
    r"|connection|share|network|masking|row\s+access|tag|secret|integration|storage|notification|package|type|domain|extension|server"
    r"|policy|publication|subscription|projection)|(?:add|delete)\s+(?:jars?|files?|archives?)|drop\s+(?!table|view|materialized|dynamic|external|snapshot|foreign|stream)|grant|revoke|use|begin|start|commit"
    r"|rollback|end|savepoint|release|analyze|vacuum|optimize|explain|show|describe|desc|comment|return|let|declare"
    r"|raise|print|null|exit|leave|iterate|continue|open|close|fetch|go|[fm]sck|cache|uncache|refresh|install|load\s+\w+\s*$"
    r"|pragma|checkpoint|lock|unlock|flush|reset|list|ls|remove|rm|put|get|suspend|resume|waitfor|throw|reindex"
    r"|import\s+foreign\s+schema|listen|notify|unlisten|discard|cluster|kill|signal|resignal|purge|rename\s+(?:schema|user|role|index|connection|constraint|database|script|function|procedure)|dbcc|update\s+statistics|help|collect|deallocate|bt|et|assert|system|revert|execute\s+as|connect|disconnect|checksum|check\s+table|(?:en|dis)able\s+trigger|attach|detach\s+(?:table|view))\b",
    re.IGNORECASE | re.DOTALL,
)
# ALTER TABLE of options that the parser does not know changes the table; these words may move rows.
_ALTERED = late_pattern(
    r"\s*alter\s+(?:iceberg\s+|external\s+|foreign\s+|dynamic\s+)?table\s+(?:if\s+exists\s+)?(?:only\s+)?"
    r"(?P<table>(?:\"[^\"]*\"|`[^`]*`|\[[^\]]*\]|[^\s;,\"`\[])+)[\s,]",
    re.IGNORECASE,
)
_MOVING = late_pattern(
    r"\b(?:exchange|switch|swap|append|rename|attach|detach|move|replace|from|select)\b", re.IGNORECASE
)
# A projection is a part of the table, with a query of its own over it.
_OWN_PARTS = late_pattern(
    r"\s*alter\s+table\s+.*?\s(?:add|materialize|clear|drop)\s+(?:projection|index|statistics)\b",
    re.IGNORECASE | re.DOTALL,
)
_READS = late_pattern(r"\b(?:select|insert|update|delete|merge)\b", re.IGNORECASE)


def command(statement: Statement, tree: Any, ctes: dict[str, Relation]) -> Relation | None:
    """Handle a statement that is left as text."""
    _by_text(statement)
    return None


def unparsed(statement: Statement) -> None:
    """Handle a text that could not be parsed."""
    _by_text(statement)


def _by_text(statement: Statement) -> None:
    text = statement.unit.code
    statement.kind = statement.kind or " ".join(text.split(None, 2)[:1]).upper()
    found = renames(None, text, statement.names)
    if found:
        statement.problems.clear()
        for old, new, swap in found:
            (swapped if swap else rename)(statement, old, new)
        return
    altered = _ALTERED.match(text)
    if altered is not None and statement.unit.tree is not None:
        statement.touch(statement.names.from_text(altered.group("table")))
        if _MOVING.search(text) is None or _OWN_PARTS.match(text) is not None:
            return
    if moves_nothing(text) and (statement.unit.tree is not None or not _READS.search(text)):
        if statement.unit.problem is not None and statement.unit.problem.kind == "parse":
            statement.problems.clear()
        return
    if statement.unit.problem is None or statement.unit.problem.kind in ("parse", "internal"):
        _fall_back(statement, text)


def moves_nothing(text: str) -> bool:
    """Whether a statement is known to neither read nor write rows."""
    return _SILENT.match(text) is not None


def _fall_back(statement: Statement, text: str) -> None:
    if not statement.problems:
        statement.problem("unsupported", f"{statement.kind} is not followed")
    found = fallback_tables(text, statement.names)
    if found is None:
        return
    inputs, outputs = found
    statement.source = "openlineage-sql"
    for table in inputs:
        if table not in statement.script.ephemeral:
            statement.inputs[table] = None
    for table in outputs:
        statement.touch(table)
