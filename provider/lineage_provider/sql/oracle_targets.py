"""Oracle's ways to name what is written that the parser does not know.

In: a statement's tokens. Out: the same lineage in words that sqlglot parses. A module of its own because
these look at what stands behind INSERT and DELETE, not at the whole statement.

Source: Oracle Database SQL Language Reference, "DML_table_expression_clause".
"""

from __future__ import annotations

from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing

_BEHIND_TABLE = frozenset(("where", "from", "return", "returning", "log", "partition", "subpartition", "set"))
_NO_TABLES = frozenset(("select", "from", "join", "where", "columns", "table", "drop", "store", "and", "or"))
_BEHIND_ROWS = frozenset(("where", "with"))


def inserted_view(text: str) -> str:
    """``INSERT INTO (SELECT a, b FROM t) ...`` as ``INSERT INTO t (a, b) ...``: the rows go there.

    A query that is more than columns of one table is left as it is.

    >>> inserted_view("INSERT INTO (SELECT id, u.nm FROM dwh.tgt u WHERE id > 1) SELECT a, b FROM s")
    'INSERT INTO dwh.tgt (id, nm) SELECT a, b FROM s'
    """
    found = tokens(text, "oracle")
    opened = next((i for i, token in enumerate(found[:4]) if token.word == "("), None)
    if opened is None or opened + 1 >= len(found) or found[opened + 1].word != "select":
        return text
    close = closing(found, opened)
    words = [token.word for token in found[opened:close]]
    begin = opened + 2
    if "from" not in words:
        return text
    start = opened + words.index("from")
    columns = _columns(text, found, begin, start)
    table, behind = _name(text, found, start + 1)
    alias = behind < close and found[behind].word not in _BEHIND_ROWS
    behind += alias
    if columns is None or not table or (behind < close and found[behind].word not in _BEHIND_ROWS):
        return text
    named = f"{table} ({', '.join(columns)})" if columns else table
    return text[: found[opened].start] + named + text[found[close].end :]


def _columns(text: str, found: list[Token], begin: int, end: int) -> list[str] | None:
    """The last parts of the names between two tokens; empty for a star, None for anything but names."""
    columns: list[str] = []
    if end - begin == 1 and found[begin].word == "*":
        return columns
    while begin < end:
        _, behind = _name(text, found, begin)
        if found[begin].kind not in ("word", "name") or (behind < end and found[behind].word != ","):
            return None
        columns.append(text[found[behind - 1].start : found[behind - 1].end])
        begin = behind + 1
    return columns


def _name(text: str, found: list[Token], at: int) -> tuple[str, int]:
    """A name of one or more parts, and the place behind it."""
    if at >= len(found) or found[at].kind not in ("word", "name"):
        return "", at
    end = at
    while end + 2 < len(found) and found[end + 1].word == ".":
        end += 2
    return text[found[at].start : found[end].end], end + 1


def deleted_alias(text: str) -> str:
    """``DELETE t a WHERE ...`` as ``DELETE FROM t a WHERE ...``.

    >>> deleted_alias("DELETE tgt t WHERE t.id = 1")
    'DELETE FROM tgt t WHERE t.id = 1'
    """
    found = tokens(text, "oracle")
    if len(found) < 3 or found[0].word != "delete" or found[1].word == "from":
        return text
    table, behind = _name(text, found, 1)
    if not table or behind >= len(found) or found[behind].kind not in ("word", "name"):
        return text
    if found[behind].word in _BEHIND_TABLE or (behind + 1 < len(found) and found[behind + 1].word == "from"):
        return text
    return text[: found[0].end] + " FROM" + text[found[0].end :]


def set_values(text: str) -> str:
    """``INSERT INTO t SET a = 1, b = 2`` as ``INSERT INTO t (a, b) VALUES (1, 2)``; of one row.

    >>> set_values("INSERT INTO t SET a = 1, b = NVL(2, 3)")
    'INSERT INTO t (a, b) VALUES (1, NVL(2, 3))'
    """
    found = tokens(text, "oracle")
    at = next((i for i, token in enumerate(found) if token.word == "set"), len(found))
    columns, values, begin, depth = [], [], at + 1, 0
    for index in range(at + 1, len(found) + 1):
        word = found[index].word if index < len(found) else ","
        depth += (word == "(") - (word == ")")
        if depth or word not in (",", ";"):
            continue
        if index - begin < 3 or found[begin + 1].word != "=":
            return text
        columns.append(text[found[begin].start : found[begin].end])
        values.append(text[found[begin + 2].start : found[index - 1].end])
        begin = index + 1
        if word == ";":
            break
    if not columns:
        return text
    return f"{text[: found[at].start]}({', '.join(columns)}) VALUES ({', '.join(values)})"


def nested_table(text: str) -> str:
    """``FROM t a NESTED doc COLUMNS (...)`` as a join of the table with JSON_TABLE of its column.

    >>> nested_table("SELECT n.x FROM s NESTED doc.items[*] COLUMNS (x NUMBER) n")
    "SELECT n.x FROM s CROSS JOIN JSON_TABLE(s.doc, '$' COLUMNS (x NUMBER)) n"
    """
    found = tokens(text, "oracle")
    for index in range(len(found) - 1, 0, -1):
        before = found[index - 1]
        if found[index].word != "nested" or before.kind not in ("word", "name") or before.word in _NO_TABLES:
            continue
        first = index + 1 + (found[index + 1].word == "path")
        columns = next((i for i in range(first, len(found)) if found[i].word == "columns"), len(found))
        if columns <= first or columns + 1 >= len(found):
            continue
        close = closing(found, columns + 1)
        source = text[before.start : before.end]
        column = text[found[first].start : found[first].end]
        listed = text[found[columns].start : found[close].end]
        made = f"CROSS JOIN JSON_TABLE({source}.{column}, '$' {listed})"
        text = text[: found[index].start] + made + text[found[close].end :]
    return text
