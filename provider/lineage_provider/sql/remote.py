"""Table functions that read another server: OPENQUERY, EXTERNAL_QUERY, dblink, remote(), postgres_query, ...

In: a call in FROM. Out: the relation of what it reads there, with the names that the call itself gives, and
a reported problem, as nobody looked into that server. A module of its own because the text inside such a
call is SQL of another place: neither the defaults nor the temporary tables of this text hold there.

A query that is sent through a connection of a name reads tables of the form ``connection.schema.table``, as
SQL Server, DuckDB and Trino name them themselves; where only an address is given, the tables keep their own
names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlglot import exp

from lineage_provider.sql.files import REMOTE_FUNCTIONS
from lineage_provider.sql.model import ProblemKind, TableName
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.relations import Column, Derived, Relation
from lineage_provider.sql.table_arguments import table_of

if TYPE_CHECKING:
    from lineage_provider.sql.queries import Tables
    from lineage_provider.sql.scope import Scope


class Sent(NamedTuple):
    """Places of a call's arguments: the connection's name, and the text of the query; -1: the last one."""

    connection: int | None
    query: int


_SENT = {
    "external_query": Sent(0, 1),
    "openquery": Sent(0, 1),
    "postgres_query": Sent(0, 1),
    "mysql_query": Sent(0, 1),
    "remote_query": Sent(0, -1),
    "import": Sent(0, 1),
    "dblink": Sent(None, -1),
    "query": Sent(None, -1),
    "openrowset": Sent(None, -1),
}
_NAMED: dict[str, tuple[int, ...]] = {
    "remote": (1, 2),
    "remotesecure": (1, 2),
    "mysql": (1, 2),
    "mongodb": (1, 2),
    "postgresql": (5, 2),
    "odbc": (1, 2),
    "jdbc": (1, 2),
    "sqlite": (1,),
    "postgres_scan": (1, 2),
    "postgres_scan_pushdown": (1, 2),
    "mysql_scan": (1, 2),
    "sqlite_scan": (1,),
}
"""Places of the arguments that name a table, outermost part first."""
_OTHER_DIALECTS = ("postgres", "mysql", "tsql", "oracle")
_HERE = ("localhost", "127.0.0.1")


class _Elsewhere:
    """What a query needs of its surroundings, on another server: tables of other names, no variables."""

    def __init__(self, tables: Tables, connection: Sequence[str]) -> None:
        self.names = NameRules.of(tables.names.name)
        self.names.placeholders = tables.names.placeholders
        self.cte_names: set[str] = set()
        self.connection = connection
        self._tables = tables

    def read(self, table: TableName) -> Relation:
        return self._tables.read(TableName([*self.connection, *table.parts], table.kind))

    def target_columns(self, table: TableName) -> list[str] | None:
        return self._tables.target_columns(TableName([*self.connection, *table.parts], table.kind))

    def problem(self, kind: ProblemKind, message: str, node: Any = None) -> None:
        self._tables.problem(kind, f"in the query of another server: {message}")

    def variable(self, name: str) -> Column | None:
        return None

    def returned(self, function: str) -> Column | None:
        return None

    def record(self, name: str) -> Relation | None:
        return None

    def mentions(self, word: str) -> bool:
        return self._tables.mentions(word)

    def earlier(self, back: int) -> Relation | None:
        return None

    def check_time(self) -> None:
        self._tables.check_time()

    def hold(self, sources: int) -> None:
        self._tables.hold(sources)

    def typed(self, table: TableName) -> bool:
        return False

    def nested(self, tree: Any, ctes: dict[str, Relation]) -> Relation:
        return self._tables.nested(tree, ctes)


def elsewhere(function: Any, name: str, schema: Sequence[str], scope: Scope) -> Relation | None:
    """What a function reads from another server; None for other functions, and where it cannot be named.

    ``schema`` is what stands before the function's name, as the catalog in Trino's ``pg.system.query``.
    """
    if name not in REMOTE_FUNCTIONS and name not in _SENT:
        return None
    arguments = [_value(each) for each in function.args.get("expressions") or ()]
    if name in ("remote", "remotesecure") and _text(arguments[:1]).partition(":")[0] in _HERE:
        return _table(function, name, arguments, scope)
    scope.reader.problem("unsupported", f"what {name}() reads is on another server", function)
    if name in _SENT:
        return _sent(_SENT[name], arguments, schema, scope)
    return _table(function, name, arguments, scope)


def _value(argument: Any) -> Any:
    """``name => value`` and ``name := value`` as the value."""
    while isinstance(argument, (exp.Kwarg, exp.PropertyEQ)):
        argument = argument.args.get("expression")
    return argument


def _text(arguments: Sequence[Any]) -> str:
    """What a literal or a name says; empty for anything else."""
    each = arguments[0] if arguments else None
    if isinstance(each, exp.Literal) and each.is_string:
        return str(each.name)
    if isinstance(each, exp.Column):
        return ".".join(part.name for part in each.parts)
    return ""


def _sent(sent: Sent, arguments: Sequence[Any], schema: Sequence[str], scope: Scope) -> Relation | None:
    """The query that is sent to the other server."""
    at = sent.query if sent.query >= 0 else len(arguments) - 1
    text = _text(arguments[at : at + 1]) if at >= 0 else ""
    named = _text(arguments[sent.connection :]) if sent.connection is not None else ""
    connection = [part for part in (named, *schema[:1]) if part]
    return query_elsewhere(text, connection, scope.reader.tables)


def query_elsewhere(text: str, connection: Sequence[str], tables: Tables) -> Derived | None:
    """What a query gives that is sent through a connection; None where its text cannot be parsed."""
    from lineage_provider.sql.queries import QueryReader

    tree = _parsed(text, tables.names) if text else None
    if tree is None:
        return None
    return QueryReader(_Elsewhere(tables, connection)).query(tree, None, {})


def _parsed(text: str, names: NameRules) -> Any:
    """The tree of a query, in whichever dialect can read it."""
    from lineage_provider.sql.parsing import parse_text

    for dialect in (names.name, *_OTHER_DIALECTS):
        rules = NameRules.of(dialect)
        rules.placeholders = names.placeholders
        tree = parse_text(text, rules)
        if isinstance(tree, exp.Query) and not isinstance(tree, exp.Table):
            return tree
    return None


def _table(function: Any, name: str, arguments: Sequence[Any], scope: Scope) -> Relation | None:
    """The table that the arguments name."""
    given = {
        each.this.name.lower(): _text([each.expression])
        for each in function.args.get("expressions") or ()
        if isinstance(each, exp.EQ) and isinstance(each.this, exp.Column)
    }
    if given:  # ClickHouse: a named collection of settings
        parts = [given.get("database" if name != "postgresql" else "schema", ""), given.get("table", "")]
    else:
        second = arguments[1] if len(arguments) > 1 else None
        if name.startswith("remote") and isinstance(second, exp.Column) and second.args.get("table"):
            return scope.reader.read(table_of(second))
        parts = [_text(arguments[place : place + 1]) for place in _NAMED.get(name, ())]
    named = _dotted(parts)
    return scope.reader.base(TableName(named)) if named else None


def _dotted(parts: Sequence[str]) -> list[str]:
    """The parts of a table's name; ``'db.t'`` as the first names both, and what follows is a user."""
    if len(parts) == 2 and "." in parts[0]:
        return [part.strip('`"') for part in parts[0].split(".")]
    return [part for part in parts if part] if parts and parts[-1] else []


def written_elsewhere(function: Any) -> TableName | None:
    """ClickHouse: the table that ``INSERT INTO FUNCTION remote('h', 'db', 't')`` writes; None for files."""
    name = function.name.lower()
    given = list(function.args.get("expressions") or ())
    if name.startswith("cluster"):
        places: tuple[int, ...] = (1, 2)
    elif name in REMOTE_FUNCTIONS and name in _NAMED:
        places = _NAMED[name]
    else:
        return None
    texts = [_text(given[place : place + 1]) for place in places]
    if len(given) > 1 and isinstance(given[1], exp.Column) and given[1].args.get("table"):
        texts = [_text(given[1:2]), ""]
    named = _dotted(texts)
    return TableName(named) if named else None
