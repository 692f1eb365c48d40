"""IF, LOOP, FOR, TRY and their like, taken off the statements inside them.

In: a :class:`Control` that stands at a control word. Out: leaves for what conditions and headers read. A
module of its own because these are the words of all procedural dialects, one function a construct, in a
table.
"""

from __future__ import annotations

from lineage_provider.sql import tsql
from lineage_provider.sql.control import Control, Form, Leaf
from lineage_provider.sql.splitting import TRANSACTION_WORDS

_CLOSED = frozenset(["if", "loop", "while", "for", "case", "repeat", "try", "catch"])
_NOTHING = frozenset(("null", "raise", "leave", "iterate", "break", "continue", "exit", "signal", "resignal"))
_DML = frozenset(["insert", "update", "delete", "merge", "execute", "select", "with"])


def _begin(control: Control) -> bool:
    following = control.word(1)
    if following in TRANSACTION_WORDS and not (control.dialect == "oracle" and following == "read"):
        return False
    if following in ("", ";") and control.at == 0:
        return False
    control.at += 1
    if control.word() in ("try", "catch", "atomic"):
        control.at += 1
    elif control.word() == "not" and control.word(1) == "atomic":
        control.at += 2
    return True


def _end(control: Control) -> bool:
    control.depth = max(0, control.depth - 1)
    control.at += 1
    if control.word() in _CLOSED and not (control.tsql and control.word() not in ("try", "catch")):
        control.at += 1
    if not control.tsql and control.word() not in (";", "", "else", "end") and control.word(1) in ("", ";"):
        control.at += 1
    return True


def _if(control: Control) -> bool:
    begin = control.at + 1
    if control.tsql:
        _tsql_condition(control, begin)
        return True
    stop = control.until("then", begin=begin)
    if stop == len(control.tokens):
        return False
    control.condition(begin, stop)
    control.depth += control.word() == "if"
    control.at = stop + 1
    return True


def _tsql_condition(control: Control, begin: int) -> None:
    """IF and WHILE: the condition ends where a statement begins."""
    depth = index = 0
    for index in range(begin, len(control.tokens)):
        word = control.tokens[index].word
        depth += (word == "(") - (word == ")")
        if depth == 0 and index > begin and word in tsql.VERBS and control.tokens[index - 1].word != ".":
            break
    control.condition(begin, index)
    control.at = max(index, control.at + 1)


def _else(control: Control) -> bool:
    control.at += 1
    return True


def _loop(control: Control) -> bool:
    control.depth += 1
    control.at += 1
    return True


def _do(control: Control) -> bool:
    if control.at == 0 and control.at + 1 < len(control.tokens) and control.tokens[1].kind == "string":
        return False
    control.at += 1
    return True


def _while(control: Control) -> bool:
    if control.tsql:
        _tsql_condition(control, control.at + 1)
        return True
    stop = control.until("loop", "do")
    control.condition(control.at + 1, stop)
    control.at = stop
    control.depth += control.word() == "do"
    return True


def _until(control: Control) -> bool:
    stop = control.until("end", ";")
    control.condition(control.at + 1, stop)
    control.at = stop
    return True


def _for(control: Control) -> bool:
    """``FOR r IN query LOOP``; a cursor's name or a range in place of the query."""
    if control.word(2) not in ("in", "as"):
        return False
    name = control.name(control.at + 1)
    begin = control.at + 3
    stop = control.until("loop", "do", begin=begin)
    _row(control, name, begin, stop)
    control.at = stop
    control.depth += control.word() == "do"
    return True


def _row(control: Control, name: str, begin: int, stop: int) -> None:
    while begin < stop and control.tokens[begin].word == "(" and control.tokens[stop - 1].word == ")":
        begin, stop = begin + 1, stop - 1
    first = control.tokens[begin].word if begin < stop else ""
    if first == "execute":
        control.add("run", begin, stop)
        control.add("declare", begin, stop, (name,))
    elif first in ("select", "with", "table", "values") or (
        stop - begin == 1 and control.tokens[begin].kind in ("word", "name")
    ):
        control.add("row", begin, stop, (name,))
    elif stop - begin > 2 and first not in _DML and first and control.tokens[begin + 1].word == "(":
        control.add("row", begin, begin + 1, (name,))  # a cursor with parameters
    else:
        control.condition(begin, stop)
        control.add("declare", begin, stop, (name,))


def _forall(control: Control) -> bool:
    """Oracle: ``FORALL i IN 1 .. n INSERT ...``."""
    name = control.name(control.at + 1) if control.at + 1 < len(control.tokens) else ""
    stop = control.until(*_DML, "save")
    control.add("declare", control.at, stop, (name,))
    saving = stop < len(control.tokens) and control.tokens[stop].word == "save"
    control.at = stop + 2 * saving  # SAVE EXCEPTIONS
    return True


def _when(control: Control) -> bool:
    stop = control.until("then")
    if stop == len(control.tokens):
        return False
    control.condition(control.at + 1, stop)
    control.at = stop + 1
    return True


def _case(control: Control) -> bool:
    control.at = control.until("when", begin=control.at + 1)
    control.depth += 1
    return True


def _nothing(control: Control) -> bool:
    """Statements that neither read nor write, and end at their semicolon."""
    if control.tsql:
        control.at = tsql.end_of_statement(control.tokens, control.at)
        return True
    stop = control.until(";")
    if control.word() == "raise" or stop - control.at <= 4:
        control.at = stop
        return True
    return False


def _tsql_nothing(control: Control) -> bool:
    return control.tsql and _nothing(control)


def _assert(control: Control) -> bool:
    """BigQuery: ASSERT condition [AS message]."""
    stop = control.until(";")
    control.condition(control.at + 1, min(control.until("as"), stop))
    control.at = stop
    return True


def _return(control: Control) -> bool:
    """RETURN of an expression, a query (PL/pgSQL) or a table (Snowflake)."""
    begin = control.at + 1
    if control.tsql:
        control.at = tsql.end_of_statement(control.tokens, control.at)
    else:
        control.at = control.until(";")
    while begin < control.at and control.tokens[begin].word in ("query", "next"):
        begin += 1
    if begin < control.at and control.tokens[begin].word == "execute":
        control.add("run", begin, control.at)
    else:
        control.condition(begin, control.at)
    return True


def _perform(control: Control) -> bool:
    """PL/pgSQL: PERFORM is a SELECT whose rows are thrown away."""
    begin, control.at = control.at + 1, control.until(";")
    text, start = control.slice(begin, control.at)
    control.found.append(Leaf("perform", "SELECT " + text, start, (), control.depth > 0))
    return True


FLOW: dict[str, Form] = {
    "begin": _begin,
    "end": _end,
    "if": _if,
    "elseif": _if,
    "elsif": _if,
    "else": _else,
    "exception": _else,
    "loop": _loop,
    "repeat": _loop,
    "do": _do,
    "while": _while,
    "until": _until,
    "for": _for,
    "forall": _forall,
    "foreach": _for,
    "when": _when,
    "case": _case,
    "return": _return,
    "perform": _perform,
    "assert": _assert,
    **dict.fromkeys(("throw", "raiserror", "print", "waitfor", "goto", "save"), _tsql_nothing),
    **dict.fromkeys(_NOTHING, _nothing),
}
