"""Blocks and batches opened: the parts that executing a text executes, in order.

In: one statement's text. Out: :class:`Leaf` values, or None where it is one plain statement. A module of
its own because this is the one place that decides, cheaply for the many plain statements, whether a text
must be read by its control words.
"""

from __future__ import annotations

import re
from functools import cache

from lineage_provider.sql.assignments import ASSIGNMENTS
from lineage_provider.sql.control import TSQL, Control, Form, Leaf
from lineage_provider.sql.flow import FLOW
from lineage_provider.sql.forks import Nesting
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.lexing import comment_patterns
from lineage_provider.sql.tokens import Token, string_start, string_value, tokens

__all__ = ["Leaf", "code_start", "leaves"]

FORMS: dict[str, Form] = {**FLOW, **ASSIGNMENTS}
_WORD = late_pattern(r"<<|[^\W\d]\w*")
_LABEL = late_pattern(r"\s*:(?!=)")
_FIRST = frozenset(FORMS) | {"<<", "do"}
# SQL cursors and transactions at the top level are statements for the server, not parts of a block.
_PLAIN_HERE = frozenset(("end", "open", "close", "fetch", "deallocate", "return", "null", "exit", "when"))


def leaves(
    text: str, dialect: str, *, inside: bool = False, nesting: Nesting | None = None
) -> list[Leaf] | None:
    """The parts of ``text``; ``inside``: it is the body of a block, not a statement of its own.

    ``nesting`` says in which branches and loops the text begins, and then in which it ends: BigQuery's IF and
    FOR are cut at the semicolons inside them, and T-SQL's ELSE may follow one.

    >>> [leaf.text for leaf in leaves("BEGIN INSERT INTO a SELECT 1; END", "snowflake")]
    ['INSERT INTO a SELECT 1']
    """
    start = code_start(text, dialect)
    match = _WORD.match(text, start)
    word = match.group().lower() if match else ""
    if word == "do" and dialect not in TSQL:
        return _do_block(text, dialect, start)
    labelled = match is not None and _LABEL.match(text, match.end()) is not None
    opened = inside or dialect in TSQL or labelled
    if not opened and (word not in _FIRST or word in _PLAIN_HERE):
        if nesting is not None and word == "end":
            nesting.close()
        return None
    control = Control(text, dialect, FORMS, start, nesting)
    found = control.leaves()
    if len(found) == 1 and not control.controlled and not inside:
        return None
    return found


def _do_block(text: str, dialect: str, start: int) -> list[Leaf] | None:
    """PostgreSQL: DO [LANGUAGE plpgsql] $$ body $$."""
    found = tokens(text, dialect, start)
    body = next((token for token in found[1:4] if token.kind == "string"), None)
    if body is None:
        return None
    language = _language(found)
    if language not in ("", "plpgsql", "sql"):
        return None
    control = Control(string_value(text, body), dialect, FORMS)
    shift = string_start(text, body)
    return [leaf._replace(start=leaf.start + shift) for leaf in control.leaves()]


def _language(found: list[Token]) -> str:
    return next((found[i + 1].word for i in range(len(found) - 1) if found[i].word == "language"), "")


@cache
def _lead(dialect: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s|;|{comment_patterns(dialect)})*+", re.DOTALL)


def code_start(text: str, dialect: str, start: int = 0) -> int:
    """The offset of the first character that is no blank and no comment."""
    if text[start : start + 1].isalpha():
        return start
    match = _lead(dialect).match(text, start)
    return match.end() if match else start
