"""Names of tables that the text has and the result lacks: the parser took them for something else.

In: the tokens of a statement, and later its tree and what was read and written. Out: a reported problem for
each name behind FROM, JOIN, INTO, UPDATE or USING that went nowhere. A module of its own because it checks
the parser and every handler by a way that uses neither.

It costs a look at each token; anything dearer is done only where a name is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlglot import exp
from sqlglot.tokens import TokenType  # type: ignore[attr-defined]

from lineage_provider.sql.known_functions import STREAMS
from lineage_provider.sql.names import BRANCHES, DUMMIES

if TYPE_CHECKING:
    from lineage_provider.sql.statement import Statement

Standing = tuple[str, str, str]
"""The word (lower case), the last part of the name that stands behind it, and its first if there are more."""

_WORDS = frozenset((TokenType.FROM, TokenType.JOIN, TokenType.INTO, TokenType.UPDATE, TokenType.USING))
_KIND = attrgetter("token_type")
# BigQuery's projects have dashes.
_INSIDE = frozenset((TokenType.DOT, TokenType.DASH))
_NAMES = frozenset((TokenType.VAR, TokenType.IDENTIFIER))
# Python 3.11 calls a function for each look at a member of an enumeration.
_OPENED, _CLOSED, _COMMA = TokenType.L_PAREN, TokenType.R_PAREN, TokenType.COMMA
_STRING, _ALIAS, _FROM = TokenType.STRING, TokenType.VAR, TokenType.FROM
# ``IS DISTINCT FROM a``, ``FOR UPDATE OF a``, ``DUPLICATE KEY UPDATE a``, ``FETCH FROM a``, ``ARRAY JOIN a``.
_NO_TABLE_BEFORE = frozenset(("distinct", "for", "on", "do", "then", "fetch", "next", "key", "array"))
# ``EXTRACT(day FROM a)``, ``TRIM('x' FROM a)``
_CALLS = frozenset(("extract", "trim", "substring", "substr", "overlay", "position", "cume_dist"))
_SKIPPED = frozenset(("table", "only", "function"))
_NO_ROWS = (
    exp.Command,
    exp.Describe,
    exp.Show,
    exp.Use,
    exp.Set,
    exp.Grant,
    exp.Revoke,
    exp.Comment,
    exp.Declare,
    exp.Kill,
    exp.Attach,
    exp.Detach,
    exp.Block,
    exp.Execute,
)
_ICEBERG = frozenset(("spark", "spark2", "databricks"))
_GAPS = frozenset(("parse", "unsupported", "internal", "budget", "unresolved"))


def standing(tokens: Sequence[Any]) -> tuple[Standing, ...]:
    """The names behind the words that a table's name stands behind.

    >>> from sqlglot import tokenize
    >>> standing(tokenize("INSERT INTO a.b SELECT EXTRACT(day FROM c) FROM f(1) JOIN d ON 1 = 1"))
    (('into', 'b', 'a'), ('join', 'd', ''))
    """
    found: list[Standing] = []
    for place in compress(count(), map(_WORDS.__contains__, map(_KIND, tokens))):
        if not _is_other(tokens, place):
            _names_behind(tokens, place, found)
    return tuple(found)


def _names_behind(tokens: Sequence[Any], place: int, found: list[Standing]) -> None:
    """Add the name behind the word at ``place``; behind FROM, those of a list without aliases or with."""
    last, at = len(tokens) - 1, place + 1
    word = tokens[place].text.lower()
    while at < last and tokens[at].text.lower() in _SKIPPED:
        at += 1
    while at <= last and tokens[at].token_type in _NAMES:
        first = tokens[at].text
        dotted = at
        while at + 2 <= last and tokens[at + 1].token_type in _INSIDE:
            at += 2
        called = at + 1 < last and tokens[at + 1].token_type is _OPENED
        called = called and (word != "into" or tokens[at + 2].token_type is _STRING)
        if called or tokens[at].token_type not in _NAMES:
            return
        found.append((word, tokens[at].text, first if at > dotted else ""))
        if at + 3 <= last and tokens[at + 1].token_type is _ALIAS:
            at += 1  # an alias
        if word != "from" or at + 2 > last or tokens[at + 1].token_type is not _COMMA:
            return
        at += 2


def _is_other(tokens: Sequence[Any], place: int) -> bool:
    """Whether the word at ``place`` does not announce a table."""
    if place == 0:
        return False
    if tokens[place - 1].text.lower() in _NO_TABLE_BEFORE:
        return True
    if tokens[place].token_type is not _FROM:
        return False
    for opened in range(place - 1, max(-1, place - 6), -1):
        kind = tokens[opened].token_type
        if kind is _CLOSED:
            return False
        if kind is _OPENED:
            return opened > 0 and tokens[opened - 1].text.lower() in _CALLS
    return False


def report_unread(statement: Statement, tree: Any) -> None:
    """Report the names of ``statement`` that are nowhere in what it reads and writes."""
    named = statement.unit.named
    if not named or isinstance(tree, _NO_ROWS):
        return
    known = {table.parts[-1].lower() for tables in (statement.inputs, statement.outputs) for table in tables}
    known |= statement.cte_names
    restored = statement.script.names.restored
    missing = [each for each in named if restored(each[1]).lower() not in known]
    if not missing or any(problem.kind in _GAPS for problem in statement.problems):
        return
    known |= _explained(statement, tree)
    for word, name, first in missing:
        if isinstance(tree, exp.Copy) and name.lower() in STREAMS:
            continue
        if restored(first).lower() in known:
            continue  # an array of an earlier table
        if word == "using" and not isinstance(tree, (exp.Merge, exp.Delete)):
            continue
        if name.lower().startswith(BRANCHES) and first and statement.names.name in _ICEBERG:
            continue
        if word == "into" and tree.args.get("returning"):
            continue  # RETURNING a INTO variable
        name = restored(name)
        last = name.lower().rpartition(".")[2].lstrip("#").partition("$")[0]
        if not {last, name.lower(), name.lower().lstrip("#")} & known:
            message = f"{name} stands behind {word.upper()} and was not followed"
            statement.problem("unresolved", message)


def _explained(statement: Statement, tree: Any) -> set[str]:
    """Names that are no tables of the warehouse: CTEs, aliases, temporary tables, variables, arrays."""
    script = statement.script
    found = {table.parts[-1].lower().lstrip("#") for table in script.ephemeral}
    found |= {name.lower() for name in (*script.values, *script.records, *script.names.placeholders)}
    found |= {name.lower() for name in DUMMIES} | {"stdin", "stdout"} | set(statement.unit.variables)
    for node in tree.find_all(exp.TableAlias, exp.Table, exp.Pivot):
        this = node.this
        if isinstance(node, exp.Pivot):
            found.add("name")  # DuckDB: UNPIVOT ... INTO NAME n VALUE v
            continue
        if isinstance(node, exp.TableAlias):
            names = (this, *(node.args.get("columns") or ()))
            found |= {each.name.lower() for each in names if each is not None}
        if isinstance(this, exp.Identifier) and this.args.get("temporary"):
            found.add(this.name.lower())
    return found
