"""IF, LOOP, FOR, TRY and their like, taken off the statements inside them.

In: a :class:`Control` that stands at a control word. Out: leaves for what conditions and headers read. A
module of its own because these are the words of all procedural dialects, one function a construct, in a
table.
"""

from __future__ import annotations

from lineage_provider.sql import tsql
from lineage_provider.sql.control import RETURNED, Control, Form, Leaf
from lineage_provider.sql.forks import Fork
from lineage_provider.sql.splitting import TRANSACTION_WORDS

_CLOSED = frozenset(["if", "loop", "while", "for", "case", "repeat", "try", "catch"])
_NOTHING = frozenset(("null", "raise", "leave", "iterate", "break", "continue", "exit", "signal", "resignal"))
_CHANGES = frozenset(
    (
        "insert",
        "update",
        "delete",
        "merge",
        "truncate",
        "create",
        "drop",
        "alter",
        "copy",
        "commit",
        "rollback",
    )
)
_DML = frozenset(["insert", "update", "delete", "merge", "execute", "select", "with"])


def _begin(control: Control) -> bool:
    following = control.word(1)
    if following in TRANSACTION_WORDS and not (control.dialect == "oracle" and following == "read"):
        return False
    if following in ("", ";") and control.at == 0:
        return False
    control.at += 1
    control.nesting.open(Fork() if control.word() == "catch" else None)
    if control.word() in ("try", "catch", "atomic"):
        control.at += 1
    elif control.word() == "not" and control.word(1) == "atomic":
        control.at += 2
    return True


def _end(control: Control) -> bool:
    control.nesting.close()
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
        control.nesting.open(Fork(), single=True)
        return True
    stop = control.until("then", begin=begin)
    if stop == len(control.tokens):
        return False
    if control.word() != "if":
        control.nesting.other()
    control.condition(begin, stop)
    if control.word() == "if":
        control.nesting.open(Fork())
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
    if not control.tsql:  # else the end of the branch before it has told
        control.nesting.other(sure=True)
    control.at += 1
    return True


def _exception(control: Control) -> bool:
    control.nesting.handlers()
    control.at += 1
    return True


def _loop(control: Control) -> bool:
    """A loop whose body comes first, and is executed once at least."""
    control.nesting.open(Fork(loop=True, sure=True))
    control.at += 1
    return True


def _body(control: Control) -> None:
    """The body of a loop that may not be executed at all: LOOP or DO behind its head."""
    if control.word() in ("loop", "do"):
        control.nesting.open(Fork(loop=True))
        control.at += 1


def _do(control: Control) -> bool:
    if control.at == 0 and control.at + 1 < len(control.tokens) and control.tokens[1].kind == "string":
        return False
    control.at += 1
    return True


def _while(control: Control) -> bool:
    if control.tsql:
        _tsql_condition(control, control.at + 1)
        control.nesting.open(Fork(loop=True), single=True)
        return True
    stop = control.until("loop", "do")
    control.condition(control.at + 1, stop)
    control.at = stop
    _body(control)
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
    if control.word() == "foreach" and stop - begin == 2 and control.tokens[begin].word == "array":
        control.add("assign", begin + 1, stop, (name,))
        control.at = stop
        _body(control)
        return True
    if control.dialect == "teradata" and control.word(4) == "cursor":
        # FOR r AS c CURSOR FOR SELECT ... DO
        begin = min(control.until("for", begin=begin) + 1, stop)
    _row(control, name, begin, stop)
    control.at = stop
    _body(control)
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
    control.nesting.when()
    control.condition(control.at + 1, stop)
    control.at = stop + 1
    return True


def _case(control: Control) -> bool:
    control.at = control.until("when", begin=control.at + 1)
    control.nesting.open(Fork())
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
    elif begin < control.at and control.dialect == "oracle":
        control.add("assign", begin, control.at, (RETURNED,))
    else:
        control.condition(begin, control.at)
    return True


def _async(control: Control) -> bool:
    """Snowflake: ``ASYNC (statement)``."""
    if control.word(1) != "(":
        return False
    close = tsql.closing(control.tokens, control.at + 1)
    control.add("run", control.at + 2, close)
    control.at = close + 1
    return True


def _perform(control: Control) -> bool:
    """PL/pgSQL: PERFORM is a SELECT whose rows are thrown away."""
    if control.word(1) in _CHANGES:
        control.at += 1  # Vertica: PERFORM stands before every statement
        return True
    begin, control.at = control.at + 1, control.until(";")
    text, start = control.slice(begin, control.at)
    control.found.append(Leaf("perform", "SELECT " + text, start, (), control.nesting.path))
    return True


FLOW: dict[str, Form] = {
    "begin": _begin,
    "end": _end,
    "if": _if,
    "elseif": _if,
    "elsif": _if,
    "else": _else,
    "exception": _exception,
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
    "async": _async,
    "await": _nothing,
    "assert": _assert,
    **dict.fromkeys(("throw", "raiserror", "print", "waitfor", "goto", "save"), _tsql_nothing),
    **dict.fromkeys(_NOTHING, _nothing),
}
