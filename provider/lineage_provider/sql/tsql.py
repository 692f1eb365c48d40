"""Where a T-SQL statement ends when no semicolon says so.

In: the tokens of a batch and where a statement begins. Out: the index behind its last token. A module of
its own because only this dialect lets statements follow each other without a mark, and telling ``SELECT``
that begins a statement from ``SELECT`` that belongs to an INSERT takes rules of its own.

Source: Transact-SQL reference, "Reserved keywords": a word that begins a statement cannot be a name, so
that what stands before it decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from lineage_provider.sql.tokens import Token

VERBS = frozenset(
    (
        "select",
        "insert",
        "update",
        "delete",
        "merge",
        "truncate",
        "create",
        "alter",
        "drop",
        "declare",
        "set",
        "exec",
        "execute",
        "if",
        "while",
        "begin",
        "end",
        "else",
        "return",
        "print",
        "raiserror",
        "use",
        "commit",
        "rollback",
        "save",
        "waitfor",
        "open",
        "close",
        "fetch",
        "deallocate",
        "grant",
        "revoke",
        "deny",
        "break",
        "continue",
        "goto",
        "bulk",
        "backup",
        "restore",
        "dbcc",
        "kill",
        "checkpoint",
        "with",
        "throw",
        "go",
    )
)
"""Words that can begin a statement."""

# A verb behind one of these words is a part of what came before.
_JOINED: dict[str, frozenset[str]] = {
    "select": frozenset(("all", "union", "except", "intersect", "as", "for", "distinct", ",")),
    "insert": frozenset(("then", "bulk", "on", "after", "for", "of", ",")),
    "update": frozenset(("then", "for", "on", "after", "of", ",")),
    "delete": frozenset(("then", "on", "after", "for", "of", ",")),
    "merge": frozenset(("left", "right", "full", "inner", "outer")),
    "set": frozenset(("update", "on", "delete", "only")),
    "exec": frozenset(("with", "as")),
    "execute": frozenset(("with", "as")),
    "alter": frozenset(("or",)),
    "if": frozenset(("table", "view", "procedure", "proc", "function", "index", "schema", "column")),
    "fetch": frozenset(("rows", "row")),
    "with": frozenset(("as",)),
    "else": frozenset(),
}
# Words of definitions that are also verbs: ALTER TABLE t DROP COLUMN c, GRANT SELECT ON t.
_WHOLE = frozenset(("grant", "revoke", "deny"))
_ALTERS = {
    "drop": frozenset(("column", "constraint", "index", "member", "primary", "period")),
    "alter": frozenset(("column", "index")),
    "set": frozenset(("(",)),
    "with": frozenset(("check", "nocheck", "(")),
}
_ROUTINES = frozenset(("procedure", "proc", "function", "trigger"))
_CTE_VERBS = frozenset(("select", "insert", "update", "delete", "merge"))


def end_of_statement(tokens: Sequence[Token], begin: int) -> int:
    """The index of the first token behind the statement that begins at ``begin``."""
    first = tokens[begin].word
    if first in ("create", "alter") and _makes_routine(tokens, begin):
        return len(tokens)
    depth = cases = 0
    query = _expects_query(first)
    index = begin + 1
    while index < len(tokens):
        word = tokens[index].word
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            if word == ";":
                return index
            if word == ":" and index - begin > 1 and is_label(tokens, index - 1):
                return index - 1
            if word == "case":
                cases += 1
            elif cases:
                cases -= word == "end"
            elif word in VERBS and tokens[index - 1].word != "." and not _is_hint(tokens, index):
                if query and word in query:
                    query = frozenset(("select", "exec", "execute")) if word == "insert" else frozenset()
                    if word == "update":
                        query = frozenset(("set",))
                elif _begins(tokens, begin, index):
                    return index
        index += 1
    return index


def _expects_query(first: str) -> frozenset[str]:
    """The verbs that may follow once as a part of the statement."""
    return {
        "insert": frozenset(("select", "exec", "execute", "with", "merge")),
        "with": _CTE_VERBS,
        "update": frozenset(("set",)),
        "create": frozenset(("select",)),
    }.get(first, frozenset())


def _begins(tokens: Sequence[Token], begin: int, index: int) -> bool:
    word, before = tokens[index].word, tokens[index - 1].word
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    first = tokens[begin].word
    if first == "set" and before in ("on", "off"):
        return True  # SET NOCOUNT ON INSERT ...
    if before in _JOINED.get(word, ()) or first in _WHOLE:
        return False
    if first == "alter" and following in _ALTERS.get(word, ()):
        return False
    if word == "with":
        return _is_cte(tokens, index)
    if word == "set" and first == "merge":
        return before != "update"
    if word == "throw":
        return following in ("", ";") or tokens[index + 1].kind in ("number", "word")
    return word != "go"


def is_label(tokens: Sequence[Token], at: int) -> bool:
    """``name:``, to which GOTO goes; not a method of a type, as ``geography::Point(...)``."""
    signs = [token.word for token in tokens[at + 1 : at + 3]]
    return (
        tokens[at].kind == "word"
        and tokens[at].word[:1].isalpha()
        and signs[:1] == [":"]
        and signs[1:] != [":"]
    )


def _is_cte(tokens: Sequence[Token], index: int) -> bool:
    """``WITH name [(columns)] AS (``; not a table hint, an option or SCHEMABINDING."""
    at = index + 2
    if at < len(tokens) and tokens[at].word == "(":
        at = closing(tokens, at) + 1
    return at + 1 < len(tokens) and tokens[at].word == "as" and tokens[at + 1].word == "("


def _is_hint(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].word == "with" and not _is_cte(tokens, index)


def closing(tokens: Sequence[Token], opened: int) -> int:
    """The index of the parenthesis that closes the one at ``opened``; the last token where none does."""
    depth = 0
    for index in range(opened, len(tokens)):
        depth += (tokens[index].word == "(") - (tokens[index].word == ")")
        if depth == 0:
            return index
    return len(tokens) - 1


def _makes_routine(tokens: Sequence[Token], begin: int) -> bool:
    return any(token.word in _ROUTINES for token in tokens[begin + 1 : begin + 4])
