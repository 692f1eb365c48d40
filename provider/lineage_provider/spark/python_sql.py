"""SQL in a PySpark program: the texts of its ``spark.sql("...")`` calls.

In: the text of a Python file. Out: the SQL of those calls whose text is a constant, in the order in which
they stand, and what the program says about names that are no tables. A module of its own because nothing is
executed here: whether a call is reached, and how often, is not known, and is not claimed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_VIEWS = frozenset(
    {
        "createOrReplaceTempView",
        "createTempView",
        "createOrReplaceGlobalTempView",
        "createGlobalTempView",
        "registerTempTable",
        "registerDataFrameAsTable",
    }
)
_OTHER_SCHEMA = frozenset({"setCurrentDatabase", "setCurrentCatalog"})
"""Calls after which a name without a schema is in another one."""
_SESSIONS = frozenset({"spark", "session", "spark_session", "sqlContext", "sql_context"})
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class PythonSql:
    """What a program says in SQL."""

    texts: tuple[str, ...] = ()
    others: int = 0
    """Calls whose text is put together when the program runs."""
    views: frozenset[str] = frozenset()
    """Names, in small letters, that the program gives to DataFrames: no tables of a catalog."""
    other_views: bool = False
    """Whether there are more such names, made when the program runs: what a name without a schema is, is not
    known then."""


def python_sql(source: str) -> PythonSql:
    """Read a program; raises SyntaxError, and ValueError or RecursionError for a text that is no program.

    >>> python_sql('table = "b"\\nspark.sql("SELECT 1")\\nspark.sql(f"SELECT {x}")')
    PythonSql(texts=('SELECT 1',), others=1, views=frozenset(), other_views=False)
    """
    tree = ast.parse(source)
    constants = _constants(tree)
    sessions = _SESSIONS | _assigned_sessions(tree)
    texts: list[str] = []
    views: set[str] = set()
    others = 0
    other_views = False
    for call in _calls(tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr == "sql" and _is_session(call.func.value, sessions):
            text = _text(_argument(call, "sqlQuery"), constants)
            # Further keywords are put into the text: spark.sql("SELECT * FROM {df}", df=df).
            filled = any(keyword.arg not in ("sqlQuery", "args") for keyword in call.keywords)
            if text is None or filled:
                others += 1
            else:
                texts.append(text)
        elif call.func.attr in _OTHER_SCHEMA:
            other_views = True
        elif call.func.attr in _VIEWS:
            place = -1 if call.func.attr == "registerDataFrameAsTable" else 0
            name = _text(_argument(call, "name", place), constants)
            if name is None:
                other_views = True
            else:
                views.add(name.lower())
    return PythonSql(tuple(texts), others, frozenset(views), other_views)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls in the order in which they stand in the text."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    yield from sorted(found, key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0))


def _argument(call: ast.Call, name: str, place: int = 0) -> ast.expr | None:
    named = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
    return named or (call.args[place] if call.args else None)


def _constants(tree: ast.Module) -> Mapping[str, str]:
    """Names that the module gives a text at its top, once, and that nothing else gives a value."""
    given: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            given[node.id] = given.get(node.id, 0) + 1
        elif isinstance(node, ast.arg):
            given[node.arg] = given.get(node.arg, 0) + 1
        elif isinstance(node, ast.alias):
            name = (node.asname or node.name).partition(".")[0]
            given[name] = given.get(name, 0) + 1
    found: dict[str, str] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, text = statement.targets[0], _text(statement.value, {})
            if isinstance(target, ast.Name) and text is not None and given.get(target.id) == 1:
                found[target.id] = text
    return found


def _text(node: ast.expr | None, constants: Mapping[str, str]) -> str | None:
    """A text that is the same whenever the program runs; None where that is not known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = (_text(node.left, constants), _text(node.right, constants))
        return None if None in sides else "".join(side or "" for side in sides)
    return None


def _is_session(node: ast.expr, sessions: frozenset[str]) -> bool:
    """``spark``, ``self.spark``, ``SparkSession.builder...getOrCreate()``."""
    if isinstance(node, ast.Name):
        return node.id in sessions
    if isinstance(node, ast.Attribute):
        return node.attr in sessions
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("getOrCreate", "getActiveSession", "newSession")
    )


def _assigned_sessions(tree: ast.AST) -> frozenset[str]:
    """Names that are given a session."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_session(node.value, frozenset()):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif (
            isinstance(node, ast.withitem)
            and isinstance(node.optional_vars, ast.Name)
            and _is_session(node.context_expr, frozenset())
        ):
            found.add(node.optional_vars.id)
    return frozenset(found)
