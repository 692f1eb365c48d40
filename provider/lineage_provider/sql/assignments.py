"""Variables of a block: what is declared, assigned, fetched or selected into them.

In: a :class:`Control` that stands at a declaration or an assignment. Out: leaves that name the variables.
A module of its own because each dialect declares and assigns in its own words.
"""

from __future__ import annotations

from lineage_provider.sql import tsql
from lineage_provider.sql.control import SECTIONS, Control, Form, Leaf
from lineage_provider.sql.tokens import string_value

_NO_NAMES = frozenset(["condition", "handler", "procedure", "function", "pragma", "type", "subtype"])
_SETTINGS = frozenset(
    (
        "search_path",
        "schema",
        "session",
        "local",
        "global",
        "role",
        "catalog",
        "names",
        "transaction",
        "nocount",
        "ansi_nulls",
        "xact_abort",
        "identity_insert",
        "quoted_identifier",
        "datefirst",
        "dateformat",
        "language",
        "rowcount",
        "noexec",
        "statistics",
        "ansi_warnings",
        "ansi_padding",
        "arithabort",
        "character",
        "constraints",
        "time",
        "current",
        "password",
        "path",
        "foreign",
        "autocommit",
        "sql_mode",
        "@@session",
        "@@global",
        "numeric_roundabort",
        "deadlock_priority",
        "lock_timeout",
        "concat_null_yields_null",
        "timezone",
    )
)
_VARIABLE_WORDS = frozenset(("var", "variable"))


def _declare(control: Control) -> bool:
    if control.dialect in SECTIONS and _has_begin(control):
        control.at += 1
        section(control)
        return True
    begin = control.at + 1
    if control.word(1) in ("or", *_VARIABLE_WORDS):
        while begin < len(control.tokens) and control.tokens[begin].word in (
            "or",
            "replace",
            *_VARIABLE_WORDS,
        ):
            begin += 1
    if "handler" in (control.word(2), control.word(3)):
        # MySQL: DECLARE CONTINUE HANDLER FOR NOT FOUND statement.
        control.at = control.until("set", "begin", "insert", "update", "delete", "select", "call", ";")
        return True
    if control.tsql:
        return _tsql_declare(control, begin)
    stop = control.until(";")
    _declared(control, begin, stop)
    control.at = stop
    return True


def _has_begin(control: Control) -> bool:
    return control.until("begin") < len(control.tokens)


def section(control: Control) -> None:
    """Declarations up to BEGIN, each ended by a semicolon."""
    while control.at < len(control.tokens) and control.word() != "begin":
        if control.word() in ("procedure", "function"):
            _skip_routine(control)
            continue
        stop = control.until(";", "begin")
        begin = control.at
        if control.word() == "cursor":
            _cursor(control, begin + 1, stop)
        elif control.word() in ("type", "subtype"):
            control.add("declare", begin, stop)
        elif control.word() not in _NO_NAMES:
            _declared(control, begin, stop)
        control.at = stop + (stop < len(control.tokens) and control.tokens[stop].word == ";")


def _skip_routine(control: Control) -> None:
    """A routine declared inside: its body runs only where it is called."""
    begin = control.at
    _to_end_of_routine(control)
    text, start = control.slice(begin, min(control.at, len(control.tokens)))
    control.found.append(Leaf("run", "CREATE " + text, start, (), control.nesting.path))


def _to_end_of_routine(control: Control) -> None:
    stop = control.until(";", "is", "as", "begin")
    if stop < len(control.tokens) and control.tokens[stop].word == ";":
        control.at = stop + 1
        return
    depth, bodies = 0, 1
    while stop < len(control.tokens):
        word = control.tokens[stop].word
        if not depth and word in ("procedure", "function"):
            # A routine inside this one, unless it is only announced.
            head = control.until(";", "is", "as", begin=stop)
            bodies += head < len(control.tokens) and control.tokens[head].word != ";"
        if word in ("begin", "case") or (word in ("if", "loop") and control.tokens[stop - 1].word != "end"):
            depth += 1
        elif word == "end":
            depth -= 1
            bodies -= depth <= 0
            if not bodies:
                break
        stop += 1
    control.at = control.until(";", begin=stop) + 1


def _declared(control: Control, begin: int, stop: int) -> None:
    """``a, b type [:= | DEFAULT | =] value`` and ``c CURSOR FOR query``."""
    if begin >= stop:
        return
    if any(control.tokens[i].word == "cursor" for i in range(begin, min(stop, begin + 4))):
        _cursor(control, begin, stop)
        return
    names = [control.name(begin)]
    at = begin + 1
    while at + 1 < stop and control.tokens[at].word == ",":
        names.append(control.name(at + 1))
        at += 2
    value = control.until(":=", "default", "=", begin=at)
    if value >= stop:
        control.add("declare", begin, stop, tuple(names))
        return
    control.add("declare", begin, value, tuple(names))
    for name in names:
        control.add("assign", value + 1, stop, (name,))


def _cursor(control: Control, begin: int, stop: int) -> None:
    """``CURSOR c [(p type)] IS query``, ``c CURSOR FOR query``."""
    query = control.until("select", "with", begin=begin)
    if query < stop:
        control.add("cursor", query, stop, (control.name(begin),))
    elif stop - begin > 2 and control.tokens[stop - 2].word == "for":
        control.add("row", stop - 1, stop, (control.name(begin),))  # Snowflake: of a RESULTSET
    else:
        control.add("declare", begin, stop, (control.name(begin),))


def _tsql_declare(control: Control, begin: int) -> bool:
    """``DECLARE @a int = 1, @b int``, ``DECLARE @t TABLE (...)``, ``DECLARE c CURSOR FOR query``."""
    stop = tsql.end_of_statement(control.tokens, control.at)
    if any(control.tokens[i].word == "cursor" for i in range(begin, min(stop, begin + 4))):
        _cursor(control, begin, stop)
        control.at = stop
        return True
    at = begin
    while at < stop:
        comma = control.until(",", begin=at)
        comma = min(comma, stop)
        kind = control.tokens[at + 1].word if at + 1 < stop else ""
        kind = control.tokens[at + 2].word if kind == "as" and at + 2 < stop else kind
        if kind == "table":
            opening = control.until("table", begin=at) + 1
            columns, _ = control.slice(opening, comma)
            text = f"CREATE TABLE [{control.name(at).lower()}] {columns}"
            control.found.append(Leaf("run", text, control.tokens[at].start, (), control.nesting.path))
        else:
            value = control.until("=", begin=at)
            if value < comma:
                control.add("assign", value + 1, comma, (control.name(at),))
            else:
                control.add("declare", at, comma, (control.name(at),))
        at = comma + 1
    control.at = stop
    return True


def _set(control: Control) -> bool:
    """``SET x = value`` of a variable; settings of the session stay statements."""
    begin = control.at + 1
    while begin < len(control.tokens) and control.tokens[begin].word in _VARIABLE_WORDS:
        begin += 1
    if begin >= len(control.tokens):
        return False
    target = control.tokens[begin].word
    if target in _SETTINGS or (control.tsql and not target.startswith("@")):
        return False
    stop = tsql.end_of_statement(control.tokens, control.at) if control.tsql else control.until(";")
    if target == "(":
        # BigQuery and Snowflake: SET (a, b) = (SELECT ...)
        close = tsql.closing(control.tokens, begin)
        names = tuple(control.name(i) for i in range(begin + 1, close, 2))
        equals = close + 1
    else:
        names, equals = (control.name(begin),), begin + 1
    if equals < stop and control.tokens[equals].word == ":":
        equals += 1
    sign = control.tokens[equals].word if equals < stop else ""
    following = control.tokens[equals + 1].word if equals + 1 < stop else ""
    if sign in ("+", "-", "*", "/") and following == "=":
        # @x += 1: the value is made of the old one.
        text, start = control.slice(equals + 2, stop)
        control.found.append(Leaf("assign", f"{names[0]} {sign} {text}", start, names, control.nesting.path))
    elif sign in ("=", ":="):
        _each_assigned(control, names, equals + 1, stop)
    else:
        return False
    control.at = stop
    return True


def _each_assigned(control: Control, names: tuple[str, ...], begin: int, stop: int) -> None:
    """One value, or MySQL's ``SET a = 1, b = 2``."""
    while True:
        comma = min(control.until(",", begin=begin), stop)
        control.add("assign", begin, comma, names)
        if comma >= stop or comma + 2 >= stop or control.tokens[comma + 2].word not in ("=", ":="):
            return
        names, begin = (control.name(comma + 1),), comma + 3


def _let(control: Control) -> bool:
    """Snowflake: ``LET x [type] := value``, ``LET c CURSOR FOR query``."""
    begin, stop = control.at + 1, control.until(";")
    if begin >= stop:
        return False
    _declared(control, begin, stop)
    control.at = stop
    return True


def _fetch(control: Control) -> bool:
    """``FETCH [NEXT FROM] c INTO a, b``, ``FETCH c BULK COLLECT INTO rows LIMIT 500``."""
    stop = tsql.end_of_statement(control.tokens, control.at) if control.tsql else control.until(";")
    into = control.until("into")
    if control.at < into < stop and control.tokens[into - 1].word != "insert":
        last = min(control.until("limit"), stop)
        names: list[str] = []
        for i in range(into + 1, last):
            if control.tokens[i].kind not in ("word", "name"):
                continue
            if control.tokens[i - 1].word == "." and names:
                names[-1] += "." + control.name(i)  # a field of a record
            else:
                names.append(control.name(i))
        cursor = into - 1 if control.tokens[into - 1].word != "collect" else into - 3
        control.add("fetch", cursor, cursor + 1, tuple(names))
    control.at = stop
    return True


def _open(control: Control) -> bool:
    """``OPEN c``, ``OPEN c FOR query``, ``OPEN c FOR EXECUTE text``."""
    stop = tsql.end_of_statement(control.tokens, control.at) if control.tsql else control.until(";")
    text = control.tokens[control.at + 3] if control.at + 3 < stop else None
    if control.word(2) == "for" and text is not None and text.kind == "string":
        query, name = string_value(control.text, text), control.name(control.at + 1)
        control.found.append(Leaf("cursor", query, text.start, (name,), control.nesting.path))
    elif control.word(2) == "for" and control.word(3) in ("execute", ""):
        control.add("run", control.at + 3, stop)
    elif control.word(2) == "for":
        control.add("cursor", control.at + 3, stop, (control.name(control.at + 1),))
    control.at = stop
    return True


def _none(control: Control) -> bool:
    """CLOSE and DEALLOCATE of a cursor."""
    control.at = tsql.end_of_statement(control.tokens, control.at) if control.tsql else control.until(";")
    return True


ASSIGNMENTS: dict[str, Form] = {
    "declare": _declare,
    "set": _set,
    "let": _let,
    "fetch": _fetch,
    "open": _open,
    "close": _none,
    "deallocate": _none,
}
